// SPDX-License-Identifier: Apache-2.0
// Sets. Members of several sets are first brought to one type.
#include <algorithm>

#include "sequence.hpp"

namespace paycheck::expression {
namespace {

using Kind = Type::Kind;

Type set_of_any() {
  return Type::set(Type::any());
}

// The sets with one type of members, or why there is none.
std::variant<std::vector<Value>, Failure> alike(Arguments arguments) {
  std::vector<Type> elements;
  for (const Value& set : arguments) elements.push_back(set.type().element());
  std::optional<Type> element = unify(elements);
  if (!element) return failed("the members of the sets have no common type");
  std::vector<Value> sets;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    Outcome set = convert(arguments[i], Type::set(*element));
    if (!set) return failed(set.failure().message, static_cast<int>(i));
    sets.push_back(std::move(*set));
  }
  return sets;
}

// The members that `keep(each, others)` wants of `from`.
template <class Keep>
Value kept(const Value& from, Keep keep) {
  std::vector<Value> items;
  for (const Value& item : from.items())
    if (keep(item)) items.push_back(item);
  return Value::set(from.type().element(), std::move(items));
}

// Members of a set by their keys.
class Members {
 public:
  explicit Members(const Value& set) {
    for (const Value& item : set.items()) keys_.emplace_back(key(item), &item);
    std::ranges::sort(keys_, {}, &Keyed::first);
  }
  bool has(const Value& item) const {
    auto range = std::ranges::equal_range(keys_, key(item), {}, &Keyed::first);
    return std::ranges::any_of(range, [&](auto& one) { return identical(*one.second, item); });
  }

 private:
  using Keyed = std::pair<std::string, const Value*>;
  static std::string key(const Value& item) {
    return item.is_null() ? std::string() : set_key(item);
  }
  std::vector<Keyed> keys_;
};

Outcome intersection(Arguments arguments, Context&) {
  auto sets = alike(arguments);
  if (auto* failure = std::get_if<Failure>(&sets)) return *failure;
  auto& all = std::get<0>(sets);
  Value result = all[0];
  for (std::size_t i = 1; i < all.size(); ++i) {
    Members members(all[i]);
    result = kept(result, [&](const Value& item) { return members.has(item); });
  }
  return result;
}

Outcome difference(Arguments arguments, Context&) {
  auto sets = alike(arguments);
  if (auto* failure = std::get_if<Failure>(&sets)) return *failure;
  auto& both = std::get<0>(sets);
  Members members(both[1]);
  return kept(both[0], [&](const Value& item) { return !members.has(item); });
}

Outcome set_union(Arguments arguments, Context&) {
  auto sets = alike(arguments);
  if (auto* failure = std::get_if<Failure>(&sets)) return *failure;
  std::vector<Value> items;
  WhyPointer unknown;
  Type element = Type::any();
  for (const Value& set : std::get<0>(sets)) {
    if (!set.is_known()) unknown = set.why();
    if (element.is_any()) element = set.type().element();
    for (const Value& item : seen_items(set)) items.push_back(item);
  }
  Value result = Value::set(element, std::move(items));
  return unknown && result.is_known() ? Value::open(result, unknown) : result;
}

// One factor as a list or set.
Outcome factor(const Value& value, int argument) {
  if (!is_iterable(value)) return failed("a set or list is required", argument);
  Outcome list = value.is(Kind::Tuple) ? convert(value, Type::list(Type::any())) : value;
  if (!list) return failed("the members have no common type", argument);
  return list;
}

// All combinations, the last factor changing fastest.
std::vector<Value> combinations(std::span<const Value> factors, std::size_t count) {
  std::vector<Value> result;
  result.reserve(count);
  std::vector<std::size_t> at(factors.size(), 0);
  for (std::size_t n = 0; n < count; ++n) {
    std::vector<Value> items;
    items.reserve(factors.size());
    for (std::size_t i = 0; i < factors.size(); ++i) items.push_back(factors[i].items()[at[i]]);
    result.push_back(Value::tuple(std::move(items)));
    for (std::size_t i = factors.size(); i-- > 0;) {
      if (++at[i] < factors[i].size()) break;
      at[i] = 0;
    }
  }
  return result;
}

Outcome product(Arguments arguments, Context& context) {
  if (arguments.size() < 2) return failed("at least two sets are required");
  std::vector<Value> factors;
  std::vector<Type> elements;
  bool all_sets = true, sensitive = false;
  std::size_t count = 1;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    Outcome list = factor(arguments[i], static_cast<int>(i));
    if (!list) return list;
    all_sets = all_sets && list->is(Kind::Set);
    sensitive = sensitive || list->sensitive();
    elements.push_back(list->type().element());
    count = std::min<std::size_t>(count * list->size(), std::size_t{1} << 30);
    factors.push_back(std::move(*list));
  }
  Type element = Type::tuple(std::move(elements));
  Type type = all_sets ? Type::set(element) : Type::list(element);
  // Some hundred bytes each, made one by one.
  if (!context.spend(count * (16 * factors.size() + 16))) return context.too_large(type);
  std::vector<Value> items = combinations(factors, count);
  Value result =
      all_sets ? Value::set(element, std::move(items)) : Value::list(element, std::move(items));
  return result.with_sensitive(sensitive);
}

}  // namespace

std::vector<Function> set_functions() {
  Type sets = set_of_any();
  Parameter first{"first_set", sets}, others{"other_sets", sets};
  return {
      {"setintersection", {wholly(first)}, wholly(others), sets, intersection},
      {"setproduct", {}, marked(any_of("sets")), Type::any(), product},
      {"setsubtract", {wholly({"a", sets}), wholly({"b", sets})}, {}, sets, difference},
      {"setunion", {partly(first)}, partly(others), sets, set_union},
  };
}

}  // namespace paycheck::expression
