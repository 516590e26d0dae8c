// SPDX-License-Identifier: Apache-2.0
// `paycheck rules test` beyond the examples: controls, and mutants.

#include "cli_scene.hpp"

using namespace cli_scene;

TEST_CASE("rules test refuses a control that no framework holds") {
  Tree tree;
  std::string rule = read_file(repository() / "rules/keys/key-never-rotated.md");
  std::string wanted = "pci-dss-4.0.1/3.7.4";
  std::size_t at = rule.find(wanted);
  REQUIRE(at != std::string::npos);
  tree.add("rules/keys/key-never-rotated.md",
           std::string(rule).replace(at, wanted.size(), "house/1"));
  Run refused = run_in(tree, {"rules", "test", "rules"});
  CHECK(refused.code == 2);
  CHECK(refused.error.starts_with(
      "paycheck: keys/key-never-rotated.md:6:11: no framework holds the control 'house/1' "));
  // A team's own framework stands beside its rules.
  tree.add("rules/frameworks/house.md",
           "# House\n\nId: house\nSource: https://example.com\n\nOurs.\n\n"
           "| Requirement | In our words |\n|---|---|\n| 1 | Keys rotate |\n");
  Run accepted = run_in(tree, {"rules", "test", "rules"});
  CHECK(accepted.error == "");
  CHECK(accepted.code == 0);
}
