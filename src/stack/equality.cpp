// SPDX-License-Identifier: Apache-2.0
// Equality that unfolds lists and maps where they stand, and knows that two resources of one type
// have different identities.

#include <algorithm>

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::Value;

constexpr int max_depth = 64;

/// The hole that a value is, or whose text shape it alone leaves open.
const Hole* only_hole(const Value& value) {
  const Hole* hole = value.hole();
  return hole && hole->carries == Hole::Carries::Nothing && hole->source && hole->identity
             ? hole
             : nullptr;
}

bool is_collection(const Value& value) {
  return value.kind() == Value::Kind::List || value.kind() == Value::Kind::Map ||
         value.kind() == Value::Kind::Block;
}

/// The same identity attribute of two resources of one type.
bool surely_differ(const Value& a, const Value& b) {
  const Hole* left = only_hole(a);
  const Hole* right = only_hole(b);
  if (!left || !right || left->source == right->source || left->attribute != right->attribute)
    return false;
  if (left->source->type != right->source->type || !left->source->row ||
      !left->source->is_managed())
    return false;
  auto identities = aws::identities(*left->source->row);
  return std::any_of(identities.begin(), identities.end(),
                     [&](const aws::Identity& one) { return one.attribute == left->attribute; });
}

}  // namespace

Truth Stack::State::equal(const Value& a, const Value& b) {
  if (a.is_absent() || b.is_absent()) return Truth::False;
  if (surely_differ(a, b)) return Truth::False;
  bool unfold = is_collection(a) && is_collection(b) && (a.is_written() || b.is_written());
  if (!unfold) return terraform::equal(a, b);
  if (--budget < 0 || depth >= max_depth) return Truth::Unknown;
  ++depth;
  Truth result = (a.kind() == Value::Kind::List) == (b.kind() == Value::Kind::List)
                     ? (a.kind() == Value::Kind::List ? equal_lists(a, b) : equal_maps(a, b))
                     : Truth::False;
  --depth;
  return result;
}

Truth Stack::State::equal_lists(const Value& a, const Value& b) {
  Items left = items(a, arena), right = items(b, arena);
  std::size_t l = left.items.size(), r = right.items.size();
  if ((l > r && !right.open) || (r > l && !left.open)) return Truth::False;
  if (left.open || right.open) return Truth::Unknown;
  Truth result = Truth::True;
  for (std::size_t i = 0; i < l && result != Truth::False; ++i) {
    result = result & equal(left.items[i].value, right.items[i].value);
    if (left.items[i].exists != Truth::True || right.items[i].exists != Truth::True)
      result = result & Truth::Unknown;
  }
  return result;
}

/// The names of a map's or block's members.
std::vector<std::string_view> Stack::State::names_of(const Value& value) {
  std::vector<std::string_view> found;
  if (value.is_written()) {
    for (const json::Member& member : value.place().value->members())
      if (!member.value.is_null() && member.name() != "//") found.push_back(member.name());
  } else {
    for (const terraform::Entry& entry : value.entries())
      if (!entry.value->is_absent()) found.push_back(entry.name);
  }
  std::sort(found.begin(), found.end());
  return found;
}

Truth Stack::State::equal_maps(const Value& a, const Value& b) {
  std::vector<std::string_view> left = names_of(a), right = names_of(b);
  bool same = left == right;
  if (!same && !a.open() && !b.open()) return Truth::False;
  Truth result = same && !a.open() && !b.open() ? Truth::True : Truth::Unknown;
  for (std::string_view name : left) {
    if (result == Truth::False) break;
    if (std::binary_search(right.begin(), right.end(), name))
      result = result & equal(step(a, name), step(b, name));
    else if (!b.open())
      result = Truth::False;
  }
  return result;
}

Truth Stack::equal(const Value& a, const Value& b) const {
  state_->budget = 20'000;
  return state_->equal(a, b);
}

}  // namespace paycheck
