// SPDX-License-Identifier: Apache-2.0
// Operators by precedence, and the terms that they join.
#include <iterator>

#include "parser.hpp"

namespace paycheck::expression {
namespace {

using namespace std::string_view_literals;

// From the loosest to the tightest; all of them group to the left.
constexpr std::string_view levels[][4] = {{"||"sv},         {"&&"sv},
                                          {"=="sv, "!="sv}, {"<"sv, "<="sv, ">"sv, ">="sv},
                                          {"+"sv, "-"sv},   {"*"sv, "/"sv, "%"sv}};

bool is_of_level(const Token& token, int level) {
  if (token.kind != Token::Kind::Sign) return false;
  for (std::string_view sign : levels[level])
    if (!sign.empty() && token.text == sign) return true;
  return false;
}

}  // namespace

const Node* Parser::expression() {
  Level level(*this);
  if (too_deep()) return nullptr;
  std::uint32_t begin = peek().begin;
  const Node* condition = operation(0);
  if (!condition || !accept("?")) return condition;
  Node* node = make(Node::Kind::Conditional, begin);
  const Node* yes = expression();
  if (!yes || !expect(":", "in the conditional")) return nullptr;
  const Node* no = expression();
  node->children = {condition, yes, no};
  return finish(node);
}

const Node* Parser::operation(int level) {
  if (level == std::ssize(levels)) return term_with_steps();
  std::uint32_t begin = peek().begin;
  const Node* left = operation(level + 1);
  while (left && is_of_level(peek(), level)) {
    Node* node = make(Node::Kind::Binary, begin);
    node->text = read().text;
    const Node* right = operation(level + 1);
    node->children = {left, right};
    left = finish(node);
  }
  return left;
}

const Node* Parser::term_with_steps() {
  const Node* source = term();
  return source ? steps(source) : nullptr;
}

const Node* Parser::term() {
  Level level(*this);
  if (too_deep()) return nullptr;
  const Token& token = peek();
  switch (token.kind) {
    case Token::Kind::Name:
      return name();
    case Token::Kind::Number:
      return number();
    case Token::Kind::Quote:
      return quoted();
    case Token::Kind::Heredoc:
      return heredoc();
    default:
      break;
  }
  if (token.is("(")) return group();
  if (token.is("[")) return tuple();
  if (token.is("{")) return object();
  if (token.is("-")) return prefixed(Node::Kind::Negative);
  if (token.is("!")) return prefixed(Node::Kind::Not);
  std::string what = token.kind == Token::Kind::End       ? "the end"
                     : token.kind == Token::Kind::Newline ? "the end of the line"
                                                          : "\"" + std::string(token.text) + "\"";
  return fail("expected an expression, found " + what, token);
}

const Node* Parser::prefixed(Node::Kind kind) {
  Node* node = make(kind, read().begin);
  const Node* operand = term_with_steps();
  node->children = {operand};
  return finish(node);
}

const Node* Parser::number() {
  Token token = read();
  std::optional<Number> number = Number::parse(token.text);
  if (number) return literal(Value::number(*number), token.begin);
  fail("a number too large", token);
  error_.too_large = true;
  return nullptr;
}

const Node* Parser::name() {
  Token token = read();
  if (peek().is("(") || peek().is("::")) return call(token);
  if (token.text == "true" || token.text == "false")
    return literal(Value::boolean(token.text == "true"), token.begin);
  if (token.text == "null") return literal(Value(), token.begin);
  Node* node = make(Node::Kind::Name, token.begin);
  node->text = token.text;
  return finish(node);
}

const Node* Parser::group() {
  Lines lines(*this, false);
  Node* node = make(Node::Kind::Group, read().begin);
  const Node* inner = expression();
  if (!expect(")", "after the expression")) return nullptr;
  node->children = {inner};
  return finish(node);
}

// `name(` or `core::name(`.
const Node* Parser::call(const Token& first) {
  Node* node = make(Node::Kind::Call, first.begin);
  std::string full(first.text);
  while (accept("::")) {
    Token part = read();
    if (part.kind != Token::Kind::Name) return fail("expected a name after \"::\"", part);
    full += "::" + std::string(part.text);
  }
  node->literal = Value::string(std::move(full));
  if (!expect("(", "after the function's name")) return nullptr;
  return arguments(node) ? finish(node) : nullptr;
}

bool Parser::arguments(Node* node) {
  Lines lines(*this, false);
  while (!accept(")")) {
    const Node* argument = expression();
    if (!argument) return false;
    node->children.push_back(argument);
    if (accept("...")) {
      node->expands = true;
      return expect(")", "after \"...\"");
    }
    if (!accept(",")) return expect(")", "after the arguments");
  }
  return true;
}

}  // namespace paycheck::expression
