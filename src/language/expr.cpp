// SPDX-License-Identifier: Apache-2.0
// Kleene logic with blame: each form knows which of its parts decided it (language page, 1.5
// and 4.1).

#include "evaluator.hpp"

namespace paycheck::language {

namespace {

const Hole* blocker_of(const Operand& left, const Operand& right) {
  if (const Hole* hole = left.value.first_hole()) return hole;
  return right.value.first_hole();
}

// "left if firm; else right if firm; else left's enclosing value"
const Proof& blamed(const Operand& left, const Operand& right) {
  if (left.proof.firm) return left.proof;
  if (right.proof.firm) return right.proof;
  return left.proof.place ? left.proof : right.proof;
}

// The trail of either side belongs to the verdict.
Proof with_trails(Proof proof, const Operand& left, const Operand& right) {
  if (!proof.trail) proof.trail = left.proof.trail ? left.proof.trail : right.proof.trail;
  if (proof.assumed.empty())
    proof.assumed = left.proof.assumed.empty() ? right.proof.assumed : left.proof.assumed;
  return proof;
}

std::optional<double> number_of(const Value& value) {
  if (value.kind() == Value::Kind::Number) return value.number();
  if (value.is_known_text()) return terraform::to_number(value.text());
  return std::nullopt;
}

Truth ordered(Expr::Comparison comparison, const Value& left, const Value& right) {
  if (left.is_absent() || right.is_absent()) return Truth::False;
  if (left.first_hole() || right.first_hole()) return Truth::Unknown;
  auto a = number_of(left), b = number_of(right);
  if (!a || !b) return Truth::False;
  switch (comparison) {
    case Expr::Comparison::Less:
      return truth(*a < *b);
    case Expr::Comparison::LessEqual:
      return truth(*a <= *b);
    case Expr::Comparison::Greater:
      return truth(*a > *b);
    default:
      return truth(*a >= *b);
  }
}

}  // namespace

Verdict Evaluator::expr(const Expr& expression) {
  ++state->steps;
  switch (expression.op) {
    case Expr::Op::Or:
      return either(expression);
    case Expr::Op::And:
      return both(expression);
    case Expr::Op::Not: {
      Verdict verdict = expr(*expression.parts[0]);
      verdict.truth = !verdict.truth;
      return verdict;
    }
    case Expr::Op::Quantified:
      return quantified(expression);
    case Expr::Op::Compare:
      return compare(expression);
    case Expr::Op::In:
      return member(expression);
    case Expr::Op::RefersTo:
      return refers(expression);
    case Expr::Op::Matches:
      return matches(expression);
    case Expr::Op::Exists:
      return exists(expression);
    case Expr::Op::Bare:
      return bare(expression);
  }
  return {};
}

Verdict Evaluator::both(const Expr& expression) {
  Verdict result;
  bool any = false;
  for (const Expr* part : expression.parts) {
    Verdict verdict = expr(*part);
    if (verdict.truth == Truth::False) return verdict;
    if (!any) {
      result = verdict;
      any = true;
      continue;
    }
    if (verdict.truth < result.truth) {
      result = verdict;
    } else if (verdict.truth == result.truth && verdict.truth == Truth::True &&
               (verdict.proof.firm || !result.proof.firm)) {
      const Related* related = result.related;
      result = verdict;
      if (!result.related) result.related = related;
    }
  }
  return result;
}

Verdict Evaluator::either(const Expr& expression) {
  Verdict unknown, first_false;
  bool any_unknown = false, any_false = false;
  for (const Expr* part : expression.parts) {
    Verdict verdict = expr(*part);
    if (verdict.truth == Truth::True) return verdict;
    if (verdict.truth == Truth::Unknown && !any_unknown) {
      unknown = verdict;
      any_unknown = true;
    } else if (verdict.truth == Truth::False &&
               (!any_false || (verdict.proof.firm && !first_false.proof.firm))) {
      first_false = verdict;
      any_false = true;
    }
  }
  return any_unknown ? unknown : first_false;
}

Verdict Evaluator::compare(const Expr& expression) {
  Operand left = term(*expression.left), right = term(*expression.right);
  Verdict verdict;
  switch (expression.comparison) {
    case Expr::Comparison::Equal:
    case Expr::Comparison::NotEqual: {
      Truth same = left.value.is_absent() || right.value.is_absent()
                       ? Truth::False
                       : stack_of(left.value.place()).equal(left.value, right.value);
      verdict.truth = expression.comparison == Expr::Comparison::Equal ? same : !same;
      break;
    }
    default:
      verdict.truth = ordered(expression.comparison, left.value, right.value);
  }
  verdict.proof = with_trails(blamed(left, right), left, right);
  if (verdict.truth == Truth::Unknown) verdict.blocker = blocker_of(left, right);
  return verdict;
}

// A known key in a map made by a function: no need to unfold the map.
std::optional<Truth> Evaluator::key_of_map(const Value& key, const Value& map) {
  if (!key.is_known_text() || map.kind() != Value::Kind::Map || map.is_written())
    return std::nullopt;
  if (map.field(key.text())) return Truth::True;
  return map.open() ? Truth::Unknown : Truth::False;
}

const Hole* Evaluator::hole_of_open_map(const Operand& map) {
  Items members = items(map);
  return members.why ? members.why : hole(terraform::Reason::SuffixOrTagsOpen, {}, map.proof.place);
}

Verdict Evaluator::member(const Expr& expression) {
  Operand left = term(*expression.left), right = term(*expression.right);
  Verdict verdict;
  verdict.proof =
      with_trails(left.proof.firm || !right.proof.place ? left.proof : right.proof, left, right);
  if (left.value.is_absent() || right.value.is_absent()) return verdict;
  if (right.value.is_unknown()) {
    verdict.truth = Truth::Unknown;
    verdict.blocker = right.value.hole();
    return verdict;
  }
  if (auto found = key_of_map(left.value, right.value)) {
    verdict.truth = *found;
    if (*found == Truth::Unknown) verdict.blocker = hole_of_open_map(right);
    return verdict;
  }
  bool keys = right.value.kind() == Value::Kind::Map;
  Items list = items(right);
  const Hole* unknown =
      list.open
          ? (list.why ? list.why : hole(terraform::Reason::SuffixOrTagsOpen, {}, right.proof.place))
          : nullptr;
  for (const Item& item : list.items) {
    Value member_value = keys ? Value::text(item.key) : item.value;
    if (member_value.is_absent()) continue;
    Truth same = stack.equal(left.value, member_value);
    if (same == Truth::True && item.exists == Truth::True) {
      verdict.truth = Truth::True;
      if (!left.proof.firm && item.value.place()) verdict.proof = proof_at(item.value.place());
      return verdict;
    }
    if (same != Truth::False && item.exists != Truth::False && !unknown) {
      const Hole* own = left.value.first_hole();
      unknown = own ? own : member_value.first_hole();
      if (!unknown) unknown = hole(terraform::Reason::DynamicBlock, {}, item.value.place());
    }
  }
  if (unknown) {
    verdict.truth = Truth::Unknown;
    verdict.blocker = left.value.first_hole() ? left.value.first_hole() : unknown;
  }
  return verdict;
}

Verdict Evaluator::refers(const Expr& expression) {
  Operand left = term(*expression.left), right = term(*expression.right);
  Verdict verdict;
  verdict.proof = blamed(left, right);
  if (left.value.is_absent()) return verdict;
  const Element* target = right.value.element();
  if (!target) {
    if (right.value.is_unknown()) {
      verdict.truth = Truth::Unknown;
      verdict.blocker = right.value.hole();
    }
    return verdict;
  }
  const TrailStep* trail = nullptr;
  verdict.truth = target->stack->refers(left.value, *target, explaining ? &trail : nullptr);
  if (trail) verdict.proof.trail = trail;
  if (verdict.truth == Truth::Unknown) {
    verdict.blocker = left.value.first_hole();
    if (!verdict.blocker)
      verdict.blocker =
          hole(terraform::Reason::ExpressionNotComputed, target->address, left.proof.place);
  }
  return verdict;
}

Verdict Evaluator::exists(const Expr& expression) {
  Operand operand = term(*expression.left);
  Verdict verdict;
  verdict.proof = operand.proof;
  verdict.truth = truth(!operand.value.is_absent());
  if (!operand.value.is_unknown()) return verdict;
  const Hole* hole_ = operand.value.hole();
  // What AWS makes for a resource is there once the resource is.
  const Element* source = hole_->source;
  if (source && source->row && source->is_managed() && hole_->carries == Hole::Carries::Nothing)
    return verdict;
  if (hole_->reason == terraform::Reason::VariableWithoutValue &&
      hole_->expression.starts_with("var.")) {
    std::string address = "variable." + std::string(hole_->expression.substr(4));
    const Element* variable = stack.find(address);
    const json::Value* nullable = variable ? variable->place.value->find("nullable") : nullptr;
    if (nullable && nullable->kind() == json::Kind::False) return verdict;
  }
  verdict.truth = Truth::Unknown;
  verdict.blocker = hole_;
  return verdict;
}

Verdict Evaluator::bare(const Expr& expression) {
  if (expression.left->kind == Term::Kind::Truth && expression.left->steps.empty())
    return expr(*expression.left->expr);
  Operand operand = term(*expression.left);
  Verdict verdict;
  verdict.proof = operand.proof;
  const Value& value = operand.value;
  if (value.is_absent()) return verdict;
  if (value.kind() == Value::Kind::Bool) {
    verdict.truth = truth(value.boolean());
  } else if (value.is_known_text() && (value.text() == "true" || value.text() == "false")) {
    verdict.truth = truth(value.text() == "true");
  } else {
    verdict.truth = Truth::Unknown;
    verdict.blocker = value.first_hole();
    if (!verdict.blocker)
      verdict.blocker = hole(terraform::Reason::ExpressionNotComputed, {}, operand.proof.place);
  }
  return verdict;
}

}  // namespace paycheck::language
