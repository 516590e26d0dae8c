// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/cli.hpp"

namespace paycheck {

// What `paycheck scan` was asked to do.
struct ScanRequest {
  std::vector<std::string> paths;
  std::string format = "text";
  std::vector<std::string> outputs;  // FORMAT=FILE
  std::string fail_on;
  std::vector<std::string> select, ignore;
  std::string suffix, root, rules_folder, config_file, color = "auto";
  bool no_config = false, timings = false, preview = false;
};
int scan(const ScanRequest& request, const World& world);

int explain(const std::string& id, const std::string& rules_folder, const World& world);

struct EvalRequest {
  std::string text;
  std::string path;  // empty: no stack
  bool is_template = false;
};
int eval(const EvalRequest& request, const World& world);

struct RulesRequest {
  std::string rules_folder;        // `--rules`
  std::string format = "text";     // list
  std::string id;                  // show
  std::string name;                // new: PACK/NAME
  std::vector<std::string> paths;  // test: files or folders; empty: all
  bool update = false, check = false, mutate = false;
  std::string docs_folder = "docs";
};
int list_rules(const RulesRequest& request, const World& world);
int show_rule(const RulesRequest& request, const World& world);
int new_rule_file(const RulesRequest& request, const World& world);
int test_rules(const RulesRequest& request, const World& world);
int write_docs(const RulesRequest& request, const World& world);

// Tells problems on standard error, one a line with its hint; returns `code`.
int refuse(const World& world, std::span<const Problem> problems, int code = 2);
int refuse(const World& world, const std::string& message, const std::string& hint = {});

// The embedded rulebook, with the rules of a folder added where one is given.
Result<Rulebook> rulebook_of(const std::string& rules_folder);

// A file's text; written whole or not at all.
Result<std::string> read_text_file(const std::string& path);
std::optional<Problem> write_text_file(const std::string& path, std::string_view text);

}  // namespace paycheck
