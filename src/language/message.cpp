// SPDX-License-Identifier: Apache-2.0
// How values read in a message: resources by address, holes by their expressions, lists as prose,
// secrets not at all.

#include <fmt/format.h>

#include <cmath>

#include "evaluator.hpp"

namespace paycheck::language {

namespace {

std::string address_of(const Element& element) {
  return element.kind == Element::Kind::Stack ? "stack." + element.stack->name()
                                              : std::string(element.address);
}

std::string number_text(double number) {
  if (std::nearbyint(number) == number && std::abs(number) < 1e15)
    return fmt::format("{}", static_cast<long long>(number));
  return fmt::format("{}", number);
}

std::string list_text(const std::vector<std::string>& words, std::size_t total) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() && words.size() == total ? " and " : ", ";
    out += words[i];
  }
  if (words.size() < total) out += fmt::format(" and {} more", total - words.size());
  return words.empty() ? "none" : out;
}

std::string members_text(const Evaluator& evaluator, const Operand& operand) {
  constexpr std::size_t most = 10;
  Items members = const_cast<Evaluator&>(evaluator).items(operand);
  bool map = operand.value.kind() == Value::Kind::Map;
  std::vector<std::string> words;
  for (const Item& item : members.items) {
    if (words.size() == most) break;
    words.push_back(map ? std::string(item.key) : printed(evaluator, evaluator.bind(item)));
  }
  return list_text(words, members.items.size());
}

}  // namespace

std::string printed(const Evaluator& evaluator, const Operand& operand) {
  const Value& value = operand.value;
  if (value.sensitive()) return "***";
  if (value.place() && value.kind() != Value::Kind::Element &&
      evaluator.stack_of(value.place()).is_secret(value.place()))
    return "***";
  switch (value.kind()) {
    case Value::Kind::Absent:
      return "not set";
    case Value::Kind::Unknown:
      return "${" + std::string(value.hole()->expression) + "}";
    case Value::Kind::Bool:
      return value.boolean() ? "true" : "false";
    case Value::Kind::Number:
      return number_text(value.number());
    case Value::Kind::Text: {
      terraform::TextPiece single;
      return terraform::to_string(value.pieces(single));
    }
    case Value::Kind::List:
    case Value::Kind::Map:
      return members_text(evaluator, operand);
    case Value::Kind::Block:
      return operand.key.empty() ? "a block" : std::string(operand.key);
    case Value::Kind::Element:
      return address_of(*value.element());
    case Value::Kind::Record:
      return operand.key.empty() ? "a record" : std::string(operand.key);
  }
  return {};
}

std::string render(Evaluator& evaluator, const Term& text) {
  if (text.parts.empty()) return std::string(text.text);
  std::string out;
  for (const TextPart& part : text.parts) {
    if (part.term)
      out += printed(evaluator, evaluator.term(*part.term));
    else
      out += part.text;
  }
  return out;
}

}  // namespace paycheck::language
