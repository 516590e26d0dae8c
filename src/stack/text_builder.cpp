// SPDX-License-Identifier: Apache-2.0
// Texts put together from pieces. A text without holes is one known text.

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "text.hpp"

namespace paycheck {

namespace {
constexpr std::size_t max_pieces = 4096;
constexpr std::size_t max_bytes = 1u << 20;
}  // namespace

std::string number_text(double number) {
  char buffer[64];
  if (std::floor(number) == number && std::abs(number) < 1e18) {
    std::snprintf(buffer, sizeof buffer, "%.0f", number);
    return buffer;
  }
  for (int precision = 15; precision <= 17; ++precision) {
    std::snprintf(buffer, sizeof buffer, "%.*g", precision, number);
    if (std::strtod(buffer, nullptr) == number) break;
  }
  return buffer;
}

void TextBuilder::add(std::string_view text) {
  bytes_ += text.size();
  if (bytes_ > max_bytes)
    too_large_ = true;
  else
    literal_ += text;
}

void TextBuilder::flush() {
  if (!literal_.empty()) pieces_.push_back({arena_.copy(std::string_view(literal_)), nullptr});
  literal_.clear();
}

void TextBuilder::add(const terraform::Hole* hole) {
  flush();
  pieces_.push_back({{}, hole});
  if (pieces_.size() > max_pieces) too_large_ = true;
}

bool TextBuilder::add(const terraform::Value& value) {
  using Kind = terraform::Value::Kind;
  sensitive_ |= value.sensitive();
  switch (value.kind()) {
    case Kind::Bool:
      add(std::string_view(value.boolean() ? "true" : "false"));
      return true;
    case Kind::Number:
      add(std::string_view(number_text(value.number())));
      return true;
    case Kind::Unknown:
      add(value.hole());
      return true;
    case Kind::Text: {
      terraform::TextPiece single;
      for (const terraform::TextPiece& piece : value.pieces(single))
        piece.hole ? add(piece.hole) : add(piece.text);
      return true;
    }
    default:
      return false;
  }
}

terraform::Value TextBuilder::build(const json::Place& place) {
  using terraform::TextPiece;
  using terraform::Value;
  if (pieces_.empty())
    return Value::text(arena_.copy(std::string_view(literal_)), place).with_sensitive(sensitive_);
  flush();
  return Value::text(arena_.copy(std::span<const TextPiece>(pieces_)), place)
      .with_sensitive(sensitive_);
}

}  // namespace paycheck
