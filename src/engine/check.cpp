// SPDX-License-Identifier: Apache-2.0
// Understand every stack, judge it by every rule, sort, group, tell.

#include <algorithm>
#include <chrono>
#include <deque>
#include <iterator>
#include <system_error>
#include <thread>
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

// From so many bytes on a stack is understood twice, side by side, and its halves are judged side
// by side: a stack keeps what it computes, so two judges cannot share one. Decided by size alone,
// so that the report does not depend on the machine.
constexpr std::size_t large_from = 1'000'000;

bool is_large(const StackFiles& files) {
  std::size_t bytes = 0;
  for (const auto& document : files.documents) bytes += document->text().size();
  return bytes >= large_from;
}

struct UnderstoodStack {
  std::unique_ptr<Stack> stack;
  std::unique_ptr<Stack> twin;  // of a large stack, where a second thread could be had
  bool large = false;
};

// The stacks of one input that could be understood, apps side by side.
struct Understood {
  std::vector<UnderstoodStack> stacks;
  std::vector<const Stack*> views;

  std::span<const Stack* const> app_of(const Stack& stack) const {
    auto same = [&](const Stack* other) { return other->app() == stack.app(); };
    auto first = std::find_if(views.begin(), views.end(), same);
    auto last = std::find_if_not(first, views.end(), same);
    return {first, last};
  }
};

