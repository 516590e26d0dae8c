// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// Runs a rulebook over an input and yields one report: the JSON contract as plain structs.
/// Everything that any format tells is in it; formats add nothing of their own.

#include "paycheck/config.hpp"

namespace paycheck {

/// A place in a file as reports tell it: 1-based, UTF-16 columns, end exclusive; of the key or list
/// item.
struct Location {
  std::string file;
  std::uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
  friend bool operator==(const Location&, const Location&) = default;
};

/// Up to five source lines around a location, secrets masked, long lines cut.
struct Frame {
  std::uint32_t first_line = 0;
  std::vector<std::string> lines;
  std::uint32_t cut = 0;          ///< UTF-16 columns that the location's line lost at its beginning
  std::uint32_t line_column = 0;  ///< the location in its cut and masked line: first column, from 1
  std::uint32_t line_width = 0;   ///< and how many columns it spans there
};

struct TrailEntry {
  std::string address, attribute;
  TrailStep::What what = TrailStep::What::Reference;
  std::optional<Location> location;
  std::string message;
};

struct Finding {
  std::string_view rule;  ///< id; the rulebook outlives the report
  Severity severity = Severity::Medium;
  std::string app, stack, address, construct;  ///< construct: empty = null
  std::string group;
  std::vector<std::string> each;
  std::string attribute, path, message, evidence;
  std::optional<Location> location;
  std::vector<TrailEntry> trail;
  std::vector<std::string> assumed;
  std::string suggestion;
  std::string fingerprint;
  std::optional<Frame> frame;  ///< where frames were asked for; first entry of its group only
};

struct Undetermined {
  std::string_view rule;
  std::string app, stack;
  std::vector<std::string> subjects;
  std::string_view reason;
  std::string expression;
  std::optional<Location> location;
  std::string fingerprint;
};

struct StackReport {
  std::string app, stack, file, sha256, source;
  std::uint32_t resources = 0, judged = 0;
  Suffix suffix;
  std::vector<std::string> tags;  ///< usual tags that were learned
  std::vector<Note> notes;
  std::uint32_t names = 0;  ///< how many names were judged; for the text report's head
};

struct RuleReport {
  const Rule* rule = nullptr;
  std::vector<language::ParameterValue> arguments;
};

struct Report {
  std::string version;   ///< of paycheck
  std::string rulebook;  ///< SHA-256 over all rules that ran
  std::string root = ".";
  Gate gate;
  bool failed = false;
  bool has_verdicts = false;  ///< a rule judged something, be it a resource or not; not reported
  std::vector<StackReport> stacks;
  std::vector<RuleReport> rules;
  std::vector<Finding> findings;  ///< sorted by app, stack, address, rule, path, each
  std::vector<Undetermined> undetermined;
  std::vector<InputProblem> problems;

  std::uint32_t count(Severity severity) const;
  std::uint32_t groups() const;  ///< distinct `group`s among findings
  /// 3 with problems or without any stack, else 1 if the gate failed, else 0. (2 is the command
  /// line's.)
  int exit_code() const;
};

struct EngineOptions {
  std::string version;
  StackOptions stack;              ///< suffix option and environment
  const Config* config = nullptr;  ///< suffixes per stack
  Gate gate;
  bool frames = false;  ///< fill `Finding::frame`
  bool hashes = true;   ///< fill `StackReport::sha256`
};

/// Milliseconds by phase, for `--timings`.
struct Timings {
  double understand = 0, judge = 0, report = 0;
  std::vector<std::pair<std::string_view, double>>
      rules;  ///< per rule, slowest first; filled if asked for
};

/// Judges every stack by every rule. Deterministic: same input, same report.
Report check(Input input, std::span<const BoundRule> rules, const EngineOptions& options,
             Timings* timings = nullptr);

/// Runs a rule file's examples and returns each one's report in the form of its `text` block
/// (`line:column address message`, one entry a line; language.md and README "Rules are literate").
std::vector<std::string> run_examples(const RuleFile& file, const Rulebook& book);

/// One example that did not do what it says.
struct ExampleFailure {
  std::string path;  ///< of the rule file
  std::uint32_t line = 0;
  std::string title, expected, actual, why;
};
/// Tests a rule by its examples: a Bad must report, a Good must not and must be judged, an
/// Undetermined must say so; reports must be the expected ones.
std::vector<ExampleFailure> test_rule(const RuleFile& file, const Rulebook& book);

/// A change of a Good example that the rule let pass.
struct Survivor {
  std::string example;  ///< title of the Good example
  std::string address;  ///< of the subject that passed
  std::string path;     ///< of what was changed
  std::string how;      ///< `removed`, `negated`, `set to "AES256"`, `taken from a Bad example`
};
/// How well a rule's Good examples pin it down: of each value that a pass hangs on, whether the
/// rule notices when it is removed, negated or set to another literal of the rule, or to what a Bad
/// example has; where several values each suffice, all at once. A mutant is killed by a finding or
/// an undetermined entry. One that stays right is listed as `Equivalent: PATH [HOW], why` in the
/// rule.
struct MutationScore {
  std::uint32_t mutants = 0, killed = 0, equivalent = 0;
  std::vector<Survivor> survivors;          ///< neither killed nor listed
  std::vector<std::string> stale_listings;  ///< `Equivalent` paths that no surviving mutant has
};
MutationScore mutate_rule(const RuleFile& file);

}  // namespace paycheck
