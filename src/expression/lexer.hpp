// SPDX-License-Identifier: Apache-2.0
// Tokens of expressions, and of the bodies around them.
#pragma once

#include <cstdint>
#include <string_view>

namespace paycheck::expression {

struct Token {
  enum class Kind : std::uint8_t {
    End,
    Newline,
    Name,
    Number,
    Quote,    ///< `"`: a template follows
    Heredoc,  ///< `<<` or `<<-` before a name: a template follows
    Sign,     ///< an operator or bracket
    Wrong,    ///< a character that begins no token
  };
  Kind kind = Kind::End;
  std::string_view text;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool is(std::string_view sign) const { return kind == Kind::Sign && text == sign; }
  bool is_name(std::string_view name) const { return kind == Kind::Name && text == name; }
};

/// The token at `at` or after it, spaces and comments skipped; line ends too unless `newlines`. A
/// comment up to the line's end ends the line. An unclosed comment is Wrong.
Token next_token(std::string_view text, std::uint32_t at, bool newlines);

}  // namespace paycheck::expression
