// SPDX-License-Identifier: Apache-2.0
// A body has what the configuration writes and what its defaults give, as known: what the provider
// sets by itself is left out, as it is absent from a configuration too. An unknown value is what
// the configuration says of it, at least what it mentions.

#include "plan_body.hpp"

#include <algorithm>

namespace paycheck::terraform {
namespace {

using Form = Written::Form;

constexpr int deepest = 128;
constexpr std::size_t longest_mention = 4096;

bool is_written(const Written& written) {
  return written.form != Form::NotShown && written.form != Form::Absent;
}

bool is_null(const json::Value* value) {
  return !value || value->is_null();
}

/// Whether anything in it is unknown (or sensitive).
bool any_true(const json::Value* marks) {
  std::vector<const json::Value*> open;
  if (marks) open.push_back(marks);
  while (!open.empty()) {
    const json::Value* at = open.back();
    open.pop_back();
    if (is_true(at)) return true;
    for (const json::Member& member : at->members()) open.push_back(&member.value);
    for (const json::Value& item : at->items()) open.push_back(&item);
  }
  return false;
}

/// `""`, `[]`, `{}`: how providers say that something is not set.
bool is_empty(const json::Value& value) {
  return (value.is_string() && value.text().empty()) ||
         (value.is_array() && value.items().empty()) ||
         (value.is_object() && value.members().empty());
}

const json::Value* item_of(const json::Value* list, std::size_t i) {
  if (is_true(list)) return list;
  if (!list || i >= list->items().size()) return nullptr;
  return &list->items()[i];
}

/// Whether a body of a configuration would have the argument.
bool belongs(const Planned& planned, const Written& written, const Argument* argument) {
  if (argument && argument->set_only_by_provider()) return false;
  bool is_known = !is_null(planned.value);
  if (!is_known && !any_true(planned.unknown)) return false;
  if (is_written(written)) return true;
  if (written.form == Form::NotShown)
    return is_known ? !is_empty(*planned.value) || any_true(planned.unknown) : true;
  // Also blocks: a provider that computes them marks them like an unknown `dynamic`.
  if (!is_known) return false;
  bool is_told = argument && argument->name == "region";
  if (argument && argument->computed && !is_told) return false;
  return !is_empty(*planned.value) || any_true(planned.unknown);
}

/// Whether members of it are arguments of a schema.
bool holds_bodies(const Argument* argument) {
  return argument && argument->block != nullptr;
}

/// Arguments whose value names other resources and nothing else, so that a sole reference of an
/// expression is all of it: `kms_key_id`, `role`, `subnets`.
bool is_identity_argument(std::string_view name) {
  for (std::string_view end : {"_id", "_arn", "_key", "_role", "_bucket", "_name"})
    if (name.ends_with(end)) return true;
  static constexpr std::string_view names[] = {"arn",   "bucket", "cluster",      "key",
                                               "queue", "role",   "rest_api",     "topic",
                                               "user",  "vpc",    "target_bucket"};
  return std::ranges::find(names, name) != std::end(names);
}

bool is_identity_list(std::string_view name) {
  return name.ends_with("_ids") || name.ends_with("_arns") || name == "subnets" ||
         name == "security_groups";
}

/// The text of a scalar, and of true and false.
std::string_view scalar_text(const json::Value& value) {
  if (value.kind() == json::Kind::True) return "true";
  if (value.kind() == json::Kind::False) return "false";
  return value.text();
}

std::string mention(const std::vector<PlanReference>& references) {
  std::string text = "${paycheck::after_apply(";
  for (std::size_t i = 0; i < references.size(); ++i)
    text.append(i == 0 ? "" : ", ").append(references[i].text);
  return text + ")}";
}

constexpr std::string_view not_shown = "${paycheck::not_shown()}";

}  // namespace

void PlanBody::resource(const PlanResource& resource, const Schema* schema, bool tags_all) {
  scope_ = resource.scope;
  Written body;
  if (resource.configured) {
    const json::Value* expressions = resource.configured->find("expressions");
    static const json::Value none;
    body = {Form::Body, expressions && expressions->is_object() ? expressions : &none, false};
  }
  Planned planned{resource.values, resource.unknown, resource.sensitive};
  if (!tags_all) return members(planned, body, schema, true);
  auto of = [](const json::Value* object) { return object ? object->find("tags_all") : nullptr; };
  Planned tags{of(planned.value), of(planned.unknown), of(planned.sensitive)};
  tags_from_all_ = !is_null(tags.value) || any_true(tags.unknown);
  members(planned, body, schema, true);
  if (tags_from_all_) {
    out_.key("tags", tags.value ? *tags.value : *resource.at);
    value_of(tags, {}, nullptr, *resource.at);
  }
  tags_from_all_ = false;
}

void PlanBody::members(const Planned& planned, const Written& written, const Schema* schema,
                       bool is_body) {
  bool is_top = depth_ == 0;
  Members values(planned.value), unknown(planned.unknown), sensitive(planned.sensitive);
  bool all_sensitive = is_true(planned.sensitive);
  auto one = [&](const json::Member& member, const json::Value* value) {
    std::string_view name = member.name();
    if (is_top && (name == "tags_all" || (tags_from_all_ && name == "tags"))) return;
    if (name == "//") return;
    Planned inner{value, is_true(planned.unknown) ? planned.unknown : unknown.find(name),
                  all_sensitive ? nullptr : sensitive.find(name)};
    Written source = member_of(written, name);
    const Argument* argument = schema ? schema->find(name) : nullptr;
    bool is_missing = is_null(value) && (source.form == Form::Absent || !any_true(inner.unknown));
    if (is_body ? !belongs(inner, source, argument) : is_missing) return;
    out_.key_of(member.key);
    const json::Value& at = value && !value->is_null() ? *value : member.key;
    value_of(inner, source, argument, at);
  };
  if (planned.value)
    for (const json::Member& member : planned.value->members()) one(member, &member.value);
  if (!planned.unknown) return;
  for (const json::Member& member : planned.unknown->members())
    if (!values.find(member.name())) one(member, nullptr);
}

void PlanBody::value_of(const Planned& planned, const Written& written, const Argument* argument,
                        const json::Value& at) {
  std::uint32_t begin = out_.size();
  if (++depth_ > deepest) {
    if (!too_deep_) too_deep_ = &at;
    out_.text("", at);
  } else if (is_true(planned.unknown)) {
    this->unknown(written, argument, at);
  } else if (is_null(planned.value) && !any_true(planned.unknown)) {
    if (planned.value)
      out_.copy(*planned.value);
    else
      out_.text("", at);
  } else if (is_null(planned.value) ? planned.unknown->is_object() : planned.value->is_object()) {
    object(planned, written, argument, at);
  } else if (is_null(planned.value) || planned.value->is_array()) {
    array(planned, written, argument, at);
  } else {
    scalar(*planned.value, written);
  }
  --depth_;
  if (is_true(planned.sensitive)) out_.hide_since(begin);
}

void PlanBody::object(const Planned& planned, const Written& written, const Argument* argument,
                      const json::Value& at) {
  out_.open('{', &at);
  members(planned, written, argument ? argument->block : nullptr, holds_bodies(argument));
  out_.close('}', &at);
}

void PlanBody::array(const Planned& planned, const Written& written, const Argument* argument,
                     const json::Value& at) {
  bool is_known = !is_null(planned.value);
  std::span<const json::Value> items = is_known ? planned.value->items() : planned.unknown->items();
  std::vector<Written> sources = items_of(written, items);
  out_.open('[', &at);
  for (std::size_t i = 0; i < items.size(); ++i) {
    Planned item{is_known ? &items[i] : nullptr, item_of(planned.unknown, i),
                 is_true(planned.sensitive) ? nullptr : item_of(planned.sensitive, i)};
    value_of(item, sources[i], argument, items[i]);
  }
  out_.close(']', &at);
}

void PlanBody::scalar(const json::Value& value, const Written& written) {
  // A name that is known before apply still says whose it is.
  if (is_written(written) && !written.part && !value.is_bool()) {
    auto only = references_.only(*written.at, *scope_, arena_);
    const PlanResource* other = only ? only->reference.resource : nullptr;
    if (other && other->values && !only->reference.attribute.empty()) {
      const json::Value* theirs = other->values->find(only->reference.attribute);
      if (theirs && !theirs->is_null() && scalar_text(*theirs) == scalar_text(value) &&
          !scalar_text(value).empty())
        return out_.text("${" + only->reference.text + "}", value);
    }
  }
  out_.literal(value);
}

void PlanBody::unknown(const Written& written, const Argument* argument, const json::Value& at) {
  if (written.form == Form::Raw && !written.part) return raw(*written.at);
  if (written.form == Form::Expression && !written.part) {
    const json::Value* constant = written.at->find("constant_value");
    if (constant) return raw(*constant);
    if (unknown_reference(*written.at, argument, at)) return;
  }
  if (written.form == Form::Raw && written.at->is_string())
    return template_after_apply(split(written.at->text(), arena_), at);
  if (written.form == Form::Expression) return after_apply(*written.at, at);
  out_.text(not_shown, at);
}

/// An unknown value of a configuration in HCL, of which only the references are told.
bool PlanBody::unknown_reference(const json::Value& expression, const Argument* argument,
                                 const json::Value& at) {
  if (!argument) return false;
  if (is_identity_argument(argument->name)) {
    auto only = references_.only(expression, *scope_, arena_);
    if (!only || only->reference.attribute.empty()) return false;
    out_.text("${" + only->reference.text + "}", at);
    return true;
  }
  if (argument->form != Argument::Form::List || !is_identity_list(argument->name)) return false;
  std::vector<PlanReference> all;
  bool is_list = references_.mentioned(expression, *scope_, arena_, all) && !all.empty() &&
                 std::ranges::none_of(all, [](const PlanReference& reference) {
                   return reference.attribute.empty();
                 });
  if (!is_list) return false;
  out_.open('[', &at);
  for (const PlanReference& reference : all) out_.text("${" + reference.text + "}", at);
  out_.close(']', &at);
  return true;
}

void PlanBody::after_apply(const json::Value& expression, const json::Value& at) {
  const json::Value* constant = expression.find("constant_value");
  if (constant && constant->is_string())
    return template_after_apply(split(constant->text(), arena_), at);
  std::vector<PlanReference> all;
  bool told = expression.find("references") && !constant &&
              references_.mentioned(expression, *scope_, arena_, all);
  out_.text(told ? mention(all) : std::string(not_shown), at);
}

void PlanBody::template_after_apply(const Template& text, const json::Value& at) {
  std::vector<PlanReference> all;
  std::size_t size = 0;
  bool told = text.error.empty();
  for (const Part& part : text.parts)
    for (const Reference& reference : part.references) {
      auto found = references_.resolve(reference, text.text, *scope_, arena_);
      if (!found) {
        told = false;
        continue;
      }
      size += found->text.size();
      if (size < longest_mention) all.push_back(std::move(*found));
    }
  out_.text(told && size < longest_mention ? mention(all) : std::string(not_shown), at);
}

void PlanBody::raw(const json::Value& value) {
  if (++depth_ > deepest) {
    if (!too_deep_) too_deep_ = &value;
    out_.text("", value);
  } else if (value.is_object()) {
    out_.open('{', &value);
    for (const json::Member& member : value.members()) {
      if (member.name() == "//") continue;
      out_.key_as_written(member.key);
      raw(member.value);
    }
    out_.close('}', &value);
  } else if (value.is_array()) {
    out_.open('[', &value);
    for (const json::Value& item : value.items()) raw(item);
    out_.close(']', &value);
  } else if (value.is_string() && value.has_template()) {
    expression_template(value);
  } else {
    out_.copy(value);
  }
  --depth_;
}

/// One part of a template, as it reads in the translation.
std::string PlanBody::translated(const Part& part, std::string_view text) {
  std::string result;
  std::vector<PlanReference> all;
  bool told = true, in_order = true;
  std::size_t from = part.begin;
  for (const Reference& reference : part.references) {
    auto found = references_.resolve(reference, text, *scope_, arena_);
    if (!found) {
      told = false;
      continue;
    }
    in_order = in_order && reference.begin >= from && reference.end <= part.end;
    if (in_order) {
      result.append(text.substr(from, reference.begin - from)).append(found->text);
      from = reference.end;
    }
    all.push_back(std::move(*found));
  }
  if (told && in_order) return result.append(text.substr(from, part.end - from));
  return told ? mention(all) : std::string(not_shown);
}

void PlanBody::expression_template(const json::Value& string) {
  Template text = split(string.text(), arena_);
  if (!text.error.empty()) return out_.text(not_shown, string);
  std::string result;
  for (const Part& part : text.parts) {
    std::string next = translated(part, text.text);
    bool is_lost = part.kind == Part::Kind::Directive && next.starts_with("${paycheck::");
    if (is_lost) return template_after_apply(text, string);
    result += next;
  }
  if (result == text.text)
    out_.copy(string);
  else
    out_.text(result, string);
}

void PlanBody::expression(const json::Value& entry, const PlanScope& scope) {
  scope_ = &scope;
  Written written = written_as(entry);
  if (written.form == Form::Expression) {
    if (const json::Value* constant = entry.find("constant_value")) return raw(*constant);
    auto only = references_.only(entry, scope, arena_);
    if (only) return out_.text("${" + only->reference.text + "}", entry);
    return after_apply(entry, entry);
  }
  if (written.form == Form::NotShown) return out_.text(not_shown, entry);
  if (++depth_ > deepest) {
    if (!too_deep_) too_deep_ = &entry;
    out_.text("", entry);
  } else if (entry.is_array()) {
    out_.open('[', &entry);
    for (const json::Value& item : entry.items()) expression(item, scope);
    out_.close(']', &entry);
  } else {
    out_.open('{', &entry);
    for (const json::Member& member : entry.members()) {
      out_.key_of(member.key);
      expression(member.value, scope);
    }
    out_.close('}', &entry);
  }
  --depth_;
}

void PlanBody::value(const Planned& planned, const Written& written, const PlanScope& scope,
                     const json::Value& at) {
  scope_ = &scope;
  value_of(planned, written, nullptr, at);
}

}  // namespace paycheck::terraform
