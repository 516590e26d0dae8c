// SPDX-License-Identifier: Apache-2.0
// What stands at a place: scalars are themselves, strings with templates are evaluated once and
// kept, lists, maps and blocks stay where they are. A string that is asked for while it is
// evaluated refers to itself and is unknown.

#include <algorithm>

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Argument;
using terraform::Hole;
using terraform::Reason;
using terraform::Value;

constexpr int max_depth = 64;

/// Arguments that hold maps in every type that has them; for types outside the tables.
bool means_a_map(std::string_view name) {
  static constexpr std::string_view names[] = {
      "annotations", "default_tags_map", "dimensions",         "environment_variables", "labels",
      "metadata",    "parameters",       "request_parameters", "response_parameters",   "tags",
      "tags_all",    "triggers",         "variables"};
  return std::binary_search(std::begin(names), std::end(names), name);
}

bool is_nested(const json::Place& place) {
  return place.document->host() != nullptr;
}

/// A list of blocks: an object is one, nulls are none.
Value blocks(const json::Place& place, const Argument& argument) {
  const json::Value& value = *place.value;
  if (value.is_object())
    return Value::written(argument.repeats() ? Value::Kind::List : Value::Kind::Block, place,
                          argument.block);
  const json::Value* only = nullptr;
  std::size_t count = 0;
  for (const json::Value& item : value.items())
    if (!item.is_null()) {
      only = &item;
      ++count;
    }
  if (count == 0 && argument.form == Argument::Form::Block) return Value::absent(place);
  if (count == 1 && !argument.repeats() && only->is_object())
    return Value::written(Value::Kind::Block, {place.document, only, place.key}, argument.block);
  return Value::written(Value::Kind::List, place, argument.block);
}

}  // namespace

Value Stack::State::unknown(Reason reason, Hole::Carries carries, std::string_view expression,
                            const json::Place& place, std::uint64_t identity) {
  return Value::unknown(hole({reason, carries, false, expression, place, nullptr, {}, identity}),
                        place);
}

const terraform::Template& Stack::State::parsed(const json::Value& string) {
  const terraform::Template*& known = templates[&string];
  if (!known) known = arena.make<terraform::Template>(terraform::split(string.text(), arena));
  return *known;
}

Value Stack::State::container(const json::Place& place, const Argument* argument) {
  using Form = Argument::Form;
  bool object = place.value->is_object();
  if (is_nested(place))
    return Value::written(object ? Value::Kind::Map : Value::Kind::List, place, nullptr);
  if (argument) {
    switch (argument->form) {
      case Form::Block:
      case Form::ObjectList:
        return blocks(place, *argument);
      case Form::Object:
        if (object) return Value::written(Value::Kind::Block, place, argument->block);
        break;
      default:
        break;
    }
    return Value::written(object ? Value::Kind::Map : Value::Kind::List, place, nullptr);
  }
  if (!object) return Value::written(Value::Kind::List, place, nullptr);
  bool map = place.key && means_a_map(place.key->text());
  return Value::written(map ? Value::Kind::Map : Value::Kind::Block, place, nullptr);
}

Value Stack::State::value(const json::Place& place, const Argument* argument, bool literal) {
  if (!place) return Value::absent();
  const json::Value& json = *place.value;
  Value result;
  switch (json.kind()) {
    case json::Kind::Null:
      return Value::absent(place);
    case json::Kind::False:
    case json::Kind::True:
      result = Value::boolean(json.kind() == json::Kind::True, place);
      break;
    case json::Kind::Number: {
      auto number = terraform::to_number(json.text());
      result = number ? Value::number(*number, place) : Value::text(json.text(), place);
      break;
    }
    case json::Kind::String:
      result = json.has_template() && !literal ? templated(place) : Value::text(json.text(), place);
      break;
    default:
      return container(place, argument);
  }
  bool sensitive = (argument && argument->sensitive) ||
                   place.document->mark(json, json::Mark::Kind::Sensitive) != nullptr ||
                   place.document->is_hidden(json.begin());
  return sensitive ? result.with_sensitive(true) : result;
}

Value Stack::State::templated(const json::Place& place) {
  if (!is_nested(place))
    for (const Range& range : literal_ranges)
      if (range.begin <= place.value->begin() && place.value->begin() < range.end &&
          elements[range.node].place.document == place.document)
        return Value::text(place.value->text(), place);
  const void* key = place.value;
  bool is_new = texts.find(key) == nullptr;
  if (!is_new) {
    const Value* known = texts[key];
    if (known) return known->place() == place ? *known : known->with_place(place);
    return unknown(Reason::ExpressionNotComputed, Hole::Carries::Mentioned, place.value->text(),
                   place, hash_of(place.value->text()));
  }
  const terraform::Template& text = parsed(*place.value);
  if (depth >= max_depth)
    return unknown(Reason::TooLarge, Hole::Carries::Mentioned, place.value->text(), place,
                   hash_of(place.value->text()));
  texts[key] = nullptr;
  ++depth;
  const Value* result = arena.make<Value>(evaluate(text, place));
  --depth;
  texts[key] = result;
  return *result;
}

json::Place Stack::State::origin(json::Place place, bool through_arguments) {
  for (int i = 0; i < max_depth; ++i) {
    if (!place || !place.value->is_string() || !place.value->has_template()) return place;
    const terraform::Template& text = parsed(*place.value);
    if (!text.error.empty() || !text.is_expression()) return place;
    const terraform::Reference* reference = text.parts[0].whole();
    std::uint32_t node = reference ? target_of(*reference) : HashIndex::none;
    if (node == HashIndex::none) return place;
    bool argument = is_element(node) && elements[node].kind != Element::Kind::Variable;
    if (argument && !through_arguments) return place;
    json::Place next = place_of(node);
    std::span<const terraform::Step> steps = reference->steps;
    if (is_element(node) && elements[node].kind == Element::Kind::Variable)
      next = member_place(next, "default");
    for (const terraform::Step& step : steps) {
      if (!next) return place;
      if (step.kind == terraform::Step::Kind::Attribute || step.kind == terraform::Step::Kind::Key)
        next = member_place(next, step.text);
      else if (!(step.kind == terraform::Step::Kind::Index && is_element(node) &&
                 &step == steps.data()))
        return place;
    }
    if (!next) return place;
    place = next;
  }
  return place;
}

terraform::Value Stack::value(const json::Place& place, const Argument* argument,
                              bool literal) const {
  return state_->value(place, argument, literal);
}

}  // namespace paycheck
