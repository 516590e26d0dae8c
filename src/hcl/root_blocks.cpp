// SPDX-License-Identifier: Apache-2.0
// The blocks that stand at the root of a Terraform configuration, and their labels.
// https://developer.hashicorp.com/terraform/language/syntax/configuration
#include <algorithm>

#include "token.hpp"

namespace paycheck::hcl {
namespace {

constexpr RootBlock root_blocks[] = {
    {"resource", 2, false, "2 labels (type and name)"},
    {"data", 2, false, "2 labels (type and name)"},
    {"ephemeral", 2, false, "2 labels (type and name)"},
    {"variable", 1, false, "1 label (name)"},
    {"output", 1, false, "1 label (name)"},
    {"module", 1, false, "1 label (name)"},
    {"provider", 1, false, "1 label (name)"},
    {"locals", 0, false, "no label"},
    {"terraform", 0, false, "no label"},
    {"moved", 0, true, "no label"},
    {"removed", 0, true, "no label"},
    {"import", 0, true, "no label"},
    {"check", 1, true, "1 label (name)"},
    {"action", 2, true, "2 labels (type and name)"},
};

}  // namespace

const RootBlock* root_block(std::string_view name) {
  const RootBlock* found = std::find_if(std::begin(root_blocks), std::end(root_blocks),
                                        [&](const RootBlock& block) { return block.name == name; });
  return found == std::end(root_blocks) ? nullptr : found;
}

}  // namespace paycheck::hcl