// Runs `work` on a thread of its own; false if there is none to be had.
bool start(std::thread& thread, std::function<void()> work) {
  try {
    thread = std::thread(std::move(work));
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

Result<UnderstoodStack> understand(StackFiles files, const StackOptions& options) {
  UnderstoodStack result;
  result.large = is_large(files);
  std::thread thread;
  StackFiles copy = result.large ? files : StackFiles();
  auto build_twin = [&] {
    result.twin = Stack::build_twin(std::move(copy), options);
    if (result.twin) result.twin->usual_tags();
  };
  bool started = result.large && start(thread, build_twin);
  auto stack = Stack::build(std::move(files), options);
  if (stack && started) (*stack)->suffix();
  if (started) thread.join();
  if (!stack) return stack.problems();
  result.stack = std::move(*stack);
  if (result.twin) result.stack->take_usual_tags(*result.twin);
  return result;
}

void agree_on_suffixes(std::span<UnderstoodStack> app) {
  std::vector<Stack*> stacks;
  for (const UnderstoodStack& each : app) stacks.push_back(each.stack.get());
  Stack::agree_on_suffix(stacks);
  for (UnderstoodStack& each : app)
    if (each.twin) each.twin->take_suffix(*each.stack);
}

Understood understand(Input& input, const EngineOptions& options,
                      std::vector<InputProblem>& problems) {
  Understood result;
  for (StackFiles& files : input.stacks) {
    if (!files.readable) continue;
    std::string app = files.app, name = files.name;
    StackOptions stack_options = options_for(files, options);
    auto stack = understand(std::move(files), stack_options);
    if (stack) {
      result.stacks.push_back(std::move(*stack));
    } else {
      for (const Problem& problem : stack.problems()) problems.push_back({problem, app, name});
    }
  }
  std::stable_sort(result.stacks.begin(), result.stacks.end(), [](const auto& a, const auto& b) {
    return std::tie(a.stack->app(), a.stack->name()) < std::tie(b.stack->app(), b.stack->name());
  });
  for (auto first = result.stacks.begin(); first != result.stacks.end();) {
    auto last = std::find_if(first, result.stacks.end(), [&](const auto& other) {
      return other.stack->app() != first->stack->app();
    });
    agree_on_suffixes({first, last});
    first = last;
  }
  for (const UnderstoodStack& each : result.stacks) result.views.push_back(each.stack.get());
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
  if (options.hashes && !files.documents.empty())
    result.sha256 = sha256(files.documents.front()->source_text());
  for (const Element& element : stack.elements()) result.resources += element.is_managed() ? 1 : 0;
  result.notes = files.notes;
  return result;
}

// What was learned; asked for after the rules have run, when it is known anyway.
void add_conventions(const Stack& stack, StackReport& report) {
  report.suffix = stack.suffix();
  report.names = static_cast<std::uint32_t>(stack.names().size());
  if (!report.suffix.note.empty())
    report.notes.push_back({"convention", report.suffix.note, {}, 0});
  Arena scratch;
  for (const Item& tag : stack.items(stack.usual_tags(), scratch).items)
    report.tags.emplace_back(tag.value.text());
}

// Which of a stack's resources some rule had something to say about.
class Judged {
 public:
  explicit Judged(const Stack& stack) : marks_(stack.elements().size()) {}
  void mark(const Element& element) {
    if (element.is_managed() && element.index < marks_.size()) marks_[element.index] = true;
  }
  std::uint32_t count() const {
    return static_cast<std::uint32_t>(std::count(marks_.begin(), marks_.end(), true));
  }

 private:
  std::vector<bool> marks_;
};

struct Found {
  std::deque<Draft> drafts;
  UndeterminedEntries undetermined;
  std::vector<double> milliseconds;  // per rule
  bool verdicts = false;             // at least one was given
};

// What is judged: a stack's elements from `first` to before `last`.
struct Part {
  const Stack& stack;
  std::span<const Stack* const> app;
  std::uint32_t first = 0, last = UINT32_MAX;
};

// Judges a part; returns how many resources were judged. Drafts are told of `of`, the stack or its
// twin.
std::uint32_t judge(const Part& part, const Stack& of, std::span<const BoundRule> rules,
                    Found& found) {
  Judged judged(part.stack);
  std::vector<language::Job> jobs;
  std::vector<std::size_t> rule_of;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const BoundRule& bound = rules[i];
    if (!occurs(part.stack, *bound.rule)) continue;
    rule_of.push_back(i);
    jobs.push_back({&bound.rule->check(), bound.arguments, [&](const language::Outcome& outcome) {
                      judged.mark(*outcome.subject);
                      found.verdicts = true;
                      if (outcome.kind == language::Outcome::Kind::Finding) {
                        found.drafts.push_back(draft_finding(part.stack, bound, outcome));
                        found.drafts.back().stack = &of;
                      }
                      if (outcome.kind == language::Outcome::Kind::Undetermined)
                        found.undetermined.add(part.stack, bound, outcome);
                    }});
  }
  language::Judge judge(part.stack, part.app);
  judge.run(jobs, part.first, part.last);
  found.milliseconds.resize(rules.size());
  for (std::size_t i = 0; i < rule_of.size(); ++i)
    found.milliseconds[rule_of[i]] += judge.milliseconds()[i];
  return judged.count();
}

void compile_patterns(std::span<const BoundRule> rules) {
  for (const BoundRule& bound : rules) language::compile_patterns(bound.rule->check(), {});
}

// The halves of a large stack, side by side where the stack has a twin.
std::uint32_t judge_halves(const UnderstoodStack& understood, std::span<const Stack* const> app,
                           std::span<const BoundRule> rules, Found& found) {
  const Stack& stack = *understood.stack;
  auto middle = static_cast<std::uint32_t>(stack.elements().size() / 2);
  Found later;
  std::uint32_t judged_later = 0;
  auto judge_later = [&] {
    Part part{understood.twin ? *understood.twin : stack, {}, middle, UINT32_MAX};
    judged_later = judge(part, stack, rules, later);
  };
  std::thread thread;
  compile_patterns(rules);
  bool started = understood.twin && start(thread, judge_later);
  std::uint32_t judged = judge({stack, app, 0, middle}, stack, rules, found);
  if (started)
    thread.join();
  else
    judge_later();
  std::move(later.drafts.begin(), later.drafts.end(), std::back_inserter(found.drafts));
  found.undetermined.append(std::move(later.undetermined));
  found.verdicts |= later.verdicts;
  for (std::size_t i = 0; i < rules.size(); ++i) found.milliseconds[i] += later.milliseconds[i];
  return judged + judged_later;
}

// A draft with what it is sorted by first, so that most comparisons touch nothing else.
struct Sorted {
  std::string_view address;
  Draft* draft;
};

bool before(const Sorted& a, const Sorted& b) {
  const Finding &x = a.draft->finding, &y = b.draft->finding;
  if (a.draft->stack != b.draft->stack) {
    int order = x.app.compare(y.app);
    return order != 0 ? order < 0 : x.stack < y.stack;
  }
  if (int order = a.address.compare(b.address)) return order < 0;
  if (int order = x.rule.compare(y.rule)) return order < 0;
  if (int order = x.path.compare(y.path)) return order < 0;
  if (x.each != y.each) return x.each < y.each;
  return x.message < y.message;
}

void finish(Report& report, std::deque<Draft>& drafts, bool frames) {
  std::vector<Sorted> by_address;
  by_address.reserve(drafts.size());
  for (Draft& draft : drafts) by_address.push_back({draft.finding.address, &draft});
  std::sort(by_address.begin(), by_address.end(), before);
  std::vector<Draft*> sorted;
  sorted.reserve(drafts.size());
  for (const Sorted& each : by_address) sorted.push_back(each.draft);
  group(sorted);
  report.findings.reserve(drafts.size());
  for (Draft* draft : sorted) {
    if (frames && draft->finding.group == draft->finding.fingerprint)
      draft->finding.frame = frame_of(*draft->stack, draft->place);
    report.findings.push_back(std::move(draft->finding));
  }
}

std::string digest_of(std::span<const BoundRule> rules) {
  std::string all;
  for (const BoundRule& bound : rules)
    all.append(bound.rule->id).append(" ").append(bound.rule->digest).append("\n");
  return sha256(all);
}

bool is_failed(const Report& report) {
  if (report.gate.undetermined && !report.undetermined.empty()) return true;
  return std::any_of(report.findings.begin(), report.findings.end(),
                     [&](const Finding& finding) { return report.gate.fails(finding.severity); });
}

void sort_problems(std::vector<InputProblem>& problems) {
  std::stable_sort(
      problems.begin(), problems.end(), [](const InputProblem& a, const InputProblem& b) {
        auto place = [](const InputProblem& p) {
          return p.problem.at ? std::pair(p.problem.at->line, p.problem.at->column)
                              : std::pair(0u, 0u);
        };
        return std::tuple(std::string_view(a.app), std::string_view(a.stack),
                          std::string_view(a.problem.file),
                          place(a)) < std::tuple(std::string_view(b.app), std::string_view(b.stack),
                                                 std::string_view(b.problem.file), place(b));
      });
}

}  // namespace

