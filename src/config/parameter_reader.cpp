// SPDX-License-Identifier: Apache-2.0
// The rule's default says which type is wanted; the first part of the value that differs is told.
#include "parameter_reader.hpp"

#include <charconv>
#include <cmath>

namespace paycheck {
namespace {

using language::ParameterValue;
using language::PatternEntry;
using Converted = std::variant<ParameterValue, Objection>;

Objection mismatch(const json::Value& written, const std::string& what, std::string_view wanted) {
  return {&written, ProblemKind::Structure,
          what + " must be " + std::string(wanted) + ", found " + std::string(word_for(written)),
          ""};
}

std::optional<double> number_of(const json::Value& written) {
  double number = 0;
  std::string_view text = written.text();
  auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!written.is_number() || read.ec != std::errc() || !std::isfinite(number)) return std::nullopt;
  return number;
}

Converted as(const json::Value& written, const std::string& what, bool) {
  if (!written.is_bool()) return mismatch(written, what, "true or false");
  return ParameterValue{written.kind() == json::Kind::True};
}

Converted as(const json::Value& written, const std::string& what, double) {
  if (!written.is_number()) return mismatch(written, what, "a number");
  if (auto number = number_of(written)) return ParameterValue{*number};
  return Objection{&written, ProblemKind::Structure, what + " is beyond all numbers", ""};
}

Converted as(const json::Value& written, const std::string& what, const std::string&) {
  if (!written.is_string()) return mismatch(written, what, "text");
  return ParameterValue{std::string(written.text())};
}

template <class Item>
Converted as(const json::Value& written, const std::string& what, const std::vector<Item>&) {
  constexpr bool texts = std::is_same_v<Item, std::string>;
  if (!written.is_array())
    return mismatch(written, what, texts ? "a list of texts" : "a list of numbers");
  std::vector<Item> items;
  for (const json::Value& item : written.items()) {
    Converted converted = as(item, "each item of " + what, Item());
    if (auto* objection = std::get_if<Objection>(&converted)) return std::move(*objection);
    items.push_back(std::get<Item>(std::get<ParameterValue>(converted).value));
  }
  return ParameterValue{std::move(items)};
}

Converted as(const json::Value& written, const std::string& what,
             const std::vector<PatternEntry>&) {
  if (!written.is_object()) return mismatch(written, what, "an object of patterns");
  std::vector<PatternEntry> entries;
  for (const json::Member& member : written.members()) {
    for (const PatternEntry& entry : entries)
      if (entry.key == member.name())
        return Objection{&member.key, ProblemKind::Duplicate,
                         "key '" + entry.key + "' is written twice", ""};
    if (!member.value.is_string()) return mismatch(member.value, "each pattern of " + what, "text");
    std::string refusal = language::pattern_error(member.value.text());
    if (!refusal.empty())
      return Objection{&member.value, ProblemKind::Structure,
                       "the pattern does not compile: " + refusal, "patterns are RE2"};
    entries.push_back({std::string(member.name()), std::string(member.value.text())});
  }
  return ParameterValue{std::move(entries)};
}

}  // namespace

std::string_view word_for(const json::Value& value) {
  switch (value.kind()) {
    case json::Kind::Null:
      return "null";
    case json::Kind::False:
      return "false";
    case json::Kind::True:
      return "true";
    case json::Kind::Number:
      return "a number";
    case json::Kind::String:
      return "text";
    case json::Kind::Array:
      return "a list";
    case json::Kind::Object:
      return "an object";
  }
  return "";
}

Converted convert(const json::Value& written, const ParameterValue& like, const std::string& what) {
  return std::visit([&](const auto& held) { return as(written, what, held); }, like.value);
}

}  // namespace paycheck
