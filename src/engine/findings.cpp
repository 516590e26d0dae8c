// SPDX-License-Identifier: Apache-2.0
// From a verdict to what is told of it: where, how it was reached, and which findings are one
// matter.

#include "findings.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "masking.hpp"
#include "places.hpp"

namespace paycheck {

namespace {

TrailEntry entry(const Stack& stack, const json::Place& place, const Element* element,
                 TrailStep::What what, std::string_view message) {
  TrailEntry result;
  const Element* owner = place ? stack.owner(place) : nullptr;
  if (!owner) owner = element;
  if (owner) result.address = owner->address;
  if (place) result.attribute = stack.attribute_path(place);
  result.what = what;
  result.location = location_of(place);
  result.message = message;
  return result;
}

std::vector<TrailEntry> trail_of(const Stack& stack, const language::Outcome& outcome) {
  std::vector<TrailEntry> trail;
  const Element* owner = outcome.evidence.place ? stack.owner(outcome.evidence.place) : nullptr;
  if (owner && owner != outcome.subject && outcome.subject->kind != Element::Kind::Stack &&
      outcome.subject->kind != Element::Kind::App)
    trail.push_back(entry(stack, outcome.subject->place, outcome.subject, TrailStep::What::Affected,
                          "affected"));
  for (const TrailStep* step = outcome.evidence.trail; step; step = step->next)
    trail.push_back(entry(stack, step->place, step->element, step->what, step->message));
  for (const language::Evidence& related : outcome.related)
    trail.push_back(entry(stack, related.place, nullptr, TrailStep::What::Companion, "also here"));
  return trail;
}

// The instance key of an address: what stands in brackets at its end.
std::string_view instance_key(std::string_view address) {
  std::size_t open = address.ends_with(']') ? address.rfind('[') : std::string_view::npos;
  return open == std::string_view::npos ? std::string_view() : address.substr(open);
}

// The subject itself, or a scalar argument of it: no indexes, so no natural keys.
bool is_plain(const Element& subject, const language::Evidence& evidence) {
  const json::Value* at = evidence.place.value;
  if (!at || at == subject.place.value) return true;
  if (at->is_object() || at->is_array() || evidence.place.document != subject.place.document ||
      !evidence.place.key)
    return false;
  const json::Value* argument = subject.place.value->find(evidence.place.key->text());
  return argument == at;
}

class Sets {
 public:
  explicit Sets(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  // The smaller index leads, so that a group is named by its first entry.
  void join(std::size_t a, std::size_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parent_;
};

}  // namespace

std::string fingerprint(std::initializer_list<std::string_view> parts,
                        std::span<const std::string> more) {
  std::string text;
  text.reserve(256);
  for (std::string_view part : parts) text.append(part).push_back('\0');
  for (const std::string& part : more) text.append(part).push_back('\0');
  text.pop_back();  // joined by NUL, not ended by it
  std::string digest = sha256(text);
  digest.resize(32);
  return digest;
}

Draft draft_finding(const Stack& stack, const BoundRule& rule, const language::Outcome& outcome) {
  Draft draft;
  Finding& finding = draft.finding;
  const Element& subject = *outcome.subject;
  finding.rule = rule.rule->id;
  finding.severity = rule.rule->severity;
  finding.app = stack.app();
  finding.stack = stack.name();
  finding.address = subject.address;
  finding.construct = subject.construct;
  finding.each.assign(outcome.each.begin(), outcome.each.end());
  finding.attribute = path_of(subject, outcome.evidence, false);
  finding.path = is_plain(subject, outcome.evidence) ? finding.attribute
                                                     : path_of(subject, outcome.evidence, true);
  finding.message = outcome.message;
  if (outcome.evidence.missing.empty() && outcome.evidence.place.value != subject.place.value)
    finding.evidence = evidence_text(stack, outcome.evidence.place);
  finding.location = location_of(outcome.evidence.place);
  finding.trail = trail_of(stack, outcome);
  if (!outcome.evidence.assumed.empty()) finding.assumed.emplace_back(outcome.evidence.assumed);
  finding.suggestion = outcome.suggestion;
  std::string_view who = finding.construct.empty() ? std::string_view(finding.address)
                                                   : std::string_view(finding.construct);
  finding.fingerprint =
      fingerprint({finding.rule, finding.stack, who, instance_key(finding.address), finding.path},
                  finding.each);
  draft.stack = &stack;
  draft.place = outcome.evidence.place;
  return draft;
}

namespace {

// A cause within one rule and stack: a place or a message. The views live in the drafts.
struct Cause {
  const Stack* stack;
  std::string_view rule, message;
  const json::Document* file;
  std::uint32_t offset;
  friend bool operator==(const Cause&, const Cause&) = default;
};
struct HashOfCause {
  std::size_t operator()(const Cause& cause) const {
    std::size_t hash =
        std::hash<std::string_view>()(cause.message) ^ std::hash<const void*>()(cause.stack);
    return (hash * 31 + cause.offset) * 31 + std::hash<std::string_view>()(cause.rule) +
           std::hash<const void*>()(cause.file);
  }
};

}  // namespace

void group(std::span<Draft* const> drafts) {
  Sets sets(drafts.size());
  std::unordered_map<Cause, std::size_t, HashOfCause> first;
  first.reserve(2 * drafts.size());
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const Draft& draft = *drafts[i];
    auto join = [&](const Cause& cause) {
      auto [known, fresh] = first.emplace(cause, i);
      if (!fresh) sets.join(known->second, i);
    };
    join({draft.stack, draft.finding.rule, draft.finding.message, nullptr, 0});
    if (draft.place) {
      const json::Place& place = draft.place;
      join({draft.stack,
            draft.finding.rule,
            {},
            &place.document->outermost().original(),
            place.document->outer_offset(place.begin())});
    }
  }
  for (std::size_t i = 0; i < drafts.size(); ++i)
    drafts[i]->finding.group = drafts[sets.find(i)]->finding.fingerprint;
}

void UndeterminedEntries::add(const Stack& stack, const BoundRule& rule,
                              const language::Outcome& outcome) {
  std::string_view reason = terraform::to_string(outcome.reason);
  std::string expression =
      outcome.where && stack.is_secret(outcome.where) ? "***" : outcome.expression;
  Undetermined& entry =
      entries_[Key{rule.rule->id, stack.app(), stack.name(), std::string(reason), expression}];
  if (entry.subjects.empty()) {
    entry.rule = rule.rule->id;
    entry.app = stack.app();
    entry.stack = stack.name();
    entry.reason = reason;
    entry.expression = expression;
    entry.location = location_of(outcome.where ? outcome.where : outcome.subject->place);
    entry.fingerprint = fingerprint({entry.rule, entry.stack, entry.reason, entry.expression});
  }
  std::string address(outcome.subject->address);
  if (entry.subjects.empty() || entry.subjects.back() != address)
    entry.subjects.push_back(std::move(address));
}

void UndeterminedEntries::append(UndeterminedEntries later) {
  for (auto& [key, entry] : later.entries_) {
    auto [known, fresh] = entries_.try_emplace(key, entry);
    if (!fresh)
      known->second.subjects.insert(known->second.subjects.end(), entry.subjects.begin(),
                                    entry.subjects.end());
  }
}

std::vector<Undetermined> UndeterminedEntries::take() {
  std::vector<Undetermined> result;
  for (auto& [key, entry] : entries_) result.push_back(std::move(entry));
  std::stable_sort(result.begin(), result.end(), [](const Undetermined& a, const Undetermined& b) {
    return std::tie(a.app, a.stack, a.subjects.front(), a.rule) <
           std::tie(b.app, b.stack, b.subjects.front(), b.rule);
  });
  entries_.clear();
  return result;
}

}  // namespace paycheck
