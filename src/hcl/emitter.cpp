// SPDX-License-Identifier: Apache-2.0
// Bodies become objects. Blocks of one name are gathered, since JSON's readers take the first
// member of a name. The root's blocks stay apart, in the order of the file.
#include "emitter.hpp"

#include <algorithm>
#include <numeric>

namespace paycheck::hcl {
namespace {

constexpr std::size_t few = 32;  // names are compared with each other rather than hashed

}  // namespace

Emitter::Emitter(const Tokens& tokens, std::span<const Node> nodes, Complaints& complaints,
                 const json::Document* metadata)
    : tokens_(tokens),
      nodes_(nodes),
      complaints_(complaints),
      out_(tokens.text),
      metadata_(metadata) {
  if (!metadata_) return;
  // Addresses as they are written below: root key and labels, each with a NUL behind it.
  struct Level {
    const json::Value* value;
    std::string address;
  };
  std::vector<Level> open{{&metadata_->root(), {}}};
  constexpr std::size_t deepest = 3;
  while (!open.empty()) {
    Level level = std::move(open.back());
    open.pop_back();
    if (const json::Value* comment = level.value->find("//")) comments_[level.address] = comment;
    if (static_cast<std::size_t>(std::count(level.address.begin(), level.address.end(), '\0')) ==
        deepest)
      continue;
    for (const json::Member& member : level.value->members())
      if (member.value.is_object() && member.name() != "//")
        open.push_back({&member.value, level.address + std::string(member.name()) + '\0'});
  }
}

std::string_view Emitter::label_of(const Node& node, std::uint32_t label) const {
  const Token& token = tokens_.all[node.name + 1 + label];
  std::string_view text = tokens_.text_of(token);
  return token.kind == TokenKind::Quoted ? text.substr(1, text.size() - 2) : text;
}

std::uint32_t Emitter::end_of(const Node& block) const {
  bool cut = tokens_.all[block.begin].cut;
  return tokens_.all[cut ? block.end - 1 : block.end].end;
}

std::string_view Emitter::comment_of(const Node& block) const {
  if (comments_.empty()) return {};
  std::string address(name_of(block));
  address += '\0';
  for (std::uint32_t i = 0; i < block.labels; ++i) (address += label_of(block, i)) += '\0';
  auto found = comments_.find(address);
  if (found == comments_.end()) return {};
  const json::Value& value = *found->second;
  return metadata_->text().substr(value.begin(), value.end() - value.begin());
}

void Emitter::write() {
  out_.raw("[");
  auto stack = comments_.find("");
  bool any = stack != comments_.end();
  if (any) {
    const json::Value& value = *stack->second;
    out_.raw("{\"//\":");
    out_.raw(metadata_->text().substr(value.begin(), value.end() - value.begin()));
    out_.raw("}");
  }
  for (std::uint32_t i = nodes_[0].first_child; i != 0; i = nodes_[i].next) {
    if (any) out_.raw(",\n");
    any = true;
    root_block(i);
    run();
  }
  out_.raw("]");
}

void Emitter::run() {
  auto take = [&] {
    tasks_.insert(tasks_.end(), added_.rbegin(), added_.rend());
    added_.clear();
  };
  for (take(); !tasks_.empty(); take()) {
    Task task = tasks_.back();
    tasks_.pop_back();
    run(task);
  }
}

void Emitter::run(const Task& task) {
  switch (task.kind) {
    case Task::Kind::Text:
      return out_.raw(task.text);
    case Task::Kind::Mark:
      return out_.mark(task.begin);
    case Task::Kind::Key:
      return key({task.begin, task.end}, task.mode);
    case Task::Kind::Value:
      return value({task.begin, task.end}, task.mode);
    case Task::Kind::Body:
      return body(task.begin);
  }
}

void Emitter::root_block(std::uint32_t number) {
  const Node& node = nodes_[number];
  mark(tokens_.all[node.name].begin);
  text("{");
  later({.kind = Task::Kind::Key, .begin = node.name, .end = node.name + 1});
  mark(tokens_.all[node.name + 1].begin);
  labelled_body(number, 0);
  text("}");
}

// `{"label": {"label": body}}`, from a label on. The caller has marked where it begins.
void Emitter::labelled_body(std::uint32_t number, std::uint32_t first_label) {
  const Node& node = nodes_[number];
  for (std::uint32_t i = first_label; i < node.labels; ++i) {
    text("{");
    later({.kind = Task::Kind::Key,
           .mode = Mode::Reference,
           .begin = node.name + 1 + i,
           .end = node.name + 2 + i});
    mark(tokens_.all[node.name + 2 + i].begin);
  }
  later({.kind = Task::Kind::Body, .begin = number});
  for (std::uint32_t i = first_label; i < node.labels; ++i) {
    text("}");
    mark(end_of(node));
  }
}

// The nodes of one name, or of one label, side by side; groups by their first. `begins` is where
// each group begins, and the end.
Emitter::Groups Emitter::grouped(std::vector<std::uint32_t> nodes, std::uint32_t label) const {
  auto name = [&](std::uint32_t node) {
    return label == none ? name_of(nodes_[node]) : label_of(nodes_[node], label);
  };
  std::vector<std::uint32_t> rank(nodes.size());
  bool repeats = false;
  if (nodes.size() <= few) {
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      std::uint32_t first = 0;
      while (name(nodes[first]) != name(nodes[i])) ++first;
      rank[i] = first;
      repeats = repeats || first < i;
    }
  } else {
    std::unordered_map<std::string_view, std::uint32_t> known;
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      rank[i] = known.try_emplace(name(nodes[i]), i).first->second;
      repeats = repeats || rank[i] < i;
    }
  }
  Groups groups{std::move(nodes), {}};
  if (repeats) {
    std::vector<std::uint32_t> order(groups.nodes.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return rank[a] < rank[b]; });
    std::vector<std::uint32_t> sorted;
    for (std::uint32_t i : order) sorted.push_back(groups.nodes[i]);
    groups.nodes = std::move(sorted);
    std::sort(rank.begin(), rank.end());
  }
  for (std::uint32_t i = 0; i < rank.size(); ++i)
    if (i == 0 || rank[i] != rank[i - 1]) groups.begins.push_back(i);
  groups.begins.push_back(static_cast<std::uint32_t>(rank.size()));
  return groups;
}

