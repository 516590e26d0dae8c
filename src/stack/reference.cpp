// SPDX-License-Identifier: Apache-2.0
// What a reference evaluates to: a variable's default, a local's value, an argument of another
// resource, or what AWS makes of it. What cannot be known is one hole with an identity.

#include "instance_step.hpp"
#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::Reason;
using terraform::Reference;
using terraform::Root;
using terraform::Step;
using terraform::Value;

/// Whether a variable of that name tells the environment (conventions.md 2).
bool names_environment(std::string_view name) {
  std::string folded;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z')
      folded += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      folded += c;
  }
  if (folded.starts_with("env")) return true;
  for (const char* end : {"env", "environment", "stage", "suffix", "workspace"})
    if (folded.ends_with(end)) return true;
  return false;
}

std::string_view last_name(const Reference& reference) {
  for (auto step = reference.steps.rbegin(); step != reference.steps.rend(); ++step)
    if (step->kind == Step::Kind::Attribute || step->kind == Step::Kind::Key) return step->text;
  return reference.name;
}

/// The leading step that picks an instance, if there is one.
bool picks_instance(const Step& step, bool multiple) {
  switch (step.kind) {
    case Step::Kind::Index:
    case Step::Kind::Expression:
      return true;
    case Step::Kind::Key:
      return multiple;
    case Step::Kind::Attribute:
      return is_digits(step.text);
    default:
      return false;
  }
}

bool has_splat(std::span<const Step> steps) {
  for (const Step& step : steps)
    if (step.kind == Step::Kind::Splat) return true;
  return false;
}

}  // namespace

Value Stack::State::reference(const Reference& reference, std::string_view text,
                              const json::Place& place) {
  switch (reference.root) {
    case Root::Variable:
      return variable(reference, text, place);
    case Root::Local:
      return local(reference, text, place);
    case Root::Module: {
      const Element* module = find(Element::Kind::Module, {}, reference.name);
      if (module && reference.steps.empty()) return Value::element(module, place);
      return module_output(module, text, place);
    }
    case Root::Resource:
    case Root::Data: {
      auto kind = reference.root == Root::Data ? Element::Kind::Data : Element::Kind::Resource;
      const Element* element = find(kind, reference.type, reference.name);
      if (element && !element->instance.empty()) element = picked(*element, reference);
      if (element) return attribute_of(*element, reference, text, place);
      return unknown(Reason::ExpressionNotComputed, Hole::Carries::Names, text, place,
                     hash_of(text));
    }
    case Root::Path:
      return reference.name == "cwd" ? unknown(Reason::ExpressionNotComputed, Hole::Carries::Names,
                                               text, place, hash_of(text))
                                     : Value::text(".", place);
    case Root::Terraform:
      return Value::unknown(hole({Reason::VariableWithoutValue,
                                  Hole::Carries::Names,
                                  reference.name == "workspace",
                                  text,
                                  place,
                                  nullptr,
                                  {},
                                  hash_of(text)}),
                            place);
    case Root::Ephemeral:
      return unknown(Reason::DataSource, Hole::Carries::Names, text, place, hash_of(text));
    default:
      return unknown(Reason::ExpressionNotComputed, Hole::Carries::Anything, text, place);
  }
}

Value Stack::State::variable(const Reference& reference, std::string_view text,
                             const json::Place& place) {
  const Element* element = find(Element::Kind::Variable, {}, reference.name);
  const json::Value* body = element ? element->place.value : nullptr;
  const json::Value* mark = body ? body->find("sensitive") : nullptr;
  bool sensitive = mark && (mark->kind() == json::Kind::True || mark->text() == "true");
  const json::Member* fallback = body ? body->find_member("default") : nullptr;
  if (!fallback) {
    const Hole* missing = hole({Reason::VariableWithoutValue,
                                Hole::Carries::Names,
                                names_environment(last_name(reference)),
                                text,
                                place,
                                element,
                                {},
                                hash_of(text)});
    return Value::unknown(missing, place).with_sensitive(sensitive);
  }
  static constexpr terraform::Argument anything{.name = "default",
                                                .form = terraform::Argument::Form::Dynamic};
  json::Place at{element->place.document, &fallback->value, &fallback->key};
  return follow(value(at, &anything, true).with_sensitive(sensitive), reference.steps, text, place);
}

