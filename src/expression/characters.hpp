// SPDX-License-Identifier: Apache-2.0
// Characters as HCL classes them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace paycheck::expression {

/// A character of a text: its code, and how many bytes it has; an invalid byte is U+FFFD.
struct Character {
  char32_t code = 0;
  std::size_t size = 0;
};
Character character_at(std::string_view text, std::size_t at);

/// Bytes of the identifier at the start: a letter of any script or `_`, then letters, digits,
/// marks, `_` and `-`; 0 if there is none.
std::size_t identifier_size(std::string_view text);

/// Without white space (as Unicode counts it) at its end or its start.
std::string_view trim_right(std::string_view text);
std::string_view trim_left(std::string_view text);

void append_utf8(std::string& out, char32_t code);

}  // namespace paycheck::expression
