// SPDX-License-Identifier: Apache-2.0
// A walk over a check's tree; its depth is bounded by the parser's nesting limit.

#include "mentions.hpp"

#include <algorithm>

namespace paycheck::language {

bool mentions(const Term& term, std::uint32_t from, std::uint32_t to) {
  if (term.kind == Term::Kind::Variable && term.slot >= from && term.slot < to) return true;
  if (term.expr && mentions(*term.expr, from, to)) return true;
  auto in_part = [&](const TextPart& part) { return part.term && mentions(*part.term, from, to); };
  auto in_item = [&](const Term* item) { return mentions(*item, from, to); };
  return std::any_of(term.parts.begin(), term.parts.end(), in_part) ||
         std::any_of(term.items.begin(), term.items.end(), in_item);
}

bool mentions(const Expr& expr, std::uint32_t from, std::uint32_t to) {
  auto in_term = [&](const Term* term) { return term && mentions(*term, from, to); };
  auto in_expr = [&](const Expr* part) { return part && mentions(*part, from, to); };
  return in_term(expr.left) || in_term(expr.right) || in_term(expr.source.term) ||
         in_expr(expr.where) || in_expr(expr.body) ||
         std::any_of(expr.parts.begin(), expr.parts.end(), in_expr);
}

}  // namespace paycheck::language
