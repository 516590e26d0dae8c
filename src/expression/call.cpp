// SPDX-License-Identifier: Apache-2.0
// What holds for every function: arguments are counted, converted, refused where null, and unknown
// and sensitive ones spread to the result.
#include <algorithm>

#include "paycheck/expression.hpp"

namespace paycheck::expression {
namespace {

const Parameter& parameter(const Function& function, std::size_t i) {
  return i < function.parameters.size() ? function.parameters[i] : *function.variadic;
}

std::optional<Failure> count_arguments(const Function& function, std::size_t count) {
  std::size_t least = function.parameters.size();
  if (count < least)
    return Failure{"not enough arguments: \"" + std::string(function.parameters[count].name) +
                   "\" is missing"};
  if (count > least && !function.variadic)
    return Failure{"too many arguments: " + std::to_string(least) + " expected",
                   static_cast<int>(least)};
  return std::nullopt;
}

// An argument as its parameter wants it, or why not.
Outcome admit(const Parameter& parameter, const Value& value, std::size_t i) {
  int position = static_cast<int>(i);
  if (value.is_null() && !parameter.allow_null)
    return Failure{"argument \"" + std::string(parameter.name) + "\" must not be null", position};
  Outcome converted = convert(value, parameter.type);
  if (!converted)
    return Failure{
        "argument \"" + std::string(parameter.name) + "\": " + converted.failure().message,
        position};
  return converted;
}

bool spreads(const Parameter& parameter, const Value& value) {
  switch (parameter.unknowns) {
    case Unknowns::Spread:
      return !value.is_known();
    case Unknowns::SpreadDeeply:
      return !value.is_wholly_known();
    case Unknowns::Allow:
      return false;
  }
  return false;
}

// Whether a text or untyped value for this reason is among the values.
bool holds(std::span<const Value> values, const WhyPointer& why) {
  return std::any_of(values.begin(), values.end(), [&](const Value& value) {
    bool is_text = value.is(Type::Kind::String) || value.is(Type::Kind::Any);
    if (is_text && !value.is_known() && value.why() == why) return true;
    if (!value.items().empty()) return holds(value.items(), why);
    return std::any_of(value.entries().begin(), value.entries().end(),
                       [&](const Entry& entry) { return holds({&entry.value, 1}, why); });
  });
}

// What a function hands on as it came is still the reference that it was; all else is derived.
Value handed_on(Value result, std::span<const Value> arguments) {
  if (result.is_known() || result.seen()) return result;
  auto pieces = result.pieces();
  WhyPointer why = result.why();
  if (!why || !why->origin || pieces.size() > 1 || holds(arguments, why)) return result;
  return Value::unknown(result.type(), derived(why)).with_sensitive(result.sensitive());
}

}  // namespace

WhyPointer derived(const WhyPointer& why) {
  if (!why || !why->origin) return why;
  auto copy = std::make_shared<Why>(*why);
  copy->origin = nullptr;
  return copy;
}

WhyPointer Context::why(Reason reason, std::string note) const {
  return std::make_shared<Why>(Why{reason, std::string(expression), std::move(note)});
}

Value Context::too_large(Type type) const {
  return unknown(std::move(type), Reason::TooLarge, "too large to compute");
}

Outcome call(const Function& function, std::span<const Value> arguments, Context& context) {
  if (auto failure = count_arguments(function, arguments.size())) return *failure;
  std::vector<Value> admitted;
  admitted.reserve(arguments.size());
  bool sensitive = false;
  WhyPointer unknown;
  std::size_t weight = 1;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Parameter& its = parameter(function, i);
    Outcome value = admit(its, arguments[i], i);
    if (!value) return value;
    if (!its.allow_sensitive && value->holds_sensitive()) {
      sensitive = true;
      *value = value->revealed();
    }
    if (!unknown && spreads(its, *value)) unknown = value->why();
    weight += value->weight() / 16;
    admitted.push_back(std::move(*value));
  }
  if (unknown) return Value::unknown(function.returns, derived(unknown)).with_sensitive(sensitive);
  if (!context.spend(weight)) return context.too_large(function.returns);
  Outcome result = function.body(admitted, context);
  if (result && !context.spend(result->weight() / 32)) return context.too_large(function.returns);
  if (result) *result = handed_on(std::move(*result), admitted);
  if (result && sensitive) return result->with_sensitive();
  return result;
}

}  // namespace paycheck::expression
