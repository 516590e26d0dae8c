// SPDX-License-Identifier: Apache-2.0
// The shortest decimal that reads back as the number: digit by digit, until what is left lies
// within half a unit of the last place (Steele and White's free-format algorithm, over exact
// decimals).
#include <gmp.h>

#include <algorithm>

#include "number_cell.hpp"

namespace paycheck::expression {
namespace {

// 0.d1d2d3... * 10^point, without trailing zeros.
struct Decimal {
  std::string digits;
  long point = 0;

  char at(std::size_t i) const { return i < digits.size() ? digits[i] : '0'; }
  void trim() {
    while (!digits.empty() && digits.back() == '0') digits.pop_back();
  }
  void cut(std::size_t count) {
    digits.resize(std::min(count, digits.size()));
    trim();
  }
  void cut_upwards(std::size_t count) {
    digits.resize(count, '0');
    while (!digits.empty() && digits.back() == '9') digits.pop_back();
    if (digits.empty()) {
      digits = "1";
      ++point;
    } else {
      ++digits.back();
    }
  }
  void round(std::size_t count) {
    bool half = at(count) == '5' && count + 1 >= digits.size();
    bool odd = count > 0 && ((at(count - 1) - '0') & 1) != 0;
    if (half ? odd : at(count) >= '5')
      cut_upwards(count);
    else
      cut(count);
  }
};

// mantissa * 2^exponent, exactly.
Decimal decimal(mpz_srcptr mantissa, long exponent) {
  Integer scaled;
  if (exponent >= 0) {
    mpz_mul_2exp(scaled, mantissa, static_cast<mp_bitcnt_t>(exponent));
  } else {
    mpz_ui_pow_ui(scaled, 5, static_cast<unsigned long>(-exponent));
    mpz_mul(scaled, scaled, mantissa);
  }
  Decimal result{digits(scaled), 0};
  result.point = static_cast<long>(result.digits.size()) + std::min(exponent, 0L);
  result.trim();
  return result;
}

// Of the decimals between the neighbours' halves, the one with the fewest digits.
Decimal shortest(mpfr_srcptr value) {
  Integer mantissa, neighbour;
  long exponent = mpfr_get_z_2exp(mantissa, value);
  mpz_abs(mantissa, mantissa);
  Decimal result = decimal(mantissa, exponent);
  bool even = mpz_even_p(static_cast<mpz_srcptr>(mantissa)) != 0;  // a half would round to it
  mpz_mul_2exp(mantissa, mantissa, 1);
  mpz_sub_ui(neighbour, mantissa, 1);
  Decimal lower = decimal(neighbour, exponent - 1);
  mpz_add_ui(neighbour, mantissa, 1);
  Decimal upper = decimal(neighbour, exponent - 1);
  for (std::size_t i = 0; i < result.digits.size(); ++i) {
    char digit = result.digits[i], below = lower.at(i), above = upper.at(i);
    bool down = below != digit || (even && i + 1 == lower.digits.size());
    bool up = digit != above && (even || digit + 1 < above || i + 1 < upper.digits.size());
    if (down && up)
      result.round(i + 1);
    else if (down)
      result.cut(i + 1);
    else if (up)
      result.cut_upwards(i + 1);
    if (down || up) break;
  }
  return result;
}

std::string plain(const Decimal& decimal) {
  const std::string& all = decimal.digits;
  if (decimal.point <= 0)
    return "0." + std::string(static_cast<std::size_t>(-decimal.point), '0') + all;
  auto whole = static_cast<std::size_t>(decimal.point);
  if (all.size() <= whole) return all + std::string(whole - all.size(), '0');
  return all.substr(0, whole) + "." + all.substr(whole);
}

std::string scientific(const Decimal& decimal) {
  std::string out = decimal.digits.substr(0, 1);
  if (decimal.digits.size() > 1) out += "." + decimal.digits.substr(1);
  long exponent = decimal.point - 1;
  std::string power = std::to_string(std::abs(exponent));
  return out + (exponent < 0 ? "e-" : "e+") + (power.size() < 2 ? "0" : "") + power;
}

// What is no ordinary number; empty for others. A zero keeps its sign.
std::string special(const Number& number) {
  if (number.is_infinite()) return number.is_negative() ? "-Inf" : "+Inf";
  if (!number.is_zero()) return "";
  return mpfr_signbit(raw(number)) ? "-0" : "0";
}

}  // namespace

std::string digits(mpz_srcptr value, int base) {
  std::string text(mpz_sizeinbase(value, base) + 2, '\0');
  mpz_get_str(text.data(), base, value);
  text.resize(text.find('\0'));
  if (text.starts_with('-')) text.erase(0, 1);
  return text;
}

std::string Number::text() const {
  if (std::string word = special(*this); !word.empty()) return word;
  std::string sign = is_negative() ? "-" : "";
  if (is_integer() && mpfr_get_exp(raw(*this)) <= precision(*this)) {
    Integer integer;
    mpfr_get_z(integer, raw(*this), MPFR_RNDN);
    return sign + digits(integer);
  }
  return sign + plain(shortest(raw(*this)));
}

std::string Number::short_text() const {
  if (std::string word = special(*this); !word.empty()) return word;
  mpfr_exp_t point = 0;
  char* exact = mpfr_get_str(nullptr, &point, 10, 10, raw(*this), MPFR_RNDN);
  Decimal rounded{exact[0] == '-' ? exact + 1 : exact, point};
  mpfr_free_str(exact);
  rounded.trim();
  auto size = static_cast<long>(rounded.digits.size());
  long room = 10 > size && size >= rounded.point ? size : 10;
  long exponent = rounded.point - 1;
  std::string sign = is_negative() ? "-" : "";
  return sign + (exponent < -4 || exponent >= room ? scientific(rounded) : plain(rounded));
}

}  // namespace paycheck::expression
