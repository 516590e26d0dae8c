// SPDX-License-Identifier: Apache-2.0
// The tag keys that a stack's resources usually carry, counted once per stack.

#include "indexes.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::Reason;
using terraform::Value;

}  // namespace

LearnedTags& Stack::State::learned() {
  if (learned_tags) return *learned_tags;
  learned_tags = std::make_unique<LearnedTags>();
  std::vector<conventions::CarriedKeys> resources;
  for (const Element& element : elements) {
    if (!element.is_managed() || !element.row || !element.row->taggable) continue;
    conventions::CarriedKeys carried;
    const Tags& all = tags(element);
    for (const Tag& tag : all.tags) carried.keys.push_back(tag.key);
    carried.open = all.open;
    resources.push_back(std::move(carried));
  }
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
