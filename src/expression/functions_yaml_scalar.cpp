// SPDX-License-Identifier: Apache-2.0
// Scalars of YAML. Quoted ones are text whatever their tag says; `0x10`, `0o10` and `010` are
// numbers (16, 8, 10), `yes` and `on` are true, dates become timestamps.
#include <algorithm>
#include <chrono>

#include "yaml_scalar.hpp"

namespace paycheck::expression {
namespace {

constexpr std::string_view core = "tag:yaml.org,2002:";

template <std::size_t size>
bool is_one_of(std::string_view text, const std::string_view (&words)[size]) {
  return std::ranges::find(words, text) != std::end(words);
}

bool is_null(std::string_view text) {
  return is_one_of(text, {"", "~", "null", "Null", "NULL"});
}

std::optional<bool> truth(std::string_view text) {
  if (is_one_of(text, {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"}))
    return true;
  if (is_one_of(text, {"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"}))
    return false;
  return std::nullopt;
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

// Of 64 bits; empty: too large.
std::optional<Number> in_base(std::string_view digits, int base) {
  std::optional<Number> number = Number::parse_integer(digits, base);
  if (!number || Number::parse("18446744073709551615") < number) return std::nullopt;
  return number;
}

bool has_base(std::string_view text, std::string_view prefix, std::string_view digits) {
  return text.starts_with(prefix) && text.size() > prefix.size() &&
         text.find_first_not_of(digits, prefix.size()) == text.npos;
}

bool is_decimal(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  std::size_t exponent = text.find_first_of("eE");
  if (exponent != text.npos) {
    std::string_view power = text.substr(exponent + 1);
    if (power.starts_with('-') || power.starts_with('+')) power.remove_prefix(1);
    if (!all_digits(power)) return false;
    text = text.substr(0, exponent);
  }
  std::size_t point = text.find('.');
  if (point == text.npos) return all_digits(text);
  std::string_view whole = text.substr(0, point), fraction = text.substr(point + 1);
  if (whole.empty()) return all_digits(fraction);
  return all_digits(whole) && (fraction.empty() || all_digits(fraction));
}

Failure unreadable(std::string_view text, std::string_view kind) {
  return failed(named(text) + " is no YAML " + std::string(kind), 0);
}

Outcome number_or(std::string_view text, std::optional<Number> number, std::string_view kind) {
  if (!number) return unreadable(text, kind);
  return Value::number(*number);
}

Outcome decimal(std::string_view text) {
  if (std::optional<Number> number = Number::parse(text)) return Value::number(*number);
  auto why = std::make_shared<Why>(Why{Reason::TooLarge, {}, "a number too large"});
  return Value::unknown(Type::number(), std::move(why));
}

// A number; empty where the text has not the form of one.
std::optional<Outcome> number(std::string_view text) {
  if (has_base(text, "0x", "0123456789abcdefABCDEF"))
    return number_or(text, in_base(text.substr(2), 16), "number of 64 bits");
  if (has_base(text, "0o", "01234567"))
    return number_or(text, in_base(text.substr(2), 8), "number of 64 bits");
  if (is_decimal(text)) return decimal(text);
  if (is_one_of(text, {".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"}))
    return Outcome(Value::number(Number::infinity(false)));
  if (is_one_of(text, {"-.inf", "-.Inf", "-.INF"}))
    return Outcome(Value::number(Number::infinity(true)));
  if (is_one_of(text, {".nan", ".NaN", ".NAN"})) return Outcome(failed("NaN is no number", 0));
  return std::nullopt;
}

// Timestamps: `2002-1-1`, `2001-12-15 2:59:43.1`, `2001-12-14t21:59:43.10-05:00`.
class MomentReader {
 public:
  explicit MomentReader(std::string_view text) : rest_(text) {}

  std::optional<Moment> read() {
    int year = digits(4, 4);
    if (year < 0 || !take('-')) return std::nullopt;
    int month = digits(1, 2);
    if (month < 0 || !take('-')) return std::nullopt;
    int day = digits(1, 2);
    std::chrono::year_month_day date{std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(std::max(month, 0))),
                                     std::chrono::day(static_cast<unsigned>(std::max(day, 0)))};
    if (day < 0 || !date.ok()) return std::nullopt;
    Moment moment{std::chrono::sys_days(date).time_since_epoch().count() * 86'400, 0, 0};
    if (rest_.empty()) return moment;
    bool local = take(' ');
    if (!local && !take('T') && !take('t')) return std::nullopt;
    if (!time(moment) || (!local && !offset(moment)) || !rest_.empty()) return std::nullopt;
    return moment;
  }

 private:
  int digits(std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t count = 0;
    for (; count < most && count < rest_.size() && all_digits(rest_.substr(count, 1)); ++count)
      value = value * 10 + (rest_[count] - '0');
    rest_.remove_prefix(count);
    return count < least ? -1 : value;
  }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool time(Moment& moment) {
    int hour = digits(1, 2);
    if (hour < 0 || hour > 23 || !take(':')) return false;
    int minute = digits(1, 2);
    if (minute < 0 || minute > 59 || !take(':')) return false;
    int second = digits(1, 2);
    if (second < 0 || second > 59) return false;
    if (take('.')) {
      std::size_t end = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
      if (end == 0) return false;
      rest_.remove_prefix(end);
    }
    moment.seconds += hour * 3'600 + minute * 60 + second;
    return true;
  }
  bool offset(Moment& moment) {
    if (take('Z')) return true;
    bool minus = take('-');
    if (!minus && !take('+')) return false;
    int hours = digits(2, 2);
    if (hours < 0 || hours > 24 || !take(':')) return false;
    int minutes = digits(2, 2);
    if (minutes < 0 || minutes > 60) return false;
    moment.offset = (minus ? -60 : 60) * (hours * 60 + minutes);
    moment.seconds -= moment.offset;
    return true;
  }

  std::string_view rest_;
};

std::optional<Value> timestamp(std::string_view text) {
  std::optional<Moment> moment = MomentReader(text).read();
  if (!moment) return std::nullopt;
  return Value::string(to_rfc3339(*moment));
}

// `!!int` and `!!float` take any number, and binary ones.
Outcome tagged_number(std::string_view text) {
  if (has_base(text, "0b", "01"))
    return number_or(text, Number::parse_integer(text.substr(2), 2), "number");
  if (std::optional<Outcome> found = number(text)) return *found;
  return unreadable(text, "number");
}

Outcome tagged_plain(std::string_view kind, std::string_view text) {
  if (kind == "str") return Value::string(std::string(text));
  if (kind == "null" || text.empty()) return Value();
  if (kind == "int" || kind == "float") return tagged_number(text);
  if (kind == "bool") {
    std::optional<bool> found = truth(text);
    if (!found) return unreadable(text, "bool");
    return Value::boolean(*found);
  }
  std::optional<Value> moment = timestamp(text);
  if (!moment) return unreadable(text, "timestamp");
  return *moment;
}

}  // namespace

Outcome plain_scalar(std::string_view text) {
  if (is_null(text)) return Value();
  if (std::optional<bool> found = truth(text)) return Value::boolean(*found);
  if (std::optional<Outcome> found = number(text)) return *found;
  if (std::optional<Value> found = timestamp(text)) return *found;
  return Value::string(std::string(text));
}

Outcome tagged_scalar(std::string_view tag, std::string_view text, bool plain) {
  std::string_view kind = tag;
  if (!kind.starts_with(core)) return failed("the YAML tag " + named(tag) + " is not supported", 0);
  kind.remove_prefix(core.size());
  if (!is_one_of(kind, {"str", "null", "int", "float", "bool", "timestamp", "binary"}))
    return failed("the YAML tag " + named(tag) + " is not supported", 0);
  if (kind == "binary" && !from_base64(text)) return unreadable(text, "binary: no base64");
  if (kind == "binary" || !plain) return Value::string(std::string(text));
  return tagged_plain(kind, text);
}

}  // namespace paycheck::expression
