// SPDX-License-Identifier: Apache-2.0
// A type is a kind and, where it has parts, a shared node.
#include <algorithm>

#include "paycheck/expression.hpp"

namespace paycheck::expression {

struct Type::Node {
  Type element;
  std::vector<Type> items;
  std::vector<Attribute> attributes;
  bool has_any = false;
};

Type Type::collection(Kind kind, Type element) {
  Type type(kind);
  bool has_any = element.has_any();
  type.node_ = std::make_shared<Node>(Node{std::move(element), {}, {}, has_any});
  return type;
}

Type Type::tuple(std::vector<Type> items) {
  Type type(Kind::Tuple);
  bool has_any = std::any_of(items.begin(), items.end(), [](auto& item) { return item.has_any(); });
  type.node_ = std::make_shared<Node>(Node{{}, std::move(items), {}, has_any});
  return type;
}

Type Type::object(std::vector<Attribute> attributes) {
  std::sort(attributes.begin(), attributes.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  Type type(Kind::Object);
  bool has_any = std::any_of(attributes.begin(), attributes.end(),
                             [](const auto& one) { return one.type.has_any(); });
  type.node_ = std::make_shared<Node>(Node{{}, {}, std::move(attributes), has_any});
  return type;
}

bool Type::has_any() const {
  return is_any() || (node_ && node_->has_any);
}

const Type& Type::element() const {
  static const Type none;
  return node_ ? node_->element : none;
}

std::span<const Type> Type::items() const {
  return node_ ? std::span<const Type>(node_->items) : std::span<const Type>();
}

std::span<const Attribute> Type::attributes() const {
  return node_ ? std::span<const Attribute>(node_->attributes) : std::span<const Attribute>();
}

const Attribute* Type::attribute(std::string_view name) const {
  auto all = attributes();
  auto at = std::lower_bound(all.begin(), all.end(), name,
                             [](const Attribute& one, std::string_view n) { return one.name < n; });
  return at != all.end() && at->name == name ? &*at : nullptr;
}

std::string Type::name() const {
  switch (kind_) {
    case Kind::Any:
      return "dynamic";
    case Kind::String:
      return "string";
    case Kind::Number:
      return "number";
    case Kind::Bool:
      return "bool";
    case Kind::List:
      return "list of " + element().name();
    case Kind::Set:
      return "set of " + element().name();
    case Kind::Map:
      return "map of " + element().name();
    case Kind::Tuple:
      return "tuple";
    case Kind::Object:
      return "object";
  }
  return "";
}

bool operator==(const Type& a, const Type& b) {
  if (a.kind_ != b.kind_) return false;
  if (a.node_ == b.node_) return true;
  if (!a.node_ || !b.node_) return false;
  return a.node_->element == b.node_->element && a.node_->items == b.node_->items &&
         a.node_->attributes == b.node_->attributes;
}

}  // namespace paycheck::expression
