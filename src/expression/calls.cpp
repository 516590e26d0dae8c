// SPDX-License-Identifier: Apache-2.0
// Calls. `try` and `can` see the errors of their arguments, all others the values.
#include <algorithm>

#include "evaluator.hpp"

namespace paycheck::expression {
namespace {

bool is_named(std::string_view name, std::string_view wanted) {
  return name == wanted || (name.starts_with("core::") && name.substr(6) == wanted);
}

bool is_reference(const Node& node) {
  if (node.kind == Node::Kind::Chain) return is_reference(*node.children[0]);
  return node.kind == Node::Kind::Name;
}

}  // namespace

Checked<Value> Evaluator::call_function(const Node& node) {
  if (is_named(node.literal.text(), "try")) return try_each(node);
  if (is_named(node.literal.text(), "can")) return can(node);
  if (is_named(node.literal.text(), "templatestring") && !node.children.empty() &&
      !is_reference(*node.children[0]))
    return error("the template must be a reference to a text", *node.children[0]);
  if (const Function* function = find_function(node.literal.text()))
    return call_known(node, *function);
  auto why = std::make_shared<Why>(Why{Reason::Function, std::string(source(node).substr(0, 200)),
                                       "no function \"" + node.literal.text() + "\" is known"});
  return Value::unknown(Type::any(), std::move(why));
}

Checked<Value> Evaluator::try_each(const Node& node) {
  if (node.children.empty()) return error("\"try\" needs at least one argument", node);
  std::string reasons;
  for (const Node* child : node.children) {
    Checks value = evaluate(*child);
    if (value || value.error().too_large) return value;
    reasons = value.error().message;
  }
  return error("no argument of \"try\" has a value; the last: " + reasons, node);
}

// An unknown value may still fail.
Checked<Value> Evaluator::can(const Node& node) {
  if (node.children.size() != 1) return error("\"can\" needs one argument", node);
  Checks value = evaluate(*node.children[0]);
  if (value && !value->is_wholly_known()) return Value::unknown(Type::boolean(), value->why());
  return Value::boolean(static_cast<bool>(value));
}

// The members of the last argument as arguments; false where `instead` is the call's value.
bool Evaluator::expand(const Node& node, std::vector<Value>& arguments, Checks& instead) {
  Value last = arguments.back();
  arguments.pop_back();
  using Kind = Type::Kind;
  bool is_sequence = last.is(Kind::List) || last.is(Kind::Set) || last.is(Kind::Tuple);
  if (!last.is_known() && (is_sequence || last.is(Kind::Any))) {
    instead = Value::unknown(Type::any(), last.why()).with_sensitive(last.sensitive());
    return false;
  }
  if (!is_sequence || last.is_null()) {
    instead = error("only a list, set or tuple can be expanded by \"...\"", *node.children.back());
    return false;
  }
  for (const Value& item : last.items())
    arguments.push_back(last.sensitive() ? item.with_sensitive() : item);
  return true;
}

Checked<Value> Evaluator::call_known(const Node& node, const Function& function) {
  std::vector<Value> arguments;
  for (const Node* child : node.children) {
    Checks argument = evaluate(*child);
    if (!argument) return argument;
    arguments.push_back(std::move(*argument));
  }
  Checks instead = Value();
  if (node.expands && !expand(node, arguments, instead)) return instead;
  std::string_view before = context_.expression;
  context_.expression = source(node);
  Outcome outcome = call(function, arguments, context_);
  context_.expression = before;
  if (outcome) return *outcome;
  const Failure& failure = outcome.failure();
  std::string name(function.name);
  auto which = static_cast<std::size_t>(std::max(failure.argument, 0));
  bool has_place = failure.argument >= 0 && which < node.children.size();
  return error(name + ": " + failure.message, has_place ? *node.children[which] : node);
}

}  // namespace paycheck::expression
