// SPDX-License-Identifier: Apache-2.0
// Functions about names beyond their suffix: what AWS takes, what is taken twice, what is a tag.

#include "answers.hpp"
#include "functions.hpp"

namespace paycheck::language {

Operand names_twins(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element ? of_items(evaluator, element->stack->twins(*element, *evaluator.scratch), in[0])
                 : no_element(in[0]);
}

Operand names_chosen(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element ? of_items(evaluator, element->stack->chosen_names(*element, *evaluator.scratch),
                            in[0])
                 : no_element(in[0]);
}

Operand names_fault(Evaluator& evaluator, const Term& term, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  if (!element || in[1].value.is_absent()) return same_proof(Value::absent(), in[1]);
  std::string_view argument = key(evaluator, term, in.subspan(1)).value.text();
  return same_proof(element->stack->name_fault(*element, in[1].value, argument), in[1]);
}

Operand names_tagged(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  return element ? of_items(evaluator, element->stack->tagged_names(*element, *evaluator.scratch),
                            in[0])
                 : no_element(in[0]);
}

}  // namespace paycheck::language
