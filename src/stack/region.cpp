// SPDX-License-Identifier: Apache-2.0
// In which region a resource is made, and in which what a value refers to lives: its own argument,
// its provider's, or what an undeclared alias spells. Texts have a region only if they are ARNs.

#include <algorithm>

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::Part;
using terraform::Reason;
using terraform::Reference;
using terraform::Value;

const TrailStep* trail_of(Arena& arena, TrailStep::What what, const Element* element,
                          const json::Place& place, const TrailStep* next,
                          std::string_view message = {}) {
  return arena.make<TrailStep>(TrailStep{what, element, place, message, next});
}

bool is_aws(std::string_view type) {
  return type.starts_with("aws_") || type.starts_with("data.aws_");
}

std::string_view joined(Arena& arena, std::initializer_list<std::string_view> parts) {
  std::string text;
  for (std::string_view part : parts) text += part;
  return arena.copy(std::string_view(text));
}

/// The one reference that stands free in a template: of several the first.
const Reference* free_reference(const terraform::Template& text) {
  for (const Part& part : text.parts)
    if (const Reference* whole = part.whole(); whole && whole->stands_free) return whole;
  return nullptr;
}

}  // namespace

/// `region us-east-1`, for trails.
std::string_view Stack::State::told(const Value& region) {
  terraform::TextPiece single;
  return joined(arena, {"region ", region.kind() == Value::Kind::Text
                                       ? terraform::to_string(region.pieces(single))
                                       : "not known"});
}

Derived Stack::State::provider_region(std::string_view name) {
  auto [slot, is_new] = provider_regions.try_emplace(name);
  // A provider whose region comes from a data source of itself: asked for while it is being found.
  if (!is_new) return slot->second;
  auto leave_open = [&](Reason reason, const json::Place& place) {
    return Value::unknown(
        hole({reason, Hole::Carries::Nothing, false, joined(arena, {"provider ", name}), place,
              nullptr, "region", hash_of("region", hash_of(name))}),
        place);
  };
  slot->second.value = leave_open(Reason::RegionOfTheEnvironment, {});
  const Element* provider = stack->provider(name);
  Derived result;
  if (provider) {
    json::Place at = member_place(provider->place, "region");
    Value region = at ? value(at, nullptr, false) : Value::absent();
    if (region.is_absent()) region = leave_open(Reason::RegionOfTheEnvironment, provider->place);
    result.value = region;
    const TrailStep* last =
        at ? trail_of(arena, TrailStep::What::Region, provider, at, nullptr, told(region))
           : nullptr;
    result.trail = trail_of(arena, TrailStep::What::Provider, provider, provider->place, last,
                            joined(arena, {"provider ", name}));
  } else if (std::size_t dot = name.find('.'); dot == std::string_view::npos) {
    result.value = leave_open(Reason::RegionOfTheEnvironment, {});
  } else if (std::string region = aws::region_of_alias(name.substr(dot + 1)); !region.empty()) {
    result.value = Value::text(arena.copy(std::string_view(region)));
    result.assumed = joined(arena, {name, " is ", region});
  } else {
    result.value = Value::unknown(hole({Reason::AliasNotDeclared,
                                        Hole::Carries::Nothing,
                                        false,
                                        name,
                                        {},
                                        nullptr,
                                        "region",
                                        hash_of("region", hash_of(name))}));
  }
  return provider_regions[name] = result;
}

Derived Stack::State::region(const Element& element) {
  if (element.kind == Element::Kind::Provider) return provider_region(element.provider);
  bool placed = (element.kind == Element::Kind::Resource || element.kind == Element::Kind::Data) &&
                is_aws(element.type);
  if (!placed || (element.row && element.row->global)) return {};
  if (!element.row || element.row->has_region_argument || element.type == "data.aws_region") {
    json::Place at = member_place(element.place, "region");
    Value own = at ? value(at, nullptr, false) : Value::absent();
    if (!own.is_absent())
      return {own, trail_of(arena, TrailStep::What::Region, &element, at, nullptr, told(own)), {}};
  }
  return provider_region(element.provider);
}

