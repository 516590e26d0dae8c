// SPDX-License-Identifier: Apache-2.0
// Quantifiers count the items for which `where` and body hold, each item with its own existence. A
// False `any` blames its nearest miss: the body of the first item that passed `where`.

#include "evaluator.hpp"

namespace paycheck::language {

namespace {

// What one pass over the items found.
struct Tally {
  std::uint32_t surely = 0;          // items with q True
  std::uint32_t maybe = 0;           // items with q Unknown
  std::uint32_t against_surely = 0;  // `all`: counterexamples
  std::uint32_t against_maybe = 0;
  const Hole* blocker = nullptr;  // first Unknown
  const Hole* against_blocker = nullptr;
  bool has_first = false, has_miss = false, has_against = false;
  Proof first, miss, against;  // first True body, nearest miss, first counterexample
  const Related* related = nullptr;
};

struct Source_ {
  bool open = false;
  const Hole* why = nullptr;
  Proof proof;  // the list, or nothing for a type
};

class Pass {
 public:
  Pass(Evaluator& evaluator, const Expr& expression)
      : evaluator_(evaluator), expression_(expression) {}

  // False: enough is known.
  bool item(const Operand& operand, Truth exists) {
    evaluator_.slots[expression_.slot] = operand;
    Truth p = exists;
    const Hole* why = exists == Truth::Unknown ? existence_hole(operand) : nullptr;
    if (expression_.where && p != Truth::False) {
      Verdict where = evaluator_.expr(*expression_.where);
      if (where.truth < p) why = where.blocker;
      p = p & where.truth;
    }
    if (p == Truth::False) return true;
    Verdict body;
    body.truth = Truth::True;
    body.proof = operand.proof;
    if (expression_.body) body = evaluator_.expr(*expression_.body);
    count(p, body, why ? why : body.blocker);
    return evaluator_.explaining || !decided();
  }

  Tally tally;

 private:
  const Hole* existence_hole(const Operand& operand) {
    const Element* element = operand.value.element();
    return evaluator_.hole(
        element ? terraform::Reason::CountUnknown : terraform::Reason::DynamicBlock,
        element ? element->address : std::string_view(), operand.proof.place);
  }

  void count(Truth p, const Verdict& body, const Hole* why) {
    Truth q = p & body.truth, against = p & !body.truth;
    if (q == Truth::True) ++tally.surely;
    if (q == Truth::Unknown) ++tally.maybe;
    if (against == Truth::True) ++tally.against_surely;
    if (against == Truth::Unknown) ++tally.against_maybe;
    if (q == Truth::True) note_first(body.proof);
    if (q == Truth::Unknown && !tally.blocker) tally.blocker = why;
    if (body.truth != Truth::True && !tally.has_miss) {
      tally.miss = body.proof;
      tally.has_miss = true;
    }
    if (against == Truth::True) note_against(body.proof);
    if (against == Truth::Unknown && !tally.against_blocker) tally.against_blocker = why;
  }

  void note_first(const Proof& proof) {
    if (!tally.has_first) {
      tally.first = proof;
      tally.has_first = true;
    } else if (evaluator_.explaining && expression_.quantity != Expr::Quantity::All) {
      tally.related = evaluator_.scratch->make<Related>(Related{proof, tally.related});
    }
  }

  void note_against(const Proof& proof) {
    if (!tally.has_against) {
      tally.against = proof;
      tally.has_against = true;
    } else if (evaluator_.explaining && expression_.quantity == Expr::Quantity::All) {
      tally.related = evaluator_.scratch->make<Related>(Related{proof, tally.related});
    }
  }

  bool decided() const {
    switch (expression_.quantity) {
      case Expr::Quantity::Any:
        return tally.surely > 0;
      case Expr::Quantity::All:
        return tally.against_surely > 0;
      default:
        return tally.surely > expression_.count;
    }
  }

