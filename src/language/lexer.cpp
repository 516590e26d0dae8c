// SPDX-License-Identifier: Apache-2.0
// One pass over the bytes of a check, without memory: names are ASCII, a string is a view of what
// stands between its quotes, everything else is one or two characters.

#include "lexer.hpp"

#include <algorithm>
#include <array>

namespace paycheck::language {

namespace {

using Kind = Token::Kind;

constexpr std::array<std::string_view, 26> words = {
    "match", "each", "when",   "require", "forbid",  "report", "suggest", "any",   "resource",
    "as",    "in",   "where",  "all",     "exactly", "at",     "least",   "most",  "and",
    "or",    "not",  "exists", "matches", "refers",  "to",     "true",    "false",
};
constexpr std::size_t longest_word = 8;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool continues_name(char c) {
  return begins_name(c) || is_digit(c) || c == '-';
}
bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

Kind kind_of_name(std::string_view name) {
  if (name.size() > longest_word) return Kind::Name;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i][0] == name[0] && words[i] == name)
      return static_cast<Kind>(static_cast<std::size_t>(Kind::Match) + i);
  return Kind::Name;
}

}  // namespace

std::span<const std::string_view> sentence_words() {
  return std::span(words).first(6);
}

bool is_name(std::string_view text) {
  return !text.empty() && begins_name(text[0]) && std::ranges::all_of(text, continues_name);
}

std::uint32_t Lexer::offset(std::uint32_t local) const {
  if (!host_) return local;
  if (!escaped_) return host_->offset(host_begin_ + local);
  std::uint32_t raw = host_begin_;
  for (std::uint32_t i = 0; i < local; ++i) {
    bool escape = host_->text_[raw] == '\\' &&
                  (host_->text_[raw + 1] == '"' || host_->text_[raw + 1] == '\\');
    raw += escape ? 2 : 1;
  }
  return host_->offset(raw);
}

void Lexer::skip_blanks() {
  while (at_ < text_.size()) {
    if (is_blank(text_[at_])) {
      ++at_;
    } else if (text_[at_] == '#') {
      while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    } else {
      return;
    }
  }
}

Token Lexer::token(Kind kind, std::uint32_t begin) {
  return {kind, false, begin, at_, text_.substr(begin, at_ - begin)};
}

Token Lexer::next() {
  skip_blanks();
  std::uint32_t begin = at_;
  if (at_ >= text_.size()) return token(Kind::End, begin);
  char c = text_[at_];
  if (begins_name(c)) return name(begin);
  if (is_digit(c) || (c == '-' && is_digit(peek(1)))) return number(begin);
  if (c == '"') return string(begin);
  return symbol(begin);
}

Token Lexer::name(std::uint32_t begin) {
  while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
  return token(kind_of_name(text_.substr(begin, at_ - begin)), begin);
}

Token Lexer::number(std::uint32_t begin) {
  ++at_;
  while (is_digit(peek())) ++at_;
  if (peek() == '.' && is_digit(peek(1))) {
    ++at_;
    while (is_digit(peek())) ++at_;
  }
  return token(Kind::Number, begin);
}

// A line end inside a string is a forgotten quote: to go on at the next line keeps one slip one
// problem.
Token Lexer::string(std::uint32_t begin) {
  bool escaped = false;
  for (++at_; at_ < text_.size() && text_[at_] != '\n'; ++at_) {
    if (text_[at_] == '"') {
      ++at_;
      return {Kind::String, escaped, begin, at_, text_.substr(begin + 1, at_ - begin - 2)};
    }
    if (text_[at_] == '\\' && (peek(1) == '"' || peek(1) == '\\')) {
      escaped = true;
      ++at_;
    }
  }
  return token(Kind::Unclosed, begin);
}

Token Lexer::symbol(std::uint32_t begin) {
  char c = text_[at_++];
  bool equal = peek() == '=';
  auto with_equal = [&](Kind kind) {
    ++at_;
    return token(kind, begin);
  };
  switch (c) {
    case '(':
      return token(Kind::Open, begin);
    case ')':
      return token(Kind::Close, begin);
    case '[':
      return token(Kind::OpenList, begin);
    case ']':
      return token(Kind::CloseList, begin);
    case '}':
      return token(Kind::CloseBrace, begin);
    case ',':
      return token(Kind::Comma, begin);
    case '.':
      return token(Kind::Dot, begin);
    case ':':
      return token(Kind::Colon, begin);
    case '<':
      return equal ? with_equal(Kind::LessEqual) : token(Kind::Less, begin);
    case '>':
      return equal ? with_equal(Kind::GreaterEqual) : token(Kind::Greater, begin);
    case '=':
      return equal ? with_equal(Kind::Equal) : token(Kind::Stray, begin);
    case '!':
      return equal ? with_equal(Kind::NotEqual) : token(Kind::Stray, begin);
    default:
      break;
  }
  // The rest of a character of several bytes is no stray of its own.
  while (static_cast<unsigned char>(c) >= 0xC0 && at_ < text_.size() && at_ - begin < 4 &&
         (static_cast<unsigned char>(text_[at_]) & 0xC0) == 0x80)
    ++at_;
  return token(Kind::Stray, begin);
}

}  // namespace paycheck::language
