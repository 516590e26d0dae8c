// SPDX-License-Identifier: Apache-2.0
// Understand every stack, judge it by every rule, sort, group, tell.

#include <algorithm>
#include <chrono>
#include <deque>
#include <tuple>

#include "findings.hpp"
#include "places.hpp"

namespace paycheck {

namespace {

class Stopwatch {
 public:
  double lap() {
    auto now = std::chrono::steady_clock::now();
    double milliseconds = std::chrono::duration<double, std::milli>(now - last_).count();
    last_ = now;
    return milliseconds;
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

StackOptions options_for(const StackFiles& files, const EngineOptions& options) {
  StackOptions result = options.stack;
  if (result.suffix.empty() && options.config) {
    result.suffix = options.config->suffix_of(files.name);
    if (!result.suffix.empty()) result.suffix_from = "config";
  }
  return result;
}

// The stacks of one input that could be understood, apps side by side.
struct Understood {
  std::vector<std::unique_ptr<Stack>> stacks;

  std::span<const Stack* const> app_of(const Stack& stack) const {
    auto same = [&](const Stack* other) { return other->app() == stack.app(); };
    auto first = std::find_if(views.begin(), views.end(), same);
    auto last = std::find_if_not(first, views.end(), same);
    return {first, last};
  }
  std::vector<const Stack*> views;
};

Understood understand(Input& input, const EngineOptions& options, std::vector<InputProblem>& problems) {
  Understood result;
  for (StackFiles& files : input.stacks) {
    if (!files.readable) continue;
    std::string app = files.app, name = files.name;
    StackOptions stack_options = options_for(files, options);
    auto stack = Stack::build(std::move(files), stack_options);
    if (stack) {
      result.stacks.push_back(std::move(*stack));
    } else {
      for (const Problem& problem : stack.problems()) problems.push_back({problem, app, name});
    }
  }
  std::stable_sort(result.stacks.begin(), result.stacks.end(), [](const auto& a, const auto& b) {
    return std::tie(a->app(), a->name()) < std::tie(b->app(), b->name());
  });
  for (auto first = result.stacks.begin(); first != result.stacks.end();) {
    auto last = std::find_if(first, result.stacks.end(), [&](const auto& other) { return other->app() != (*first)->app(); });
    std::vector<Stack*> app;
    for (auto each = first; each != last; ++each) app.push_back(each->get());
    Stack::agree_on_suffix(app);
    first = last;
  }
  for (const auto& stack : result.stacks) result.views.push_back(stack.get());
  return result;
}

bool occurs(const Stack& stack, const Rule& rule) {
  if (rule.subjects.empty()) return true;
  return std::any_of(rule.subjects.begin(), rule.subjects.end(), [&](std::string_view type) {
    return type == "stack" || type == "app" || !stack.elements(type).empty();
  });
}

StackReport describe(const Stack& stack, const EngineOptions& options) {
  StackReport result;
  const StackFiles& files = stack.files();
  result.app = files.app;
  result.stack = files.name;
  result.file = files.file;
  result.source = files.source;
  if (options.hashes && !files.documents.empty()) result.sha256 = sha256(files.documents.front()->text());
  for (const Element& element : stack.elements()) result.resources += element.is_managed() ? 1 : 0;
  result.notes = files.notes;
  return result;
}

// What was learned; asked for after the rules have run, when it is known anyway.
void add_conventions(const Stack& stack, StackReport& report) {
  report.suffix = stack.suffix();
  report.names = static_cast<std::uint32_t>(stack.names().size());
  if (!report.suffix.note.empty()) report.notes.push_back({"convention", report.suffix.note, {}, 0});
  Arena scratch;
  for (const Item& tag : stack.items(stack.usual_tags(), scratch).items) report.tags.emplace_back(tag.value.text());
}

// Which of a stack's resources some rule had something to say about.
class Judged {
 public:
  explicit Judged(const Stack& stack) : marks_(stack.elements().size()) {}
  void mark(const Element& element) {
    if (element.is_managed() && element.index < marks_.size()) marks_[element.index] = true;
  }
  std::uint32_t count() const { return static_cast<std::uint32_t>(std::count(marks_.begin(), marks_.end(), true)); }

 private:
  std::vector<bool> marks_;
};

struct Found {
  std::deque<Draft> drafts;
  UndeterminedEntries undetermined;
  std::vector<double> milliseconds;   // per rule
};

// Judges one stack; returns how many resources were judged.
std::uint32_t judge(const Stack& stack, std::span<const Stack* const> app, std::span<const BoundRule> rules, Found& found) {
  Judged judged(stack);
  std::vector<language::Job> jobs;
  std::vector<std::size_t> rule_of;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const BoundRule& bound = rules[i];
    if (!occurs(stack, *bound.rule)) continue;
    rule_of.push_back(i);
    jobs.push_back({&bound.rule->check(), bound.arguments, [&](const language::Outcome& outcome) {
                      judged.mark(*outcome.subject);
                      if (outcome.kind == language::Outcome::Kind::Finding)
                        found.drafts.push_back(draft_finding(stack, bound, outcome));
                      if (outcome.kind == language::Outcome::Kind::Undetermined)
                        found.undetermined.add(stack, bound, outcome);
                    }});
  }
  language::Judge judge(stack, app);
  judge.run(jobs);
  for (std::size_t i = 0; i < rule_of.size(); ++i) found.milliseconds[rule_of[i]] += judge.milliseconds()[i];
  return judged.count();
}

bool before(const Draft* a, const Draft* b) {
  const Finding &x = a->finding, &y = b->finding;
  if (a->stack != b->stack) {
    int order = x.app.compare(y.app);
    return order != 0 ? order < 0 : x.stack < y.stack;
  }
  if (int order = x.address.compare(y.address)) return order < 0;
  if (int order = x.rule.compare(y.rule)) return order < 0;
  if (int order = x.path.compare(y.path)) return order < 0;
  return x.each < y.each;
}

void finish(Report& report, std::deque<Draft>& drafts, bool frames) {
  std::vector<Draft*> sorted;
  sorted.reserve(drafts.size());
  for (Draft& draft : drafts) sorted.push_back(&draft);
  std::sort(sorted.begin(), sorted.end(), before);
  group(sorted);
  report.findings.reserve(drafts.size());
  for (Draft* draft : sorted) {
    if (frames && draft->finding.group == draft->finding.fingerprint) draft->finding.frame = frame_of(*draft->stack, draft->place);
    report.findings.push_back(std::move(draft->finding));
  }
}

std::string digest_of(std::span<const BoundRule> rules) {
  std::string all;
  for (const BoundRule& bound : rules) all.append(bound.rule->id).append(" ").append(bound.rule->digest).append("\n");
  return sha256(all);
}

bool is_failed(const Report& report) {
  if (report.gate.undetermined && !report.undetermined.empty()) return true;
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) { return report.gate.fails(finding.severity); });
}

void sort_problems(std::vector<InputProblem>& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const InputProblem& a, const InputProblem& b) {
    auto place = [](const InputProblem& p) { return p.problem.at ? std::pair(p.problem.at->line, p.problem.at->column) : std::pair(0u, 0u); };
    return std::tuple(std::string_view(a.app), std::string_view(a.stack), std::string_view(a.problem.file), place(a)) <
           std::tuple(std::string_view(b.app), std::string_view(b.stack), std::string_view(b.problem.file), place(b));
  });
}

}  // namespace

