// SPDX-License-Identifier: Apache-2.0
// What all parts of the parser use, and the ways in.
#include "parser.hpp"

namespace paycheck::expression {
namespace {

constexpr int most_levels = 500;
constexpr std::size_t most_bytes = std::size_t{1} << 30;

std::string found(const Token& token) {
  switch (token.kind) {
    case Token::Kind::End:
      return "the end";
    case Token::Kind::Newline:
      return "the end of the line";
    case Token::Kind::Wrong:
      if (token.text == "/*") return "an unclosed comment";
      [[fallthrough]];
    default:
      return "\"" + std::string(token.text.substr(0, 40)) + "\"";
  }
}

}  // namespace

std::nullptr_t Parser::fail(std::string message, std::uint32_t begin, std::uint32_t end) {
  if (!failed_) error_ = {std::move(message), begin, end, false};
  failed_ = true;
  return nullptr;
}

bool Parser::too_deep() {
  if (depth_ <= most_levels) return false;
  fail("nested too deep", at_, at_);
  error_.too_large = true;
  return true;
}

bool Parser::accept(std::string_view sign) {
  if (!peek().is(sign)) return false;
  read();
  return true;
}

bool Parser::expect(std::string_view sign, const std::string& where) {
  if (failed_) return false;
  if (accept(sign)) return true;
  const Token& token = peek();
  fail("expected \"" + std::string(sign) + "\" " + where + ", found " + found(token), token);
  return false;
}

Node* Parser::make(Node::Kind kind, std::uint32_t begin) {
  Node& node = tree_->nodes.emplace_back();
  node.kind = kind;
  node.begin = begin;
  return &node;
}

const Node* Parser::finish(Node* node) {
  if (failed_) return nullptr;
  node->end = at_;
  return node;
}

const Node* Parser::literal(Value value, std::uint32_t begin) {
  Node* node = make(Node::Kind::Literal, begin);
  node->literal = std::move(value);
  return finish(node);
}

const Node* Parser::whole_expression() {
  const Node* node = expression();
  const Token& token = peek();
  if (node && token.kind != Token::Kind::End)
    return fail("expected the end of the expression, found " + found(token), token);
  return node;
}

const Node* Parser::whole_template() {
  std::vector<TemplateItem> items;
  std::uint32_t begin = at_;
  if (!template_items(Style::Bare, {}, items)) return nullptr;
  return template_tree(items, begin);
}

Checked<Expression> parse(std::string_view text, Form form, std::uint32_t begin) {
  if (text.size() > most_bytes) return Error{"larger than 1 GiB", 0, 0, true};
  Parser parser(text, begin);
  parser.set_newlines(form == Form::Line);
  const Node* root = form == Form::Template     ? parser.whole_template()
                     : form == Form::Expression ? parser.whole_expression()
                                                : parser.expression();
  if (!root) return parser.error();
  return Expression(text, parser.tree(), root, parser.at());
}

}  // namespace paycheck::expression
