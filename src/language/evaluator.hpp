// SPDX-License-Identifier: Apache-2.0
#pragma once

// Evaluation of one check against one stack. Every result carries its proof: the place that decided
// it, what is missing there, and the way to it (language page, 4.1).

#include <array>
#include <deque>
#include <unordered_map>

#include "check.hpp"
#include "vocabulary.hpp"

namespace paycheck::language {

using terraform::Hole;
using terraform::Value;

// Where a verdict points. Small and trivially copyable: it lives in arenas.
struct Proof {
  json::Place place;
  std::span<const std::string_view> missing;  // the rest of the path, where the value is absent
  bool firm = false;                          // the value is written in the stack
  const TrailStep* trail = nullptr;
  std::string_view assumed;
};

// A value on its way through a check.
struct Operand {
  Value value;
  Proof proof;
  const Items* items =
      nullptr;           // a list made here: its members with their keys; `value` is then empty
  std::string_view key;  // natural key, where it is an item of something
};

// Further places of one verdict, newest first.
struct Related {
  Proof proof;
  const Related* next = nullptr;
};

struct Verdict {
  Truth truth = Truth::False;
  Proof proof;
  const Hole* blocker = nullptr;     // Unknown: what stands in the way
  const Related* related = nullptr;  // filled while explaining
};

// What one check keeps over a whole stack.
struct CheckState {
  CheckState(const CheckTree& tree, std::span<const ParameterValue> values);
  const CheckTree* tree;
  Arena arena;
  std::vector<Operand> slots;
  std::vector<Operand> parameters;
  std::unordered_map<const Expr*, Verdict> untied;  // verdicts that hold for the whole stack
  std::uint64_t steps = 0;
};

struct Evaluator {
  Evaluator(const Stack& own_stack, std::span<const Stack* const> stacks_of_app);

  const Stack& stack;
  std::span<const Stack* const> app;
  iam::Policies policies;

  // The check that is judged now.
  CheckState* state = nullptr;
  Operand* slots = nullptr;
  void enter(CheckState& next) {
    state = &next;
    slots = next.slots.data();
  }

  Arena* scratch = nullptr;
  bool use_indexes = true;
  bool suspicious = false;         // opaque calls may hold companions (1.7)
  bool explaining = false;         // collect related places, no short cuts
  bool explaining_passes = false;  // tell what each pass hangs on
  const Hole* suspect = nullptr;   // the opaque call met while suspicious
  std::uint64_t step_limit = ~0ull;
  std::uint32_t depth = 0;
  std::deque<std::vector<const Element*>> buffers;  // one per nesting level

  // What a name says, asked for by several rules in turn; the last few are kept.
  struct NameVerdict {
    const json::Value* name = nullptr;
    Truth carries = Truth::Unknown;
    Value stranger;
  };
  std::array<NameVerdict, 256> judged_names;

  bool exhausted() const { return state->steps > step_limit; }
  const Stack& stack_of(const json::Place& place) const;

  Operand bind(const Element& element) const;
  Operand bind(const Item& item) const;

  // Terms
  Operand term(const Term& term);
  Operand atom(const Term& term);
  Operand followed(const Operand& base, const Term& path);
  Operand step(const Operand& base, std::span<const std::string_view> steps_left);
  Operand text_of(const Term& term);
  // The members of an operand, with keys.
  Items items(const Operand& operand);

  // Expressions
  Verdict expr(const Expr& expr);
  Verdict both(const Expr& expr);
  Verdict either(const Expr& expr);
  Verdict compare(const Expr& expr);
  Verdict member(const Expr& expr);
  static std::optional<Truth> key_of_map(const Value& key, const Value& map);
  const Hole* hole_of_open_map(const Operand& map);
  Verdict refers(const Expr& expr);
  Verdict matches(const Expr& expr);
  Verdict exists(const Expr& expr);
  Verdict bare(const Expr& expr);
  Verdict quantified(const Expr& expr);
  Verdict quantify(const Expr& expr);

  // Candidates of a type source; a superset of those whose `where` (or body) is not False.
  std::vector<const Element*>& candidates(std::string_view type, std::uint32_t slot,
                                          const Tie& tie);
  void collect(std::string_view type, std::uint32_t slot, const Tie& tie,
               std::vector<const Element*>& out);
  void collect_all(std::string_view type, std::vector<const Element*>& out) const;
  // The opaque call that may hold companions of a type source, while suspicious.
  const Hole* hidden_companion(const Tie& tie);

  const Hole* hole(terraform::Reason reason, std::string_view expression, json::Place place);
};

// Restores a variable when a nested evaluation is over.
template <class T>
class Restore {
 public:
  Restore(T& variable, T value) : variable_(variable), old_(variable) { variable_ = value; }
  ~Restore() { variable_ = old_; }
  Restore(const Restore&) = delete;
  Restore& operator=(const Restore&) = delete;

 private:
  T& variable_;
  T old_;
};

// `{term}` in messages (language page, 4.2). Sensitive values print as `***`.
std::string render(Evaluator& evaluator, const Term& text);
std::string printed(const Evaluator& evaluator, const Operand& operand);

// The proof for a value that stands somewhere.
inline Proof proof_at(const json::Place& place) {
  return Proof{place, {}, static_cast<bool>(place), nullptr, {}};
}

}  // namespace paycheck::language
