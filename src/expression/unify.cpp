// SPDX-License-Identifier: Apache-2.0
// One type for several values. Types of what is not known yet stand for any other.
#include <algorithm>

#include "conversions.hpp"

namespace paycheck::expression {
namespace {

using Kind = Type::Kind;
using Types = std::vector<Type>;

bool all_of(const Types& types, auto... kinds) {
  return std::all_of(types.begin(), types.end(),
                     [&](const Type& type) { return (type.is(kinds) || ...); });
}

bool any_of(const Types& types, Kind kind) {
  return std::any_of(types.begin(), types.end(), [&](auto& type) { return type.is(kind); });
}

std::optional<Type> collected(Kind kind, const Types& parts) {
  std::optional<Type> element = unify(parts);
  if (!element) return std::nullopt;
  return Type::collection(kind, *element);
}

// The types of all members of all types.
Types members(const Types& types) {
  Types all;
  for (const Type& type : types) {
    if (type.is_collection()) all.push_back(type.element());
    all.insert(all.end(), type.items().begin(), type.items().end());
    for (const Attribute& attribute : type.attributes()) all.push_back(attribute.type);
  }
  return all;
}

// Item by item; empty if the lengths differ or an item has no common type.
std::optional<Type> as_tuple(const Types& types) {
  std::size_t size = types.front().items().size();
  Types items;
  for (std::size_t i = 0; i < size; ++i) {
    Types column;
    for (const Type& type : types) {
      if (type.items().size() != size) return std::nullopt;
      column.push_back(type.items()[i]);
    }
    std::optional<Type> item = unify(column);
    if (!item) return std::nullopt;
    items.push_back(*item);
  }
  bool same_size = std::all_of(types.begin(), types.end(),
                               [&](const Type& type) { return type.items().size() == size; });
  if (!same_size) return std::nullopt;
  return Type::tuple(std::move(items));
}

bool same_names(const Type& a, const Type& b) {
  auto same = [](const Attribute& x, const Attribute& y) { return x.name == y.name; };
  return std::equal(a.attributes().begin(), a.attributes().end(), b.attributes().begin(),
                    b.attributes().end(), same);
}

std::optional<Type> as_object(const Types& types) {
  for (const Type& type : types)
    if (!same_names(types.front(), type)) return std::nullopt;
  std::vector<Attribute> attributes;
  for (std::size_t i = 0; i < types.front().attributes().size(); ++i) {
    Types column;
    for (const Type& type : types) column.push_back(type.attributes()[i].type);
    std::optional<Type> one = unify(column);
    if (!one) return std::nullopt;
    attributes.push_back({types.front().attributes()[i].name, *one, false});
  }
  return Type::object(std::move(attributes));
}

std::optional<Type> as_primitive(const Types& types) {
  if (any_of(types, Kind::String)) return Type::string();
  return std::nullopt;
}

// Maps may turn into the one object type among them.
std::optional<Type> only_object(const Types& types) {
  auto is_object = [](const Type& type) { return type.is(Kind::Object); };
  auto found = std::find_if(types.begin(), types.end(), is_object);
  bool one = std::count_if(types.begin(), types.end(), is_object) == 1;
  if (!one) return std::nullopt;
  for (const Type& type : types)
    for (const Attribute& attribute : found->attributes())
      if (type.is(Kind::Map) && !may_convert(type.element(), attribute.type)) return std::nullopt;
  return *found;
}

}  // namespace

std::optional<Type> unify(std::span<const Type> types) {
  Types all;
  for (const Type& type : types)
    if (!type.is_any() && std::find(all.begin(), all.end(), type) == all.end()) all.push_back(type);
  if (all.empty()) return Type::any();
  if (all.size() == 1) return all.front();
  if (all_of(all, Kind::String, Kind::Number, Kind::Bool)) return as_primitive(all);
  if (all_of(all, Kind::Tuple))
    if (std::optional<Type> tuple = as_tuple(all)) return tuple;
  if (all_of(all, Kind::Object))
    if (std::optional<Type> object = as_object(all)) return object;
  if (all_of(all, Kind::List, Kind::Tuple)) return collected(Kind::List, members(all));
  if (all_of(all, Kind::List, Kind::Tuple, Kind::Set)) return collected(Kind::Set, members(all));
  if (!all_of(all, Kind::Map, Kind::Object)) return std::nullopt;
  if (std::optional<Type> map = collected(Kind::Map, members(all))) return map;
  return only_object(all);
}

}  // namespace paycheck::expression
