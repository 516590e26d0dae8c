// SPDX-License-Identifier: Apache-2.0
// `a refers to y` (language.md 1.5): by a reference that stands free, through locals, arguments,
// stand-ins and data sources; by text (names_by_text.cpp); unknown where something that is not
// known could be y.

#include <algorithm>

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::Part;
using terraform::Reference;
using terraform::Step;
using terraform::Value;

constexpr int steps_per_question = 20'000;
constexpr int max_depth = 64;

/// Whether which instance is meant depends on something other than the own instance.
bool is_unknown_instance(const Reference& reference) {
  for (const Step& step : reference.steps)
    if (step.kind == Step::Kind::Expression)
      return step.text.find("each.") == std::string_view::npos &&
             step.text.find("count.") == std::string_view::npos;
  return false;
}

bool is_meta(std::string_view name) {
  for (const char* meta : {"//", "provider", "providers", "depends_on", "count", "for_each",
                           "lifecycle", "source", "version"})
    if (name == meta) return true;
  return false;
}

bool is_template(const json::Place& place) {
  return place && place.value->is_string() && place.value->has_template();
}

}  // namespace

bool is_boundary(char c) {
  return std::string_view("/:,|() \t\r\n").find(c) != std::string_view::npos;
}

bool free_in(std::span<const terraform::TextPiece> pieces, std::size_t i) {
  bool before = i == 0 || (!pieces[i - 1].hole && !pieces[i - 1].text.empty() &&
                           is_boundary(pieces[i - 1].text.back()));
  bool after = i + 1 == pieces.size() || (!pieces[i + 1].hole && !pieces[i + 1].text.empty() &&
                                          is_boundary(pieces[i + 1].text.front()));
  return before && after;
}

/// An attribute of another element than y: its argument of that name, what it stands in for, what a
/// data source was asked for.
Truth Stack::State::attribute_means(const Element& element, std::string_view attribute,
                                    const Element& y) {
  if (&element == &y) return Truth::True;
  Truth result = Truth::False;
  const json::Value& body = *element.place.value;
  if (element.is_managed()) {
    if (!attribute.empty() && body.find(attribute))
      result = refers(step(element, attribute, true), y, nullptr);
    const aws::StandIn* row = result == Truth::True ? nullptr : aws::stand_in(element.type);
    if (row && stands_in(*row, attribute))
      result = result | refers(step(element, row->argument, true), y, nullptr);
  } else if (element.kind == Element::Kind::Data) {
    for (const json::Member& member : body.members()) {
      if (result == Truth::True || is_meta(member.name())) continue;
      result = result | refers(step(element, member.name(), true), y, nullptr);
    }
  }
  return result;
}

Truth Stack::State::means(const Reference& reference, std::uint32_t node, const Element& y) {
  if (!is_element(node)) return refers(local(reference, {}, {}), y, nullptr);
  const Element& element = elements[node];
  if (&element == &y) return is_unknown_instance(reference) ? Truth::Unknown : Truth::True;
  return attribute_means(element, selected_attribute(reference), y);
}

Truth Stack::State::refers_by_reference(const json::Place& place, const Element& y) {
  Truth result = Truth::False;
  for (const Part& part : parsed(*place.value).parts) {
    const Reference* whole = part.whole();
    if (whole && !whole->stands_free) continue;
    for (const Reference& reference : part.references) {
      std::uint32_t node = target_of(reference);
      if (node == HashIndex::none || result == Truth::True) continue;
      if (whole) {
        result = result | means(reference, node, y);
      } else {
        auto possible = reach(node, reference);
        if (std::binary_search(possible.begin(), possible.end(), y.index))
          result = result | Truth::Unknown;
      }
    }
  }
  return result;
}

/// Holes that could be y whatever the text around them is.
Truth Stack::State::hole_means(const Hole& hole, const Element& y, bool has_place) {
  switch (hole.carries) {
    case Hole::Carries::Anything:
      return Truth::Unknown;
    case Hole::Carries::Given:
      return hole.source && given(*hole.source, y) ? Truth::Unknown : Truth::False;
    case Hole::Carries::Nothing:
      if (has_place || !hole.source)
        return Truth::False;  // the references of the text itself were seen
      return attribute_means(*hole.source, hole.attribute, y);
    case Hole::Carries::Mentioned:
      return has_place || !is_template(hole.place)
                 ? Truth::False
                 : refers_by_reference(hole.place, y) & Truth::Unknown;
    case Hole::Carries::Names:
      return Truth::False;
  }
  return Truth::False;
}

Truth Stack::State::refers(const Value& a, const Element& y, const TrailStep** trail) {
  if (a.is_absent() || y.kind == Element::Kind::Stack || y.kind == Element::Kind::App)
    return Truth::False;
  if (--budget < 0 || depth >= max_depth) return Truth::Unknown;
  ++depth;
  Truth result = refers_within(a, y);
  --depth;
  if (trail && result != Truth::False)
    *trail =
        arena.make<TrailStep>(TrailStep{TrailStep::What::Reference, &y, a.place(), {}, nullptr});
  return result;
}

Truth Stack::State::refers_within(const Value& a, const Element& y) {
  Truth result = Truth::False;
  if (const Element* element = a.element()) result = attribute_means(*element, {}, y);
  bool has_place = is_template(a.place());
  if (has_place && result != Truth::True) result = result | refers_by_reference(a.place(), y);
  if (result == Truth::True) {
    // found
  } else if (a.kind() == Value::Kind::Text || a.is_unknown()) {
    terraform::TextPiece single;
    auto pieces = a.pieces(single);
    for (std::size_t i = 0; i < pieces.size() && result != Truth::True; ++i)
      if (pieces[i].hole && free_in(pieces, i))
        result = result | hole_means(*pieces[i].hole, y, has_place);
    if (result != Truth::True) result = result | refers_by_text(a, y);
  } else if (a.kind() == Value::Kind::List || a.kind() == Value::Kind::Map) {
    Items all = items(a, arena);
    for (const Item& item : all.items)
      if (result != Truth::True)
        result = result | (refers(item.value, y, nullptr) & (item.exists | Truth::Unknown));
    if (all.open) result = result | Truth::Unknown;
  } else if (a.kind() == Value::Kind::Block) {
    for (const json::Member& member : a.place().value->members())
      if (result != Truth::True && member.name() != "//")
        result = result | refers(step(a, member.name()), y, nullptr);
  } else {
    for (const terraform::Entry& entry : a.entries())
      if (result != Truth::True) result = result | refers(*entry.value, y, nullptr);
  }
  return result;
}

Truth Stack::refers(const Value& a, const Element& y, const TrailStep** trail) const {
  state_->budget = steps_per_question;
  return state_->refers(a, y, trail);
}

std::string_view to_string(TrailStep::What what) {
  static constexpr std::string_view names[] = {"reference", "key",       "alias",     "provider",
                                               "region",    "statement", "companion", "affected"};
  return names[static_cast<std::size_t>(what)];
}

}  // namespace paycheck
