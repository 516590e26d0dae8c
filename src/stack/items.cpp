// SPDX-License-Identifier: Apache-2.0
// What a value iterates as, and the blocks that a `dynamic` may make: one item that stands for all
// of them, which may not exist, and an open list.

#include <algorithm>

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Argument;
using terraform::Hole;
using terraform::Reason;
using terraform::Schema;
using terraform::Value;

constexpr Argument anything{.name = "item", .form = Argument::Form::Dynamic};

std::span<const Item> kept(const std::vector<Item>& items, Arena& arena) {
  return arena.copy(std::span<const Item>(items));
}

/// The objects that one `dynamic "label"` (or a list of them) writes as `content`.
void add_contents(const json::Place& labelled, std::vector<json::Place>& out) {
  auto one = [&](const json::Value& block) {
    const json::Member* content = block.find_member("content");
    if (!content) return;
    if (content->value.is_object()) out.push_back(place_of(labelled.document, *content));
    for (const json::Value& item : content->value.items())
      if (item.is_object()) out.push_back({labelled.document, &item, &content->key});
  };
  one(*labelled.value);
  for (const json::Value& item : labelled.value->items()) one(item);
}

/// The block labels from the owner's body down to a block: `origin.custom_header`.
bool find_labels(const json::Value& body, const json::Value& target, std::string& path) {
  const json::Value* at = &body;
  while (at != &target) {
    const json::Value* next = nullptr;
    for (const json::Member& member : at->members())
      if (member.value.begin() <= target.begin() && target.end() <= member.value.end()) {
        if (!path.empty()) path += '.';
        path += member.name();
        next = &member.value;
      }
    for (const json::Value& item : at->items())
      if (item.begin() <= target.begin() && target.end() <= item.end()) next = &item;
    if (!next) return false;
    at = next;
  }
  return true;
}

}  // namespace

Value Stack::State::with_dynamic(const json::Place& body, const Schema* schema,
                                 std::string_view name, const json::Member* written) {
  const Argument* argument = schema ? schema->find(name) : nullptr;
  const Schema* block = argument ? argument->block : nullptr;
  std::vector<Item> all;
  if (written) {
    Value sure = value(paycheck::place_of(body.document, *written), argument, false);
    for (const Item& item : items(sure, arena).items) all.push_back(item);
  }
  json::Place dynamic = member_place(body, "dynamic");
  std::vector<json::Place> contents;
  json::Place labelled = member_place(dynamic, name);
  if (labelled) add_contents(labelled, contents);
  for (const json::Value& item : dynamic.value->items())
    if (json::Place at = member_place({body.document, &item, nullptr}, name)) {
      labelled = at;
      add_contents(at, contents);
    }
  for (const json::Place& content : contents)
    all.push_back({Value::written(Value::Kind::Block, content, block), {}, Truth::Unknown});
  const json::Value* first =
      labelled && labelled.value->is_array() && !labelled.value->items().empty()
          ? labelled.value->items().data()
          : labelled.value;
  const json::Value* for_each = first ? first->find("for_each") : nullptr;
  const Hole* why = hole({Reason::DynamicBlock,
                          Hole::Carries::Anything,
                          false,
                          for_each && for_each->is_string() ? for_each->text() : name,
                          labelled,
                          nullptr,
                          {},
                          0});
  std::vector<Value> values;
  for (const Item& item : all) values.push_back(item.value);
  Items made{kept(all, arena), true, why};
  if (values.empty() || !written) {
    made_items[why] = made;
    return Value::unknown(why, labelled);
  }
  Value list = Value::list(arena.copy(std::span<const Value>(values)), true,
                           paycheck::place_of(body.document, *written));
  made_items[list.items().data()] = made;
  return list;
}

