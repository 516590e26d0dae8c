// SPDX-License-Identifier: Apache-2.0
// Expressions are evaluated twice at most. First references to resources stand for themselves, so
// that what is built of them still says where it comes from; only where a function needs to look
// inside, the arguments of resources are looked up as far as they are written.
#include "known.hpp"

#include <algorithm>

namespace paycheck::terraform {

using expression::Checked;
using expression::Failure;
using expression::Outcome;
using expression::Resolved;
using expression::Traversal;
using expression::Type;
using expression::WhyPointer;
using Computed = expression::Value;

namespace {

constexpr int most_levels = 100;

std::string key_of(BlockKind kind, std::string_view type, std::string_view name) {
  std::string key(1, static_cast<char>('a' + static_cast<int>(kind)));
  return key.append(type).append(".").append(name);
}

bool is_true(const json::Value* value) {
  return value && (value->kind() == json::Kind::True || value->text() == "true");
}

/// `.name`, `["odd name"]`, `[0]`.
std::string step_text(const Computed& step) {
  if (step.is(Type::Kind::Number)) return "[" + step.number().text() + "]";
  return is_identifier(step.text()) ? "." + step.text() : "[" + json::quoted(step.text()) + "]";
}

/// Whether something in it was computed of what is unknown, and could be known.
bool is_lost(const Known& known, const Computed& value) {
  if (value.is_wholly_known() || known.is_reference(value)) return false;
  if (value.is(Type::Kind::String) && value.pieces().size() > 1) {
    for (const expression::Piece& piece : value.pieces())
      if (piece.hole && !piece.hole->origin) return true;
    return false;
  }
  const Computed& seen = value.seen() ? *value.seen() : value;
  if (!seen.is_known()) return true;
  for (const Computed& item : seen.items())
    if (is_lost(known, item)) return true;
  for (const expression::Entry& entry : seen.entries())
    if (is_lost(known, entry.value)) return true;
  return value.seen() && value.why() && !value.why()->origin;
}

/// `first` with what was lost in it taken from `second`.
Computed merged(const Known& known, const Computed& first, const Computed& second) {
  if (!is_lost(known, first)) return first;
  bool alike = first.is_known() && second.is_known() && first.kind() == second.kind();
  if (alike && first.is(Type::Kind::Tuple) && first.size() == second.size()) {
    std::vector<Computed> items;
    for (std::size_t i = 0; i < first.size(); ++i)
      items.push_back(merged(known, first.items()[i], second.items()[i]));
    return Computed::tuple(std::move(items)).with_sensitive(first.sensitive());
  }
  if (alike && first.is(Type::Kind::Object) && first.size() == second.size()) {
    std::vector<expression::Entry> entries;
    for (const expression::Entry& entry : first.entries()) {
      const Computed* other = second.find(entry.name);
      entries.push_back({entry.name, other ? merged(known, entry.value, *other) : entry.value});
    }
    return Computed::object(std::move(entries)).with_sensitive(first.sensitive());
  }
  return second;
}

}  // namespace

const Computed* Bindings::find(std::string_view name) const {
  for (auto at = names.rbegin(); at != names.rend(); ++at)
    if (at->first == name) return &at->second;
  return nullptr;
}

Bindings Bindings::with(std::string_view name, Computed value) const {
  Bindings result = *this;
  result.names.emplace_back(name, std::move(value));
  return result;
}

Known::Known(const Configuration& configuration, const Inputs& inputs, const SchemaOf& schema_of)
    : inputs_(inputs), schema_of_(schema_of) {
  context_.read_file = inputs.read_file;
  context_.list_files = inputs.list_files;
  for (const Block& block : configuration.blocks) {
    if (block.kind != BlockKind::Locals) {
      blocks_.emplace(key_of(block.kind, block.type, block.name), &block);
      continue;
    }
    for (const json::Member& member : block.place.value->members())
      if (member.name() != "//")
        locals_.emplace(member.name(),
                        json::Place{block.place.document, &member.value, &member.key});
  }
}

const Block* Known::find(BlockKind kind, std::string_view type, std::string_view name) const {
  auto found = blocks_.find(key_of(kind, type, name));
  return found == blocks_.end() ? nullptr : found->second;
}

bool Known::is_reference(const Computed& value) const {
  bool may_be = value.is(Type::Kind::String) || value.is(Type::Kind::Any);
  if (!may_be || value.is_known() || value.seen()) return false;
  if (value.is(Type::Kind::String) && value.pieces().size() != 1) return false;
  WhyPointer why = value.why();
  return why && why->origin;
}

Computed Known::opaque(std::string expression, Type type, std::string note) const {
  auto why = std::make_shared<expression::Why>(
      expression::Why{expression::Reason::Reference, std::move(expression), std::move(note), this});
  return Computed::unknown(std::move(type), std::move(why));
}

void Known::fault(const json::Place& place, std::string message, std::uint32_t offset) {
  constexpr std::size_t most_faults = 1'000;
  if (faults_.size() >= most_faults || !faulty_.emplace(place.value, true).second) return;
  if (!default_of_.empty()) message += ", with the default of var." + default_of_;
  faults_.push_back({place, offset, std::move(message)});
}

Checked<Computed> Known::run(const json::Value& string, const Bindings& bindings) {
  auto found = parsed_.find(&string);
  if (found == parsed_.end())
    found = parsed_.emplace(&string, expression::parse(string.text(), expression::Form::Template))
                .first;
  const auto& parsed = found->second;
  if (!parsed) return parsed.error();
  if (depth_ >= most_levels) return expression::Error{"nested too deep", 0, 0, true};
  ++depth_;
  auto scope = [&](const Traversal& traversal) { return resolve(traversal, bindings); };
  auto result = expression::evaluate(*parsed, scope, context_);
  --depth_;
  return result;
}

std::optional<Computed> Known::evaluate(const json::Place& string, const Bindings& bindings) {
  context_.limits = {};
  concrete_ = false;
  default_of_.clear();
  auto result = run(*string.value, bindings);
  if (!result) {
    if (!result.error().too_large) fault(string, result.error().message, result.error().begin);
    return std::nullopt;
  }
  Computed value = *result;
  if (is_lost(*this, value)) {
    concrete_ = true;
    auto second = run(*string.value, bindings);
    concrete_ = false;
    if (!second) {
      if (!second.error().too_large) fault(string, second.error().message, second.error().begin);
      return std::nullopt;
    }
    value = merged(*this, value, *second);
  }
  bool nothing = !value.is_known() && !value.seen() && !is_reference(value) &&
                 !(value.is(Type::Kind::String) && value.pieces().size() > 1);
  if (nothing) return std::nullopt;
  return value;
}

Outcome Known::written(const json::Place& place, const Bindings& bindings, bool literal) {
  const json::Value& value = *place.value;
  switch (value.kind()) {
    case json::Kind::Null:
      return Computed();
    case json::Kind::False:
    case json::Kind::True:
      return Computed::boolean(value.kind() == json::Kind::True);
    case json::Kind::Number: {
      auto number = expression::Number::parse(value.text());
      return number ? Computed::number(*number) : context_.too_large(Type::number());
    }
    case json::Kind::String: {
      if (literal || !value.has_template()) return Computed::string(std::string(value.text()));
      auto result = run(value, bindings);
      if (!result) {
        if (result.error().too_large) return context_.too_large();
        return Failure{result.error().message};
      }
      return *result;
    }
    default:
      break;
  }
  if (depth_ >= most_levels) return context_.too_large();
  ++depth_;
  std::vector<Computed> items;
  std::vector<expression::Entry> entries;
  std::optional<Failure> failure;
  auto part = [&](const json::Value& inner) {
    Outcome one =
        failure ? Outcome(*failure) : written({place.document, &inner, nullptr}, bindings, literal);
    if (!one) failure = one.failure();
    return one ? *one : Computed();
  };
  for (const json::Value& item : value.items()) items.push_back(part(item));
  for (const json::Member& member : value.members())
    entries.push_back({std::string(member.name()), part(member.value)});
  --depth_;
  if (failure) return *failure;
  return value.is_array() ? Computed::tuple(std::move(items))
                          : Computed::object(std::move(entries));
}

Known::Answer Known::resolve(const Traversal& traversal, const Bindings& bindings) {
  if (const Computed* bound = bindings.find(traversal.root)) return Resolved{*bound, 0};
  auto step = [&](std::size_t i) {
    return i < traversal.steps.size() ? std::string_view(traversal.steps[i].text())
                                      : std::string_view();
  };
  std::size_t all = traversal.steps.size();
  if (traversal.root == "var") return variable(traversal);
  if (traversal.root == "local") return local(traversal);
  if (traversal.root == "path" && (step(0) == "module" || step(0) == "root"))
    return Resolved{Computed::string(std::string(".")), 1};
  static constexpr std::string_view unknown[] = {"path",  "terraform", "module",   "each",
                                                 "count", "self",      "ephemeral"};
  if (std::find(std::begin(unknown), std::end(unknown), traversal.root) != std::end(unknown))
    return Resolved{opaque(std::string(traversal.text), Type::any()), all};
  bool data = traversal.root == "data", spelled = traversal.root == "resource";
  if (all < (data || spelled ? 2u : 1u))
    return Resolved{opaque(std::string(traversal.text), Type::any()), all};
  if (data) return resource(traversal, BlockKind::Data, step(0), 2);
  if (spelled) return resource(traversal, BlockKind::Resource, step(0), 2);
  return resource(traversal, BlockKind::Resource, traversal.root, 1);
}

Known::Answer Known::variable(const Traversal& traversal) {
  std::string name = traversal.steps.empty() ? std::string() : traversal.steps[0].text();
  const Block* block = find(BlockKind::Variable, {}, name);
  std::size_t all = traversal.steps.size();
  if (!block) return Resolved{opaque(std::string(traversal.text), Type::any()), all};
  const json::Value& body = *block->place.value;
  Type type = Type::any();
  if (const json::Value* written_type = body.find("type");
      written_type && written_type->is_string()) {
    auto constraint = expression::parse_type(written_type->text());
    if (constraint) type = *constraint;
  }
  bool sensitive = is_true(body.find("sensitive"));
  Outcome value = Computed();
  if (auto given = inputs_.variables.find(name); given != inputs_.variables.end()) {
    value = given->second;
  } else if (const json::Member* fallback = body.find_member("default")) {
    value = written({block->place.document, &fallback->value, &fallback->key}, {}, true);
    default_of_ = name;
  } else {
    bool text = type.is_any() || type.is(Type::Kind::String);
    Type shown = all > 1 ? Type::any() : text ? type : Type::any();
    return Resolved{
        opaque(std::string(traversal.text), shown, "variable \"" + name + "\" has no default")
            .with_sensitive(sensitive),
        all};
  }
  if (value) value = expression::convert(*value, type);
  if (!value) return value.failure();
  return Resolved{value->with_sensitive(value->sensitive() || sensitive), 1};
}

Known::Answer Known::local(const Traversal& traversal) {
  std::string name = traversal.steps.empty() ? std::string() : traversal.steps[0].text();
  auto at = locals_.find(name);
  if (at == locals_.end())
    return Resolved{opaque(std::string(traversal.text), Type::any()), traversal.steps.size()};
  auto& all_kept = kept_locals_[concrete_ ? 1 : 0];
  bool is_first = all_kept.find(at->first) == all_kept.end();
  Kept& kept = all_kept[at->first];  // stays where it is
  if (kept.running) fault(at->second, "local." + name + " depends on itself", 0);
  if (is_first) {
    std::string outer = std::exchange(default_of_, {});
    kept.running = true;
    Outcome value = written(at->second, {}, false);
    kept.running = false;
    kept.value = std::move(value);
    kept.default_of = std::exchange(default_of_, std::move(outer));
  }
  if (!kept.default_of.empty()) default_of_ = kept.default_of;
  // What fails in a local is told there, and not again where the local is used.
  if (kept.running || !*kept.value)
    return Resolved{opaque("local." + name, Type::any()), traversal.steps.size()};
  return Resolved{**kept.value, 1};
}

Known::Answer Known::resource(const Traversal& traversal, BlockKind kind, std::string_view type,
                              std::size_t taken) {
  std::size_t all = traversal.steps.size();
  std::string_view name = traversal.steps[taken - 1].text();
  const Block* block = find(kind, type, name);
  if (!block) return Resolved{opaque(std::string(traversal.text), Type::any()), all};
  std::string address =
      (kind == BlockKind::Data ? "data." : "") + std::string(type) + "." + std::string(name);
  auto rest = traversal.steps.subspan(taken);
  const Instances& instances = instances_of(*block);
  switch (instances.state) {
    case Instances::State::Single:
      return instance(*block, address, {}, rest, taken);
    case Instances::State::Unknown:
      return Resolved{opaque(std::string(traversal.text), Type::any()), all};
    case Instances::State::Several:
      break;
  }
  if (!rest.empty()) {
    bool fits = rest[0].is(Type::Kind::Number) == instances.by_number;
    std::string suffix = rest[0].is(Type::Kind::Number) ? "[" + rest[0].number().text() + "]"
                                                        : "[" + json::quoted(rest[0].text()) + "]";
    for (const Instance& one : instances.several)
      if (fits && one.suffix == suffix)
        return instance(*block, address + suffix, one.bindings, rest.subspan(1), taken + 1);
    return Resolved{opaque(std::string(traversal.text), Type::any()), all};
  }
  std::vector<Computed> items;
  std::vector<expression::Entry> entries;
  for (const Instance& one : instances.several) {
    Computed whole = all_attributes(*block, address + one.suffix, one.bindings);
    if (instances.by_number)
      items.push_back(std::move(whole));
    else
      entries.push_back({one.bindings.find("each")->find("key")->text(), std::move(whole)});
  }
  return Resolved{instances.by_number ? Computed::tuple(std::move(items))
                                      : Computed::object(std::move(entries)),
                  taken};
}

Known::Answer Known::instance(const Block& block, const std::string& address,
                              const Bindings& bindings, std::span<const Computed> steps,
                              std::size_t taken) {
  if (steps.empty()) return Resolved{all_attributes(block, address, bindings), taken};
  const Schema* schema = schema_of_ ? schema_of_(block) : nullptr;
  if (concrete_ && steps[0].is(Type::Kind::String))
    return Resolved{attribute(block, schema, address, bindings, steps[0].text()), taken + 1};
  std::string text = address;
  for (const Computed& step : steps) text += step_text(step);
  const Argument* argument = schema && steps.size() == 1 ? schema->find(steps[0].text()) : nullptr;
  bool is_text = argument && argument->form == Argument::Form::Text;
  Type type = is_text ? Type::string() : Type::any();
  return Resolved{opaque(std::move(text), std::move(type)), taken + steps.size()};
}

Computed Known::attribute(const Block& block, const Schema* schema, const std::string& address,
                          const Bindings& bindings, std::string_view name) {
  const Argument* argument = schema ? schema->find(name) : nullptr;
  bool is_text = argument && argument->form == Argument::Form::Text;
  bool sensitive = argument && argument->sensitive;
  Computed unknown = opaque(address + step_text(Computed::string(std::string(name))),
                            is_text ? Type::string() : Type::any())
                         .with_sensitive(sensitive);
  if (!concrete_) return unknown;
  const json::Value& body = *block.place.value;
  const json::Member* member = body.find_member(name);
  if (!member || body.find("dynamic")) {
    bool unset = !member && argument && !argument->computed && argument->optional &&
                 argument->form != Argument::Form::Block && !body.find("dynamic");
    return unset ? Computed::null(is_text ? Type::string() : Type::any()) : unknown;
  }
  bool is_block = !argument || argument->form == Argument::Form::Block;
  if (is_block && !member->value.is_string()) return unknown;
  Outcome value = written({block.place.document, &member->value, &member->key}, bindings, false);
  if (!value) return unknown;
  return value->with_sensitive(value->sensitive() || sensitive);
}

Computed Known::all_attributes(const Block& block, const std::string& address,
                               const Bindings& bindings) {
  const Schema* schema = schema_of_ ? schema_of_(block) : nullptr;
  if (!schema || !context_.spend(schema->arguments.size())) return opaque(address, Type::any());
  std::vector<expression::Entry> entries;
  for (const Argument& argument : schema->arguments)
    entries.push_back(
        {std::string(argument.name), attribute(block, schema, address, bindings, argument.name)});
  return Computed::object(std::move(entries));
}

}  // namespace paycheck::terraform
