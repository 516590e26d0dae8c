// SPDX-License-Identifier: Apache-2.0
// A parameter is written as JSON; its form is its type. An empty list is a list of text.

#include <charconv>
#include <cmath>

#include "paycheck/language.hpp"

namespace paycheck::language {

namespace {

std::optional<double> number_of(const json::Value& value) {
  if (!value.is_number()) return std::nullopt;
  std::string_view digits = value.text();
  double number = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

std::optional<ParameterValue> numbers(std::span<const json::Value> items) {
  std::vector<double> values;
  for (const json::Value& item : items) {
    auto number = number_of(item);
    if (!number) return std::nullopt;
    values.push_back(*number);
  }
  return ParameterValue{std::move(values)};
}

std::optional<ParameterValue> texts(std::span<const json::Value> items) {
  std::vector<std::string> values;
  for (const json::Value& item : items) {
    if (!item.is_string()) return std::nullopt;
    values.emplace_back(item.text());
  }
  return ParameterValue{std::move(values)};
}

std::optional<ParameterValue> patterns(const json::Value& object) {
  std::vector<PatternEntry> entries;
  for (const json::Member& member : object.members()) {
    if (!member.value.is_string() || object.find_member(member.name()) != &member)
      return std::nullopt;
    entries.push_back({std::string(member.name()), std::string(member.value.text())});
  }
  return ParameterValue{std::move(entries)};
}

std::string printed(double number) {
  char digits[32];
  auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  return {digits, end};
}

template <class Items, class Print>
std::string joined(char open, char close, const Items& items, Print print) {
  std::string out(1, open);
  for (const auto& item : items) {
    if (out.size() > 1) out += ", ";
    out += print(item);
  }
  out.push_back(close);
  return out;
}

}  // namespace

std::optional<ParameterValue> read_parameter(std::string_view text) {
  json::Options options;
  options.max_depth = 4;
  auto read = json::read("parameter", std::string(text), options);
  if (!read) return std::nullopt;
  const json::Value& root = (*read)->root();
  if (root.is_bool()) return ParameterValue{root.kind() == json::Kind::True};
  if (root.is_string()) return ParameterValue{std::string(root.text())};
  if (root.is_object()) return patterns(root);
  if (root.is_array())
    return !root.items().empty() && root.items()[0].is_number() ? numbers(root.items())
                                                                : texts(root.items());
  if (auto number = number_of(root)) return ParameterValue{*number};
  return std::nullopt;
}

std::string to_string(const ParameterValue& value) {
  struct Visitor {
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(double number) const { return printed(number); }
    std::string operator()(const std::string& text) const { return json::quoted(text); }
    std::string operator()(const std::vector<std::string>& items) const {
      return joined('[', ']', items, json::quoted);
    }
    std::string operator()(const std::vector<double>& items) const {
      return joined('[', ']', items, printed);
    }
    std::string operator()(const std::vector<PatternEntry>& entries) const {
      return joined('{', '}', entries, [](const PatternEntry& entry) {
        return json::quoted(entry.key) + ": " + json::quoted(entry.pattern);
      });
    }
  };
  return std::visit(Visitor{}, value.value);
}

}  // namespace paycheck::language
