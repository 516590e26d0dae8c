// SPDX-License-Identifier: Apache-2.0
// What a value says about itself.
#include <algorithm>

#include "value_nodes.hpp"

namespace paycheck::expression {
namespace {

Type type_of_object(std::span<const Entry> entries) {
  std::vector<Attribute> attributes;
  attributes.reserve(entries.size());
  for (const Entry& entry : entries) attributes.push_back({entry.name, entry.value.type(), false});
  return Type::object(std::move(attributes));
}

Type type_of_tuple(std::span<const Value> items) {
  std::vector<Type> types;
  types.reserve(items.size());
  for (const Value& item : items) types.push_back(item.type());
  return Type::tuple(std::move(types));
}

}  // namespace

Type Value::type() const {
  if (state_ == State::Null) return node_ ? node<NullNode>()->type : Type::any();
  if (state_ == State::Unknown) return node<UnknownNode>()->type;
  switch (kind_) {
    case Kind::Any:
      return Type::any();
    case Kind::String:
      return Type::string();
    case Kind::Number:
      return Type::number();
    case Kind::Bool:
      return Type::boolean();
    case Kind::List:
    case Kind::Set:
      return Type::collection(kind_, node<ItemsNode>()->element);
    case Kind::Map:
      return Type::map(node<EntriesNode>()->element);
    case Kind::Tuple:
      return type_of_tuple(items());
    case Kind::Object:
      return type_of_object(entries());
  }
  return Type::any();
}

bool Value::is_wholly_known() const {
  return is_known() && !(node_ && node_->holds_unknown);
}

WhyPointer Value::why() const {
  if (!is_known()) return node<UnknownNode>()->why;
  if (is_wholly_known()) return nullptr;
  for (const Value& item : items())
    if (!item.is_wholly_known()) return item.why();
  for (const Entry& entry : entries())
    if (!entry.value.is_wholly_known()) return entry.value.why();
  return nullptr;
}

bool Value::holds_sensitive() const {
  return sensitive_ || (node_ && node_->holds_sensitive);
}

Value Value::with_sensitive(bool sensitive) const {
  Value result = *this;
  result.sensitive_ = sensitive_ || sensitive;
  return result;
}

Value Value::revealed() const {
  if (!holds_sensitive()) return *this;
  Value result = *this;
  result.sensitive_ = false;
  if (!node_ || !node_->holds_sensitive) return result;
  if (const Value* part = seen()) return open(part->revealed(), why());
  std::vector<Value> open_items;
  for (const Value& item : items()) open_items.push_back(item.revealed());
  std::vector<Entry> open_entries;
  for (const Entry& entry : entries()) open_entries.push_back({entry.name, entry.value.revealed()});
  if (kind_ == Kind::Map || kind_ == Kind::Object)
    return of_entries(kind_, node<EntriesNode>()->element, std::move(open_entries));
  return of_items(kind_, node<ItemsNode>()->element, std::move(open_items));
}

const Number& Value::number() const {
  static const Number zero;
  return kind_ == Kind::Number && state_ == State::Known ? node<NumberNode>()->number : zero;
}

const std::string& Value::text() const {
  static const std::string none;
  return kind_ == Kind::String && state_ == State::Known ? node<TextNode>()->text : none;
}

std::span<const Value> Value::items() const {
  bool has = kind_ == Kind::List || kind_ == Kind::Set || kind_ == Kind::Tuple;
  if (!has || state_ != State::Known) return {};
  return node<ItemsNode>()->items;
}

std::span<const Entry> Value::entries() const {
  bool has = kind_ == Kind::Map || kind_ == Kind::Object;
  if (!has || state_ != State::Known) return {};
  return node<EntriesNode>()->entries;
}

const Value* Value::find(std::string_view name) const {
  auto all = entries();
  auto at = std::lower_bound(all.begin(), all.end(), name,
                             [](const Entry& one, std::string_view n) { return one.name < n; });
  return at != all.end() && at->name == name ? &at->value : nullptr;
}

std::size_t Value::size() const {
  return std::max(items().size(), entries().size());
}

std::vector<Piece> Value::pieces() const {
  if (kind_ != Kind::String && kind_ != Kind::Any) return {};
  if (state_ == State::Null) return {};
  if (state_ == State::Known) return {Piece{text(), nullptr}};
  const auto* unknown = node<UnknownNode>();
  if (!unknown->pieces.empty()) return unknown->pieces;
  return {Piece{{}, unknown->why}};
}

const Value* Value::seen() const {
  if (is_known()) return nullptr;
  const Value& part = node<UnknownNode>()->seen;
  return part.is_null() ? nullptr : &part;
}

std::size_t Value::weight() const {
  return node_ ? node_->weight : sizeof(Value);
}

std::size_t Value::depth() const {
  return node_ ? node_->depth : 0;
}

}  // namespace paycheck::expression
