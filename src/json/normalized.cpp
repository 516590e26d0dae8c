// SPDX-License-Identifier: Apache-2.0
// Texts that were not read from a document, brought into the form that documents have.
#include <algorithm>

#include "normal.hpp"
#include "paycheck/json.hpp"
#include "utf8.hpp"

namespace paycheck::json {
namespace {

std::string valid(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::size_t length = utf8_length(text);
    out += length > 0 ? text.substr(0, length) : replacement;
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

}  // namespace

std::string normalized(std::string text) {
  if (is_ascii(text)) return text;
  text = valid(text);
  normalize(text, nullptr);
  return text;
}

}  // namespace paycheck::json
