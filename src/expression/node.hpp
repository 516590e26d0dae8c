// SPDX-License-Identifier: Apache-2.0
// The tree of an expression. Chains (operators of one line of descent, steps of one reference) are
// flat or left-leaning and walked without recursion; only real nesting is deep, and it is bounded.
#pragma once

#include <deque>

#include "paycheck/expression.hpp"

namespace paycheck::expression {

/// A step of a chain: `.name`, `[expression]`, `[*]`, `.*`.
struct ChainStep {
  enum class Kind : std::uint8_t {
    Attribute,       ///< `name` holds it
    Index,           ///< constant: `name` (text or number); else computed: `index`
    Splat,           ///< `[*]`: all further steps are taken for each member
    AttributeSplat,  ///< `.*`: the `span` next steps are taken for each member
  };
  Kind kind = Kind::Attribute;
  Value name;
  const Node* index = nullptr;
  std::uint32_t span = 0;
  std::uint32_t begin = 0, end = 0;
};

struct Node {
  enum class Kind : std::uint8_t {
    Literal,      ///< literal
    Template,     ///< children: parts, each converted to text and joined
    Wrapped,      ///< "${child}": the child's value as it is
    Name,         ///< text
    Chain,        ///< children[0], steps
    Negative,     ///< -child
    Not,          ///< !child
    Binary,       ///< text is the operator; two children
    Conditional,  ///< three children
    Tuple,        ///< children
    Object,       ///< children: key, value, key, value, ...
    ListFor,      ///< names; children: collection, value, condition or none
    ObjectFor,    ///< names; children: collection, key, value, condition or none; groups
    JoinFor,      ///< `%{for}`: as ListFor, the texts joined
    Call,         ///< literal is the name; children: arguments; expands
    Group,        ///< (child)
  };
  Kind kind = Kind::Literal;
  bool groups = false;   ///< `...` after the value
  bool expands = false;  ///< `...` after the last argument
  std::uint32_t begin = 0, end = 0;
  std::string_view text;
  std::string_view key_name, value_name;  ///< of `for`
  Value literal;
  std::vector<const Node*> children;
  std::vector<ChainStep> steps;
  std::vector<Value> constants;  ///< Chain: its constant steps from the start (Traversal)
};

/// Owns the nodes; addresses are stable.
struct Tree {
  std::deque<Node> nodes;
};

}  // namespace paycheck::expression
