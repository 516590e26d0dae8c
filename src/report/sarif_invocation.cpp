// SPDX-License-Identifier: Apache-2.0
// invocations: what the run could not read, decide or tell. A run with a problem did not execute
// successfully; one that left results out says how many.

#include <fmt/format.h>

#include "sarif.hpp"
#include "terminal.hpp"
#include "uri.hpp"

namespace paycheck::sarif {

namespace {

constexpr std::size_t most_subjects = 3;

void write_reference(JsonWriter& json, std::string_view key, std::string_view id,
                     std::size_t index) {
  json.key(key).begin_object();
  json.key("id").text(id);
  json.key("index").number(index);
  json.end_object();
}

void write_notice(JsonWriter& json, Notice notice, std::string_view level, std::string_view text) {
  constexpr std::string_view ids[] = {"undetermined", "problem", "omission"};
  auto index = static_cast<std::size_t>(notice);
  write_reference(json, "descriptor", ids[index], index);
  json.key("level").text(level);
  json.key("message").begin_object();
  json.key("text").text(text);
  json.end_object();
}

void write_undetermined(JsonWriter& json, const Context& context, const Undetermined& entry) {
  std::string text = fmt::format("{} cannot be decided, {}", entry.rule, entry.reason);
  if (!entry.expression.empty()) text += ": " + entry.expression;
  text += "; this concerns ";
  std::size_t count = std::min(entry.subjects.size(), most_subjects);
  for (std::size_t i = 0; i < count; ++i) text += (i > 0 ? ", " : "") + entry.subjects[i];
  if (entry.subjects.size() > count)
    text += fmt::format(" and {} more", entry.subjects.size() - count);
  json.begin_object();
  write_notice(json, Notice::Undetermined, "note", sentence(text));
  write_reference(json, "associatedRule", entry.rule, context.rule_index.at(entry.rule));
  if (entry.location) {
    json.key("locations").begin_array();
    json.begin_object();
    write_physical(json, *entry.location);
    json.end_object();
    json.end_array();
  }
  json.end_object();
}

void write_place(JsonWriter& json, const Problem& problem) {
  json.key("locations").begin_array();
  json.begin_object();
  json.key("physicalLocation").begin_object();
  json.key("artifactLocation").begin_object();
  json.key("uri").text(uri_of_path(problem.file));
  json.key("uriBaseId").text("%SRCROOT%");
  json.end_object();
  if (problem.at) {
    json.key("region").begin_object();
    json.key("startLine").number(problem.at->line);
    json.key("startColumn").number(problem.at->column);
    json.end_object();
  }
  json.end_object();
  json.end_object();
  json.end_array();
}

void write_problem(JsonWriter& json, const Problem& problem) {
  std::string text =
      fmt::format("{}{}{}", problem.file, problem.file.empty() ? "" : ": ", problem.message);
  if (!problem.hint.empty()) text += " (" + problem.hint + ")";
  json.begin_object();
  write_notice(json, Notice::Problem, "error", sentence(text));
  if (!problem.file.empty()) write_place(json, problem);
  json.end_object();
}

}  // namespace

std::string omission(const Run& run) {
  return fmt::format("{} of {} results are left out, the least severe ones.",
                     run.results.size() - run.kept, run.results.size());
}

void write_invocations(JsonWriter& json, const Context& context, const Run& run) {
  json.key("invocations").begin_array();
  json.begin_object();
  json.key("executionSuccessful").boolean(run.problems.empty());
  json.key("exitCode").number(static_cast<std::uint64_t>(context.report.exit_code()));
  json.key("toolExecutionNotifications").begin_array();
  if (run.kept < run.results.size()) {
    json.begin_object();
    write_notice(json, Notice::Omission, "warning", omission(run));
    json.end_object();
  }
  for (const InputProblem* problem : run.problems) write_problem(json, problem->problem);
  for (const Undetermined* entry : run.undetermined) write_undetermined(json, context, *entry);
  json.end_array();
  json.end_object();
  json.end_array();
}

}  // namespace paycheck::sarif
