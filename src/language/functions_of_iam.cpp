// SPDX-License-Identifier: Apache-2.0
// Functions that read policies: statements, what they cover, and whom their conditions leave.

#include "answers.hpp"
#include "functions.hpp"

namespace paycheck::language {

namespace {

// A truth whose place may be better than the argument's, and whose blocker is known.
Operand judged(Evaluator& evaluator, Truth truth, const Operand& argument, const Hole* why,
               const Value& better = {}) {
  Operand result = argument;
  result.items = nullptr;
  result.key = {};
  if (better.place()) result.proof = proof_at(better.place());
  if (truth != Truth::Unknown) {
    result.value = Value::boolean(truth == Truth::True);
    return result;
  }
  if (!why) why = argument.value.first_hole();
  if (!why) why = evaluator.hole(terraform::Reason::ExpressionNotComputed, {}, result.proof.place);
  result.value = Value::unknown(why);
  return result;
}

// The first hole in a statement, for answers that do not say what stands in the way.
const Hole* hole_of(const iam::Statement& s) {
  for (const Value* value : {&s.effect, &s.actions, &s.resources, &s.principals, &s.conditions})
    if (value->first_hole()) return value->first_hole();
  return nullptr;
}

const Hole* hole_of_field(const Value& record_value, std::string_view name) {
  const Value* field = record_value.field(name);
  return field ? field->first_hole() : nullptr;
}

bool is_record(const Operand& operand) {
  return operand.value.kind() == Value::Kind::Record;
}

template <class Ask>
Operand of_element(Evaluator& evaluator, const Operand& argument, Ask ask) {
  const Element* element = argument.value.element();
  return element ? of_items(evaluator, ask(*element), argument) : no_element(argument);
}

}  // namespace

Operand iam_written(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  std::array<std::string_view, 4> kinds;
  std::size_t count = 0;
  for (const Operand& kind : in.subspan(1))
    if (count < kinds.size()) kinds[count++] = kind.value.text();
  return of_element(evaluator, in[0], [&](const Element& element) {
    return evaluator.policies.written_records(element, std::span(kinds).first(count),
                                              *evaluator.scratch);
  });
}

Operand iam_effective(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  return of_element(evaluator, in[0], [&](const Element& element) {
    return evaluator.policies.effective_records(element);
  });
}

Operand iam_slips(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  return of_element(evaluator, in[0], [&](const Element& element) {
    return evaluator.policies.slip_records(element, in[1].value.text());
  });
}

Operand iam_holder(Evaluator&, const Term&, std::span<const Operand> in) {
  const Element* element = in[0].value.element();
  if (!element) return no_element(in[0]);
  bool holds = element->is_managed() &&
               (iam::holds_policy(element->type) || iam::attaches_policy(element->type));
  return same_proof(Value::boolean(holds), in[0]);
}

Operand iam_managed(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  return of_element(evaluator, in[0],
                    [&](const Element& element) { return evaluator.policies.managed(element); });
}

Operand iam_escalations(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  return of_element(evaluator, in[0], [&](const Element& element) {
    return evaluator.policies.escalations(element);
  });
}

Operand iam_everywhere(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (in[0].value.is_absent()) return same_proof(Value::boolean(false), in[0]);
  return from_truth(evaluator, iam::everywhere(in[0].value), in[0]);
}

Operand iam_includes(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (in[0].value.is_absent() || !in[1].value.is_known_text())
    return same_proof(Value::boolean(false), in[0]);
  return judged(evaluator, iam::includes(in[0].value, in[1].value.text()), in[0], nullptr);
}

Operand iam_covers(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (!is_record(in[0]) || in[1].value.is_absent() || in[2].value.is_absent())
    return judged(evaluator, in[0].value.is_unknown() ? Truth::Unknown : Truth::False, in[0],
                  nullptr);
  iam::Statement s = iam::statement_of(in[0].value);
  if (!in[1].value.is_known_text())
    return judged(evaluator, Truth::Unknown, in[0], in[1].value.first_hole());
  Truth covered = iam::covers(evaluator.stack, s, in[1].value.text(), in[2].value);
  return judged(evaluator, covered, in[0], hole_of(s));
}

Operand iam_narrowed(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (!is_record(in[0]))
    return judged(evaluator, in[0].value.is_unknown() ? Truth::Unknown : Truth::False, in[0],
                  nullptr);
  iam::Narrowing found = iam::narrowing(evaluator.stack, iam::statement_of(in[0].value));
  Truth narrowed = Truth::False;
  for (const Item& word : evaluator.items(in[1]).items)
    for (std::size_t i = 0; i < iam::dimensions; ++i)
      if (iam::to_string(static_cast<iam::Dimension>(i)) == word.value.text())
        narrowed = narrowed | found.by[i];
  const Value* conditions = in[0].value.field("conditions");
  return judged(evaluator, narrowed, in[0], found.why, conditions ? *conditions : Value());
}

Operand iam_anybody(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (!is_record(in[0]))
    return judged(evaluator, in[0].value.is_unknown() ? Truth::Unknown : Truth::False, in[0],
                  nullptr);
  Value who;
  const Hole* why = nullptr;
  Truth open = iam::anybody(evaluator.stack, iam::statement_of(in[0].value), &who, &why);
  return judged(evaluator, open, in[0], why, who);
}

Operand iam_deputy(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Value* id = in[0].value.field("id");
  return judged(evaluator, is_record(in[0]) ? iam::deputy(in[0].value) : Truth::Unknown, in[0],
                hole_of_field(in[0].value, "id"), id ? *id : Value());
}

Operand iam_own(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Value* id = in[0].value.field("id");
  Truth own = is_record(in[0]) ? iam::own(evaluator.stack, in[0].value) : Truth::Unknown;
  const Hole* why = hole_of_field(in[0].value, "id");
  if (!why)
    why = evaluator.hole(terraform::Reason::NotShownByThisInput, "account", in[0].proof.place);
  return judged(evaluator, own, in[0], why, id ? *id : Value());
}

Operand iam_stranger(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (!is_record(in[0])) return in[0];
  Value found = iam::stranger(evaluator.stack, iam::statement_of(in[0].value));
  return {found, found.place() ? proof_at(found.place()) : in[0].proof, nullptr, {}};
}

Operand iam_scopable(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (!is_record(in[0])) return in[0];
  iam::Statement s = iam::statement_of(in[0].value);
  return of_items(evaluator, iam::scopable(evaluator.stack, s, *evaluator.scratch), in[0]);
}

Operand iam_reads(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (!is_record(in[0])) return in[0];
  iam::Statement s = iam::statement_of(in[0].value);
  return of_items(evaluator, iam::reads(evaluator.stack, s, *evaluator.scratch), in[0]);
}

Operand iam_captures(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  return of_items(evaluator, iam::captures(in[0].value, *evaluator.scratch), in[0]);
}

Operand iam_starred(Evaluator&, const Term&, std::span<const Operand> in) {
  terraform::TextPiece single;
  bool star = false;
  if (in[0].value.kind() == Value::Kind::Text)
    for (const terraform::TextPiece& piece : in[0].value.pieces(single)) {
      std::string_view text = piece.hole ? std::string_view() : piece.text;
      for (std::size_t at = text.find_first_of("*?"); at != std::string_view::npos;
           at = text.find_first_of("*?", at + 1))
        // `${*}` and `${?}` are how a policy writes the characters themselves.
        star = star || !(at >= 2 && text.substr(at - 2, 2) == "${");
    }
  return same_proof(Value::boolean(star), in[0]);
}

// The parts of an ARN. What a hole may be stands as unknown in its part; a text that is no ARN, or
// of which that is not known, has no parts.
Operand arn(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (in[0].value.is_absent() || in[0].value.is_unknown()) return in[0];
  if (in[0].value.kind() != Value::Kind::Text) return same_proof(Value::absent(), in[0]);
  std::array<std::vector<terraform::TextPiece>, 6> parts;
  std::size_t at = 0;
  terraform::TextPiece single;
  for (const terraform::TextPiece& piece : in[0].value.pieces(single)) {
    if (piece.hole) {
      parts[at].push_back(piece);
      continue;
    }
    std::string_view rest = piece.text;
    while (true) {
      std::size_t end = at < 5 ? std::min(rest.find(':'), rest.size()) : rest.size();
      if (end > 0) parts[at].push_back({rest.substr(0, end), nullptr});
      if (end == rest.size()) break;
      rest.remove_prefix(end + 1);
      ++at;
    }
  }
  bool is_arn = at == 5 && parts[0].size() == 1 && parts[0][0].text == "arn";
  if (!is_arn) return same_proof(Value::absent(), in[0]);
  constexpr std::string_view names[] = {"",       "partition", "service",
                                        "region", "account",   "resource"};
  std::vector<terraform::Entry> fields;
  json::Place place = in[0].value.place();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    Value part =
        parts[i].empty() ? Value::text("", place)
        : parts[i].size() == 1 && !parts[i][0].hole
            ? Value::text(parts[i][0].text, place)
            : Value::text(evaluator.scratch->copy(std::span<const terraform::TextPiece>(parts[i])),
                          place);
    fields.push_back({names[i], evaluator.scratch->make<Value>(part)});
  }
  return same_proof(
      Value::record(evaluator.scratch->copy(std::span<const terraform::Entry>(fields)), place),
      in[0]);
}

}  // namespace paycheck::language
