// SPDX-License-Identifier: Apache-2.0
// Names that two resources share where AWS takes each once: everywhere in the world, in the
// account, or in a region of it. Two configurations are of one account unless their credentials
// differ.

#include <algorithm>

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::TextPiece;
using terraform::Value;

/// A text that is the same for equal values only; empty where equality cannot be told.
std::string rendered(const Value& value) {
  TextPiece single;
  if (value.is_unknown()) {
    std::uint64_t identity = value.hole()->identity;
    return identity ? std::string("\1") + std::to_string(identity) : std::string();
  }
  if (value.kind() != Value::Kind::Text) return {};
  std::string out;
  for (const TextPiece& piece : value.pieces(single)) {
    if (piece.hole && !piece.hole->identity) return {};
    out +=
        piece.hole ? "\1" + std::to_string(piece.hole->identity) + "\2" : std::string(piece.text);
  }
  return out;
}

constexpr std::string_view credentials[] = {
    "access_key",
    "allowed_account_ids",
    "assume_role",
    "assume_role_with_web_identity",
    "endpoints",
    "forbidden_account_ids",
    "profile",
    "secret_key",
    "shared_config_files",
    "shared_credentials_files",
    "token",
};

}  // namespace

/// What a provider configuration says of its account: equal texts are one account.
std::string Stack::State::account_of(std::string_view maker) {
  const Element* provider = stack->provider(maker);
  if (!provider)  // an undeclared alias may be of any account
    return maker.find('.') == std::string_view::npos ? "" : std::string(maker);
  std::string account;
  for (std::string_view name : credentials)
    if (json::Place at = member_place(provider->place, name); at && !at.value->is_null())
      account += at.document->text().substr(at.begin(), at.value->end() - at.begin());
  return account;
}

std::string Stack::State::name_space(const Name& name, const aws::NameRule& rule) {
  const Element& element = *name.element;
  std::string text = rendered(name.value);
  if (text.empty()) return {};
  std::string space = std::string(element.type) + '\n' + text + '\n';
  if (rule.unique == aws::Unique::World) return space;
  space += account_of(element.provider) + '\n';
  if (rule.unique == aws::Unique::Region) {
    Value region = this->region(element).value;
    space += region.is_known_text() ? region.text() : element.provider;
  }
  if (rule.within.empty()) return space;
  Value within = step(element, rule.within, false);
  if (within.is_absent()) return space;
  std::string parted = rendered(within);
  // The bus and the schedule group that AWS makes by itself.
  return parted.empty() ? std::string() : parted == "default" ? space : space + '\n' + parted;
}

void Stack::State::index_twins() {
  if (!twins.empty()) return;
  gather_names();
  twins.assign(elements.size(), {});
  std::unordered_map<std::string, std::vector<std::uint32_t>> bearers;
  for (const Name& name : names) {
    const Element& element = *name.element;
    const aws::NameRule* rule = aws::name_rule(element.type);
    if (!rule || rule->unique == aws::Unique::No) continue;
    // Whether both are made cannot be told, nor how many.
    if (element.exists != Truth::True || multiple[element.index]) continue;
    std::string space = name_space(name, *rule);
    if (!space.empty()) bearers[std::move(space)].push_back(element.index);
  }
  constexpr std::size_t most = 8;  // enough to tell; all pairs would be the square of them
  for (auto& [space, indexes] : bearers)
    for (std::size_t i = 0; i + 1 < indexes.size(); ++i) {
      auto first = indexes.begin() + static_cast<std::ptrdiff_t>(i) + 1;
      std::size_t count = std::min(most, indexes.size() - i - 1);
      twins[indexes[i]].assign(first, first + static_cast<std::ptrdiff_t>(count));
    }
}

Items Stack::twins(const Element& element, Arena& scratch) const {
  State& s = *state_;
  s.index_twins();
  if (element.index >= s.twins.size() || s.twins[element.index].empty()) return {};
  json::Place place = s.names[s.name_begins[element.index]].value.place();
  std::vector<Item> found;
  for (std::uint32_t index : s.twins[element.index])
    found.push_back({Value::element(&s.elements[index], place), s.elements[index].address});
  return {scratch.copy(std::span<const Item>(found))};
}

}  // namespace paycheck
