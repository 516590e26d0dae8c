// SPDX-License-Identifier: Apache-2.0
// Where a place lies in its element: found by descending from the body to the offset, through the
// strings that hold documents. Printed with the indexes of the file, or with what tells the
// instances of a block apart however they are ordered.

#include <algorithm>
#include <cstdio>

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Argument;
using terraform::Schema;
using terraform::Value;

/// What is written of an object, in the order of the names: neither the order of the file nor a
/// null tells anything.
std::vector<const json::Member*> sorted_members(const json::Value& object) {
  std::vector<const json::Member*> members;
  for (const json::Member& member : object.members())
    if (!member.value.is_null()) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const auto* a, const auto* b) { return a->name() < b->name(); });
  return members;
}

/// The same text for what means the same: keys sorted, no spaces, one block in a list as the block.
void append_canonical(std::string& out, const json::Value& root) {
  struct Frame {
    const json::Value* value;
    std::vector<const json::Member*> members;
    std::size_t next;
  };
  std::vector<Frame> stack;
  auto begin = [&](const json::Value& written) {
    bool one_block = written.items().size() == 1 && written.items()[0].is_object();
    const json::Value& value = one_block ? written.items()[0] : written;
    if (value.is_object() || value.is_array()) {
      out += value.is_object() ? '{' : '[';
      stack.push_back({&value, sorted_members(value), 0});
    } else if (value.is_string()) {
      json::append_quoted(out, value.text());
    } else if (value.is_number()) {
      out += value.text();
    } else {
      out += value.is_null() ? "null" : value.kind() == json::Kind::True ? "true" : "false";
    }
  };
  begin(root);
  while (!stack.empty()) {
    Frame& top = stack.back();
    auto items = top.value->items();
    if (top.next >= top.members.size() + items.size()) {
      out += top.value->is_object() ? '}' : ']';
      stack.pop_back();
      continue;
    }
    if (top.next > 0) out += ',';
    std::size_t at = top.next++;
    if (top.value->is_object()) {
      const json::Member& member = *top.members[at];
      json::append_quoted(out, member.name());
      out += ':';
      begin(member.value);
    } else {
      begin(items[at]);
    }
  }
}

/// Stable from release to release: fingerprints are made of it (FNV-1a, 32 bits).
std::string short_hash(std::string_view text) {
  std::uint32_t hash = 2166136261u;
  for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%08x", hash);
  return buffer;
}

/// An item's hash, and its number among equals.
std::string hash_key(std::span<const json::Value> items, std::size_t index) {
  std::string own;
  append_canonical(own, items[index]);
  std::size_t before = 0;
  for (std::size_t i = 0; i < index; ++i) {
    if (items[i].kind() != items[index].kind()) continue;
    if (items[i].end() - items[i].begin() != items[index].end() - items[index].begin()) continue;
    std::string other;
    append_canonical(other, items[i]);
    before += own == other;
  }
  std::string key = short_hash(own);
  if (before > 0) key += "~" + std::to_string(before + 1);
  return key;
}

bool holds(const json::Value& value, std::uint32_t offset) {
  return value.begin() <= offset && offset < value.end();
}

/// A name that would be misread between dots is quoted.
std::string step_text(std::string_view name) {
  return name.find_first_of(".[]\" ") == std::string_view::npos ? std::string(name)
                                                                : json::quoted(name);
}

/// Lists of statements count alike whether one is written as object or in a list.
bool is_statement(std::string_view name, bool in_tree) {
  return in_tree && name == "Statement";
}

}  // namespace

/// Descends through one document; `natural` keys need the schema and the owner's type.
class Stack::State::PathWriter {
 public:
  PathWriter(State& state, const Element* owner, bool natural)
      : state_(state), owner_(owner), natural_(natural) {}

  void descend(const json::Place& root, const Schema* schema, std::uint32_t offset,
               const json::Value* key);
  std::string take() { return std::move(path_); }

 private:
  bool step_into_member(const json::Member& member);
  void step_into_item(std::size_t index);
  std::string key_of(const json::Value& block);
  void index(const std::string& key) { path_ += "[" + key + "]"; }
  bool in_tree() const { return document_->host() != nullptr; }

