// SPDX-License-Identifier: Apache-2.0
// The words of Terraform's expression language, found by position: every function takes a text and
// where to start, and says where the thing ends.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace paycheck::terraform {

/// Where the identifier that starts at `at` ends; `at` if none starts there.
std::size_t identifier_end(std::string_view text, std::size_t at);
/// Where the number whose first digit stands at `at` ends.
std::size_t number_end(std::string_view text, std::size_t at);
/// Skips spaces, comments and, if `newlines`, line ends. A comment that is not closed runs to the
/// end.
std::size_t skip_blank(std::string_view text, std::size_t at, bool newlines);
/// Where the blanks (of Unicode) at the start and at the end of `text` stop and start.
std::size_t leading_space(std::string_view text);
std::size_t trailing_space(std::string_view text);
/// Without ASCII blanks at both ends.
std::string_view trim(std::string_view text);

/// What a byte may be in an identifier of ASCII characters; digits and the dash continue one.
enum class CharClass : std::uint8_t { Other, Start, Continue };

constexpr std::array<CharClass, 256> make_char_classes() {
  std::array<CharClass, 256> classes{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 'a' + 'A'] = CharClass::Start;
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = CharClass::Continue;
  classes['_'] = CharClass::Start;
  classes['-'] = CharClass::Continue;
  return classes;
}
inline constexpr std::array<CharClass, 256> char_classes = make_char_classes();
inline CharClass char_class(char c) {
  return char_classes[static_cast<unsigned char>(c)];
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr char char_at(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : '\0';
}

}  // namespace paycheck::terraform
