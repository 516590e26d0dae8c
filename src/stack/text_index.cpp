// SPDX-License-Identifier: Apache-2.0
// Which texts may be equal: those that show the same literal ends. Two sorted lists, by front and
// by back, and whichever has fewer candidates answers.

#include "text_index.hpp"

#include <algorithm>

#include "text.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::TextPiece;
using terraform::Value;

bool backwards(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

std::uint64_t key_of(std::span<const TextPiece> pieces) {
  if (pieces.size() == 1 && !pieces[0].hole) return hash_of(pieces[0].text);
  std::uint64_t key = 1;
  for (const TextPiece& piece : pieces)
    key = piece.hole ? hash_of(piece.hole->identity, key) : hash_of(piece.text, key);
  return key;
}

bool fits(std::string_view a, std::string_view b) {
  return a.starts_with(b) || b.starts_with(a);
}
bool fits_back(std::string_view a, std::string_view b) {
  return a.ends_with(b) || b.ends_with(a);
}

std::vector<std::size_t> distinct(std::vector<std::size_t> sizes) {
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

template <class Shape>
using Stretch = std::span<const Shape>;

/// The shapes whose front (or back) is exactly `end`, or begins (ends) with it and goes on.
template <class Shape>
Stretch<Shape> stretch(const std::vector<Shape>& shapes, std::string_view end, bool longer,
                       bool at_back) {
  auto end_of = [&](const Shape& shape) { return at_back ? shape.back : shape.front; };
  auto less = [&](std::string_view a, std::string_view b) {
    return at_back ? backwards(a, b) : a < b;
  };
  auto first = std::lower_bound(
      shapes.begin(), shapes.end(), end,
      [&](const Shape& shape, std::string_view text) { return less(end_of(shape), text); });
  auto last = std::partition_point(first, shapes.end(), [&](const Shape& shape) {
    std::string_view own = end_of(shape);
    if (!longer) return own == end;
    return at_back ? own.ends_with(end) : own.starts_with(end);
  });
  return {shapes.data() + (first - shapes.begin()), static_cast<std::size_t>(last - first)};
}

}  // namespace

void TextIndex::Shapes::sort() {
  if (sorted) return;
  sorted = true;
  by_back = by_front;
  std::sort(by_front.begin(), by_front.end(),
            [](const Shape& a, const Shape& b) { return a.front < b.front; });
  std::sort(by_back.begin(), by_back.end(),
            [](const Shape& a, const Shape& b) { return backwards(a.back, b.back); });
  std::vector<std::size_t> fronts, backs;
  for (const Shape& shape : by_front) {
    fronts.push_back(shape.front.size());
    backs.push_back(shape.back.size());
  }
  front_sizes = distinct(std::move(fronts));
  back_sizes = distinct(std::move(backs));
}

void TextIndex::Shapes::find(const Shape& like, bool known, std::vector<std::uint32_t>& out) {
  sort();
  std::vector<Stretch<Shape>> by_fronts, by_backs;
  std::size_t front_count = 0, back_count = 0;
  auto put = [](std::vector<Stretch<Shape>>& list, std::size_t& count, Stretch<Shape> part) {
    if (part.empty()) return;
    list.push_back(part);
    count += part.size();
  };
  for (std::size_t size : front_sizes)
    if (size < like.front.size() || (known && size == like.front.size()))
      put(by_fronts, front_count, stretch(by_front, like.front.substr(0, size), false, false));
  for (std::size_t size : back_sizes)
    if (size < like.back.size() || (known && size == like.back.size()))
      put(by_backs, back_count,
          stretch(by_back, like.back.substr(like.back.size() - size), false, true));
  if (!known) {
    put(by_fronts, front_count, stretch(by_front, like.front, true, false));
    put(by_backs, back_count, stretch(by_back, like.back, true, true));
  }
  for (Stretch<Shape> part : front_count <= back_count ? by_fronts : by_backs)
    for (const Shape& shape : part)
      if (fits(shape.front, like.front) && fits_back(shape.back, like.back))
        out.push_back(shape.number);
}

void TextIndex::add_text(std::string_view text, std::uint32_t number) {
  known_.add(hash_of(text), number);
}

void TextIndex::add_number(double number, std::uint32_t holder) {
  add_text(number_text(number), holder);
}

void TextIndex::add(const Value& value, std::uint32_t number) {
  switch (value.kind()) {
    case Value::Kind::Absent:
      return;
    case Value::Kind::Number:
      scalars_.push_back(number);
      return add_number(value.number(), number);
    case Value::Kind::Bool:
      scalars_.push_back(number);
      add_text(value.boolean() ? "true" : "false", number);
      return add_text(value.boolean() ? "1" : "0", number);
    case Value::Kind::Text:
    case Value::Kind::Unknown:
      break;
    default:
      always_.push_back(number);
      return;
  }
  TextPiece single;
  auto pieces = value.pieces(single);
  bool holes = false, open = false;
  for (const TextPiece& piece : pieces) {
    holes |= piece.hole != nullptr;
    open |= piece.hole && piece.hole->carries != Hole::Carries::Nothing;
  }
  std::string_view front = pieces.empty() ? std::string_view() : pieces.front().text;
  std::string_view back = pieces.empty() ? std::string_view() : pieces.back().text;
  known_.add(key_of(pieces), number);
  if (!holes) {
    known_texts_.add({front, back, number});
    if (auto read = terraform::to_number(value.text())) add_number(*read, number);
  } else {
    (open ? loose_ : shaped_).add({front, back, number});
  }
}

void TextIndex::find(const Value& value, bool names_only, std::vector<std::uint32_t>& out) {
  auto by_key = [&](std::uint64_t key) {
    known_.each(key, [&](std::uint32_t number) {
      out.push_back(number);
      return false;
    });
  };
  out.insert(out.end(), always_.begin(), always_.end());
  Value text = value;
  std::string printed;
  if (value.kind() == Value::Kind::Number) {
    printed = number_text(value.number());
    text = Value::text(printed);
  } else if (value.kind() == Value::Kind::Bool) {
    by_key(hash_of(std::string_view(value.boolean() ? "1" : "0")));
    text = Value::text(std::string_view(value.boolean() ? "true" : "false"));
  } else if (value.kind() != Value::Kind::Text && !value.is_unknown()) {
    loose(out);
    return;
  }
  TextPiece single;
  auto pieces = text.pieces(single);
  bool holes = text.first_hole() != nullptr, open = false;
  for (const TextPiece& piece : pieces)
    open |= piece.hole && piece.hole->carries != Hole::Carries::Nothing;
  by_key(key_of(pieces));
  if (auto number = holes ? std::nullopt : terraform::to_number(text.text()))
    by_key(hash_of(std::string_view(number_text(*number))));
  Shape like{pieces.empty() ? std::string_view() : pieces.front().text,
             pieces.empty() ? std::string_view() : pieces.back().text, 0};
  loose_.find(like, !holes, out);
  if (!names_only || open) {
    shaped_.find(like, !holes, out);
    if (holes) known_texts_.find(like, false, out);
    if (holes) out.insert(out.end(), scalars_.begin(), scalars_.end());
  }
}

void TextIndex::loose(std::vector<std::uint32_t>& out) const {
  for (const Shape& shape : loose_.by_front) out.push_back(shape.number);
}

}  // namespace paycheck
