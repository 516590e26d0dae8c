// SPDX-License-Identifier: Apache-2.0
// Three-valued equality. Values of two kinds are equal only where Terraform converts one into the
// other; what is not seen (holes, open ends, lists that stand in the text) makes Unknown.
#include <algorithm>

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {
namespace {

using Kind = Value::Kind;

// Values made by evaluation are shallow; deeper ones are not worth the stack.
constexpr int max_depth = 64;

Truth equal_within(const Value& a, const Value& b, int depth);

bool is_collection(Kind kind) {
  return kind == Kind::List || kind == Kind::Map || kind == Kind::Block || kind == Kind::Record;
}

Truth equal_texts(const Value& a, const Value& b) {
  if (a.is_known_text() && b.is_known_text()) return truth(a.text() == b.text());
  TextPiece one, other;
  return same_text(a.pieces(one), b.pieces(other));
}

bool could_be_number(std::span<const TextPiece> pieces) {
  return std::all_of(pieces.begin(), pieces.end(), [](const TextPiece& piece) {
    return piece.hole || piece.text.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
  });
}

Truth equal_number(double number, const Value& text) {
  if (text.is_known_text()) return truth(to_number(text.text()) == number);
  TextPiece single;
  return could_be_number(text.pieces(single)) ? Truth::Unknown : Truth::False;
}

// Terraform converts "true" and "1", "false" and "0".
Truth equal_boolean(bool value, const Value& text) {
  Truth word = equal_texts(Value::text(std::string_view(value ? "true" : "false")), text);
  return word | equal_texts(Value::text(std::string_view(value ? "1" : "0")), text);
}

Truth equal_scalars(const Value& a, const Value& b) {
  if (a.kind() == Kind::Text && b.kind() == Kind::Text) return equal_texts(a, b);
  if (b.kind() == Kind::Text) return equal_scalars(b, a);
  if (a.kind() == Kind::Text && b.kind() == Kind::Number) return equal_number(b.number(), a);
  if (a.kind() == Kind::Text && b.kind() == Kind::Bool) return equal_boolean(b.boolean(), a);
  if (a.kind() != b.kind()) return Truth::False;
  if (a.kind() == Kind::Number) return truth(a.number() == b.number());
  if (a.kind() == Kind::Bool) return truth(a.boolean() == b.boolean());
  return truth(a.element() == b.element());
}

// Members of lists and maps: null is null there.
Truth equal_members(const Value& a, const Value& b, int depth) {
  if (a.is_absent() && b.is_absent()) return Truth::True;
  return equal_within(a, b, depth + 1);
}

Truth equal_lists(const Value& a, const Value& b, int depth) {
  std::size_t left = a.items().size(), right = b.items().size();
  bool too_long = (left > right && !b.open()) || (right > left && !a.open());
  if (too_long) return Truth::False;
  // Where an unseen member stands is not known, so the seen ones of an open list have no positions.
  if (a.open() || b.open()) return Truth::Unknown;
  Truth result = Truth::True;
  for (std::size_t i = 0; i < left && result != Truth::False; ++i)
    result = result & equal_members(a.items()[i], b.items()[i], depth);
  return result;
}

// Beyond this many comparisons of names, maps are not compared.
constexpr std::size_t max_names = 1'000'000;

bool is_missing(const Value* value) {
  return !value || value->is_absent();
}

// Whether what `a` holds can be what `b` holds under the same names.
Truth held_by(const Value& a, const Value& b, int depth) {
  Truth result = Truth::True;
  for (const Entry& entry : a.entries()) {
    if (result == Truth::False) break;
    if (is_missing(entry.value)) continue;
    const Value* other = b.field(entry.name);
    if (is_missing(other))
      result = result & (b.open() || entry.value->is_unknown() ? Truth::Unknown : Truth::False);
    else
      result = result & equal_members(*entry.value, *other, depth);
  }
  return result;
}

Truth equal_maps(const Value& a, const Value& b, int depth) {
  if (a.entries().size() * b.entries().size() > max_names) return Truth::Unknown;
  Truth result = held_by(a, b, depth);
  if (result == Truth::False) return result;
  for (const Entry& entry : b.entries()) {
    if (is_missing(entry.value) || !is_missing(a.field(entry.name))) continue;
    bool may_be = a.open() || entry.value->is_unknown();
    if (!may_be) return Truth::False;
    result = Truth::Unknown;
  }
  return a.open() || b.open() ? Truth::Unknown : result;
}

Truth equal_collections(const Value& a, const Value& b, int depth) {
  bool keyed = a.kind() != Kind::List && b.kind() != Kind::List;
  if (a.kind() != b.kind() && !keyed) return Truth::False;
  if (a.is_written() || b.is_written() || depth > max_depth) return Truth::Unknown;
  return keyed ? equal_maps(a, b, depth) : equal_lists(a, b, depth);
}

Truth equal_within(const Value& a, const Value& b, int depth) {
  if (a.is_absent() || b.is_absent()) return Truth::False;
  if (a.is_unknown() || b.is_unknown()) {
    TextPiece one, other;
    std::span<const TextPiece> left = a.pieces(one), right = b.pieces(other);
    bool both = !left.empty() && !right.empty();
    return both ? std::max(same_text(left, right), Truth::Unknown) : Truth::Unknown;
  }
  if (is_collection(a.kind()) && is_collection(b.kind())) return equal_collections(a, b, depth);
  if (is_collection(a.kind()) || is_collection(b.kind())) return Truth::False;
  return equal_scalars(a, b);
}

}  // namespace

Truth equal(const Value& a, const Value& b) {
  return equal_within(a, b, 0);
}

}  // namespace paycheck::terraform
