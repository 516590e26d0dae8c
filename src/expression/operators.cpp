// SPDX-License-Identifier: Apache-2.0
// Operators convert their operands, and are unknown where one of them is.
#include "evaluator.hpp"

namespace paycheck::expression {
namespace {

bool is_logical(std::string_view sign) {
  return sign == "&&" || sign == "||";
}
bool is_arithmetic(std::string_view sign) {
  return sign == "+" || sign == "-" || sign == "*" || sign == "/" || sign == "%";
}

std::optional<Number> compute(std::string_view sign, const Number& a, const Number& b) {
  if (sign == "+") return add(a, b);
  if (sign == "-") return subtract(a, b);
  if (sign == "*") return multiply(a, b);
  return sign == "/" ? divide(a, b) : modulo(a, b);
}

bool holds(std::string_view sign, int order) {
  if (sign == "<") return order < 0;
  if (sign == "<=") return order <= 0;
  return sign == ">" ? order > 0 : order >= 0;
}

// What Terraform takes a failed branch's type for.
Type type_of_failed(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Group:
    case Node::Kind::Wrapped:
      return type_of_failed(*node.children[0]);
    case Node::Kind::Literal:
      return node.literal.type();
    case Node::Kind::Template:
      return Type::string();
    case Node::Kind::Conditional: {
      Type types[] = {type_of_failed(*node.children[1]), type_of_failed(*node.children[2])};
      return unify(types).value_or(Type::any());
    }
    case Node::Kind::Negative:
      return Type::number();
    case Node::Kind::Not:
      return Type::boolean();
    case Node::Kind::Binary:
      return is_arithmetic(node.text) ? Type::number() : Type::boolean();
    default:
      return Type::any();
  }
}

Value negated(const Value& verdict) {
  if (!verdict.is_known()) return verdict;
  return Value::boolean(!verdict.boolean()).with_sensitive(verdict.sensitive());
}

}  // namespace

Checked<Value> Evaluator::operand(const Node& node, const Value& value, const Type& type) {
  if (value.is_null()) return error("an operand must not be null", node);
  Outcome converted = convert(value, type);
  if (!converted) return error("an unsuitable operand: " + converted.failure().message, node);
  return *converted;
}

Checked<Value> Evaluator::unary(const Node& node) {
  const Node& child = *node.children[0];
  Checks value = evaluate(child);
  if (!value) return value;
  bool negates = node.kind == Node::Kind::Negative;
  value = operand(child, *value, negates ? Type::number() : Type::boolean());
  if (!value || !value->is_known()) return value;
  Value result =
      negates ? Value::number(value->number().negated()) : Value::boolean(!value->boolean());
  return result.with_sensitive(value->sensitive());
}

// A line of descent to the left is walked up from its first operand.
Checked<Value> Evaluator::binary(const Node& node) {
  std::vector<const Node*> line;
  const Node* first = &node;
  for (; first->kind == Node::Kind::Binary; first = first->children[0]) line.push_back(first);
  Checks left = evaluate(*first);
  for (auto at = line.rbegin(); at != line.rend() && left; ++at) {
    if (!pays(1)) return too_large(node);
    Checks right = evaluate(*(*at)->children[1]);
    if (!right) return right;
    left = operate(**at, *left, *right);
  }
  return left;
}

Checked<Value> Evaluator::operate(const Node& node, const Value& left, const Value& right) {
  std::string_view sign = node.text;
  if (sign == "==" || sign == "!=") {
    if (!pays_for(left) || !pays_for(right)) return too_large(node, Type::boolean());
    Value verdict = equal(left, right);
    return sign == "==" ? verdict : negated(verdict);
  }
  const Type wanted = is_logical(sign) ? Type::boolean() : Type::number();
  Checks a = operand(*node.children[0], left, wanted);
  if (!a) return a;
  Checks b = operand(*node.children[1], right, wanted);
  if (!b) return b;
  bool sensitive = a->sensitive() || b->sensitive();
  if (is_logical(sign)) {
    for (const Checks* one : {&a, &b})  // decides whatever the other turns out to be
      if ((*one)->is_known() && (*one)->boolean() == (sign == "||"))
        return Value::boolean(sign == "||").with_sensitive(sensitive);
  }
  if (!a->is_known() || !b->is_known()) {
    Type type = is_arithmetic(sign) ? Type::number() : Type::boolean();
    WhyPointer why = a->is_known() ? b->why() : a->why();
    return Value::unknown(type, why).with_sensitive(sensitive);
  }
  if (is_logical(sign)) return Value::boolean(sign == "&&").with_sensitive(sensitive);
  if (!is_arithmetic(sign))
    return Value::boolean(holds(sign, a->number().compare(b->number()))).with_sensitive(sensitive);
  std::optional<Number> number = compute(sign, a->number(), b->number());
  if (!number) return error("no number: zero and infinity cannot be combined so", node);
  return Value::number(*number).with_sensitive(sensitive);
}

// The branch that is not taken may fail, but has a say in the type.
Checked<Value> Evaluator::conditional(const Node& node) {
  Checks condition = evaluate(*node.children[0]);
  if (!condition) return condition;
  const Node& at = *node.children[0];
  if (condition->is_null()) return error("a condition must not be null", at);
  Outcome verdict = convert(*condition, Type::boolean());
  if (!verdict) return error("an unsuitable condition: " + verdict.failure().message, at);
  Checks yes = evaluate(*node.children[1]);
  Checks no = evaluate(*node.children[2]);
  return choose(node, *verdict, yes, no);
}

Checked<Value> Evaluator::choose(const Node& node, const Value& condition, const Checks& yes,
                                 const Checks& no) {
  for (const Checks* branch : {&yes, &no})
    if (*branch && !pays_for(**branch)) return too_large(node);
  Type types[] = {yes ? yes->type() : type_of_failed(*node.children[1]),
                  no ? no->type() : type_of_failed(*node.children[2])};
  std::optional<Type> type = unify(types);
  if (!type)
    return error("the two results of the conditional have no common type: " + types[0].name() +
                     " and " + types[1].name(),
                 node);
  if (!condition.is_known()) {
    for (const Checks* branch : {&yes, &no})
      if (!*branch) return *branch;
    return Value::unknown(*type, derived(condition.why())).with_sensitive(condition.sensitive());
  }
  const Checks& taken = condition.boolean() ? yes : no;
  if (!taken) return taken;
  Outcome result = convert(*taken, *type);
  if (!result) return error("an inconsistent result: " + result.failure().message, node);
  return result->with_sensitive(condition.sensitive());
}

}  // namespace paycheck::expression
