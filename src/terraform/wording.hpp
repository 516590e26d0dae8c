// SPDX-License-Identifier: Apache-2.0
// Words that the messages about configurations share.
#pragma once

#include <string>
#include <string_view>

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {

/// More problems of one kind in one call are not told: hostile input must not cost memory.
inline constexpr std::size_t max_problems = 1000;

inline constexpr std::string_view naming_rule =
    "a name is a letter or '_', then letters, digits, '_' and '-'";

/// `a string`, `an object`, `null`.
std::string_view noun(json::Kind kind);
/// `aws_s3_bucket.b`, `data.aws_region.r`, `output.o`, `provider.aws.west`, `terraform`.
std::string address(const Block& block);

}  // namespace paycheck::terraform
