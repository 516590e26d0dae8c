// SPDX-License-Identifier: Apache-2.0
// `formatdate`, `timeadd`, `timecmp`.
// https://developer.hashicorp.com/terraform/language/functions/formatdate
#include <chrono>

#include "functions.hpp"

namespace paycheck::expression {
namespace {

std::variant<Moment, Failure> moment_of(Arguments arguments, std::size_t i) {
  auto moment = read_moment(arguments[i].text());
  if (auto* failure = std::get_if<Failure>(&moment)) failure->argument = static_cast<int>(i);
  return moment;
}

constexpr std::string_view months[] = {"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};
constexpr std::string_view weekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                         "Thursday", "Friday", "Saturday"};

std::string padded(long value, std::size_t size) {
  std::string text = std::to_string(value);
  return text.size() < size ? std::string(size - text.size(), '0') + text : text;
}

// A moment in its own offset, by parts.
class Calendar {
 public:
  explicit Calendar(const Moment& moment)
      : offset_(moment.offset),
        local_(std::chrono::seconds(moment.seconds + moment.offset)),
        day_(std::chrono::floor<std::chrono::days>(local_)),
        date_(day_),
        time_(local_ - day_) {}

  // What a run of one letter stands for; empty if nothing.
  std::optional<std::string> part(char letter, std::size_t count) const {
    switch (letter) {
      case 'Y':
        return count == 4   ? std::optional(padded(year(), 4))
               : count == 2 ? std::optional(padded(year() % 100, 2))
                            : std::nullopt;
      case 'M':
        return name_or_number(months[month() - 1], month(), count);
      case 'D':
        return number(static_cast<unsigned>(date_.day()), count);
      case 'E':
        return count < 3 ? std::nullopt : name_or_number(weekday(), 0, count);
      case 'h':
        return number(hour(), count);
      case 'H':
        return number((hour() + 11) % 12 + 1, count);
      case 'A':
        return count == 2 ? std::optional<std::string>(hour() < 12 ? "AM" : "PM") : std::nullopt;
      case 'a':
        return count == 2 ? std::optional<std::string>(hour() < 12 ? "am" : "pm") : std::nullopt;
      case 'm':
        return number(time_.minutes().count(), count);
      case 's':
        return number(time_.seconds().count(), count);
      case 'Z':
        return zone(count);
      default:
        return std::nullopt;
    }
  }

 private:
  int year() const { return static_cast<int>(date_.year()); }
  unsigned month() const { return static_cast<unsigned>(date_.month()); }
  long hour() const { return time_.hours().count(); }
  std::string_view weekday() const { return weekdays[std::chrono::weekday(day_).c_encoding()]; }
  static std::optional<std::string> number(long value, std::size_t count) {
    if (count > 2) return std::nullopt;
    return padded(value, count);
  }
  static std::optional<std::string> name_or_number(std::string_view name, long value,
                                                   std::size_t count) {
    if (count < 3) return number(value, count);
    if (count > 4) return std::nullopt;
    return std::string(count == 3 ? name.substr(0, 3) : name);
  }
  std::optional<std::string> zone(std::size_t count) const {
    if (count == 2 || count > 5) return std::nullopt;
    if (count == 1 && offset_ == 0) return "Z";
    if (count == 3 && offset_ == 0) return "UTC";
    int minutes = std::abs(offset_) / 60;
    std::string colon = count == 1 || count == 5 ? ":" : "";
    return (offset_ < 0 ? "-" : "+") + padded(minutes / 60, 2) + colon + padded(minutes % 60, 2);
  }

