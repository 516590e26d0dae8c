// SPDX-License-Identifier: Apache-2.0
// Escaping for terminals: what would move the cursor or reorder a line is spelled out.

#include "terminal.hpp"

#include <cstdio>

namespace paycheck {

namespace {

// Length of the UTF-8 sequence at `i` and its code point; 0 for an invalid byte.
std::size_t decode(std::string_view text, std::size_t i, char32_t& code) {
  auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  unsigned char first = byte(i);
  std::size_t length = first < 0x80                    ? 1
                       : first >= 0xF0 && first < 0xF8 ? 4
                       : first >= 0xE0                 ? 3
                       : first >= 0xC2                 ? 2
                                                       : 0;
  if (length == 0 || first >= 0xF8 || i + length > text.size()) return 0;
  if (length == 1) {
    code = first;
    return 1;
  }
  code = first & (0x7Fu >> length);
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte(i + k) & 0xC0) != 0x80) return 0;
    code = (code << 6) | (byte(i + k) & 0x3Fu);
  }
  return length;
}

bool is_plain(char32_t code) {
  if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return false;
  if (code >= 0x200B && code <= 0x200F) return false;  // zero width, direction marks
  if (code >= 0x2028 && code <= 0x202E) return false;  // separators, embeddings and overrides
  if (code >= 0x2066 && code <= 0x2069) return false;  // isolates
  return code != 0xFEFF;
}

}  // namespace

void append_shown(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    std::size_t plain = i;  // printable ASCII, nearly all there is
    while (plain < text.size() && text[plain] >= 0x20 && text[plain] < 0x7F) ++plain;
    out.append(text.substr(i, plain - i));
    i = plain;
    if (i == text.size()) break;
    char32_t code = 0;
    std::size_t length = decode(text, i, code);
    if (length > 0 && is_plain(code)) {
      out.append(text.substr(i, length));
    } else {
      char escape[16];
      std::snprintf(escape, sizeof escape, "\\u{%x}",
                    static_cast<unsigned>(length > 0 ? code : static_cast<unsigned char>(text[i])));
      out += escape;
    }
    i += length > 0 ? length : 1;
  }
}

std::string shown(std::string_view text) {
  std::string out;
  append_shown(out, text);
  return out;
}

}  // namespace paycheck