Report check(Input input, std::span<const BoundRule> bound_rules, const EngineOptions& options,
             Timings* timings) {
  Stopwatch watch;
  // Reports are the same whatever order the rules come in.
  std::vector<BoundRule> rules(bound_rules.begin(), bound_rules.end());
  std::sort(rules.begin(), rules.end(),
            [](const BoundRule& a, const BoundRule& b) { return a.rule->id < b.rule->id; });
  Report report;
  report.version = options.version;
  report.root = input.root;
  report.gate = options.gate;
  report.problems = std::move(input.problems);
  Understood understood = understand(input, options, report.problems);
  if (timings) timings->understand = watch.lap();

  Found found;
  found.milliseconds.resize(rules.size());
  for (const UnderstoodStack& each : understood.stacks) {
    const Stack& stack = *each.stack;
    StackReport described = describe(stack, options);
    auto app = understood.app_of(stack);
    described.judged = each.large ? judge_halves(each, app, rules, found)
                                  : judge({stack, app}, stack, rules, found);
    add_conventions(stack, described);
    report.stacks.push_back(std::move(described));
  }
  if (timings) timings->judge = watch.lap();

  finish(report, found.drafts, options.frames);
  report.undetermined = found.undetermined.take();
  report.has_verdicts = found.verdicts;
  sort_problems(report.problems);
  for (const BoundRule& bound : rules) report.rules.push_back({bound.rule, bound.arguments});
  report.rulebook = digest_of(rules);
  report.failed = is_failed(report);
  if (timings) {
    timings->report = watch.lap();
    for (std::size_t i = 0; i < rules.size(); ++i)
      timings->rules.emplace_back(rules[i].rule->id, found.milliseconds[i]);
    std::stable_sort(timings->rules.begin(), timings->rules.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
  }
  return report;
}

std::uint32_t Report::count(Severity severity) const {
  return static_cast<std::uint32_t>(std::count_if(
      findings.begin(), findings.end(), [&](const Finding& f) { return f.severity == severity; }));
}

std::uint32_t Report::groups() const {
  return static_cast<std::uint32_t>(std::count_if(
      findings.begin(), findings.end(), [](const Finding& f) { return f.group == f.fingerprint; }));
}

int Report::exit_code() const {
  if (!problems.empty() || stacks.empty()) return 3;
  return failed ? 1 : 0;
}

}  // namespace paycheck
