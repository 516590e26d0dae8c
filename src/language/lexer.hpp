// SPDX-License-Identifier: Apache-2.0
#pragma once

// The tokens of a check. A lexer is small and copied to look ahead.

#include "check.hpp"

namespace paycheck::language {

struct Token {
  enum class Kind : std::uint8_t {
    End,
    Name,
    Number,
    String,
    Unclosed,
    Stray,  // a string without its end; a character that means nothing
    Open,
    Close,
    OpenList,
    CloseList,
    CloseBrace,
    Comma,
    Dot,
    Colon,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    // The words of the language; sentences begin with the first seven.
    Match,
    Each,
    When,
    Require,
    Forbid,
    Report,
    Suggest,
    Any,
    Resource,
    As,
    In,
    Where,
    All,
    Exactly,
    At,
    Least,
    Most,
    And,
    Or,
    Not,
    Exists,
    Matches,
    Refers,
    To,
    True,
    False,
  };
  Kind kind = Kind::End;
  bool escaped = false;     // String: it holds `\"` or `\\`
  std::uint32_t begin = 0;  // byte offsets in the lexer's text
  std::uint32_t end = 0;
  std::string_view text;  // String: between the quotes, as written; others: as written

  bool is_word() const { return kind >= Kind::Match; }
  bool begins_sentence() const { return kind >= Kind::Match && kind <= Kind::Report; }
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}
  // Reads a placeholder inside `string`, a token of `host`; `content` is the string with its
  // escapes undone.
  Lexer(const Lexer& host, const Token& string, std::string_view content, std::uint32_t begin)
      : text_(content),
        host_(&host),
        host_begin_(string.begin + 1),
        escaped_(string.escaped),
        at_(begin) {}

  Token next();
  // Where a byte of the lexer's text stands in the check's text.
  std::uint32_t offset(std::uint32_t local) const;

 private:
  Token token(Token::Kind kind, std::uint32_t begin);
  Token symbol(std::uint32_t begin);
  Token string(std::uint32_t begin);
  Token number(std::uint32_t begin);
  Token name(std::uint32_t begin);
  void skip_blanks();
  char peek(std::uint32_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  std::string_view text_;
  const Lexer* host_ = nullptr;
  std::uint32_t host_begin_ = 0;
  bool escaped_ = false;
  std::uint32_t at_ = 0;
};

// The words that begin a sentence, for did-you-mean.
std::span<const std::string_view> sentence_words();
bool is_name(std::string_view text);

}  // namespace paycheck::language
