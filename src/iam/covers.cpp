// SPDX-License-Identifier: Apache-2.0
// Which actions and resources a statement includes.

#include "glob.hpp"
#include "reader.hpp"

namespace paycheck::iam {

using terraform::Value;

namespace {

template <class Matches>
Truth any_of(const Stack& stack, const Value& list, Matches matches) {
  Arena scratch;
  Items items = stack.items(list, scratch);
  Truth found = items.open ? Truth::Unknown : Truth::False;
  for (const Item& item : items.items) found = found | matches(item.value);
  return found;
}

// Whether the element is not written at all.
bool is_empty(const Stack& stack, const Value& list) {
  Arena scratch;
  Items items = stack.items(list, scratch);
  return items.items.empty() && !items.open;
}

}  // namespace

namespace {

char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// A known pattern needs no tables: on a mismatch the last star takes one character more.
bool known_includes(std::string_view pattern, std::string_view action) {
  std::size_t p = 0, a = 0, star = std::string_view::npos, taken = 0;
  while (a < action.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = a;
    } else if (p < pattern.size() &&
               (pattern[p] == '?' || folded(pattern[p]) == folded(action[a]))) {
      ++p;
      ++a;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      a = ++taken;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

Truth includes(const Value& pattern, std::string_view action) {
  if (pattern.is_known_text()) return truth(known_includes(pattern.text(), action));
  return glob(pattern, Value::text(action), Reach::Anywhere, true);
}

Truth reaches(const Value& pattern, const Value& resource) {
  return glob(pattern, resource, Reach::Part, false);
}

Truth covers(const Stack& stack, const Statement& s, std::string_view action,
             const Value& resource) {
  auto names = [&](const Value& pattern) { return includes(pattern, action); };
  auto meets = [&](const Value& pattern) { return reaches(pattern, resource); };
  Truth acts = any_of(stack, s.actions, names);
  if (!is_empty(stack, s.not_actions)) acts = acts | !any_of(stack, s.not_actions, names);
  if (acts == Truth::False) return acts;
  if (s.kind == PolicyKind::Trust) return acts;
  Truth fits = any_of(stack, s.resources, meets);
  if (!is_empty(stack, s.not_resources)) fits = fits | !any_of(stack, s.not_resources, meets);
  return acts & fits;
}

}  // namespace paycheck::iam
