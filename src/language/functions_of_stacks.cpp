// SPDX-License-Identifier: Apache-2.0
// Functions that ask the stack: what a resource is, where it is made, what it is called, who uses
// it.

#include "answers.hpp"
#include "functions.hpp"

namespace paycheck::language {

namespace {

Operand derived(const Derived& from, const Operand& argument) {
  Operand result = same_proof(from.value, argument);
  result.proof.trail = from.trail;
  result.proof.assumed = from.assumed;
  return result;
}

// The text pieces of a name; numbers and the like have none.
NamePieces pieces_of(const Value& value, terraform::TextPiece& single) {
  if (value.is_unknown()) {
    single = {{}, value.hole()};
    return {&single, 1};
  }
  return value.kind() == Value::Kind::Text ? value.pieces(single) : NamePieces{};
}

const Hole* suffix_hole(Evaluator& evaluator) {
  const Suffix& learned = evaluator.stack.suffix();
  return evaluator.hole(terraform::Reason::SuffixOrTagsOpen, "suffix", learned.place);
}

Evaluator::NameVerdict name_verdict(Evaluator& evaluator, const Value& name) {
  const json::Value* written = name.place().value;
  Evaluator::NameVerdict& kept =
      evaluator.judged_names[reinterpret_cast<std::uintptr_t>(written) / sizeof(json::Value) %
                             evaluator.judged_names.size()];
  if (written && kept.name == written) return kept;
  terraform::TextPiece single;
  NamePieces pieces = pieces_of(name, single);
  const Suffix& learned = evaluator.stack.suffix();
  kept = {written, carries(pieces, learned), stranger(pieces, learned, evaluator.stack.arena())};
  return kept;
}

}  // namespace

Operand type(Evaluator&, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element ? same_proof(Value::text(element->type), in[0]) : no_element(in[0]);
}

Operand region(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (const Element* element = in[0].value.element())
    return derived(element->stack->region(*element), in[0]);
  if (in[0].value.is_absent()) return in[0];
  return derived(evaluator.stack_of(in[0].value.place()).region(in[0].value), in[0]);
}

Operand provider(Evaluator&, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element && !element->provider.empty() ? same_proof(Value::text(element->provider), in[0])
                                               : no_element(in[0]);
}

Operand declared(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  if (!element) return no_element(in[0]);
  Operand result = from_truth(evaluator, element->stack->declared(*element), in[0]);
  if (const json::Member* written = element->place.value->find_member("provider"))
    result.proof = proof_at({element->place.document, &written->value, &written->key});
  return result;
}

Operand tags(Evaluator&, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  if (!element) return no_element(in[0]);
  Operand result = same_proof(element->stack->tag_map(*element), in[0]);
  bool provider = element->kind == Element::Kind::Provider;
  if (const json::Member* written =
          element->place.value->find_member(provider ? "default_tags" : "tags"))
    result.proof = proof_at({element->place.document, &written->value, &written->key});
  return result;
}

Operand taggable(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  if (!element) return no_element(in[0]);
  bool taggable = element->row ? element->row->taggable : element->type.starts_with("aws_");
  if (element->row || !taggable)
    return same_proof(Value::boolean(taggable && element->is_managed()), in[0]);
  return same_proof(Value::unknown(evaluator.hole(terraform::Reason::NotInOurTables, element->type,
                                                  element->place)),
                    in[0]);
}

Operand usual_tags(Evaluator&, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element ? Operand{element->stack->usual_tags(), {}, nullptr, {}} : no_element(in[0]);
}

Operand usual_spelling(Evaluator& evaluator, const Term& term, std::span<const Operand> in) {
  Operand tag_key = key(evaluator, term, in);
  return same_proof(evaluator.stack_of(in[0].value.place()).usual_spelling(tag_key.value.text()),
                    in[0]);
}

Operand names(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element ? of_items(evaluator, element->stack->names(*element, *evaluator.scratch), in[0])
                 : no_element(in[0]);
}

Operand suffix(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Stack& of = in[0].value.element() ? *in[0].value.element()->stack : evaluator.stack;
  return same_proof(of.suffix_value(), in[0]);
}

Operand carries_(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (in[0].value.is_absent() || in[1].value.is_absent())
    return same_proof(Value::boolean(false), in[0]);
  if (in[1].value.is_unknown()) return same_proof(Value::unknown(suffix_hole(evaluator)), in[0]);
  return from_truth(evaluator, name_verdict(evaluator, in[0].value).carries, in[0]);
}

Operand stranger_(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (in[0].value.is_absent() || in[1].value.is_absent()) return same_proof(Value::absent(), in[0]);
  if (in[1].value.is_unknown()) return same_proof(Value::unknown(suffix_hole(evaluator)), in[0]);
  return same_proof(name_verdict(evaluator, in[0].value).stranger, in[0]);
}

Operand environment(Evaluator&, const Term&, std::span<const Operand> in) {
  if (!in[0].value.is_known_text()) return in[0];
  std::string_view found = environment_class(in[0].value.text());
  return same_proof(found.empty() ? Value::absent() : Value::text(found), in[0]);
}

Operand users(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element ? of_items(evaluator, element->stack->users(*element, *evaluator.scratch), in[0])
                 : no_element(in[0]);
}

Operand asset(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (in[0].value.is_absent()) return in[0];
  return same_proof(evaluator.stack_of(in[0].value.place()).asset(in[0].value), in[0]);
}

Operand kms_customer(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  return same_proof(evaluator.stack_of(in[0].value.place()).customer_key(in[0].value), in[0]);
}

Operand kms_multi_region(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  return same_proof(evaluator.stack_of(in[0].value.place()).multi_region_key(in[0].value), in[0]);
}

Operand kms_uses(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element
             ? of_items(evaluator, element->stack->key_uses(*element, *evaluator.scratch), in[0])
             : no_element(in[0]);
}

Operand dynamodb_replicas(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element
             ? of_items(evaluator, element->stack->replicas(*element, *evaluator.scratch), in[0])
             : no_element(in[0]);
}

}  // namespace paycheck::language
