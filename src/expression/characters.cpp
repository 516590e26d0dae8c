// SPDX-License-Identifier: Apache-2.0
// Unicode's categories come from utf8proc; ASCII is decided without it.
#include "characters.hpp"

#include <utf8proc.h>

#include <algorithm>

namespace paycheck::expression {
namespace {

bool is_letter(char32_t code) {
  if (code < 0x80)
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || code == '_';
  auto category = utf8proc_category(static_cast<utf8proc_int32_t>(code));
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         category == UTF8PROC_CATEGORY_NL;
}

bool continues_name(char32_t code) {
  if (is_letter(code) || code == '-' || (code >= '0' && code <= '9')) return true;
  if (code < 0x80) return false;
  auto category = utf8proc_category(static_cast<utf8proc_int32_t>(code));
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_PC;
}

bool is_space(char32_t code) {
  return code == ' ' || (code >= 9 && code <= 13) || code == 0x85 || code == 0xA0 ||
         code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 ||
         code == 0x202F || code == 0x205F || code == 0x3000;
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {byte, 1};
  utf8proc_int32_t code = 0;
  auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                               static_cast<utf8proc_ssize_t>(text.size() - at), &code);
  if (size <= 0) return {0xFFFD, 1};
  return {static_cast<char32_t>(code), static_cast<std::size_t>(size)};
}

std::size_t identifier_size(std::string_view text) {
  Character first = character_at(text, 0);
  if (first.size == 0 || !is_letter(first.code)) return 0;
  std::size_t size = first.size;
  for (Character next = character_at(text, size); next.size > 0 && continues_name(next.code);
       next = character_at(text, size))
    size += next.size;
  return size;
}

std::string_view trim_left(std::string_view text) {
  while (!text.empty()) {
    Character first = character_at(text, 0);
    if (!is_space(first.code)) break;
    text.remove_prefix(first.size);
  }
  return text;
}

std::string_view trim_right(std::string_view text) {
  while (!text.empty()) {
    std::size_t at = text.size() - 1;
    while (at > 0 && text.size() - at < 4 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
      --at;
    Character last = character_at(text, at);
    if (!is_space(last.code) || at + last.size != text.size()) break;
    text.remove_suffix(last.size);
  }
  return text;
}

void append_utf8(std::string& out, char32_t code) {
  if (code >= 0xD800 && code < 0xE000) code = 0xFFFD;
  if (code > 0x10FFFF) code = 0xFFFD;
  utf8proc_uint8_t bytes[4];
  auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

}  // namespace paycheck::expression