Value Stack::State::local(const Reference& reference, std::string_view text,
                          const json::Place& place) {
  const Local* found = find_local(reference.name);
  if (!found)
    return unknown(Reason::ExpressionNotComputed, Hole::Carries::Names, text, place, hash_of(text));
  static constexpr terraform::Argument anything{.name = "local",
                                                .form = terraform::Argument::Form::Dynamic};
  Value result = follow(value(found->place, &anything, false), reference.steps, text, place);
  // An unknown local that is named like an environment is a token of the names that it stands in.
  const Hole* unknown_part = result.hole();
  if (!unknown_part || unknown_part->environment || !names_environment(last_name(reference)))
    return result;
  Hole token = *unknown_part;
  token.environment = true;
  if (token.identity == 0) token.identity = hash_of(text);
  return Value::unknown(hole(token), place).with_sensitive(result.sensitive());
}

Value Stack::State::module_output(const Element* module, std::string_view text,
                                  const json::Place& place) {
  std::size_t dot = text.find('.', text.find('.') + 1);
  std::string_view output =
      dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  return Value::unknown(hole({Reason::ModuleNotRead, Hole::Carries::Given, false, text, place,
                              module, output, hash_of(text)}),
                        place);
}

Value Stack::State::attribute_of(const Element& element, const Reference& reference,
                                 std::string_view text, const json::Place& place) {
  std::span<const Step> steps = reference.steps;
  if (has_splat(steps)) {
    const Hole* all = hole({Reason::ExpressionNotComputed,
                            Hole::Carries::Mentioned,
                            false,
                            text,
                            place,
                            &element,
                            {},
                            hash_of(text)});
    return Value::unknown(all, place);
  }
  std::string_view instance;
  if (!element.instance.empty()) {
    if (steps.empty() || !picks_known_instance(steps[0]))
      return unknown(Reason::ExpressionNotComputed, Hole::Carries::Mentioned, text, place,
                     hash_of(text));
    steps = steps.subspan(1);
  } else if (!steps.empty() && picks_instance(steps.front(), multiple[element.index])) {
    instance = steps.front().text;
    if (steps.front().kind == Step::Kind::Expression && instance.empty()) instance = text;
    steps = steps.subspan(1);
  }
  if (steps.empty()) return Value::element(&element, place);
  if (++depth > 64) {
    --depth;
    return unknown(Reason::TooLarge, Hole::Carries::Mentioned, text, place, hash_of(text));
  }
  Value first = steps.front().kind == Step::Kind::Attribute || steps.front().kind == Step::Kind::Key
                    ? step(element, steps.front().text, true, instance)
                    : unknown(Reason::ExpressionNotComputed, Hole::Carries::Mentioned, text, place,
                              hash_of(text));
  --depth;
  return follow(first, steps.subspan(1), text, place);
}

Value Stack::State::follow(Value value, std::span<const Step> steps, std::string_view text,
                           const json::Place& place) {
  for (const Step& next : steps) {
    bool index = next.kind == Step::Kind::Index ||
                 (next.kind == Step::Kind::Attribute && is_digits(next.text));
    if (value.is_unknown()) {
      // A part of something unknown is not the whole of it: it gets an identity of its own.
      Hole part = *value.hole();
      part.expression = text;
      part.identity = part.identity == 0 ? 0 : hash_of(text);
      return Value::unknown(hole(part), place).with_sensitive(value.sensitive());
    }
    if (next.kind == Step::Kind::Splat || next.kind == Step::Kind::Expression)
      return unknown(Reason::ExpressionNotComputed, Hole::Carries::Mentioned, text, place,
                     hash_of(text));
    if (index && value.kind() == Value::Kind::List) {
      Items all = items(value, arena);
      auto at = terraform::to_number(next.text);
      bool there = at && *at < static_cast<double>(all.items.size());
      if (all.open || !there)
        return unknown(Reason::ExpressionNotComputed, Hole::Carries::Mentioned, text, place,
                       hash_of(text));
      value = all.items[static_cast<std::size_t>(*at)].value;
    } else if (index && value.kind() == Value::Kind::Block) {
      continue;  // `x.block[0].y`, where at most one block is allowed
    } else if (const Element* element = value.element()) {
      if (element->kind == Element::Kind::Module) return module_output(element, text, place);
      value = step(*element, next.text, true);
    } else {
      value = step(value, next.text);
    }
  }
  return value;
}

}  // namespace paycheck
