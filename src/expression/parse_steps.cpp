// SPDX-License-Identifier: Apache-2.0
// What follows a term: attributes, indexes, splats, gathered in one flat chain.
#include "parser.hpp"

namespace paycheck::expression {
namespace {

// Splats of one chain are evaluated inside one another.
constexpr int most_splats = 50;

// The constant that an index is; null of no type if it is computed.
Value constant(const Node& node) {
  if (node.kind == Node::Kind::Literal &&
      (node.literal.is(Type::Kind::Number) || node.literal.is(Type::Kind::String)))
    return node.literal;
  return {};
}

}  // namespace

const Node* Parser::steps(const Node* source) {
  Node* chain = nullptr;
  int splats = 0;
  for (;;) {
    bool dot = peek().is(".");
    if (!dot && !peek().is("[")) break;
    if (!chain) {
      chain = make(Node::Kind::Chain, source->begin);
      chain->children = {source};
    }
    if (!(dot ? dot_step(chain) : bracket_step(chain))) return nullptr;
    if (chain->steps.back().kind == ChainStep::Kind::Splat && ++splats > most_splats) {
      fail("nested too deep", at_, at_);
      error_.too_large = true;
      return nullptr;
    }
  }
  if (!chain) return source;
  note_constants(chain);
  return finish(chain);
}

bool Parser::dot_step(Node* chain) {
  std::uint32_t begin = read().begin;
  Token token = read();
  if (token.is("*")) return attribute_splat(chain, begin);
  if (token.kind == Token::Kind::Number) return number_step(chain, token);
  if (token.kind != Token::Kind::Name) {
    fail("expected an attribute name after \".\"", token);
    return false;
  }
  chain->steps.push_back({ChainStep::Kind::Attribute, Value::string(std::string(token.text)),
                          nullptr, 0, begin, token.end});
  return true;
}

// `.0`; Terraform refuses two of them in a row, which the lexer takes for one number.
bool Parser::number_step(Node* chain, const Token& token) {
  std::optional<Number> number = Number::parse(token.text);
  if (!number || token.text.find_first_of(".eE") != token.text.npos) {
    fail("expected an attribute name or one index after \".\": write [0][1]", token);
    return false;
  }
  chain->steps.push_back(
      {ChainStep::Kind::Index, Value::number(*number), nullptr, 0, token.begin - 1, token.end});
  return true;
}

bool Parser::attribute_splat(Node* chain, std::uint32_t begin) {
  chain->steps.push_back({ChainStep::Kind::AttributeSplat, Value(), nullptr, 0, begin, at_});
  std::size_t splat = chain->steps.size() - 1;
  while (peek().is(".")) {
    Token dot = read();
    if (peek().is("*")) {
      fail("a splat within a splat: use \"[*]\"", dot.begin, peek().end);
      return false;
    }
    at_ = dot.begin;
    if (!dot_step(chain)) return false;
  }
  chain->steps[splat].span = static_cast<std::uint32_t>(chain->steps.size() - splat - 1);
  return true;
}

bool Parser::bracket_step(Node* chain) {
  Lines lines(*this, false);
  std::uint32_t begin = read().begin;
  if (peek().is("*")) {
    read();
    chain->steps.push_back({ChainStep::Kind::Splat, Value(), nullptr, 0, begin, at_});
    bool closed = expect("]", "after \"*\"");
    chain->steps.back().end = at_;
    return closed;
  }
  const Node* index = expression();
  if (!index || !expect("]", "after the index")) return false;
  Value name = constant(*index);
  bool computed = name.is_null();
  chain->steps.push_back(
      {ChainStep::Kind::Index, std::move(name), computed ? index : nullptr, 0, begin, at_});
  return true;
}

void Parser::note_constants(Node* chain) {
  if (chain->children[0]->kind != Node::Kind::Name) return;
  for (const ChainStep& step : chain->steps) {
    if (step.name.is_null()) break;
    chain->constants.push_back(step.name);
  }
}

}  // namespace paycheck::expression
