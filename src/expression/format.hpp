// SPDX-License-Identifier: Apache-2.0
// Formatting by verbs, for `format` and `formatlist`.
#pragma once

#include "functions.hpp"

namespace paycheck::expression {

/// `%[index]verb` with its flags. Width and precision are absent or at most `most_width`.
struct Verb {
  char mode = 0;
  bool plus = false, minus = false, sharp = false, space = false, zero = false;
  std::optional<std::size_t> width, precision;
  std::size_t argument = 0;  ///< from 0
  std::string_view written;
};

inline constexpr std::size_t most_width = 1'000'000;

/// A number by `d b o x X e E f g G v`. Empty: only whole numbers have that form.
std::optional<std::string> format_number(const Verb& verb, const Number& number);

/// `text` filled up to the verb's width, which counts user-perceived characters.
std::string padded(const Verb& verb, std::string text);

/// `arguments` by `format`. Failures name the argument by its place after the format.
Outcome format_text(std::string_view format, Arguments arguments, Context& context);

}  // namespace paycheck::expression
