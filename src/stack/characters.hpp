// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// Characters of names. Bytes above 127 are letters without case: no name is cut inside a
/// character.

#include <algorithm>
#include <string_view>

namespace paycheck::conventions {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr char lower(char c) {
  return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr bool is_word(char c) {
  return is_lower(c) || is_digit(c) || is_upper(c) || static_cast<unsigned char>(c) >= 128;
}

constexpr bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}
constexpr bool ends_with_word(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && same_word(text.substr(text.size() - end.size()), end);
}
constexpr bool is_number(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), is_digit);
}
constexpr bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), is_digit);
}

}  // namespace paycheck::conventions
