// SPDX-License-Identifier: Apache-2.0
// From tokens to bodies. Every statement ends with its line, so that a faulty one is left at the
// next line; where braces are in the way, after them.
#include <algorithm>

#include "body.hpp"

namespace paycheck::hcl {
namespace {

using Kind = TokenKind;

class Parser {
 public:
  Parser(const Tokens& tokens, Complaints& complaints)
      : tokens_(tokens), all_(tokens.all), complaints_(complaints) {
    nodes_.push_back({.is_block = true});
    open_.push_back(
        {0, static_cast<std::uint32_t>(all_.size() - 1), 0, false, false});  // the file's own body
  }
  std::vector<Node> read();

 private:
  struct Body {
    std::uint32_t node;
    std::uint32_t end;         // the token that ends it
    std::uint32_t last_child;  // 0 if none
    bool one_line;             // it has one argument at most
    bool told = false;         // that it has more
  };

  void statement();
  void argument(std::uint32_t name);
  void block(std::uint32_t name);
  void strange(std::uint32_t at);
  void expect_brace(std::uint32_t name, std::uint32_t at);
  bool check_labels(std::uint32_t name, std::uint32_t brace);
  bool is_swallowed(std::uint32_t begin, std::uint32_t end) const;
  void open_body(std::uint32_t node, std::uint32_t brace);
  void close_body();
  void expect_line_end(std::string_view after);
  void skip_stray_value();
  void refuse_more(std::uint32_t at);
  void skip_statement();
  std::uint32_t add(Node node);
  std::uint32_t value_end(std::uint32_t at) const;
  void complain(std::uint32_t at, std::string message, std::string hint = {});
  std::string shown(std::uint32_t at) const;
  const Token& here() const { return all_[at_]; }
  Body& body() { return open_.back(); }
  bool is_brace(std::uint32_t at) const {
    return all_[at].kind == Kind::Open && tokens_.first_of(all_[at]) == '{';
  }

