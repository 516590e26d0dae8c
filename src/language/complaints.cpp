// SPDX-License-Identifier: Apache-2.0
// Positions are counted once, in one walk over the text, when all complaints are known.

#include "complaints.hpp"

#include <algorithm>

namespace paycheck::language {

namespace {

// How many UTF-16 code units begin with this byte of UTF-8.
std::uint32_t utf16_units(char c) {
  auto byte = static_cast<unsigned char>(c);
  if ((byte & 0xC0) == 0x80) return 0;
  return byte >= 0xF0 ? 2 : 1;
}

}  // namespace

void Complaints::add(ProblemKind kind, std::uint32_t offset, std::string message,
                     std::string hint) {
  if (full()) return;
  found_.push_back(
      {offset, {kind, origin_.file, std::nullopt, std::move(message), std::move(hint)}});
}

std::vector<Problem> Complaints::problems() && {
  std::ranges::stable_sort(found_, {}, &Found::offset);
  std::vector<Problem> told;
  Position position{origin_.line, 1};
  std::uint32_t at = 0;
  for (Found& found : found_) {
    for (; at < found.offset && at < text_.size(); ++at) {
      if (text_[at] == '\n')
        position = {position.line + 1, 1};
      else
        position.column += utf16_units(text_[at]);
    }
    found.problem.at = position;
    if (told.empty() || told.back() != found.problem) told.push_back(std::move(found.problem));
  }
  return told;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
  std::string_view near = nearest(word, known);
  return near.empty() ? std::string() : "did you mean '" + std::string(near) + "'?";
}

}  // namespace paycheck::language
