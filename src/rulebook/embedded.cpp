// SPDX-License-Identifier: Apache-2.0
// The pack that the build put between two symbols.
#include "paycheck/rulebook.hpp"

extern "C" {
extern const char paycheck_rules_begin[];
extern const char paycheck_rules_end[];
}

namespace paycheck {

std::string_view embedded_pack() {
  return {paycheck_rules_begin,
          static_cast<std::size_t>(paycheck_rules_end - paycheck_rules_begin)};
}

}  // namespace paycheck
