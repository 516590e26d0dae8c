// SPDX-License-Identifier: Apache-2.0
// Bytes and words. ASCII only where a word is classified: no locale has a say.
#include "plain_text.hpp"

#include <algorithm>

namespace paycheck {
namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The length of the character at `text[at]`; 0 if it is not well-formed (RFC 3629).
std::size_t character_length(std::string_view text, std::size_t at) {
  auto byte = [&](std::size_t i) -> unsigned char {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
  };
  unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
  return length;
}

}  // namespace

std::uint32_t utf16_length(std::string_view text) {
  std::uint32_t length = 0;
  for (char c : text)
    if (!is_continuation(c)) length += static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1;
  return length;
}

std::optional<Blemish> find_blemish(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) return Blemish{0, "a byte order mark"};
  for (std::size_t i = 0; i < text.size();) {
    auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\r') return Blemish{i, "a carriage return"};
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F)
      return Blemish{i, "a control character"};
    std::size_t length = character_length(text, i);
    if (length == 0) return Blemish{i, "a byte that is no UTF-8"};
    i += length;
  }
  return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return text.substr(0, 0);
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (;;) {
    std::size_t end = text.find(separator);
    pieces.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

bool is_kebab_case(std::string_view word) {
  if (word.empty() || !is_lower(word.front()) || word.back() == '-') return false;
  if (word.find("--") != std::string_view::npos) return false;
  return std::ranges::all_of(word, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

std::string pascal_case(std::string_view kebab) {
  std::string name;
  bool capital = true;
  for (char c : kebab) {
    if (c != '-') name += capital && is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
    capital = c == '-';
  }
  return name;
}

bool is_rule_id(std::string_view word) {
  return word.size() == 6 && std::ranges::all_of(word.substr(0, 3), is_upper) &&
         std::ranges::all_of(word.substr(3), is_digit);
}

bool is_plain_path(std::string_view path) {
  if (path.find('\\') != std::string_view::npos) return false;
  for (;;) {
    std::size_t end = path.find('/');
    std::string_view part = path.substr(0, end);
    if (part.empty() || part == "." || part == ".." || part.size() > 255) return false;
    if (end == std::string_view::npos) return true;
    path.remove_prefix(end + 1);
  }
}

}  // namespace paycheck
