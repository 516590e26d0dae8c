// SPDX-License-Identifier: Apache-2.0
// Expressions: `or` over `and` over `not`, quantifiers and comparisons. Each node knows which
// variables it mentions, so that the laws and the evaluator need no walk.

#include <charconv>

#include "parser.hpp"
#include "ties.hpp"

namespace paycheck::language {

namespace {

constexpr std::uint32_t largest_count = 1'000'000;

std::uint64_t without(std::uint64_t mentions, std::uint32_t slot) {
  return mentions == anything ? anything : mentions & ~(1ull << slot);
}

}  // namespace

Expr* Parser::joined(Expr::Op op, const std::vector<const Expr*>& parts) {
  Expr* made = tree_.arena.make<Expr>();
  made->op = op;
  made->range = {parts.front()->range.begin, parts.back()->range.end};
  made->parts = keep(parts);
  for (const Expr* part : parts) made->mentions |= part->mentions;
  return made;
}

Expr* Parser::expr() {
  Expr* first = both();
  if (!at(Kind::Or)) return first;
  std::vector<const Expr*> parts{first};
  while (take(Kind::Or)) parts.push_back(both());
  return joined(Expr::Op::Or, parts);
}

Expr* Parser::both() {
  Expr* first = unary();
  if (!at(Kind::And)) return first;
  std::vector<const Expr*> parts{first};
  while (take(Kind::And)) parts.push_back(unary());
  return joined(Expr::Op::And, parts);
}

Expr* Parser::unary() {
  switch (token_.kind) {
    case Kind::Any:
    case Kind::All:
    case Kind::Exactly:
    case Kind::At:
      return quantified();
    case Kind::Not:
      break;
    default:
      return comparison();
  }
  Nested nested(*this);
  std::uint32_t begin = here();
  advance();
  Expr* made = joined(Expr::Op::Not, {unary()});
  made->range = since(begin);
  return made;
}

std::uint32_t Parser::count() {
  std::uint32_t value = 0;
  std::string_view digits = token_.text;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  bool whole = at(Kind::Number) && error == std::errc() && end == digits.data() + digits.size();
  if (!whole || value > largest_count) unexpected("a whole number");
  advance();
  return value;
}

Expr* Parser::quantified() {
  Nested nested(*this);
  Expr* made = tree_.arena.make<Expr>();
  made->op = Expr::Op::Quantified;
  std::uint32_t begin = here();
  Kind word = token_.kind;
  advance();
  if (word == Kind::All) made->quantity = Expr::Quantity::All;
  if (word == Kind::Exactly) made->quantity = Expr::Quantity::Exactly;
  if (word == Kind::At) {
    if (!at(Kind::Least) && !at(Kind::Most)) unexpected("'least' or 'most' after 'at'");
    made->quantity = at(Kind::Least) ? Expr::Quantity::AtLeast : Expr::Quantity::AtMost;
    advance();
  }
  if (word == Kind::Exactly || word == Kind::At) made->count = count();
  std::uint32_t name_at = here();
  made->name = bind_name(Kind::In);
  expect(Kind::In, "'in'");
  made->source = source();
  made->slot = bind(made->name, name_at, !made->source.type.empty());
  if (take(Kind::Where)) made->where = expr();
  if (take(Kind::Colon)) made->body = expr();
  unbind();
  made->range = since(begin);
  if (made->where) made->mentions |= made->where->mentions;
  if (made->body) made->mentions |= made->body->mentions;
  made->mentions = without(made->mentions, made->slot);
  if (made->source.term) made->mentions |= made->source.term->mentions;
  made->mentions_outer = made->mentions != 0;
  made->tie = tie_of(*made, tree_.arena);
  if (word == Kind::All && !made->body)
    complain(begin, "'all' has no body",
             "say 'all " + std::string(made->name) + " in ...: condition'");
  return made;
}

// A parenthesised condition stands for itself unless an operator makes it a value.
Expr* Parser::comparison() {
  if (!at(Kind::Open)) return compare(term());
  std::uint32_t begin = here();
  Expr* inner = parenthesised();
  Range range = since(begin);
  bool is_value = at(Kind::In) || at(Kind::Exists) || at(Kind::Matches) || at(Kind::Refers) ||
                  (token_.kind >= Kind::Equal && token_.kind <= Kind::GreaterEqual);
  if (at(Kind::Dot))
    unexpected("an operator or the end of the condition", "a path cannot follow a condition");
  if (!is_value) {
    inner->range = range;
    return inner;
  }
  Term* truth = tree_.arena.make<Term>();
  truth->kind = Term::Kind::Truth;
  truth->range = range;
  truth->mentions = inner->mentions;
  truth->expr = inner;
  return compare(truth);
}

Expr* Parser::parenthesised() {
  Nested nested(*this);
  advance();
  Expr* inner = expr();
  expect(Kind::Close, "')'");
  return inner;
}

Expr* Parser::compare(const Term* left) {
  Expr* made = tree_.arena.make<Expr>();
  made->left = left;
  Token op = token_;
  switch (op.kind) {
    case Kind::Equal:
    case Kind::NotEqual:
    case Kind::Less:
    case Kind::LessEqual:
    case Kind::Greater:
    case Kind::GreaterEqual:
      advance();
      compare_with(made, op);
      break;
    case Kind::In:
      advance();
      made->op = Expr::Op::In;
      made->right = term();
      break;
    case Kind::Refers:
      advance();
      expect(Kind::To, "'to' after 'refers'");
      made->op = Expr::Op::RefersTo;
      made->right = term();
      break;
    case Kind::Matches:
      matches(made);
      break;
    case Kind::Exists:
      advance();
      made->op = Expr::Op::Exists;
      break;
    case Kind::Not:
      unexpected("an operator", "'not' stands before the comparison: 'not x in list'");
    default:
      break;
  }
  made->range = since(left->range.begin);
  made->mentions = left->mentions | (made->right ? made->right->mentions : 0);
  return made;
}

void Parser::compare_with(Expr* made, const Token& op) {
  made->op = Expr::Op::Compare;
  auto distance = static_cast<int>(op.kind) - static_cast<int>(Kind::Equal);
  made->comparison = static_cast<Expr::Comparison>(distance);
  made->right = term();
  if (op.kind != Kind::Equal && op.kind != Kind::NotEqual) return;
  for (const Term* side : {made->left, made->right})
    if (side->kind == Term::Kind::List)
      complain(side->range.begin, "'" + std::string(op.text) + "' against a list",
               op.kind == Kind::Equal ? "say 'in'" : "say 'not ... in'");
}

void Parser::matches(Expr* made) {
  advance();
  if (!at(Kind::String)) unexpected("a pattern in quotes");
  made->op = Expr::Op::Matches;
  made->pattern = static_cast<std::uint32_t>(tree_.patterns.size());
  Range range{here(), lexer_->offset(token_.end)};
  tree_.patterns.push_back({plain(token_), range, nullptr});
  advance();
}

}  // namespace paycheck::language
