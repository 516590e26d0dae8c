// SPDX-License-Identifier: Apache-2.0
// Numbers: exact where Terraform is exact, in doubles where it computes in doubles (log, pow).
#include <algorithm>
#include <cmath>

#include "functions.hpp"

namespace paycheck::expression {
namespace {

Outcome of_double(double value) {
  if (std::isnan(value)) return failed("the result is not a number");
  return Value::number(Number::of(value));
}

Outcome absolute(Arguments arguments, Context&) {
  return Value::number(arguments[0].number().absolute());
}

Outcome ceiling(Arguments arguments, Context&) {
  return Value::number(arguments[0].number().ceiling());
}

Outcome floor(Arguments arguments, Context&) {
  return Value::number(arguments[0].number().floor());
}

// Both numbers as doubles; a finite one beyond their range is refused.
template <class Compute>
Outcome in_doubles(Arguments arguments, Compute compute) {
  double values[2];
  for (int i = 0; i < 2; ++i) {
    const Number& number = arguments[static_cast<std::size_t>(i)].number();
    values[i] = number.to_double();
    if (std::isinf(values[i]) && !number.is_infinite())
      return failed("the number is too large to compute with", i);
  }
  return of_double(compute(values[0], values[1]));
}

// A mantissa and its exponent of two, which may lie beyond a double's.
struct Scaled {
  double mantissa = 1;
  int exponent = 0;
};

Scaled times_whole_power(Scaled result, double base, double exponent) {
  int shift = 0;
  double square = std::frexp(base, &shift);
  for (auto left = static_cast<std::int64_t>(exponent); left != 0; left >>= 1) {
    if (std::abs(shift) > 4096) return {result.mantissa, result.exponent + shift};
    if (left & 1) {
      result.mantissa *= square;
      result.exponent += shift;
    }
    square *= square;
    shift *= 2;
    if (square < 0.5) {
      square += square;
      --shift;
    }
  }
  return result;
}

// By squaring the mantissa, as Go's math.Pow does, so that the last digits are Terraform's.
double power_of(double base, double exponent) {
  double whole = 0, rest = std::modf(std::abs(exponent), &whole);
  bool usual = std::isfinite(base) && base != 0 && whole < 1e15 && (rest == 0 || base > 0);
  if (exponent == -0.5) return 1 / std::sqrt(base);
  if (!usual || exponent == 0.5) return std::pow(base, exponent);
  if (rest > 0.5) {
    rest -= 1;
    whole += 1;
  }
  Scaled start{rest == 0 ? 1 : std::exp(rest * std::log(base)), 0};
  Scaled result = times_whole_power(start, base, whole);
  if (exponent < 0) result = {1 / result.mantissa, -result.exponent};
  return std::ldexp(result.mantissa, result.exponent);
}

Outcome logarithm(Arguments arguments, Context&) {
  return in_doubles(arguments,
                    [](double value, double base) { return std::log(value) / std::log(base); });
}

Outcome power(Arguments arguments, Context&) {
  return in_doubles(arguments, power_of);
}

Outcome sign(Arguments arguments, Context&) {
  const Number& number = arguments[0].number();
  if (!number.to_integer()) return not_whole(0);
  return Value::integer(number.is_zero() ? 0 : number.is_negative() ? -1 : 1);
}

bool by_number(const Value& a, const Value& b) {
  return a.number() < b.number();
}

Outcome greatest(Arguments arguments, Context&) {
  if (arguments.empty()) return failed("at least one number is required");
  return *std::ranges::max_element(arguments, by_number);
}

Outcome least(Arguments arguments, Context&) {
  if (arguments.empty()) return failed("at least one number is required");
  return *std::ranges::min_element(arguments, by_number);
}

Outcome integer_in(Arguments arguments, Context& context) {
  if (!arguments[0].is(Type::Kind::String))
    return failed("a text is required, not " + arguments[0].type().name(), 0);
  std::optional<std::int64_t> base = whole(arguments[1]);
  if (!base || *base < 2 || *base > 62)
    return failed("the base must be a whole number from 2 to 62", 1);
  if (arguments[0].text().size() > 20'000) return context.too_large(Type::number());
  std::optional<Number> number =
      Number::parse_integer(arguments[0].text(), static_cast<int>(*base));
  if (!number)
    return failed(
        named(arguments[0].text()) + " is no whole number of base " + std::to_string(*base), 0);
  return Value::number(*number);
}

Outcome sum(Arguments arguments, Context& context) {
  const Value& list = arguments[0];
  if (!is_iterable(list))
    return failed("a list, set or tuple is required, not " + list.type().name(), 0);
  if (list.size() == 0) return failed("an empty list has no sum", 0);
  if (!context.spend(list.size())) return context.too_large(Type::number());
  std::optional<Number> total;
  for (const Value& item : list.items()) {
    Outcome number = convert(item, Type::number());
    if (!number || number->is_null()) return failed("all members must be numbers", 0);
    total = total ? add(*total, number->number()) : number->number();
    if (!total) return failed("the sum of opposite infinities is not a number", 0);
  }
  return Value::number(*total);
}

// start, end and step of `range`, by how many arguments there are.
struct Steps {
  Number start, end, step;
};

Steps steps(Arguments arguments) {
  Number start = arguments.size() > 1 ? arguments[0].number() : Number();
  Number end = arguments.size() > 1 ? arguments[1].number() : arguments[0].number();
  if (arguments.size() > 2) return {start, end, arguments[2].number()};
  return {start, end, Number(end < start ? std::int64_t{-1} : std::int64_t{1})};
}

Outcome range(Arguments arguments, Context&) {
  constexpr std::size_t most = 1024;  // Terraform's own bound
  if (arguments.empty() || arguments.size() > 3)
    return failed("one, two or three numbers are required");
  auto [start, end, step] = steps(arguments);
  bool down = step.is_negative();
  if (down && start < end) return failed("with a negative step the end must be below the start");
  if (!down && end < start) return failed("with a positive step the end must be above the start");
  std::vector<Value> items;
  for (Number at = start; down ? end < at : at < end;) {
    if (items.size() == most) return failed("more than 1024 numbers");
    items.push_back(Value::number(at));
    std::optional<Number> next = add(at, step);
    if (!next) return failed("the step leads to no number");
    at = *next;
  }
  return Value::list(Type::number(), std::move(items));
}

Parameter numbers() {
  return number_of("numbers");
}

}  // namespace

std::vector<Function> numeric_functions() {
  Type number = Type::number();
  return {
      {"abs", {number_of("num")}, {}, number, absolute},
      {"ceil", {number_of("num")}, {}, number, ceiling},
      {"floor", {number_of("num")}, {}, number, floor},
      {"log", {number_of("num"), number_of("base")}, {}, number, logarithm},
      {"max", {}, numbers(), number, greatest},
      {"min", {}, numbers(), number, least},
      {"parseint", {any_of("number"), number_of("base")}, {}, number, integer_in},
      {"pow", {number_of("num"), number_of("power")}, {}, number, power},
      {"range", {}, number_of("params"), Type::list(number), range},
      {"signum", {number_of("num")}, {}, number, sign},
      {"sum", {wholly(any_of("list"))}, {}, number, sum},
  };
}

}  // namespace paycheck::expression
