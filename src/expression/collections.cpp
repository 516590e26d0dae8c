// SPDX-License-Identifier: Apache-2.0
// `[...]`, `{...}` and `for`. Where it is not known which members there are, the result is open.
#include <map>

#include "evaluator.hpp"

namespace paycheck::expression {

using Kind = Type::Kind;

Checked<Value> Evaluator::tuple(const Node& node) {
  std::vector<Value> items;
  items.reserve(node.children.size());
  for (const Node* child : node.children) {
    Checks item = evaluate(*child);
    if (!item) return item;
    items.push_back(std::move(*item));
  }
  return Value::tuple(std::move(items));
}

Checked<Value> Evaluator::object(const Node& node) {
  std::vector<Entry> entries;
  WhyPointer unknown;
  bool sensitive = false;
  for (std::size_t i = 0; i < node.children.size(); i += 2) {
    const Node& at = *node.children[i];
    Checks key = evaluate(at);
    if (!key) return key;
    Checks value = evaluate(*node.children[i + 1]);
    if (!value) return value;
    if (key->is_null()) return error("a key must not be null", at);
    Outcome name = convert(*key, Type::string());
    if (!name) return error("an unsuitable key: " + name.failure().message, at);
    sensitive = sensitive || key->sensitive();
    if (name->is_known())
      entries.push_back({name->text(), std::move(*value)});
    else if (!unknown)
      unknown = name->why();
  }
  Value result = Value::object(std::move(entries));
  if (unknown) result = Value::open(result, unknown);
  return result.with_sensitive(sensitive);
}

/// One run of a `for`: its results, and whether some are missing because they are not known.
class Loop {
 public:
  Loop(Evaluator& evaluator, const Node& node) : evaluator_(evaluator), node_(node) {}

  Checked<Value> run(const Value& collection);

 private:
  const Node& value_node() const {
    return *node_.children[node_.kind == Node::Kind::ObjectFor ? 2 : 1];
  }
  const Node* condition_node() const {
    std::size_t at = node_.kind == Node::Kind::ObjectFor ? 3 : 2;
    return node_.children.size() > at ? node_.children[at] : nullptr;
  }
  std::optional<Error> visit_all(const Value& collection);
  std::optional<Error> visit(const Value& key, const Value& value);
  std::optional<Error> admits(bool& admitted);
  std::optional<Error> add_entry();
  std::optional<Error> put(const std::string& name, Value value);
  Value result() const;

  Evaluator& evaluator_;
  const Node& node_;
  std::vector<Value> items_;
  std::map<std::string, std::vector<Value>> entries_;
  WhyPointer unknown_;
  bool sensitive_ = false;
};

Checked<Value> Evaluator::for_expression(const Node& node) {
  Checks collection = evaluate(*node.children[0]);
  if (!collection) return collection;
  const Node& at = *node.children[0];
  if (collection->is_null()) return error("\"for\" over a null value", at);
  bool is_primitive =
      collection->is(Kind::String) || collection->is(Kind::Number) || collection->is(Kind::Bool);
  if (is_primitive) return error("\"for\" over a " + collection->type().name(), at);
  if (!collection->is_known() && !collection->seen())
    return Value::unknown(Type::any(), derived(collection->why())).with_sensitive(collection->sensitive());
  return Loop(*this, node).run(*collection);
}

Checked<Value> Loop::run(const Value& collection) {
  const Value& known = collection.is_known() ? collection : *collection.seen();
  if (!collection.is_known()) unknown_ = collection.why();
  sensitive_ = collection.sensitive();
  evaluator_.bound_.push_back({node_.key_name, Value()});
  evaluator_.bound_.push_back({node_.value_name, Value()});
  std::optional<Error> error = visit_all(known);
  evaluator_.bound_.pop_back();
  evaluator_.bound_.pop_back();
  if (error) return *error;
  if (evaluator_.context_.limits.work == 0) return evaluator_.too_large(node_);
  return result().with_sensitive(sensitive_);
}

std::optional<Error> Loop::visit_all(const Value& collection) {
  std::int64_t position = 0;
  for (const Value& item : collection.items()) {
    bool is_set = collection.is(Kind::Set);
    if (auto error = visit(is_set ? item : Value::integer(position++), item)) return error;
    if (evaluator_.context_.limits.work == 0) return std::nullopt;
  }
  for (const Entry& entry : collection.entries()) {
    if (auto error = visit(Value::string(entry.name), entry.value)) return error;
    if (evaluator_.context_.limits.work == 0) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Error> Loop::visit(const Value& key, const Value& value) {
  auto& bound = evaluator_.bound_;
  bound[bound.size() - 2].value = key;
  bound[bound.size() - 1].value = value;
  bool admitted = true;
  if (auto error = admits(admitted)) return error;
  if (!admitted) return std::nullopt;
  if (node_.kind == Node::Kind::ObjectFor) return add_entry();
  Checked<Value> item = evaluator_.evaluate(value_node());
  if (!item) return item.error();
  items_.push_back(std::move(*item));
  return std::nullopt;
}

std::optional<Error> Loop::admits(bool& admitted) {
  const Node* node = condition_node();
  if (!node) return std::nullopt;
  Checked<Value> verdict = evaluator_.evaluate(*node);
  if (!verdict) return verdict.error();
  if (verdict->is_null()) return Evaluator::error("a condition must not be null", *node);
  Outcome yes = convert(*verdict, Type::boolean());
  if (!yes) return Evaluator::error("an unsuitable condition: " + yes.failure().message, *node);
  sensitive_ = sensitive_ || yes->sensitive();
  if (!yes->is_known() && !unknown_) unknown_ = yes->why();
  admitted = yes->is_known() && yes->boolean();
  return std::nullopt;
}

std::optional<Error> Loop::add_entry() {
  const Node& node = *node_.children[1];
  Checked<Value> key = evaluator_.evaluate(node);
  if (!key) return key.error();
  if (key->is_null()) return Evaluator::error("a key must not be null", node);
  Outcome name = convert(*key, Type::string());
  if (!name) return Evaluator::error("an unsuitable key: " + name.failure().message, node);
  sensitive_ = sensitive_ || name->sensitive();
  Checked<Value> value = evaluator_.evaluate(value_node());
  if (!value) return value.error();
  if (!name->is_known()) {
    if (!unknown_) unknown_ = name->why();
    return std::nullopt;
  }
  return put(name->text(), std::move(*value));
}

std::optional<Error> Loop::put(const std::string& name, Value value) {
  auto& values = entries_[name];
  if (!values.empty() && !node_.groups)
    return Evaluator::error("two items of \"for\" have the key " + json::quoted(name) +
                                ": \"...\" after the value groups them",
                            *node_.children[1]);
  values.push_back(std::move(value));
  return std::nullopt;
}

Value Loop::result() const {
  Value all = Value::tuple(items_);
  if (node_.kind == Node::Kind::ObjectFor) {
    std::vector<Entry> entries;
    for (const auto& [name, values] : entries_)
      entries.push_back({name, node_.groups ? Value::tuple(values) : values.front()});
    all = Value::object(std::move(entries));
  }
  return unknown_ ? Value::open(all, unknown_) : all;
}

}  // namespace paycheck::expression
