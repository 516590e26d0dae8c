// SPDX-License-Identifier: Apache-2.0
// `format` and `formatlist`.
#include "format.hpp"

namespace paycheck::expression {
namespace {

// A null without a type has no text; Terraform leaves the whole unknown.
std::optional<Value> untyped_null(Arguments arguments, const Type& type, Context& context) {
  for (const Value& argument : arguments)
    if (argument.is_null() && argument.is(Type::Kind::Any))
      return context.unknown(type, Reason::Function, "null has no text");
  return std::nullopt;
}

Outcome behind_format(Outcome outcome) {
  if (outcome || outcome.failure().argument < 0) return outcome;
  return failed(outcome.failure().message, outcome.failure().argument + 1);
}

Outcome format(Arguments arguments, Context& context) {
  if (auto unknown = untyped_null(arguments, Type::string(), context)) return *unknown;
  return behind_format(format_text(arguments[0].text(), arguments.subspan(1), context));
}

// How often `formatlist` formats: as long as its lists, which are equally long.
struct Rounds {
  std::optional<std::size_t> count;
  std::optional<Failure> failure;
  WhyPointer unknown;
};

Rounds rounds(Arguments arguments) {
  Rounds result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Value& argument = arguments[i];
    if (!argument.is_known() && (is_iterable(argument) || argument.is(Type::Kind::Any)))
      result.unknown = argument.why();
    if (!argument.is_known() || argument.is_null() || !is_iterable(argument)) continue;
    if (result.count && *result.count != argument.size())
      result.failure = failed("this list has " + std::to_string(argument.size()) +
                                  " members, those before have " + std::to_string(*result.count),
                              static_cast<int>(i) + 1);
    if (!result.count) result.count = argument.size();
    if (result.failure) break;
  }
  return result;
}

Outcome format_list(Arguments arguments, Context& context) {
  Type texts = Type::list(Type::string());
  if (auto unknown = untyped_null(arguments, texts, context)) return *unknown;
  Arguments given = arguments.subspan(1);
  Rounds all = rounds(given);
  if (all.failure) return *all.failure;
  if (all.unknown) return Value::unknown(texts, all.unknown);
  std::vector<Value> items, row(given.begin(), given.end());
  std::size_t bytes = 0;
  for (std::size_t round = 0; round < all.count.value_or(1); ++round) {
    for (std::size_t i = 0; i < given.size(); ++i)
      if (is_iterable(given[i]) && !given[i].is_null()) row[i] = given[i].items()[round];
    Outcome text = behind_format(format_text(arguments[0].text(), row, context));
    if (!text) return text;
    bytes += text->weight();
    if (!context.spend(1 + row.size()) || !fits(bytes / 2, context))
      return context.too_large(texts);
    items.push_back(std::move(*text));
  }
  return Value::list(Type::string(), std::move(items));
}

}  // namespace

std::vector<Function> format_functions() {
  Parameter arguments = or_null(partly(any_of("args")));
  return {
      {"format", {text_of("format")}, arguments, Type::string(), format},
      {"formatlist", {text_of("format")}, arguments, Type::list(Type::string()), format_list},
  };
}

}  // namespace paycheck::expression
