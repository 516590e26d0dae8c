// SPDX-License-Identifier: Apache-2.0
#pragma once

// How functions of the vocabulary answer: with a value, a list or a truth whose evidence is the
// first argument.

#include "evaluator.hpp"

namespace paycheck::language {

inline Operand same_proof(const Value& value, const Operand& argument) {
  return {value, argument.proof, nullptr, {}};
}

// The answer for an argument that is no element: absent stays absent, unknown stays unknown.
inline Operand no_element(const Operand& argument) {
  return argument.value.is_unknown() ? argument
                                     : Operand{Value::absent(), argument.proof, nullptr, {}};
}

inline Operand of_items(Evaluator& evaluator, Items items, const Operand& argument) {
  return {Value::list({}, items.open), argument.proof, evaluator.scratch->make<Items>(items), {}};
}

inline Operand from_truth(Evaluator& evaluator, Truth truth_, const Operand& argument) {
  if (truth_ != Truth::Unknown) return same_proof(Value::boolean(truth_ == Truth::True), argument);
  const Hole* why = argument.value.first_hole();
  if (!why) why = evaluator.hole(terraform::Reason::SuffixOrTagsOpen, {}, argument.proof.place);
  return same_proof(Value::unknown(why), argument);
}

}  // namespace paycheck::language
