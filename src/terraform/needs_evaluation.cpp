// SPDX-License-Identifier: Apache-2.0
// Most templates are references between literal text. A look at the characters inside `${}` tells
// them from those that compute something.
#include "known.hpp"

namespace paycheck::terraform {

namespace {

bool is_plain(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == '[' || c == ']' ||
         c == '"';
}

}  // namespace

bool needs_evaluation(std::string_view text) {
  for (std::size_t at = text.find_first_of("$%"); at != std::string_view::npos;
       at = text.find_first_of("$%", at)) {
    bool opens = at + 1 < text.size() && text[at + 1] == '{';
    bool escaped = opens && at > 0 && text[at - 1] == text[at];
    if (!opens || escaped) {
      ++at;
      continue;
    }
    if (text[at] == '%') return true;
    for (at += 2; at < text.size() && text[at] == ' ';) ++at;
    bool starts_with_digit = at < text.size() && text[at] >= '0' && text[at] <= '9';
    while (at < text.size() && is_plain(text[at])) ++at;
    while (at < text.size() && text[at] == ' ') ++at;
    if (at >= text.size() || text[at] != '}' || starts_with_digit) return true;
  }
  return false;
}

}  // namespace paycheck::terraform
