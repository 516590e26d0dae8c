// SPDX-License-Identifier: Apache-2.0
// A tie joins the quantified variable with variables bound outside. References are looked up most
// narrowly, equal values next, alternatives and lists last.

#include "ties.hpp"

namespace paycheck::language {

namespace {

int cost(Tie::Kind kind) {
  switch (kind) {
    case Tie::Kind::OwnRefersToOther:
    case Tie::Kind::OtherRefersToOwn:
      return 0;
    case Tie::Kind::Equal:
      return 1;
    case Tie::Kind::AnyOf:
    case Tie::Kind::Either:
      return 2;
    case Tie::Kind::None:
      break;
  }
  return 3;
}

class Finder {
 public:
  Finder(std::uint32_t slot, Arena& arena) : slot_(slot), arena_(arena) {}

  // The best tie that must hold if `expr` does.
  Tie find(const Expr& expr) const {
    switch (expr.op) {
      case Expr::Op::And:
        return best(expr);
      case Expr::Op::Or:
        return either(expr);
      case Expr::Op::Quantified:
        return any_of(expr);
      case Expr::Op::RefersTo:
        return reference(expr);
      case Expr::Op::Compare:
        return equality(expr);
      default:
        return {};
    }
  }

 private:
  bool is_own(const Term& term) const {
    return term.kind == Term::Kind::Variable && term.slot == slot_;
  }
  bool is_own_path(const Term& term) const { return is_own(term) && !term.steps.empty(); }
  bool is_own_text(const Term& term) const {
    return is_own_path(term) || (term.kind == Term::Kind::Text && term.mentions == 1ull << slot_);
  }
  bool is_other(const Term& term) const {
    return term.mentions != 0 && (term.mentions >> slot_ & 1) == 0;
  }

  Tie best(const Expr& expr) const {
    Tie found;
    for (const Expr* part : expr.parts)
      if (Tie tie = find(*part); cost(tie.kind) < cost(found.kind)) found = tie;
    return found;
  }

  Tie either(const Expr& expr) const {
    std::vector<Tie> ties;
    for (const Expr* part : expr.parts) {
      ties.push_back(find(*part));
      if (ties.back().kind == Tie::Kind::None) return {};
    }
    return {Tie::Kind::Either, nullptr, nullptr, nullptr, arena_.copy(std::span<const Tie>(ties))};
  }

  Tie any_of(const Expr& expr) const {
    bool outer_list =
        expr.quantity == Expr::Quantity::Any && expr.source.term && is_other(*expr.source.term);
    if (!outer_list) return {};
    Tie inner = expr.body ? find(*expr.body) : Tie();
    if (inner.kind == Tie::Kind::None && expr.where) inner = find(*expr.where);
    if (inner.kind == Tie::Kind::None) return {};
    return {Tie::Kind::AnyOf, nullptr, nullptr, &expr,
            arena_.copy(std::span<const Tie>(&inner, 1))};
  }

  Tie reference(const Expr& expr) const {
    if (is_own_path(*expr.left) && is_other(*expr.right))
      return {Tie::Kind::OwnRefersToOther, expr.left, expr.right, nullptr, {}};
    if (is_own(*expr.right) && expr.right->steps.empty() && is_other(*expr.left))
      return {Tie::Kind::OtherRefersToOwn, expr.right, expr.left, nullptr, {}};
    return {};
  }

  Tie equality(const Expr& expr) const {
    if (expr.comparison != Expr::Comparison::Equal) return {};
    if (is_own_text(*expr.left) && is_other(*expr.right))
      return {Tie::Kind::Equal, expr.left, expr.right, nullptr, {}};
    if (is_own_text(*expr.right) && is_other(*expr.left))
      return {Tie::Kind::Equal, expr.right, expr.left, nullptr, {}};
    return {};
  }

  std::uint32_t slot_;
  Arena& arena_;
};

}  // namespace

const Expr* tied_by(const Expr& quantified) {
  if (quantified.source.type.empty()) return nullptr;
  if (quantified.where) return quantified.where;
  return quantified.quantity == Expr::Quantity::All ? nullptr : quantified.body;
}

Tie tie_of(const Expr& quantified, Arena& arena) {
  const Expr* judged = tied_by(quantified);
  return judged ? Finder(quantified.slot, arena).find(*judged) : Tie();
}

Tie tie_of(const Each& each, Arena& arena) {
  if (each.source.type.empty() || !each.where) return {};
  return Finder(each.slot, arena).find(*each.where);
}

}  // namespace paycheck::language
