// SPDX-License-Identifier: Apache-2.0
// Whether two texts with holes can be one text. Equal ends are taken off both, which changes
// nothing about their equality. If then both still have a hole, one of them starts and one of them
// ends with one, and those take up whatever the other holds: the texts can be equal. If one is a
// known text, the other's literals must lie in it, in order.
#include "text_pattern.hpp"

#include <algorithm>

namespace paycheck::terraform {
namespace {

bool is_gone(const TextPiece& piece) {
  return !piece.hole && piece.text.empty();
}

bool same_hole(const TextPiece& a, const TextPiece& b) {
  return a.hole && b.hole && a.hole->identity != 0 && a.hole->identity == b.hole->identity;
}

// Takes off what both begin with. False if they begin with different characters.
bool remove_common_front(TextPattern& a, TextPattern& b) {
  while (!a.empty() && !b.empty()) {
    TextPiece x = a.front(), y = b.front();
    std::size_t size = std::min(x.text.size(), y.text.size());
    if (x.hole || y.hole) {
      if (!same_hole(x, y)) return true;
    } else if (x.text.substr(0, size) != y.text.substr(0, size)) {
      return false;
    }
    a.remove_front(size);
    b.remove_front(size);
  }
  return true;
}

bool remove_common_back(TextPattern& a, TextPattern& b) {
  while (!a.empty() && !b.empty()) {
    TextPiece x = a.back(), y = b.back();
    std::size_t size = std::min(x.text.size(), y.text.size());
    if (x.hole || y.hole) {
      if (!same_hole(x, y)) return true;
    } else if (x.text.substr(x.text.size() - size) != y.text.substr(y.text.size() - size)) {
      return false;
    }
    a.remove_back(size);
    b.remove_back(size);
  }
  return true;
}

// Where the known text of `known` may lie in several pieces, none of them a hole.
bool can_be(const TextPattern& pattern, TextPattern known) {
  if (known.empty()) return pattern.can_be({});
  TextPiece only = known.front();
  known.remove_front(only.text.size());
  if (known.empty()) return pattern.can_be(only.text);
  std::string text(only.text);
  for (; !known.empty(); known.remove_front(known.front().text.size())) text += known.front().text;
  return pattern.can_be(text);
}

}  // namespace

TextPattern::TextPattern(std::span<const TextPiece> pieces) : pieces_(pieces) {
  if (!pieces_.empty()) {
    first_ = pieces_.front();
    last_ = pieces_.back();
  }
  settle();
}

void TextPattern::settle() {
  while (!pieces_.empty() && is_gone(front())) {
    pieces_ = pieces_.subspan(1);
    if (!pieces_.empty()) first_ = pieces_.size() == 1 ? last_ : pieces_.front();
  }
  while (!pieces_.empty() && is_gone(back())) {
    pieces_ = pieces_.first(pieces_.size() - 1);
    if (!pieces_.empty()) last_ = pieces_.back();
  }
}

bool TextPattern::has_hole() const {
  return std::any_of(pieces_.begin(), pieces_.end(),
                     [](const TextPiece& piece) { return piece.hole != nullptr; });
}

void TextPattern::remove_front(std::size_t size) {
  if (first_.hole) first_ = {};
  first_.text.remove_prefix(std::min(size, first_.text.size()));
  settle();
}

void TextPattern::remove_back(std::size_t size) {
  TextPiece& last = pieces_.size() == 1 ? first_ : last_;
  if (last.hole) last = {};
  last.text.remove_suffix(std::min(size, last.text.size()));
  settle();
}

bool TextPattern::can_be(std::string_view text) const {
  std::span<const TextPiece> middle = pieces_;
  if (empty()) return text.empty();
  if (!front().hole) {
    if (!text.starts_with(front().text)) return false;
    text.remove_prefix(front().text.size());
    middle = middle.subspan(1);
    if (middle.empty()) return text.empty();
  }
  if (!back().hole) {
    if (!text.ends_with(back().text)) return false;
    text.remove_suffix(back().text.size());
    middle = middle.first(middle.size() - 1);
  }
  for (const TextPiece& piece : middle) {
    if (piece.hole) continue;
    std::size_t at = text.find(piece.text);
    if (at == std::string_view::npos) return false;
    text.remove_prefix(at + piece.text.size());
  }
  return has_hole() || text.empty();
}

Truth same_text(std::span<const TextPiece> a, std::span<const TextPiece> b) {
  TextPattern left(a), right(b);
  if (!remove_common_front(left, right) || !remove_common_back(left, right)) return Truth::False;
  if (left.empty() && right.empty()) return Truth::True;
  bool left_open = left.has_hole(), right_open = right.has_hole();
  if (left_open && right_open) return Truth::Unknown;
  if (!left_open && !right_open) return Truth::False;
  bool possible = left_open ? can_be(left, right) : can_be(right, left);
  return possible ? Truth::Unknown : Truth::False;
}

}  // namespace paycheck::terraform
