// SPDX-License-Identifier: Apache-2.0
// `matches` is RE2's full match. A text with holes is decided where the pattern is literal text
// with
// `.*` at its ends; else it may or may not match.

#include "evaluator.hpp"
#include "pattern.hpp"

namespace paycheck::language {

namespace {

struct LiteralPattern {
  bool any_before = false, any_after = false;
  std::string text;
};

// A pattern that is literal text, perhaps with `.*` before and after.
std::optional<LiteralPattern> literal_pattern(std::string_view pattern) {
  LiteralPattern result;
  if (pattern.starts_with(".*")) {
    result.any_before = true;
    pattern.remove_prefix(2);
  }
  if (pattern.ends_with(".*") && !pattern.ends_with("\\.*")) {
    result.any_after = true;
    pattern.remove_suffix(2);
  }
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    if (c == '\\') {
      if (++i == pattern.size()) return std::nullopt;
      c = pattern[i];
      if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
        return std::nullopt;
    } else if (std::string_view(".[](){}*+?|^$").find(c) != std::string_view::npos) {
      return std::nullopt;
    }
    result.text += c;
  }
  return result;
}

const Hole* any_text() {
  static const Hole anything{};
  return &anything;
}

// Whether `pieces` surely match, cannot match, or may.
Truth match_pieces(const LiteralPattern& pattern, std::span<const terraform::TextPiece> pieces) {
  if (pattern.any_before && pattern.any_after)
    for (const terraform::TextPiece& piece : pieces)
      if (!piece.hole && piece.text.find(pattern.text) != std::string_view::npos)
        return Truth::True;
  if (!pattern.any_before && pattern.any_after && !pieces.empty() && !pieces.front().hole &&
      pieces.front().text.starts_with(pattern.text))
    return Truth::True;
  if (pattern.any_before && !pattern.any_after && !pieces.empty() && !pieces.back().hole &&
      pieces.back().text.ends_with(pattern.text))
    return Truth::True;
  std::vector<terraform::TextPiece> shape;
  if (pattern.any_before) shape.push_back({{}, any_text()});
  shape.push_back({pattern.text, nullptr});
  if (pattern.any_after) shape.push_back({{}, any_text()});
  return terraform::same_text(shape, pieces) == Truth::False ? Truth::False : Truth::Unknown;
}

}  // namespace

Verdict Evaluator::matches(const Expr& expression) {
  Operand operand = term(*expression.left);
  Verdict verdict;
  verdict.proof = operand.proof;
  const Pattern& pattern = state->tree->patterns[expression.pattern];
  const Value& value = operand.value;
  if (value.is_absent()) return verdict;
  if (value.is_known_text() || value.kind() == Value::Kind::Number ||
      value.kind() == Value::Kind::Bool) {
    std::string text = value.is_known_text() ? std::string(value.text()) : printed(*this, operand);
    verdict.truth = truth(re2::RE2::FullMatch(text, compiled(pattern)));
    return verdict;
  }
  if (value.kind() == Value::Kind::Text) {
    terraform::TextPiece single;
    auto literal = literal_pattern(pattern.text);
    verdict.truth = literal ? match_pieces(*literal, value.pieces(single)) : Truth::Unknown;
  } else {
    verdict.truth = value.is_unknown() ? Truth::Unknown : Truth::False;
  }
  if (verdict.truth == Truth::Unknown) verdict.blocker = value.first_hole();
  return verdict;
}

}  // namespace paycheck::language
