// SPDX-License-Identifier: Apache-2.0
// Conversion by cases of the wanted type. Marks stay where they are.
#include <algorithm>

#include "conversions.hpp"

namespace paycheck::expression {

using Kind = Type::Kind;

bool may_convert(const Type& from, const Type& to) {
  if (from.is_any() || to.is_any() || from.kind() == to.kind()) return true;
  auto is_sequence = [](const Type& t) {
    return t.is(Kind::List) || t.is(Kind::Set) || t.is(Kind::Tuple);
  };
  auto is_mapping = [](const Type& t) { return t.is(Kind::Map) || t.is(Kind::Object); };
  if (to.is_primitive())
    return from.is_primitive() && (from.is(Kind::String) || to.is(Kind::String));
  return (is_sequence(from) && is_sequence(to) && !to.is(Kind::Tuple)) ||
         (is_mapping(from) && is_mapping(to));
}

namespace {

std::string article(const Type& type) {
  return type.is_primitive() ? "a " + type.name() : type.name();
}

Failure mismatch(const Value& value, const Type& type) {
  std::string found = value.type().name();
  if (type.is(Kind::Bool) && value.is(Kind::String))
    return {article(type) + " is required: a text must be \"true\" or \"false\""};
  if (type.is_primitive()) return {article(type) + " is required"};
  return {article(type) + " is required, not " + found};
}

Failure within(const std::string& where, const Failure& inner) {
  return {where + ": " + inner.message};
}

Outcome to_text(const Value& value, const Type& type) {
  if (value.is(Kind::Bool)) return Value::string(value.boolean() ? "true" : "false");
  if (!value.is(Kind::Number)) return mismatch(value, type);
  return Value::string(value.number().text());
}

Outcome to_number(const Value& value, const Type& type) {
  if (!value.is(Kind::String)) return mismatch(value, type);
  std::optional<Number> number = Number::parse(value.text());
  if (!number) return mismatch(value, type);
  return Value::number(*number);
}

Outcome to_boolean(const Value& value, const Type& type) {
  const std::string& text = value.text();
  if (!value.is(Kind::String)) return mismatch(value, type);
  if (text == "true" || text == "1") return Value::boolean(true);
  if (text == "false" || text == "0") return Value::boolean(false);
  return mismatch(value, type);
}

std::optional<Type> common(std::span<const Value> items) {
  std::vector<Type> types;
  for (const Value& item : items)
    if (types.empty() || types.back() != item.type()) types.push_back(item.type());
  return unify(types);
}

// All of `items`, brought to one type.
std::optional<Failure> level(std::vector<Value>& items, Type& element) {
  if (element.has_any()) {
    std::optional<Type> found = common(items);
    if (!found) return Failure{"all elements must have the same type"};
    element = *found;
  }
  for (Value& item : items) {
    Outcome outcome = convert(item, element);
    if (!outcome) return outcome.failure();
    item = *outcome;
  }
  return std::nullopt;
}

std::vector<Value> items_of(const Value& value) {
  return {value.items().begin(), value.items().end()};
}

Outcome to_sequence(const Value& value, const Type& type) {
  bool is_sequence = value.is(Kind::List) || value.is(Kind::Set) || value.is(Kind::Tuple);
  if (!is_sequence) return mismatch(value, type);
  std::vector<Value> items = items_of(value);
  for (std::size_t i = 0; i < items.size(); ++i) {
    Outcome outcome = convert(items[i], type.element());
    if (!outcome) return within("element " + std::to_string(i), outcome.failure());
    items[i] = *outcome;
  }
  Type element = type.element();
  if (element.is_any() && items.empty() && !value.is(Kind::Tuple)) element = value.type().element();
  if (element.has_any() && !items.empty())
    if (std::optional<Failure> failure = level(items, element)) return *failure;
  return type.is(Kind::List) ? Value::list(element, std::move(items))
                             : Value::set(element, std::move(items));
}

Outcome to_map(const Value& value, const Type& type) {
  if (!value.is(Kind::Map) && !value.is(Kind::Object)) return mismatch(value, type);
  std::vector<Value> items;
  for (const Entry& entry : value.entries()) {
    Outcome outcome = convert(entry.value, type.element());
    if (!outcome) return within("element \"" + entry.name + "\"", outcome.failure());
    items.push_back(*outcome);
  }
  Type element = type.element();
  if (element.is_any() && items.empty() && value.is(Kind::Map)) element = value.type().element();
  if (element.has_any() && !items.empty())
    if (std::optional<Failure> failure = level(items, element)) return *failure;
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < items.size(); ++i)
    entries.push_back({value.entries()[i].name, items[i]});
  return Value::map(element, std::move(entries));
}

Outcome to_tuple(const Value& value, const Type& type) {
  if (!value.is(Kind::Tuple) || value.size() != type.items().size()) return mismatch(value, type);
  std::vector<Value> items;
  for (std::size_t i = 0; i < value.size(); ++i) {
    Outcome outcome = convert(value.items()[i], type.items()[i]);
    if (!outcome) return within("element " + std::to_string(i), outcome.failure());
    items.push_back(*outcome);
  }
  return Value::tuple(std::move(items));
}

Outcome to_object(const Value& value, const Type& type) {
  if (!value.is(Kind::Map) && !value.is(Kind::Object)) return mismatch(value, type);
  std::vector<Entry> entries;
  for (const Attribute& attribute : type.attributes()) {
    const Value* found = value.find(attribute.name);
    if (!found && !attribute.optional)
      return Failure{"attribute \"" + attribute.name + "\" is required"};
    Outcome outcome = found ? convert(*found, attribute.type) : Value::null(attribute.type);
    if (!outcome) return within("attribute \"" + attribute.name + "\"", outcome.failure());
    entries.push_back({attribute.name, *outcome});
  }
  return Value::object(std::move(entries));
}

Outcome to_type(const Value& value, const Type& type) {
  switch (type.kind()) {
    case Kind::Any:
      return value;
    case Kind::String:
      return value.is(Kind::String) ? value : to_text(value, type);
    case Kind::Number:
      return value.is(Kind::Number) ? value : to_number(value, type);
    case Kind::Bool:
      return value.is(Kind::Bool) ? value : to_boolean(value, type);
    case Kind::List:
    case Kind::Set:
      return to_sequence(value, type);
    case Kind::Map:
      return to_map(value, type);
    case Kind::Tuple:
      return to_tuple(value, type);
    case Kind::Object:
      return to_object(value, type);
  }
  return value;
}

Outcome convert_unknown(const Value& value, const Type& type) {
  if (type.is_any() || value.type() == type) return value;
  if (!may_convert(value.type(), type)) return mismatch(value, type);
  if (const Value* seen = value.seen()) {
    if (Outcome part = convert(*seen, type); part && part->is_known())
      return Value::open(*part, value.why());
  }
  return Value::unknown(type, value.why());
}

}  // namespace

Outcome convert(const Value& value, const Type& type) {
  if (type.is_any()) return value;
  if (value.is_null() && !may_convert(value.type(), type)) return mismatch(value, type);
  Outcome outcome = value.is_null()    ? Outcome(Value::null(type))
                    : value.is_known() ? to_type(value, type)
                                       : convert_unknown(value, type);
  if (outcome && value.sensitive()) return outcome->with_sensitive();
  return outcome;
}

}  // namespace paycheck::expression
