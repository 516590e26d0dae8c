// SPDX-License-Identifier: Apache-2.0
// References and the steps after them. A splat takes the steps that it covers for each member.
#include <algorithm>

#include "evaluator.hpp"

namespace paycheck::expression {

const Value* Evaluator::bound(std::string_view name) const {
  auto at = std::find_if(bound_.rbegin(), bound_.rend(),
                         [&](const Bound& one) { return one.name == name; });
  return at == bound_.rend() ? nullptr : &at->value;
}

Checked<Value> Evaluator::refer(const Node& node, std::string_view root,
                                std::span<const Value> steps, std::string_view text,
                                std::size_t& taken) {
  auto answer = scope_(Traversal{root, steps, text, node.begin});
  if (auto* failure = std::get_if<Failure>(&answer)) return error(failure->message, node);
  Resolved& resolved = std::get<Resolved>(answer);
  taken = std::min(resolved.taken, steps.size());
  return std::move(resolved.value);
}

Checked<Value> Evaluator::chain(const Node& node) {
  bool is_name = node.kind == Node::Kind::Name;
  const Node& source = is_name ? node : *node.children[0];
  std::size_t taken = 0;
  if (source.kind != Node::Kind::Name) {
    Checks value = evaluate(source);
    return value ? follow(*value, node, 0, node.steps.size()) : value;
  }
  if (const Value* value = bound(source.text)) return follow(*value, node, 0, node.steps.size());
  std::uint32_t end =
      node.constants.empty() ? source.end : node.steps[node.constants.size() - 1].end;
  Checks value = refer(node, source.text, node.constants,
                       text_.substr(source.begin, end - source.begin), taken);
  return value ? follow(*value, node, taken, node.steps.size()) : value;
}

Checked<Value> Evaluator::follow(Value value, const Node& node, std::size_t step, std::size_t end) {
  while (step < end) {
    const ChainStep& its = node.steps[step];
    if (!pays(1)) return too_large(node);
    if (its.kind == ChainStep::Kind::Splat) return splat(value, node, step + 1, end);
    if (its.kind == ChainStep::Kind::AttributeSplat) {
      Checks all = splat(value, node, step + 1, step + 1 + its.span);
      if (!all) return all;
      value = *all;
      step += its.span + 1;
      continue;
    }
    Checks next = index_step(value, its);
    if (!next) return next;
    value = *next;
    ++step;
  }
  return value;
}

Checked<Value> Evaluator::index_step(const Value& value, const ChainStep& step) {
  Error wrong{{}, step.begin, step.end, false};
  if (step.kind == ChainStep::Kind::Attribute) {
    Outcome member = attribute(value, step.name);
    if (member) return *member;
    wrong.message = member.failure().message;
    return wrong;
  }
  Value key = step.name;
  if (step.index) {
    Checks computed = evaluate(*step.index);
    if (!computed) return computed;
    key = *computed;
  }
  Outcome member = index(value, key);
  if (member) return *member;
  wrong.message = member.failure().message;
  return wrong;
}

// What is no sequence counts as a list of one, null as an empty one.
Checked<Value> Evaluator::splat(const Value& value, const Node& node, std::size_t step,
                                std::size_t end) {
  using Kind = Type::Kind;
  bool is_sequence = value.is(Kind::List) || value.is(Kind::Set) || value.is(Kind::Tuple);
  if (value.is_null()) {
    if (is_sequence) return error("a splat of null", node);
    return Value::tuple({}).with_sensitive(value.sensitive());
  }
  const Value* seen = is_sequence || value.is(Kind::Any) ? value.seen() : nullptr;
  bool is_open = !value.is_known() && (is_sequence || value.is(Kind::Any));
  if (is_open && !seen)
    return Value::unknown(Type::any(), derived(value.why())).with_sensitive(value.sensitive());
  const Value& known = seen ? *seen : value;
  std::vector<Value> items;
  std::vector<Value> sources{value};
  if (is_sequence || seen) sources.assign(known.items().begin(), known.items().end());
  for (const Value& source : sources) {
    if (!pays(1)) return too_large(node);
    Checks one = follow(source, node, step, end);
    if (!one) return one;
    items.push_back(*one);
  }
  bool to_list = known.is(Kind::List) || known.is(Kind::Set);
  Value result = Value::tuple(items);
  if (to_list) {
    Outcome list = convert(result, Type::list(Type::any()));
    if (list) result = *list;
  }
  if (is_open) result = Value::open(result, value.why());
  return result.with_sensitive(value.sensitive());
}

}  // namespace paycheck::expression
