// SPDX-License-Identifier: Apache-2.0
// UTF-8, strictly: no overlong forms, no surrogates, nothing beyond U+10FFFF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace paycheck::json {

inline constexpr std::string_view replacement = "\xEF\xBF\xBD";

inline bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// How many bytes the character at the start of `text` has, 1 to 4; 0 if it is invalid or `text`
/// ends. Each invalid byte is to be taken alone, as Go's decoder does, and thus Terraform.
std::size_t utf8_length(std::string_view text);

/// The code point of the valid character of `length` bytes at the start of `text`.
char32_t code_point(std::string_view text, std::size_t length);

/// Appends a code point; a surrogate becomes U+FFFD.
void append_utf8(std::string& out, char32_t code);

/// How many UTF-16 code units the bytes stand for. Additive over any split of a text.
std::size_t utf16_units(std::string_view bytes);

bool is_ascii(std::string_view bytes);

}  // namespace paycheck::json
