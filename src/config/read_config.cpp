// SPDX-License-Identifier: Apache-2.0
// paycheck.json: each key has its reader; what one of them refuses does not stop the others.
#include <algorithm>
#include <array>
#include <set>

#include "gate.hpp"
#include "parameter_reader.hpp"

namespace paycheck {
namespace {

constexpr std::array<std::string_view, 5> keys{"$schema", "suffix", "failOn", "rules", "params"};
constexpr std::array<std::string_view, 2> switches{"on", "off"};

std::string in_quotes(std::string_view word) {
  return "'" + std::string(word) + "'";
}

std::string did_you_mean(std::string_view near, std::string otherwise) {
  return near.empty() ? std::move(otherwise) : "did you mean '" + std::string(near) + "'?";
}

std::string listed(std::span<const std::string_view> words) {
  std::string text;
  for (std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

struct ConfigReader {
  const json::Document& document;
  const Rulebook& book;
  Config config = {};
  std::vector<Problem> problems = {};

  void object(const json::Value& at, std::string message, std::string hint = {},
              ProblemKind kind = ProblemKind::Structure) {
    problems.push_back({kind, document.file(), document.position(at.begin()), std::move(message),
                        std::move(hint)});
  }

  // The members of an object, each name once; a later one is told and left out.
  std::vector<const json::Member*> members_of(const json::Value& value) {
    std::vector<const json::Member*> members;
    std::set<std::string_view> seen;
    for (const json::Member& member : value.members()) {
      if (seen.insert(member.name()).second)
        members.push_back(&member);
      else
        object(member.key, in_quotes(member.name()) + " is written twice", "",
               ProblemKind::Duplicate);
    }
    return members;
  }

  void read_suffix_entry(std::string_view glob, const json::Value& value) {
    if (value.kind() == json::Kind::False)
      return void(config.suffixes.push_back({std::string(glob), "none"}));
    if (!value.is_string())
      return object(value, "a suffix must be text or false, found " + std::string(word_for(value)));
    if (value.text().empty())
      return object(value, "a suffix is never empty", "false says that there is none");
    config.suffixes.push_back({std::string(glob), std::string(value.text())});
  }

  void read_suffix(const json::Value& value) {
    if (!value.is_object()) return read_suffix_entry("*", value);
    for (const json::Member* member : members_of(value)) {
      if (member->name().empty())
        object(member->key, "a stack's name is never empty", "'*' means every stack");
      else
        read_suffix_entry(member->name(), member->value);
    }
  }

  void read_fail_on(const json::Value& value) {
    std::span<const json::Value> words = value.is_array() ? value.items() : std::span(&value, 1);
    GateBuilder builder;
    std::size_t before = problems.size();
    for (const json::Value& word : words) {
      if (!word.is_string()) {
        object(word, std::string(value.is_array() ? "each item of 'failOn'" : "'failOn'") +
                         " must be " + (value.is_array() ? "text" : "text or a list of texts") +
                         ", found " + std::string(word_for(word)));
      } else if (!builder.add(word.text())) {
        auto [message, hint] = unknown_gate_word(word.text());
        object(word, std::move(message), std::move(hint));
      }
    }
    if (problems.size() > before) return;
    auto [message, hint] = builder.objection();
    if (!message.empty()) return object(value, std::move(message), std::move(hint));
    config.gate = std::move(builder.gate);
  }

  // The pack's letters or the rule's id that a key means; empty, and told, if it means nothing.
  std::string_view target_of(const json::Member& member) {
    if (const Pack* pack = find_pack(member.name())) return pack->letters;
    if (const Rule* rule = book.find(member.name())) return rule->id;
    object(member.key, "unknown rule or pack " + in_quotes(member.name()),
           did_you_mean(book.nearest(member.name()), ""));
    return {};
  }

  bool require_object(const json::Value& value, std::string_view name) {
    if (value.is_object()) return true;
    object(value, in_quotes(name) + " must be an object, found " + std::string(word_for(value)));
    return false;
  }

  // Id and name of one rule are the same key.
  bool claim(const json::Member& member, std::string_view target,
             std::set<std::string_view>& seen) {
    if (seen.insert(target).second) return true;
    object(member.key,
           in_quotes(member.name()) + " is written twice, as " + in_quotes(target) + " too", "",
           ProblemKind::Duplicate);
    return false;
  }

  void read_rules(const json::Value& value) {
    if (!require_object(value, "rules")) return;
    std::set<std::string_view> seen;
    for (const json::Member* member : members_of(value)) {
      std::string_view target = target_of(*member);
      if (!target.empty() && !claim(*member, target, seen)) continue;
      if (!member->value.is_string()) {
        object(member->value,
               "a rule is 'on' or 'off', found " + std::string(word_for(member->value)),
               "as text, in quotes");
        continue;
      }
      std::string_view word = member->value.text();
      if (std::ranges::find(switches, word) == switches.end())
        object(member->value, "a rule is 'on' or 'off', not " + in_quotes(word),
               did_you_mean(nearest(word, switches), ""));
      else if (!target.empty())
        config.rules.emplace_back(target, word == "on");
    }
  }

  // The rules that a parameter's setting concerns.
  std::vector<const Rule*> rules_of(std::string_view target) {
    std::vector<const Rule*> rules;
    for (const Rule& rule : book.rules())
      if (rule.id == target || rule.pack == target) rules.push_back(&rule);
    return rules;
  }

  void unknown_parameter(const json::Member& member, std::string_view target,
                         std::span<const Rule* const> rules) {
    std::vector<std::string_view> known;
    for (const Rule* rule : rules)
      for (const language::Parameter& parameter : rule->parameters)
        if (std::ranges::find(known, parameter.name) == known.end())
          known.push_back(parameter.name);
    std::string whose = find_pack(target)
                            ? "no rule of pack " + std::string(target) + " has a parameter "
                            : "rule " + std::string(target) + " has no parameter ";
    object(member.key, whose + in_quotes(member.name()),
           did_you_mean(nearest(member.name(), known),
                        known.empty() ? "it has none" : "known: " + listed(known)));
  }

  void read_parameter(const json::Member& member, std::string_view target) {
    auto rules = rules_of(target);
    bool known = false;
    std::optional<language::ParameterValue> value;
    for (const Rule* rule : rules) {
      auto parameter =
          std::ranges::find(rule->parameters, member.name(), &language::Parameter::name);
      if (parameter == rule->parameters.end()) continue;
      known = true;
      auto converted = convert(member.value, parameter->value,
                               in_quotes(member.name()) + " of " + std::string(rule->id));
      if (auto* objection = std::get_if<Objection>(&converted))
        return object(*objection->at, std::move(objection->message), std::move(objection->hint),
                      objection->kind);
      if (!value) value = std::move(std::get<language::ParameterValue>(converted));
    }
    if (!known) return unknown_parameter(member, target, rules);
    config.parameters.push_back({std::string(target), std::string(member.name()), std::move(*value),
                                 document.position(member.key.begin())});
  }

  void read_params(const json::Value& value) {
    if (!require_object(value, "params")) return;
    std::set<std::string_view> seen;
    for (const json::Member* member : members_of(value)) {
      std::string_view target = target_of(*member);
      if (target.empty() || !claim(*member, target, seen) ||
          !require_object(member->value, member->name()))
        continue;
      for (const json::Member* parameter : members_of(member->value))
        read_parameter(*parameter, target);
    }
  }

  void read() {
    if (!document.root().is_object())
      return object(document.root(), "a configuration is an object, found " +
                                         std::string(word_for(document.root())));
    for (const json::Member* member : members_of(document.root())) {
      std::string_view key = member->name();
      if (key == "suffix")
        read_suffix(member->value);
      else if (key == "failOn")
        read_fail_on(member->value);
      else if (key == "rules")
        read_rules(member->value);
      else if (key == "params")
        read_params(member->value);
      else if (key != "$schema")
        object(member->key, "unknown key " + in_quotes(key),
               did_you_mean(nearest(key, keys), "known: " + listed(keys)));
    }
  }
};

}  // namespace

Result<Config> read_config(const std::string& file, std::string text, const Rulebook& book) {
  auto document =
      json::read(file, std::move(text), {.max_depth = 64, .max_bytes = 1u << 20, .comments = true});
  if (!document) return document.problems();
  ConfigReader reader{**document, book};
  reader.config.file = file;
  reader.read();
  if (reader.problems.empty()) return std::move(reader.config);
  std::ranges::stable_sort(reader.problems, {}, [](const Problem& problem) {
    return std::pair(problem.at->line, problem.at->column);
  });
  return std::move(reader.problems);
}

}  // namespace paycheck
