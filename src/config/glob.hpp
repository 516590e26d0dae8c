// SPDX-License-Identifier: Apache-2.0
#pragma once

// Patterns of stack names: `*` is any text, `?` any one character.

#include <string_view>

namespace paycheck {

bool matches_glob(std::string_view text, std::string_view glob);
bool is_literal_glob(std::string_view glob);

}  // namespace paycheck
