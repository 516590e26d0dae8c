// SPDX-License-Identifier: Apache-2.0
// One star is remembered: where a match fails, the last star takes one character more. Without
// recursion.
#include "glob.hpp"

#include <cstddef>

namespace paycheck {
namespace {

// The bytes of the UTF-8 character that `text` begins with.
std::size_t character_size(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return size;
}

}  // namespace

bool matches_glob(std::string_view text, std::string_view glob) {
  std::string_view text_at_star, glob_at_star;
  bool star = false;
  while (!text.empty()) {
    if (glob.starts_with('*')) {
      glob.remove_prefix(1);
      star = true;
      text_at_star = text;
      glob_at_star = glob;
    } else if (glob.starts_with('?')) {
      text.remove_prefix(character_size(text));
      glob.remove_prefix(1);
    } else if (glob.starts_with(text.front())) {
      text.remove_prefix(1);
      glob.remove_prefix(1);
    } else if (star) {
      text_at_star.remove_prefix(1);
      text = text_at_star;
      glob = glob_at_star;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*') == std::string_view::npos;
}

bool is_literal_glob(std::string_view glob) {
  return glob.find_first_of("*?") == std::string_view::npos;
}

}  // namespace paycheck