void Emitter::body(std::uint32_t number) {
  const Node& node = nodes_[number];
  std::vector<std::uint32_t> children;
  for (std::uint32_t i = node.first_child; i != 0; i = nodes_[i].next) children.push_back(i);
  out_.raw("{");
  bool any = false;
  if (std::string_view comment = node.parent == 0 ? comment_of(node) : ""; !comment.empty()) {
    out_.raw("\"//\":");
    out_.raw(comment);
    any = true;
  }
  Groups groups = grouped(std::move(children), none);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    Nodes group = groups[g];
    if (any) text(",");
    any = true;
    bool is_block = nodes_[group[0]].is_block;
    for (std::size_t i = 1; i < group.size(); ++i)
      if (!is_block || !nodes_[group[i]].is_block) refuse_repeated(nodes_[group[i]], group[0]);
    is_block ? blocks(group) : argument(nodes_[group[0]]);
  }
  text("}");
  mark(end_of(node));
}

// The first one counts.
void Emitter::refuse_repeated(const Node& node, std::uint32_t first_node) {
  if (complaints_.faults.size() >= Complaints::most) return;
  const Node* outer = &nodes_[node.root];
  std::string address(name_of(*outer));
  if (address == "resource" && outer->labels == 2) address.clear();
  for (std::uint32_t i = 0; i < outer->labels; ++i)
    (address += address.empty() ? "" : ".") += label_of(*outer, i);
  std::uint32_t begin = tokens_.all[nodes_[first_node].name].begin;
  auto line = 1 + std::count(tokens_.text.begin(), tokens_.text.begin() + begin, '\n');
  complaints_.add(ProblemKind::Duplicate, tokens_.all[node.name].begin,
                  address + ": '" + std::string(name_of(node)) + "' is written twice",
                  "first at line " + std::to_string(line));
}

void Emitter::argument(const Node& node) {
  Mode mode = mode_of(tokens_, nodes_, node);
  later({.kind = Task::Kind::Key, .begin = node.name, .end = node.name + 1});
  if (node.faulty) {
    mark(tokens_.all[node.begin].begin);
    return text("\"${jsondecode(timestamp())}\"");
  }
  later({.kind = Task::Kind::Value, .mode = mode, .begin = node.begin, .end = node.end});
}

void Emitter::blocks(Nodes group) {
  std::vector<std::uint32_t> same_name;
  for (std::uint32_t node : group)
    if (nodes_[node].is_block) same_name.push_back(node);
  const Node& first = nodes_[same_name[0]];
  if (name_of(first) == "dynamic" && first.labels > 0) {
    later({.kind = Task::Kind::Key, .begin = first.name, .end = first.name + 1});
    return dynamic_blocks(same_name);
  }
  bodies(same_name, 0);
}

void Emitter::dynamic_blocks(Nodes all) {
  text("{");
  bool any = false;
  Groups groups = grouped({all.begin(), all.end()}, 0);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (any) text(",");
    any = true;
    bodies(groups[g], 1);
  }
  text("}");
}

// A list begins where its first block does, so the key of a list takes no room.
void Emitter::bodies(Nodes same, std::uint32_t first_label) {
  const Node& first = nodes_[same[0]];
  std::uint32_t name = first.name + first_label;
  if (same.size() == 1 && name_of(first) != "provisioner") {
    later({.kind = Task::Kind::Key,
           .mode = first_label > 0 ? Mode::Reference : Mode::Expression,
           .begin = name,
           .end = name + 1});
    mark(tokens_.all[name + 1].begin);
    return labelled_body(same[0], first_label);
  }
  mark(tokens_.all[name].begin);
  text("\"");
  text(first_label > 0 ? label_of(first, 0) : name_of(first));
  text("\":[");
  for (std::size_t i = 0; i < same.size(); ++i) {
    if (i > 0) text(",");
    mark(tokens_.all[nodes_[same[i]].name + first_label].begin);
    labelled_body(same[i], first_label);
  }
  text("]");
}

}  // namespace paycheck::hcl
