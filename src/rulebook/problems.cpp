// SPDX-License-Identifier: Apache-2.0
// Hints in the words that all readers share.
#include "problems.hpp"

namespace paycheck {

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known,
                         std::string otherwise) {
  std::string_view near = nearest(word, known);
  if (near.empty()) return otherwise;
  return "did you mean '" + std::string(near) + "'?";
}

std::string one_of(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace paycheck
