// SPDX-License-Identifier: Apache-2.0
// `dynamic` blocks whose `for_each` is known become the blocks that Terraform makes of them; others
// stay. https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
#include "body_writer.hpp"

namespace paycheck::terraform {

using expression::Type;
using Computed = expression::Value;

namespace {

constexpr std::size_t most_iterations = 10'000;

bool makes_blocks(const json::Value& block) {
  return block.is_object() && block.find("content") && block.find("for_each");
}

/// The `dynamic` blocks of a label: one, or a list.
std::vector<const json::Value*> blocks_of(const json::Value& label) {
  std::vector<const json::Value*> result;
  if (makes_blocks(label)) result.push_back(&label);
  for (const json::Value& item : label.items())
    if (makes_blocks(item)) result.push_back(&item);
  return result;
}

Computed iteration(Computed key, Computed value) {
  std::vector<expression::Entry> entries;
  entries.push_back({"key", std::move(key)});
  entries.push_back({"value", std::move(value)});
  return Computed::object(std::move(entries));
}

/// What the iterator is in each block that a `dynamic` makes; empty where they are not known.
std::optional<std::vector<Computed>> iterations(const Computed& for_each) {
  if (!for_each.is_known() || for_each.is_null() || for_each.size() > most_iterations)
    return std::nullopt;
  std::vector<Computed> result;
  bool is_set = for_each.is(Type::Kind::Set);
  std::int64_t index = 0;
  for (const Computed& item : for_each.items()) {
    if (is_set && !item.is_known()) return std::nullopt;
    result.push_back(iteration(is_set ? item : Computed::integer(index), item));
    ++index;
  }
  for (const expression::Entry& entry : for_each.entries())
    result.push_back(iteration(Computed::string(entry.name), entry.value));
  return result;
}

}  // namespace

bool is_dynamic(const json::Value& dynamic) {
  if (!dynamic.is_object()) return false;
  for (const json::Member& label : dynamic.members())
    if (blocks_of(label.value).empty()) return false;
  return !dynamic.members().empty();
}

void BodyWriter::dynamic_blocks(const json::Value& object, const Bindings& bindings, bool& first) {
  const json::Value& dynamic = *object.find("dynamic");
  std::vector<std::pair<const json::Member*, const json::Value*>> left;
  for (const json::Member& label : dynamic.members()) {
    const json::Value* written = object.find(label.name());
    std::vector<Made> known;
    for (const json::Value* block : blocks_of(label.value)) {
      auto made = made_of(*block, label.name(), bindings);
      if (made)
        known.push_back(std::move(*made));
      else
        left.emplace_back(&label, block);
    }
    if (!written && known.empty()) continue;
    separate(first);
    name(label.key);
    out_.text += "[";
    bool first_block = true;
    if (written) content(*written, bindings, first_block);
    for (Made& made : known)
      for (Computed& one : made.iterations)
        content(*made.content, bindings.with(made.iterator, std::move(one)), first_block);
    out_.text += "]";
  }
  if (!left.empty()) left_dynamic(left, first);
}

std::optional<BodyWriter::Made> BodyWriter::made_of(const json::Value& block,
                                                    std::string_view label,
                                                    const Bindings& bindings) {
  const json::Member* for_each = block.find_member("for_each");
  auto value = known_.iterated({&document_, &for_each->value, &for_each->key}, bindings);
  auto made = value ? iterations(*value) : std::nullopt;
  if (!made) return std::nullopt;
  const json::Value* iterator = block.find("iterator");
  bool named = iterator && iterator->is_string();
  return Made{block.find("content"), named ? iterator->text() : label, std::move(*made)};
}

/// Blocks that cannot be made yet stay `dynamic`.
void BodyWriter::left_dynamic(
    std::span<const std::pair<const json::Member*, const json::Value*>> left, bool& first) {
  separate(first);
  out_.text += "\"dynamic\": [";
  bool first_left = true;
  for (const auto& [label, block] : left) {
    separate(first_left);
    out_.text += "{";
    name(label->key);
    copy(*block);
    out_.text += "}";
  }
  out_.text += "]";
}

void BodyWriter::content(const json::Value& content, const Bindings& bindings, bool& first) {
  for (const json::Value& item : content.items()) this->content(item, bindings, first);
  if (!content.is_object()) return;
  separate(first);
  value(content, bindings);
}

}  // namespace paycheck::terraform
