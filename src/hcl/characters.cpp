// SPDX-License-Identifier: Apache-2.0
// Bytes as HCL sees them. Letters beyond ASCII are not told apart here: a name that holds others is
// refused where names are checked.
#include "token.hpp"

namespace paycheck::hcl {
namespace {

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// The least second byte that is neither overlong nor beyond; surrogates and what exceeds U+10FFFF
// have an upper bound.
bool is_second(unsigned char first, unsigned char second) {
  switch (first) {
    case 0xE0:
      return second >= 0xA0;
    case 0xED:
      return second < 0xA0;
    case 0xF0:
      return second >= 0x90;
    case 0xF4:
      return second < 0x90;
    default:
      return true;
  }
}

}  // namespace

std::size_t character_length(std::string_view text, std::size_t at) {
  auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return 1;
  std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if (!is_continuation(text, at + i)) return 0;
  return is_second(first, static_cast<unsigned char>(text[at + 1])) ? length : 0;
}

bool opens_template(std::string_view text, std::size_t at) {
  char c = text[at];
  if ((c != '$' && c != '%') || text.substr(at + 1, 1) != "{") return false;
  return at == 0 || text[at - 1] != c;
}

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool continues_name(char c) {
  return begins_name(c) || (c >= '0' && c <= '9') || c == '-';
}

}  // namespace paycheck::hcl
