// SPDX-License-Identifier: Apache-2.0
// JSON inside a text: read where the whole text stands in one string, so that every value keeps its
// place. Texts that an expression makes are not read.

#include "state.hpp"

namespace paycheck {

namespace {
using terraform::Hole;
using terraform::Reason;
using terraform::Value;
}  // namespace

terraform::Value Stack::read_json(const Value& text) const {
  State& s = *state_;
  if (text.is_absent()) return text;
  json::Place at = s.origin(text.place(), true);
  auto fail = [&](Reason reason) {
    if (text.is_unknown()) return text;
    std::string_view written = at && at.value->is_string() ? at.value->text() : std::string_view();
    return s.unknown(reason, Hole::Carries::Mentioned, written, text.place());
  };
  if (text.kind() != Value::Kind::Text && !text.is_unknown()) return fail(Reason::TextIsNotJson);
  if (!at || !at.value->is_string()) return fail(Reason::TextIsNotJson);
  if (at.value->has_template()) {
    const terraform::Template& parts = s.parsed(*at.value);
    if (!parts.error.empty()) return fail(Reason::ExpressionNotComputed);
    if (parts.is_expression()) return fail(Reason::FunctionUnsupported);
  }
  auto nested = at.document->nested(*at.value);
  if (!nested) return fail(Reason::TextIsNotJson);
  const json::Document* document = *nested;
  return s.value({document, &document->root(), nullptr}, nullptr, false);
}

}  // namespace paycheck
