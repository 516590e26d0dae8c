// SPDX-License-Identifier: Apache-2.0
// Names: variables in scope, types, and what a wrong name was probably meant to be.

#include <algorithm>
#include <array>

#include "parser.hpp"

namespace paycheck::language {

namespace {

constexpr std::size_t most_variables = 60;  // `mentions` has a bit for each
constexpr std::array<std::string_view, 6> kinds = {"stack",    "app",      "output",
                                                   "provider", "variable", "module"};

bool has_provider_prefix(std::string_view name) {
  std::size_t prefix = name.find('_');
  if (prefix == 0 || prefix >= name.size() - 1) return false;
  return std::ranges::all_of(name.substr(0, prefix), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
}

}  // namespace

bool is_type(std::string_view text) {
  if (text.starts_with("data.")) return is_name(text.substr(5));
  if (!is_name(text)) return false;
  return has_provider_prefix(text) || std::ranges::find(kinds, text) != kinds.end();
}

std::string type_hint(std::string_view text) {
  std::string hint = did_you_mean(text, kinds);
  return hint.empty() ? "types are 'aws_s3_bucket', 'data.aws_region', stack, app, output, "
                        "provider, variable, module"
                      : hint;
}

// The innermost, so that a variable that hides another is complained of once.
const Parser::Bound* Parser::find(std::string_view name) const {
  for (std::size_t i = scope_.size(); i-- > 0;)
    if (scope_[i].name == name) return &scope_[i];
  return nullptr;
}

// `after`: the word that follows the name, or End where a sentence follows.
std::string_view Parser::bind_name(Kind after) {
  std::string_view name = token_.text;
  if (token_.is_word()) {
    Token next = ahead();
    bool stands_for_name = after == Kind::End ? next.begins_sentence() : next.kind == after;
    if (!stands_for_name) unexpected("a variable's name");
    complain(here(),
             "'" + std::string(name) + "' is a word of the language and cannot be a variable");
  } else if (!at(Kind::Name)) {
    unexpected("a variable's name");
  } else if (name == "param") {
    complain(here(), "'param' cannot be a variable: it reads the parameters");
  }
  advance();
  return name;
}

std::uint32_t Parser::bind(std::string_view name, std::uint32_t offset, bool element) {
  if (find(name))
    complain(offset, "the variable '" + std::string(name) + "' hides another of that name",
             "choose another name");
  if (scope_.size() == most_variables) {
    complaints_.add(ProblemKind::TooDeep, offset, "more than 60 variables in scope");
    throw Unwind();
  }
  auto slot = static_cast<std::uint32_t>(scope_.size());
  scope_.push_back({name, element});
  tree_.slots = std::max(tree_.slots, slot + 1);
  if (tree_.slot_names.size() == slot)
    tree_.slot_names.push_back({offset, offset + static_cast<std::uint32_t>(name.size())});
  return slot;
}

void Parser::unbind() {
  left_scope_.push_back(scope_.back().name);
  scope_.pop_back();
}

bool Parser::is_near_variable(std::string_view name) const {
  std::vector<std::string_view> known;
  for (const Bound& bound : scope_) known.push_back(bound.name);
  return !nearest(name, known).empty();
}

void Parser::unknown_name(std::string_view name, std::uint32_t offset) {
  if (blind_) return;
  std::string hint;
  if (std::ranges::find(left_scope_, name) != left_scope_.end()) {
    hint = in_report_ ? "'report' sees the subject and the variables of 'each' only"
                      : "the quantifier that binds it ends before";
  } else if (find_function(name)) {
    hint = "a function is called: '" + std::string(name) + "(...)'";
  } else {
    std::vector<std::string_view> known;
    for (const Bound& bound : scope_) known.push_back(bound.name);
    known.push_back("param");
    hint = did_you_mean(name, known);
  }
  complain(offset, "unknown name '" + std::string(name) + "'", std::move(hint));
}

}  // namespace paycheck::language