  const Tokens& tokens_;
  const std::vector<Token>& all_;
  Complaints& complaints_;
  std::vector<Node> nodes_;
  std::vector<Body> open_;
  std::uint32_t at_ = 0;
  bool lost_ = false;  // at the root, after a fault: until a block that belongs there
};

std::vector<Node> Parser::read() {
  while (!open_.empty()) {
    if (at_ >= body().end)
      close_body();
    else if (here().kind == Kind::Newline)
      ++at_;
    else
      statement();
  }
  return std::move(nodes_);
}

// One fault, one complaint: what a cut bracket leaves unfinished is the bracket's fault.
void Parser::complain(std::uint32_t at, std::string message, std::string hint) {
  if (open_.size() == 1 && lost_) return;
  if (open_.size() == 1) lost_ = true;
  if (body().node != 0 && all_[nodes_[body().node].begin].cut && at >= body().end) return;
  if (all_[at].kind == Kind::Bad) return complaints_.add(tokens_.faults[all_[at].partner]);
  complaints_.add(ProblemKind::Syntax, all_[at].begin, std::move(message), std::move(hint));
}

std::string Parser::shown(std::uint32_t at) const {
  switch (all_[at].kind) {
    case Kind::Newline:
      return "end of line";
    case Kind::End:
      return "end of text";
    case Kind::Quoted:
      return "a string";
    case Kind::Heredoc:
      return "a heredoc";
    default:
      return "'" + std::string(tokens_.text_of(all_[at]).substr(0, 40)) + "'";
  }
}

void Parser::statement() {
  std::uint32_t name = at_;
  if (here().kind != Kind::Identifier) return strange(name);
  const Token& next = all_[name + 1];
  if (body().one_line && next.kind != Kind::Equal) refuse_more(name);
  next.kind == Kind::Equal ? argument(name) : block(name);
}

// What begins no statement.
void Parser::strange(std::uint32_t at) {
  const Token& token = all_[at];
  std::string hint;
  if (token.kind == Kind::Quoted) hint = "the name of an argument is written without quotes";
  if (token.kind == Kind::Number) hint = "a name begins with a letter or _";
  complain(at, "unexpected " + shown(at) + ": expected the name of an argument or block",
           std::move(hint));
  skip_statement();
}

std::uint32_t Parser::add(Node node) {
  Body& in = body();
  node.parent = in.node;
  auto number = static_cast<std::uint32_t>(nodes_.size());
  (in.last_child == 0 ? nodes_[in.node].first_child : nodes_[in.last_child].next) = number;
  in.last_child = number;
  node.root = in.node == 0 ? number : nodes_[in.node].root;
  nodes_.push_back(node);
  return number;
}

// Just past the value that begins at `at`: the end of its line, brackets taken as a whole.
std::uint32_t Parser::value_end(std::uint32_t at) const {
  std::uint32_t end = open_.back().end;
  while (at < end && all_[at].kind != Kind::Newline && all_[at].kind != Kind::End)
    at = all_[at].kind == Kind::Open ? std::min(all_[at].partner + !all_[at].cut, end) : at + 1;
  return at;
}

void Parser::argument(std::uint32_t name) {
  bool at_root = open_.size() == 1;
  std::uint32_t begin = name + 2, end = value_end(begin);
  at_ = end;
  if (at_root) {
    if (!lost_)
      complaints_.add(
          ProblemKind::Structure, all_[name].begin,
          "no argument stands at the root: '" + std::string(tokens_.text_of(all_[name])) + "'",
          "the root holds blocks: resource, data, variable...");
    lost_ = true;
    return;
  }
  Node node{.name = name, .begin = begin, .end = end};
  if (begin == end) {
    complain(begin, "unexpected " + shown(begin) + ": expected a value after '='",
             all_[begin].kind == Kind::Newline ? "a value begins on the line of its '='" : "");
    node.faulty = true;
    skip_stray_value();
  }
  add(node);
  if (body().one_line && at_ < body().end) return refuse_more(at_);
  expect_line_end("the argument");
}

// A value that begins on the line below its `=`.
void Parser::skip_stray_value() {
  std::uint32_t next = at_;
  while (next < body().end && all_[next].kind == Kind::Newline) ++next;
  if (next >= body().end || all_[next].kind == Kind::End) return;
  Kind after = all_[next + 1].kind;
  bool statement = all_[next].kind == Kind::Identifier && after != Kind::Operator &&
                   after != Kind::Newline && tokens_.first_of(all_[next + 1]) != '(' &&
                   tokens_.first_of(all_[next + 1]) != '[';
  if (!statement) at_ = value_end(next);
}

// A block that begins with something on the line of its brace ends on that line.
void Parser::refuse_more(std::uint32_t at) {
  if (!body().told)
    complain(at, "a block on one line holds one argument and nothing else",
             "begin a new line after its '{'");
  body().told = true;
}

// A name that follows a statement on its line is read as the next one.
void Parser::expect_line_end(std::string_view after) {
  if (here().kind == Kind::Newline || here().kind == Kind::End || body().one_line) return;
  complain(at_,
           "unexpected " + shown(at_) + " after " + std::string(after) + ": expected a new line");
  if (here().kind != Kind::Identifier) skip_statement();
}

void Parser::block(std::uint32_t name) {
  std::uint32_t brace = name + 1;
  while (all_[brace].kind == Kind::Identifier || all_[brace].kind == Kind::Quoted) ++brace;
  if (brace >= body().end || !is_brace(brace)) return expect_brace(name, brace);
  std::uint32_t end = all_[brace].partner;
  if (!check_labels(name, brace)) {
    at_ = end + !all_[brace].cut;
    return;
  }
  bool outer_is_cut = body().node != 0 && all_[nodes_[body().node].begin].cut;
  if (all_[brace].cut && !outer_is_cut && !is_swallowed(brace, end))
    complaints_.add(ProblemKind::Syntax, all_[brace].begin, "the '{' is not closed", "write '}'");
  Node node{.is_block = true, .name = name, .labels = brace - name - 1, .begin = brace, .end = end};
  std::uint32_t number = add(node);
  open_body(number, brace);
}

void Parser::expect_brace(std::uint32_t name, std::uint32_t at) {
  std::string word(tokens_.text_of(all_[name]));
  bool alone = at == name + 1;
  std::string hint;
  if (all_[at].kind == Kind::Colon) hint = "write '=' between name and value";
  if (all_[at].kind == Kind::Newline && is_brace(at + 1))
    hint = "a block's '{' stands on the line of its name";
  complain(at,
           "unexpected " + shown(at) + ": expected " + (alone ? "'=' or '{'" : "'{'") + " after '" +
               word + "'",
           std::move(hint));
  at_ = at;
  skip_statement();
  if (all_[at].kind == Kind::Newline && is_brace(at + 1) && at + 1 < body().end)
    at_ = std::min(all_[at + 1].partner + !all_[at + 1].cut, body().end);
}

bool Parser::check_labels(std::uint32_t name, std::uint32_t brace) {
  std::string_view word = tokens_.text_of(all_[name]);
  bool at_root = open_.size() == 1;
  const RootBlock* known = at_root ? root_block(word) : nullptr;
  if (at_root && known) lost_ = false;
  for (std::uint32_t i = name + 1; i < brace; ++i) {
    if (tokens_.text_of(all_[i]).find_first_of("\\$%") == std::string_view::npos) continue;
    complain(i, "a label is a plain name, without templates and escapes");
    return false;
  }
  if (!known) return !(at_root && lost_);
  std::uint32_t found = brace - name - 1;
  if (found == known->labels) return true;
  complaints_.add(ProblemKind::Structure, all_[name].begin,
                  std::string(word) + ": expected " + std::string(known->wording) + ", found " +
                      std::to_string(found));
  return false;
}

// Whether something without an end hides the block's own.
bool Parser::is_swallowed(std::uint32_t begin, std::uint32_t end) const {
  const auto& all = tokens_.swallowing;
  auto first = std::lower_bound(all.begin(), all.end(), begin);
  return first != all.end() && *first < end;
}

void Parser::open_body(std::uint32_t node, std::uint32_t brace) {
  bool one_line = all_[brace + 1].kind != Kind::Newline && brace + 1 < all_[brace].partner;
  at_ = brace + 1;
  open_.push_back({node, all_[brace].partner, 0, one_line, false});
}

void Parser::close_body() {
  Body closed = body();
  open_.pop_back();
  if (open_.empty()) return;
  bool cut = all_[nodes_[closed.node].begin].cut;
  at_ = closed.end + !cut;
  if (!cut) expect_line_end("the block");
}

void Parser::skip_statement() {
  at_ = std::max(value_end(at_), std::min(at_, body().end));
}

}  // namespace

void Complaints::add(ProblemKind kind, std::uint32_t at, std::string message, std::string hint) {
  if (faults.size() < most) faults.push_back({kind, at, std::move(message), std::move(hint)});
}

std::vector<Node> read_body(const Tokens& tokens, Complaints& complaints) {
  return Parser(tokens, complaints).read();
}

}  // namespace paycheck::hcl