Derived Stack::State::region_of_reference(const Value& from, const Reference& reference) {
  std::uint32_t node = target_of(reference);
  if (node == HashIndex::none || !is_element(node)) return {};
  const Element& element = elements[node];
  if (element.kind == Element::Kind::Module) return {};
  std::string_view attribute = selected_attribute(reference);
  // The id of a multi-Region key means, in each region, the replica that lives there.
  if (element.type.starts_with("aws_kms_") && (attribute == "key_id" || attribute == "id") &&
      multi_region(element) == Truth::True)
    return {};
  // An argument that names something of a region of its own passes that region on.
  json::Place argument = attribute.empty() ? json::Place{} : member_place(element.place, attribute);
  Derived found;
  if (argument && element.is_managed() && ++depth < 64)
    found = region(step(element, attribute, true));
  if (argument && element.is_managed()) --depth;
  if (found.value.is_absent()) found = region(element);
  if (found.value.is_absent()) return found;
  const TrailStep* key =
      trail_of(arena, TrailStep::What::Key, &element, element.place, found.trail);
  found.trail = trail_of(arena, TrailStep::What::Reference, owner(from.place()), from.place(), key);
  return found;
}

Derived Stack::State::region(const Value& value) {
  if (const Element* element = value.element()) return region(*element);
  if (value.kind() != Value::Kind::Text && !value.is_unknown()) return {};
  terraform::TextPiece single;
  auto pieces = value.pieces(single);
  json::Place at = origin(value.place(), false);
  bool has_template = at && at.value->is_string() && at.value->has_template();
  bool starts_as_arn = !pieces.empty() && pieces[0].text.starts_with("arn:");
  const Reference* reference = has_template ? free_reference(parsed(*at.value)) : nullptr;
  bool written_arn = starts_as_arn && has_template && at.value->text().starts_with("arn:");
  if (reference && !written_arn) {
    Derived found = region_of_reference(value, *reference);
    std::uint32_t node = target_of(*reference);
    bool global = node != HashIndex::none && is_element(node) && elements[node].row &&
                  elements[node].row->global;
    if (!found.value.is_absent() || global) return found;
  }
  if (!reference && pieces.size() == 1 && pieces[0].hole && pieces[0].hole->source &&
      pieces[0].hole->carries == Hole::Carries::Nothing)
    return region(*pieces[0].hole->source);
  if (starts_as_arn) return {region_of_arn(pieces, value.place()), nullptr, {}};
  const Hole* first = pieces.empty() ? nullptr : pieces[0].hole;
  bool could_be_arn = first && first->carries != Hole::Carries::Nothing;
  if (could_be_arn) return {Value::unknown(first, value.place()), nullptr, {}};
  return {};
}

/// The fourth field of an ARN that may have holes.
Value Stack::State::region_of_arn(std::span<const terraform::TextPiece> pieces,
                                  const json::Place& place) {
  int colons = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].hole) {
      if (colons < 3) continue;
      return Value::unknown(pieces[i].hole, place);
    }
    std::string_view text = pieces[i].text;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (colons == 3) {
        std::size_t end = text.find(':', at);
        std::string_view field = text.substr(at, end - at);
        if (end == std::string_view::npos && i + 1 < pieces.size())
          return Value::unknown(pieces[i + 1].hole, place);
        if (field.empty() || field == "*") return Value::absent(place);
        return Value::text(field, place);
      }
      if (text[at] == ':') ++colons;
    }
  }
  return Value::absent(place);
}

Derived Stack::region(const Element& element) const {
  return state_->region(element);
}
Derived Stack::region(const Value& value) const {
  return state_->region(value);
}

Truth Stack::declared(const Element& element) const {
  if (element.kind != Element::Kind::Resource && element.kind != Element::Kind::Data)
    return Truth::True;
  return truth(element.provider.find('.') == std::string_view::npos ||
               provider(element.provider) != nullptr);
}

}  // namespace paycheck
