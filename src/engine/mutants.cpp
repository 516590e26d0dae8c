// SPDX-License-Identifier: Apache-2.0
// Mutants of Good examples. The language tells what each pass hangs on; every such value is changed
// in each way that should turn the verdict, and the rule is run again.

#include <algorithm>
#include <map>
#include <set>

#include "edits.hpp"
#include "examples.hpp"
#include "other_values.hpp"
#include "places.hpp"

namespace paycheck {

namespace {

using language::Cut;
using language::Decider;
using language::Outcome;
using language::ParameterValue;

constexpr std::size_t most_mutants = 400;  // of a rule
constexpr std::size_t most_donors = 200;

// One way to change a value; several edits are tried one after the other, and one of them should
// turn the verdict.
struct Change {
  std::string how;
  std::vector<Edit> edits;
};

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

// Terraform refuses a body without such an argument: to remove it shows nothing.
bool is_required(const Element& subject, const json::Place& place) {
  const Element* owner = subject.stack->owner(place);
  const terraform::Schema* schema = owner && owner->row ? owner->row->schema : nullptr;
  std::string path = without_indexes(subject.stack->attribute_path(place));
  if (!place.key) return false;
  std::string_view rest = path;
  while (schema) {
    std::size_t dot = rest.find('.');
    const terraform::Argument* argument = schema->find(rest.substr(0, dot));
    if (!argument || dot == std::string_view::npos) return argument && argument->required;
    rest.remove_prefix(dot + 1);
    schema = argument->block;
  }
  return false;
}

// A value of a Bad example: one that is blamed, or that holds one.
struct Donor {
  std::string text;
  std::string key;  // under which it stands, of a list item the list's
  json::Kind kind = json::Kind::Null;
  bool blamed = false;
};

// The values on the way from the document's root to the place, the place's own last.
std::vector<Donor> way_to(const json::Place& place) {
  std::vector<Donor> way;
  const json::Value* at = &place.document->root();
  std::string_view key;
  auto holds = [&](const json::Value& value) {
    return value.begin() <= place.value->begin() && place.value->end() <= value.end();
  };
  while (at && at != place.value) {
    const json::Value* next = nullptr;
    for (const json::Member& member : at->members())
      if (holds(member.value)) {
        next = &member.value;
        key = member.name();
      }
    for (const json::Value& item : at->items())
      if (holds(item)) next = &item;
    at = next;
    if (at)
      way.push_back({std::string(source_of({place.document, at, nullptr})), std::string(key),
                     at->kind(), at == place.value});
  }
  return way;
}

bool fits(const ParameterValue& literal, const json::Value& value) {
  if (std::holds_alternative<bool>(literal.value)) return value.is_bool();
  if (std::holds_alternative<double>(literal.value)) return value.is_number();
  return std::holds_alternative<std::string>(literal.value) && value.is_string();
}

// Mutants by their text, and whether the rule noticed them.
using Seen = std::map<std::string, bool>;

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
      if (!outcome.evidence.missing.empty() || place.value == outcome.subject->place.value) return;
      if (place.key) donor_keys_.insert(std::string(place.key->text()));
      for (Donor& donor : way_to(place))
        if (donors_.size() < most_donors) donors_.push_back(std::move(donor));
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
      if (!decider.is_key && !is_required(subject, place)) add("removed", remove_value(place));
      if (!decider.is_key && !decider.only_exists)
        add_any("negated", place, other_values(place), result);
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
    if (result.empty() && !decider.holds && !is_absent) add_borrowed(decider, result);
    return result;
  }

  static void add_any(std::string how, const json::Place& place,
                      const std::vector<std::string>& values, std::vector<Change>& changes) {
    Change change{std::move(how), {}};
    for (const std::string& value : values)
      if (auto edit = replace_value(place, value)) change.edits.push_back(std::move(*edit));
    if (!change.edits.empty()) changes.push_back(std::move(change));
  }

  // What a Bad example is blamed for; or what holds that, if it stands where the place does.
  void add_borrowed(const Decider& decider, std::vector<Change>& changes) const {
    const json::Place& place = decider.evidence.place;
    Change change{"taken from a Bad example", {}};
    auto add = [&](std::optional<Edit> edit) {
      if (edit) change.edits.push_back(std::move(*edit));
    };
    if (decider.is_key)
      for (const std::string& key : donor_keys_) add(rename_key(place, key));
    auto way = way_to(place);
    for (const Donor& donor : donors_)
      if (!decider.is_key && (donor.blamed || (!way.empty() && donor.key == way.back().key &&
                                               donor.kind == way.back().kind)))
        add(replace_value(place, donor.text));
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
  std::vector<Donor> donors_;
  std::set<std::string> donor_keys_;  // of values that Bad examples are blamed for
  std::set<std::size_t> used_listings_;
  MutationScore score_;
};

}  // namespace

MutationScore mutate_rule(const RuleFile& file) {
  if (file.status == RuleStatus::Retired) return {};
  return Mutator(file).run();
}

}  // namespace paycheck