  State& state_;
  const Element* owner_;
  bool natural_;
  std::string path_;
  std::string labels_;  // block labels from the resource down
  const json::Document* document_ = nullptr;
  const json::Value* at_ = nullptr;
  const Schema* schema_ = nullptr;
  const Argument* argument_ = nullptr;  // of the list that we are in
  std::string_view name_;               // of the member that we are in
};

std::string Stack::State::PathWriter::key_of(const json::Value& block) {
  if (in_tree()) {
    const json::Value* sid = is_statement(name_, true) ? block.find("Sid") : nullptr;
    return sid && sid->is_string() ? std::string(sid->text()) : std::string();
  }
  if (!owner_) return {};
  Value value = Value::written(Value::Kind::Block, {document_, &block, nullptr}, schema_);
  return std::string(state_.natural_key(value, owner_->type, labels_, state_.arena));
}

bool Stack::State::PathWriter::step_into_member(const json::Member& member) {
  name_ = member.name();
  if (!path_.empty()) path_ += '.';
  path_ += step_text(name_);
  if (!labels_.empty()) labels_ += '.';
  labels_ += name_;
  argument_ = schema_ ? schema_->find(name_) : nullptr;
  schema_ = argument_ ? argument_->block : nullptr;
  at_ = &member.value;
  bool one_of_many =
      at_->is_object() && (is_statement(name_, in_tree()) || (argument_ && argument_->repeats()));
  if (natural_ && one_of_many) {
    std::string key = key_of(*at_);
    index(key.empty() ? hash_key({at_, 1}, 0) : key);
  } else if (one_of_many && !in_tree() && document_->is_translated()) {
    index("0");  // HCL writes one block as it writes several
  }
  return at_->is_object() || at_->is_array();
}

void Stack::State::PathWriter::step_into_item(std::size_t i) {
  auto items = at_->items();
  at_ = &items[i];
  if (!natural_) return index(std::to_string(i));
  if (argument_ && argument_->form == Argument::Form::Block && argument_->max_items == 1) return;
  std::string key = at_->is_object() ? key_of(*at_) : std::string();
  index(key.empty() ? hash_key(items, i) : key);
}

void Stack::State::PathWriter::descend(const json::Place& root, const Schema* schema,
                                       std::uint32_t offset, const json::Value* key) {
  document_ = root.document;
  at_ = root.value;
  schema_ = schema;
  argument_ = nullptr;
  for (bool deeper = true; deeper;) {
    deeper = false;
    for (const json::Member& member : at_->members()) {
      bool is_key = key == &member.key;
      if (!is_key && (!holds(member.value, offset) && !holds(member.key, offset))) continue;
      deeper = step_into_member(member) && !is_key && !holds(member.key, offset);
      break;
    }
    if (deeper) continue;
    auto items = at_->items();
    for (std::size_t i = 0; i < items.size(); ++i)
      if (holds(items[i], offset)) {
        step_into_item(i);
        deeper = at_->is_object() || at_->is_array();
        break;
      }
  }
}

std::string Stack::State::path_of(const json::Place& place, bool natural) {
  if (!place) return {};
  std::vector<json::Place> chain{place};  // from the place out to the file
  while (const json::Document* host = chain.back().document->host()) {
    const json::Value* string = chain.back().document->host_string();
    chain.push_back({host, string, nullptr});
  }
  std::uint32_t node = node_of(place);
  const Element* element = node != HashIndex::none && is_element(node) ? &elements[node] : nullptr;
  json::Place root = node == HashIndex::none ? json::Place{chain.back().document,
                                                           &chain.back().document->root(), nullptr}
                                             : place_of(node);
  PathWriter writer(*this, element, natural);
  const Schema* schema = element && element->row ? element->row->schema : nullptr;
  for (std::size_t i = chain.size(); i-- > 0;) {
    const json::Place& to = chain[i];
    bool is_root = to.value == root.value;
    if (!is_root && !(root.key && to.value == root.key))
      writer.descend(root, schema, to.value->begin(), nullptr);
    schema = nullptr;
    if (i > 0) {
      const json::Document* nested = chain[i - 1].document;
      root = {nested, &nested->root(), nullptr};
    }
  }
  return writer.take();
}

std::string Stack::attribute_path(const json::Place& place) const {
  return state_->path_of(place, false);
}
std::string Stack::natural_path(const json::Place& place) const {
  return state_->path_of(place, true);
}

}  // namespace paycheck
