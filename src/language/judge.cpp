// SPDX-License-Identifier: Apache-2.0
// For every subject and every combination of `each` items: violation = when and (not require, or
// forbid). True is a finding, Unknown is undetermined, a `when` that is False is silent.

#include <algorithm>
#include <chrono>

#include "deciders.hpp"
#include "evaluator.hpp"

namespace paycheck::language {

namespace {

// A bound on the work of one rule (language page, 5.3): so much per element, and a million.
constexpr std::uint64_t steps_per_element = 50 * 40;
constexpr std::uint64_t free_steps = 1'000'000;
// So many elements, with their text and tree, stay in a processor's cache while all rules judge
// them.
constexpr std::size_t elements_at_hand = 64;

class Run {
 public:
  Run(Evaluator& evaluator, const Job& job)
      : evaluator_(evaluator),
        check_(job.check->tree()),
        tell_(job.tell),
        state_(check_, job.arguments) {
    constexpr std::uint64_t subject_slot = 1;
    when_reads_subject_only_ = check_.when && (check_.when->mentions & ~subject_slot) == 0;
  }

  // Subjects that are no elements of a type.
  void stack_and_app() {
    evaluator_.enter(state_);
    for (std::string_view type : check_.subjects) {
      if (type == "stack") subject(evaluator_.stack.self());
      if (type == "app") app();
    }
  }

  // Whether elements like this one, all of its type, can be subjects.
  bool takes(const Element& example) const {
    if (check_.any_resource) return example.is_managed() && concerns(example);
    return std::any_of(check_.subjects.begin(), check_.subjects.end(), [&](std::string_view type) {
      auto elements = type == "stack" || type == "app" ? std::span<const Element>()
                                                       : evaluator_.stack.elements(type);
      return !elements.empty() && elements.front().type == example.type;
    });
  }

  void elements(std::span<const Element> elements) {
    evaluator_.enter(state_);
    auto begin = std::chrono::steady_clock::now();
    for (const Element& element : elements) subject(element);
    milliseconds_ +=
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  }

  std::uint64_t steps() const { return state_.steps; }
  double milliseconds() const { return milliseconds_; }

 private:
  // The app is told once, by its first stack.
  void app() {
    if (!evaluator_.app.empty() && evaluator_.app.front() != &evaluator_.stack) return;
    Element* element = state_.arena.make<Element>(evaluator_.stack.self());
    element->kind = Element::Kind::App;
    element->type = element->address = "app";
    subject(*element);
  }

  // Whether the rule can concern elements of this type at all: functions that depend on the type
  // alone are asked once per type.
  bool concerns(const Element& example) const {
    for (const Each& each : check_.each)
      if (each.source.term && !may_concern(*each.source.term, example)) return false;
    return !check_.when || may_concern(*check_.when, example);
  }
  static bool may_concern(const Term& term, const Element& example) {
    if (term.kind != Term::Kind::Call || !term.function->concerns || term.items.empty())
      return true;
    const Term& argument = *term.items[0];
    if (argument.kind != Term::Kind::Variable || argument.slot != 0 || !argument.steps.empty())
      return true;
    return term.function->concerns(example.type, example.row);
  }
  static bool may_concern(const Expr& expr, const Element& example) {
    if (expr.op == Expr::Op::And)
      return std::all_of(expr.parts.begin(), expr.parts.end(),
                         [&](const Expr* part) { return may_concern(*part, example); });
    return expr.op != Expr::Op::Bare || may_concern(*expr.left, example);
  }

  void subject(const Element& element) {
    scratch_.reset();
    Restore<Arena*> keep(evaluator_.scratch, &scratch_);
    evaluator_.slots[0] = evaluator_.bind(element);
    keys_.clear();
    known_when_.reset();
    if (evaluator_.exhausted()) {
      undetermined(evaluator_.hole(terraform::Reason::TooManyCombinations, {}, element.place));
      return;
    }
    if (when_reads_subject_only_) {
      known_when_ = evaluator_.expr(*check_.when);
      if (known_when_->truth == Truth::False) return;
    }
    combine(0);
  }

