// SPDX-License-Identifier: Apache-2.0
// Points in time: RFC 3339 as Terraform reads it, with capital T and Z.
// https://www.rfc-editor.org/rfc/rfc3339
#include <chrono>

#include "functions.hpp"

namespace paycheck::expression {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  // `count` digits; -1 if there are none.
  int digits(std::size_t count) {
    if (rest_.size() < count) return -1;
    int value = 0;
    for (char c : rest_.substr(0, count)) {
      if (!is_digit(c)) return -1;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // Nanoseconds of the digits behind a point; what is smaller is dropped. -1: no digits.
  int fraction() {
    int value = 0;
    std::size_t count = 0;
    for (; count < rest_.size() && is_digit(rest_[count]); ++count)
      if (count < 9) value = value * 10 + (rest_[count] - '0');
    for (std::size_t i = count; i < 9; ++i) value *= 10;
    rest_.remove_prefix(count);
    return count == 0 ? -1 : value;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

Failure wrong(std::string_view what) {
  return failed("not a timestamp of RFC 3339: " + std::string(what));
}

std::optional<int> read_offset(Reader& reader) {
  if (reader.take('Z')) return 0;
  bool minus = reader.take('-');
  if (!minus && !reader.take('+')) return std::nullopt;
  int hours = reader.digits(2);
  if (hours < 0 || hours > 23 || !reader.take(':')) return std::nullopt;
  int minutes = reader.digits(2);
  if (minutes < 0 || minutes > 59) return std::nullopt;
  int seconds = (hours * 60 + minutes) * 60;
  return minus ? -seconds : seconds;
}

std::string padded(long value, std::size_t size) {
  std::string text = std::to_string(value);
  return text.size() < size ? std::string(size - text.size(), '0') + text : text;
}

}  // namespace

std::variant<Moment, Failure> read_moment(std::string_view text) {
  Reader reader(text);
  int year = reader.digits(4);
  if (year < 0 || !reader.take('-')) return wrong("the year must have four digits");
  int month = reader.digits(2);
  if (month < 1 || month > 12 || !reader.take('-')) return wrong("the month must be 01 to 12");
  int day = reader.digits(2);
  std::chrono::year_month_day date{std::chrono::year(year),
                                   std::chrono::month(static_cast<unsigned>(month)),
                                   std::chrono::day(static_cast<unsigned>(std::max(day, 0)))};
  if (day < 1 || !date.ok()) return wrong("the month has no such day");
  if (!reader.take('T')) return wrong("a T must stand between date and time");
  int hour = reader.digits(2);
  if (hour < 0 || hour > 23 || !reader.take(':')) return wrong("the hour must be 00 to 23");
  int minute = reader.digits(2);
  if (minute < 0 || minute > 59 || !reader.take(':')) return wrong("the minute must be 00 to 59");
  int second = reader.digits(2);
  if (second < 0 || second > 59) return wrong("the second must be 00 to 59");
  int fraction = reader.take('.') ? reader.fraction() : 0;
  if (fraction < 0) return wrong("digits must follow the point");
  std::optional<int> offset = read_offset(reader);
  if (!offset || !reader.at_end()) return wrong("it must end with Z or an offset such as +01:00");
  std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  std::int64_t seconds = days * 86'400 + hour * 3'600 + minute * 60 + second - *offset;
  return Moment{seconds, fraction, *offset};
}

std::string to_rfc3339(const Moment& moment) {
  std::chrono::sys_seconds local{std::chrono::seconds(moment.seconds + moment.offset)};
  auto day = std::chrono::floor<std::chrono::days>(local);
  std::chrono::year_month_day date(day);
  std::chrono::hh_mm_ss time(local - day);
  int year = static_cast<int>(date.year());
  std::string text = (year < 0 ? "-" : "") + padded(std::abs(year), 4) + "-" +
                     padded(static_cast<unsigned>(date.month()), 2) + "-" +
                     padded(static_cast<unsigned>(date.day()), 2) + "T" +
                     padded(time.hours().count(), 2) + ":" + padded(time.minutes().count(), 2) +
                     ":" + padded(time.seconds().count(), 2);
  if (moment.offset == 0) return text + "Z";
  int minutes = std::abs(moment.offset) / 60;
  return text + (moment.offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" +
         padded(minutes % 60, 2);
}

}  // namespace paycheck::expression
