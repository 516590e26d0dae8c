// SPDX-License-Identifier: Apache-2.0
// What a reference may mean beside the element that it names: what the argument of that name refers
// to, what the element stands in for, what a data source or module was given, what a local holds.
// Closed once per (node, attribute); the reverse index of all edges comes out of it.

#include <algorithm>
#include <unordered_set>

#include "state.hpp"

namespace paycheck {

namespace {

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != std::string_view::npos;
       at = words.find(word, at + 1)) {
    std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' '))
      return true;
  }
  return false;
}

}  // namespace

std::string_view selected_attribute(const terraform::Reference& reference) {
  for (const terraform::Step& step : reference.steps) {
    bool name =
        step.kind == terraform::Step::Kind::Attribute || step.kind == terraform::Step::Kind::Key;
    bool number = step.text.find_first_not_of("0123456789") == std::string_view::npos;
    if (step.kind == terraform::Step::Kind::Attribute && !number) return step.text;
    if (name && &step != reference.steps.data()) return step.text;
  }
  return {};
}

bool stands_in(const aws::StandIn& row, std::string_view attribute) {
  return row.attribute.empty() || attribute.empty() || has_word(row.attribute, attribute);
}

std::span<const std::uint32_t> Stack::State::reach(std::uint32_t node,
                                                   const terraform::Reference& reference) {
  if (node == HashIndex::none) return {};
  return reach(node, selected_attribute(reference));
}

Stack::State::Ways Stack::State::ways(std::uint32_t node, std::string_view attribute) const {
  const json::Value& body = *place_of(node).value;
  Ways ways{};
  auto look_through = [&](const json::Value* value) {
    bool plain = !value || (value->is_string() && !value->has_template()) || value->is_number() ||
                 value->is_bool();
    if (!plain) ways[ways[0] ? 1 : 0] = value;
  };
  if (!is_element(node)) {
    const json::Value* part = attribute.empty() ? nullptr : body.find(attribute);
    look_through(part ? part : &body);
    return ways;
  }
  const Element& element = elements[node];
  if (element.kind == Element::Kind::Data || element.kind == Element::Kind::Module)
    look_through(&body);
  if (!element.is_managed()) return ways;
  if (!attribute.empty()) look_through(body.find(attribute));
  const aws::StandIn* row = aws::stand_in(element.type);
  if (row && stands_in(*row, attribute)) look_through(body.find(row->argument));
  return ways;
}

std::span<const std::uint32_t> Stack::State::reach(std::uint32_t node, std::string_view attribute) {
  Ways first = ways(node, attribute);
  if (is_element(node) && !first[0]) return {&elements[node].index, 1};
  auto key_of = [](std::uint32_t at, std::string_view step) { return hash_of(step, at + 1); };
  auto [kept, is_new] = reached.try_emplace(key_of(node, attribute));
  if (!is_new) return kept->second;

  // Breadth first over (node, attribute); the bound only concerns stacks made to be slow.
  constexpr std::size_t max_visited = 100'000;
  std::vector<std::pair<std::uint32_t, std::string_view>> queue{{node, attribute}};
  std::unordered_set<std::uint64_t> seen{key_of(node, attribute)};
  std::vector<std::uint32_t> found;
  for (std::size_t i = 0; i < queue.size() && i < max_visited; ++i) {
    auto [at, step] = queue[i];
    if (is_element(at)) found.push_back(at);
    for (const json::Value* value : ways(at, step)) {
      if (!value) continue;
      for (const Edge& edge : edges_within(at, *value)) {
        if (edge.order_only || edge.target == HashIndex::none) continue;
        std::string_view next = selected_attribute(*edge.reference);
        if (seen.insert(key_of(edge.target, next)).second) queue.push_back({edge.target, next});
      }
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return kept->second = arena.copy(std::span<const std::uint32_t>(found));
}

/// All edges turned round: a counting sort by what they reach keeps the sources in order.
void Stack::State::index_referrers() {
  if (!reverse_begins.empty()) return;
  reverse_begins.assign(elements.size() + 1, 0);
  auto each = [this](auto&& visit) {
    for (std::uint32_t node = 0; node < elements.size(); ++node)
      for (const Edge& edge : edges_of(node))
        if (!edge.order_only)
          for (std::uint32_t target : reach(edge.target, *edge.reference)) visit(target, node);
  };
  std::vector<std::uint32_t> last(elements.size(), HashIndex::none);
  each([&](std::uint32_t target, std::uint32_t source) {
    if (last[target] == source) return;
    last[target] = source;
    ++reverse_begins[target + 1];
  });
  for (std::size_t i = 1; i < reverse_begins.size(); ++i)
    reverse_begins[i] += reverse_begins[i - 1];
  reverse.resize(reverse_begins.back());
  std::vector<std::uint32_t> next(reverse_begins.begin(), reverse_begins.end() - 1);
  std::fill(last.begin(), last.end(), HashIndex::none);
  each([&](std::uint32_t target, std::uint32_t source) {
    if (last[target] == source) return;
    last[target] = source;
    reverse[next[target]++] = source;
  });
}

std::span<const std::uint32_t> Stack::referrers(const Element& y, std::string_view type) const {
  State& s = *state_;
  s.index_referrers();
  if (y.kind == Element::Kind::App || y.index >= s.elements.size()) return {};
  std::span<const std::uint32_t> all(s.reverse.data() + s.reverse_begins[y.index],
                                     s.reverse_begins[y.index + 1] - s.reverse_begins[y.index]);
  if (type.empty()) return all;
  auto [begin, end] = s.type_range(type);
  auto first = std::lower_bound(all.begin(), all.end(), begin);
  auto last = std::lower_bound(first, all.end(), end);
  return all.subspan(static_cast<std::size_t>(first - all.begin()),
                     static_cast<std::size_t>(last - first));
}

}  // namespace paycheck
