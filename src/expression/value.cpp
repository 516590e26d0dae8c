// SPDX-License-Identifier: Apache-2.0
// How values are made. Weight, depth and the presence of unknown and sensitive parts are counted
// when a value is made, so that no question about them walks it.
#include <algorithm>

#include "value_nodes.hpp"

namespace paycheck::expression {
namespace {

constexpr std::size_t most_depth = 1'000;
constexpr std::size_t most_weight = std::size_t{1} << 50;

WhyPointer beyond_bounds(std::string note) {
  return std::make_shared<Why>(Why{Reason::TooLarge, {}, std::move(note)});
}

void sort_entries(std::vector<Entry>& entries) {
  auto earlier = [](const Entry& a, const Entry& b) { return a.name < b.name; };
  if (std::is_sorted(entries.begin(), entries.end(), earlier) &&
      std::adjacent_find(entries.begin(), entries.end(),
                         [](auto& a, auto& b) { return a.name == b.name; }) == entries.end())
    return;
  std::stable_sort(entries.begin(), entries.end(), earlier);
  std::vector<Entry> kept;
  kept.reserve(entries.size());
  for (Entry& entry : entries) {
    if (!kept.empty() && kept.back().name == entry.name) kept.pop_back();
    kept.push_back(std::move(entry));
  }
  entries = std::move(kept);
}

// Null comes last among its like.
bool earlier_in_set(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return !a.is_null();
  switch (a.kind()) {
    case Type::Kind::String:
      return a.text() < b.text();
    case Type::Kind::Number:
      return a.number() < b.number();
    default:
      return !a.boolean() && b.boolean();
  }
}

// Sorted, each once. Members that are no primitives are sorted by their keys.
std::vector<Value> unique(const Type& element, std::vector<Value> items) {
  if (element.is_primitive()) {
    std::stable_sort(items.begin(), items.end(), earlier_in_set);
    items.erase(std::unique(items.begin(), items.end(), identical), items.end());
    return items;
  }
  std::vector<std::pair<std::string, Value>> keyed;
  keyed.reserve(items.size());
  for (Value& item : items)
    keyed.emplace_back(item.is_null() ? "" : set_key(item), std::move(item));
  std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
    if (a.second.is_null() || b.second.is_null()) return !a.second.is_null() && b.second.is_null();
    return a.first < b.first;
  });
  std::vector<Value> result;
  std::string last;
  std::size_t run = 0;  // how many at the end have the same key: numbers may share it
  for (auto& [key, item] : keyed) {
    run = !result.empty() && key == last ? run : 0;
    auto same = [&](const Value& other) { return identical(other, item); };
    if (std::any_of(result.end() - static_cast<std::ptrdiff_t>(run), result.end(), same)) continue;
    last = key;
    ++run;
    result.push_back(std::move(item));
  }
  return result;
}

}  // namespace

void Value::Node::hold(const Value& part) {
  weight = std::min(weight + part.weight(), most_weight);
  depth = std::max(depth, part.depth() + 1);
  holds_unknown = holds_unknown || !part.is_wholly_known();
  holds_sensitive = holds_sensitive || part.holds_sensitive();
}

Value Value::null(Type type) {
  if (type.is_any()) return {};
  auto node = std::make_shared<NullNode>();
  Kind kind = type.kind();
  node->type = std::move(type);
  return Value(kind, State::Null, std::move(node));
}

Value Value::boolean(bool value) {
  Value result(Kind::Bool, State::Known, nullptr);
  result.bool_ = value;
  return result;
}

Value Value::number(Number value) {
  if (!value.is_bounded()) return unknown(Type::number(), beyond_bounds("a number too large"));
  auto node = std::make_shared<NumberNode>();
  node->number = std::move(value);
  node->weight += 64;
  return Value(Kind::Number, State::Known, std::move(node));
}

Value Value::string(std::string text) {
  auto node = std::make_shared<TextNode>();
  node->text = json::normalized(std::move(text));
  node->weight += node->text.size();
  return Value(Kind::String, State::Known, std::move(node));
}

