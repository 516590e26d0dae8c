// SPDX-License-Identifier: Apache-2.0
// Keys are counted by resource. What an open map does not show counts against a usual key, and for
// every spelling but the leading one: what is learned is true whatever the open maps hold.
#include "usual_tags.hpp"

#include <algorithm>

#include "characters.hpp"
#include "paycheck/stack.hpp"

namespace paycheck::conventions {
namespace {

struct KeyCount {
  std::string_view key;
  std::size_t resources = 0;
  std::size_t open_resources = 0;  ///< of these, those with open maps
  std::size_t seen_in = 0;
};

/// Counts each spelling; in order of first sight.
std::vector<KeyCount> count_keys(std::span<const CarriedKeys> resources) {
  std::vector<KeyCount> counts;
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    for (std::string_view key : resources[i].keys) {
      auto [place, is_new] = places.try_emplace(key, counts.size());
      if (is_new) counts.push_back({key});
      KeyCount& count = counts[place->second];
      if (count.seen_in == i + 1) continue;
      count.seen_in = i + 1;
      count.resources += resources[i].resources;
      count.open_resources += resources[i].open ? resources[i].resources : 0;
    }
  }
  return counts;
}

/// How many resources there are: all, or the open ones.
std::size_t number_of(std::span<const CarriedKeys> resources, bool only_open) {
  std::size_t sum = 0;
  for (const CarriedKeys& alike : resources)
    if (alike.open || !only_open) sum += alike.resources;
  return sum;
}

bool is_learned(std::string_view key) {
  constexpr std::string_view reserved = "aws:";
  return !same_word(key, "name") && !same_word(key.substr(0, reserved.size()), reserved);
}

bool is_before(std::string_view a, std::string_view b) {
  auto less = [](char x, char y) { return lower(x) < lower(y); };
  if (std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), less)) return true;
  return !std::lexicographical_compare(b.begin(), b.end(), a.begin(), a.end(), less) && a < b;
}

/// The one spelling that `default_tags` write, if they agree.
std::optional<std::string_view> in_defaults(const std::vector<KeyCount>& spellings,
                                            std::span<const std::string_view> default_keys) {
  std::optional<std::string_view> found;
  for (const KeyCount& spelling : spellings) {
    if (std::find(default_keys.begin(), default_keys.end(), spelling.key) == default_keys.end())
      continue;
    if (found) return {};
    found = spelling.key;
  }
  return found;
}

/// Whether the lead of `most` holds, whatever the open maps add to another spelling.
bool leads(const KeyCount& most, const std::vector<KeyCount>& spellings,
           std::size_t open_resources) {
  return std::all_of(spellings.begin(), spellings.end(), [&](const KeyCount& other) {
    return &other == &most ||
           other.resources + open_resources - other.open_resources < most.resources;
  });
}

}  // namespace

std::optional<std::vector<std::string_view>> usual_keys(std::span<const CarriedKeys> resources) {
  constexpr std::size_t enough = 8;
  std::size_t all = number_of(resources, false);
  if (all < enough) return {};
  std::vector<std::string_view> keys;
  for (const KeyCount& count : count_keys(resources)) {
    if (10 * count.resources >= 9 * all && is_learned(count.key)) keys.push_back(count.key);
  }
  std::sort(keys.begin(), keys.end(), is_before);
  return keys;
}

UsualSpellings::UsualSpellings(std::span<const CarriedKeys> resources,
                               std::span<const std::string_view> default_keys) {
  std::size_t open = number_of(resources, true);
  std::unordered_map<std::string, std::vector<KeyCount>> spellings_of;
  for (const KeyCount& count : count_keys(resources))
    spellings_of[folded_tag_key(count.key)].push_back(count);
  for (const auto& [folded, spellings] : spellings_of) {
    auto most = std::max_element(spellings.begin(), spellings.end(),
                                 [](auto& a, auto& b) { return a.resources < b.resources; });
    Spelling& usual = by_folded_key_[folded];
    std::optional<std::string_view> text = most->key;
    if (!leads(*most, spellings, open)) text = in_defaults(spellings, default_keys);
    usual = text ? Spelling{Spelling::State::Known, *text} : Spelling{Spelling::State::Unknown, {}};
  }
}

UsualSpellings::Spelling UsualSpellings::of(std::string_view key) const {
  auto found = by_folded_key_.find(folded_tag_key(key));
  return found == by_folded_key_.end() ? Spelling{} : found->second;
}

}  // namespace paycheck::conventions
