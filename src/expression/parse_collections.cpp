// SPDX-License-Identifier: Apache-2.0
// `[...]`, `{...}` and the `for` expressions in them. In an object, line ends separate.
#include "parser.hpp"

namespace paycheck::expression {

bool Parser::is_for() {
  Lines lines(*this, false);
  return peek().is_name("for");
}

const Node* Parser::tuple() {
  Lines lines(*this, false);
  std::uint32_t begin = read().begin;
  if (is_for()) return for_expression(Node::Kind::ListFor, "]");
  Node* node = make(Node::Kind::Tuple, begin);
  while (!accept("]")) {
    const Node* item = expression();
    if (!item) return nullptr;
    node->children.push_back(item);
    if (accept(",")) continue;
    if (!expect("]", "after the elements")) return nullptr;
    break;
  }
  return finish(node);
}

const Node* Parser::object() {
  Token open = read();
  if (is_for()) return for_expression(Node::Kind::ObjectFor, "}");
  Lines lines(*this, true);
  Node* node = make(Node::Kind::Object, open.begin);
  for (;;) {
    while (peek().kind == Token::Kind::Newline) read();
    if (accept("}")) break;
    if (!object_item(node)) return nullptr;
    if (accept(",")) continue;
    if (peek().kind != Token::Kind::Newline && !peek().is("}")) {
      expect("}", "or a comma after the value");
      return nullptr;
    }
  }
  return finish(node);
}

bool Parser::object_item(Node* node) {
  const Node* key = object_key();
  if (!key) return false;
  if (!accept("=") && !accept(":")) {
    fail("expected \"=\" or \":\" after the key", peek());
    return false;
  }
  const Node* value = expression();
  if (!value) return false;
  node->children.push_back(key);
  node->children.push_back(value);
  return true;
}

// A bare name is its own text.
const Node* Parser::object_key() {
  const Node* key = expression();
  if (!key) return nullptr;
  if (key->kind == Node::Kind::Name) {
    Node* node = make(Node::Kind::Literal, key->begin);
    node->literal = Value::string(std::string(key->text));
    node->end = key->end;
    return node;
  }
  if (key->kind == Node::Kind::Literal && text_[key->begin] != '"' &&
      (key->literal.is(Value::Kind::Bool) || key->literal.is_null())) {
    Node* node = make(Node::Kind::Literal, key->begin);
    node->literal = Value::string(std::string(text_.substr(key->begin, key->end - key->begin)));
    node->end = key->end;
    return node;
  }
  if (key->kind == Node::Kind::Chain && key->children[0]->kind == Node::Kind::Name)
    return fail("a key that is a reference must stand in parentheses", key->begin, key->end);
  return key;
}

bool Parser::for_names(std::string_view& key, std::string_view& value) {
  Token first = read();
  if (first.kind != Token::Kind::Name) {
    fail("expected a name after \"for\"", first);
    return false;
  }
  value = first.text;
  if (accept(",")) {
    Token second = read();
    if (second.kind != Token::Kind::Name) {
      fail("expected a name after \",\"", second);
      return false;
    }
    key = first.text;
    value = second.text;
  }
  Token in = read();
  if (in.is_name("in")) return true;
  fail("expected \"in\" after the names of \"for\"", in);
  return false;
}

const Node* Parser::for_expression(Node::Kind kind, std::string_view close) {
  Lines lines(*this, false);
  Node* node = make(kind, read().begin);
  if (!for_names(node->key_name, node->value_name)) return nullptr;
  const Node* collection = expression();
  if (!collection || !expect(":", "after the collection")) return nullptr;
  node->children = {collection, expression()};
  if (kind == Node::Kind::ObjectFor) {
    if (!expect("=>", "after the key")) return nullptr;
    node->children.push_back(expression());
    node->groups = accept("...");
  }
  if (peek().is_name("if")) {
    read();
    node->children.push_back(expression());
  }
  if (!expect(close, "at the end of \"for\"")) return nullptr;
  return finish(node);
}

}  // namespace paycheck::expression
