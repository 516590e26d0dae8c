// SPDX-License-Identifier: Apache-2.0
// What rules name in `Controls:` against what frameworks hold; and the page that turns it round.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "markdown.hpp"
#include "plain_text.hpp"
#include "problems.hpp"

namespace paycheck {
namespace {

std::string control_of(const Framework& framework, const Requirement& requirement) {
  return framework.id + "/" + requirement.id;
}

// Where a control stands in the rule file: on its `Controls:` line.
std::optional<Position> position_of(const RuleFile& file, std::string_view control) {
  std::uint32_t number = 0;
  for (std::string_view line : markdown::lines(file.prose)) {
    ++number;
    if (!line.starts_with("Controls:")) continue;
    for (std::string_view piece : split(line.substr(9), ','))
      if (piece == control)
        return Position{number, 1 + utf16_length(line.substr(
                                        0, static_cast<std::size_t>(piece.data() - line.data())))};
  }
  return std::nullopt;
}

std::string hint_for(std::string_view control, std::span<const Framework> frameworks,
                     std::span<const std::string_view> known) {
  std::vector<std::string_view> ids;
  for (const Framework& framework : frameworks) ids.push_back(framework.id);
  std::string_view owner = control.substr(0, std::min(control.rfind('/'), control.size()));
  if (std::ranges::find(ids, owner) == ids.end())
    return did_you_mean(owner, ids, ids.empty() ? "" : "frameworks: " + one_of(ids));
  return did_you_mean(control, known,
                      "see the page of framework " + std::string(owner) + " in rules/frameworks");
}

using RulesOfControl = std::map<std::string_view, std::vector<const Rule*>>;

RulesOfControl rules_by_control(const Rulebook& book) {
  RulesOfControl result;
  for (const Rule& rule : book.rules())
    if (rule.status != RuleStatus::Retired)
      for (std::string_view control : rule.controls) result[control].push_back(&rule);
  return result;
}

std::string links(const std::vector<const Rule*>& rules) {
  std::string text;
  for (const Rule* rule : rules)
    text += fmt::format("{}[{}](../rules/{})", text.empty() ? "" : ", ", rule->id, rule->path);
  return text;
}

std::string section(const Framework& framework, const RulesOfControl& rules) {
  std::string rows, open;
  for (const Requirement& requirement : framework.requirements) {
    auto found = rules.find(control_of(framework, requirement));
    if (found != rules.end())
      rows += fmt::format("| {} | {} | {} |\n", requirement.id, requirement.title,
                          links(found->second));
    else
      open += (open.empty() ? "" : ", ") + requirement.id;
  }
  std::string text = fmt::format("\n## {}\n\n{}\nSource: <{}>\n", framework.title, framework.notice,
                                 framework.source);
  if (!rows.empty()) text += "\n| Requirement | In our words | Rules |\n|---|---|---|\n" + rows;
  if (!open.empty()) text += "\nNo rule yet: " + open + ".\n";
  return text;
}

}  // namespace

std::vector<Problem> unknown_controls(const RuleFile& file, std::span<const Framework> frameworks) {
  std::vector<std::string> known;
  for (const Framework& framework : frameworks)
    for (const Requirement& requirement : framework.requirements)
      known.push_back(control_of(framework, requirement));
  std::vector<std::string_view> words(known.begin(), known.end());
  std::vector<Problem> problems;
  for (const std::string& control : file.controls)
    if (std::ranges::find(known, control) == known.end())
      problems.push_back({ProblemKind::Structure, file.path, position_of(file, control),
                          "no framework holds the control '" + control + "'",
                          hint_for(control, frameworks, words)});
  return problems;
}

std::string controls_page(const Rulebook& book) {
  std::string page =
      "# Controls\n\nWhich rules support which requirement. A rule that passes is evidence for a "
      "requirement, no more:\nwhat infrastructure code does not show, paycheck does not see. "
      "Written by `paycheck rules docs` from the rules'\n`Controls:` and `rules/frameworks/`.\n";
  RulesOfControl rules = rules_by_control(book);
  for (const Framework& framework : book.frameworks()) page += section(framework, rules);
  return page;
}

}  // namespace paycheck
