// SPDX-License-Identifier: Apache-2.0
#pragma once

// Patterns of checks and of map parameters: RE2, `.` matches line ends, bounded memory.

#include "check.hpp"

namespace paycheck::language {

// Compiled as all patterns are; ask `ok()`.
std::unique_ptr<re2::RE2> compile(std::string_view pattern);
// Compiled on first use.
const re2::RE2& compiled(const Pattern& pattern);

}  // namespace paycheck::language
