// SPDX-License-Identifier: Apache-2.0
// Numbers are MPFR's, rounded to nearest even as Terraform's are; each keeps its own precision.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "number_cell.hpp"

namespace paycheck::expression {
namespace {

// Twice this many bits before or after the point would be some 160,000 digits.
constexpr mpfr_exp_t most_exponent = 1 << 18;
constexpr std::size_t most_digits = 80'000;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Length of the digits at the start.
std::size_t digit_run(std::string_view text) {
  auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  return static_cast<std::size_t>(end - text.begin());
}

// Takes an exponent from the end of a number; false if it is none or too large.
bool is_exponent(std::string_view text) {
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  if (text.empty() || digit_run(text) != text.size()) return false;
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  return text.size() <= 5;
}

bool is_decimal(std::string_view text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  std::size_t whole = digit_run(text), fraction = 0;
  text.remove_prefix(whole);
  if (text.starts_with('.')) {
    fraction = digit_run(text.substr(1));
    text.remove_prefix(1 + fraction);
  }
  return whole + fraction > 0 && is_exponent(text);
}

// The value of a digit as Terraform counts them; 99 if it is none.
int digit_value(char c, int base) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + (base <= 36 ? 10 : 36);
  return 99;
}

}  // namespace

Number::Number(std::int64_t integer)
    : Number(make_number(64, [&](mpfr_ptr x) { mpfr_set_si(x, integer, MPFR_RNDN); })) {}

Number Number::of(double value) {
  return make_number(53, [&](mpfr_ptr x) { mpfr_set_d(x, value, MPFR_RNDN); });
}

Number Number::infinity(bool negative) {
  return make_number(64, [&](mpfr_ptr x) { mpfr_set_inf(x, negative ? -1 : 1); });
}

std::optional<Number> Number::parse(std::string_view text) {
  long power = 0;  // `1p3` is 8, as for Terraform
  if (std::size_t mark = text.find_first_of("pP"); mark != text.npos) {
    std::string exponent = "e" + std::string(text.substr(mark + 1));
    if (!is_exponent(exponent)) return std::nullopt;
    power = std::strtol(exponent.c_str() + 1, nullptr, 10);
    text = text.substr(0, mark);
    if (text.find_first_of("eE") != text.npos) return std::nullopt;
  }
  if (text.size() > most_digits || !is_decimal(text)) return std::nullopt;
  constexpr std::size_t small = 18;  // digits that surely fit
  if (!text.empty() && text.size() <= small && digit_run(text) == text.size() && power == 0)
    return make_number(written_bits, [&](mpfr_ptr x) {
      mpfr_set_si(x, std::strtol(std::string(text).c_str(), nullptr, 10), MPFR_RNDN);
    });
  Number result = make_number(written_bits, [&](mpfr_ptr x) {
    mpfr_set_str(x, std::string(text).c_str(), 10, MPFR_RNDN);
    if (power) mpfr_mul_2si(x, x, power, MPFR_RNDN);
  });
  if (!result.is_bounded() || result.is_infinite()) return std::nullopt;
  return result;
}

std::optional<Number> Number::parse_integer(std::string_view text, int base) {
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.size() > most_digits) return std::nullopt;
  std::string mapped;  // GMP's digits beyond 36 have the other case
  for (char c : text) {
    int value = digit_value(c, base);
    if (value >= base) return std::nullopt;
    char first = value < 10 ? '0' : base <= 36 || value >= 36 ? 'a' : 'A';
    mapped += static_cast<char>(first + (value < 10   ? value
                                         : value < 36 ? value - 10
                                                      : value - 36));
  }
  Integer integer;
  mpz_set_str(integer, mapped.c_str(), base);
  if (negative) mpz_neg(integer, integer);
  auto bits = std::max<std::size_t>(64, mpz_sizeinbase(integer, 2));
  return make_number(static_cast<mpfr_prec_t>(bits),
                     [&](mpfr_ptr x) { mpfr_set_z(x, integer, MPFR_RNDN); });
}

bool Number::is_infinite() const {
  return mpfr_inf_p(raw(*this)) != 0;
}
bool Number::is_negative() const {
  return mpfr_sgn(raw(*this)) < 0;
}
bool Number::is_zero() const {
  return mpfr_zero_p(raw(*this)) != 0;
}
bool Number::is_integer() const {
  return mpfr_integer_p(raw(*this)) != 0;
}

std::optional<std::int64_t> Number::to_integer() const {
  if (!is_integer() || !mpfr_fits_slong_p(raw(*this), MPFR_RNDN)) return std::nullopt;
  return mpfr_get_si(raw(*this), MPFR_RNDN);
}

double Number::to_double() const {
  return mpfr_get_d(raw(*this), MPFR_RNDN);
}

bool Number::is_bounded() const {
  if (!mpfr_regular_p(raw(*this))) return true;
  return std::abs(mpfr_get_exp(raw(*this))) <= most_exponent;
}

int Number::compare(const Number& other) const {
  return mpfr_cmp(raw(*this), raw(other));
}

Number Number::negated() const {
  return make_number(precision(*this), [&](mpfr_ptr x) { mpfr_neg(x, raw(*this), MPFR_RNDN); });
}
Number Number::absolute() const {
  return make_number(precision(*this), [&](mpfr_ptr x) { mpfr_abs(x, raw(*this), MPFR_RNDN); });
}
Number Number::floor() const {
  return make_number(precision(*this), [&](mpfr_ptr x) {
    mpfr_floor(x, raw(*this));
    if (mpfr_zero_p(x)) mpfr_set_zero(x, 1);
  });
}
Number Number::ceiling() const {
  return make_number(precision(*this), [&](mpfr_ptr x) {
    mpfr_ceil(x, raw(*this));
    if (mpfr_zero_p(x)) mpfr_set_zero(x, 1);
  });
}

}  // namespace paycheck::expression
