// SPDX-License-Identifier: Apache-2.0
// Blocks that hold expressions are written anew, one derived document for each file; all others
// stay where they are and cost a look.
#include <algorithm>

#include "body_writer.hpp"

namespace paycheck::terraform {

namespace {

bool may_change(BlockKind kind) {
  switch (kind) {
    case BlockKind::Resource:
    case BlockKind::Data:
    case BlockKind::Provider:
    case BlockKind::Output:
    case BlockKind::Module:
    case BlockKind::Locals:
      return true;
    default:
      return false;
  }
}

bool has_instances(const Block& block) {
  bool may = block.kind == BlockKind::Resource || block.kind == BlockKind::Data;
  if (!may) return false;
  const json::Value& body = *block.place.value;
  return body.find("count") || body.find("for_each");
}

/// What becomes of one block: where its bodies stand in the derived document of its file.
struct Rewritten {
  std::size_t block;
  std::size_t first;
  std::vector<std::string> instances;  ///< empty: no instances, one body
};

class Expander {
 public:
  Expander(Configuration& configuration, const Inputs& inputs, const SchemaOf& schema_of)
      : configuration_(configuration), known_(configuration, inputs, schema_of) {}

  Expansion run(const std::vector<std::size_t>& blocks, const std::vector<json::Place>& inside) {
    for (std::size_t i : blocks) rewrite(i);
    for (const json::Place& place : inside) known_.evaluate(place, {});
    Expansion result;
    for (auto& [document, writer] : writers_) {
      auto derived = json::derive(*document, writer.take());
      if (!derived) continue;  // the text is ours: it reads
      derived_[document] = derived->get();
      result.documents.push_back(std::move(*derived));
    }
    replace();
    result.faults = std::move(known_.faults());
    return result;
  }

 private:
  void rewrite(std::size_t i) {
    const Block& block = configuration_.blocks[i];
    BodyWriter& writer =
        writers_.try_emplace(block.place.document, *block.place.document, known_).first->second;
    Rewritten made{i, writer.blocks(), {}};
    Instances instances;
    if (has_instances(block)) instances = known_.instances_of(block);
    bool several = instances.state == Instances::State::Several;
    for (const Instance& one : instances.several) {
      writer.block(block, one.bindings, true, false);
      made.instances.push_back(one.suffix);
    }
    if (instances.several.empty()) writer.block(block, {}, false, several);
    rewritten_.push_back(std::move(made));
  }

  Block body(const Block& block, const json::Document& derived, std::size_t number) const {
    const json::Member& member = derived.root().items()[number].members()[0];
    Block result = block;
    result.place = {&derived, &member.value, block.place.key ? &member.key : nullptr};
    return result;
  }

  void replace() {
    std::vector<Block> blocks;
    blocks.reserve(configuration_.blocks.size());
    auto next = rewritten_.begin();
    for (std::size_t i = 0; i < configuration_.blocks.size(); ++i) {
      const Block& block = configuration_.blocks[i];
      bool changed = next != rewritten_.end() && next->block == i;
      auto derived = derived_.find(block.place.document);
      if (!changed || derived == derived_.end()) {
        blocks.push_back(block);
      } else if (next->instances.empty()) {
        blocks.push_back(body(block, *derived->second, next->first));
      } else {
        for (std::size_t k = 0; k < next->instances.size(); ++k) {
          blocks.push_back(body(block, *derived->second, next->first + k));
          blocks.back().instance =
              derived->second->arena().copy(std::string_view(next->instances[k]));
        }
      }
      if (changed) ++next;
    }
    configuration_.blocks = std::move(blocks);
  }

  Configuration& configuration_;
  Known known_;
  std::map<const json::Document*, BodyWriter> writers_;
  std::map<const json::Document*, const json::Document*> derived_;
  std::vector<Rewritten> rewritten_;
};

/// Whether a template mentions `local.x.y`, `var.x[0]`: more than the name alone.
bool looks_inside(std::string_view text) {
  for (std::string_view root : {"local.", "var."})
    for (std::size_t at = text.find(root); at != std::string_view::npos; at = text.find(root, at)) {
      at += root.size();
      std::size_t end = text.find_first_of(".[ }", at);
      if (end != std::string_view::npos && (text[end] == '.' || text[end] == '[')) return true;
    }
  return false;
}

/// What one walk through the bodies finds.
struct Found {
  std::vector<std::size_t> blocks;  ///< that an expansion would change
  /// Strings that are no more than references, and look inside of a local or variable: they stay as
  /// they are, but what they ask for may not be there.
  std::vector<json::Place> inside;
};

class Walk {
 public:
  explicit Walk(Found& found) : found_(found) {}

  void block(const Block& block, std::size_t number) {
    if (!may_change(block.kind) || !block.place.value->is_object()) return;
    bool changes = has_instances(block);
    open_.push_back(block.place.value);
    while (!open_.empty()) {
      const json::Value& value = *open_.back();
      open_.pop_back();
      changes = look_at(value, block.place.document) || changes;
      for (const json::Member& member : value.members())
        if (member.name() != "//") add(member.value);
      for (const json::Value& item : value.items()) add(item);
    }
    if (changes) found_.blocks.push_back(number);
  }

 private:
  void add(const json::Value& value) {
    if (value.is_object() || value.is_array() || value.has_template()) open_.push_back(&value);
  }
  bool look_at(const json::Value& value, const json::Document* document) {
    if (value.is_string()) {
      if (needs_evaluation(value.text())) return true;
      if (looks_inside(value.text())) found_.inside.push_back({document, &value, nullptr});
      return false;
    }
    const json::Value* dynamic = value.is_object() ? value.find("dynamic") : nullptr;
    return dynamic && is_dynamic(*dynamic);
  }

  Found& found_;
  std::vector<const json::Value*> open_;
};

}  // namespace

Expansion expand(Configuration& configuration, const Inputs& inputs, const SchemaOf& schema_of) {
  Found found;
  Walk walk(found);
  for (std::size_t i = 0; i < configuration.blocks.size(); ++i)
    walk.block(configuration.blocks[i], i);
  if (found.blocks.empty() && found.inside.empty()) return {};
  return Expander(configuration, inputs, schema_of).run(found.blocks, found.inside);
}

}  // namespace paycheck::terraform
