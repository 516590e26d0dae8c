// SPDX-License-Identifier: Apache-2.0
// The JSON contract, version 1 (docs/json-report.md): keys in a fixed order, absent is null.

#include "json_writer.hpp"
#include "paycheck/report.hpp"

namespace paycheck {

namespace {

template <class Texts>
void texts(JsonWriter& json, std::string_view key, const Texts& values) {
  json.key(key).begin_array();
  for (const auto& value : values) json.text(value);
  json.end_array();
}

void location(JsonWriter& json, std::string_view key, const std::optional<Location>& at) {
  json.key(key);
  if (!at) return json.null();
  json.begin_object();
  json.key("file").text(at->file);
  json.key("line").number(at->line);
  json.key("column").number(at->column);
  json.key("endLine").number(at->end_line);
  json.key("endColumn").number(at->end_column);
  json.end_object();
}

void tool(JsonWriter& json, const Report& report) {
  json.key("tool").begin_object();
  json.key("name").text("paycheck");
  json.key("version").text(report.version);
  json.key("rulebook").text(report.rulebook);
  json.key("data").begin_object();
  json.key("iam").null();
  texts(json, "schema", aws::schema_versions());
  json.end_object();
  json.end_object();
}

void summary(JsonWriter& json, const Report& report) {
  std::uint64_t resources = 0;
  for (const StackReport& stack : report.stacks) resources += stack.resources;
  json.key("summary").begin_object();
  json.key("stacks").number(report.stacks.size());
  json.key("resources").number(resources);
  json.key("rules").number(report.rules.size());
  json.key("findings").begin_object();
  for (Severity severity : {Severity::Critical, Severity::High, Severity::Medium, Severity::Low})
    json.key(to_string(severity)).number(report.count(severity));
  json.end_object();
  json.key("groups").number(report.groups());
  json.key("new").number(report.findings.size());
  json.key("known").number(0);
  json.key("suppressed").number(0);
  json.key("undetermined").number(report.undetermined.size());
  json.key("problems").number(report.problems.size());
  json.end_object();
}

void note(JsonWriter& json, const Note& note) {
  json.begin_object();
  json.key("kind").text(note.kind);
  json.key("message").text(note.message);
  json.key("file").text_or_null(note.file);
  json.key("line");
  note.line == 0 ? json.null() : json.number(note.line);
  json.end_object();
}

void stack(JsonWriter& json, const StackReport& stack) {
  json.begin_object();
  json.key("app").text(stack.app);
  json.key("stack").text(stack.stack);
  json.key("file").text(stack.file);
  json.key("sha256").text_or_null(stack.sha256);
  json.key("source").text(stack.source);
  json.key("resources").number(stack.resources);
  json.key("judged").number(stack.judged);
  json.key("conventions").begin_object();
  json.key("suffix").begin_object();
  json.key("value").text_or_null(stack.suffix.state == Suffix::State::Known
                                     ? std::string_view(stack.suffix.value)
                                     : std::string_view());
  json.key("from").text(stack.suffix.from);
  json.key("why").text_or_null(stack.suffix.why);
  json.end_object();
  texts(json, "tags", stack.tags);
  json.end_object();
  json.key("notes").begin_array();
  for (const Note& each : stack.notes) note(json, each);
  json.end_array();
  json.end_object();
}

void rule(JsonWriter& json, const RuleReport& ran) {
  json.begin_object();
  json.key("id").text(ran.rule->id);
  json.key("name").text(ran.rule->name);
  json.key("title").text(ran.rule->title);
  json.key("severity").text(to_string(ran.rule->severity));
  json.key("pack").text(ran.rule->pack);
  texts(json, "controls", ran.rule->controls);
  json.key("help").text("rules/" + std::string(ran.rule->path));
  json.key("params").begin_object();
  for (std::size_t i = 0; i < ran.arguments.size(); ++i)
    json.key(ran.rule->parameters[i].name).raw(language::to_string(ran.arguments[i]));
  json.end_object();
  json.end_object();
}

void trail(JsonWriter& json, const TrailEntry& step) {
  json.begin_object();
  json.key("address").text_or_null(step.address);
  json.key("attribute").text_or_null(step.attribute);
  json.key("what").text(to_string(step.what));
  location(json, "location", step.location);
  json.key("message").text(step.message);
  json.end_object();
}

void finding(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.key("rule").text(finding.rule);
  json.key("severity").text(to_string(finding.severity));
  json.key("app").text(finding.app);
  json.key("stack").text(finding.stack);
  json.key("address").text(finding.address);
  json.key("construct").text_or_null(finding.construct);
  json.key("group").text(finding.group);
  texts(json, "each", finding.each);
  json.key("attribute").text(finding.attribute);
  json.key("path").text(finding.path);
  json.key("message").text(finding.message);
  json.key("evidence").text_or_null(finding.evidence);
  location(json, "location", finding.location);
  json.key("source").null();
  json.key("trail").begin_array();
  for (const TrailEntry& step : finding.trail) trail(json, step);
  json.end_array();
  texts(json, "assumed", finding.assumed);
  json.key("suggestion");
  if (finding.suggestion.empty()) {
    json.null();
  } else {
    json.begin_object();
    json.key("text").text(finding.suggestion);
    json.end_object();
  }
  json.key("fingerprint").text(finding.fingerprint);
  json.key("status").text("new");
  json.key("suppression").null();
  json.end_object();
}

void undetermined(JsonWriter& json, const Undetermined& entry) {
  json.begin_object();
  json.key("rule").text(entry.rule);
  json.key("app").text(entry.app);
  json.key("stack").text(entry.stack);
  texts(json, "subjects", entry.subjects);
  json.key("reason").text(entry.reason);
  json.key("expression").text_or_null(entry.expression);
  location(json, "location", entry.location);
  json.key("fingerprint").text(entry.fingerprint);
  json.end_object();
}

void problem(JsonWriter& json, const InputProblem& entry) {
  const Problem& problem = entry.problem;
  json.begin_object();
  json.key("kind").text(to_string(problem.kind));
  json.key("app").text_or_null(entry.app);
  json.key("stack").text_or_null(entry.stack);
  json.key("file").text_or_null(problem.file);
  json.key("line");
  problem.at ? json.number(problem.at->line) : json.null();
  json.key("column");
  problem.at ? json.number(problem.at->column) : json.null();
  json.key("message").text(problem.message);
  json.key("hint").text_or_null(problem.hint);
  json.end_object();
}

template <class Entries, class Write>
void array(JsonWriter& json, std::string_view key, const Entries& entries, Write write) {
  json.key(key).begin_array();
  for (const auto& entry : entries) write(json, entry);
  json.end_array();
}

}  // namespace

void write_json(const Report& report, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.key("version").number(1);
  tool(json, report);
  json.key("root").text(report.root);
  json.key("gate").begin_object();
  texts(json, "failOn", report.gate.words());
  json.key("failed").boolean(report.failed);
  json.end_object();
  summary(json, report);
  array(json, "stacks", report.stacks, stack);
  array(json, "rules", report.rules, rule);
  array(json, "findings", report.findings, finding);
  array(json, "undetermined", report.undetermined, undetermined);
  array(json, "problems", report.problems, problem);
  json.end_object();
  out += '\n';
}

}  // namespace paycheck
