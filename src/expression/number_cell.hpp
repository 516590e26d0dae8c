// SPDX-License-Identifier: Apache-2.0
// MPFR behind Number; for the files of this module that compute with it.
#pragma once

#include <mpfr.h>

#include "paycheck/expression.hpp"

namespace paycheck::expression {

struct Number::Cell {
  explicit Cell(mpfr_prec_t precision) { mpfr_init2(value, precision); }
  Cell(const Cell&) = delete;
  Cell& operator=(const Cell&) = delete;
  ~Cell() { mpfr_clear(value); }
  mpfr_t value;
};

inline mpfr_srcptr raw(const Number& number) {
  return number.cell().value;
}

/// A number of that precision, which `fill(mpfr_ptr)` sets.
template <class Fill>
Number make_number(mpfr_prec_t precision, Fill fill) {
  auto cell = std::make_shared<Number::Cell>(precision);
  fill(static_cast<mpfr_ptr>(cell->value));
  return Number(std::move(cell));
}

inline mpfr_prec_t precision(const Number& number) {
  return mpfr_get_prec(raw(number));
}
inline mpfr_prec_t precision(const Number& a, const Number& b) {
  return std::max(precision(a), precision(b));
}

/// An integer of GMP's; frees itself.
class Integer {
 public:
  Integer() { mpz_init(value_); }
  Integer(const Integer&) = delete;
  Integer& operator=(const Integer&) = delete;
  ~Integer() { mpz_clear(value_); }
  operator mpz_ptr() { return value_; }
  operator mpz_srcptr() const { return value_; }

 private:
  mpz_t value_;
};

/// Digits in `base`, without sign.
std::string digits(mpz_srcptr value, int base = 10);

}  // namespace paycheck::expression
