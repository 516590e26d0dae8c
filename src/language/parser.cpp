// SPDX-License-Identifier: Apache-2.0
// The sentences of a check in their order, and the way back to the next sentence after a slip.

#include "parser.hpp"

#include <algorithm>

#include "laws.hpp"
#include "ties.hpp"

namespace paycheck::language {

namespace {

constexpr std::size_t most_bytes = 256u << 10;
constexpr std::uint32_t most_nesting = 64;
constexpr std::string_view order = "the order is match, each, when, require or forbid, report";

constexpr unsigned stage_of(Token::Kind kind) {
  switch (kind) {
    case Token::Kind::Match:
      return 1;
    case Token::Kind::Each:
      return 2;
    case Token::Kind::When:
      return 3;
    case Token::Kind::Require:
    case Token::Kind::Forbid:
      return 4;
    default:
      return 5;
  }
}

}  // namespace

Parser::Parser(CheckTree& tree, Complaints& complaints)
    : tree_(tree),
      complaints_(complaints),
      text_lexer_(tree.text),
      lexer_(&text_lexer_),
      parameters_used_(tree.parameters.size()) {
  scope_.reserve(8);
}

Parser::Nested::Nested(Parser& parser) : parser_(parser) {
  if (parser_.depth_ == most_nesting) {
    parser_.complaints_.add(ProblemKind::TooDeep, parser_.here(), "nested more than 64 deep");
    throw Unwind();
  }
  ++parser_.depth_;
}

void Parser::advance() {
  last_end_ = lexer_->offset(token_.end);
  token_ = lexer_->next();
}

bool Parser::take(Kind kind) {
  if (!at(kind)) return false;
  advance();
  return true;
}

void Parser::expect(Kind kind, std::string_view what) {
  if (!take(kind)) unexpected(what);
}

std::string Parser::found() const {
  if (at(Kind::String)) return "'\"" + std::string(token_.text) + "\"'";
  if (!at(Kind::End)) return "'" + std::string(token_.text) + "'";
  return lexer_ == &text_lexer_ ? "the end" : "the end of the text";
}

void Parser::unexpected(std::string_view wanted, std::string hint) {
  std::string message = "expected " + std::string(wanted) + ", found " + found();
  if (at(Kind::Unclosed)) {
    message = "a text has no closing '\"' on its line";
    hint.clear();
  } else if (at(Kind::Stray)) {
    message = "unexpected character '" + std::string(token_.text) + "'";
    hint = token_.text == "=" ? "equality is '=='" : token_.text == "!" ? "say 'not' or '!='" : "";
  }
  complaints_.add(ProblemKind::Syntax, here(), std::move(message), std::move(hint));
  throw Unwind();
}

void Parser::read() {
  advance();
  if (at(Kind::End)) {
    complaints_.add(ProblemKind::Empty, 0, "the check is empty",
                    "a check is match, each, when, require or forbid, report");
    lost_ = true;
    return;
  }
  while (!at(Kind::End) && !complaints_.full()) {
    bool binds = at(Kind::Match) || at(Kind::Each) || at(Kind::Name);
    try {
      sentence();
    } catch (const Unwind&) {
      blind_ = blind_ || binds;
      forget_the_rest();
    }
    scope_.resize(bound_);
  }
  if (lost_) return;
  demand_sentences();
  demand_parameters();
}

// Words behind a dot are steps, not sentences. A slip in a placeholder skips the whole text.
void Parser::forget_the_rest() {
  lost_ = true;
  in_report_ = false;
  if (lexer_ != &text_lexer_) {
    lexer_ = &text_lexer_;
    token_ = lexer_->next();
  }
  bool step = false;
  while (!at(Kind::End) && (step || !token_.begins_sentence())) {
    step = at(Kind::Dot);
    advance();
  }
}

void Parser::no_sentence() {
  std::string hint = did_you_mean(token_.text, sentence_words());
  if (at(Kind::Suggest)) hint = "'suggest' follows the text of 'report'";
  std::string_view wanted = seen_ == 0         ? "'match'"
                            : tree_.report     ? "the end"
                            : after_condition_ ? "'and', 'or' or the next sentence"
                                               : "the next sentence";
  unexpected(wanted, std::move(hint));
}

void Parser::sentence() {
  if (!token_.begins_sentence()) no_sentence();
  keep_order();
  Kind word = token_.kind;
  advance();
  switch (word) {
    case Kind::Match:
      return match();
    case Kind::Each:
      return each();
    case Kind::When:
      return when();
    case Kind::Report:
      return report();
    default:
      return claim(word == Kind::Forbid);
  }
}

void Parser::keep_order() {
  unsigned stage = stage_of(token_.kind);
  std::string word(token_.text);
  if (!at(Kind::Each) && (seen_ >> stage & 1u) != 0)
    complaints_.add(ProblemKind::Syntax, here(), "a second '" + word + "'",
                    stage == 4 ? "a check has one 'require' or one 'forbid'" : "");
  else if (stage < stage_)
    complaints_.add(ProblemKind::Syntax, here(), "'" + word + "' stands too late",
                    std::string(order));
  seen_ |= 1u << stage;
  stage_ = std::max(stage_, stage);
}

void Parser::demand_sentences() {
  auto missing = [&](unsigned stage) { return (seen_ >> stage & 1u) == 0; };
  auto end = static_cast<std::uint32_t>(tree_.text.find_last_not_of(" \t\r\n") + 1);
  if (missing(1))
    complaints_.add(ProblemKind::Syntax, 0, "the check has no 'match'", std::string(order));
  if (missing(4))
    complaints_.add(ProblemKind::Syntax, end, "the check has neither 'require' nor 'forbid'",
                    std::string(order));
  if (missing(5))
    complaints_.add(ProblemKind::Syntax, end, "the check has no 'report'", std::string(order));
}

void Parser::demand_parameters() {
  for (std::size_t i = 0; i < parameters_used_.size(); ++i)
    if (!parameters_used_[i])
      complain(0, "the parameter '" + tree_.parameters[i].name + "' is not used",
               "read it as 'param." + tree_.parameters[i].name + "'");
}

void Parser::match() {
  if (take(Kind::Any)) {
    expect(Kind::Resource, "'resource' after 'any'");
    tree_.any_resource = true;
  } else {
    do subject_type();
    while (take(Kind::Comma));
  }
  expect(Kind::As, "'as'");
  std::uint32_t begin = here();
  tree_.subject_name = bind_name(Kind::End);
  bind(tree_.subject_name, begin, true);
  bound_ = scope_.size();
}

void Parser::subject_type() {
  if (!at(Kind::Name)) unexpected("a type");
  Path read = path();
  std::string_view type = name_of(read);
  if (!is_type(type))
    complain(read.begin, "'" + std::string(type) + "' is no type", type_hint(type));
  else if (std::ranges::find(tree_.subjects, type) != tree_.subjects.end())
    complain(read.begin, "the type '" + std::string(type) + "' is named twice");
  tree_.subjects.push_back(type);
  tree_.subject_ranges.push_back({read.begin, read.end});
}

void Parser::each() {
  Each item;
  std::uint32_t begin = here();
  item.name = bind_name(Kind::In);
  expect(Kind::In, "'in'");
  item.source = source();
  item.slot = bind(item.name, begin, !item.source.type.empty());
  bound_ = scope_.size();
  after_condition_ = take(Kind::Where);
  if (after_condition_) item.where = expr();
  item.tie = tie_of(item, tree_.arena);
  tree_.each.push_back(item);
}

void Parser::when() {
  after_condition_ = true;
  tree_.when = expr();
}

void Parser::claim(bool forbid) {
  after_condition_ = true;
  tree_.forbid = forbid;
  tree_.claim = expr();
}

void Parser::report() {
  in_report_ = true;
  if (!at(Kind::String)) unexpected("a text");
  tree_.report = text();
  if (take(Kind::Suggest)) tree_.suggest = term();
  in_report_ = false;
}

Result<Check> parse_check(std::string_view text, const Origin& origin,
                          std::span<const Parameter> parameters) {
  if (text.size() > most_bytes)
    return Problem{ProblemKind::TooLarge, origin.file, Position{origin.line, 1},
                   "the check is larger than 256 KiB", ""};
  auto tree = std::make_unique<CheckTree>();
  tree->text = text;
  tree->parameters.assign(parameters.begin(), parameters.end());
  Complaints complaints(tree->text, origin);
  Parser parser(*tree, complaints);
  parser.read();
  apply_laws(*tree, complaints, parser.complete());
  if (!complaints.empty()) return std::move(complaints).problems();
  return Check(std::move(tree));
}

}  // namespace paycheck::language
