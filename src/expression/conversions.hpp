// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/expression.hpp"

namespace paycheck::expression {

/// Whether a value of `from` can ever be one of `to`, as far as their kinds tell.
bool may_convert(const Type& from, const Type& to);

}  // namespace paycheck::expression
