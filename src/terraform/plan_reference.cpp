// SPDX-License-Identifier: Apache-2.0
// A reference leads to an instance: of its own module, of the caller's through an argument, of a
// called module's through an output.

#include "plan_reference.hpp"

#include <algorithm>

namespace paycheck::terraform {
namespace {

constexpr int deepest = 16;
constexpr std::size_t most_references = 64;

/// The text of the steps from one on; nothing where it cannot be told.
std::optional<std::string_view> steps_text(std::span<const Step> steps, std::string_view text,
                                           std::size_t end) {
  if (steps.empty()) return std::string_view();
  const Step& first = steps.front();
  std::size_t lead = first.kind == Step::Kind::Key ? 2 : 1;
  std::less_equal<const char*> not_after;
  bool lies_within = first.text.data() && not_after(text.data() + lead, first.text.data()) &&
                     not_after(first.text.data(), text.data() + end);
  if (!lies_within) return std::nullopt;
  std::size_t begin = static_cast<std::size_t>(first.text.data() - text.data()) - lead;
  return text.substr(begin, end - begin);
}

bool picks_instance(std::span<const Step> steps) {
  return !steps.empty() && (steps[0].kind == Step::Kind::Index || steps[0].kind == Step::Kind::Key);
}

const json::Value* argument_of(const json::Value* call, std::string_view name) {
  const json::Value* expressions = call ? call->find("expressions") : nullptr;
  return expressions ? expressions->find(name) : nullptr;
}

const json::Value* output_of(const PlanScope* scope, std::string_view name) {
  const json::Value* outputs = scope && scope->module ? scope->module->find("outputs") : nullptr;
  const json::Value* output = outputs ? outputs->find(name) : nullptr;
  return output ? output->find("expression") : nullptr;
}

/// A reference that goes on where another one ends.
std::optional<PlanReference> continued(PlanReference reference, std::string_view rest,
                                       std::span<const Step> steps) {
  if (rest.empty()) return reference;
  if (reference.attribute.empty() && reference.resource && steps.size() == 1 &&
      steps[0].kind == Step::Kind::Attribute)
    reference.attribute = steps[0].text;
  else
    reference.attribute = {};
  reference.text += rest;
  return reference;
}

}  // namespace

std::vector<std::string_view> longest_references(const json::Value& expression) {
  std::vector<std::string_view> result;
  const json::Value* list = expression.find("references");
  if (!list) return result;
  for (const json::Value& item : list->items()) {
    std::string_view text = item.text();
    if (text.empty()) continue;
    bool is_prefix = !result.empty() && result.back().starts_with(text) &&
                     (result.back().size() == text.size() || result.back()[text.size()] == '.' ||
                      result.back()[text.size()] == '[');
    if (!is_prefix) result.push_back(text);
  }
  return result;
}

std::optional<PlanReference> PlanReferences::resolve(const Reference& reference,
                                                     std::string_view text, const PlanScope& scope,
                                                     Arena& arena) const {
  return resolve(reference, text, scope, arena, 0);
}

std::optional<PlanReference> PlanReferences::resolve(const Reference& reference,
                                                     std::string_view text, const PlanScope& scope,
                                                     Arena& arena, int depth) const {
  if (depth > deepest) return std::nullopt;
  switch (reference.root) {
    case Root::Resource:
    case Root::Data:
      return of_resource(reference, text, scope);
    case Root::Variable:
      return of_variable(reference, text, scope, arena, depth);
    case Root::Module:
      return of_output(reference, text, scope, arena, depth);
    case Root::Path:
    case Root::Terraform:
      return PlanReference{
          std::string(text.substr(reference.begin, reference.end - reference.begin)), nullptr, {}};
    default:
      return std::nullopt;
  }
}

std::optional<PlanReference> PlanReferences::of_resource(const Reference& reference,
                                                         std::string_view text,
                                                         const PlanScope& scope) const {
  bool data = reference.root == Root::Data;
  std::span<const Step> steps = reference.steps;
  auto instances = model_.instances(scope, data, reference.type, reference.name);
  const PlanResource* found = nullptr;
  if (instances.size() == 1 && !instances[0]->index.data()) {
    found = instances[0];
  } else if (picks_instance(steps)) {
    found = model_.instance(scope, data, reference.type, reference.name, steps[0].text);
    steps = steps.subspan(1);
  }
  auto rest = steps_text(steps, text, reference.end);
  if (!found || !rest) return std::nullopt;
  PlanReference result;
  result.text = data ? "data." : "";
  result.text.append(found->type).append(".").append(found->label).append(*rest);
  result.resource = found;
  if (steps.size() == 1 && steps[0].kind == Step::Kind::Attribute) result.attribute = steps[0].text;
  return result;
}

std::optional<PlanReference> PlanReferences::of_variable(const Reference& reference,
                                                         std::string_view text,
                                                         const PlanScope& scope, Arena& arena,
                                                         int depth) const {
  auto rest = steps_text(reference.steps, text, reference.end);
  if (!rest) return std::nullopt;
  if (!scope.parent) {
    const json::Value* variables = model_.root().find("variables");
    if (!variables || !variables->find(reference.name)) return std::nullopt;
    return PlanReference{"var." + std::string(reference.name) + std::string(*rest), nullptr, {}};
  }
  const json::Value* argument = argument_of(scope.call, reference.name);
  if (!argument) return std::nullopt;
  auto given = only(*argument, *scope.parent, arena, depth + 1);
  if (!given) return std::nullopt;
  return continued(std::move(given->reference), *rest, reference.steps);
}

std::optional<PlanReference> PlanReferences::of_output(const Reference& reference,
                                                       std::string_view text,
                                                       const PlanScope& scope, Arena& arena,
                                                       int depth) const {
  std::span<const Step> steps = reference.steps;
  std::string address = scope.address + (scope.address.empty() ? "module." : ".module.");
  address += reference.name;
  if (picks_instance(steps)) {
    bool is_key = steps[0].kind == Step::Kind::Key;
    address.append(is_key ? "[\"" : "[").append(steps[0].text).append(is_key ? "\"]" : "]");
    steps = steps.subspan(1);
  }
  const PlanScope* child = model_.scope(address);
  if (!child || steps.empty() || steps[0].kind != Step::Kind::Attribute) return std::nullopt;
  const json::Value* output = output_of(child, steps[0].text);
  auto rest = steps_text(steps.subspan(1), text, reference.end);
  if (!output || !rest) return std::nullopt;
  auto given = only(*output, *child, arena, depth + 1);
  if (!given) return std::nullopt;
  return continued(std::move(given->reference), *rest, steps.subspan(1));
}

std::optional<PlanReferences::Only> PlanReferences::only(const json::Value& expression,
                                                         const PlanScope& scope,
                                                         Arena& arena) const {
  return only(expression, scope, arena, 0);
}

std::optional<PlanReferences::Only> PlanReferences::only(const json::Value& expression,
                                                         const PlanScope& scope, Arena& arena,
                                                         int depth) const {
  if (depth > deepest) return std::nullopt;
  const json::Value* raw = expression.is_string() ? &expression : expression.find("constant_value");
  if (raw && raw->is_string()) {  // a configuration in JSON: the expression itself
    Template text = split(raw->text(), arena);
    const Reference* whole =
        text.error.empty() && text.is_expression() ? text.parts[0].whole() : nullptr;
    if (!whole) return std::nullopt;
    auto found = resolve(*whole, text.text, scope, arena, depth);
    if (!found) return std::nullopt;
    return Only{std::move(*found), true};
  }
  if (raw) return std::nullopt;
  auto references = longest_references(expression);
  if (references.size() != 1) return std::nullopt;
  auto reference = read_reference(references[0], arena);
  auto found = reference ? resolve(*reference, references[0], scope, arena, depth) : std::nullopt;
  if (!found) return std::nullopt;
  return Only{std::move(*found), false};
}

/// What is mentioned without an instance key: all instances. False if it could be anything.
bool PlanReferences::add_loose(const Reference& reference, const PlanScope& scope,
                               std::vector<PlanReference>& out) const {
  if (reference.root == Root::Count) return true;
  if (reference.root == Root::Each) return reference.name == "key";
  if (reference.root != Root::Resource) return false;
  auto instances = model_.instances(scope, false, reference.type, reference.name);
  if (instances.size() + out.size() > most_references) return false;
  for (const PlanResource* instance : instances)
    out.push_back({std::string(instance->type) + "." + instance->label, instance, {}});
  return true;
}

bool PlanReferences::mentioned(const json::Value& expression, const PlanScope& scope, Arena& arena,
                               std::vector<PlanReference>& out) const {
  auto references = longest_references(expression);
  if (references.size() > most_references) return false;
  bool all = true;
  for (std::string_view text : references) {
    auto reference = read_reference(text, arena);
    auto found = reference ? resolve(*reference, text, scope, arena, 0) : std::nullopt;
    if (found)
      out.push_back(std::move(*found));
    else
      all = reference && add_loose(*reference, scope, out) && all;
  }
  return all;
}

}  // namespace paycheck::terraform
