// SPDX-License-Identifier: Apache-2.0
// A result is a group of findings: its first entry, with the others as related locations. The way
// by which a verdict was reached is a code flow.

#include <fmt/format.h>

#include <algorithm>

#include "sarif.hpp"
#include "terminal.hpp"
#include "uri.hpp"

namespace paycheck::sarif {

namespace {

constexpr std::size_t most_related = 99;  // GitHub keeps 100 locations of a result
constexpr std::size_t most_linked = 6;    // in the message
constexpr std::size_t most_steps = 100;

// What a group of findings has further places for.
struct Related {
  const Location* at;
  std::string_view address;
  std::string message;
};

void write_message(JsonWriter& json, std::string_view text) {
  json.key("message").begin_object();
  json.key("text").text(text);
  json.end_object();
}

void write_logical(JsonWriter& json, std::string_view address, std::string_view construct) {
  json.key("logicalLocations").begin_array();
  json.begin_object();
  json.key("fullyQualifiedName").text(construct.empty() ? address : construct);
  if (!construct.empty()) json.key("decoratedName").text(address);
  json.key("kind").text("resource");
  json.end_object();
  json.end_array();
}

// Where no text stands the file is blamed.
Location place_of(const Finding& finding, const StackReport& stack) {
  return finding.location ? *finding.location : Location{stack.file, 1, 1, 1, 2};
}

void write_place(JsonWriter& json, const Finding& finding, const StackReport& stack) {
  json.key("locations").begin_array();
  json.begin_object();
  write_physical(json, place_of(finding, stack));
  write_logical(json, finding.address, finding.construct);
  json.end_object();
  json.end_array();
}

bool is_way(const TrailEntry& step) {
  return step.what != TrailStep::What::Companion && step.what != TrailStep::What::Affected;
}

std::vector<Related> related_of(const Matter& matter) {
  std::vector<Related> related;
  for (const Finding* other : matter.others)
    if (other->location)
      related.push_back({&*other->location, other->address, sentence(other->message)});
  for (const TrailEntry& step : matter.first->trail)
    if (!is_way(step) && step.location)
      related.push_back(
          {&*step.location, step.address,
           sentence(step.what == TrailStep::What::Affected
                        ? step.address + " is affected"
                        : step.address + " has it too" +
                              (step.attribute.empty() ? "" : ", in " + step.attribute))});
  if (related.size() > most_related) related.resize(most_related);
  return related;
}

// A link's words: brackets would end it.
std::string link(const Related& related, std::size_t id) {
  std::string words;
  for (char c : shown(related.address)) {
    if (c == '[' || c == ']' || c == '\\') words += '\\';
    words += c;
  }
  return fmt::format("[{}]({})", words, id);
}

// The finding's sentence, and one with links to its further places.
std::string text_of(const Matter& matter, const std::vector<Related>& related) {
  std::string text = sentence(matter.first->message);
  if (related.empty()) return text;
  std::size_t count = std::min(related.size(), most_linked);
  text += " See also ";
  for (std::size_t i = 0; i < count; ++i) text += (i > 0 ? ", " : "") + link(related[i], i + 1);
  std::size_t all = std::max(related.size(), matter.others.size());
  return text + (all > count ? fmt::format(" and {} more.", all - count) : ".");
}

void write_related(JsonWriter& json, const std::vector<Related>& related) {
  if (related.empty()) return;
  json.key("relatedLocations").begin_array();
  for (std::size_t i = 0; i < related.size(); ++i) {
    json.begin_object();
    json.key("id").number(i + 1);
    write_physical(json, *related[i].at);
    write_message(json, related[i].message);
    json.end_object();
  }
  json.end_array();
}

void write_step(JsonWriter& json, const Location& at, std::string_view message) {
  json.begin_object();
  json.key("location").begin_object();
  write_physical(json, at);
  write_message(json, message);
  json.end_object();
  json.end_object();
}

std::string words_of(const TrailEntry& step) {
  if (!step.message.empty()) return shown(step.message);
  return shown(step.address + (step.attribute.empty() ? "" : " " + step.attribute));
}

// From the blamed place along its references; steps without a text are no places to go to.
void write_flow(JsonWriter& json, const Finding& finding) {
  std::vector<const TrailEntry*> steps;
  for (const TrailEntry& step : finding.trail)
    if (is_way(step) && step.location && steps.size() < most_steps) steps.push_back(&step);
  bool from_place = !steps.empty() && finding.location && *steps[0]->location != *finding.location;
  if (steps.size() + from_place < 2) return;
  json.key("codeFlows").begin_array();
  json.begin_object();
  json.key("threadFlows").begin_array();
  json.begin_object();
  json.key("locations").begin_array();
  if (from_place)
    write_step(json, *finding.location, shown(finding.address + " " + finding.attribute));
  for (const TrailEntry* step : steps) write_step(json, *step->location, words_of(*step));
  json.end_array();
  json.end_object();
  json.end_array();
  json.end_object();
  json.end_array();
}

// GitHub keeps alerts apart by primaryLocationLineHash, which it would otherwise make from the text
// near the line: in generated JSON that is the neighbours' text. Ours is the finding's own.
void write_fingerprints(JsonWriter& json, const Finding& finding) {
  json.key("partialFingerprints").begin_object();
  json.key("primaryLocationLineHash").text(finding.fingerprint.substr(0, 16) + ":1");
  json.end_object();
  json.key("fingerprints").begin_object();
  json.key("paycheck/v1").text(finding.fingerprint);
  json.end_object();
}

void write_properties(JsonWriter& json, const Finding& finding) {
  json.key("properties").begin_object();
  json.key("severity").text(to_string(finding.severity));
  json.key("attribute").text(finding.attribute);
  if (!finding.evidence.empty()) json.key("evidence").text(finding.evidence);
  if (!finding.assumed.empty()) {
    json.key("assumed").begin_array();
    for (const std::string& assumed : finding.assumed) json.text(assumed);
    json.end_array();
  }
  if (!finding.suggestion.empty()) json.key("suggestion").text(finding.suggestion);
  json.end_object();
}

}  // namespace

void write_physical(JsonWriter& json, const Location& at) {
  json.key("physicalLocation").begin_object();
  json.key("artifactLocation").begin_object();
  json.key("uri").text(uri_of_path(at.file));
  json.key("uriBaseId").text("%SRCROOT%");
  json.end_object();
  json.key("region").begin_object();
  json.key("startLine").number(at.line);
  json.key("startColumn").number(at.column);
  json.key("endLine").number(at.end_line);
  json.key("endColumn").number(at.end_column);
  json.end_object();
  json.end_object();
}

std::string_view level(Severity severity) {
  return severity >= Severity::High ? "error" : severity == Severity::Medium ? "warning" : "note";
}

std::string sentence(std::string_view text) {
  std::string result = shown(text);
  if (!result.ends_with('.') && !result.ends_with('!') && !result.ends_with('?')) result += '.';
  return result;
}

void write_result(JsonWriter& json, const Context& context, const StackReport& stack,
                  const Matter& matter) {
  const Finding& finding = *matter.first;
  std::vector<Related> related = related_of(matter);
  json.begin_object();
  json.key("ruleId").text(finding.rule);
  json.key("ruleIndex").number(context.rule_index.at(finding.rule));
  json.key("level").text(level(finding.severity));
  write_message(json, text_of(matter, related));
  write_place(json, finding, stack);
  write_related(json, related);
  write_flow(json, finding);
  write_fingerprints(json, finding);
  write_properties(json, finding);
  json.end_object();
}

}  // namespace paycheck::sarif