  void combine(std::size_t level) {
    if (level == check_.each.size()) return judge();
    const Each& each = check_.each[level];
    Operand saved = evaluator_.slots[each.slot];
    if (!each.source.type.empty()) {
      Restore<std::uint32_t> deeper(evaluator_.depth, evaluator_.depth + 1);
      std::vector<const Element*> found =
          evaluator_.candidates(each.source.type, each.slot, each.tie);
      for (const Element* element : found) item(level, evaluator_.bind(*element));
    } else {
      Operand list = evaluator_.term(*each.source.term);
      Items members = evaluator_.items(list);
      for (const Item& member : members.items) item(level, evaluator_.bind(member));
      if (members.open) open_source(members, list);
    }
    evaluator_.slots[each.slot] = saved;
  }

  void item(std::size_t level, const Operand& operand) {
    const Each& each = check_.each[level];
    evaluator_.slots[each.slot] = operand;
    if (each.where && evaluator_.expr(*each.where).truth != Truth::True) return;
    keys_.push_back(operand.key);
    combine(level + 1);
    keys_.pop_back();
  }

  // Items that nobody sees: one undetermined per subject. What a provider configuration would add
  // that nothing declares is written nowhere: there is no item to judge, and TFM001 tells the
  // cause.
  void open_source(const Items& members, const Operand& list) {
    if (members.why && members.why->reason == terraform::Reason::AliasNotDeclared) return;
    const Hole* why = members.why
                          ? members.why
                          : evaluator_.hole(terraform::Reason::DynamicBlock, {}, list.proof.place);
    undetermined(why);
  }

  void judge() {
    Verdict when = known_when_ ? *known_when_ : Verdict{Truth::True, {}, nullptr, nullptr};
    if (check_.when && !known_when_) when = evaluator_.expr(*check_.when);
    if (when.truth == Truth::False) return;
    Verdict claim = violation();
    Truth verdict = when.truth & claim.truth;
    if (verdict == Truth::False) return pass();
    if (verdict == Truth::Unknown)
      return undetermined(claim.truth == Truth::Unknown ? claim.blocker : when.blocker);
    if (const Hole* suspect = suspected()) return undetermined(suspect);
    finding();
  }

  Verdict violation() {
    Verdict verdict = evaluator_.expr(*check_.claim);
    if (!check_.forbid) verdict.truth = !verdict.truth;
    return verdict;
  }

  // A violation is judged again with the opaque calls that may hold what is missing (1.7).
  const Hole* suspected() {
    if (evaluator_.stack.elements("module").empty()) return nullptr;
    Restore<bool> suspicious(evaluator_.suspicious, true);
    evaluator_.suspect = nullptr;
    Truth when = check_.when ? evaluator_.expr(*check_.when).truth : Truth::True;
    Verdict claim = violation();
    if ((when & claim.truth) == Truth::True) return nullptr;
    if (evaluator_.suspect) return evaluator_.suspect;
    return claim.blocker ? claim.blocker
                         : evaluator_.hole(terraform::Reason::HiddenCompanion, {}, {});
  }

  Outcome outcome(Outcome::Kind kind) const {
    Outcome result;
    result.kind = kind;
    result.subject = evaluator_.slots[0].value.element();
    result.each = keys_;
    return result;
  }

  void pass() {
    pass_.subject = evaluator_.slots[0].value.element();
    pass_.each = keys_;
    if (evaluator_.explaining_passes) pass_.cuts = ways_to_turn(evaluator_, check_, *check_.claim);
    tell_(pass_);
  }

  void undetermined(const Hole* why) {
    Outcome result = outcome(Outcome::Kind::Undetermined);
    if (why) {
      result.reason = why->reason;
      result.expression = why->expression;
      result.where = why->place;
    }
    tell_(result);
  }

  static Evidence evidence(const Proof& proof) {
    return {proof.place, {proof.missing.begin(), proof.missing.end()}, proof.trail, proof.assumed};
  }

