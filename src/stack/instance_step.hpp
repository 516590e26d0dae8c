// SPDX-License-Identifier: Apache-2.0
#pragma once

// The step that picks one instance of a block with `count` or `for_each`.

#include "paycheck/terraform.hpp"

namespace paycheck {

inline bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// `[0]`, `["k"]`, and `.0` as Terraform 0.11 wrote it.
inline bool picks_known_instance(const terraform::Step& step) {
  using Kind = terraform::Step::Kind;
  return step.kind == Kind::Index || step.kind == Kind::Key ||
         (step.kind == Kind::Attribute && is_digits(step.text));
}

}  // namespace paycheck
