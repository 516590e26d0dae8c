// SPDX-License-Identifier: Apache-2.0
// A rule file's examples are stacks named `example`; their reports are lines `line:column address
// message`. The engine that judges them is the one that judges everything else.

#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "paycheck/engine.hpp"

namespace paycheck {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view main_file = "main.tf.json";

// A folder for the files that lie beside an example's stack; gone when the example is.
class Workspace {
 public:
  Workspace() {
    static std::atomic<unsigned> count{0};
    std::error_code error;
    fs::path base = fs::temp_directory_path(error);
    for (unsigned tries = 0; tries < 1000; ++tries) {
      fs::path candidate =
          base / fmt::format("paycheck-example-{}-{}",
                             reinterpret_cast<std::uintptr_t>(this) & 0xffff, count++);
      if (fs::create_directory(candidate, error)) {
        path_ = candidate;
        return;
      }
    }
  }
  ~Workspace() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  void write(const ExampleFile& file) const {
    std::error_code error;
    fs::path target = path_ / file.path;
    fs::create_directories(target.parent_path(), error);
    std::ofstream(target, std::ios::binary) << file.text;
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

bool is_configuration(const ExampleFile& file) {
  return file.path.ends_with(".tf.json");
}

// What one example does: its report, and whether the rule passed anything.
struct Run {
  std::string text;
  bool findings = false, undetermined = false, judged = false;
};

std::string at(const std::optional<Location>& location) {
  if (!location) return "-";
  std::string prefix = location->file == main_file ? "" : location->file + ":";
  return fmt::format("{}{}:{}", prefix, location->line, location->column);
}

Run told(const Report& report) {
  Run run;
  std::vector<std::string> lines;
  for (const InputProblem& problem : report.problems)
    lines.push_back("problem: " + to_string(problem.problem));
  for (const Finding& finding : report.findings)
    lines.push_back(
        fmt::format("{} {} {}", at(finding.location), finding.address, finding.message));
  for (const Undetermined& entry : report.undetermined)
    for (const std::string& subject : entry.subjects)
      lines.push_back(
          fmt::format("{} {} undetermined: {}", at(entry.location), subject, entry.reason));
  run.findings = !report.findings.empty();
  run.undetermined = !report.undetermined.empty();
  run.judged = report.has_verdicts;
  for (const std::string& line : lines) run.text += (run.text.empty() ? "" : "\n") + line;
  return run;
}

Run run_example(const Example& example, const Rulebook& alone) {
  Workspace workspace;
  Input input;
  StackFiles files;
  files.app = ".";
  files.name = "example";
  files.folder = ".";
  files.file = main_file;
  files.source = "terraform";
  files.folder_path = files.scan_path = workspace.path();
  Config config;
  for (const ExampleFile& file : example.files) {
    workspace.write(file);
    if (file.path == "paycheck.json") {
      auto read = read_config(file.path, file.text, alone);
      if (!read) return {"problem: " + to_string(read.problems()[0]), false, false, false};
      config = *read;
    } else if (is_configuration(file)) {
      auto document = json::read(file.path, file.text);
      if (document)
        files.documents.push_back(std::move(*document));
      else
        input.problems.push_back({document.problems()[0], ".", "example"});
    }
  }
  if (!files.documents.empty()) input.stacks.push_back(std::move(files));
  input.root = ".";
  Selection selection;
  selection.preview = true;
  auto rules = bind(alone, config, selection);
  if (!rules) return {"problem: " + to_string(rules.problems()[0]), false, false, false};
  EngineOptions options;
  options.config = &config;
  options.hashes = false;
  return told(check(std::move(input), *rules, options));
}

std::string why_wrong(const Example& example, const Run& run) {
  switch (example.kind) {
    case Example::Kind::Good:
      if (!run.text.empty()) return "a Good example is reported";
      return {};
    case Example::Kind::Bad:
      if (!run.findings) return "a Bad example is not reported";
      break;
    case Example::Kind::Undetermined:
      if (!run.undetermined) return "an Undetermined example is decided";
      if (run.findings) return "an Undetermined example is reported";
      break;
  }
  if (!example.expected)
    return "the expected report is missing; 'paycheck rules test --update' writes it";
  return *example.expected == run.text ? "" : "the report is another";
}

}  // namespace

std::vector<std::string> run_examples(const RuleFile& file, const Rulebook&) {
  std::string pack = write_pack({&file, 1});
  Rulebook alone = open_pack(pack);
  std::vector<std::string> reports;
  for (const Example& example : file.examples) reports.push_back(run_example(example, alone).text);
  return reports;
}

std::vector<ExampleFailure> test_rule(const RuleFile& file, const Rulebook&) {
  std::string pack = write_pack({&file, 1});
  Rulebook alone = open_pack(pack);
  std::vector<ExampleFailure> failures;
  bool good_judged = false;
  for (const Example& example : file.examples) {
    Run run = run_example(example, alone);
    good_judged = good_judged || (example.kind == Example::Kind::Good && run.judged);
    std::string why = why_wrong(example, run);
    if (!why.empty())
      failures.push_back(
          {file.path, example.line, example.title, example.expected.value_or(""), run.text, why});
  }
  if (!good_judged && file.status != RuleStatus::Retired)
    failures.push_back({file.path, 1, "", "", "", "the rule judges nothing in any Good example"});
  return failures;
}

}  // namespace paycheck
