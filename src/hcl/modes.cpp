// SPDX-License-Identifier: Apache-2.0
// What Terraform does not evaluate, by the block that an argument stands in. Names of arguments
// count only where Terraform itself reads them: a provider's nested block may have them too.
// https://developer.hashicorp.com/terraform/language/syntax/json
#include <algorithm>

#include "emitter.hpp"

namespace paycheck::hcl {
namespace {

struct Row {
  std::string_view block, argument;
  Mode mode;
};

constexpr Row at_root[] = {
    {"resource", "depends_on", Mode::Reference},
    {"resource", "provider", Mode::Reference},
    {"data", "depends_on", Mode::Reference},
    {"data", "provider", Mode::Reference},
    {"ephemeral", "depends_on", Mode::Reference},
    {"ephemeral", "provider", Mode::Reference},
    {"action", "depends_on", Mode::Reference},
    {"action", "provider", Mode::Reference},
    {"module", "depends_on", Mode::Reference},
    {"module", "providers", Mode::Reference},
    {"module", "source", Mode::Literal},
    {"module", "version", Mode::Literal},
    {"output", "depends_on", Mode::Reference},
    {"output", "description", Mode::Literal},
    {"variable", "type", Mode::Reference},
    {"variable", "default", Mode::Literal},
    {"variable", "description", Mode::Literal},
    {"provider", "alias", Mode::Literal},
    {"provider", "version", Mode::Literal},
    {"moved", "from", Mode::Reference},
    {"moved", "to", Mode::Reference},
    {"removed", "from", Mode::Reference},
    {"import", "to", Mode::Reference},
    {"import", "provider", Mode::Reference},
    {"terraform", "experiments", Mode::Reference},
};

constexpr Row nested[] = {
    {"lifecycle", "ignore_changes", Mode::Reference},
    {"lifecycle", "replace_triggered_by", Mode::Reference},
    {"action_trigger", "events", Mode::Reference},
    {"action_trigger", "actions", Mode::Reference},
    {"dynamic", "iterator", Mode::Reference},
    {"provisioner", "when", Mode::Reference},
    {"provisioner", "on_failure", Mode::Reference},
};

Mode find(std::span<const Row> rows, std::string_view block, std::string_view argument,
          Mode otherwise) {
  auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
    return row.block == block && row.argument == argument;
  });
  return found == rows.end() ? otherwise : found->mode;
}

}  // namespace

Mode mode_of(const Tokens& tokens, std::span<const Node> nodes, const Node& node) {
  auto name = [&](const Node& of) { return tokens.text_of(tokens.all[of.name]); };
  const Node* outer = &nodes[node.parent];
  std::string_view block = name(*outer), argument = name(node);
  if (outer->parent == 0)
    return find(at_root, block, argument, block == "terraform" ? Mode::Literal : Mode::Expression);
  bool in_check = block == "data" && name(nodes[outer->parent]) == "check";
  if (in_check) return find(at_root, block, argument, Mode::Expression);
  bool of_terraform = name(nodes[node.root]) == "terraform";
  return find(nested, block, argument, of_terraform ? Mode::Literal : Mode::Expression);
}

}  // namespace paycheck::hcl
