// SPDX-License-Identifier: Apache-2.0
// Mutants of Good examples. The language tells what each pass hangs on; every such value is changed
// in each way that should turn the verdict, and the rule is run again.

#include <algorithm>
#include <map>
#include <set>

#include "edits.hpp"
#include "examples.hpp"
#include "places.hpp"

namespace paycheck {

namespace {

using language::Cut;
using language::Decider;
using language::Outcome;
using language::ParameterValue;

constexpr std::size_t most_mutants = 400;  // of a rule
constexpr std::size_t most_donors = 20;

// One way to change a value; several edits are tried one after the other, and one of them should
// turn the verdict.
struct Change {
  std::string how;
  std::vector<Edit> edits;
};

std::string_view source(const json::Place& place) {
  return place.document->text().substr(place.value->begin(),
                                       place.value->end() - place.value->begin());
}

// `${aws_kms_key.east.arn}` with another resource of the type that the file has.
std::optional<std::string> other_reference(const json::Place& place) {
  std::string text(source(place));
  std::size_t begin = text.find("${");
  if (begin == std::string::npos) return std::nullopt;
  begin += 2;
  std::size_t dot = text.find('.', begin);
  if (dot == std::string::npos) return std::nullopt;
  std::size_t end = std::min(text.find_first_of(".[}", dot + 1), text.size());
  std::string type = text.substr(begin, dot - begin), name = text.substr(dot + 1, end - dot - 1);
  const json::Value* resources = place.document->outermost().root().find("resource");
  const json::Value* same = resources ? resources->find(type) : nullptr;
  if (!same) return std::nullopt;
  for (const json::Member& other : same->members())
    if (other.name() != name)
      return text.replace(dot + 1, end - dot - 1, std::string(other.name()));
  return std::nullopt;
}

std::string negated(const json::Place& place) {
  const json::Value& value = *place.value;
  switch (value.kind()) {
    case json::Kind::True:
      return "false";
    case json::Kind::False:
      return "true";
    case json::Kind::Number:
      return "-" + std::string(source(place)) + "1";
    case json::Kind::Array:
      return "[]";
    case json::Kind::Object:
      return "{}";
    default:
      break;
  }
  if (value.text() == "true" || value.text() == "false")
    return value.text() == "true" ? "\"false\"" : "\"true\"";
  if (auto other = other_reference(place)) return *other;
  return value.has_template() ? "\"other\"" : json::quoted("x" + std::string(value.text()) + "x");
}

bool fits(const ParameterValue& literal, const json::Value& value) {
  if (std::holds_alternative<bool>(literal.value)) return value.is_bool();
  if (std::holds_alternative<double>(literal.value)) return value.is_number();
  return std::holds_alternative<std::string>(literal.value) && value.is_string();
}

// Mutants by their text, and whether the rule noticed them.
using Seen = std::map<std::string, bool>;

// `replica[0].kms_key_arn` as `replica.kms_key_arn`: listings name no item.
std::string without_indexes(std::string_view path) {
  std::string result;
  for (std::size_t i = 0; i < path.size(); ++i) {
    std::size_t end = path[i] == '[' ? path.find(']', i) : std::string_view::npos;
    bool is_index = end != std::string_view::npos &&
                    std::all_of(path.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                path.begin() + static_cast<std::ptrdiff_t>(end),
                                [](char c) { return c >= '0' && c <= '9'; });
    if (is_index)
      i = end;
    else
      result += path[i];
  }
  return result;
}

class Mutator {
 public:
  explicit Mutator(const RuleFile& file) : file_(file), pack_(write_pack({&file, 1})) {}

  MutationScore run() {
    Rulebook alone = open_pack(pack_);
    alone_ = &alone;
    for (const Example& example : file_.examples)
      if (example.kind == Example::Kind::Bad) borrow(example);
    for (const Example& example : file_.examples)
      if (example.kind == Example::Kind::Good) mutate(example);
    for (std::size_t i = 0; i < file_.equivalents.size(); ++i)
      if (!used_listings_.contains(i)) score_.stale_listings.push_back(file_.equivalents[i].first);
    return std::move(score_);
  }

