// SPDX-License-Identifier: Apache-2.0
// One step of a path (language.md 1.4): into a body, a map, a record, an element. A step into a
// list goes into its only block; where there are several, which one is meant is unknown.

#include <algorithm>

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Argument;
using terraform::Hole;
using terraform::Reason;
using terraform::Schema;
using terraform::Value;

bool is_meta(std::string_view name) {
  for (const char* meta : {"//", "connection", "count", "depends_on", "dynamic", "for_each",
                           "lifecycle", "provider", "provisioner"})
    if (name == meta) return true;
  return false;
}

const json::Member* present(const json::Value& body, std::string_view name) {
  const json::Member* member = body.find_member(name);
  return member && !member->value.is_null() ? member : nullptr;
}

/// Whether a body may get blocks of that label from a `dynamic`.
bool has_dynamic(const json::Value& body, std::string_view name) {
  const json::Value* dynamic = body.find("dynamic");
  if (!dynamic) return false;
  if (dynamic->is_object()) return dynamic->find(name) != nullptr;
  for (const json::Value& item : dynamic->items())
    if (item.find(name)) return true;
  return false;
}

/// What Terraform refuses, each text at the string that holds the expression.
Value fault_list(std::span<const terraform::Fault> faults, Arena& arena, const json::Place& stack) {
  std::vector<Value> values;
  for (const terraform::Fault& fault : faults)
    values.push_back(Value::text(arena.copy(std::string_view(fault.message)), fault.place));
  return Value::list(arena.copy(std::span<const Value>(values)), false, stack);
}

}  // namespace

Value Stack::State::member(const json::Place& body, const Schema* schema, std::string_view name) {
  if (name == "//" || name == "dynamic") return Value::absent(body);
  const json::Member* found = present(*body.value, name);
  if (has_dynamic(*body.value, name)) return with_dynamic(body, schema, name, found);
  if (!found) return Value::absent(body);
  json::Place at = paycheck::place_of(body.document, *found);
  if (name == "replace_triggered_by" && found->value.is_array()) return addresses(at);
  return value(at, schema ? schema->find(name) : nullptr, false);
}

/// References that are written without `${}`: what they mean, or the text where nothing declares
/// it.
Value Stack::State::addresses(const json::Place& list) {
  std::vector<Value> values;
  for (const json::Value& item : list.value->items()) {
    json::Place at{list.document, &item, nullptr};
    auto reference =
        item.is_string() ? terraform::read_reference(item.text(), arena) : std::nullopt;
    std::uint32_t node = reference ? look_up(*reference) : HashIndex::none;
    if (node != HashIndex::none && is_element(node))
      values.push_back(Value::element(&elements[node], at));
    else
      values.push_back(value(at, nullptr, true));
  }
  return Value::list(arena.copy(std::span<const Value>(values)), false, list);
}

Value Stack::State::terraform_settings() {
  std::vector<terraform::Entry> entries;
  json::Place first;
  static constexpr Argument anything{.name = "terraform", .form = Argument::Form::Dynamic};
  for (const terraform::Block& block : configuration.blocks) {
    if (block.kind != terraform::BlockKind::Terraform) continue;
    if (!first) first = block.place;
    for (const json::Member& member : block.place.value->members()) {
      bool known = std::any_of(entries.begin(), entries.end(),
                               [&](const auto& entry) { return entry.name == member.name(); });
      if (known || member.name() == "//" || member.value.is_null()) continue;
      json::Place at = paycheck::place_of(block.place.document, member);
      entries.push_back(
          {member.name(),
           arena.make<Value>(value(at, member.value.is_object() ? &anything : nullptr, true))});
    }
  }
  if (elements[self_index].place.document->is_outcome()) {
    const json::Place& at = elements[self_index].place;
    for (std::string_view name : {"backend", "cloud", "required_version"})
      entries.push_back({name, arena.make<Value>(unknown(Reason::NotShownByThisInput,
                                                         Hole::Carries::Nothing, name, at))});
    if (!first) first = at;
  }
  if (!first) return Value::absent(elements[self_index].place);
  return Value::map(arena.copy(std::span<const terraform::Entry>(entries)), false, first);
}

