// SPDX-License-Identifier: Apache-2.0
// Conversions between types, and the marks of sensitive values.
#include "functions.hpp"

namespace paycheck::expression {
namespace {

template <Type (*Wanted)()>
Outcome converted(Arguments arguments, Context&) {
  Outcome value = convert(arguments[0], Wanted());
  if (!value) return failed(value.failure().message, 0);
  return value;
}

Type list_of_any() {
  return Type::list(Type::any());
}
Type set_of_any() {
  return Type::set(Type::any());
}
Type map_of_any() {
  return Type::map(Type::any());
}

Outcome as_it_is(Arguments arguments, Context&) {
  return arguments[0];
}

Outcome sensitive(Arguments arguments, Context&) {
  return arguments[0].with_sensitive();
}

// Its own mark goes, those of its members stay.
Outcome not_sensitive(Arguments arguments, Context&) {
  const Value& value = arguments[0];
  if (!value.sensitive()) return value;
  if (!value.is_known() || value.is_null()) return value.revealed();
  std::span<const Value> items = value.items();
  std::span<const Entry> entries = value.entries();
  switch (value.kind()) {
    case Type::Kind::List:
      return Value::list(value.type().element(), {items.begin(), items.end()});
    case Type::Kind::Map:
      return Value::map(value.type().element(), {entries.begin(), entries.end()});
    case Type::Kind::Tuple:
      return Value::tuple({items.begin(), items.end()});
    case Type::Kind::Object:
      return Value::object({entries.begin(), entries.end()});
    default:
      return value.revealed();
  }
}

Outcome is_sensitive(Arguments arguments, Context&) {
  const Value& value = arguments[0];
  if (!value.sensitive() && !value.is_known()) return Value::unknown(Type::boolean(), value.why());
  return Value::boolean(value.sensitive());
}

}  // namespace

std::vector<Function> conversion_functions() {
  Type any = Type::any(), yes = Type::boolean();
  Parameter plain = or_null(partly(any_of("v"))), value = marked(or_null(partly(any_of("value"))));
  Parameter v = marked(plain);
  return {
      {"ephemeralasnull", {value}, {}, any, as_it_is},
      {"issensitive", {value}, {}, yes, is_sensitive},
      {"nonsensitive", {value}, {}, any, not_sensitive},
      {"sensitive", {value}, {}, any, sensitive},
      {"tobool", {plain}, {}, yes, converted<Type::boolean>},
      {"tolist", {v}, {}, list_of_any(), converted<list_of_any>},
      {"tomap", {v}, {}, map_of_any(), converted<map_of_any>},
      {"tonumber", {plain}, {}, Type::number(), converted<Type::number>},
      {"toset", {plain}, {}, set_of_any(), converted<set_of_any>},
      {"tostring", {plain}, {}, Type::string(), converted<Type::string>},
  };
}

}  // namespace paycheck::expression