  Evaluator& evaluator_;
  const Expr& expression_;
};

Truth at_least(std::uint32_t n, const Tally& tally, bool open) {
  if (tally.surely >= n) return Truth::True;
  if (tally.surely + tally.maybe < n && !open) return Truth::False;
  return Truth::Unknown;
}

Truth truth_of(const Expr& expression, const Tally& tally, bool open) {
  std::uint32_t n = expression.count;
  switch (expression.quantity) {
    case Expr::Quantity::Any:
      return at_least(1, tally, open);
    case Expr::Quantity::All:
      if (tally.against_surely > 0) return Truth::False;
      return tally.against_maybe > 0 || open ? Truth::Unknown : Truth::True;
    case Expr::Quantity::AtLeast:
      return at_least(n, tally, open);
    case Expr::Quantity::AtMost:
      return !at_least(n + 1, tally, open);
    case Expr::Quantity::Exactly:
      return at_least(n, tally, open) & !at_least(n + 1, tally, open);
  }
  return Truth::Unknown;
}

// Whom to blame (language page, 4.1). Without a list the subject is blamed, but only for want of
// anything better: the other part of an `or` may have a nearest miss.
Proof blame(const Expr& expression, const Tally& tally, Truth truth, const Proof& list,
            const Proof& subject) {
  Proof fallback = list.firm ? list : subject;
  fallback.firm = list.firm;
  if (expression.quantity == Expr::Quantity::All)
    return truth == Truth::False && tally.has_against ? tally.against : fallback;
  if (tally.has_first) return tally.first;
  if (tally.has_miss) return tally.miss;
  return fallback;
}

}  // namespace

Verdict Evaluator::quantified(const Expr& expression) {
  if (expression.mentions_outer || expression.source.type.empty() || suspicious || explaining)
    return quantify(expression);
  auto known = state->untied.find(&expression);
  if (known != state->untied.end()) return known->second;
  Restore<Arena*> keep(scratch, &state->arena);
  Verdict verdict = quantify(expression);
  state->untied.emplace(&expression, verdict);
  return verdict;
}

Verdict Evaluator::quantify(const Expr& expression) {
  Operand saved = slots[expression.slot];
  Pass pass(*this, expression);
  Source_ source;
  if (!expression.source.type.empty()) {
    Restore<std::uint32_t> deeper(depth, depth + 1);
    for (const Element* element :
         candidates(expression.source.type, expression.slot, expression.tie))
      if (exhausted() || !pass.item(bind(*element), element->exists)) break;
    if (suspicious) source.why = hidden_companion(expression.tie);
    source.open = source.why != nullptr;
  } else {
    Operand list = term(*expression.source.term);
    Items members = items(list);
    for (const Item& item : members.items)
      if (exhausted() || !pass.item(bind(item), item.exists)) break;
    source = {members.open, members.why, list.proof};
  }
  slots[expression.slot] = saved;

  Verdict verdict;
  verdict.truth = truth_of(expression, pass.tally, source.open);
  verdict.proof = blame(expression, pass.tally, verdict.truth, source.proof, slots[0].proof);
  verdict.related = pass.tally.related;
  if (verdict.truth == Truth::Unknown) {
    verdict.blocker = expression.quantity == Expr::Quantity::All ? pass.tally.against_blocker
                                                                 : pass.tally.blocker;
    if (!verdict.blocker) verdict.blocker = source.why;
    if (!verdict.blocker)
      verdict.blocker = hole(terraform::Reason::ExpressionNotComputed, {}, verdict.proof.place);
  }
  return verdict;
}

const Hole* Evaluator::hidden_companion(const Tie& tie) {
  const Element* near = slots[0].value.element();
  if (tie.kind == Tie::Kind::OtherRefersToOwn) return nullptr;
  if (tie.kind == Tie::Kind::OwnRefersToOther) {
    const Element* other = term(*tie.other).value.element();
    if (other) near = other;
  }
  if (!near) return nullptr;
  const Element* call = near->stack->opaque_call(*near);
  if (!call) return nullptr;
  suspect = hole(terraform::Reason::HiddenCompanion, call->address, call->place);
  return suspect;
}

}  // namespace paycheck::language
