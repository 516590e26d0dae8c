// SPDX-License-Identifier: Apache-2.0
// Type constraints have the shape of expressions: names, calls and one object constructor.
#include "node.hpp"

namespace paycheck::expression {
namespace {

using Read = Checked<Type>;

Error wrong(const std::string& message, const Node& at) {
  return {message, at.begin, at.end, false};
}

Read type_of(const Node& node);

Read primitive(const Node& node) {
  if (node.text == "string") return Type::string();
  if (node.text == "number") return Type::number();
  if (node.text == "bool") return Type::boolean();
  if (node.text == "any") return Type::any();
  if (node.text == "list" || node.text == "set")
    return Type::collection(node.text == "list" ? Type::Kind::List : Type::Kind::Set, Type::any());
  if (node.text == "map") return Type::map(Type::any());
  return wrong("no type is called \"" + std::string(node.text) + "\"", node);
}

Read object(const Node& node) {
  std::vector<Attribute> attributes;
  for (std::size_t i = 0; i < node.children.size(); i += 2) {
    const Node& key = *node.children[i];
    const Node* value = node.children[i + 1];
    if (key.kind != Node::Kind::Literal || !key.literal.is(Value::Kind::String))
      return wrong("an attribute's name is expected", key);
    bool optional = value->kind == Node::Kind::Call && value->literal.text() == "optional";
    if (optional && (value->children.empty() || value->children.size() > 2))
      return wrong("\"optional\" takes a type and perhaps a default", *value);
    Read type = type_of(optional ? *value->children[0] : *value);
    if (!type) return type;
    attributes.push_back({key.literal.text(), *type, optional});
  }
  return Type::object(std::move(attributes));
}

Read tuple(const Node& node) {
  std::vector<Type> items;
  for (const Node* child : node.children) {
    Read type = type_of(*child);
    if (!type) return type;
    items.push_back(*type);
  }
  return Type::tuple(std::move(items));
}

Read type_of(const Node& node) {
  if (node.kind == Node::Kind::Name) return primitive(node);
  if (node.kind != Node::Kind::Call || node.children.size() != 1)
    return wrong("no type: write string, list(number), object({...})", node);
  const Node& inner = *node.children[0];
  const std::string& name = node.literal.text();
  if (name == "object" && inner.kind == Node::Kind::Object) return object(inner);
  if (name == "tuple" && inner.kind == Node::Kind::Tuple) return tuple(inner);
  if (name != "list" && name != "set" && name != "map")
    return wrong("no type: write string, list(number), object({...})", node);
  Read element = type_of(inner);
  if (!element) return element;
  return Type::collection(name == "list"  ? Type::Kind::List
                          : name == "set" ? Type::Kind::Set
                                          : Type::Kind::Map,
                          *element);
}

}  // namespace

Checked<Type> parse_type(std::string_view text) {
  Checked<Expression> read = parse(text);
  if (!read) return read.error();
  return type_of(read->root());
}

}  // namespace paycheck::expression
