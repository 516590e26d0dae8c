// SPDX-License-Identifier: Apache-2.0
// `jsondecode`: the value of a document, children before parents.
#include "paycheck/expression.hpp"

namespace paycheck::expression {
namespace {

constexpr std::uint32_t most_depth = 900;  // values are nested at most 1,000 deep

Value value_of(const json::Value& read) {
  switch (read.kind()) {
    case json::Kind::Null:
      return {};
    case json::Kind::False:
      return Value::boolean(false);
    case json::Kind::True:
      return Value::boolean(true);
    case json::Kind::String:
      return Value::string(std::string(read.text()));
    case json::Kind::Number: {
      std::optional<Number> number = Number::parse(read.text());
      if (number) return Value::number(*number);
      return Value::unknown(Type::number(), std::make_shared<Why>(Why{
                                                Reason::TooLarge, std::string(read.text()), {}}));
    }
    case json::Kind::Array: {
      std::vector<Value> items;
      for (const json::Value& item : read.items()) items.push_back(value_of(item));
      return Value::tuple(std::move(items));
    }
    case json::Kind::Object: {
      std::vector<Entry> entries;
      for (const json::Member& member : read.members())
        entries.push_back({std::string(member.name()), value_of(member.value)});
      return Value::object(std::move(entries));
    }
  }
  return {};
}

}  // namespace

Outcome from_json(std::string_view text) {
  json::Options options;
  options.max_depth = most_depth;
  auto read = json::read("", std::string(text), options);
  if (read) return value_of((*read)->root());
  const Problem& problem = read.problems().front();
  if (problem.kind == ProblemKind::TooDeep || problem.kind == ProblemKind::TooLarge)
    return Value::unknown(Type::any(),
                          std::make_shared<Why>(Why{Reason::TooLarge, {}, problem.message}));
  return Failure{"no JSON: " + problem.message};
}

}  // namespace paycheck::expression
