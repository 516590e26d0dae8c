// SPDX-License-Identifier: Apache-2.0
// tool.driver. GitHub keeps ten tags of a rule, so the most telling controls come first; all of
// them are in its properties. (https://docs.github.com/en/code-security/code-scanning/
// integrating-with-code-scanning/sarif-support-for-code-scanning)

#include <algorithm>
#include <set>

#include "sarif.hpp"

namespace paycheck::sarif {

namespace {

constexpr std::size_t most_tags = 10;
constexpr std::size_t most_description = 1000;  // of 1,024 characters; ours are UTF-8 bytes

// The middle of GitHub's ranges: over 9 is critical, from 7 high, from 4 medium.
std::string_view score(Severity severity) {
  constexpr std::string_view scores[] = {"2.0", "5.5", "8.0", "9.5"};
  return scores[static_cast<std::size_t>(severity)];
}

void write_text(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key).begin_object();
  json.key("text").text(text);
  json.end_object();
}

// Whole words of a text that is too long.
std::string shortened(std::string text) {
  if (text.size() <= most_description) return text;
  text.resize(text.rfind(' ', most_description));
  return text + " ...";
}

// How early a control's tag is wanted: weaknesses, then the frameworks as auditors ask for them.
std::size_t rank(std::string_view control) {
  constexpr std::string_view order[] = {"external/cwe/", "pci-dss", "aws-fsbp", "cis-aws"};
  return static_cast<std::size_t>(
      std::find_if(std::begin(order), std::end(order),
                   [&](std::string_view prefix) { return control.starts_with(prefix); }) -
      std::begin(order));
}

std::vector<std::string_view> tags_of(const Rule& rule) {
  std::vector<std::string_view> tags(rule.controls.begin(), rule.controls.end());
  std::stable_sort(tags.begin(), tags.end(),
                   [](std::string_view a, std::string_view b) { return rank(a) < rank(b); });
  if (!rule.rule_class.empty()) tags.insert(tags.begin(), rule.rule_class);
  // What a security control asks for counts as security; the rest is told by its level.
  if (!rule.controls.empty()) tags.insert(tags.begin(), "security");
  if (tags.size() > most_tags) tags.resize(most_tags);
  return tags;
}

void write_properties(JsonWriter& json, const Rule& rule, bool whole) {
  json.key("properties").begin_object();
  json.key("tags").begin_array();
  for (std::string_view tag : tags_of(rule)) json.text(tag);
  json.end_array();
  json.key("precision").text("high");
  json.key("problem.severity")
      .text(rule.severity == Severity::Low ? "recommendation" : level(rule.severity));
  json.key("security-severity").text(score(rule.severity));
  json.key("severity").text(to_string(rule.severity));
  if (whole) {
    json.key("controls").begin_array();
    for (std::string_view control : rule.controls) json.text(control);
    json.end_array();
  }
  json.end_object();
}

// A rule that a result or notification names is told whole; the others are listed, so that a reader
// sees that they ran: forty stacks times all pages would be larger than a log may be.
void write_rule(JsonWriter& json, const Context& context, const Rule& rule, bool whole) {
  std::string title = sentence(rule.title), lead = whole ? lead_of(rule) : title;
  json.begin_object();
  json.key("id").text(rule.id);
  json.key("name").text(rule.name);
  write_text(json, "shortDescription", title);
  write_text(json, "fullDescription", shortened(lead));
  json.key("help").begin_object();
  json.key("text").text(lead + " See 'paycheck explain " + std::string(rule.id) + "'.");
  if (whole) json.key("markdown").text(help_of(rule));
  json.end_object();
  if (!context.homepage.empty() && !rule.added)
    json.key("helpUri").text(std::string(context.homepage) + "/rules/" + std::string(rule.path));
  json.key("defaultConfiguration").begin_object();
  json.key("level").text(level(rule.severity));
  json.end_object();
  write_properties(json, rule, whole);
  json.end_object();
}

struct Descriptor {
  std::string_view id, text;
};
constexpr Descriptor notices[] = {
    {"undetermined",
     "A rule that cannot be decided from these files: neither passed nor failed, told with what "
     "stood in the way."},
    {"problem", "An input that could not be read."},
    {"omission", "Results that were left out because a log may not hold more."}};

void write_notices(JsonWriter& json) {
  json.key("notifications").begin_array();
  for (const Descriptor& notice : notices) {
    json.begin_object();
    json.key("id").text(notice.id);
    for (std::string_view key : {"shortDescription", "fullDescription", "help"})
      write_text(json, key, notice.text);
    json.end_object();
  }
  json.end_array();
}

// Rules that a run's reader may want the page of.
std::set<std::string_view> told_rules(const Run& run) {
  std::set<std::string_view> told;
  for (const Matter& matter : run.results) told.insert(matter.first->rule);
  for (const Undetermined* entry : run.undetermined) told.insert(entry->rule);
  return told;
}

}  // namespace

void write_driver(JsonWriter& json, const Context& context, const Run& run) {
  std::set<std::string_view> told = told_rules(run);
  json.key("driver").begin_object();
  json.key("name").text("paycheck");
  json.key("semanticVersion").text(context.report.version);
  if (!context.homepage.empty()) json.key("informationUri").text(context.homepage);
  json.key("rules").begin_array();
  for (const RuleReport& ran : context.report.rules)
    write_rule(json, context, *ran.rule, told.count(ran.rule->id) > 0);
  json.end_array();
  write_notices(json);
  json.end_object();
}

}  // namespace paycheck::sarif
