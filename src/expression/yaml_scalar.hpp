// SPDX-License-Identifier: Apache-2.0
// What a scalar of YAML means.
#pragma once

#include "functions.hpp"

namespace paycheck::expression {

/// A scalar without quotes and tag: null, bool, number, timestamp or text, by the forms that
/// Terraform knows (YAML 1.2 with the words of 1.1, numbers of 1.2).
Outcome plain_scalar(std::string_view text);

/// One with a tag. `plain`: without quotes.
Outcome tagged_scalar(std::string_view tag, std::string_view text, bool plain);

}  // namespace paycheck::expression
