// SPDX-License-Identifier: Apache-2.0
// Calls: the function is known, and takes so many arguments of such kinds. Only what is surely of
// another kind is refused; paths can hold anything.

#include <algorithm>

#include "parser.hpp"

namespace paycheck::language {

namespace {

// What a term surely is.
enum class Sort : std::uint8_t { Unsure, Element, Text, Number, Bool, List, Map, Record };

Sort sort_of(const ParameterValue& parameter) {
  constexpr Sort sorts[] = {Sort::Bool, Sort::Number, Sort::Text,
                            Sort::List, Sort::List,   Sort::Map};
  return sorts[parameter.value.index()];
}

Sort sort_of(Gives gives) {
  switch (gives) {
    case Gives::Value:
      return Sort::Unsure;
    case Gives::Truth:
      return Sort::Bool;
    case Gives::Text:
      return Sort::Text;
    case Gives::Number:
      return Sort::Number;
    case Gives::List:
      return Sort::List;
    case Gives::Map:
      return Sort::Map;
    case Gives::Record:
      return Sort::Record;
  }
  return Sort::Unsure;
}

Sort sort_of(const Term& term, const CheckTree& tree) {
  if (!term.steps.empty()) return Sort::Unsure;
  switch (term.kind) {
    case Term::Kind::Variable:
      return Sort::Unsure;
    case Term::Kind::Parameter:
      return term.slot < tree.parameters.size() ? sort_of(tree.parameters[term.slot].value)
                                                : Sort::Unsure;
    case Term::Kind::Text:
      return Sort::Text;
    case Term::Kind::Number:
      return Sort::Number;
    case Term::Kind::Bool:
    case Term::Kind::Truth:
      return Sort::Bool;
    case Term::Kind::List:
      return Sort::List;
    case Term::Kind::Call:
      return term.function ? sort_of(term.function->gives) : Sort::Unsure;
  }
  return Sort::Unsure;
}

bool fits(Takes takes, Sort sort) {
  if (sort == Sort::Unsure) return true;
  switch (takes) {
    case Takes::Any:
      return true;
    case Takes::Element:
      return sort == Sort::Element;
    case Takes::Text:
      return sort == Sort::Text;
    case Takes::Number:
      return sort == Sort::Number;
    case Takes::List:
      return sort == Sort::List || sort == Sort::Map;
    case Takes::Map:
      return sort == Sort::Map || sort == Sort::Record;
  }
  return true;
}

std::string_view word_for(Takes takes) {
  constexpr std::string_view names[] = {"a value",  "a resource", "a text",
                                        "a number", "a list",     "a map"};
  return names[static_cast<std::size_t>(takes)];
}

std::string_view word_for(Sort sort) {
  constexpr std::string_view names[] = {"a value",  "a resource", "a text", "a number",
                                        "a yes/no", "a list",     "a map",  "a record"};
  return names[static_cast<std::size_t>(sort)];
}

std::string signature(const Function& function) {
  return std::string(function.name) + "(" + std::string(function.parameters) + ")";
}

std::string wanted_arguments(const Function& function) {
  std::size_t count = function.takes.size();
  return (function.variadic ? "at least " : "") + std::to_string(count) +
         (count == 1 ? " argument" : " arguments");
}

}  // namespace

Term* Parser::call(const Path& path) {
  Nested nested(*this);
  advance();
  std::vector<const Term*> arguments;
  if (!at(Kind::Close)) {
    do arguments.push_back(term());
    while (take(Kind::Comma));
  }
  expect(Kind::Close, "',' or ')'");
  Term* made = of_kind(Term::Kind::Call, path.begin);
  made->text = name_of(path);
  made->items = keep(arguments);
  for (const Term* argument : arguments) made->mentions |= argument->mentions;
  made->function = path.quoted ? nullptr : find_function(made->text);
  if (made->function) {
    check_arguments(*made);
    return made;
  }
  std::vector<std::string_view> known;
  for (const Function& function : functions()) known.push_back(function.name);
  complain(path.begin, "unknown function '" + std::string(made->text) + "'",
           did_you_mean(made->text, known));
  return made;
}

void Parser::check_arguments(const Term& call) {
  const Function& function = *call.function;
  std::size_t count = call.items.size(), wanted = function.takes.size();
  if (function.variadic ? count < wanted : count != wanted) {
    complain(call.range.begin,
             "'" + std::string(function.name) + "' takes " + wanted_arguments(function) + ", not " +
                 std::to_string(count),
             signature(function));
    return;
  }
  for (std::size_t i = 0; i < count && wanted > 0; ++i) {
    const Term& argument = *call.items[i];
    Takes takes = function.takes[std::min(i, wanted - 1)];
    bool element = argument.kind == Term::Kind::Variable && argument.steps.empty() &&
                   argument.mentions != anything && scope_[argument.slot].element;
    Sort sort = element ? Sort::Element : sort_of(argument, tree_);
    if (!fits(takes, sort))
      complain(argument.range.begin,
               "'" + std::string(function.name) + "' takes " + std::string(word_for(takes)) +
                   " here, not " + std::string(word_for(sort)),
               signature(function));
  }
}

}  // namespace paycheck::language
