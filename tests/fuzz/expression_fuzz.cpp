// SPDX-License-Identifier: Apache-2.0
// Arbitrary text as an expression and as a template: what parses has its references in text order,
// errors lie in the text, and evaluation ends; where a value is wholly known, so is its JSON.

#include <cstdlib>

#include "paycheck/expression.hpp"

using namespace paycheck::expression;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check(std::string_view text, Form form) {
  Checked<Expression> read = parse(text, form);
  if (!read) {
    require(!read.error().message.empty() && read.error().begin <= read.error().end);
    require(read.error().begin <= text.size());
    return;
  }
  for (const Traversal& traversal : references(*read))
    require(text.substr(traversal.begin).starts_with(traversal.text));
  Context context;
  context.limits = {100'000, 1 << 20};
  Scope scope =
      [](const Traversal& traversal) -> std::variant<Resolved, paycheck::expression::Failure> {
    if (traversal.root == "no") return paycheck::expression::Failure{"no such name"};
    auto why = std::make_shared<Why>(Why{Reason::Reference, std::string(traversal.text), {}});
    return Resolved{Value::unknown(Type::any(), why).with_sensitive(traversal.root == "s"), 0};
  };
  Checked<Value> value = evaluate(*read, scope, context);
  if (!value || value->weight() > (1u << 22)) return;
  require(value->is_wholly_known() == !value->why());
  require(!value->revealed().holds_sensitive());
  Outcome json = to_json(*value);
  if (json && value->is_wholly_known()) {
    require(json->is_known());
    Outcome back = from_json(json->text());
    require(static_cast<bool>(back));
    if (back->is_wholly_known()) require(to_json(*back)->text() == json->text());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  check(text, Form::Expression);
  check(text, Form::Template);
  check(text, Form::Line);
  parse_type(text);
  return 0;
}
