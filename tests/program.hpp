// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// The whole program in a test's process: fixtures, the embedded rulebook, reports of texts, and
/// the command line with streams that are kept.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "paycheck/cli.hpp"

namespace program {

namespace fs = std::filesystem;
using namespace paycheck;

/// The trees of the reference systems, and those that hold everything else.
inline constexpr std::string_view reference_trees[] = {
    "payment", "payment-ideal", "payment-cdktn", "three-region", "dr", "migration"};
inline constexpr std::string_view json_trees[] = {
    "payment", "payment-ideal", "payment-cdktn", "three-region",
    "dr",      "migration",     "probe",         "probe-cdktn"};

inline fs::path repository() {
  return PAYCHECK_SOURCE_DIR;
}
inline fs::path fixture(std::string_view tree) {
  return repository() / "fixtures" / tree;
}
/// Whether every byte is tried where otherwise a sample is.
inline bool is_full() {
  return std::getenv("PAYCHECK_FULL") != nullptr;
}

inline std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}
inline void write_file(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// The stack files (`cdk.tf.json`) of a tree, sorted.
inline std::vector<fs::path> stack_files(std::string_view tree) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fixture(tree) / "cdktf.out/stacks"))
    if (fs::exists(entry.path() / "cdk.tf.json")) files.push_back(entry.path() / "cdk.tf.json");
  std::sort(files.begin(), files.end());
  REQUIRE(!files.empty());
  return files;
}

/// The rules of the program as they run without a configuration.
struct Rules {
  Rulebook book = open_pack(embedded_pack());
  std::vector<BoundRule> bound = bound_by(book, {});

  static std::vector<BoundRule> bound_by(const Rulebook& book, const Config& config) {
    Selection selection;
    selection.preview = true;
    auto rules = bind(book, config, selection);
    REQUIRE(rules);
    return *rules;
  }
};
inline const Rules& rules() {
  static const Rules all;
  return all;
}

struct NamedText {
  std::string name, text;
};

/// Texts as one stack. `folder`: where its assets lie; empty: nowhere.
inline Input input_of(const std::vector<NamedText>& texts, const std::string& stack,
                      const fs::path& folder = {}) {
  Input input;
  input.root = ".";
  StackFiles files;
  files.app = ".";
  files.name = stack;
  files.file = texts.empty() ? "" : texts.front().name;
  files.source = "terraform";
  files.folder = ".";
  files.folder_path = files.scan_path = folder.string();
  for (const NamedText& text : texts) {
    auto document = json::read(text.name, text.text);
    if (document)
      files.documents.push_back(std::move(*document));
    else
      input.problems.push_back({document.problems().front(), ".", stack});
  }
  if (!files.documents.empty() && input.problems.empty()) input.stacks.push_back(std::move(files));
  return input;
}

inline EngineOptions quick_options() {
  static const Config none;
  EngineOptions options;
  options.version = "test";
  options.config = &none;
  options.hashes = false;
  return options;
}

inline Report judge(Input input, const EngineOptions& options = quick_options()) {
  return check(std::move(input), rules().bound, options);
}
inline Report judge(const fs::path& stack_file) {
  return judge(input_of({{"cdk.tf.json", read_file(stack_file)}},
                        stack_file.parent_path().filename().string(), stack_file.parent_path()));
}

/// A finding without its words and lines: `KMS002 aws_dynamodb_table.payments [us-west-2]`.
inline std::string identity(const Finding& finding) {
  std::string text = std::string(finding.rule) + " " + finding.address;
  for (const std::string& key : finding.each) text += " [" + key + "]";
  return text;
}
inline std::set<std::string> identities(const Report& report) {
  std::set<std::string> all;
  for (const Finding& finding : report.findings) all.insert(identity(finding));
  return all;
}

/// What one command left behind.
struct Run {
  int code = -1;
  std::string out, error;
};

/// Runs a command in `folder` with an empty environment unless one is given.
inline Run run(const std::vector<std::string>& arguments, const fs::path& folder = repository(),
               std::map<std::string, std::string> environment = {}, std::string input = {}) {
  Run result;
  World world;
  world.environment = std::move(environment);
  world.out = [&](std::string_view text) { result.out += text; };
  world.error = [&](std::string_view text) { result.error += text; };
  world.working_directory = folder.string();
  world.standard_input = [&]() -> Result<std::string> { return input; };
  // Files that are read or written beside the input are the process's own business.
  fs::path before = fs::current_path();
  fs::current_path(folder);
  result.code = paycheck::run(arguments, world);
  fs::current_path(before);
  return result;
}

/// The first line in which two texts differ, with its number; empty if they are equal.
inline std::string first_difference(const std::string& expected, const std::string& actual) {
  std::istringstream wanted(expected), got(actual);
  std::string want, have;
  for (std::size_t line = 1;; ++line) {
    bool more_wanted = static_cast<bool>(std::getline(wanted, want));
    bool more_got = static_cast<bool>(std::getline(got, have));
    if (!more_wanted && !more_got)
      return expected == actual ? "" : "only the last line end differs";
    if (more_wanted && more_got && want == have) continue;
    return "line " + std::to_string(line) + "\n  expected: " + (more_wanted ? want : "(end)") +
           "\n  reported: " + (more_got ? have : "(end)");
  }
}

}  // namespace program
