// SPDX-License-Identifier: Apache-2.0
// Effective tags (conventions.md 6): `default_tags` of the resource's provider configuration,
// overlaid by its own; a null is no tag. Auto scaling groups have `tag` blocks and take no default
// tags.

#include <algorithm>

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::Reason;
using terraform::Value;

/// Tags in the making: a later one of the same key takes the earlier one's place.
struct Overlay {
  std::vector<Tag> tags;
  bool open = false;
  const Hole* why = nullptr;

  void leave_open(const Hole* hole) {
    open = true;
    // An undeclared alias is a finding of its own; anything else is the better reason.
    if (!why || why->reason == Reason::AliasNotDeclared) why = hole ? hole : why;
  }
  void put(std::string_view key, const Value& value) {
    for (Tag& known : tags)
      if (known.key == key) {
        known.value = value;
        return;
      }
    tags.push_back({key, value});
  }
  void put_all(const Items& map) {
    for (const Item& item : map.items) put(item.key, item.value);
    if (map.open) leave_open(map.why);
  }
  Tags kept(Arena& arena) const { return {arena.copy(std::span<const Tag>(tags)), open, why}; }
};

}  // namespace

const Tags& Stack::State::default_tags(std::string_view name) {
  auto [slot, is_new] = provider_tags.try_emplace(name);
  if (!is_new) return slot->second;
  Overlay all;
  const Element* provider = stack->provider(name);
  if (provider) {
    Items blocks = items(member(provider->place, nullptr, "default_tags"), arena);
    if (blocks.open) all.leave_open(blocks.why);
    for (const Item& block : blocks.items) all.put_all(items(step(block.value, "tags"), arena));
  } else if (name.find('.') != std::string_view::npos) {
    all.leave_open(hole({Reason::AliasNotDeclared,
                         Hole::Carries::Anything,
                         false,
                         name,
                         {},
                         nullptr,
                         "default_tags",
                         hash_of("default_tags", hash_of(name))}));
  }
  return provider_tags[name] = all.kept(arena);
}

const Tags& Stack::State::shared_tags(const Element& element) {
  static const Tags none;
  bool shares = element.is_managed() && element.row && element.row->taggable &&
                element.row->takes_default_tags;
  return shares ? default_tags(element.provider) : none;
}

bool Stack::State::is_taggable(const Element& element) {
  if (!element.is_managed()) return false;
  return element.row ? element.row->taggable : element.place.value->find("tags") != nullptr;
}

const json::Value* Stack::State::plain_tags(const Element& element) {
  const json::Value& body = *element.place.value;
  static const json::Value none;
  if (element.type == "aws_autoscaling_group" || body.find("dynamic")) return nullptr;
  const json::Value* own = body.find("tags");
  if (!own || own->is_null()) return &none;
  if (!own->is_object() || element.place.document->mark(*own, json::Mark::Kind::Open))
    return nullptr;
  auto members = own->members();
  bool readable = std::none_of(members.begin(), members.end(), [](const json::Member& member) {
    return member.key.has_template() || member.name() == "//";
  });
  return readable ? own : nullptr;
}

const Tags& Stack::State::tags(const Element& element) {
  static const Tags none;
  if (!element.is_managed()) return none;
  if (tags_of.empty()) tags_of.assign(elements.size(), nullptr);
  const Tags*& known = tags_of[element.index];
  if (known) return *known;
  if (!is_taggable(element)) return *(known = &none);
  Overlay all;
  if (const Tags& shared = shared_tags(element); &shared != &none) {
    all.tags.assign(shared.tags.begin(), shared.tags.end());
    all.open = shared.open;
    all.why = shared.why;
  }
  all.put_all(items(step(element, "tags", false), arena));
  if (element.type == "aws_autoscaling_group") {
    Items blocks = items(step(element, "tag", false), arena);
    if (blocks.open) all.leave_open(blocks.why);
    for (const Item& block : blocks.items) {
      Value key = step(block.value, "key");
      if (key.is_known_text() && block.exists == Truth::True)
        all.put(key.text(), step(block.value, "value"));
      else
        all.leave_open(key.first_hole());
    }
  }
  return *(known = arena.make<Tags>(all.kept(arena)));
}

Tags Stack::tags(const Element& element) const {
  return state_->tags(element);
}

terraform::Value Stack::tag_map(const Element& element) const {
  State& s = *state_;
  if (s.tag_maps.empty()) s.tag_maps.assign(s.elements.size(), nullptr);
  const Value*& known = s.tag_maps[element.index];
  if (!known) known = s.arena.make<Value>(s.tag_map(element));
  return *known;
}

Value Stack::State::tag_map(const Element& element) {
  bool provider = element.kind == Element::Kind::Provider;
  const Tags& all = provider ? default_tags(element.provider) : tags(element);
  std::vector<terraform::Entry> entries;
  for (const Tag& tag : all.tags) entries.push_back({tag.key, &tag.value});
  json::Place place = member_place(element.place, provider ? "default_tags" : "tags");
  if (entries.empty() && all.open) {
    const Hole* why = all.why ? all.why
                              : hole({Reason::SuffixOrTagsOpen,
                                      Hole::Carries::Anything,
                                      false,
                                      "tags",
                                      element.place,
                                      nullptr,
                                      {},
                                      0});
    return Value::unknown(why, place ? place : element.place);
  }
  auto kept = arena.copy(std::span<const terraform::Entry>(entries));
  if (all.open && all.why) open_why[kept.data()] = all.why;
  return Value::map(kept, all.open, place ? place : element.place);
}

}  // namespace paycheck
