// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/iam.hpp"

namespace paycheck::iam {

// An argument that holds a policy; `path` may lead through a repeatable block.
struct PolicyPlace {
  std::string_view type, path;
  PolicyKind kind;
};
std::span<const PolicyPlace> policy_places(std::string_view type);

}  // namespace paycheck::iam
