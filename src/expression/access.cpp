// SPDX-License-Identifier: Apache-2.0
// Members by index and by name.
#include "evaluator.hpp"

namespace paycheck::expression {
namespace {

using Kind = Type::Kind;

std::string shown(const Value& key) {
  if (key.sensitive()) return "(sensitive value)";
  if (key.is(Kind::Number)) return key.number().text();
  return json::quoted(key.text());
}

Type member_type(const Value& value) {
  Type type = value.type();
  return type.is_collection() ? type.element() : Type::any();
}

// Of an unknown collection: what is seen of it, if that is sure, else unknown.
Value unseen(const Value& value, const Value& key) {
  const Value* seen = value.seen();
  if (seen && key.is(Kind::String))
    if (const Value* member = seen->find(key.text())) return *member;
  return Value::unknown(member_type(value), derived(value.why()));
}

Outcome item(const Value& value, const Value& key) {
  Outcome number = convert(key, Type::number());
  if (!number) return Failure{"an unsuitable index: " + number.failure().message};
  std::optional<std::int64_t> at = number->number().to_integer();
  if (!number->number().is_integer()) return Failure{"an index must be a whole number"};
  if (at && *at >= 0 && static_cast<std::uint64_t>(*at) < value.size())
    return value.items()[static_cast<std::size_t>(*at)];
  return Failure{"no element " + shown(*number) + ": there are " + std::to_string(value.size())};
}

Outcome entry(const Value& value, const Value& key) {
  Outcome name = convert(key, Type::string());
  if (!name) return Failure{"an unsuitable key: " + name.failure().message};
  if (const Value* found = value.find(name->text())) return *found;
  return Failure{(value.is(Kind::Map) ? "no element " : "no attribute ") + shown(*name)};
}

Outcome marked(const Outcome& outcome, bool sensitive) {
  if (!outcome || !sensitive) return outcome;
  return outcome->with_sensitive();
}

}  // namespace

Outcome index(const Value& value, const Value& key) {
  bool sensitive = value.sensitive() || key.sensitive();
  if (value.is_null()) return Failure{"a null value has no elements"};
  if (key.is_null()) return Failure{"an index must not be null"};
  switch (value.kind()) {
    case Kind::String:
    case Kind::Number:
    case Kind::Bool:
      return Failure{"a " + value.type().name() + " has no elements"};
    case Kind::Set:
      return Failure{"elements of a set have no index"};
    default:
      break;
  }
  if (!value.is_known() && key.is_known()) return marked(unseen(value, key), sensitive);
  if (!key.is_known())
    return Value::unknown(member_type(value), derived(key.why())).with_sensitive(sensitive);
  bool by_number = value.is(Kind::List) || value.is(Kind::Tuple);
  return marked(by_number ? item(value, key) : entry(value, key), sensitive);
}

Outcome attribute(const Value& value, const Value& name) {
  if (value.is_null()) return Failure{"a null value has no attribute " + shown(name)};
  switch (value.kind()) {
    case Kind::Any:
      return unseen(value, name).with_sensitive(value.sensitive());
    case Kind::Map:
    case Kind::Object:
      return index(value, name);
    default:
      return Failure{"no attribute " + shown(name) + " of a " + value.type().name()};
  }
}

}  // namespace paycheck::expression
