// SPDX-License-Identifier: Apache-2.0
// Escapes of quoted strings in expressions: `\n`, `\"`, `\u00e9`, `$${`. Unknown ones vanish.
#include <utf8proc.h>

#include <algorithm>

#include "lexer.hpp"
#include "scanner.hpp"

namespace paycheck::terraform {
namespace {

void append(std::string& out, utf8proc_int32_t code) {
  utf8proc_uint8_t bytes[4];
  auto size = utf8proc_encode_char(utf8proc_codepoint_valid(code) ? code : 0xFFFD, bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

// Appends what the escape whose letter stands at `at` means; returns where the escape ends.
std::size_t append_escape(std::string& out, std::string_view inside, std::size_t at) {
  constexpr std::string_view letters = "nrt\"\\";
  constexpr std::string_view meanings = "\n\r\t\"\\";
  char letter = char_at(inside, at++);
  std::size_t which = letters.find(letter);
  if (which != std::string_view::npos) out += meanings[which];
  if (letter != 'u' && letter != 'U') return at;
  std::size_t end = std::min(inside.size(), at + (letter == 'u' ? 4 : 8));
  utf8proc_int32_t code = 0;
  for (; at < end; ++at) {
    std::size_t digit =
        std::string_view("0123456789abcdef").find(static_cast<char>(inside[at] | 0x20));
    if (digit == std::string_view::npos) break;
    if (code <= 0x10FFFF) code = code * 16 + static_cast<utf8proc_int32_t>(digit);
  }
  append(out, code);
  return at;
}

}  // namespace

std::string_view unescape(std::string_view inside, Arena& arena) {
  if (inside.find_first_of("\\$%") == std::string_view::npos) return inside;
  std::string out;
  for (std::size_t at = 0; at < inside.size();) {
    char c = inside[at];
    if (c == '\\') {
      at = append_escape(out, inside, at + 1);
      continue;
    }
    bool escape =
        (c == '$' || c == '%') && char_at(inside, at + 1) == c && char_at(inside, at + 2) == '{';
    if (!escape) out += c;
    ++at;
  }
  return arena.copy(std::string_view(out));
}

}  // namespace paycheck::terraform
