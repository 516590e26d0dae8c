// SPDX-License-Identifier: Apache-2.0
// Which rules run: one mark per rule, set by the configuration or by what is selected, taken away
// by what is ignored. Then each that runs gets its parameters: defaults, the pack's, its own.
#include <algorithm>

#include "paycheck/config.hpp"

namespace paycheck {
namespace {

struct Binder {
  const Rulebook& book;
  const Config& config;
  const Selection& selection;
  std::vector<bool> marks = std::vector<bool>(book.rules().size());
  std::vector<Problem> problems = {};

  void object(std::string message, std::string hint) {
    problems.push_back({ProblemKind::Structure, "", {}, std::move(message), std::move(hint)});
  }

  bool may_run(const Rule& rule) const {
    return rule.status == RuleStatus::Stable ||
           (rule.status == RuleStatus::Preview && selection.preview);
  }

  void mark(std::string_view id_or_pack, bool on) {
    auto rules = book.rules();
    for (std::size_t i = 0; i < rules.size(); ++i)
      if (rules[i].id == id_or_pack || rules[i].pack == id_or_pack) marks[i] = on;
  }

  void apply_config() {
    marks.assign(marks.size(), true);
    for (bool packs_turn : {true, false})
      for (const auto& [target, on] : config.rules)
        if ((find_pack(target) != nullptr) == packs_turn) mark(target, on);
  }

  // The id or pack that a word of `option` means; empty, and told, if it means nothing.
  std::string_view target_of(std::string_view word, std::string_view option) {
    if (const Pack* pack = find_pack(word)) return pack->letters;
    if (const Rule* rule = book.find(word)) return rule->id;
    std::string_view near = book.nearest(word);
    object(std::string(option) + ": unknown rule or pack '" + std::string(word) + "'",
           near.empty() ? "" : "did you mean '" + std::string(near) + "'?");
    return {};
  }

  void select(std::string_view word) {
    std::string_view target = target_of(word, "--select");
    if (const Rule* rule = book.find(target); rule && !may_run(*rule)) {
      bool retired = rule->status == RuleStatus::Retired;
      return object(
          "--select: rule " + std::string(rule->id) + (retired ? " is retired" : " is in preview"),
          retired ? "it never runs; its id is kept so that no other rule gets it"
                  : "add --preview");
    }
    mark(target, true);
  }

  void read_selection() {
    if (selection.select.empty()) apply_config();
    for (const std::string& word : selection.select) select(word);
    for (const std::string& word : selection.ignore) mark(target_of(word, "--ignore"), false);
  }

  // An empty list has no items to tell its type by.
  static bool assign(language::ParameterValue& to, const language::ParameterValue& value) {
    auto* texts = std::get_if<std::vector<std::string>>(&value.value);
    auto* numbers = std::get_if<std::vector<double>>(&value.value);
    bool empty_list = (texts && texts->empty()) || (numbers && numbers->empty());
    if (to.value.index() == value.value.index())
      to = value;
    else if (empty_list && std::holds_alternative<std::vector<std::string>>(to.value))
      to.value = std::vector<std::string>();
    else if (empty_list && std::holds_alternative<std::vector<double>>(to.value))
      to.value = std::vector<double>();
    else
      return false;
    return true;
  }

  void set(BoundRule& bound, std::string_view id_or_pack) {
    for (const Config::Setting& setting : config.parameters) {
      if (setting.id_or_pack != id_or_pack) continue;
      auto parameter =
          std::ranges::find(bound.rule->parameters, setting.name, &language::Parameter::name);
      if (parameter == bound.rule->parameters.end()) continue;
      auto& argument =
          bound.arguments[static_cast<std::size_t>(parameter - bound.rule->parameters.begin())];
      if (!assign(argument, setting.value))
        problems.push_back(
            {ProblemKind::Structure, config.file, setting.at,
             "'" + setting.name + "' of " + std::string(bound.rule->id) + " has another type", ""});
    }
  }

  BoundRule with_arguments(const Rule& rule) {
    BoundRule bound{&rule, {}};
    for (const language::Parameter& parameter : rule.parameters)
      bound.arguments.push_back(parameter.value);
    set(bound, rule.pack);
    set(bound, rule.id);
    return bound;
  }
};

}  // namespace

Result<std::vector<BoundRule>> bind(const Rulebook& book, const Config& config,
                                    const Selection& selection) {
  Binder binder{book, config, selection};
  binder.read_selection();
  std::vector<BoundRule> bound;
  auto rules = book.rules();
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (binder.marks[i] && binder.may_run(rules[i]))
      bound.push_back(binder.with_arguments(rules[i]));
  if (!binder.problems.empty()) return std::move(binder.problems);
  return bound;
}

}  // namespace paycheck
