// SPDX-License-Identifier: Apache-2.0
// A tie names the few elements for which a `where` can hold. A lookup may give too many, never too
// few: the whole `where` is evaluated on every candidate.

#include <algorithm>

#include "evaluator.hpp"

namespace paycheck::language {

namespace {

// `x.a.b` with x in `slot`: its path. Other terms cannot be looked up.
bool is_path_of(const Term& term, std::uint32_t slot) {
  return term.kind == Term::Kind::Variable && term.slot == slot && !term.steps.empty();
}

// `"before{x.p}after"`: the placeholder and the literal ends around it.
const Term* single_placeholder(const Term& term, std::uint32_t slot, std::string_view& before,
                               std::string_view& after) {
  if (term.kind != Term::Kind::Text || term.parts.empty()) return nullptr;
  const Term* found = nullptr;
  for (const TextPart& part : term.parts) {
    if (part.term) {
      if (found || !is_path_of(*part.term, slot)) return nullptr;
      found = part.term;
    } else {
      (found ? after : before) = part.text;
    }
  }
  return term.parts.size() <= 3 ? found : nullptr;
}

void to_elements(const Stack& stack, const std::vector<std::uint32_t>& indexes,
                 std::vector<const Element*>& out) {
  for (std::uint32_t index : indexes) out.push_back(&stack.elements()[index]);
}

void sort_unique(std::vector<const Element*>& elements) {
  std::sort(elements.begin(), elements.end(), [](const Element* a, const Element* b) {
    return a->stack != b->stack ? a->stack->name() < b->stack->name() : a->index < b->index;
  });
  elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
}

}  // namespace

void Evaluator::collect_all(std::string_view type, std::vector<const Element*>& out) const {
  bool whole_app =
      state->tree->subjects.size() == 1 && state->tree->subjects[0] == "app" && !app.empty();
  auto add = [&](const Stack& from) {
    if (type == "stack") {
      out.push_back(&from.self());
      return;
    }
    for (const Element& element : from.elements(type)) out.push_back(&element);
  };
  if (!whole_app) return add(stack);
  for (const Stack* each : app) add(*each);
}

void Evaluator::collect(std::string_view type, std::uint32_t slot, const Tie& tie,
                        std::vector<const Element*>& out) {
  std::vector<std::uint32_t> found;
  switch (tie.kind) {
    case Tie::Kind::None:
      return collect_all(type, out);
    case Tie::Kind::OwnRefersToOther: {
      Operand other = term(*tie.other);
      const Element* target = other.value.element();
      if (!target || !is_path_of(*tie.own, slot)) return collect_all(type, out);
      auto by_reference = target->stack->referrers(*target, type);
      found.assign(by_reference.begin(), by_reference.end());
      target->stack->text_referrers(*target, type, tie.own->steps, found);
      return to_elements(*target->stack, found, out);
    }
    case Tie::Kind::OtherRefersToOwn: {
      Operand other = term(*tie.other);
      if (tie.own->kind != Term::Kind::Variable || !tie.own->steps.empty())
        return collect_all(type, out);
      stack.referents(other.value, type, found);
      return to_elements(stack, found, out);
    }
    case Tie::Kind::Equal: {
      Value value = term(*tie.other).value;
      if (value.is_absent()) return;
      if (is_path_of(*tie.own, slot)) {
        stack.equals(type, tie.own->steps, value, found);
        return to_elements(stack, found, out);
      }
      std::string_view before, after;
      const Term* inner = single_placeholder(*tie.own, slot, before, after);
      if (!inner || !value.is_known_text()) return collect_all(type, out);
      std::string_view text = value.text();
      if (text.size() < before.size() + after.size() || !text.starts_with(before) ||
          !text.ends_with(after))
        text = {};
      else
        text = text.substr(before.size(), text.size() - before.size() - after.size());
      stack.equals(type, inner->steps, Value::text(text), found);
      return to_elements(stack, found, out);
    }
    case Tie::Kind::AnyOf: {
      const Expr& quantifier = *tie.quantifier;
      Operand saved = slots[quantifier.slot];
      Items members = items(term(*quantifier.source.term));
      if (members.open) return collect_all(type, out);
      for (const Item& item : members.items) {
        slots[quantifier.slot] = bind(item);
        collect(type, slot, tie.ties[0], out);
      }
      slots[quantifier.slot] = saved;
      return;
    }
    case Tie::Kind::Either:
      for (const Tie& alternative : tie.ties) collect(type, slot, alternative, out);
      return;
  }
}

std::vector<const Element*>& Evaluator::candidates(std::string_view type, std::uint32_t slot,
                                                   const Tie& tie) {
  while (buffers.size() <= depth) buffers.emplace_back();
  std::vector<const Element*>& out = buffers[depth];
  out.clear();
  Restore<std::uint32_t> deeper(depth, depth + 1);
  if (use_indexes) {
    collect(type, slot, tie, out);
    sort_unique(out);
  } else {
    collect_all(type, out);
  }
  state->steps += out.size();
  return out;
}

}  // namespace paycheck::language
