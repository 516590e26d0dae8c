// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "paycheck/expression.hpp"
#include "paycheck/stack.hpp"

namespace paycheck {

/// What the names of one stack mean to an expression: its variables by their defaults, its locals,
/// `path` and `terraform`. Whatever has no value before apply is unknown.
class StackScope {
 public:
  StackScope(const StackFiles& files, expression::Context& context);

  std::variant<expression::Resolved, expression::Failure> resolve(
      const expression::Traversal& traversal);

 private:
  using Answer = std::variant<expression::Resolved, expression::Failure>;
  struct Local {
    json::Place place;
    bool running = false;
    std::optional<expression::Outcome> value;
  };
  Answer variable(const expression::Traversal& traversal, const std::string& name);
  Answer local(const std::string& name);
  expression::Outcome written(const json::Value& value);
  void add_locals(const json::Document& document, const json::Value& body);

  expression::Context& context_;
  std::map<std::string, json::Place> variables_;
  std::map<std::string, Local> locals_;
};

/// The value of a reference of which nothing is known.
expression::Resolved unknown_reference(const expression::Traversal& traversal, std::string note);

}  // namespace paycheck