 private:
  // Judges an example's stack, passes explained; the outcomes are told while the stack lives.
  template <class Tell>
  void judge(const Example& example, Tell tell) {
    Prepared prepared = prepare(example, *alone_);
    if (!prepared.problem.empty() || prepared.input.stacks.empty() || prepared.rules.empty())
      return;
    StackOptions options;
    options.suffix = prepared.config.suffix_of("example");
    if (!options.suffix.empty()) options.suffix_from = "config";
    auto stack = Stack::build(std::move(prepared.input.stacks[0]), options);
    if (!stack) return;
    Stack* view = stack->get();
    Stack::agree_on_suffix({&view, 1});
    const Stack* app[] = {view};
    language::Judge judge(*view, app);
    judge.explain_passes(true);
    judge.run(prepared.rules[0].rule->check(), prepared.rules[0].arguments, tell);
  }

  void borrow(const Example& example) {
    judge(example, [&](const Outcome& outcome) {
      if (outcome.kind != Outcome::Kind::Finding || !outcome.evidence.place) return;
      const json::Place& place = outcome.evidence.place;
      if (outcome.evidence.missing.empty() && place.value != outcome.subject->place.value &&
          donors_.size() < most_donors)
        donors_.insert(std::string(source(place)));
    });
  }

  std::vector<Change> changes(const Decider& decider, const Element& subject) const {
    const json::Place& place = decider.evidence.place;
    std::vector<Change> result;
    auto add = [&](std::string how, std::optional<Edit> edit) {
      if (edit) result.push_back({std::move(how), {std::move(*edit)}});
    };
    bool is_absent = !decider.evidence.missing.empty();
    if (!is_absent && place.value == subject.place.value) return result;
    if (decider.holds && !is_absent) {
      if (!decider.is_key) add("removed", remove_value(place));
      if (!decider.is_key && !decider.only_exists)
        add("negated", replace_value(place, negated(place)));
      if (decider.is_key) add("renamed", rename_key(place, "Another"));
    }
    for (const ParameterValue& literal : decider.literals) {
      std::string json = language::to_string(literal);
      const auto* text = std::get_if<std::string>(&literal.value);
      if (is_absent && !decider.holds)
        add("set to " + json, insert_value(place, decider.evidence.missing, json));
      else if (!is_absent && decider.is_key && text)
        add("renamed " + json, rename_key(place, *text));
      else if (!is_absent && fits(literal, *place.value))
        add("set to " + json, replace_value(place, json));
    }
    if (is_absent && !decider.holds && decider.only_exists)
      add("set", insert_value(place, decider.evidence.missing, "\"x\""));
    if (result.empty() && !decider.holds && !is_absent) add_borrowed(place, result);
    return result;
  }

  void add_borrowed(const json::Place& place, std::vector<Change>& changes) const {
    Change change{"taken from a Bad example", {}};
    for (const std::string& donor : donors_)
      if (auto edit = replace_value(place, donor)) change.edits.push_back(std::move(*edit));
    if (!change.edits.empty()) changes.push_back(std::move(change));
  }

  void mutate(const Example& example) {
    Seen seen;
    judge(example, [&](const Outcome& outcome) {
      if (outcome.kind != Outcome::Kind::Pass) return;
      for (const Cut& cut : outcome.cuts) mutate(example, *outcome.subject, cut, seen);
    });
  }