  int offset_;
  std::chrono::sys_seconds local_;
  std::chrono::sys_days day_;
  std::chrono::year_month_day date_;
  std::chrono::hh_mm_ss<std::chrono::seconds> time_;
};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A text in quotes, two of which in it stand for one; empty if it does not end.
std::optional<std::string> quoted(std::string_view format, std::size_t& at) {
  std::string text;
  for (++at; at < format.size(); ++at) {
    if (format[at] != '\'') {
      text += format[at];
    } else if (format.substr(at + 1).starts_with('\'')) {
      text += '\'';
      ++at;
    } else {
      ++at;
      return text;
    }
  }
  return std::nullopt;
}

Outcome format_date(Arguments arguments, Context& context) {
  auto moment = moment_of(arguments, 1);
  if (auto* failure = std::get_if<Failure>(&moment)) return *failure;
  Calendar calendar(std::get<Moment>(moment));
  std::string_view format = arguments[0].text();
  std::string out;
  for (std::size_t at = 0; at < format.size();) {
    char c = format[at];
    if (format.substr(at).starts_with("''")) {
      out += '\'';
      at += 2;
    } else if (c == '\'') {
      std::optional<std::string> text = quoted(format, at);
      if (!text) return failed("a quote is not closed", 0);
      out += *text;
    } else if (is_letter(c)) {
      std::size_t end = std::min(format.find_first_not_of(c, at), format.size());
      std::optional<std::string> text = calendar.part(c, end - at);
      if (!text)
        return failed(named(format.substr(at, end - at)) + " stands for no part of a date", 0);
      out += *text;
      at = end;
    } else {
      out += c;
      ++at;
    }
  }
  return bounded_text(std::move(out), context);
}

struct Unit {
  std::string_view name;
  std::uint64_t nanoseconds;
};
constexpr Unit units[] = {
    {"ns", 1},         {"us", 1'000},        {"\xC2\xB5s", 1'000},  {"\xCE\xBCs", 1'000},
    {"ms", 1'000'000}, {"s", 1'000'000'000}, {"m", 60'000'000'000}, {"h", 3'600'000'000'000}};

// Durations as Go reads them (https://pkg.go.dev/time#ParseDuration), in nanoseconds.
class DurationReader {
 public:
  explicit DurationReader(std::string_view text) : rest_(text) {}

  std::optional<std::int64_t> read() {
    bool minus = rest_.starts_with('-');
    if (minus || rest_.starts_with('+')) rest_.remove_prefix(1);
    if (rest_ == "0") return 0;
    if (rest_.empty()) return std::nullopt;
    std::uint64_t total = 0;
    while (!rest_.empty())
      if (!part(total)) return std::nullopt;
    std::uint64_t most = std::uint64_t{1} << 63;
    if (total > most || (total == most && !minus)) return std::nullopt;
    return static_cast<std::int64_t>(minus ? 0 - total : total);
  }

 private:
  static constexpr std::uint64_t beyond = std::uint64_t{1} << 63;

  bool part(std::uint64_t& total) {
    std::string_view whole = digits(), fraction;
    bool point = rest_.starts_with('.');
    if (point) {
      rest_.remove_prefix(1);
      fraction = digits();
    }
    if (whole.empty() && fraction.empty()) return false;
    std::size_t end = 0;
    while (end < rest_.size() && rest_[end] != '.' && !(rest_[end] >= '0' && rest_[end] <= '9'))
      ++end;
    for (const Unit& unit : units)
      if (rest_.substr(0, end) == unit.name) {
        rest_.remove_prefix(end);
        return add(total, whole, fraction, unit.nanoseconds);
      }
    return false;
  }
  std::string_view digits() {
    std::size_t count = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    std::string_view result = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return result;
  }
  static bool add(std::uint64_t& total, std::string_view whole, std::string_view fraction,
                  std::uint64_t unit) {
    std::uint64_t value = 0;
    for (char c : whole) {
      if (value > beyond / 10) return false;
      value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (value > beyond / unit) return false;
    value *= unit;
    // What is below a nanosecond is dropped, as far as a double tells it.
    double part = 0, scale = 1;
    for (char c : fraction.substr(0, 18)) {
      part = part * 10 + (c - '0');
      scale *= 10;
    }
    value += static_cast<std::uint64_t>(part * (static_cast<double>(unit) / scale));
    total += value;
    return total <= beyond;
  }

  std::string_view rest_;
};

Outcome time_add(Arguments arguments, Context&) {
  auto moment = moment_of(arguments, 0);
  if (auto* failure = std::get_if<Failure>(&moment)) return *failure;
  std::optional<std::int64_t> duration = DurationReader(arguments[1].text()).read();
  if (!duration) return failed(named(arguments[1].text()) + " is no duration", 1);
  constexpr std::int64_t second = 1'000'000'000;
  Moment result = std::get<Moment>(moment);
  std::int64_t rest = result.nanoseconds + *duration % second;
  result.seconds += *duration / second + (rest < 0 ? -1 : rest >= second ? 1 : 0);
  return Value::string(to_rfc3339(result));
}

Outcome time_compare(Arguments arguments, Context&) {
  auto a = moment_of(arguments, 0), b = moment_of(arguments, 1);
  if (auto* failure = std::get_if<Failure>(&a)) return *failure;
  if (auto* failure = std::get_if<Failure>(&b)) return *failure;
  auto key = [](const Moment& m) { return std::pair(m.seconds, m.nanoseconds); };
  auto first = key(std::get<Moment>(a)), second = key(std::get<Moment>(b));
  return Value::integer(first < second ? -1 : first > second ? 1 : 0);
}

}  // namespace

std::vector<Function> date_functions() {
  Type text = Type::string();
  Parameter time = text_of("timestamp");
  return {
      {"formatdate", {text_of("format"), text_of("time")}, {}, text, format_date},
      {"timeadd", {time, text_of("duration")}, {}, text, time_add},
      {"timecmp",
       {text_of("timestamp_a"), text_of("timestamp_b")},
       {},
       Type::number(),
       time_compare},
  };
}

}  // namespace paycheck::expression
