// SPDX-License-Identifier: Apache-2.0
// SARIF 2.1.0: a log is runs, a run is a stack. Logs are written in one pass; only one that is too
// large is written again, without spaces, and then with fewer results.

#include "sarif.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "uri.hpp"

namespace paycheck {

namespace {

using sarif::Context;
using sarif::Run;

// `<app>/<stack>/`: up to its last slash it is the category that GitHub keeps alerts apart by.
std::string category(const StackReport& stack) {
  return (stack.app == "." ? "" : stack.app + "/") + stack.stack + "/";
}

void write_root(JsonWriter& json, const Report& report) {
  json.key("originalUriBaseIds").begin_object();
  json.key("%SRCROOT%").begin_object();
  json.key("description").begin_object();
  json.key("text").text(report.root == "."
                            ? "The folder that paycheck was run for, usually the repository's root."
                            : "The folder that holds the input.");
  json.end_object();
  json.end_object();
  json.end_object();
}

void write_artifacts(JsonWriter& json, const StackReport& stack) {
  json.key("artifacts").begin_array();
  json.begin_object();
  json.key("location").begin_object();
  json.key("uri").text(uri_of_path(stack.file));
  json.key("uriBaseId").text("%SRCROOT%");
  json.end_object();
  json.key("roles").begin_array();
  json.text("analysisTarget");
  json.end_array();
  if (!stack.sha256.empty()) {
    json.key("hashes").begin_object();
    json.key("sha-256").text(stack.sha256);
    json.end_object();
  }
  json.end_object();
  json.end_array();
}

void write_run(JsonWriter& json, const Context& context, const Run& run) {
  json.begin_object();
  json.key("tool").begin_object();
  sarif::write_driver(json, context, run);
  json.end_object();
  if (run.stack) {
    json.key("automationDetails").begin_object();
    json.key("id").text(category(*run.stack));
    json.end_object();
  }
  json.key("columnKind").text("utf16CodeUnits");
  write_root(json, context.report);
  sarif::write_invocations(json, context, run);
  if (run.stack) write_artifacts(json, *run.stack);
  json.key("results").begin_array();
  for (std::size_t i = 0; i < run.kept; ++i)
    sarif::write_result(json, context, *run.stack, run.results[i]);
  json.end_array();
  json.end_object();
}

std::string write_log(const Context& context, std::span<const Run> runs,
                      JsonWriter::Layout layout) {
  std::string text;
  JsonWriter json(text, layout);
  json.begin_object();
  json.key("$schema").text(
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
  json.key("version").text("2.1.0");
  json.key("runs").begin_array();
  for (const Run& run : runs) write_run(json, context, run);
  json.end_array();
  json.end_object();
  text += '\n';
  return text;
}

// Keeps of all runs of a file the worst results that `bytes` have room for.
void keep_worst(const Context& context, std::span<Run> runs, std::size_t bytes) {
  struct Entry {
    std::size_t run, size;
    Severity severity;
  };
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (std::size_t j = 0; j < runs[i].kept; ++j) {
      std::string text;
      JsonWriter json(text, JsonWriter::Layout::Compact);
      sarif::write_result(json, context, *runs[i].stack, runs[i].results[j]);
      entries.push_back({i, text.size() + 1, runs[i].results[j].first->severity});
    }
    runs[i].kept = 0;
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.severity > b.severity; });
  std::size_t used = 0;
  for (const Entry& entry : entries) {
    used += entry.size;
    if (used > bytes) break;
    ++runs[entry.run].kept;
  }
}

std::string write_limited(const Context& context, std::span<Run> runs) {
  std::string text = write_log(context, runs, JsonWriter::Layout::Indented);
  if (text.size() <= sarif_most_bytes) return text;
  text = write_log(context, runs, JsonWriter::Layout::Compact);
  if (text.size() <= sarif_most_bytes) return text;
  std::vector<std::size_t> all;
  for (Run& run : runs) all.push_back(std::exchange(run.kept, 0));
  // What there is besides results, the notes about omissions included.
  std::size_t rest = write_log(context, runs, JsonWriter::Layout::Compact).size();
  for (std::size_t i = 0; i < runs.size(); ++i) runs[i].kept = all[i];
  keep_worst(context, runs, sarif_most_bytes - std::min(rest, sarif_most_bytes));
  return write_log(context, runs, JsonWriter::Layout::Compact);
}

void warn(std::span<const Run> runs, SarifLogs& logs) {
  for (const Run& run : runs)
    if (run.kept < run.results.size())
      logs.warnings.push_back(fmt::format("{}: {}", category(*run.stack), sarif::omission(run)));
}

}  // namespace

SarifLogs write_sarif(const Report& report, const SarifOptions& options) {
  Context context{report, options.homepage};
  for (std::size_t i = 0; i < report.rules.size(); ++i)
    context.rule_index.emplace(report.rules[i].rule->id, i);
  std::vector<Run> runs = sarif::plan(report);
  for (Run& run : runs) run.kept = std::min(run.results.size(), sarif_most_results);
  SarifLogs logs;
  std::size_t step = options.runs_per_file > 0 ? options.runs_per_file : runs.size();
  for (std::size_t first = 0; first < runs.size(); first += step) {
    std::span<Run> part(runs.data() + first, std::min(step, runs.size() - first));
    logs.texts.push_back(write_limited(context, part));
    if (logs.texts.back().size() > sarif_most_bytes)
      logs.warnings.push_back(fmt::format("a file of {} bytes without any result: GitHub takes {}",
                                          logs.texts.back().size(), sarif_most_bytes));
    if (part.size() > sarif_most_runs)
      logs.warnings.push_back(fmt::format("{} stacks in one file: GitHub takes {} a file",
                                          part.size(), sarif_most_runs));
    warn(part, logs);
  }
  return logs;
}

}  // namespace paycheck
