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

/// Gathers the tags that tell an environment; other tags are not even evaluated.
class Stack::State::StageTags {
 public:
  StageTags(State& state, SuffixEvidence& evidence) : state_(state), evidence_(evidence) {}

  void add(const Element& element) {
    if (!is_taggable(element)) return;
    const json::Value* own = plain_tags(element);
    if (!own) {
      for (const Tag& tag : state_.tags(element).tags) put(tag.key, tag.value);
      return;
    }
    auto written = [&](std::string_view key) {
      const json::Value* value = own->find(key);
      return value && !value->is_null();
    };
    for (const Tag& tag : state_.shared_tags(element).tags)
      if (kind_of(tag.key) != TagKind::Other && !written(tag.key)) put(tag.key, tag.value);
    for (const json::Member& member : own->members()) {
      if (kind_of(member.name()) == TagKind::Other || member.value.is_null()) continue;
      static constexpr terraform::Argument text{.name = "tags",
                                                .form = terraform::Argument::Form::Dynamic};
      put(member.name(),
          state_.value(paycheck::place_of(element.place.document, member), &text, false));
    }
  }

 private:
  TagKind kind_of(std::string_view key) {
    auto [kind, is_new] = kinds_.try_emplace(key, TagKind::Other);
    if (is_new) kind->second = paycheck::kind_of(key);
    return kind->second;
  }
  void put(std::string_view key, const Value& value) {
    TagKind kind = kind_of(key);
    if (kind == TagKind::Suffix) evidence_.suffix_tags.push_back(pieces_of(value, state_.arena));
    if (kind == TagKind::Environment)
      evidence_.environment_tags.push_back(pieces_of(value, state_.arena));
  }

  State& state_;
  SuffixEvidence& evidence_;
  std::unordered_map<std::string_view, TagKind> kinds_;
};

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
  StageTags stages(*this, evidence);
  for (const Element& element : elements) stages.add(element);
  return learn_suffix(evidence);
}

const Suffix& Stack::suffix() const {
  if (!state_->suffix) state_->suffix = state_->learn();
  return *state_->suffix;
}

void Stack::take_suffix(const Stack& other) {
  state_->suffix = other.suffix();
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