  void finding() {
    Restore<bool> explaining(evaluator_.explaining, true);
    Verdict claim = violation();
    Outcome result = outcome(Outcome::Kind::Finding);
    const Proof& subject = evaluator_.slots[0].proof;
    result.evidence = evidence(claim.proof.place ? claim.proof : subject);
    for (const Related* related = claim.related; related; related = related->next)
      result.related.push_back(evidence(related->proof));
    std::reverse(result.related.begin(), result.related.end());
    result.message = render(evaluator_, *check_.report);
    if (check_.suggest) {
      Operand suggestion = evaluator_.term(*check_.suggest);
      if (!suggestion.value.is_absent() && !suggestion.value.is_unknown())
        result.suggestion = printed(evaluator_, suggestion);
    }
    tell_(result);
  }

  Evaluator& evaluator_;
  const CheckTree& check_;
  const std::function<void(const Outcome&)>& tell_;
  CheckState state_;
  double milliseconds_ = 0;
  bool when_reads_subject_only_ = false;
  std::optional<Verdict> known_when_;
  std::vector<std::string_view> keys_;
  Outcome pass_;
  Arena scratch_;
};

}  // namespace

namespace {

// The elements, which follow each other, with indexes from `first` to before `last`.
std::span<const Element> within(std::span<const Element> elements, std::uint32_t first,
                                std::uint32_t last) {
  if (elements.empty()) return elements;
  std::uint32_t begin = elements.front().index,
                end = begin + static_cast<std::uint32_t>(elements.size());
  std::uint32_t from = std::clamp(first, begin, end), to = std::clamp(last, from, end);
  return elements.subspan(from - begin, to - from);
}

}  // namespace

struct Judge::State {
  State(const Stack& stack, std::span<const Stack* const> app) : evaluator(stack, app) {}
  Evaluator evaluator;
  std::vector<std::uint64_t> steps;
  std::vector<double> milliseconds;
};

Judge::Judge(const Stack& stack, std::span<const Stack* const> app)
    : state_(std::make_unique<State>(stack, app)) {}
Judge::~Judge() = default;

void Judge::run(std::span<const Job> jobs) {
  run(jobs, 0, UINT32_MAX);
}

void Judge::run(std::span<const Job> jobs, std::uint32_t first, std::uint32_t last) {
  Evaluator& evaluator = state_->evaluator;
  const Stack& stack = evaluator.stack;
  evaluator.step_limit = free_steps + steps_per_element * stack.elements().size();
  std::deque<Run> runs;
  for (const Job& job : jobs) {
    runs.emplace_back(evaluator, job);
    if (first == 0) runs.back().stack_and_app();
  }
  for (std::string_view type : stack.types()) {
    auto elements = within(stack.elements(type), first, last);
    std::vector<Run*> concerned;
    for (Run& run : runs)
      if (!elements.empty() && run.takes(elements.front())) concerned.push_back(&run);
    for (std::size_t at = 0; at < elements.size() && !concerned.empty(); at += elements_at_hand)
      for (Run* run : concerned)
        run->elements(elements.subspan(at, std::min(elements_at_hand, elements.size() - at)));
  }
  state_->steps.clear();
  state_->milliseconds.clear();
  for (const Run& run : runs) {
    state_->steps.push_back(run.steps());
    state_->milliseconds.push_back(run.milliseconds());
  }
}

void Judge::run(const Check& check, Arguments arguments,
                const std::function<void(const Outcome&)>& tell) {
  Job job{&check, arguments, tell};
  run({&job, 1});
}

void Judge::use_indexes(bool on) {
  state_->evaluator.use_indexes = on;
}
void Judge::explain_passes(bool on) {
  state_->evaluator.explaining_passes = on;
}
const std::vector<std::uint64_t>& Judge::steps() const {
  return state_->steps;
}
const std::vector<double>& Judge::milliseconds() const {
  return state_->milliseconds;
}

}  // namespace paycheck::language
