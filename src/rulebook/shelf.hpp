// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a rulebook is made of: opened packs, and rules that point into them.

#include <mutex>

#include "paycheck/rulebook.hpp"

namespace paycheck {

// What a rule does not look at before somebody asks.
struct Rule::Lazy {
  std::string_view path, text, prose;
  std::uint32_t line = 1;
  std::span<const language::Parameter> parameters;
  std::once_flag once;
  std::optional<language::Check> check;
};

// The only one besides the two classes that sees their private parts.
struct RulebookBuilder {
  struct Shelf {
    std::string bytes;  // of a pack that nobody else keeps; else empty
    std::vector<std::string_view> texts;
    std::vector<language::Parameter> parameters;
    std::vector<std::string_view> frameworks;  // whole pages
    std::unique_ptr<Rule::Lazy[]> lazy;
  };
  // A book of one pack; `bytes` are the shelf's own or outlive the book.
  static Rulebook open(std::unique_ptr<Shelf> shelf, std::string_view bytes);
  // `book` with the rules of `other` added, those of the same id replaced.
  static Rulebook merge(Rulebook book, Rulebook other);
};

struct Rulebook::State {
  std::vector<std::unique_ptr<RulebookBuilder::Shelf>> shelves;
  std::vector<Rule> rules;  // in order of their ids
};

}  // namespace paycheck
