// SPDX-License-Identifier: Apache-2.0
// Terraform orders the members of a set that are no primitives by a text made of them; found by
// asking it.
#include "paycheck/expression.hpp"

namespace paycheck::expression {
namespace {

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view named = "\a\b\f\n\r\t\v\\\"";
  constexpr std::string_view letters = "abfnrtv\\\"";
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (std::size_t which = named.find(c); which != named.npos) {
      out += {'\\', letters[which]};
    } else if (byte < 0x20 || byte == 0x7F) {
      out += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    } else {
      out += c;
    }
  }
  out += '"';
}

void append(std::string& out, const Value& value);

void append_items(std::string& out, std::span<const Value> items, std::string_view marks) {
  out += marks[0];
  for (const Value& item : items) {
    append(out, item);
    out += ';';
  }
  out += marks[1];
}

void append_entries(std::string& out, std::span<const Entry> entries, bool is_map) {
  out += is_map ? '{' : '<';
  for (const Entry& entry : entries) {
    if (is_map) {
      append_quoted(out, entry.name);
      out += ':';
    }
    append(out, entry.value);
    out += ';';
  }
  out += is_map ? '}' : '>';
}

// As deep as values are nested, which is bounded.
void append(std::string& out, const Value& value) {
  if (!value.is_known() || value.is_null()) {
    out += value.is_null() ? '~' : '?';
    return;
  }
  switch (value.kind()) {
    case Type::Kind::Any:
      return;
    case Type::Kind::String:
      return append_quoted(out, value.text());
    case Type::Kind::Number:
      out += value.number().short_text();
      return;
    case Type::Kind::Bool:
      out += value.boolean() ? 'T' : 'F';
      return;
    case Type::Kind::List:
    case Type::Kind::Set:
      return append_items(out, value.items(), "[]");
    case Type::Kind::Tuple:
      return append_items(out, value.items(), "<>");
    case Type::Kind::Map:
      return append_entries(out, value.entries(), true);
    case Type::Kind::Object:
      return append_entries(out, value.entries(), false);
  }
}

}  // namespace

std::string set_key(const Value& value) {
  std::string out;
  append(out, value);
  return out;
}

}  // namespace paycheck::expression