Value Value::string(std::vector<Piece> pieces) {
  std::vector<Piece> joined;
  for (Piece& piece : pieces) {
    if (!piece.hole && piece.text.empty()) continue;
    if (!piece.hole && !joined.empty() && !joined.back().hole)
      joined.back().text += piece.text;
    else
      joined.push_back(std::move(piece));
  }
  auto hole = std::find_if(joined.begin(), joined.end(), [](const Piece& p) { return !!p.hole; });
  if (hole == joined.end()) return string(joined.empty() ? std::string() : joined.front().text);
  auto node = std::make_shared<UnknownNode>();
  node->type = Type::string();
  node->why = hole->hole;
  node->holds_unknown = true;
  for (Piece& piece : joined) {
    piece.text = json::normalized(std::move(piece.text));
    node->weight += piece.text.size() + sizeof(Piece);
  }
  node->pieces = std::move(joined);
  return Value(Kind::String, State::Unknown, std::move(node));
}

Value Value::of_items(Kind kind, Type element, std::vector<Value> items) {
  auto node = std::make_shared<ItemsNode>();
  for (const Value& item : items) node->hold(item);
  if (node->depth > most_depth) return unknown(Type::any(), beyond_bounds("nested too deep"));
  node->element = std::move(element);
  node->items = std::move(items);
  return Value(kind, State::Known, std::move(node));
}

Value Value::of_entries(Kind kind, Type element, std::vector<Entry> entries) {
  sort_entries(entries);
  auto node = std::make_shared<EntriesNode>();
  for (const Entry& entry : entries) {
    node->hold(entry.value);
    node->weight = std::min(node->weight + entry.name.size() + sizeof(entry.name), most_weight);
  }
  if (node->depth > most_depth) return unknown(Type::any(), beyond_bounds("nested too deep"));
  node->element = std::move(element);
  node->entries = std::move(entries);
  return Value(kind, State::Known, std::move(node));
}

Value Value::list(Type element, std::vector<Value> items) {
  return of_items(Kind::List, std::move(element), std::move(items));
}

Value Value::set(Type element, std::vector<Value> items) {
  bool sensitive = false;
  for (Value& item : items) {
    if (!item.holds_sensitive()) continue;
    sensitive = true;
    item = item.revealed();
  }
  items = unique(element, std::move(items));
  Value result = of_items(Kind::Set, std::move(element), std::move(items));
  if (result.is_known() && !result.is_wholly_known()) result = open(result, result.why());
  return result.with_sensitive(sensitive);
}

Value Value::map(Type element, std::vector<Entry> entries) {
  return of_entries(Kind::Map, std::move(element), std::move(entries));
}
Value Value::tuple(std::vector<Value> items) {
  return of_items(Kind::Tuple, Type::any(), std::move(items));
}
Value Value::object(std::vector<Entry> entries) {
  return of_entries(Kind::Object, Type::any(), std::move(entries));
}

Value Value::unknown(Type type, WhyPointer why) {
  auto node = std::make_shared<UnknownNode>();
  Kind kind = type.kind();
  node->type = std::move(type);
  node->why = why ? std::move(why) : std::make_shared<Why>();
  node->holds_unknown = true;
  return Value(kind, State::Unknown, std::move(node));
}

// Of an open tuple or object the type is not known: more members may exist.
Value Value::open(Value seen, WhyPointer why) {
  if (seen.is_null()) return unknown(Type::any(), std::move(why));
  auto node = std::make_shared<UnknownNode>();
  bool is_collection = seen.is(Kind::List) || seen.is(Kind::Set) || seen.is(Kind::Map);
  node->type = is_collection ? seen.type() : Type::any();
  Kind kind = node->type.kind();
  node->why = why ? std::move(why) : std::make_shared<Why>();
  node->hold(seen);
  node->holds_unknown = true;
  node->seen = std::move(seen);
  return Value(kind, State::Unknown, std::move(node));
}

}  // namespace paycheck::expression
