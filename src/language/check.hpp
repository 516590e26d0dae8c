// SPDX-License-Identifier: Apache-2.0
#pragma once

// A parsed check as a tree. Names are resolved to slots, functions to rows of the vocabulary, and
// every quantifier over a type knows its tie. All nodes live in the tree's arena.

#include <re2/re2.h>

#include "paycheck/language.hpp"

namespace paycheck::language {

struct Expr;
struct Term;
struct Function;  // vocabulary.hpp

// A byte range of the check's text.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// A piece of a text literal: characters, or a placeholder.
struct TextPart {
  std::string_view text;       // literal: braces and escapes undone
  const Term* term = nullptr;  // placeholder
};

struct Term {
  enum class Kind : std::uint8_t { Variable, Parameter, Text, Number, Bool, List, Truth, Call };
  Kind kind = Kind::Variable;
  Range range;
  std::uint32_t slot = 0;      // Variable: slot; Parameter: index
  std::uint64_t mentions = 0;  // the slots of its free variables, one bit each
  std::string_view
      text;  // Text without placeholders: its value; Variable, Parameter, Call: the name
  std::span<const TextPart> parts;          // Text with placeholders
  double number = 0;                        // Number
  bool truth = false;                       // Bool
  std::span<const Term* const> items;       // List: items; Call: arguments
  const Expr* expr = nullptr;               // Truth: a parenthesised expression
  const Function* function = nullptr;       // Call
  std::span<const std::string_view> steps;  // `.a."b.c"` after the atom
};

// What an `in` of a quantifier or `each` ranges over.
struct Source {
  std::string_view type;  // a resource type (or output, provider, ...); empty: a term
  const Term* term = nullptr;
  Range range;
};

// How the items of a type are found without scanning it (language.md 1.3, law of ties). `own` is
// the side that starts at the quantified variable, `other` mentions outer variables only.
struct Tie {
  enum class Kind : std::uint8_t {
    OwnRefersToOther,  // x.p refers to e
    OtherRefersToOwn,  // e refers to x
    Equal,             // x.p == e, "...{x.p}..." == e
    AnyOf,             // any v in <list of an outer value>: <tie>; `inner` binds v
    Either,            // an `or` of ties
    None,              // untied, evaluated once per stack
  };
  Kind kind = Kind::None;
  const Term* own = nullptr;
  const Term* other = nullptr;
  const Expr* quantifier = nullptr;  // AnyOf: the quantified expression
  std::span<const Tie> ties;         // AnyOf: one; Either: its alternatives
};

struct Expr {
  enum class Op : std::uint8_t {
    Or,
    And,
    Not,
    Quantified,
    Compare,
    In,
    RefersTo,
    Matches,
    Exists,
    Bare,
  };
  enum class Quantity : std::uint8_t { Any, All, AtLeast, AtMost, Exactly };
  enum class Comparison : std::uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };
  Op op = Op::Bare;
  Range range;                         // with the parentheses around it
  std::uint64_t mentions = 0;          // the slots of its free variables, one bit each
  std::span<const Expr* const> parts;  // Or, And: two or more; Not: one
  const Term* left = nullptr;
  const Term* right = nullptr;
  Comparison comparison = Comparison::Equal;
  std::uint32_t pattern = 0;  // Matches: index into CheckTree::patterns
  // Quantified
  Quantity quantity = Quantity::Any;
  std::uint32_t count = 0;
  std::uint32_t slot = 0;
  std::string_view name;  // of the variable
  Source source;
  const Expr* where = nullptr;
  const Expr* body = nullptr;
  Tie tie;
  bool mentions_outer = false;  // false: its value is the same for the whole stack
};

struct Each {
  std::uint32_t slot = 0;
  std::string_view name;
  Source source;
  const Expr* where = nullptr;
  Tie tie;
};

// A pattern, compiled on first use.
struct Pattern {
  std::string_view text;
  Range range;  // of the string in the check
  mutable std::unique_ptr<re2::RE2> compiled;
};

struct CheckTree {
  std::string text;  // the check's own copy; all views point into it or the arena
  Arena arena;
  std::vector<Parameter> parameters;
  bool any_resource = false;
  std::vector<std::string_view> subjects;  // types of `match`
  std::vector<Range> subject_ranges;       // where they stand
  std::string_view subject_name;           // slot 0
  std::vector<Each> each;                  // slots 1..n
  const Expr* when = nullptr;
  bool forbid = false;
  const Expr* claim = nullptr;   // of require or forbid
  const Term* report = nullptr;  // Kind::Text
  const Term* suggest = nullptr;
  std::vector<Pattern> patterns;
  std::uint32_t slots = 1;        // how many variables are in scope at most
  std::vector<Range> slot_names;  // per slot index in order of binding; for messages
};

}  // namespace paycheck::language
