// SPDX-License-Identifier: Apache-2.0
// From a node to its value, by kind.
#include "evaluator.hpp"

namespace paycheck::expression {
namespace {

// An expression alone stays below it; a chain of locals may not.
constexpr int most_depth = 3'000;

}  // namespace

Value Evaluator::too_large(const Node& node, Type type) {
  auto why = std::make_shared<Why>(
      Why{Reason::TooLarge, std::string(source(node).substr(0, 200)), "too large to compute"});
  return Value::unknown(std::move(type), std::move(why));
}

Checked<Value> Evaluator::evaluate(const Node& node) {
  if (context_.depth >= most_depth || !pays(1)) return too_large(node);
  ++context_.depth;
  Checks value = evaluate_node(node);
  --context_.depth;
  return value;
}

Checked<Value> Evaluator::evaluate_node(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Literal:
      return node.literal;
    case Node::Kind::Template:
      return template_text(node);
    case Node::Kind::Wrapped:
    case Node::Kind::Group:
      return evaluate(*node.children[0]);
    case Node::Kind::Name:
    case Node::Kind::Chain:
      return chain(node);
    case Node::Kind::Negative:
    case Node::Kind::Not:
      return unary(node);
    case Node::Kind::Binary:
      return binary(node);
    case Node::Kind::Conditional:
      return conditional(node);
    case Node::Kind::Tuple:
      return tuple(node);
    case Node::Kind::Object:
      return object(node);
    case Node::Kind::ListFor:
    case Node::Kind::ObjectFor:
    case Node::Kind::JoinFor:
      return for_expression(node);
    case Node::Kind::Call:
      return call_function(node);
  }
  return Value();
}

Checked<Value> evaluate(const Expression& expression, const Scope& scope, Context& context) {
  return Evaluator(expression, scope, context).evaluate(expression.root());
}

}  // namespace paycheck::expression
