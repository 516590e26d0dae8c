// SPDX-License-Identifier: Apache-2.0
// Evaluation walks the tree. Each step is paid for; where nothing is left, the value is unknown.
#pragma once

#include "node.hpp"

namespace paycheck::expression {

/// How often a tree is nested is bounded by the parser, so recursion over it is too.
class Evaluator {
 public:
  Evaluator(const Expression& expression, const Scope& scope, Context& context)
      : text_(expression.text()), scope_(scope), context_(context) {}

  Checked<Value> evaluate(const Node& node);

 private:
  using Checks = Checked<Value>;
  /// A name that `for` binds.
  struct Bound {
    std::string_view name;
    Value value;
  };

  std::string_view source(const Node& node) const {
    return text_.substr(node.begin, node.end - node.begin);
  }
  static Error error(std::string message, const Node& at) {
    return {std::move(message), at.begin, at.end, false};
  }
  bool pays(std::size_t work) { return context_.spend(work); }
  bool pays_for(const Value& value) { return context_.spend(value.weight() / 16); }
  Value too_large(const Node& node, Type type = Type::any());
  Checks evaluate_node(const Node& node);

  // operators.cpp
  Checks unary(const Node& node);
  Checks binary(const Node& node);
  Checks operate(const Node& node, const Value& left, const Value& right);
  Checks operand(const Node& node, const Value& value, const Type& type);
  Checks conditional(const Node& node);
  Checks choose(const Node& node, const Value& condition, const Checks& yes, const Checks& no);

  // chains.cpp
  const Value* bound(std::string_view name) const;
  Checks chain(const Node& node);
  Checks refer(const Node& node, std::string_view root, std::span<const Value> steps,
               std::string_view text, std::size_t& taken);
  Checks follow(Value value, const Node& node, std::size_t step, std::size_t end);
  Checks splat(const Value& value, const Node& node, std::size_t step, std::size_t each_end);
  Checks index_step(const Value& value, const ChainStep& step);

  // collections.cpp
  Checks tuple(const Node& node);
  Checks object(const Node& node);
  Checks for_expression(const Node& node);

  // template_text.cpp
  Checks template_text(const Node& node);

  // calls.cpp
  Checks call_function(const Node& node);
  Checks try_each(const Node& node);
  Checks can(const Node& node);
  Checks call_known(const Node& node, const Function& function);
  bool expand(const Node& node, std::vector<Value>& arguments, Checks& instead);

  friend class Loop;

  std::string_view text_;
  const Scope& scope_;
  Context& context_;
  std::vector<Bound> bound_;
};

/// `value[key]`. Terraform's rules for each kind of value; an index of a text is a failure.
Outcome index(const Value& value, const Value& key);
/// `value.name`.
Outcome attribute(const Value& value, const Value& name);
/// Joins a part to a template's pieces; a failure if it cannot be text. `part` is not sensitive.
std::optional<Failure> append_text(std::vector<Piece>& pieces, const Value& part);

}  // namespace paycheck::expression
