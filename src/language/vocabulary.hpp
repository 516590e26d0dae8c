// SPDX-License-Identifier: Apache-2.0
#pragma once

// One row per function that checks may call: its name, what it takes and gives, its manual entry,
// and the code behind it.

#include "check.hpp"

namespace paycheck::language {

struct Evaluator;  // evaluator.hpp
struct Operand;

// What a parameter of a function takes; checked when a rule is read.
enum class Takes : std::uint8_t { Any, Element, Text, Number, List, Map };
enum class Gives : std::uint8_t { Value, Truth, Text, Number, List, Map, Record };

struct Function {
  std::string_view name;
  std::vector<Takes> takes;
  bool variadic = false;  // the last parameter may be repeated
  Gives gives = Gives::Value;
  std::string_view parameters;  // for the manual: `value, fallback`
  std::string_view meaning;
  std::string_view source;  // a link or page, where AWS or Terraform is the authority
  Operand (*evaluate)(Evaluator&, const Term&, std::span<const Operand>) = nullptr;
  // The function depends on the type alone, or is empty for most types: whether it can be True or
  // have members for elements of this type. Null: it depends on more.
  bool (*concerns)(std::string_view type, const aws::Type* row) = nullptr;
};

std::span<const Function> functions();
std::span<const Function> functions_of_policies();
const Function* find_function(std::string_view name);

}  // namespace paycheck::language