Value Stack::State::step(const Element& base, std::string_view name, bool as_reference,
                         std::string_view instance) {
  if (base.kind == Element::Kind::App) return Value::absent(base.place);
  if (base.kind == Element::Kind::Stack) {
    if (name == "terraform") return terraform_settings();
    if (name == "faults") return fault_list(faults, arena, base.place);
    return member(base.place, nullptr, name);
  }
  const json::Member* written = present(*base.place.value, name);
  if (base.kind == Element::Kind::Variable || base.kind == Element::Kind::Provider) {
    if (written && base.kind == Element::Kind::Variable) {
      static constexpr Argument anything{.name = "variable", .form = Argument::Form::Dynamic};
      return value(paycheck::place_of(base.place.document, *written), &anything, true);
    }
    return member(base.place, nullptr, name);
  }
  if (base.kind != Element::Kind::Resource && base.kind != Element::Kind::Data)
    return member(base.place, nullptr, name);

  if (name == "provider")
    return Value::text(base.provider,
                       written ? paycheck::place_of(base.place.document, *written) : base.place);
  if (name == "depends_on" && written)
    return addresses(paycheck::place_of(base.place.document, *written));
  const Schema* schema = base.row ? base.row->schema : nullptr;
  if (written || has_dynamic(*base.place.value, name)) return member(base.place, schema, name);
  if (is_meta(name)) {
    // A plan leaves out what is not a value of the provider.
    bool is_hidden = base.place.document->is_outcome() &&
                     (name == "lifecycle" || name == "provisioner" || name == "connection");
    return is_hidden
               ? unknown(Reason::NotShownByThisInput, Hole::Carries::Nothing, name, base.place)
               : Value::absent(base.place);
  }
  const Argument* argument = schema ? schema->find(name) : nullptr;
  bool made = argument ? argument->set_only_by_provider() || (argument->computed && as_reference)
                       : as_reference;
  if (!made) return Value::absent(base.place);
  Value result = computed(base, name, instance);
  return argument && argument->sensitive ? result.with_sensitive(true) : result;
}

Value Stack::State::step(const Value& base, std::string_view name) {
  switch (base.kind()) {
    case Value::Kind::Absent:
    case Value::Kind::Unknown:
      return base;
    case Value::Kind::Bool:
    case Value::Kind::Number:
    case Value::Kind::Text:
      return Value::absent(base.place());
    case Value::Kind::Element:
      return step(*base.element(), name, false);
    case Value::Kind::Block:
      return member(base.place(), base.schema(), name);
    case Value::Kind::Map:
    case Value::Kind::Record:
      break;
    case Value::Kind::List: {
      Deeper deeper(depth);
      if (deeper.too_deep())
        return unknown(Reason::TooLarge, Hole::Carries::Mentioned, name, base.place());
      Items all = items(base, arena);
      if (all.open && all.why) return Value::unknown(all.why, base.place());
      if (all.items.size() == 1 && !all.open) return step(all.items.front().value, name);
      if (all.items.empty() && !all.open) return Value::absent(base.place());
      return unknown(Reason::SeveralBlocks, Hole::Carries::Mentioned, name, base.place());
    }
  }
  if (base.is_written()) {
    const json::Member* found = present(*base.place().value, name);
    if (!found)
      if (const Hole* rest = hidden_rest(base)) return Value::unknown(rest, base.place());
    if (!found || name == "//") return Value::absent(base.place());
    static constexpr Argument anything{.name = "entry", .form = Argument::Form::Dynamic};
    return value(paycheck::place_of(base.place().document, *found), &anything, false);
  }
  if (const Value* field = base.field(name)) return *field;
  if (!base.open()) return Value::absent(base.place());
  auto why = open_why.find(base.entries().data());
  if (why != open_why.end()) return Value::unknown(why->second, base.place());
  return unknown(Reason::SuffixOrTagsOpen, Hole::Carries::Anything, name, base.place());
}

terraform::Value Stack::step(const Value& base, std::string_view name) const {
  return state_->step(base, name);
}
terraform::Value Stack::step(const Element& base, std::string_view name) const {
  return state_->step(base, name, false);
}

}  // namespace paycheck
