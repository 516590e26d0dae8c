// SPDX-License-Identifier: Apache-2.0
// YAML texts and values.
#pragma once

#include "functions.hpp"

namespace paycheck::expression {

Outcome from_yaml(std::string_view text, Context& context);
std::string to_yaml(const Value& value);

}  // namespace paycheck::expression
