// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a quantifier or `each` over a type finds its items without trying all of them.

#include "check.hpp"

namespace paycheck::language {

// The tie among the `and` parts of `where`, or where there is none of the body, unless the quantity
// is `all`. Kind None if there is none.
Tie tie_of(const Expr& quantified, Arena& arena);
Tie tie_of(const Each& each, Arena& arena);

// The expression that law 3 asks for a tie; null if there is none.
const Expr* tied_by(const Expr& quantified);

}  // namespace paycheck::language
