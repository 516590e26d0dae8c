// SPDX-License-Identifier: Apache-2.0
// Making and reading values. A value owns nothing; it is a tag, a pointer and a place.
#include "paycheck/terraform.hpp"

namespace paycheck::terraform {

static_assert(sizeof(Value) <= 64);

Value Value::absent(json::Place place) {
  Value result;
  result.place_ = place;
  return result;
}

Value Value::unknown(const Hole* hole, json::Place place) {
  Value result = absent(place);
  result.kind_ = Kind::Unknown;
  result.hole_ = hole;
  return result;
}

Value Value::boolean(bool value, json::Place place) {
  Value result = absent(place);
  result.kind_ = Kind::Bool;
  result.bool_ = value;
  return result;
}

Value Value::number(double value, json::Place place) {
  Value result = absent(place);
  result.kind_ = Kind::Number;
  result.number_ = value;
  return result;
}

Value Value::text(std::string_view value, json::Place place) {
  Value result = absent(place);
  result.kind_ = Kind::Text;
  result.size_ = static_cast<std::uint32_t>(value.size());
  result.text_ = value.data();
  return result;
}

Value Value::text(std::span<const TextPiece> pieces, json::Place place) {
  if (pieces.empty()) return text(std::string_view(), place);
  if (pieces.size() == 1 && !pieces[0].hole) return text(pieces[0].text, place);
  Value result = absent(place);
  result.kind_ = Kind::Text;
  result.pieced_ = true;
  result.size_ = static_cast<std::uint32_t>(pieces.size());
  result.pieces_ = pieces.data();
  return result;
}

Value Value::list(std::span<const Value> items, bool open, json::Place place) {
  Value result = absent(place);
  result.kind_ = Kind::List;
  result.open_ = open;
  result.size_ = static_cast<std::uint32_t>(items.size());
  result.items_ = items.data();
  return result;
}

Value Value::map(std::span<const Entry> entries, bool open, json::Place place) {
  Value result = absent(place);
  result.kind_ = Kind::Map;
  result.open_ = open;
  result.size_ = static_cast<std::uint32_t>(entries.size());
  result.entries_ = entries.data();
  return result;
}

Value Value::record(std::span<const Entry> fields, json::Place place) {
  Value result = map(fields, false, place);
  result.kind_ = Kind::Record;
  return result;
}

Value Value::element(const paycheck::Element* element, json::Place place) {
  Value result = absent(place);
  result.kind_ = Kind::Element;
  result.element_ = element;
  return result;
}

Value Value::written(Kind kind, json::Place place, const Schema* schema) {
  Value result = absent(place);
  result.kind_ = kind;
  result.written_ = true;
  result.schema_ = schema;
  return result;
}

Value Value::with_sensitive(bool sensitive) const {
  Value result = *this;
  result.sensitive_ = sensitive;
  return result;
}

Value Value::with_place(json::Place place) const {
  Value result = *this;
  result.place_ = place;
  return result;
}

std::span<const TextPiece> Value::pieces(TextPiece& single) const {
  if (kind_ == Kind::Unknown && hole_) {
    single = {{}, hole_};
    return {&single, 1};
  }
  if (kind_ != Kind::Text) return {};
  if (pieced_) return {pieces_, size_};
  single = {{text_, size_}, nullptr};
  return {&single, 1};
}

const Hole* Value::first_hole() const {
  if (kind_ == Kind::Unknown) return hole_;
  if (kind_ != Kind::Text || !pieced_) return nullptr;
  for (const TextPiece& piece : std::span(pieces_, size_))
    if (piece.hole) return piece.hole;
  return nullptr;
}

const Value* Value::field(std::string_view name) const {
  for (const Entry& entry : entries())
    if (entry.name == name) return entry.value;
  return nullptr;
}

std::string to_string(std::span<const TextPiece> pieces) {
  std::string out;
  for (const TextPiece& piece : pieces) {
    if (piece.hole) out += "${";
    out += piece.hole ? piece.hole->expression : piece.text;
    if (piece.hole) out += '}';
  }
  return out;
}

}  // namespace paycheck::terraform
