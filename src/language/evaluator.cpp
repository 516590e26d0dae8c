// SPDX-License-Identifier: Apache-2.0
// What a check keeps over a stack: variables in slots, parameters as values, an arena.

#include "evaluator.hpp"

namespace paycheck::language {

namespace {

Value argument_value(const ParameterValue& parameter, Arena& arena) {
  struct Visitor {
    Arena& arena;
    Value operator()(bool value) const { return Value::boolean(value); }
    Value operator()(double value) const { return Value::number(value); }
    Value operator()(const std::string& value) const { return Value::text(arena.copy(value)); }
    Value operator()(const std::vector<std::string>& texts) const {
      std::vector<Value> items;
      for (const std::string& text : texts) items.push_back(Value::text(arena.copy(text)));
      return Value::list(arena.copy(std::span<const Value>(items)), false);
    }
    Value operator()(const std::vector<double>& numbers) const {
      std::vector<Value> items;
      for (double number : numbers) items.push_back(Value::number(number));
      return Value::list(arena.copy(std::span<const Value>(items)), false);
    }
    Value operator()(const std::vector<PatternEntry>& patterns) const {
      std::vector<terraform::Entry> entries;
      for (const PatternEntry& entry : patterns)
        entries.push_back(
            {arena.copy(entry.key), arena.make<Value>(Value::text(arena.copy(entry.pattern)))});
      return Value::map(arena.copy(std::span<const terraform::Entry>(entries)), false);
    }
  };
  return std::visit(Visitor{arena}, parameter.value);
}

}  // namespace

Evaluator::Evaluator(const Stack& own_stack, std::span<const Stack* const> stacks_of_app)
    : stack(own_stack), app(stacks_of_app), policies(own_stack) {}

CheckState::CheckState(const CheckTree& tree_, std::span<const ParameterValue> values)
    : tree(&tree_), slots(tree_.slots) {
  for (std::size_t i = 0; i < tree->parameters.size(); ++i) {
    const ParameterValue& value = i < values.size() ? values[i] : tree->parameters[i].value;
    parameters.push_back({argument_value(value, arena), {}, nullptr, {}});
  }
}

const Stack& Evaluator::stack_of(const json::Place& place) const {
  if (app.size() <= 1 || !place) return stack;
  const json::Document* file = &place.document->outermost();
  for (const Stack* candidate : app)
    for (const auto& document : candidate->files().documents)
      if (document.get() == file) return *candidate;
  return stack;
}

Operand Evaluator::bind(const Element& element) const {
  return {Value::element(&element, element.place), proof_at(element.place), nullptr,
          element.address};
}

Operand Evaluator::bind(const Item& item) const {
  return {item.value, proof_at(item.value.place()), nullptr, item.key};
}

const Hole* Evaluator::hole(terraform::Reason reason, std::string_view expression,
                            json::Place place) {
  Hole* made = scratch->make<Hole>();
  made->reason = reason;
  made->expression = expression;
  made->place = place;
  return made;
}

}  // namespace paycheck::language
