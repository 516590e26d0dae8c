// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "paycheck/json.hpp"

namespace paycheck::hcl {

/// Why a stretch of text is no token.
struct Fault {
  ProblemKind kind = ProblemKind::Syntax;
  std::uint32_t at = 0;
  std::string message;
  std::string hint;
};

enum class TokenKind : std::uint8_t {
  Newline,
  Identifier,
  Number,
  Quoted,   ///< a quoted string with all that its templates hold
  Heredoc,  ///< from `<<` to the end of the closing marker
  Open,     ///< `(`, `[`, `{`
  Close,
  Comma,
  Equal,  ///< `=` alone
  Colon,
  Operator,  ///< everything else that may stand in an expression
  Bad,       ///< `partner` is the number of its fault
  End,
};

/// No bracket ends it.
inline constexpr std::uint32_t none = 0xFFFFFFFF;

struct Token {
  std::uint32_t begin = 0, end = 0;
  TokenKind kind = TokenKind::End;
  bool cut = false;              ///< Open: not closed, but ended by what begins at `partner`
  std::uint32_t partner = none;  ///< Open: the token that ends it; Close: its Open
};

/// A text in tokens; comments and spaces are left out. The last token is End.
struct Tokens {
  std::string_view text;
  std::vector<Token> all;
  std::vector<Fault> faults;
  std::vector<std::uint32_t> bad;         ///< numbers of Bad and cut tokens, ascending
  std::vector<std::uint32_t> swallowing;  ///< of those, what hides all that follows, braces too

  std::string_view text_of(const Token& token) const {
    return text.substr(token.begin, token.end - token.begin);
  }
  char first_of(const Token& token) const { return text[token.begin]; }
};

/// Cuts a text into tokens and pairs its brackets.
Tokens read_tokens(std::string_view text);

/// Gives every bracket its partner. What is left open is cut where the next root block begins.
void pair_brackets(Tokens& tokens);

/// A block at the root of a configuration.
struct RootBlock {
  std::string_view name;
  std::size_t labels = 0;
  bool may_nest = false;  ///< blocks of providers have such names too
  std::string_view wording;
};
/// Null if none has that name.
const RootBlock* root_block(std::string_view name);

/// Where a quoted string or a template sequence stops.
struct StringScan {
  std::size_t end = 0;  ///< just past it; where it is faulty, just before what follows its line
  bool closed = false;
  bool exhausted = false;  ///< the text ended, or the nesting bound was met
  std::size_t fault = 0;   ///< not closed: the string or template that is not
};
/// The string whose opening quote stands at `begin`.
StringScan scan_quoted(std::string_view text, std::size_t begin);

/// Where a heredoc's parts stand.
struct HeredocShape {
  std::size_t body = 0;      ///< its first line
  std::size_t body_end = 0;  ///< the beginning of the marker's line
  std::size_t end = 0;       ///< just past the marker
  bool flush = false;        ///< `<<-`
  bool closed = false;
};
/// The heredoc at `begin`; nothing if its opening is none.
std::optional<HeredocShape> scan_heredoc(std::string_view text, std::size_t begin);

/// The bytes of the valid UTF-8 character at `at`; 0 if it is none.
std::size_t character_length(std::string_view text, std::size_t at);
/// Whether `${` or `%{` stands at `at` that is no `$${`.
bool opens_template(std::string_view text, std::size_t at);
bool begins_name(char c);
bool continues_name(char c);

}  // namespace paycheck::hcl
