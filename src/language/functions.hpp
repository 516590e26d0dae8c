// SPDX-License-Identifier: Apache-2.0
#pragma once

// The code behind the vocabulary's rows. Each function takes its evaluated arguments; the evidence
// of a result is its first argument unless the function knows a better place.

#include "evaluator.hpp"

namespace paycheck::language {

#define PAYCHECK_FUNCTION(name) \
  Operand name(Evaluator& evaluator, const Term& term, std::span<const Operand> in)

PAYCHECK_FUNCTION(default_);
PAYCHECK_FUNCTION(key);
PAYCHECK_FUNCTION(keys);
PAYCHECK_FUNCTION(concat);
PAYCHECK_FUNCTION(without);
PAYCHECK_FUNCTION(times);
PAYCHECK_FUNCTION(json_);
PAYCHECK_FUNCTION(allowed);
PAYCHECK_FUNCTION(source);
PAYCHECK_FUNCTION(unseen);

PAYCHECK_FUNCTION(type);
PAYCHECK_FUNCTION(region);
PAYCHECK_FUNCTION(provider);
PAYCHECK_FUNCTION(declared);
PAYCHECK_FUNCTION(tags);
PAYCHECK_FUNCTION(taggable);
PAYCHECK_FUNCTION(usual_tags);
PAYCHECK_FUNCTION(usual_spelling);
PAYCHECK_FUNCTION(names);
PAYCHECK_FUNCTION(suffix);
PAYCHECK_FUNCTION(carries_);
PAYCHECK_FUNCTION(stranger_);
PAYCHECK_FUNCTION(environment);
PAYCHECK_FUNCTION(users);
PAYCHECK_FUNCTION(asset);
PAYCHECK_FUNCTION(kms_customer);
PAYCHECK_FUNCTION(kms_multi_region);
PAYCHECK_FUNCTION(kms_uses);
PAYCHECK_FUNCTION(dynamodb_replicas);

PAYCHECK_FUNCTION(names_twins);
PAYCHECK_FUNCTION(names_chosen);
PAYCHECK_FUNCTION(names_fault);
PAYCHECK_FUNCTION(names_tagged);

PAYCHECK_FUNCTION(blank);
PAYCHECK_FUNCTION(made_by);
PAYCHECK_FUNCTION(shared_tags);
PAYCHECK_FUNCTION(tags_past_limit);
PAYCHECK_FUNCTION(tags_fault);

PAYCHECK_FUNCTION(iam_written);
PAYCHECK_FUNCTION(iam_everywhere);

#undef PAYCHECK_FUNCTION

// Shared by the files of functions.
inline Operand same_proof(const Value& value, const Operand& argument) {
  return {value, argument.proof, nullptr, {}};
}
// The answer for an argument that is no element: absent stays absent, unknown stays unknown.
inline Operand no_element(const Operand& argument) {
  return argument.value.is_unknown() ? argument : same_proof(Value::absent(), argument);
}
inline Operand of_items(Evaluator& evaluator, Items items, const Operand& argument) {
  return {Value::list({}, items.open), argument.proof, evaluator.scratch->make<Items>(items), {}};
}

}  // namespace paycheck::language
