// SPDX-License-Identifier: Apache-2.0
// What must not be printed: arguments that mean a secret, values that look like one, sensitive
// variables and outputs.

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

}  // namespace

bool Stack::is_secret(const json::Place& place) const {
  if (!place) return false;
  const Element* owner = this->owner(place);
  const json::Value& value = *place.value;
  std::string path = attribute_path(place);
  if (owner) {
    bool declared = owner->kind == Element::Kind::Variable || owner->kind == Element::Kind::Output;
    if (declared && is_true(owner->place.value->find("sensitive")) &&
        (path.starts_with("default") || path.starts_with("value")))
      return true;
    if (!declared && aws::is_secret_argument(owner->row, without_indexes(path))) return true;
  }
  if (!value.is_string()) return false;
  std::size_t dot = path.find_last_of('.');
  std::string_view name =
      place.key ? place.key->text()
                : std::string_view(path).substr(dot == std::string::npos ? 0 : dot + 1);
  return aws::resembles_secret(name, value.text());
}

}  // namespace paycheck
