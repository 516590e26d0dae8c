// SPDX-License-Identifier: Apache-2.0
// Templates from elsewhere, with a closed set of names.
#include "paycheck/expression.hpp"

namespace paycheck::expression {
namespace {

constexpr int most_levels = 8;

}  // namespace

Outcome render(std::string_view text, const Value& variables, Context& context) {
  if (context.level >= most_levels) return context.too_large(Type::string());
  Checked<Expression> expression = parse(text, Form::Template);
  if (!expression && expression.error().too_large) return context.too_large(Type::string());
  if (!expression) return Failure{"no template: " + expression.error().message};
  Scope scope = [&](const Traversal& traversal) -> std::variant<Resolved, Failure> {
    if (const Value* found = variables.find(traversal.root)) return Resolved{*found, 0};
    return Failure{"the template's variables have no \"" + std::string(traversal.root) + "\""};
  };
  ++context.level;
  Checked<Value> value = evaluate(*expression, scope, context);
  --context.level;
  if (value) return *value;
  if (value.error().too_large) return context.too_large(Type::string());
  return Failure{"in the template: " + value.error().message};
}

}  // namespace paycheck::expression
