// SPDX-License-Identifier: Apache-2.0
// Functions that need nothing but their arguments.

#include "functions.hpp"
#include "pattern.hpp"

namespace paycheck::language {

namespace {

Operand list_of(Evaluator& evaluator, const std::vector<Item>& members, bool open, const Hole* why,
                const Proof& proof) {
  const Items* items = evaluator.scratch->make<Items>(
      Items{evaluator.scratch->copy(std::span<const Item>(members)), open, why});
  return {Value::list({}, open), proof, items, {}};
}

// A member as what `without` and `in` compare: a map is known by its keys.
Value comparable(const Operand& of, const Item& item) {
  return of.value.kind() == Value::Kind::Map ? Value::text(item.key) : item.value;
}

Truth among(Evaluator& evaluator, const Value& value, const Operand& others, const Items& members,
            const Hole*& why) {
  Truth found = members.open || others.value.is_unknown() ? Truth::Unknown : Truth::False;
  if (found == Truth::Unknown) why = members.why ? members.why : others.value.first_hole();
  for (const Item& member : members.items) {
    Truth same = evaluator.stack.equal(value, comparable(others, member));
    if (same == Truth::True) return same;
    if (same == Truth::Unknown) {
      found = same;
      if (!why) why = value.first_hole() ? value.first_hole() : member.value.first_hole();
    }
  }
  return found;
}

}  // namespace

Operand default_(Evaluator&, const Term&, std::span<const Operand> in) {
  if (!in[0].value.is_absent()) return in[0];
  Operand fallback = in[1];
  if (!fallback.proof.place)
    fallback.proof = in[0].proof;  // the absent value is what the user would set
  return fallback;
}

Operand key(Evaluator&, const Term&, std::span<const Operand> in) {
  Operand result{Value::text(in[0].key), in[0].proof, nullptr, {}};
  if (in[0].key.empty() && in[0].value.place().key)
    result.value = Value::text(in[0].value.place().key->text());
  return result;
}

Operand keys(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (in[0].value.is_absent() || in[0].value.is_unknown()) return in[0];
  Items members = evaluator.items(in[0]);
  std::vector<Item> out;
  for (const Item& member : members.items)
    out.push_back({Value::text(member.key, member.value.place()), member.key, member.exists});
  return list_of(evaluator, out, members.open, members.why, in[0].proof);
}

Operand concat(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  std::vector<Item> out;
  bool open = false;
  const Hole* why = nullptr;
  Proof proof;
  for (const Operand& list : in) {
    if (list.value.is_absent()) continue;
    if (!proof.place) proof = list.proof;
    Items members = evaluator.items(list);
    out.insert(out.end(), members.items.begin(), members.items.end());
    open = open || members.open;
    if (!why) why = members.why;
  }
  if (!proof.place) proof = in[0].proof;
  return list_of(evaluator, out, open, why, proof);
}

Operand without(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (in[0].value.is_absent()) return in[0];
  Items members = evaluator.items(in[0]), others = evaluator.items(in[1]);
  std::vector<Item> out;
  bool open = members.open;
  const Hole* why = members.why;
  for (const Item& member : members.items) {
    Truth found = among(evaluator, comparable(in[0], member), in[1], others, why);
    if (found == Truth::False) out.push_back(member);
    if (found == Truth::Unknown) open = true;
  }
  return list_of(evaluator, out, open, why, in[0].proof);
}

Operand times(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  double product = 1;
  for (const Operand& factor : in) {
    if (factor.value.is_absent() || factor.value.is_unknown()) return factor;
    std::optional<double> number =
        factor.value.kind() == Value::Kind::Number ? std::optional(factor.value.number())
        : factor.value.is_known_text()             ? terraform::to_number(factor.value.text())
                                                   : std::nullopt;
    if (!number) {
      const Hole* why = factor.value.first_hole();
      return {Value::unknown(why ? why
                                 : evaluator.hole(terraform::Reason::ExpressionNotComputed, {},
                                                  factor.proof.place)),
              factor.proof,
              nullptr,
              {}};
    }
    product *= *number;
  }
  return {Value::number(product), in[0].proof, nullptr, {}};
}

Operand json_(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  if (in[0].value.is_absent() || in[0].value.is_unknown()) return in[0];
  Operand result = in[0];
  result.value = evaluator.stack_of(in[0].value.place()).read_json(in[0].value);
  result.items = nullptr;
  return result;
}

Operand allowed(Evaluator& evaluator, const Term& term, std::span<const Operand> in) {
  Operand tag_key = key(evaluator, term, in.subspan(0, 1));
  Operand result{Value::boolean(true), in[0].proof, nullptr, {}};
  const Value* pattern = in[1].value.field(tag_key.value.text());
  if (!pattern) return result;
  if (in[0].value.is_absent()) {
    result.value = Value::boolean(false);
  } else if (in[0].value.is_known_text()) {
    std::string_view text = in[0].value.text();
    result.value = Value::boolean(
        re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *compile(pattern->text())));
  } else {
    const Hole* why = in[0].value.first_hole();
    result.value = Value::unknown(
        why ? why
            : evaluator.hole(terraform::Reason::ExpressionNotComputed, {}, in[0].proof.place));
  }
  return result;
}

Operand source(Evaluator&, const Term&, std::span<const Operand> in) {
  const json::Place& place = in[0].value.place();
  if (!place) return {Value::absent(), in[0].proof, nullptr, {}};
  std::string_view raw = place.value->is_string()
                             ? place.value->text()
                             : place.document->text().substr(
                                   place.value->begin(), place.value->end() - place.value->begin());
  return {Value::text(raw, place), in[0].proof, nullptr, {}};
}

Operand unseen(Evaluator& evaluator, const Term&, std::span<const Operand> in) {
  const Hole* hole = evaluator.hole(terraform::Reason::NotShownByThisInput, in[1].value.text(),
                                    in[0].value.place());
  return {Value::unknown(hole, in[0].value.place()), in[0].proof, nullptr, {}};
}

}  // namespace paycheck::language
