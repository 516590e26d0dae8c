// SPDX-License-Identifier: Apache-2.0
// Who mentions whom: one pass over the bodies, in file order, so that the references inside any
// value are a stretch of its element's edges. Policies inside strings need no second look: the
// string's own template holds their references too.

#include <algorithm>

#include "state.hpp"

namespace paycheck {

namespace {

/// Members that hold no values: comments, names of provider configurations, names of arguments.
bool holds_no_values(std::string_view name, bool at_top) {
  if (name == "//") return true;
  return at_top ? name == "provider" || name == "providers" : name == "ignore_changes";
}

/// Reading positions where references stand without `${}`.
bool is_bare_list(std::string_view name, std::string_view parent, bool at_top) {
  return at_top ? name == "depends_on" : name == "replace_triggered_by" && parent == "lifecycle";
}

}  // namespace

void Stack::State::add_string(std::uint32_t node, const json::Value& string) {
  const terraform::Template& text = parsed(string);
  if (is_element(node) && !is_resource_reference(string)) built_strings.push_back({&string, node});
  for (const terraform::Part& part : text.parts)
    for (const terraform::Reference& reference : part.references) {
      std::uint32_t target = target_of(reference);
      edges.push_back({&string, &reference, node, target, false});
      if (target == HashIndex::none || !is_element(target) || elements[target].instance.empty())
        continue;
      for (const Element& other : reached_by(reference, target).subspan(1))
        edges.push_back({&string, &reference, node, other.index, false});
    }
}

void Stack::State::add_bare(std::uint32_t node, const json::Value& list) {
  auto add = [&](const json::Value& item) {
    auto reference =
        item.is_string() ? terraform::read_reference(item.text(), arena) : std::nullopt;
    if (!reference) return;
    const auto* kept = arena.make<terraform::Reference>(*reference);
    edges.push_back({&item, kept, node, target_of(*kept), true});
  };
  add(list);
  for (const json::Value& item : list.items()) add(item);
}

void Stack::State::add_edges_of(std::uint32_t node) {
  struct Frame {
    const json::Value* value;
    std::size_t next;
    std::string_view name;
  };
  const json::Value& body = *place_of(node).value;
  if (body.is_string() && body.has_template()) add_string(node, body);
  std::vector<Frame> path;
  if (body.is_object() || body.is_array()) path.push_back({&body, 0, {}});
  while (!path.empty()) {
    Frame& top = path.back();
    const json::Value* child = nullptr;
    std::string_view name;
    bool at_top = path.size() == 1 && is_element(node);
    if (auto members = top.value->members(); top.next < members.size()) {
      const json::Member& member = members[top.next++];
      child = &member.value;
      name = member.name();
      if (holds_no_values(name, at_top)) continue;
      if (is_bare_list(name, top.name, at_top)) {
        add_bare(node, *child);
        continue;
      }
    } else if (auto items = top.value->items(); top.next < items.size()) {
      child = &items[top.next++];
      name = top.name;
    } else {
      path.pop_back();
      continue;
    }
    if (child->is_string()) {
      if (child->has_template()) add_string(node, *child);
    } else if (child->is_object() || child->is_array()) {
      path.push_back({child, 0, name});
    }
  }
}

void Stack::State::add_edges() {
  std::uint32_t nodes = static_cast<std::uint32_t>(elements.size() + locals.size());
  edge_begins.assign(nodes + 1, 0);
  edges.reserve(elements.size() * 3);
  for (std::uint32_t node = 0; node < nodes; ++node) {
    edge_begins[node] = static_cast<std::uint32_t>(edges.size());
    bool holds = !is_element(node) || (elements[node].kind != Element::Kind::Stack &&
                                       elements[node].kind != Element::Kind::Variable);
    if (holds) add_edges_of(node);
  }
  edge_begins[nodes] = static_cast<std::uint32_t>(edges.size());
}

std::span<const Edge> Stack::State::edges_of(std::uint32_t node) const {
  return std::span<const Edge>(edges).subspan(edge_begins[node],
                                              edge_begins[node + 1] - edge_begins[node]);
}

std::span<const Edge> Stack::State::edges_within(std::uint32_t node,
                                                 const json::Value& value) const {
  auto all = edges_of(node);
  auto begins_before = [](const Edge& edge, std::uint32_t offset) {
    return edge.value->begin() < offset;
  };
  auto first = std::lower_bound(all.begin(), all.end(), value.begin(), begins_before);
  auto last = std::lower_bound(first, all.end(), value.end(), begins_before);
  return all.subspan(static_cast<std::size_t>(first - all.begin()),
                     static_cast<std::size_t>(last - first));
}

}  // namespace paycheck
