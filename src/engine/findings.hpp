// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/engine.hpp"

namespace paycheck {

// A finding before it is sorted and grouped, with the place that it blames.
struct Draft {
  Finding finding;
  const Stack* stack = nullptr;
  json::Place place;
};

Draft draft_finding(const Stack& stack, const BoundRule& rule, const language::Outcome& outcome);

// Findings of one rule and stack that blame one place or say the same words share a group: the
// fingerprint of its first entry. `drafts` are sorted.
void group(std::span<Draft* const> drafts);

// First 32 hexadecimal digits of SHA-256 over the parts joined by NUL.
std::string fingerprint(std::initializer_list<std::string_view> parts,
                        std::span<const std::string> more = {});

// Undetermined entries of one rule and stack with the same reason and expression are one.
class UndeterminedEntries {
 public:
  void add(const Stack& stack, const BoundRule& rule, const language::Outcome& outcome);
  // Takes over entries of elements that come after those told so far.
  void append(UndeterminedEntries later);
  std::vector<Undetermined> take();

 private:
  struct Key {
    std::string_view rule;
    std::string app, stack, reason, expression;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  std::map<Key, Undetermined> entries_;
};

}  // namespace paycheck