Report check(Input input, std::span<const BoundRule> bound_rules, const EngineOptions& options, Timings* timings) {
  Stopwatch watch;
  // Reports are the same whatever order the rules come in.
  std::vector<BoundRule> rules(bound_rules.begin(), bound_rules.end());
  std::sort(rules.begin(), rules.end(), [](const BoundRule& a, const BoundRule& b) { return a.rule->id < b.rule->id; });
  Report report;
  report.version = options.version;
  report.root = input.root;
  report.gate = options.gate;
  report.problems = std::move(input.problems);
  Understood understood = understand(input, options, report.problems);
  if (timings) timings->understand = watch.lap();

  Found found;
  found.milliseconds.resize(rules.size());
  for (const auto& stack : understood.stacks) {
    StackReport described = describe(*stack, options);
    described.judged = judge(*stack, understood.app_of(*stack), rules, found);
    add_conventions(*stack, described);
    report.stacks.push_back(std::move(described));
  }
  if (timings) timings->judge = watch.lap();

  finish(report, found.drafts, options.frames);
  report.undetermined = found.undetermined.take();
  sort_problems(report.problems);
  for (const BoundRule& bound : rules) report.rules.push_back({bound.rule, bound.arguments});
  report.rulebook = digest_of(rules);
  report.failed = is_failed(report);
  if (timings) {
    timings->report = watch.lap();
    for (std::size_t i = 0; i < rules.size(); ++i) timings->rules.emplace_back(rules[i].rule->id, found.milliseconds[i]);
    std::stable_sort(timings->rules.begin(), timings->rules.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  }
  return report;
}

std::uint32_t Report::count(Severity severity) const {
  return static_cast<std::uint32_t>(std::count_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.severity == severity; }));
}

std::uint32_t Report::groups() const {
  return static_cast<std::uint32_t>(std::count_if(findings.begin(), findings.end(), [](const Finding& f) { return f.group == f.fingerprint; }));
}

int Report::exit_code() const {
  if (!problems.empty() || stacks.empty()) return 3;
  return failed ? 1 : 0;
}

}  // namespace paycheck
