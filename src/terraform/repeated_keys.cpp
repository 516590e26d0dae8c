// SPDX-License-Identifier: Apache-2.0
// Sorted keys cost one comparison each; a few unsorted ones are compared with each other, many are
// sorted first.
#include "repeated_keys.hpp"

#include <algorithm>

namespace paycheck::terraform {
namespace {

using Members = std::span<const json::Member>;

constexpr std::size_t few = 16;

std::vector<const json::Member*> sorted(Members members) {
  std::vector<const json::Member*> result;
  result.reserve(members.size());
  for (const json::Member& member : members) result.push_back(&member);
  std::sort(result.begin(), result.end(), [](auto* a, auto* b) {
    int order = a->name().compare(b->name());
    return order != 0 ? order < 0 : a < b;
  });
  return result;
}

bool is_repeated_among_few(Members members) {
  for (std::size_t i = 1; i < members.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (members[i].name() == members[j].name()) return true;
  return false;
}

bool repeats(Members members) {
  std::size_t ascending = 1;
  while (ascending < members.size() && members[ascending - 1].name() < members[ascending].name())
    ++ascending;
  if (ascending >= members.size()) return false;
  if (members.size() <= few) return is_repeated_among_few(members);
  auto all = sorted(members);
  return std::adjacent_find(all.begin(), all.end(),
                            [](auto* a, auto* b) { return a->name() == b->name(); }) != all.end();
}

void push_containers(std::vector<const json::Value*>& stack, const json::Value& value) {
  if ((value.is_object() && !value.members().empty()) ||
      (value.is_array() && !value.items().empty()))
    stack.push_back(&value);
}

}  // namespace

bool has_repeated_key(const json::Value& root, std::vector<const json::Value*>& stack) {
  stack.clear();
  push_containers(stack, root);
  while (!stack.empty()) {
    const json::Value& value = *stack.back();
    stack.pop_back();
    if (repeats(value.members())) return true;
    for (const json::Member& member : value.members()) push_containers(stack, member.value);
    for (const json::Value& item : value.items()) push_containers(stack, item);
  }
  return false;
}

std::vector<std::pair<const json::Member*, const json::Member*>> repeated_members(
    const json::Value& object) {
  std::vector<std::pair<const json::Member*, const json::Member*>> result;
  if (!repeats(object.members())) return result;
  auto all = sorted(object.members());
  for (std::size_t first = 0, i = 1; i < all.size(); ++i) {
    if (all[i]->name() == all[first]->name())
      result.emplace_back(all[i], all[first]);
    else
      first = i;
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace paycheck::terraform
