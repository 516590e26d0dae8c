// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// Commands in a folder of their own, for the tests of the command line.

#include <nlohmann/json.hpp>

#include "load_tree.hpp"
#include "program.hpp"

namespace cli_scene {

using namespace program;
using load_tree::Tree;
using Files = std::vector<std::pair<std::string, std::string>>;
using Words = std::vector<std::string>;

// One stack per severity, and what fits in none. The types are ones that few rules speak about; the
// topics refuse to be reached without TLS, so that only their key is left to complain about.
inline const std::string kTlsOnly =
    R"("policy": "{\"Statement\": {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"sns:Publish\", \"Resource\": \"*\", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"false\"}}}}")";
inline const std::string kNothing = "{}";
inline const std::string kClean =
    R"({"resource": {"aws_resourcegroups_group": {"q": {"name": "q"}}}})";
inline const std::string kNoAws = R"({"resource": {"null_resource": {"n": {}}}})";
inline const std::string kCritical =
    R"({"resource": {"aws_lambda_function": {"f": {"function_name": "f", "filename": "f.py", "role": "r"}}}})";
inline const std::string kHigh =
    R"({"resource": {"aws_kms_key": {"k": {"enable_key_rotation": true}}}})";
inline const std::string kMedium =
    R"({"resource": {"aws_sns_topic": {"t": {"name": "t", )" + kTlsOnly + "}}}}";
inline const std::string kLow =
    R"({"resource": {"aws_resourcegroups_group": {"a": {"tags": {"CostCenter": "1"}},
  "b": {"tags": {"CostCenter": "1"}}, "c": {"tags": {"costcenter": "1"}}}}})";
inline const std::string kUndetermined =
    R"({"variable": {"key": {}}, "resource": {"aws_sns_topic": {"t": {"name": "t", "kms_master_key_id": "${var.key}", )" +
    kTlsOnly + "}}}}";

inline void lay_out(const Tree& tree, const Files& files) {
  for (const auto& [name, text] : files) tree.add(name, text);
}

inline Run run_in(const Tree& tree, Words arguments,
                  std::map<std::string, std::string> environment = {}, std::string input = {}) {
  for (std::string& argument : arguments) argument = tree.expand(argument);
  return run(arguments, tree.path(""), std::move(environment), std::move(input));
}

inline std::string shown(const Run& run) {
  return "[" + std::to_string(run.code) + "]\n" + (run.out.empty() ? "" : "out: " + run.out) +
         (run.error.empty() ? "" : "error: " + run.error);
}

inline nlohmann::json report_in(const Tree& tree, Words arguments,
                                std::map<std::string, std::string> environment = {},
                                std::string input = {}) {
  arguments.insert(arguments.end(), {"-f", "json"});
  Run result = run_in(tree, std::move(arguments), std::move(environment), std::move(input));
  CHECK(result.error == "");
  REQUIRE(nlohmann::json::accept(result.out));
  return nlohmann::json::parse(result.out);
}

/// A manifest of the stacks `bad` and `good`.
inline const std::string kManifest = "{\"version\": \"0.21.0\", \"stacks\": {\n" +
                                     load_tree::entry("bad") + ",\n" + load_tree::entry("good") +
                                     "}}\n";

}  // namespace cli_scene
