// SPDX-License-Identifier: Apache-2.0
// Brackets are paired with a stack. A closing brace ends whatever round and square brackets stand
// open inside it. Where the text lacks braces, every line that can only begin a root block ends
// what is open.
#include <algorithm>

#include "token.hpp"

namespace paycheck::hcl {
namespace {

// What is open, and how many of `(` and `[` since the last `{`.
struct Open {
  std::uint32_t token;
  std::uint32_t round, square;
};

class Pairing {
 public:
  Pairing(Tokens& tokens, bool heads) : tokens_(tokens), heads_(heads) {}
  void run();

 private:
  void open(std::uint32_t at);
  void close(std::uint32_t at);
  void pop_unclosed();
  void cut_all(std::uint32_t at);
  void make_bad(std::uint32_t at, std::string message, std::string hint);
  bool begins_root_block(std::uint32_t at) const;
  char opening(const Open& open) const { return tokens_.first_of(tokens_.all[open.token]); }

  Tokens& tokens_;
  bool heads_;
  std::vector<Open> open_;
};

void Pairing::run() {
  for (std::uint32_t i = 0; i < tokens_.all.size(); ++i) {
    Token& token = tokens_.all[i];
    if (heads_ && !open_.empty() && begins_root_block(i)) cut_all(i);
    if (token.kind == TokenKind::Open)
      open(i);
    else if (token.kind == TokenKind::Close)
      close(i);
  }
  if (heads_) cut_all(static_cast<std::uint32_t>(tokens_.all.size() - 1));
  while (!open_.empty()) pop_unclosed();
  std::sort(tokens_.bad.begin(), tokens_.bad.end());
}

void Pairing::open(std::uint32_t at) {
  char c = tokens_.first_of(tokens_.all[at]);
  Open open{at, 0, 0};
  if (c != '{' && !open_.empty()) open = {at, open_.back().round, open_.back().square};
  open.round += c == '(';
  open.square += c == '[';
  open_.push_back(open);
}

void Pairing::close(std::uint32_t at) {
  char c = tokens_.first_of(tokens_.all[at]);
  char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
  bool found = !open_.empty() && (c == ')'   ? open_.back().round > 0
                                  : c == ']' ? open_.back().square > 0
                                             : true);
  if (c == '}')
    while (!open_.empty() && opening(open_.back()) != '{') pop_unclosed();
  if (!found || open_.empty())
    return make_bad(at, "unexpected '" + std::string(1, c) + "'", "nothing is open that it closes");
  while (opening(open_.back()) != wanted) pop_unclosed();
  tokens_.all[open_.back().token].partner = at;
  tokens_.all[at].partner = open_.back().token;
  open_.pop_back();
}

void Pairing::pop_unclosed() {
  std::uint32_t at = open_.back().token;
  open_.pop_back();
  char c = tokens_.first_of(tokens_.all[at]);
  make_bad(at, "the '" + std::string(1, c) + "' is not closed",
           std::string("write '") + (c == '(' ? ')' : ']') + "'");
}

void Pairing::cut_all(std::uint32_t at) {
  for (const Open& open : open_) {
    tokens_.all[open.token].partner = at;
    tokens_.all[open.token].cut = true;
    tokens_.bad.push_back(open.token);
  }
  open_.clear();
}

void Pairing::make_bad(std::uint32_t at, std::string message, std::string hint) {
  Token& token = tokens_.all[at];
  token.kind = TokenKind::Bad;
  token.partner = static_cast<std::uint32_t>(tokens_.faults.size());
  tokens_.bad.push_back(at);
  tokens_.faults.push_back({ProblemKind::Syntax, token.begin, std::move(message), std::move(hint)});
}

// A first word on its line, its labels and a brace, as no nested block is written.
bool Pairing::begins_root_block(std::uint32_t at) const {
  const auto& all = tokens_.all;
  if (all[at].kind != TokenKind::Identifier) return false;
  if (at > 0 && all[at - 1].kind != TokenKind::Newline) return false;
  const RootBlock* block = root_block(tokens_.text_of(all[at]));
  if (!block || block->may_nest || at + block->labels + 1 >= all.size()) return false;
  for (std::size_t i = 1; i <= block->labels; ++i)
    if (all[at + i].kind != TokenKind::Quoted && all[at + i].kind != TokenKind::Identifier)
      return false;
  const Token& brace = all[at + block->labels + 1];
  return brace.kind == TokenKind::Open && tokens_.first_of(brace) == '{';
}

}  // namespace

void pair_brackets(Tokens& tokens) {
  std::size_t depth = 0;
  for (const Token& token : tokens.all) {
    if (token.kind == TokenKind::Open && tokens.first_of(token) == '{') ++depth;
    if (token.kind == TokenKind::Close && tokens.first_of(token) == '}' && depth > 0) --depth;
  }
  Pairing(tokens, depth > 0).run();
}

}  // namespace paycheck::hcl
