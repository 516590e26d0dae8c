// SPDX-License-Identifier: Apache-2.0
#pragma once

// A parameter's value, as the configuration writes it.

#include "paycheck/config.hpp"

namespace paycheck {

// What is wrong, and at which part of the value.
struct Objection {
  const json::Value* at = nullptr;
  ProblemKind kind = ProblemKind::Structure;
  std::string message, hint;
};

// `written` as a value of the type that `like` has. `what` names the parameter in messages.
std::variant<language::ParameterValue, Objection> convert(const json::Value& written,
                                                          const language::ParameterValue& like,
                                                          const std::string& what);

// `text`, `a number`, `a list`: what a JSON value is.
std::string_view word_for(const json::Value& value);

}  // namespace paycheck
