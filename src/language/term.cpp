// SPDX-License-Identifier: Apache-2.0
// A term is an atom and a path. An absent value's place is the nearest enclosing value that exists.

#include "evaluator.hpp"

namespace paycheck::language {

Operand Evaluator::step(const Operand& base, std::span<const std::string_view> steps_left) {
  Operand at = base;
  for (std::size_t i = 0; i < steps_left.size(); ++i) {
    if (at.value.is_absent()) {
      std::vector<std::string_view> rest(at.proof.missing.begin(), at.proof.missing.end());
      rest.insert(rest.end(), steps_left.begin() + static_cast<std::ptrdiff_t>(i),
                  steps_left.end());
      at.proof.missing = scratch->copy(std::span<const std::string_view>(rest));
      return at;
    }
    const Stack& owner = stack_of(at.value.place());
    Value next = at.value.element()
                     ? at.value.element()->stack->step(*at.value.element(), steps_left[i])
                     : owner.step(at.value, steps_left[i]);
    if (next.is_absent()) {
      at.value = next;
      at.proof.missing = steps_left.subspan(i);
      at.proof.firm = false;
      at.items = nullptr;
      return at;
    }
    if (next.place()) at.proof.place = next.place();
    at.proof.firm = static_cast<bool>(next.place());
    at.proof.missing = {};
    at.value = next;
    at.items = nullptr;
    at.key = {};
    if (next.is_unknown()) return at;
  }
  return at;
}

Operand Evaluator::text_of(const Term& text) {
  if (text.parts.empty()) return {Value::text(text.text), {}, nullptr, {}};
  std::vector<terraform::TextPiece> pieces;
  for (const TextPart& part : text.parts) {
    if (!part.term) {
      pieces.push_back({part.text, nullptr});
      continue;
    }
    Value value = term(*part.term).value;
    if (value.is_absent()) return {value, {}, nullptr, {}};
    terraform::TextPiece single;
    switch (value.kind()) {
      case Value::Kind::Text:
        for (const terraform::TextPiece& piece : value.pieces(single)) pieces.push_back(piece);
        break;
      case Value::Kind::Unknown:
        pieces.push_back({{}, value.hole()});
        break;
      default:
        pieces.push_back({scratch->copy(printed(*this, {value, {}, nullptr, {}})), nullptr});
    }
  }
  return {
      Value::text(scratch->copy(std::span<const terraform::TextPiece>(pieces))), {}, nullptr, {}};
}

Operand Evaluator::term(const Term& term_) {
  ++state->steps;
  switch (term_.kind) {
    case Term::Kind::Variable:
      return followed(slots[term_.slot], term_);
    case Term::Kind::Parameter:
      return followed(state->parameters[term_.slot], term_);
    default:
      return followed(atom(term_), term_);
  }
}

Operand Evaluator::followed(const Operand& base, const Term& path) {
  return path.steps.empty() ? base : step(base, path.steps);
}

Operand Evaluator::atom(const Term& term_) {
  Operand atom;
  switch (term_.kind) {
    case Term::Kind::Variable:
    case Term::Kind::Parameter:
      break;
    case Term::Kind::Text:
      return text_of(term_);
    case Term::Kind::Number:
      atom.value = Value::number(term_.number);
      break;
    case Term::Kind::Bool:
      atom.value = Value::boolean(term_.truth);
      break;
    case Term::Kind::List: {
      std::vector<Item> members;
      for (const Term* item : term_.items) members.push_back({term(*item).value, {}, Truth::True});
      const Items* list = scratch->make<Items>(
          Items{scratch->copy(std::span<const Item>(members)), false, nullptr});
      atom.value = Value::list({}, false);
      atom.items = list;
      break;
    }
    case Term::Kind::Truth: {
      Verdict verdict = expr(*term_.expr);
      atom.value =
          verdict.truth == Truth::Unknown
              ? Value::unknown(verdict.blocker ? verdict.blocker
                                               : hole(terraform::Reason::ExpressionNotComputed, {},
                                                      verdict.proof.place))
              : Value::boolean(verdict.truth == Truth::True);
      atom.proof = verdict.proof;
      break;
    }
    case Term::Kind::Call: {
      std::size_t count = term_.items.size();
      auto* taken =
          static_cast<Operand*>(scratch->allocate(count * sizeof(Operand), alignof(Operand)));
      for (std::size_t i = 0; i < count; ++i) new (taken + i) Operand(term(*term_.items[i]));
      return term_.function->evaluate(*this, term_, std::span<const Operand>(taken, count));
    }
  }
  return atom;
}

Items Evaluator::items(const Operand& operand) {
  if (operand.items) return *operand.items;
  return stack_of(operand.value.place()).items(operand.value, *scratch);
}

}  // namespace paycheck::language
