// SPDX-License-Identifier: Apache-2.0
// What is not computed is copied as it stands. Every token begins a stretch, so that a position in
// an expanded body is that of the expression or argument that it came from.
#include "body_writer.hpp"

#include <algorithm>

namespace paycheck::terraform {

using expression::Type;
using Computed = expression::Value;

namespace {

constexpr int most_levels = 200;

/// Arguments whose expressions Terraform reads in ways of its own, and comments.
bool is_left_alone(std::string_view name) {
  static constexpr std::string_view names[] = {"//",       "connection", "depends_on", "lifecycle",
                                               "provider", "providers",  "provisioner"};
  return std::binary_search(std::begin(names), std::end(names), name);
}

void append_escaped(std::string& out, std::string_view literal) {
  for (std::size_t i = 0; i < literal.size(); ++i) {
    bool opens =
        (literal[i] == '$' || literal[i] == '%') && i + 1 < literal.size() && literal[i + 1] == '{';
    if (opens) out += literal[i];
    out += literal[i];
  }
}

}  // namespace

void BodyWriter::stretch(std::uint32_t offset, bool exact) {
  out_.stretches.push_back({here(), document_.outer_offset(offset), exact});
}

json::Translation BodyWriter::take() {
  out_.text += "]";
  return std::move(out_);
}

void BodyWriter::separate(bool& first) {
  if (!first) out_.text += ", ";
  first = false;
}

void BodyWriter::name(const json::Value& key) {
  copy(key);
  out_.text += ": ";
}

void BodyWriter::block(const Block& block, const Bindings& bindings, bool is_instance, bool none) {
  if (blocks_++ > 0) out_.text += ",\n";
  const json::Value* key = block.place.key;
  stretch(key ? key->begin() : block.place.value->begin(), false);
  out_.text += "{";
  out_.text += json::quoted(block.name);
  if (key) stretch(key->end(), false);
  out_.text += ": ";
  is_instance_ = is_instance;
  none_ = none;
  object(*block.place.value, bindings, true);
  out_.text += "}";
}

void BodyWriter::object(const json::Value& object, const Bindings& bindings, bool at_top) {
  ++depth_;
  stretch(object.begin(), false);
  out_.text += "{";
  bool first = true;
  if (at_top && none_) {
    separate(first);
    out_.text += "\"count\": 0";
  }
  const json::Value* dynamic = object.find("dynamic");
  bool makes_blocks = dynamic && is_dynamic(*dynamic);
  for (const json::Member& member : object.members()) {
    std::string_view name = member.name();
    bool is_meta = name == "count" || name == "for_each";
    if (at_top && is_meta && (is_instance_ || none_)) continue;
    if (makes_blocks && name == "dynamic") continue;
    // Blocks that are written beside a `dynamic` of their label go into its list.
    if (makes_blocks && dynamic->find(name)) continue;
    separate(first);
    this->name(member.key);
    bool alone = at_top ? is_left_alone(name) || is_meta : name == "//";
    alone ? copy(member.value) : value(member.value, bindings);
  }
  if (makes_blocks) dynamic_blocks(object, bindings, first);
  out_.text += ' ';  // so that the last member's end is not the brace's beginning
  stretch(object.end() - 1, false);
  out_.text += "}";
  stretch(object.end(), false);
  --depth_;
}

bool BodyWriter::mentions(std::string_view text, const Bindings& bindings) const {
  return std::any_of(bindings.names.begin(), bindings.names.end(), [&](const auto& binding) {
    return text.find(binding.first) != std::string_view::npos;
  });
}

void BodyWriter::value(const json::Value& value, const Bindings& bindings) {
  if (depth_ > most_levels) return copy(value);
  if (value.is_object()) return object(value, bindings, false);
  if (value.is_array()) {
    ++depth_;
    stretch(value.begin(), false);
    out_.text += "[";
    bool first = true;
    for (const json::Value& item : value.items()) {
      separate(first);
      this->value(item, bindings);
    }
    out_.text += "]";
    stretch(value.end(), false);
    --depth_;
    return;
  }
  bool computes = value.is_string() && value.has_template() &&
                  (needs_evaluation(value.text()) || mentions(value.text(), bindings));
  if (!computes) return copy(value);
  auto result = known_.evaluate({&document_, &value, nullptr}, bindings);
  if (!result) return copy(value);
  stretch(value.begin(), false);
  computed(*result);
  stretch(value.end(), false);
}

void BodyWriter::copy(const json::Value& value) {
  std::string_view text = document_.text().substr(value.begin(), value.end() - value.begin());
  if (!document_.is_translated()) {
    stretch(value.begin(), true);
    out_.text += text;
    stretch(value.end(), false);
    return;
  }
  bool container = value.is_object() || value.is_array();
  stretch(value.begin(), false);
  if (!container || depth_ > most_levels) {
    out_.text += text;
  } else {
    ++depth_;
    out_.text += value.is_object() ? "{" : "[";
    bool first = true;
    for (const json::Member& member : value.members()) {
      separate(first);
      name(member.key);
      copy(member.value);
    }
    for (const json::Value& item : value.items()) {
      separate(first);
      copy(item);
    }
    out_.text += value.is_object() ? "}" : "]";
    --depth_;
  }
  stretch(value.end(), false);
}

/// An expression for something that is not known, as a template writes it.
std::string BodyWriter::hole(const expression::Why& why) {
  if (why.origin) return "${" + why.expression + "}";
  // It was computed of what blocked it: no two such values are known to be equal.
  return "${computed(" + why.expression + ", " + std::to_string(++holes_) + ")}";
}

void BodyWriter::text_of(const Computed& value) {
  std::string text;
  for (const expression::Piece& piece : value.pieces()) {
    if (piece.hole)
      text += hole(*piece.hole);
    else
      append_escaped(text, piece.text);
  }
  json::append_quoted(out_.text, text);
}

void BodyWriter::computed(const Computed& value) {
  if (value.sensitive()) out_.marks.push_back({here(), json::Mark::Kind::Sensitive, {}});
  if (value.is_null()) {
    out_.text += "null";
    return;
  }
  if (const Computed* seen = value.seen()) {
    auto why = value.why();
    out_.marks.push_back({here(), json::Mark::Kind::Open, why ? why->expression : std::string()});
    return members(*seen);
  }
  if (!value.is_known() && !value.is(Type::Kind::String)) {
    auto why = value.why();
    json::append_quoted(out_.text, why ? hole(*why) : "${computed(null)}");
    return;
  }
  switch (value.kind()) {
    case Type::Kind::String:
      return text_of(value);
    case Type::Kind::Number:
      out_.text += value.number().is_infinite() ? "null" : value.number().text();
      return;
    case Type::Kind::Bool:
      out_.text += value.boolean() ? "true" : "false";
      return;
    default:
      return members(value);
  }
}

void BodyWriter::members(const Computed& seen) {
  if (depth_ > most_levels) {
    out_.text += "null";
    return;
  }
  ++depth_;
  bool named = seen.is(Type::Kind::Map) || seen.is(Type::Kind::Object);
  out_.text += named ? "{" : "[";
  bool first = true;
  for (const Computed& item : seen.items()) {
    separate(first);
    computed(item);
  }
  for (const expression::Entry& entry : seen.entries()) {
    separate(first);
    json::append_quoted(out_.text, entry.name);
    out_.text += ": ";
    computed(entry.value);
  }
  out_.text += named ? "}" : "]";
  --depth_;
}

}  // namespace paycheck::terraform
