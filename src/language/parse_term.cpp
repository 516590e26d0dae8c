// SPDX-License-Identifier: Apache-2.0
// Terms: an atom and a path. A dotted name is read whole before it is known whether it names a
// variable, a parameter, a function or a type.

#include <charconv>

#include "parser.hpp"

namespace paycheck::language {

Term* Parser::of_kind(Term::Kind kind, std::uint32_t begin) {
  Term* made = tree_.arena.make<Term>();
  made->kind = kind;
  made->range = since(begin);
  return made;
}

const Term* Parser::term() {
  return with_steps(atom());
}

Term* Parser::atom() {
  switch (token_.kind) {
    case Kind::String:
      return text();
    case Kind::Number:
      return number();
    case Kind::OpenList:
      return list();
    case Kind::Open:
      return truth();
    case Kind::Name:
      return named(path());
    case Kind::True:
    case Kind::False: {
      std::uint32_t begin = here();
      bool value = at(Kind::True);
      advance();
      Term* made = of_kind(Term::Kind::Bool, begin);
      made->truth = value;
      return made;
    }
    case Kind::Any:
    case Kind::All:
      unexpected("a term", "put the quantifier in parentheses");
    default:
      unexpected("a term");
  }
}

// The path after a call; variables and parameters have theirs already.
Term* Parser::with_steps(Term* term) {
  if (!at(Kind::Dot)) return term;
  if (term->kind != Term::Kind::Call)
    unexpected("an operator", "a path follows a variable, a parameter or a call");
  std::vector<std::string_view> steps;
  while (take(Kind::Dot)) steps.push_back(step());
  term->steps = keep(steps);
  term->range.end = last_end_;
  return term;
}

std::string_view Parser::step() {
  if (!at(Kind::Name) && !at(Kind::String) && !token_.is_word()) unexpected("a name after '.'");
  std::string_view name = at(Kind::String) ? plain(token_) : token_.text;
  advance();
  return name;
}

Parser::Path Parser::path() {
  Path read;
  read.begin = here();
  read.first = token_.text;
  advance();
  while (take(Kind::Dot)) {
    read.quoted = read.quoted || at(Kind::String);
    read.steps.push_back(step());
  }
  read.end = last_end_;
  return read;
}

std::string_view Parser::name_of(const Path& path) {
  if (path.steps.empty()) return path.first;
  std::string name(path.first);
  for (std::string_view step : path.steps) name.append(".").append(step);
  return tree_.arena.copy(name);
}

Source Parser::source() {
  std::uint32_t begin = here();
  Source made;
  if (!at(Kind::Name)) {
    made.term = term();
  } else {
    Path read = path();
    std::string_view first = read.first;
    bool is_value = at(Kind::Open) || find(first) || first == "param";
    std::string_view type = is_value || read.quoted ? std::string_view() : name_of(read);
    bool slip = !type.starts_with("aws_") && type.find('_') != std::string_view::npos &&
                is_near_variable(type);
    if (!is_value && !slip && is_type(type))
      made.type = type;
    else
      made.term = with_steps(named(read));
  }
  made.range = since(begin);
  return made;
}

Term* Parser::named(const Path& path) {
  if (at(Kind::Open)) return call(path);
  Term* made = path.first == "param" ? parameter(path) : variable(path);
  made->range = {path.begin, path.end};
  return made;
}

Term* Parser::variable(const Path& path) {
  Term* made = of_kind(Term::Kind::Variable, path.begin);
  made->text = path.first;
  made->steps = keep(path.steps);
  if (const Bound* bound = find(path.first)) {
    made->slot = static_cast<std::uint32_t>(bound - scope_.data());
    made->mentions = 1ull << made->slot;
    return made;
  }
  made->mentions = anything;
  std::string name(path.first);
  if (is_type(name) && (name.starts_with("aws_") || !is_near_variable(name)))
    complain(path.begin, "'" + name + "' is a type, not a value",
             "a quantifier or 'each' ranges over it: 'any x in " + name + "'");
  else
    unknown_name(path.first, path.begin);
  return made;
}

Term* Parser::parameter(const Path& path) {
  Term* made = of_kind(Term::Kind::Parameter, path.begin);
  if (path.steps.empty()) {
    complain(path.begin, "'param' alone is no value", "name the parameter: 'param.days'");
    return made;
  }
  made->text = path.steps[0];
  made->steps = keep(path.steps).subspan(1);
  std::vector<std::string_view> known;
  for (std::size_t i = 0; i < tree_.parameters.size(); ++i) {
    known.push_back(tree_.parameters[i].name);
    if (known.back() != made->text) continue;
    made->slot = static_cast<std::uint32_t>(i);
    parameters_used_[i] = true;
    return made;
  }
  std::string hint = did_you_mean(made->text, known);
  if (hint.empty()) hint = "the rule declares it: 'Param: " + std::string(made->text) + " = 30'";
  complain(path.begin, "unknown parameter '" + std::string(made->text) + "'", std::move(hint));
  return made;
}

Term* Parser::number() {
  double value = 0;
  std::string_view digits = token_.text;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc()) complain(here(), "the number is too large");
  std::uint32_t begin = here();
  advance();
  Term* made = of_kind(Term::Kind::Number, begin);
  made->number = value;
  return made;
}

Term* Parser::list() {
  Nested nested(*this);
  std::uint32_t begin = here();
  advance();
  std::vector<const Term*> items;
  if (!at(Kind::CloseList)) {
    do items.push_back(term());
    while (take(Kind::Comma));
  }
  expect(Kind::CloseList, "',' or ']'");
  Term* made = of_kind(Term::Kind::List, begin);
  made->items = keep(items);
  for (const Term* item : items) made->mentions |= item->mentions;
  return made;
}

Term* Parser::truth() {
  std::uint32_t begin = here();
  const Expr* inner = parenthesised();
  Term* made = of_kind(Term::Kind::Truth, begin);
  made->expr = inner;
  made->mentions = inner->mentions;
  return made;
}

}  // namespace paycheck::language
