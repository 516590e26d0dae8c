// SPDX-License-Identifier: Apache-2.0
// The five operations; what has no result is MPFR's NaN, which never leaves this file.
#include <algorithm>

#include "number_cell.hpp"

namespace paycheck::expression {
namespace {

std::optional<Number> unless_nan(Number result) {
  if (mpfr_nan_p(raw(result))) return std::nullopt;
  return result;
}

using Operation = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);

std::optional<Number> apply(Operation operation, const Number& a, const Number& b) {
  return unless_nan(
      make_number(precision(a, b), [&](mpfr_ptr x) { operation(x, raw(a), raw(b), MPFR_RNDN); }));
}

}  // namespace

std::optional<Number> add(const Number& a, const Number& b) {
  return apply(mpfr_add, a, b);
}
std::optional<Number> subtract(const Number& a, const Number& b) {
  return apply(mpfr_sub, a, b);
}
std::optional<Number> divide(const Number& a, const Number& b) {
  return apply(mpfr_div, a, b);
}

// A product may need more bits than its factors have: it keeps them, up to 512.
std::optional<Number> multiply(const Number& a, const Number& b) {
  Number exact = make_number(Number::written_bits,
                             [&](mpfr_ptr x) { mpfr_mul(x, raw(a), raw(b), MPFR_RNDN); });
  if (!mpfr_regular_p(raw(exact))) return unless_nan(exact);
  mpfr_prec_t bits = std::max(precision(a, b), mpfr_min_prec(raw(exact)));
  return make_number(bits, [&](mpfr_ptr x) { mpfr_set(x, raw(exact), MPFR_RNDN); });
}

std::optional<Number> modulo(const Number& a, const Number& b) {
  if (a.is_infinite() || b.is_infinite()) return multiply(a, b);
  if (b.is_zero()) return a;
  std::optional<Number> quotient = divide(a, b);
  if (!quotient) return std::nullopt;
  return unless_nan(make_number(precision(a), [&](mpfr_ptr x) {
    mpfr_trunc(x, raw(*quotient));
    mpfr_mul(x, raw(b), x, MPFR_RNDN);
    mpfr_sub(x, raw(a), x, MPFR_RNDN);
  }));
}

}  // namespace paycheck::expression
