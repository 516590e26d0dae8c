// SPDX-License-Identifier: Apache-2.0
// JSON strings for writers: only what must be escaped is.
#include "bytes.hpp"
#include "paycheck/json.hpp"
#include "utf8.hpp"

namespace paycheck::json {
namespace {

void append_control(std::string& out, char c) {
  constexpr std::string_view named = "\b\f\n\r\t";
  constexpr std::string_view letters = "bfnrt";
  constexpr std::string_view digits = "0123456789abcdef";
  if (std::size_t which = named.find(c); which != std::string_view::npos) {
    out += {'\\', letters[which]};
    return;
  }
  out += "\\u00";
  out += {digits[static_cast<unsigned char>(c) >> 4], digits[c & 15]};
}

// Appends the character at the start of `text`; its length.
std::size_t append_character(std::string& out, std::string_view text) {
  char c = text[0];
  if (static_cast<unsigned char>(c) >= 0x80) {
    std::size_t length = utf8_length(text);
    out += length > 0 ? text.substr(0, length) : replacement;
    return length > 0 ? length : 1;
  }
  if (static_cast<unsigned char>(c) < 0x20) {
    append_control(out, c);
  } else {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return 1;
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    auto plain =
        static_cast<std::size_t>(plain_end(text.data(), text.data() + text.size()) - text.data());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (!text.empty()) text.remove_prefix(append_character(out, text));
  }
  out += '"';
}

std::string quoted(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  append_quoted(out, text);
  return out;
}

}  // namespace paycheck::json
