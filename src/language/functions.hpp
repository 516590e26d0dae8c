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
PAYCHECK_FUNCTION(iam_effective);
PAYCHECK_FUNCTION(iam_holder);
PAYCHECK_FUNCTION(iam_slips);
PAYCHECK_FUNCTION(iam_managed);
PAYCHECK_FUNCTION(iam_escalations);
PAYCHECK_FUNCTION(iam_everywhere);
PAYCHECK_FUNCTION(iam_includes);
PAYCHECK_FUNCTION(iam_covers);
PAYCHECK_FUNCTION(iam_narrowed);
PAYCHECK_FUNCTION(iam_anybody);
PAYCHECK_FUNCTION(iam_deputy);
PAYCHECK_FUNCTION(iam_own);
PAYCHECK_FUNCTION(iam_stranger);
PAYCHECK_FUNCTION(iam_scopable);
PAYCHECK_FUNCTION(iam_reads);
PAYCHECK_FUNCTION(iam_captures);
PAYCHECK_FUNCTION(iam_starred);
PAYCHECK_FUNCTION(arn);

#undef PAYCHECK_FUNCTION

}  // namespace paycheck::language
