// SPDX-License-Identifier: Apache-2.0
// Lists and tuples. Of a list that is not known, what is seen of it is used where order does not
// matter.
#include <algorithm>
#include <unordered_map>

#include "sequence.hpp"

namespace paycheck::expression {
namespace {

using Kind = Type::Kind;

// Where an unknown part decides, the answer is unknown.
Outcome all_true(Arguments arguments, Context&) {
  const Value& list = arguments[0];
  for (const Value& item : seen_items(list))
    if (item.is_known() && !item.boolean()) return Value::boolean(false);
  if (!list.is_wholly_known()) return Value::unknown(Type::boolean(), list.why());
  return Value::boolean(true);
}

Outcome any_true(Arguments arguments, Context&) {
  const Value& list = arguments[0];
  for (const Value& item : seen_items(list))
    if (item.boolean()) return Value::boolean(true);
  if (!list.is_wholly_known()) return Value::unknown(Type::boolean(), list.why());
  return Value::boolean(false);
}

Outcome chunks(Arguments arguments, Context&) {
  const Value& list = arguments[0];
  std::optional<std::int64_t> wanted = whole(arguments[1]);
  if (!wanted) return not_whole(1);
  if (*wanted < 0) return failed("the size must not be negative", 1);
  std::span<const Value> items = list.items();
  std::size_t size = *wanted == 0 ? items.size() : static_cast<std::size_t>(*wanted);
  std::vector<Value> result;
  for (; !items.empty(); items = items.subspan(std::min(size, items.size()))) {
    auto chunk = items.first(std::min(size, items.size()));
    result.push_back(Value::list(list.type().element(), {chunk.begin(), chunk.end()}));
  }
  return Value::list(list.type(), std::move(result)).with_sensitive(list.sensitive());
}

bool is_surely_text(const Value& item) {
  if (item.is_known()) return !item.is_null() && !item.text().empty();
  return std::ranges::any_of(item.pieces(), [](const Piece& piece) { return !piece.hole; });
}

Outcome compact(Arguments arguments, Context&) {
  std::vector<Value> items;
  WhyPointer unknown = arguments[0].is_known() ? nullptr : arguments[0].why();
  for (const Value& item : seen_items(arguments[0])) {
    if (is_surely_text(item))
      items.push_back(item);
    else if (!item.is_known())
      unknown = item.why();
  }
  return list_or_open(Type::string(), std::move(items), unknown);
}

// All of lists give a list, with a tuple among them they give a tuple.
Outcome concatenation(Arguments arguments, std::vector<Value> items) {
  std::vector<Type> elements;
  for (const Value& each : arguments) {
    if (!each.is(Kind::List)) return Value::tuple(std::move(items));
    elements.push_back(each.type().element());
  }
  std::optional<Type> element = unify(elements);
  if (!element) return Value::tuple(std::move(items));
  for (Value& item : items) {
    Outcome converted = convert(item, *element);
    if (!converted) return converted;
    item = std::move(*converted);
  }
  return Value::list(*element, std::move(items));
}

Outcome concat(Arguments arguments, Context&) {
  if (arguments.empty()) return failed("at least one list is required");
  std::vector<Value> items;
  WhyPointer unknown;
  bool sensitive = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Value& each = arguments[i];
    bool may_be = !each.is_known() && each.is(Kind::Any);
    if (!is_sequence(each) && !may_be)
      return failed("a list or tuple is required, not " + each.type().name(), static_cast<int>(i));
    if (!each.is_known()) unknown = each.why();
    for (const Value& item : seen_items(each)) items.push_back(item);
    sensitive = sensitive || each.sensitive();
  }
  Outcome joined = concatenation(arguments, std::move(items));
  if (!joined) return joined;
  if (unknown) return Value::open(*joined, unknown).with_sensitive(sensitive);
  return joined->with_sensitive(sensitive);
}

Outcome contains(Arguments arguments, Context&) {
  const Value& list = arguments[0];
  bool may_be = !list.is_known() && list.is(Kind::Any);
  if (!is_iterable(list) && !may_be)
    return failed("a list, tuple or set is required, not " + list.type().name(), 0);
  WhyPointer unknown = list.is_known() ? nullptr : list.why();
  for (const Value& item : seen_items(list)) {
    Value same = equal(item, arguments[1]);
    if (same.boolean()) return Value::boolean(true);
    if (!same.is_known() && !unknown) unknown = same.why();
  }
  if (unknown) return Value::unknown(Type::boolean(), unknown);
  return Value::boolean(false);
}

Outcome distinct(Arguments arguments, Context&) {
  const Value& list = arguments[0];
  std::vector<Value> items;
  std::unordered_map<std::string, std::vector<std::size_t>> known;
  for (const Value& item : seen_items(list)) {
    std::vector<std::size_t>& alike = known[item.is_null() ? std::string() : set_key(item)];
    if (std::ranges::any_of(alike, [&](std::size_t i) { return identical(items[i], item); }))
      continue;
    alike.push_back(items.size());
    items.push_back(item);
  }
  return list_or_open(list.type().element(), std::move(items), list.why());
}

Outcome element(Arguments arguments, Context&) {
  const Value& list = arguments[0];
  if (!list.is_known() && list.is(Kind::Any)) return Value::unknown(Type::any(), list.why());
  if (!is_sequence(list))
    return failed("a list or tuple is required, not " + list.type().name(), 0);
  std::optional<std::int64_t> index = whole(arguments[1]);
  if (!index) return not_whole(1);
  if (!list.is_known()) {
    Type type = list.is(Kind::List) ? list.type().element() : Type::any();
    return Value::unknown(type, list.why()).with_sensitive(list.sensitive());
  }
  if (list.size() == 0) return failed("an empty list has no elements", 0);
  std::int64_t at = *index % static_cast<std::int64_t>(list.size());
  if (at < 0) return failed("the index must not be negative", 1);
  return list.items()[static_cast<std::size_t>(at)].with_sensitive(list.sensitive());
}

struct Flat {
  std::vector<Value> items;
  WhyPointer unknown;
  bool sensitive = false;

