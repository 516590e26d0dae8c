// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which variables a part of a check reads.

#include "check.hpp"

namespace paycheck::language {

// Whether the expression or term reads a slot in [from, to).
bool mentions(const Expr& expr, std::uint32_t from, std::uint32_t to);
bool mentions(const Term& term, std::uint32_t from, std::uint32_t to);

}  // namespace paycheck::language
