// SPDX-License-Identifier: Apache-2.0
// The shapes of `configuration`: an entry is an expression, the body of a block, or a list of
// bodies. Below a `constant_value` stands configuration in JSON syntax as it was written, templates
// unevaluated: good for what an unknown value refers to, never for the value.

#include <algorithm>

#include "plan_body.hpp"

namespace paycheck::terraform {
namespace {

using Form = Written::Form;

constexpr std::size_t most_matched = 64;
constexpr std::size_t most_compared = 64;  // members of one body

bool is_references(const json::Value& value) {
  return value.is_array() && std::ranges::all_of(value.items(), [](const json::Value& item) {
           return item.is_string();
         });
}

bool is_expression(const json::Value& entry) {
  return std::ranges::all_of(entry.members(), [](const json::Member& member) {
    return member.name() == "constant_value" ||
           (member.name() == "references" && is_references(member.value));
  });
}

/// The scalar that an expression surely is: a constant without a template.
const json::Value* constant_of(const Written& written) {
  const json::Value* value = nullptr;
  if (written.form == Form::Raw) value = written.at;
  if (written.form == Form::Expression) value = written.at->find("constant_value");
  bool is_constant = value && !value->is_object() && !value->is_array() && !value->has_template();
  return is_constant ? value : nullptr;
}

/// What a body has in common with a value: known members that are written so; -1 if one differs.
int agreement(const Written& body, const json::Value& value) {
  int count = 0;
  if (value.members().size() > most_compared) return 0;
  for (const json::Member& member : value.members()) {
    const json::Value* constant = constant_of(member_of(body, member.name()));
    if (!constant || member.value.is_object() || member.value.is_array()) continue;
    bool same = constant->is_string() || constant->is_number()
                    ? constant->text() == member.value.text()
                    : constant->kind() == member.value.kind();
    // Terraform converts: "true" is true.
    bool converted =
        constant->is_string() && member.value.is_bool() &&
        constant->text() == (member.value.kind() == json::Kind::True ? "true" : "false");
    if (!same && !converted) return -1;
    ++count;
  }
  return count;
}

std::vector<Written> bodies_of(const Written& list) {
  std::vector<Written> bodies;
  const json::Value* raw = list.at;
  if (list.form == Form::Expression) raw = list.at->find("constant_value");
  Form form = list.form == Form::Bodies || list.form == Form::Body ? Form::Body : Form::Raw;
  if (!raw) return bodies;
  if (raw->is_object()) bodies.push_back({form, raw, false});
  for (const json::Value& item : raw->items()) bodies.push_back({form, &item, false});
  return bodies;
}

}  // namespace

Written written_as(const json::Value& entry) {
  if (entry.is_array()) return {Form::Bodies, &entry, false};
  if (!entry.is_object()) return {};
  return {is_expression(entry) ? Form::Expression : Form::Body, &entry, false};
}

Written member_of(const Written& body, std::string_view name) {
  const json::Value* object = body.at;
  switch (body.form) {
    case Form::NotShown:
    case Form::Absent:
      return body;
    case Form::Body: {
      const json::Value* entry = object->find(name);
      return entry ? written_as(*entry) : Written{Form::Absent, nullptr, false};
    }
    case Form::Bodies:
      if (object->items().size() != 1) return {};
      return member_of({Form::Body, object->items().data(), false}, name);
    case Form::Expression: {
      const json::Value* raw = object->find("constant_value");
      if (!raw || raw->is_string()) return {Form::Expression, object, true};
      return member_of({Form::Raw, raw, false}, name);
    }
    case Form::Raw:
      break;
  }
  if (object->is_array() && object->items().size() == 1) object = object->items().data();
  if (object->is_string()) return {Form::Raw, object, true};
  const json::Value* entry = object->find(name);
  return entry ? Written{Form::Raw, entry, false} : Written{Form::Absent, nullptr, false};
}

std::vector<Written> items_of(const Written& list, std::span<const json::Value> values) {
  std::vector<Written> result(values.size());
  if (list.form == Form::NotShown || list.form == Form::Absent) {
    std::ranges::fill(result, Written{Form::NotShown, nullptr, false});
    return result;
  }
  std::vector<Written> bodies = bodies_of(list);
  if (bodies.empty() || (list.at->is_string() && list.form == Form::Raw)) {
    std::ranges::fill(result, Written{list.form, list.at, true});
    return result;
  }
  if (bodies.size() > most_matched || values.size() > most_matched) {
    for (std::size_t i = 0; i < values.size() && bodies.size() == values.size(); ++i)
      result[i] = bodies[i];
    return result;
  }
  std::vector<bool> used(bodies.size(), false);
  for (std::size_t i = 0; i < values.size(); ++i) {
    int best = -1;
    std::size_t chosen = bodies.size();
    for (std::size_t at = 0; at < bodies.size(); ++at) {
      std::size_t next = (i + at) % bodies.size();  // of equals the one at the same index
      int common = used[next] ? -1 : agreement(bodies[next], values[i]);
      if (common > best) best = common, chosen = next;
    }
    if (chosen == bodies.size()) continue;
    used[chosen] = true;
    result[i] = bodies[chosen];
  }
  return result;
}

}  // namespace paycheck::terraform
