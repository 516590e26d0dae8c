// SPDX-License-Identifier: Apache-2.0
// Words by position. ASCII is decided by a table; utf8proc's categories decide the rest: letters
// and letter numbers start an identifier; marks, digits and connectors continue it, and so does the
// dash.
#include "lexer.hpp"

#include <utf8proc.h>

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {
namespace {

struct Character {
  utf8proc_int32_t code = -1;
  std::size_t size = 1;
};

// An invalid byte is a character of its own, with code -1.
Character decode(std::string_view text, std::size_t at) {
  Character result;
  auto bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
  auto size =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &result.code);
  if (size > 0) result.size = static_cast<std::size_t>(size);
  return result;
}

bool starts_name(utf8proc_int32_t code) {
  if (code < 0) return false;
  utf8proc_category_t category = utf8proc_category(code);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         category == UTF8PROC_CATEGORY_NL;
}

bool continues_name(utf8proc_int32_t code) {
  if (code < 0) return false;
  utf8proc_category_t category = utf8proc_category(code);
  return starts_name(code) || category == UTF8PROC_CATEGORY_MN ||
         category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ND ||
         category == UTF8PROC_CATEGORY_PC;
}

bool is_space(utf8proc_int32_t code) {
  if (code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85) return true;
  if (code < 0x80) return false;
  utf8proc_category_t category = utf8proc_category(code);
  return category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP;
}

std::size_t comment_end(std::string_view text, std::size_t at) {
  bool block = text[at] == '/' && text[at + 1] == '*';
  std::size_t end = block ? text.find("*/", at + 2) : text.find('\n', at);
  if (end == std::string_view::npos) return text.size();
  return block ? end + 2 : end;
}

}  // namespace

std::size_t identifier_end(std::string_view text, std::size_t at) {
  for (std::size_t begin = at; at < text.size();) {
    CharClass kind = char_class(text[at]);
    if (kind == CharClass::Start || (kind != CharClass::Other && at > begin)) {
      ++at;
      continue;
    }
    if (static_cast<unsigned char>(text[at]) < 128) break;
    Character next = decode(text, at);
    if (at == begin ? !starts_name(next.code) : !continues_name(next.code)) break;
    at += next.size;
  }
  return at;
}

std::size_t number_end(std::string_view text, std::size_t at) {
  while (is_digit(char_at(text, at))) ++at;
  if (char_at(text, at) == '.' && is_digit(char_at(text, at + 1)))
    for (++at; is_digit(char_at(text, at));) ++at;
  if ((char_at(text, at) | 0x20) == 'e') {
    std::size_t digits = at + 1;
    if (char_at(text, digits) == '+' || char_at(text, digits) == '-') ++digits;
    if (is_digit(char_at(text, digits)))
      for (at = digits; is_digit(char_at(text, at));) ++at;
  }
  return at;
}

std::size_t skip_blank(std::string_view text, std::size_t at, bool newlines) {
  while (at < text.size()) {
    char c = text[at];
    if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && newlines)) {
      ++at;
    } else if (c == '#' ||
               (c == '/' && (char_at(text, at + 1) == '/' || char_at(text, at + 1) == '*'))) {
      at = comment_end(text, at);
    } else {
      break;
    }
  }
  return at;
}

std::size_t leading_space(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    Character next = decode(text, at);
    if (!is_space(next.code)) break;
    at += next.size;
  }
  return at;
}

std::size_t trailing_space(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    std::size_t at = end - 1;
    while (at > 0 && end - at < 4 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    Character last = decode(text, at);
    if (at + last.size != end || !is_space(last.code)) break;
    end = at;
  }
  return end;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool is_identifier(std::string_view name) {
  return !name.empty() && identifier_end(name, 0) == name.size();
}

}  // namespace paycheck::terraform