  void mutate(const Example& example, const Element& subject, const Cut& cut, Seen& seen) {
    std::vector<std::vector<Change>> of_each;
    std::vector<std::string> ways;
    for (const Decider& decider : cut) {
      of_each.push_back(changes(decider, subject));
      if (of_each.back().empty()) return;
      for (const Change& change : of_each.back())
        if (std::find(ways.begin(), ways.end(), change.how) == ways.end())
          ways.push_back(change.how);
    }
    for (const std::string& how : ways) {
      std::vector<const Change*> chosen;
      for (const auto& changes_of_one : of_each) {
        auto same = std::find_if(changes_of_one.begin(), changes_of_one.end(),
                                 [&](const Change& change) { return change.how == how; });
        chosen.push_back(same == changes_of_one.end() ? &changes_of_one.front() : &*same);
      }
      count(example, subject, cut, how, chosen, seen);
    }
  }

  // Whether the changed example is noticed; empty if it is none.
  std::optional<bool> is_noticed(const Example& example, const std::vector<const Change*>& chosen,
                                 Seen& seen) const {
    std::size_t tries = 0;
    for (const Change* change : chosen) tries = std::max(tries, change->edits.size());
    std::optional<bool> noticed;
    for (std::size_t i = 0; i < tries; ++i) {
      std::vector<Edit> edits;
      for (const Change* change : chosen) {
        const Edit& edit = change->edits[std::min(i, change->edits.size() - 1)];
        bool twice = std::any_of(edits.begin(), edits.end(), [&](const Edit& other) {
          return other.file == edit.file && other.begin == edit.begin && other.end == edit.end;
        });
        if (!twice) edits.push_back(edit);
      }
      Example mutant = example;
      auto files = edited(example.files, edits);
      if (!files) continue;
      mutant.files = std::move(*files);
      std::string key;
      for (const ExampleFile& file : mutant.files) key += file.text + '\0';
      if (auto known = seen.find(key); known != seen.end()) {
        if (known->second) return std::nullopt;  // killed and counted already
        continue;
      }
      ExampleRun run = run_example(mutant, *alone_);
      if (run.unreadable) continue;
      noticed = run.findings || run.undetermined;
      seen.emplace(std::move(key), *noticed);
      if (*noticed) break;
    }
    return noticed;
  }

  void count(const Example& example, const Element& subject, const Cut& cut, const std::string& how,
             const std::vector<const Change*>& chosen, Seen& seen) {
    if (score_.mutants >= most_mutants) return;
    auto noticed = is_noticed(example, chosen, seen);
    if (!noticed) return;
    ++score_.mutants;
    if (*noticed) {
      ++score_.killed;
      return;
    }
    std::vector<std::string> paths;
    for (const Decider& decider : cut) paths.push_back(path_of(subject, decider.evidence, false));
    if (is_listed(paths, how)) {
      ++score_.equivalent;
      return;
    }
    std::string all;
    for (const std::string& path : paths) all += (all.empty() ? "" : ", ") + path;
    score_.survivors.push_back({example.title, std::string(subject.address), all, how});
  }

  // `PATH` or `PATH HOW`; `*` is any path.
  bool is_listed(const std::vector<std::string>& paths, const std::string& how) {
    for (std::size_t i = 0; i < file_.equivalents.size(); ++i) {
      std::string_view listed = file_.equivalents[i].first;
      std::size_t space = listed.find(' ');
      std::string_view path = listed.substr(0, space);
      if (space != std::string_view::npos &&
          !std::string_view(how).starts_with(listed.substr(space + 1)))
        continue;
      if (path != "*" && std::none_of(paths.begin(), paths.end(), [&](const std::string& changed) {
            return changed == path || without_indexes(changed) == path;
          }))
        continue;
      used_listings_.insert(i);
      return true;
    }
    return false;
  }

  const RuleFile& file_;
  std::string pack_;
  const Rulebook* alone_ = nullptr;
  std::set<std::string> donors_;  // values that Bad examples are blamed for, as written
  std::set<std::size_t> used_listings_;
  MutationScore score_;
};

}  // namespace

MutationScore mutate_rule(const RuleFile& file) {
  if (file.status == RuleStatus::Retired) return {};
  return Mutator(file).run();
}

}  // namespace paycheck
