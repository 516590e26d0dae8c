// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// The check language: a check is five sentences (`match`, `each`, `when`, `require` or `forbid`,
/// `report`), parsed with positions and judged against a stack in three-valued logic. A verdict
/// carries the value that decided it, so that a finding points at the exact key without the rule
/// saying so. Grammar, laws and vocabulary: docs/rule-language.md, printed from this module.
///
///     auto check = language::parse_check(text, {"rules/x.md", 12}, parameters);
///     if (!check) return check.problems();
///     language::Judge judge(stack);
///     judge.run(**check, values, [&](const language::Outcome& outcome) { ... });

#include <functional>

#include "paycheck/iam.hpp"

namespace paycheck::language {

// ---------------------------------------------------------------------------------------------
// Parameters (a rule file's `Param:` lines, set by paycheck.json)

struct ParameterValue;
/// A map parameter's entry: a pattern that the whole value must match.
struct PatternEntry {
  std::string key, pattern;
  friend bool operator==(const PatternEntry&, const PatternEntry&) = default;
};
/// yes/no, number, text, list of text, list of numbers, or map of text to patterns.
struct ParameterValue {
  std::variant<bool, double, std::string, std::vector<std::string>, std::vector<double>,
               std::vector<PatternEntry>>
      value;
  friend bool operator==(const ParameterValue&, const ParameterValue&) = default;
};
struct Parameter {
  std::string name;
  ParameterValue value;  ///< the default; its type is the parameter's
  std::string help;
};
/// Reads `30`, `true`, `"text"`, `[]`, `["a", "b"]`, `[22, 23]`, `{}`, `{"Environment":
/// "dev|prod"}` as JSON. Empty if it is none of these.
std::optional<ParameterValue> read_parameter(std::string_view text);
std::string to_string(const ParameterValue& value);

// ---------------------------------------------------------------------------------------------
// Checks

/// Where a check's text begins: positions of problems count from there.
struct Origin {
  std::string file;
  std::uint32_t line = 1;  ///< the line of the text's first character
};

struct CheckTree;  // private: src/language/check.hpp

/// A parsed check. Movable; immutable.
class Check {
 public:
  explicit Check(std::unique_ptr<CheckTree> tree);
  Check(Check&&) noexcept;
  Check& operator=(Check&&) noexcept;
  ~Check();
  const CheckTree& tree() const { return *tree_; }
  /// The types of `match`, as written; empty for `any resource`.
  std::span<const std::string_view> subjects() const;

 private:
  std::unique_ptr<CheckTree> tree_;
};

/// Parses a check and applies the laws (language.md 1.1, 1.3): all problems at once, positioned,
/// with a did-you-mean where a word is near a known one. Nesting is limited to 64.
Result<Check> parse_check(std::string_view text, const Origin& origin,
                          std::span<const Parameter> parameters);

/// Types and attributes that the schema tables do not know, steps through repeatable blocks,
/// products of two fans (language.md 1.3, 5): told by `rules test`, no refusals.
std::vector<Problem> warnings(const Check& check, const Origin& origin, aws::Types& types);

/// Compiles every pattern of a check, which otherwise happens on first use, and tells the bad ones.
std::vector<Problem> compile_patterns(const Check& check, const Origin& origin);
/// Why RE2 refuses a pattern; empty if it compiles. For the patterns of map parameters.
std::string pattern_error(std::string_view pattern);

/// The check in one line, fully parenthesised, as text that parses to the same check: for tests.
/// With `ties`, each quantifier over a type tells how it finds its items: `[tie v.bucket refers to
/// bucket]`,
/// `[once]` per stack, or `[scan]` for every subject; that text does not parse.
std::string to_string(const Check& check, bool ties = false);

// ---------------------------------------------------------------------------------------------
// Judging

/// What decided a verdict (language.md 4.1).
struct Evidence {
  json::Place place;  ///< the value; or the nearest enclosing one where it is absent
  std::vector<std::string_view>
      missing;  ///< the rest of the path that was asked for, where it is absent
  const TrailStep* trail = nullptr;
  std::string_view assumed;
};

/// A value that a passed claim hangs on.
struct Decider {
  Evidence evidence;         ///< the value; with `missing`: that it is absent
  bool holds = true;         ///< the part of the claim that reads it holds, and would have to fail
  bool only_exists = false;  ///< only whether it is there counts
  bool is_key = false;       ///< its key counts, not the value
  std::vector<ParameterValue> literals;  ///< of the check: values that may turn the part
};
/// Values that would have to change together for a pass to turn.
using Cut = std::vector<Decider>;

/// One judged combination of subject and `each` items.
struct Outcome {
  enum class Kind : std::uint8_t { Pass, Finding, Undetermined };
  Kind kind = Kind::Pass;
  const Element* subject = nullptr;
  std::span<const std::string_view>
      each;                       ///< natural keys of the `each` items; valid while it is told
  std::string message;            ///< Finding
  Evidence evidence;              ///< Finding
  std::vector<Evidence> related;  ///< Finding: further counterexamples
  std::string suggestion;         ///< Finding: text of `suggest`; empty if there is none
  terraform::Reason reason{};     ///< Undetermined
  std::string expression;         ///< Undetermined: what blocked; masked
  json::Place where;              ///< Undetermined: its place
  std::vector<Cut> cuts;          ///< Pass, where `explain_passes` is on
};

/// The parameters' values for one run, in the order of the check's `Param` lines.
using Arguments = std::span<const ParameterValue>;

/// A check to be run, and whom its outcomes are told to.
struct Job {
  const Check* check = nullptr;
  Arguments arguments;
  std::function<void(const Outcome&)> tell;
};

/// Judges checks against one stack and keeps what can be shared between them. Not for concurrent
/// use.
class Judge {
 public:
  /// `app`: all stacks of the stack's app, for `match app` and joins across stacks.
  explicit Judge(const Stack& stack, std::span<const Stack* const> app = {});
  ~Judge();
  /// Runs all checks, element by element, so that an element is judged while it is at hand. `tell`
  /// is called for every subject that a check applies to, in element order for each check.
  void run(std::span<const Job> jobs);
  /// The same for the elements with indexes from `first` to before `last` only; the stack itself
  /// and the app are judged with element 0. Halves may be judged side by side by judges of two
  /// stacks that were built from the same files, once the checks' patterns are compiled.
  void run(std::span<const Job> jobs, std::uint32_t first, std::uint32_t last);
  /// One check alone.
  void run(const Check& check, Arguments arguments,
           const std::function<void(const Outcome&)>& tell);
  /// For tests: lookups replaced by full scans must give the same outcomes.
  void use_indexes(bool on);
  /// Tells with each pass what it hangs on (`Outcome::cuts`): for mutation tests.
  void explain_passes(bool on);
  /// Steps taken by each check of the last run; a bound ends a rule with "too many combinations"
  /// (language.md 5.3).
  const std::vector<std::uint64_t>& steps() const;
  /// Milliseconds that each check of the last run took.
  const std::vector<double>& milliseconds() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// ---------------------------------------------------------------------------------------------
// Documentation

/// One function of the vocabulary, for docs/rule-language.md and did-you-mean.
struct FunctionPage {
  std::string_view name, parameters, gives, meaning, source;
};
std::vector<FunctionPage> vocabulary();
/// docs/rule-language.md, whole.
std::string manual();

}  // namespace paycheck::language
