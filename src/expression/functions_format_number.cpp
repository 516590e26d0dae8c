// SPDX-License-Identifier: Apache-2.0
// Numbers by format verbs, as Go prints numbers of arbitrary precision
// (https://pkg.go.dev/math/big#Int.Format, https://pkg.go.dev/math/big#Float.Format).
#include <algorithm>
#include <cstdio>

#include "format.hpp"
#include "number_cell.hpp"

namespace paycheck::expression {
namespace {

// 0.d1d2d3... * 10^point, without trailing zeros; zero has no digits.
struct Decimal {
  std::string digits;
  long point = 0;
};

void trim(std::string& digits) {
  digits.resize(digits.find_last_not_of('0') + 1);
}

// The fewest digits that mean the number.
Decimal shortest(const Number& number) {
  std::string text = number.absolute().text();
  std::size_t dot = std::min(text.find('.'), text.size());
  Decimal result{text.substr(0, dot), static_cast<long>(dot)};
  if (dot < text.size()) result.digits += text.substr(dot + 1);
  std::size_t zeros = std::min(result.digits.find_first_not_of('0'), result.digits.size());
  result.digits.erase(0, zeros);
  result.point -= static_cast<long>(zeros);
  trim(result.digits);
  return result;
}

// Rounded to `count` digits.
Decimal rounded(const Number& number, std::size_t count) {
  if (number.is_zero()) return {};
  mpfr_exp_t point = 0;
  char* text = mpfr_get_str(nullptr, &point, 10, count, raw(number.absolute()), MPFR_RNDN);
  Decimal result{text, point};
  mpfr_free_str(text);
  trim(result.digits);
  return result;
}

std::string printed(const char* format, std::size_t precision, const Number& number) {
  char* text = nullptr;
  int size = mpfr_asprintf(&text, format, static_cast<int>(precision), raw(number.absolute()));
  std::string result(text, static_cast<std::size_t>(std::max(size, 0)));
  mpfr_free_str(text);
  return result;
}

std::string with_exponent(const Decimal& number) {
  std::string out = number.digits.substr(0, 1);
  if (number.digits.size() > 1) out += "." + number.digits.substr(1);
  long exponent = number.point - 1;
  std::string power = std::to_string(std::abs(exponent));
  return out + (exponent < 0 ? "e-" : "e+") + (power.size() < 2 ? "0" : "") + power;
}

std::string in_full(const Decimal& number) {
  const std::string& all = number.digits;
  if (number.point <= 0)
    return "0." + std::string(static_cast<std::size_t>(-number.point), '0') + all;
  auto size = static_cast<std::size_t>(number.point);
  if (all.size() <= size) return all + std::string(size - all.size(), '0');
  return all.substr(0, size) + "." + all.substr(size);
}

// `%g`: with an exponent where the number is small, or beyond the precision (six digits, where all
// that are needed were asked for).
std::string general(const Number& number, std::optional<std::size_t> precision) {
  if (number.is_zero()) return "0";
  std::size_t count = std::max<std::size_t>(precision.value_or(1), 1);
  Decimal decimal = precision ? rounded(number, count) : shortest(number);
  auto digits = static_cast<long>(decimal.digits.size());
  long most = precision ? static_cast<long>(count) : 6;
  if (precision && most > digits && digits >= decimal.point) most = digits;
  long exponent = decimal.point - 1;
  return exponent < -4 || exponent >= most ? with_exponent(decimal) : in_full(decimal);
}

std::string magnitude(const Verb& verb, const Number& number) {
  if (number.is_infinite()) return "Inf";
  switch (verb.mode) {
    case 'e':
    case 'E':
      return printed("%.*RNe", verb.precision.value_or(6), number);
    case 'f':
      return printed("%.*RNf", verb.precision.value_or(6), number);
    default:
      return general(number, verb.precision);
  }
}

bool is_minus(const Number& number) {
  return mpfr_signbit(raw(number)) != 0;
}

std::string sign_of(const Verb& verb, const Number& number, bool always) {
  if (is_minus(number)) return "-";
  if (always) return verb.space ? " " : "+";
  return verb.plus ? "+" : verb.space ? " " : "";
}

std::string with_sign(const Verb& verb, const Number& number) {
  std::string sign = sign_of(verb, number, number.is_infinite());
  std::string text = magnitude(verb, number);
  if (verb.mode == 'E' || verb.mode == 'G') std::ranges::replace(text, 'e', 'E');
  std::size_t size = sign.size() + text.size(), width = verb.width.value_or(0);
  std::size_t fill = width > size ? width - size : 0;
  if (verb.zero && !number.is_infinite()) return sign + std::string(fill, '0') + text;
  if (verb.minus) return sign + text + std::string(fill, ' ');
  return std::string(fill, ' ') + sign + text;
}

int base_of(char mode) {
  return mode == 'b' ? 2 : mode == 'o' ? 8 : mode == 'd' ? 10 : 16;
}

std::string prefix_of(const Verb& verb) {
  if (!verb.sharp || verb.mode == 'd') return "";
  return verb.mode == 'b' ? "0b" : verb.mode == 'o' ? "0" : verb.mode == 'x' ? "0x" : "0X";
}

std::string integer(const Verb& verb, const Number& number) {
  Integer value;
  mpfr_get_z(value, raw(number), MPFR_RNDZ);
  std::string text = digits(value, base_of(verb.mode));
  if (verb.mode == 'X')
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'a' ? char(c - 32) : c; });
  if (verb.precision && *verb.precision == 0 && text == "0") return "";
  if (verb.precision && text.size() < *verb.precision)
    text.insert(0, *verb.precision - text.size(), '0');
  std::string head = number.is_negative() ? "-" : verb.plus ? "+" : verb.space ? " " : "";
  head += prefix_of(verb);
  std::size_t size = head.size() + text.size(), width = verb.width.value_or(0);
  std::size_t fill = width > size ? width - size : 0;
  if (verb.minus) return head + text + std::string(fill, ' ');
  if (verb.zero && !verb.precision) return head + std::string(fill, '0') + text;
  return std::string(fill, ' ') + head + text;
}

}  // namespace

std::optional<std::string> format_number(const Verb& verb, const Number& number) {
  if (std::string_view("dboxX").find(verb.mode) == std::string_view::npos)
    return with_sign(verb, number);
  if (!number.is_integer()) return std::nullopt;
  return integer(verb, number);
}

}  // namespace paycheck::expression
