// SPDX-License-Identifier: Apache-2.0
// The words by which reports name what blocked a decision.
#include <array>

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {

std::string_view to_string(Reason reason) {
  constexpr std::array<std::string_view, 20> words = {
      "variable without value",
      "module not read",
      "data source",
      "expression not computed",
      "function unsupported",
      "count unknown",
      "dynamic block",
      "several blocks",
      "suffix or tags open",
      "alias not declared",
      "region of the environment",
      "text is not JSON",
      "outside the scanned folder",
      "not shown by this input",
      "type or metric not in our tables",
      "provider newer than our table",
      "table out of date",
      "too large to compute",
      "too many combinations",
      "hidden companion",
  };
  static_assert(words.size() == static_cast<std::size_t>(Reason::HiddenCompanion) + 1);
  return words[static_cast<std::size_t>(reason)];
}

}  // namespace paycheck::terraform
