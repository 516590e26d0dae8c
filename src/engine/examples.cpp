// SPDX-License-Identifier: Apache-2.0
// A rule file's examples are stacks named `example`; their reports are lines `line:column address
// message`. The engine that judges them is the one that judges everything else.

#include "examples.hpp"

#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <fstream>

namespace paycheck {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view main_file = "main.tf.json";

bool is_configuration(const ExampleFile& file) {
  return file.path.ends_with(".tf.json");
}

std::string at(const std::optional<Location>& location) {
  if (!location) return "-";
  std::string prefix = location->file == main_file ? "" : location->file + ":";
  return fmt::format("{}{}:{}", prefix, location->line, location->column);
}

ExampleRun told(const Report& report) {
  ExampleRun run;
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
  run.unreadable = !report.problems.empty();
  run.judged = report.has_verdicts;
  for (const std::string& line : lines) run.text += (run.text.empty() ? "" : "\n") + line;
  return run;
}

// Configuration or document: what an example's file is to the engine.
void take(const ExampleFile& file, const Rulebook& alone, StackFiles& stack, Prepared& prepared) {
  if (file.path == "paycheck.json") {
    auto read = read_config(file.path, file.text, alone);
    if (read)
      prepared.config = *read;
    else
      prepared.problem = to_string(read.problems()[0]);
  } else if (is_configuration(file)) {
    auto document = json::read(file.path, file.text);
    if (document)
      stack.documents.push_back(std::move(*document));
    else
      prepared.input.problems.push_back({document.problems()[0], ".", "example"});
  }
}

std::string why_wrong(const Example& example, const ExampleRun& run) {
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

Workspace::Workspace() {
  static std::atomic<unsigned> count{0};
  std::error_code error;
  fs::path base = fs::temp_directory_path(error);
  for (unsigned tries = 0; tries < 1000; ++tries) {
    fs::path candidate =
        base / fmt::format("paycheck-example-{}-{}",
                           reinterpret_cast<std::uintptr_t>(this) & 0xffff, count++);
    if (fs::create_directory(candidate, error)) {
      path_ = candidate.string();
      return;
    }
  }
}

Workspace::~Workspace() {
  std::error_code error;
  if (!path_.empty()) fs::remove_all(path_, error);
}

void Workspace::write(const ExampleFile& file) const {
  std::error_code error;
  fs::path target = fs::path(path_) / file.path;
  fs::create_directories(target.parent_path(), error);
  std::ofstream(target, std::ios::binary) << file.text;
}

Prepared prepare(const Example& example, const Rulebook& alone) {
  Prepared prepared;
  prepared.workspace = std::make_unique<Workspace>();
  StackFiles files;
  files.app = ".";
  files.name = "example";
  files.folder = ".";
  files.file = main_file;
  files.source = "terraform";
  files.folder_path = files.scan_path = prepared.workspace->path();
  for (const ExampleFile& file : example.files) {
    prepared.workspace->write(file);
    take(file, alone, files, prepared);
  }
  if (!files.documents.empty()) prepared.input.stacks.push_back(std::move(files));
  prepared.input.root = ".";
  Selection selection;
  selection.preview = true;
  auto rules = bind(alone, prepared.config, selection);
  if (rules)
    prepared.rules = std::move(*rules);
  else if (prepared.problem.empty())
    prepared.problem = to_string(rules.problems()[0]);
  return prepared;
}

ExampleRun run_example(const Example& example, const Rulebook& alone) {
  Prepared prepared = prepare(example, alone);
  if (!prepared.problem.empty()) return {"problem: " + prepared.problem, false, false, false, true};
  EngineOptions options;
  options.config = &prepared.config;
  options.hashes = false;
  return told(check(std::move(prepared.input), prepared.rules, options));
}

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
    ExampleRun run = run_example(example, alone);
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