  // Values are nested at most 1,000 deep.
  void add(const Value& value) {
    bool may_be_list = value.is(Kind::Any) && !value.is_known();
    if (value.is_null() || !(is_iterable(value) || may_be_list)) {
      items.push_back(value);
      return;
    }
    sensitive = sensitive || value.sensitive();
    if (!value.is_known() && !unknown) unknown = value.why();
    for (const Value& item : seen_items(value)) add(item);
  }
};

Outcome flatten(Arguments arguments, Context&) {
  const Value& list = arguments[0];
  if (!is_iterable(list) && !(list.is(Kind::Any) && !list.is_known()))
    return failed("a list, set or tuple is required, not " + list.type().name(), 0);
  Flat flat;
  flat.add(list);
  Value result = Value::tuple(std::move(flat.items));
  if (flat.unknown) result = Value::open(result, flat.unknown);
  return result.with_sensitive(flat.sensitive);
}

Outcome index(Arguments arguments, Context&) {
  const Value& list = arguments[0];
  if (!is_sequence(list))
    return failed("a list or tuple is required, not " + list.type().name(), 0);
  if (list.size() == 0) return failed("an empty list cannot be searched", 0);
  for (std::size_t i = 0; i < list.size(); ++i) {
    Value same = equal(list.items()[i], arguments[1]);
    if (!same.is_known()) return Value::unknown(Type::number(), same.why());
    if (same.boolean()) return Value::integer(static_cast<std::int64_t>(i));
  }
  return failed("the list does not hold the value", 1);
}

Outcome size_of(const Value& value) {
  if (value.is(Kind::String))
    return Value::integer(static_cast<std::int64_t>(count_clusters(value.text())));
  return Value::integer(static_cast<std::int64_t>(value.size()));
}

Outcome length(Arguments arguments, Context&) {
  const Value& value = arguments[0];
  bool has = value.is(Kind::String) || is_iterable(value) || is_mapping(value);
  bool may_have = value.is(Kind::Any) && !value.is_known();
  if (!has && !may_have)
    return failed("a text or a collection is required, not " + value.type().name(), 0);
  bool sensitive = value.sensitive();
  if (value.is_known()) return size_of(value)->with_sensitive(sensitive);
  // Tuples and objects have their size in their type.
  Type type = value.type();
  std::size_t size = std::max(type.items().size(), type.attributes().size());
  if (!value.seen() && (type.is(Kind::Tuple) || type.is(Kind::Object)))
    return Value::integer(static_cast<std::int64_t>(size)).with_sensitive(sensitive);
  return Value::unknown(Type::number(), value.why()).with_sensitive(sensitive);
}

// Items of one list as a list or tuple of its kind.
Value like(const Value& list, std::vector<Value> items) {
  if (list.is(Kind::Tuple)) return Value::tuple(std::move(items)).with_sensitive(list.sensitive());
  return Value::list(list.type().element(), std::move(items)).with_sensitive(list.sensitive());
}

Outcome reverse(Arguments arguments, Context&) {
  const Value& list = arguments[0];
  if (!is_iterable(list))
    return failed("a list or tuple is required, not " + list.type().name(), 0);
  return like(list, {list.items().rbegin(), list.items().rend()});
}

Outcome slice(Arguments arguments, Context&) {
  const Value& list = arguments[0];
  if (!is_sequence(list))
    return failed("a list or tuple is required, not " + list.type().name(), 0);
  std::optional<std::int64_t> start = whole(arguments[1]), end = whole(arguments[2]);
  auto size = static_cast<std::int64_t>(list.size());
  if (!start) return not_whole(1);
  if (!end) return not_whole(2);
  if (*start < 0) return failed("the start must not be negative", 1);
  if (*start > size) return failed("the start must not be beyond the list's end", 1);
  if (*end > size) return failed("the end must not be beyond the list's end", 2);
  if (*start > *end) return failed("the start must not be beyond the end", 1);
  return like(list, {list.items().begin() + *start, list.items().begin() + *end});
}

Outcome sort(Arguments arguments, Context&) {
  const Value& list = arguments[0];
  std::span<const Value> given = seen_items(list);
  std::vector<Value> items(given.begin(), given.end());
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].is_null()) return failed("member " + std::to_string(i) + " is null", 0);
  if (list.is_wholly_known()) std::ranges::stable_sort(items, {}, &Value::text);
  return list_or_open(Type::string(), std::move(items), list.why());
}

}  // namespace

