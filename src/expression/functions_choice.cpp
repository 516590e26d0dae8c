// SPDX-License-Identifier: Apache-2.0
// One of several: `coalesce`, `coalescelist`, `matchkeys`, `one`.
#include <algorithm>

#include "sequence.hpp"

namespace paycheck::expression {
namespace {

using Kind = Type::Kind;

// The type to which all arguments convert, those without a type aside.
std::optional<Type> common_type(Arguments arguments) {
  std::vector<Type> types;
  for (const Value& argument : arguments)
    if (!argument.is(Kind::Any)) types.push_back(argument.type());
  if (types.empty()) return Type::any();
  std::optional<Type> type = unify(types);
  // Beside a null without a type, arguments stay as they are.
  if (!type && types.size() < arguments.size()) return Type::any();
  return type;
}

// Null and the empty text are passed over. Empty where that is not known.
std::optional<bool> counts(const Value& value) {
  if (value.is_null()) return false;
  if (value.is_known()) return !value.is(Kind::String) || !value.text().empty();
  bool literal = std::ranges::any_of(value.pieces(), [](auto& piece) { return !piece.hole; });
  return literal ? std::optional(true) : std::nullopt;
}

bool has_untyped(Arguments arguments) {
  return std::ranges::any_of(
      arguments, [](const Value& value) { return value.is(Kind::Any) && !value.is_known(); });
}

Outcome coalesce(Arguments arguments, Context&) {
  std::optional<Type> type = common_type(arguments);
  if (arguments.empty() || !type) return failed("the arguments have no common type");
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    Outcome value = convert(arguments[i], *type);
    if (!value) return failed(value.failure().message, static_cast<int>(i));
    std::optional<bool> taken = counts(*value);
    if (taken && !*taken) continue;
    // An argument whose type is not known may make a text of everything.
    bool sure = taken && (type->is(Kind::String) || !has_untyped(arguments));
    if (!sure)
      return Value::unknown(has_untyped(arguments) ? Type::any() : *type,
                            taken ? arguments.back().why() : value->why());
    return value;
  }
  return failed("all arguments are null or empty");
}

Outcome coalesce_list(Arguments arguments, Context&) {
  if (arguments.empty()) return failed("at least one list is required");
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Value& list = arguments[i];
    bool may_be = list.is(Kind::Any) && !list.is_known();
    if (list.is(Kind::Any) ? !may_be : !is_sequence(list))
      return failed("a list or tuple is required", static_cast<int>(i));
  }
  for (const Value& list : arguments) {
    if (!list.is_known()) return Value::unknown(Type::any(), list.why());
    if (list.size() > 0) return list;
  }
  return failed("all lists are empty");
}

Outcome match_keys(Arguments arguments, Context& context) {
  const Value &values = arguments[0], &keys = arguments[1], &wanted = arguments[2];
  const Type parts[] = {keys.type(), wanted.type()};
  std::optional<Type> type = unify(parts);
  Outcome names = type ? convert(keys, *type) : Outcome(failed(""));
  Outcome search = type ? convert(wanted, *type) : Outcome(failed(""));
  if (!names || !search) return failed("the keys and what is searched have no common type", 2);
  if (values.size() != keys.size())
    return failed("there are " + std::to_string(values.size()) + " values and " +
                      std::to_string(keys.size()) + " keys",
                  1);
  if (!context.spend(keys.size() * search->size())) return context.too_large(values.type());
  std::vector<Value> items;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Value& key = names->items()[i];
    if (std::ranges::any_of(search->items(), [&](const Value& one) {
          return !one.is_null() && !key.is_null() && equal(one, key).boolean();
        }))
      items.push_back(values.items()[i]);
  }
  return Value::list(values.type().element(), std::move(items));
}

Outcome one(Arguments arguments, Context&) {
  const Value& list = arguments[0];
  if (!is_iterable(list) || list.size() > 1)
    return failed("a list, set or tuple with at most one member is required", 0);
  if (list.size() == 1) return list.items()[0];
  return Value::null(list.is(Kind::Tuple) ? Type::any() : list.type().element());
}

}  // namespace

std::vector<Function> choice_functions() {
  Type any = Type::any();
  Parameter values = list_of("values", any);
  return {
      {"coalesce", {}, or_null(partly(any_of("vals"))), any, coalesce},
      {"coalescelist", {}, or_null(partly(any_of("vals"))), any, coalesce_list},
      {"matchkeys",
       {values, wholly(list_of("keys", any)), wholly(list_of("searchset", any))},
       {},
       Type::list(any),
       match_keys},
      {"one", {any_of("list")}, {}, any, one},
  };
}

}  // namespace paycheck::expression
