// SPDX-License-Identifier: Apache-2.0
// What the configurations of one provider share: the keys of their `default_tags`, and the
// resources that each of them makes.

#include <algorithm>

#include "state.hpp"

namespace paycheck {

using terraform::Value;

namespace {

/// `aws` of `aws.west`.
std::string_view provider_name(std::string_view configuration) {
  return configuration.substr(0, configuration.find('.'));
}

}  // namespace

Value Stack::shared_tag_keys(const Element& provider) const {
  State& s = *state_;
  std::vector<Value> keys;
  for (const auto& [name, index] : s.providers) {
    if (name == provider.provider || provider_name(name) != provider_name(provider.provider))
      continue;
    for (const Tag& tag : s.default_tags(name).tags) {
      bool known =
          std::ranges::any_of(keys, [&](const Value& key) { return key.text() == tag.key; });
      if (!known) keys.push_back(Value::text(tag.key));
    }
  }
  if (keys.empty()) return Value::absent();
  return Value::list(s.arena.copy(std::span<const Value>(keys)), false);
}

Items Stack::made_by(const Element& provider, Arena& scratch) const {
  std::vector<Item> made;
  for (const Element& element : elements())
    if (element.is_managed() && element.provider == provider.provider)
      made.push_back({Value::element(&element, element.place), element.address, element.exists});
  return {scratch.copy(std::span<const Item>(made))};
}

Items Stack::tags_past_limit(const Element& element, Arena& scratch) const {
  const Tags& all = state_->tags(element);
  std::size_t limit = aws::tag_limit(element.type), seen = 0;
  for (const Tag& tag : all.tags) {
    if (tag.key.starts_with("aws:") || ++seen <= limit) continue;
    Item first{tag.value, tag.key};
    return {scratch.copy(std::span<const Item>(&first, 1))};
  }
  // What an undeclared alias would add is nowhere written; the alias is a finding of its own.
  bool undeclared = all.why && all.why->reason == terraform::Reason::AliasNotDeclared;
  return {{}, all.open && !undeclared, all.why};
}

}  // namespace paycheck
