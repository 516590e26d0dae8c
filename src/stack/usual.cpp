// SPDX-License-Identifier: Apache-2.0
// The tag keys that a stack's resources usually carry, counted once per stack.

#include <algorithm>

#include "indexes.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::Reason;
using terraform::Value;

/// Resources that carry the same keys are counted as one.
class Alike {
 public:
  void add(const std::vector<std::string_view>& keys, bool open) {
    std::uint64_t hash = open ? 1 : 0;
    for (std::string_view key : keys) hash = hash_of(key, hash);
    bool known = false;
    by_keys_.each(hash, [&](std::uint32_t number) {
      conventions::CarriedKeys& group = groups_[number];
      if (group.open != open || group.keys != keys) return false;
      ++group.resources;
      return known = true;
    });
    if (known) return;
    by_keys_.add(hash, static_cast<std::uint32_t>(groups_.size()));
    groups_.push_back({keys, open, 1});
  }
  const std::vector<conventions::CarriedKeys>& groups() const { return groups_; }

 private:
  HashIndex by_keys_;
  std::vector<conventions::CarriedKeys> groups_;
};

}  // namespace

/// The keys that a resource surely carries; returns whether it may carry others.
bool Stack::State::carried_keys(const Element& element, std::vector<std::string_view>& keys) {
  keys.clear();
  const json::Value* own = plain_tags(element);
  const Tags& first = own ? shared_tags(element) : tags(element);
  for (const Tag& tag : first.tags) keys.push_back(tag.key);
  std::size_t shared = keys.size();
  if (!own) return first.open;
  for (const json::Member& member : own->members()) {
    auto end = keys.begin() + static_cast<std::ptrdiff_t>(shared);
    bool known = member.value.is_null() || std::find(keys.begin(), end, member.name()) != end;
    if (!known) keys.push_back(member.name());
  }
  return first.open;
}

LearnedTags& Stack::State::learned() {
  if (learned_tags) return *learned_tags;
  learned_tags = std::make_shared<LearnedTags>();
  Alike alike;
  std::vector<std::string_view> carried;
  for (const Element& element : elements) {
    if (!element.row || !is_taggable(element)) continue;
    bool open = carried_keys(element, carried);
    alike.add(carried, open);
  }
  const std::vector<conventions::CarriedKeys>& resources = alike.groups();
  std::vector<std::string_view> shared;
  for (const auto& [name, index] : providers)
    for (const Tag& tag : default_tags(name).tags) shared.push_back(tag.key);
  learned_tags->spellings.emplace(resources, shared);
  if (auto keys = conventions::usual_keys(resources)) {
    std::vector<Value> values;
    for (std::string_view key : *keys) values.push_back(Value::text(arena.copy(key)));
    learned_tags->usual = Value::list(arena.copy(std::span<const Value>(values)), false);
  }
  return *learned_tags;
}

void Stack::take_usual_tags(const Stack& other) {
  other.state_->learned();
  state_->learned_tags = other.state_->learned_tags;
}

terraform::Value Stack::usual_tags() const {
  return state_->learned().usual;
}

terraform::Value Stack::usual_spelling(std::string_view key) const {
  State& s = *state_;
  auto known = s.spellings.find(key);
  if (known != s.spellings.end()) return known->second;
  std::string_view kept = s.arena.copy(key);
  return s.spellings.emplace(kept, s.spelling_of(kept)).first->second;
}

Value Stack::State::spelling_of(std::string_view key) {
  using Spelling = conventions::UsualSpellings::Spelling;
  Spelling spelling = learned().spellings->of(key);
  if (spelling.state == Spelling::State::Known) return Value::text(arena.copy(spelling.text));
  if (spelling.state == Spelling::State::Unseen) return Value::absent();
  return unknown(Reason::SuffixOrTagsOpen, Hole::Carries::Names, key, {}, hash_of(key));
}

}  // namespace paycheck
