// SPDX-License-Identifier: Apache-2.0
// What must not be printed: arguments that mean a secret, values that look like one, sensitive
// variables and outputs.

#include <algorithm>

#include "state.hpp"

namespace paycheck {

namespace {

bool is_true(const json::Value* value) {
  return value && (value->kind() == json::Kind::True || value->text() == "true");
}

/// `a[0].b[x]` without its indexes.
std::string without_indexes(std::string_view path) {
  std::string out;
  int depth = 0;
  for (char c : path) {
    if (c == '[') ++depth;
    if (depth == 0) out += c;
    if (c == ']' && depth > 0) --depth;
  }
  return out;
}

/// The argument of a body in which a value of the same document stands.
const json::Member* argument_around(const json::Value& body, const json::Value& value) {
  auto members = body.members();
  auto after = std::partition_point(
      members.begin(), members.end(),
      [&](const json::Member& member) { return member.value.end() < value.end(); });
  return after != members.end() && after->value.begin() <= value.begin() ? &*after : nullptr;
}

/// Most values stand in an argument of a plain type: its row tells, without the path.
std::optional<bool> is_plain_secret(const Element& owner, const json::Place& place) {
  if (!owner.row || !owner.row->schema || place.document != owner.place.document)
    return std::nullopt;
  const json::Member* around = argument_around(*owner.place.value, *place.value);
  if (!around) return std::nullopt;
  const terraform::Argument* argument = owner.row->schema->find(around->name());
  if (!argument) return false;
  if (argument->block) return std::nullopt;
  return aws::is_secret_argument(owner.row, around->name());
}

/// `b[x]` of `a[0].b[x]`.
std::string last_step(const std::string& path) {
  return path.substr(path.find_last_of('.') + 1);
}

}  // namespace

bool Stack::is_secret(const json::Place& place) const {
  if (!place) return false;
  if (place.document->is_hidden(place.value->begin())) return true;
  const Element* owner = this->owner(place);
  const json::Value& value = *place.value;
  if (place.document->mark(value, json::Mark::Kind::Sensitive)) return true;
  std::optional<bool> plain = owner ? is_plain_secret(*owner, place) : std::nullopt;
  if (plain.value_or(false)) return true;
  std::string path = plain && place.key ? std::string() : attribute_path(place);
  if (owner && !plain) {
    bool declared = owner->kind == Element::Kind::Variable || owner->kind == Element::Kind::Output;
    if (declared && is_true(owner->place.value->find("sensitive")) &&
        (path.starts_with("default") || path.starts_with("value")))
      return true;
    if (!declared && aws::is_secret_argument(owner->row, without_indexes(path))) return true;
  }
  if (!value.is_string()) return false;
  return aws::resembles_secret(place.key ? std::string(place.key->text()) : last_step(path),
                               value.text());
}

}  // namespace paycheck
