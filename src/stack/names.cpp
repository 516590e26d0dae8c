// SPDX-License-Identifier: Apache-2.0
// Which names a stack makes, and the environment suffix that they show: evidence is gathered here
// and judged by learn_suffix.

#include <algorithm>

#include "state.hpp"
#include "text.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::Reason;
using terraform::TextPiece;
using terraform::Value;

/// The pieces of a name; they live in the arena.
NamePieces pieces_of(const Value& value, Arena& arena) {
  TextPiece single;
  if (value.kind() == Value::Kind::Text || value.is_unknown()) {
    auto pieces = value.pieces(single);
    return pieces.data() == &single ? NamePieces(arena.make<TextPiece>(single), 1) : pieces;
  }
  TextBuilder text(arena);
  text.add(value);
  return NamePieces(arena.make<TextPiece>(TextPiece{text.build({}).text(), nullptr}), 1);
}

enum class TagKind : std::uint8_t { Other, Suffix, Environment };

TagKind kind_of(std::string_view key) {
  std::string folded = folded_tag_key(key);
  if (folded == "environmentsuffix" || folded == "envsuffix") return TagKind::Suffix;
  if (folded == "environment" || folded == "env") return TagKind::Environment;
  return TagKind::Other;
}

}  // namespace

void Stack::State::gather_names() {
  if (!name_begins.empty()) return;
  name_begins.assign(elements.size() + 1, 0);
  for (const Element& element : elements) {
    name_begins[element.index] = static_cast<std::uint32_t>(names.size());
    if (!element.is_managed() || !element.row || element.row->name_argument.empty()) continue;
    Value value = step(element, element.row->name_argument, false);
    if (!value.is_absent()) names.push_back({&element, value});
  }
  name_begins.back() = static_cast<std::uint32_t>(names.size());
}

Suffix Stack::State::learn() {
  gather_names();
  SuffixEvidence evidence;
  evidence.option = options.suffix;
  evidence.option_from = options.suffix_from;
  evidence.environment = options.environment_suffix;
  evidence.stack_id = files.name;
  for (const Name& name : names) evidence.names.push_back(pieces_of(name.value, arena));
  std::unordered_map<std::string_view, TagKind> kinds;
  for (const Element& element : elements) {
    if (!element.is_managed()) continue;
    for (const Tag& tag : tags(element).tags) {
      auto [kind, is_new] = kinds.try_emplace(tag.key, TagKind::Other);
      if (is_new) kind->second = kind_of(tag.key);
      if (kind->second == TagKind::Suffix)
        evidence.suffix_tags.push_back(pieces_of(tag.value, arena));
      if (kind->second == TagKind::Environment)
        evidence.environment_tags.push_back(pieces_of(tag.value, arena));
    }
  }
  return learn_suffix(evidence);
}

const Suffix& Stack::suffix() const {
  if (!state_->suffix) state_->suffix = state_->learn();
  return *state_->suffix;
}

terraform::Value Stack::suffix_value() const {
  const Suffix& suffix = this->suffix();
  State& s = *state_;
  if (suffix.state == Suffix::State::None) return Value::absent();
  if (suffix.state == Suffix::State::Unknown)
    return s.unknown(Reason::SuffixOrTagsOpen, Hole::Carries::Names,
                     s.arena.copy(std::string_view(suffix.why)), suffix.place, hash_of("suffix"));
  if (!suffix.reference) return Value::text(s.arena.copy(std::string_view(suffix.value)));
  TextPiece piece{{}, suffix.reference};
  return Value::text(s.arena.copy(std::span<const TextPiece>(&piece, 1)));
}

void Stack::agree_on_suffix(std::span<Stack* const> app) {
  std::vector<Stack*> without;
  const Stack* agreed = nullptr;
  bool differ = false, open = false;
  for (Stack* stack : app) {
    const Suffix& own = stack->suffix();
    if (own.state == Suffix::State::None && own.from == "none") without.push_back(stack);
    if (own.state == Suffix::State::Unknown) open = true;
    if (own.state != Suffix::State::Known) continue;
    if (agreed && agreed->suffix().value != own.value) differ = true;
    if (!agreed) agreed = stack;
  }
  if (differ || (!agreed && !open)) return;
  for (Stack* stack : without) {
    Suffix taken;
    taken.state = open ? Suffix::State::Unknown : Suffix::State::Known;
    taken.from = open ? "unknown" : "app";
    taken.note = stack->suffix().note;
    if (open) {
      taken.why = "another stack of the app has an unknown suffix";
    } else {
      taken.value = agreed->suffix().value;
      taken.why = "the suffix of the app's other stacks";
      if (const Hole* reference = agreed->suffix().reference)
        taken.reference = stack->state_->hole(*reference);
    }
    stack->state_->suffix = std::move(taken);
  }
}

std::span<const Name> Stack::names() const {
  state_->gather_names();
  return state_->names;
}

Items Stack::names(const Element& element, Arena& scratch) const {
  State& s = *state_;
  s.gather_names();
  if (element.index >= s.elements.size()) return {};
  std::vector<Item> items;
  for (std::uint32_t i = s.name_begins[element.index]; i < s.name_begins[element.index + 1]; ++i)
    items.push_back({s.names[i].value, element.row->name_argument});
  return {scratch.copy(std::span<const Item>(items))};
}

}  // namespace paycheck
