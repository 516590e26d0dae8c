// SPDX-License-Identifier: Apache-2.0
// Patterns that no check holds: those of map parameters.
#include "pattern.hpp"

namespace paycheck::language {

std::string pattern_error(std::string_view pattern) {
  auto compiled_pattern = compile(pattern);
  return compiled_pattern->ok() ? std::string() : compiled_pattern->error();
}

}  // namespace paycheck::language