std::string_view Stack::State::natural_key(const Value& block, std::string_view type,
                                           std::string_view label, Arena& scratch) {
  std::string_view columns = aws::natural_key(type, label);
  std::string joined;
  bool any = false;
  for (std::string_view rest = columns; !rest.empty();) {
    std::string_view column = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(column.size() + 1, rest.size()));
    Value value = step(block, column);
    terraform::TextPiece single;
    std::string text;
    if (value.kind() == Value::Kind::Text)
      text = terraform::to_string(value.pieces(single));
    else if (value.is_unknown() && value.hole()->identity)
      text = "${" + std::string(value.hole()->expression) + "}";
    else if (!value.is_absent() && value.place().value) {
      const json::Value& at = *value.place().value;
      text = value.place().document->text().substr(at.begin(), at.end() - at.begin());
    }
    any |= !text.empty();
    if (columns.size() == column.size())
      joined = text;
    else if (!text.empty())
      joined += (joined.empty() ? "" : ",") + text;
  }
  return any ? scratch.copy(std::string_view(joined)) : std::string_view();
}

/// What hides the rest of a written list or map, where there may be more than is written.
const Hole* Stack::State::hidden_rest(const Value& value) {
  const json::Place& place = value.place();
  const json::Mark* mark = place.document->mark(*place.value, json::Mark::Kind::Open);
  if (!mark) return nullptr;
  std::string_view expression = arena.copy(std::string_view(mark->expression));
  return hole({Reason::ExpressionNotComputed,
               Hole::Carries::Anything,
               false,
               expression,
               place,
               nullptr,
               {},
               hash_of(expression)});
}

Items Stack::State::written_items(const Value& value, Arena& scratch) {
  const json::Place& place = value.place();
  std::vector<Item> all;
  all.reserve(
      std::max<std::size_t>(1, place.value->members().size() + place.value->items().size()));
  if (value.kind() == Value::Kind::Map) {
    for (const json::Member& member : place.value->members())
      if (!member.value.is_null() && member.name() != "//")
        all.push_back({this->value(paycheck::place_of(place.document, member), &anything, false),
                       member.name()});
    return {kept(all, scratch)};
  }
  if (place.value->is_object()) {  // a block that may repeat, written once
    all.push_back({Value::written(Value::Kind::Block, place, value.schema())});
  }
  for (const json::Value& item : place.value->items()) {
    if (item.is_null()) continue;
    json::Place at{place.document, &item, nullptr};
    bool tree = place.document->host() != nullptr;
    if (item.is_object() && !tree)
      all.push_back({Value::written(Value::Kind::Block, at, value.schema())});
    else
      all.push_back({this->value(at, &anything, false)});
  }
  bool blocks = !all.empty() && all.front().value.kind() == Value::Kind::Block;
  const Element* owner = blocks ? this->owner(place) : nullptr;
  if (owner && owner->row) {
    std::string label;
    if (find_labels(*owner->place.value, *place.value, label) &&
        !aws::natural_key(owner->type, label).empty())
      for (Item& item : all) item.key = natural_key(item.value, owner->type, label, scratch);
  }
  return {kept(all, scratch)};
}

Items Stack::State::items(const Value& value, Arena& scratch) {
  switch (value.kind()) {
    case Value::Kind::Absent:
      return {};
    case Value::Kind::Unknown: {
      auto made = made_items.find(value.hole());
      if (made != made_items.end()) return made->second;
      return {{}, true, value.hole()};
    }
    case Value::Kind::List:
    case Value::Kind::Map:
      break;
    default: {
      Item one{value};
      return {scratch.copy(std::span<const Item>(&one, 1))};
    }
  }
  if (value.is_written()) {
    Items all = written_items(value, scratch);
    if (const Hole* rest = hidden_rest(value)) {
      all.open = true;
      if (!all.why) all.why = rest;
    }
    return all;
  }
  const void* data = value.kind() == Value::Kind::List
                         ? static_cast<const void*>(value.items().data())
                         : static_cast<const void*>(value.entries().data());
  if (auto made = made_items.find(data); value.open() && made != made_items.end())
    return made->second;
  std::vector<Item> all;
  all.reserve(value.items().size() + value.entries().size());
  for (const Value& item : value.items())
    if (!item.is_absent()) all.push_back({item});
  for (const terraform::Entry& entry : value.entries())
    if (!entry.value->is_absent()) all.push_back({*entry.value, entry.name});
  auto why = open_why.find(data);
  return {kept(all, scratch), value.open(), why == open_why.end() ? nullptr : why->second};
}

Items Stack::items(const Value& value, Arena& scratch) const {
  return state_->items(value, scratch);
}

}  // namespace paycheck
