// SPDX-License-Identifier: Apache-2.0
// What a verdict hangs on: to turn an `or` that holds, all parts that hold must go; to turn an
// `and`, one is enough; `any` is an `or` of its items, `all` an `and`, and what does not hold is
// the other way round.

#include "deciders.hpp"

#include <algorithm>

#include "walk.hpp"

namespace paycheck::language {

namespace {

using Ways = std::vector<Cut>;

void append(Ways& ways, Ways more) {
  std::move(more.begin(), more.end(), std::back_inserter(ways));
}

// All parts turn at once: the i-th way of each, or its last one.
Ways together(const std::vector<Ways>& parts) {
  std::size_t count = 0;
  for (const Ways& part : parts) {
    if (part.empty()) return {};
    count = std::max(count, part.size());
  }
  Ways ways(count);
  for (std::size_t i = 0; i < count; ++i)
    for (const Ways& part : parts) {
      const Cut& cut = part[std::min(i, part.size() - 1)];
      ways[i].insert(ways[i].end(), cut.begin(), cut.end());
    }
  return ways;
}

std::optional<ParameterValue> literal_of(const Term& term) {
  switch (term.kind) {
    case Term::Kind::Text:
      if (term.parts.empty()) return ParameterValue{std::string(term.text)};
      return std::nullopt;
    case Term::Kind::Number:
      return ParameterValue{term.number};
    case Term::Kind::Bool:
      return ParameterValue{term.truth};
    default:
      return std::nullopt;
  }
}

struct Literals {
  std::vector<ParameterValue> all;
  void add(ParameterValue value) {
    if (std::find(all.begin(), all.end(), value) == all.end()) all.push_back(std::move(value));
  }
  void visit(const Expr&) {}
  void leave(const Expr&) {}
  void visit(const Term& term) {
    if (auto literal = literal_of(term)) add(std::move(*literal));
  }
};

std::vector<ParameterValue> literals_in(const Expr* expression) {
  Literals literals;
  Walk<Literals>(literals).expr(expression);
  return literals.all;
}

class Turner {
 public:
  Turner(Evaluator& evaluator, const CheckTree& check) : evaluator_(evaluator), check_(check) {}

  Ways ways(const Expr& expression) {
    Truth truth = evaluator_.expr(expression).truth;
    if (truth == Truth::Unknown) return {};
    switch (expression.op) {
      case Expr::Op::Not:
        return ways(*expression.parts[0]);
      case Expr::Op::And:
      case Expr::Op::Or:
        return of_parts(expression, truth);
      case Expr::Op::Quantified:
        return of_items(expression, truth);
      case Expr::Op::Bare:
        if (expression.left->kind == Term::Kind::Truth && expression.left->steps.empty())
          return ways(*expression.left->expr);
        return leaf(expression, truth);
      default:
        return leaf(expression, truth);
    }
  }

 private:
  Ways of_parts(const Expr& expression, Truth truth) {
    bool all_must_turn = (expression.op == Expr::Op::Or) == (truth == Truth::True);
    std::vector<Ways> each;
    for (const Expr* part : expression.parts)
      if (evaluator_.expr(*part).truth == truth) each.push_back(ways(*part));
    return joined(each, all_must_turn);
  }

  static Ways joined(std::vector<Ways>& each, bool all_must_turn) {
    if (all_must_turn) return together(each);
    Ways result;
    for (Ways& part : each) append(result, std::move(part));
    return result;
  }

  Ways of_items(const Expr& expression, Truth truth) {
    bool all_must_turn = (expression.quantity == Expr::Quantity::All) != (truth == Truth::True);
    std::vector<Ways> each;
    Operand saved = evaluator_.slots[expression.slot];
    for (const Operand& item : items_of(expression)) {
      evaluator_.slots[expression.slot] = item;
      if (expression.where && evaluator_.expr(*expression.where).truth != Truth::True) continue;
      if (expression.body && evaluator_.expr(*expression.body).truth != truth) continue;
      each.push_back(expression.body ? ways(*expression.body) : Ways{{decider(item.proof, truth)}});
    }
    evaluator_.slots[expression.slot] = saved;
    return joined(each, all_must_turn);
  }

  std::vector<Operand> items_of(const Expr& expression) {
    std::vector<Operand> result;
    if (!expression.source.type.empty()) {
      Restore<std::uint32_t> deeper(evaluator_.depth, evaluator_.depth + 1);
      for (const Element* element :
           evaluator_.candidates(expression.source.type, expression.slot, expression.tie))
        result.push_back(evaluator_.bind(*element));
    } else {
      Items members = evaluator_.items(evaluator_.term(*expression.source.term));
      for (const Item& item : members.items) result.push_back(evaluator_.bind(item));
    }
    return result;
  }

  Ways leaf(const Expr& expression, Truth truth) {
    Ways result;
    std::vector<Proof> proofs = {evaluator_.expr(expression).proof};
    bool compares = expression.op == Expr::Op::Compare;
    if (compares)
      proofs = {evaluator_.term(*expression.left).proof, evaluator_.term(*expression.right).proof};
    for (const Proof& proof : proofs) {
      if (!proof.place) continue;
      Decider one = decider(proof, truth);
      one.literals = literals_for(expression, truth);
      one.only_exists = expression.op == Expr::Op::Exists;
      one.is_key = is_call(*expression.left, "key");
      result.push_back({std::move(one)});
    }
    return result;
  }

  static bool is_call(const Term& term, std::string_view name) {
    return term.kind == Term::Kind::Call && term.text == name;
  }

  // With which literals of the check the leaf may turn: to make it hold, its own; else those that
  // stand elsewhere.
  std::vector<ParameterValue> literals_for(const Expr& expression, Truth truth) const {
    const Term& left = *expression.left;
    bool is_written =
        left.kind != Term::Kind::Call || is_call(left, "key") || is_call(left, "default");
    bool equals =
        expression.op == Expr::Op::In ||
        (expression.op == Expr::Op::Compare && expression.comparison == Expr::Comparison::Equal);
    std::vector<ParameterValue> own = literals_in(&expression);
    if (truth == Truth::False) return is_written && equals ? own : std::vector<ParameterValue>();
    std::vector<ParameterValue> others = literals_in(check_.claim);
    if (equals)
      std::erase_if(others, [&](const ParameterValue& literal) {
        return std::find(own.begin(), own.end(), literal) != own.end();
      });
    return is_written ? others : std::vector<ParameterValue>();
  }

  Decider decider(const Proof& proof, Truth truth) const {
    Decider result;
    result.evidence = {
        proof.place, {proof.missing.begin(), proof.missing.end()}, proof.trail, proof.assumed};
    result.holds = truth == Truth::True;
    return result;
  }

  Evaluator& evaluator_;
  const CheckTree& check_;
};

}  // namespace

std::vector<Cut> ways_to_turn(Evaluator& evaluator, const CheckTree& check,
                              const Expr& expression) {
  Ways ways = Turner(evaluator, check).ways(expression);
  std::erase_if(ways, [](const Cut& cut) {
    return cut.empty() || std::any_of(cut.begin(), cut.end(), [](const Decider& decider) {
             return !decider.evidence.place;
           });
  });
  return ways;
}

}  // namespace paycheck::language
