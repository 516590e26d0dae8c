// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "paycheck/aws.hpp"

namespace paycheck::aws {

/// Whether the text's form says secret, whatever its name.
bool has_secret_form(std::string_view value);
/// Text that only marks where a secret will stand: `<password>`, `REPLACE_ME`, `xxxxx`, `${x}`.
bool is_placeholder(std::string_view value);

}  // namespace paycheck::aws