std::vector<Function> list_functions() {
  Type any = Type::any(), yes = Type::boolean(), number = Type::number(), text = Type::string();
  Parameter truths = partly(list_of("list", yes)), list = marked(any_of("list"));
  return {
      {"alltrue", {truths}, {}, yes, all_true},
      {"anytrue", {truths}, {}, yes, any_true},
      {"chunklist",
       {marked(list_of("list", any)), number_of("size")},
       {},
       Type::list(Type::list(any)),
       chunks},
      {"compact", {partly(list_of("list", text))}, {}, Type::list(text), compact},
      {"concat", {}, marked(partly(any_of("seqs"))), any, concat},
      {"contains", {partly(any_of("list")), partly(any_of("value"))}, {}, yes, contains},
      {"distinct", {partly(list_of("list", any))}, {}, Type::list(any), distinct},
      {"element", {partly(list), number_of("index")}, {}, any, element},
      {"flatten", {marked(partly(any_of("list")))}, {}, any, flatten},
      {"index", {any_of("list"), partly(any_of("value"))}, {}, number, index},
      {"length", {marked(partly(any_of("value")))}, {}, number, length},
      {"reverse", {list}, {}, any, reverse},
      {"slice", {list, number_of("start_index"), number_of("end_index")}, {}, any, slice},
      {"sort", {partly(list_of("list", text))}, {}, Type::list(text), sort},
  };
}

}  // namespace paycheck::expression
