// SPDX-License-Identifier: Apache-2.0
// docs/rules.md: one table per pack, each rule a link to its file.
#include <fmt/format.h>

#include <algorithm>

#include "paycheck/rulebook.hpp"

namespace paycheck {
namespace {

std::string in_cell(std::string_view text) {
  std::string cell;
  for (char c : text) {
    if (c == '|') cell += '\\';
    cell += c;
  }
  return cell;
}

std::string_view standing(RuleStatus status) {
  switch (status) {
    case RuleStatus::Stable:
      return "";
    case RuleStatus::Preview:
      return ", preview";
    case RuleStatus::Retired:
      return ", retired";
  }
  return "";
}

std::string row(const Rule& rule) {
  return fmt::format("| [{}](../rules/{}) | {} | {} | {} | {}{} |\n", rule.id, rule.path, rule.name,
                     to_string(rule.severity), in_cell(rule.title), rule.since,
                     standing(rule.status));
}

}  // namespace

std::string rules_page(const Rulebook& book) {
  auto rules = book.rules();
  std::string page = fmt::format(
      "# Rules\n\nThe {} rules of the rulebook, by pack. Each is one file that holds its reason, "
      "its check, "
      "its fix and its tests. Written by `paycheck rules docs`.\n",
      std::ranges::count_if(rules,
                            [](const Rule& rule) { return rule.status != RuleStatus::Retired; }));
  for (const Pack& pack : packs()) {
    std::string rows;
    for (const Rule& rule : rules)
      if (rule.pack == pack.letters) rows += row(rule);
    if (rows.empty()) continue;
    page += fmt::format(
                "\n## {}: {}\n\n| Id | Name | Severity | Title | Since |\n|---|---|---|---|---|\n",
                pack.letters, pack.title) +
            rows;
  }
  return page;
}

}  // namespace paycheck
