// SPDX-License-Identifier: Apache-2.0
#pragma once

// Visits every expression and term of a check once, parents first, in text order. Depth is bounded
// by the parser.

#include "check.hpp"

namespace paycheck::language {

// `Visitor` has `visit` for expressions and for terms, and `leave` for expressions.
template <class Visitor>
class Walk {
 public:
  explicit Walk(Visitor& visitor) : visitor_(visitor) {}

  void expr(const Expr* expr) {
    if (!expr) return;
    visitor_.visit(*expr);
    for (const Expr* part : expr->parts) this->expr(part);
    term(expr->left);
    term(expr->right);
    term(expr->source.term);
    this->expr(expr->where);
    this->expr(expr->body);
    visitor_.leave(*expr);
  }

  void term(const Term* term) {
    if (!term) return;
    visitor_.visit(*term);
    for (const TextPart& part : term->parts) this->term(part.term);
    for (const Term* item : term->items) this->term(item);
    expr(term->expr);
  }

 private:
  Visitor& visitor_;
};

}  // namespace paycheck::language
