// SPDX-License-Identifier: Apache-2.0
// Tag keys are compared as people read them: `cost-center`, `CostCenter` and `cost_center` are one.
#include "characters.hpp"
#include "paycheck/stack.hpp"

namespace paycheck {

std::string folded_tag_key(std::string_view key) {
  std::string folded;
  folded.reserve(key.size());
  for (char c : key) {
    if (c != '-' && c != '_' && c != ' ') folded += conventions::lower(c);
  }
  return folded;
}

}  // namespace paycheck
