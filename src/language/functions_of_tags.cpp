// SPDX-License-Identifier: Apache-2.0
// Functions about tags that go beyond the map itself: limits, empty values, and what provider
// configurations share.

#include "answers.hpp"
#include "functions.hpp"

namespace paycheck::language {

namespace {

// The first hole that could bring characters of its own: what AWS makes fits AWS.
const Hole* foreign_hole(const Value& value) {
  if (value.is_unknown())
    return value.hole()->carries == Hole::Carries::Nothing ? nullptr : value.hole();
  terraform::TextPiece single;
  if (value.kind() == Value::Kind::Text)
    for (const terraform::TextPiece& piece : value.pieces(single))
      if (piece.hole && piece.hole->carries != Hole::Carries::Nothing) return piece.hole;
  return nullptr;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// The first fault of what is surely in a text: holes may add to it, not take away.
std::string text_fault(std::string_view type, const Value& value) {
  terraform::TextPiece single;
  if (value.kind() != Value::Kind::Text) return {};
  std::string known;
  for (const terraform::TextPiece& piece : value.pieces(single)) known += piece.text;
  return aws::tag_value_fault(type, known);
}

}  // namespace

Operand blank(Evaluator&, const Term&, std::span<const Operand> in) {
  const Value& value = in[0].value;
  if (value.is_unknown() && value.hole()->carries != Hole::Carries::Nothing) return in[0];
  if (value.kind() != Value::Kind::Text) return same_proof(Value::boolean(false), in[0]);
  terraform::TextPiece single;
  const Hole* hole = nullptr;
  for (const terraform::TextPiece& piece : value.pieces(single)) {
    bool filled =
        piece.hole ? piece.hole->carries == Hole::Carries::Nothing : !is_blank(piece.text);
    if (filled) return same_proof(Value::boolean(false), in[0]);
    if (piece.hole) hole = piece.hole;
  }
  return same_proof(hole ? Value::unknown(hole) : Value::boolean(true), in[0]);
}

Operand made_by(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element ? of_items(evaluator, element->stack->made_by(*element, *evaluator.scratch), in[0])
                 : no_element(in[0]);
}

Operand shared_tags(Evaluator&, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element ? same_proof(element->stack->shared_tag_keys(*element), in[0]) : no_element(in[0]);
}

Operand tags_past_limit(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element ? of_items(evaluator,
                            element->stack->tags_past_limit(*element, *evaluator.scratch), in[0])
                 : no_element(in[0]);
}

Operand tags_fault(Evaluator& evaluator, const Term& term, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  const Operand& tag = in[1];
  if (!element || tag.value.is_absent()) return same_proof(Value::absent(), tag);
  std::string_view name = key(evaluator, term, in.subspan(1)).value.text();
  const json::Value* written = tag.value.place().key;
  bool computed = written && written->is_string() && written->has_template();
  std::string fault = computed ? "" : aws::tag_key_fault(element->type, name);
  if (fault.empty()) fault = text_fault(element->type, tag.value);
  if (!fault.empty())
    return same_proof(Value::text(evaluator.scratch->copy(std::string_view(fault))), tag);
  if (const Hole* hole = foreign_hole(tag.value)) return same_proof(Value::unknown(hole), tag);
  return same_proof(Value::absent(), tag);
}

}  // namespace paycheck::language
