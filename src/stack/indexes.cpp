// SPDX-License-Identifier: Apache-2.0
// Literals in place of references: the values of one path of a type by text, and the texts that
// mean the elements of a type. Made on first use; they find too much, never too little.

#include "indexes.hpp"

#include <algorithm>

namespace paycheck {

namespace {

using terraform::Value;

/// Every name that the end of an ARN may hold, from boundary to boundary.
void add_arn_tails(std::string_view text, bool whole_arn, std::uint32_t number, TextIndex& index) {
  if (whole_arn) {
    auto arn = aws::read_arn(text);
    if (!arn) return;
    text = arn->resource;
  }
  constexpr std::size_t most = 12;
  std::vector<std::size_t> starts{0}, ends;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '/' || text[i] == ':') {
      ends.push_back(i);
      starts.push_back(i + 1);
      if (text[i] == '/') starts.push_back(i);  // names may begin with a slash: log groups
    }
  ends.push_back(text.size());
  if (starts.size() > most) starts.erase(starts.begin(), starts.end() - most);
  if (ends.size() > most) ends.erase(ends.begin(), ends.end() - most);
  for (std::size_t start : starts)
    for (std::size_t end : ends)
      if (start < end) index.add_text(text.substr(start, end - start), number);
}

/// A text that begins as an ARN is found by what its last literal piece may name.
void add_with_tails(const Value& value, std::uint32_t number, TextIndex& index) {
  index.add(value, number);
  if (value.kind() != Value::Kind::Text) return;
  terraform::TextPiece single;
  auto pieces = value.pieces(single);
  if (pieces.empty() || !pieces.front().text.starts_with("arn:") || pieces.back().hole) return;
  add_arn_tails(pieces.back().text, pieces.size() == 1, number, index);
}

void unique(std::vector<std::uint32_t>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

/// Whether a part of the text could be anything, wherever it stands.
bool could_be_anything(const Value& value) {
  terraform::TextPiece single;
  if (value.kind() != Value::Kind::Text && !value.is_unknown()) return false;
  for (const terraform::TextPiece& piece : value.pieces(single))
    if (piece.hole && (piece.hole->carries == terraform::Hole::Carries::Anything ||
                       piece.hole->carries == terraform::Hole::Carries::Given ||
                       piece.hole->carries == terraform::Hole::Carries::Mentioned))
      return true;
  return false;
}

}  // namespace

PathIndex& Stack::State::path_index(std::string_view type, std::span<const std::string_view> path) {
  std::string key(type);
  for (std::string_view name : path) (key += '\0') += name;
  std::unique_ptr<PathIndex>& slot = path_indexes[key];
  if (slot) return *slot;
  slot = std::make_unique<PathIndex>();
  auto [begin, end] = type_range(type);
  for (std::uint32_t i = begin; i < end; ++i) {
    Value value = Value::element(&elements[i]);
    for (std::string_view name : path) value = step(value, name);
    slot->values.add(value, i);
    std::vector<Value> open{value};
    for (std::size_t at = 0; at < open.size() && at < 1'000; ++at) {
      Value one = open[at];
      bool anything = could_be_anything(one);
      if (one.kind() == Value::Kind::List || one.kind() == Value::Kind::Map || one.is_unknown()) {
        Items all = items(one, arena);
        for (const Item& item : all.items) open.push_back(item.value);
        anything |= all.open && !one.is_unknown();
      }
      if (anything) slot->any.push_back(i);
      add_stand_in_values(one, open);
      add_with_tails(one, i, slot->members);
    }
  }
  return *slot;
}

/// The arguments by which what a value refers to means another resource: they may be plain texts.
void Stack::State::add_stand_in_values(const Value& value, std::vector<Value>& out) {
  const json::Place& at = value.place();
  if (!at || !at.value->is_string() || !at.value->has_template()) return;
  for (const terraform::Part& part : parsed(*at.value).parts)
    for (const terraform::Reference& reference : part.references) {
      std::uint32_t node = target_of(reference);
      if (node == HashIndex::none || !is_element(node)) continue;
      const Element& element = elements[node];
      if (element.kind == Element::Kind::Data) {
        for (const json::Member& member : element.place.value->members())
          if (member.name() != "//" && member.name() != "provider")
            out.push_back(step(element, member.name(), true));
      } else if (const aws::StandIn* row = aws::stand_in(element.type);
                 row && element.is_managed()) {
        if (stands_in(*row, selected_attribute(reference)))
          out.push_back(step(element, row->argument, true));
      }
    }
}

IdentityIndex& Stack::State::identity_index(std::string_view type) {
  std::unique_ptr<IdentityIndex>& slot = identity_indexes[aws::canonical_type(type)];
  if (slot) return *slot;
  slot = std::make_unique<IdentityIndex>();
  auto [begin, end] = type_range(type);
  for (std::uint32_t i = begin; i < end; ++i) {
    const Element& element = elements[i];
    if (!element.row || !element.is_managed()) continue;
    for (const aws::Identity& identity : aws::identities(*element.row)) {
      if (!identity.known_before_apply) continue;
      Value own = step(element, identity.attribute, true);
      slot->texts.add(own, i);
      if (could_be_anything(own)) slot->open.push_back(i);
    }
  }
  return *slot;
}

void Stack::text_referrers(const Element& y, std::string_view type,
                           std::span<const std::string_view> path,
                           std::vector<std::uint32_t>& out) const {
  State& s = *state_;
  PathIndex& index = s.path_index(type, path);
  if (y.row && y.is_managed()) {
    for (const aws::Identity& identity : aws::identities(*y.row)) {
      if (!identity.known_before_apply) continue;
      Value own = s.step(y, identity.attribute, true);
      if (own.kind() == Value::Kind::Text || own.is_unknown()) index.members.find(own, true, out);
    }
  }
  out.insert(out.end(), index.any.begin(), index.any.end());
  unique(out);
}

void Stack::equals(std::string_view type, std::span<const std::string_view> path,
                   const Value& value, std::vector<std::uint32_t>& out) const {
  if (value.is_absent()) return;
  State& s = *state_;
  if (value.kind() == Value::Kind::List || value.kind() == Value::Kind::Map ||
      value.kind() == Value::Kind::Block || value.kind() == Value::Kind::Element ||
      value.kind() == Value::Kind::Record) {
    auto [begin, end] = s.type_range(type);
    for (std::uint32_t i = begin; i < end; ++i) out.push_back(i);
    return;
  }
  s.path_index(type, path).values.find(value, false, out);
  unique(out);
}

void Stack::State::referents(const Value& value, std::uint32_t begin, std::uint32_t end,
                             IdentityIndex& index, std::vector<std::uint32_t>& out) {
  Deeper deeper(depth);
  if (--budget < 0 || deeper.too_deep()) return;
  auto add = [&](std::span<const std::uint32_t> found) {
    for (std::uint32_t i : found)
      if (begin <= i && i < end) out.push_back(i);
  };
  if (const Element* element = value.element())
    return add(reach(element->index, std::string_view()));
  json::Place at = value.place();
  bool in_place = at && at.value->is_string() && at.value->has_template();
  if (in_place)
    for (const terraform::Part& part : parsed(*at.value).parts)
      for (const terraform::Reference& reference : part.references)
        add(reach(target_of(reference), reference));
  switch (value.kind()) {
    case Value::Kind::List:
    case Value::Kind::Map:
      for (const Item& item : items(value, arena).items)
        referents(item.value, begin, end, index, out);
      return;
    case Value::Kind::Record:
      for (const terraform::Entry& entry : value.entries())
        referents(*entry.value, begin, end, index, out);
      return;
    case Value::Kind::Block:
      for (const json::Member& member : at.value->members())
        referents(step(value, member.name()), begin, end, index, out);
      return;
    case Value::Kind::Text:
    case Value::Kind::Unknown:
      break;
    default:
      return;
  }
  terraform::TextPiece single;
  for (const terraform::TextPiece& piece : value.pieces(single))
    if (piece.hole && piece.hole->source)
      add(reach(piece.hole->source->index, piece.hole->attribute));
  if (could_be_anything(value)) {
    for (std::uint32_t i = begin; i < end; ++i) out.push_back(i);
    return;
  }
  std::vector<Value> given;
  add_stand_in_values(value, given);
  for (const Value& argument : given) referents(argument, begin, end, index, out);
  index.texts.find(value, true, out);
  auto pieces = value.pieces(single);
  if (pieces.front().text.starts_with("arn:")) find_by_arn(pieces, index, out);
  out.insert(out.end(), index.open.begin(), index.open.end());
}

void Stack::State::find_by_arn(std::span<const terraform::TextPiece> pieces, IdentityIndex& index,
                               std::vector<std::uint32_t>& out) {
  std::string_view text = pieces.back().hole ? std::string_view() : pieces.back().text;
  if (pieces.size() == 1)
    if (auto arn = aws::read_arn(text)) text = arn->resource;
  std::vector<std::size_t> cuts{0};
  for (std::size_t i = 0; i < text.size() && cuts.size() < 24; ++i)
    if (text[i] == '/' || text[i] == ':') {
      if (text[i] == '/') cuts.push_back(i);
      cuts.push_back(i + 1);
    }
  for (std::size_t start : cuts)
    for (std::size_t i = start + 1; i <= text.size(); ++i)
      if (i == text.size() || text[i] == '/' || text[i] == ':')
        index.texts.find(Value::text(text.substr(start, i - start)), true, out);
}

void Stack::referents(const Value& value, std::string_view type,
                      std::vector<std::uint32_t>& out) const {
  State& s = *state_;
  auto [begin, end] = s.type_range(type);
  if (begin == end || value.is_absent()) return;
  s.budget = 20'000;
  s.referents(value, begin, end, s.identity_index(type), out);
  unique(out);
}

}  // namespace paycheck
