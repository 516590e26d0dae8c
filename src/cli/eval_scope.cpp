// SPDX-License-Identifier: Apache-2.0
// References of `paycheck eval`, answered from the documents of a stack.
#include "eval_scope.hpp"

namespace paycheck {

using namespace expression;

Resolved unknown_reference(const Traversal& traversal, std::string note) {
  auto why = std::make_shared<Why>(
      Why{expression::Reason::Reference, std::string(traversal.text), std::move(note)});
  return {expression::Value::unknown(Type::any(), std::move(why)), traversal.steps.size()};
}

StackScope::StackScope(const StackFiles& files, Context& context) : context_(context) {
  terraform::Configuration configuration;
  for (const auto& document : files.documents) terraform::add_document(configuration, *document);
  for (const terraform::Block& block : configuration.blocks) {
    if (block.kind == terraform::BlockKind::Variable) variables_.emplace(block.name, block.place);
    if (block.kind == terraform::BlockKind::Locals)
      add_locals(*block.place.document, *block.place.value);
  }
}

void StackScope::add_locals(const json::Document& document, const json::Value& body) {
  for (const json::Member& member : body.members())
    if (member.name() != "//")
      locals_.emplace(member.name(),
                      Local{{&document, &member.value, &member.key}, false, std::nullopt});
}

StackScope::Answer StackScope::resolve(const Traversal& traversal) {
  std::string name;
  if (!traversal.steps.empty()) name = traversal.steps[0].text();
  if (traversal.root == "var") return variable(traversal, name);
  if (traversal.root == "local") return local(name);
  if (traversal.root == "path" && (name == "module" || name == "root"))
    return Resolved{expression::Value::string(std::string(".")), 1};
  if (traversal.root == "terraform" && name == "workspace")
    return Resolved{expression::Value::string(std::string("default")), 1};
  return unknown_reference(traversal, "known after apply");
}

StackScope::Answer StackScope::variable(const Traversal& traversal, const std::string& name) {
  auto at = variables_.find(name);
  if (at == variables_.end()) return Failure{"no variable \"" + name + "\" is declared"};
  const json::Value& body = *at->second.value;
  const json::Value* fallback = body.find("default");
  if (!fallback) return unknown_reference(traversal, "variable \"" + name + "\" has no default");
  Outcome value = from_json(
      at->second.document->text().substr(fallback->begin(), fallback->end() - fallback->begin()));
  if (!value) return value.failure();
  if (const json::Value* type = body.find("type"); type && type->is_string()) {
    Checked<Type> constraint = parse_type(type->text());
    if (constraint) value = convert(*value, *constraint);
    if (!value)
      return Failure{"the default of variable \"" + name + "\": " + value.failure().message};
  }
  const json::Value* mark = body.find("sensitive");
  bool sensitive = mark && (mark->kind() == json::Kind::True || mark->text() == "true");
  return Resolved{value->with_sensitive(sensitive), 1};
}

StackScope::Answer StackScope::local(const std::string& name) {
  auto at = locals_.find(name);
  if (at == locals_.end()) return Failure{"no local \"" + name + "\" is declared"};
  Local& local = at->second;
  if (local.running) return Failure{"local \"" + name + "\" depends on itself"};
  if (!local.value) {
    local.running = true;
    local.value = written(*local.place.value);
    local.running = false;
  }
  if (!*local.value) return Failure{"local \"" + name + "\": " + local.value->failure().message};
  return Resolved{**local.value, 1};
}

// A value of the text, its strings read as templates. As deep as the text is nested.
Outcome StackScope::written(const json::Value& value) {
  constexpr int most_levels = 2'000;
  if (context_.depth > most_levels) return context_.too_large();
  if (value.is_string()) {
    Checked<Expression> read = parse(value.text(), Form::Template);
    if (!read) return Failure{read.error().message};
    Scope scope = [this](const Traversal& traversal) { return resolve(traversal); };
    Checked<expression::Value> result = evaluate(*read, scope, context_);
    if (!result) return Failure{result.error().message};
    return *result;
  }
  if (value.is_null()) return expression::Value();
  if (value.is_bool()) return expression::Value::boolean(value.kind() == json::Kind::True);
  if (value.is_number()) {
    std::optional<Number> number = Number::parse(value.text());
    return number ? expression::Value::number(*number) : context_.too_large(Type::number());
  }
  ++context_.depth;
  std::vector<expression::Value> items;
  std::vector<Entry> entries;
  std::optional<Failure> failure;
  auto add = [&](const json::Value& part, std::string_view name) {
    Outcome one = failure ? Outcome(*failure) : written(part);
    if (!one)
      failure = one.failure();
    else if (value.is_array())
      items.push_back(*one);
    else
      entries.push_back({std::string(name), *one});
  };
  for (const json::Value& item : value.items()) add(item, {});
  for (const json::Member& member : value.members()) add(member.value, member.name());
  --context_.depth;
  if (failure) return *failure;
  return value.is_array() ? expression::Value::tuple(std::move(items))
                          : expression::Value::object(std::move(entries));
}

}  // namespace paycheck
