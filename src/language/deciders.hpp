// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evaluator.hpp"

namespace paycheck::language {

// The ways in which a decided expression could turn, for the variables that are bound now: each way
// is the values that would have to change together (`Cut` in the public header). Empty where no
// value of the stack decides it.
std::vector<Cut> ways_to_turn(Evaluator& evaluator, const CheckTree& check, const Expr& expression);

}  // namespace paycheck::language
