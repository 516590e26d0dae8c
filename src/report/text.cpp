// SPDX-License-Identifier: Apache-2.0
// Text for people: per stack what was learned, then each matter once, worst first, with its lines,
// the way it was reached and where help is; then what could not be decided; last a line of counts.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "matters.hpp"
#include "terminal.hpp"

namespace paycheck {

namespace {

constexpr std::size_t most_affected = 6;
constexpr std::size_t most_subjects = 3;

struct Paint {
  bool on;
  std::string_view code(std::string_view escape) const { return on ? escape : std::string_view(); }
  std::string_view bold() const { return code("\x1b[1m"); }
  std::string_view dim() const { return code("\x1b[2m"); }
  std::string_view blue() const { return code("\x1b[34m"); }
  std::string_view off() const { return code("\x1b[0m"); }
  std::string_view severity(Severity severity) const {
    switch (severity) {
      case Severity::Critical:
        return code("\x1b[1;31m");
      case Severity::High:
        return code("\x1b[31m");
      case Severity::Medium:
        return code("\x1b[33m");
      case Severity::Low:
        return code("\x1b[36m");
    }
    return {};
  }
};

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

class TextReport {
 public:
  TextReport(const Report& report, Paint paint, std::string& out)
      : report_(report), paint_(paint), out_(out) {
    for (const RuleReport& ran : report.rules) rules_.emplace(ran.rule->id, ran.rule);
  }

  void write() {
    problems();
    for (const StackReport& stack : report_.stacks) this->stack(stack);
    undetermined();
    counts();
  }

 private:
  template <class... Args>
  void print(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  void problems() {
    for (const InputProblem& entry : report_.problems) {
      const Problem& problem = entry.problem;
      print("{}problem[{}]{} {}\n", paint_.code("\x1b[1;31m"), to_string(problem.kind),
            paint_.off(), shown(problem.message));
      if (!problem.file.empty())
        print("  {}-->{} {}{}\n", paint_.blue(), paint_.off(), shown(problem.file),
              problem.at ? fmt::format(":{}:{}", problem.at->line, problem.at->column) : "");
      if (!problem.hint.empty())
        print("   {}={} help: {}\n", paint_.blue(), paint_.off(), shown(problem.hint));
      out_ += '\n';
    }
  }

  void stack(const StackReport& stack) {
    print("{}{}{}  {}, {}\n", paint_.bold(),
          shown(stack.app == "." ? stack.stack : stack.app + "/" + stack.stack), paint_.off(),
          shown(stack.file), counted(stack.resources, "resource"));
    conventions(stack);
    for (const Note& note : stack.notes) print("  {}: {}\n", shown(note.kind), shown(note.message));
    out_ += '\n';
    for (const Matter& matter : matters(stack)) tell(matter);
  }

  void conventions(const StackReport& stack) {
    const Suffix& suffix = stack.suffix;
    if (suffix.state == Suffix::State::Known)
      print("  suffix: {} ({})\n", shown(suffix.value), shown(suffix.why));
    else if (suffix.state == Suffix::State::Unknown)
      print("  suffix: undetermined ({})\n", shown(suffix.why));
    else if (stack.names > 0)
      print("  suffix: none ({}); say --suffix to judge names\n", shown(suffix.why));
    if (!stack.tags.empty())
      print("  usual tags: {}\n", shown(fmt::format("{}", fmt::join(stack.tags, ", "))));
  }

  // The stack's groups, worst first, then in the order of the file.
  std::vector<Matter> matters(const StackReport& stack) const {
    std::vector<Matter> result = matters_of(report_, stack);
    std::stable_sort(result.begin(), result.end(), [](const Matter& a, const Matter& b) {
      auto place = [](const Matter& m) {
        return m.first->location
                   ? std::tuple(std::string_view(m.first->location->file), m.first->location->line)
                   : std::tuple(std::string_view(), 0u);
      };
      return a.first->severity != b.first->severity ? a.first->severity > b.first->severity
                                                    : place(a) < place(b);
    });
    return result;
  }

  void tell(const Matter& matter) {
    const Finding& finding = *matter.first;
    out_ += paint_.severity(finding.severity);
    out_ += to_string(finding.severity);
    out_ += '[';
    out_ += finding.rule;
    out_ += ']';
    out_ += paint_.off();
    out_ += ' ';
    out_ += paint_.bold();
    append_shown(out_, finding.message);
    out_ += paint_.off();
    out_ += '\n';
    gutter_ =
        finding.frame
            ? fmt::format_int(finding.frame->first_line + finding.frame->lines.size() - 1).size()
            : 1;
    place(finding);
    if (finding.frame) frame(finding);
    detail("attribute", finding.attribute);
    way(finding);
    for (const std::string& assumed : finding.assumed) detail("assumed", assumed);
    affected(matter);
    detail("try", finding.suggestion);
    help(finding);
    out_ += '\n';
  }

  void place(const Finding& finding) {
    if (!finding.location) return;
    out_.append(gutter_, ' ');
    out_ += paint_.blue();
    out_ += "-->";
    out_ += paint_.off();
    out_ += ' ';
    append_shown(out_, finding.location->file);
    out_ += ':';
    number(finding.location->line);
    out_ += ':';
    number(finding.location->column);
    out_ += '\n';
  }

  void number(std::uint64_t value) {
    fmt::format_int text(value);
    out_.append(text.data(), text.size());
  }

  void frame(const Finding& finding) {
    const Frame& frame = *finding.frame;
    bar();
    out_ += '\n';
    for (std::size_t i = 0; i < frame.lines.size(); ++i) {
      std::uint32_t line = frame.first_line + static_cast<std::uint32_t>(i);
      fmt::format_int text(line);
      out_ += paint_.blue();
      out_.append(gutter_ - std::min(gutter_, text.size()), ' ')
          .append(text.data(), text.size())
          .append(" |");
      out_ += paint_.off();
      out_ += ' ';
      bool is_line = line == finding.location->line;
      append_shown(out_, frame.lines[i]);
      while (out_.back() == ' ') out_.pop_back();
      out_ += '\n';
      if (is_line) underline(frame, finding.severity);
    }
  }

  void underline(const Frame& frame, Severity severity) {
    bar();
    out_.append(frame.line_column, ' ');
    out_ += paint_.severity(severity);
    out_.append(frame.line_width, '^');
    out_ += paint_.off();
    out_ += '\n';
  }

  void bar() {
    out_ += paint_.blue();
    out_.append(gutter_ + 1, ' ');
    out_ += '|';
    out_ += paint_.off();
  }

  void detail(std::string_view what, std::string_view text) {
    if (text.empty()) return;
    out_.append(gutter_ + 1, ' ');
    out_ += paint_.blue();
    out_ += '=';
    out_ += paint_.off();
    out_ += ' ';
    out_ += what;
    out_ += ": ";
    append_shown(out_, text);
    out_ += '\n';
  }

  // How the verdict was reached: `aws_kms_key.main -> provider.aws.primary -> region us-east-1`.
  void way(const Finding& finding) {
    std::string steps;
    for (const TrailEntry& step : finding.trail) {
      if (step.what == TrailStep::What::Companion || step.what == TrailStep::What::Affected)
        continue;
      if (step.what == TrailStep::What::Reference && step.address == finding.address) continue;
      if (!steps.empty()) steps += " -> ";
      steps += step.message.empty() ? step.address : step.message;
    }
    detail("reached", steps);
  }

  void affected(const Matter& matter) {
    std::vector<std::string_view> addresses;
    for (const Finding* other : matter.others)
      if (other->address != matter.first->address &&
          (addresses.empty() || addresses.back() != other->address))
        addresses.push_back(other->address);
    if (addresses.empty()) return;
    std::size_t count = std::min(addresses.size(), most_affected);
    std::string text = fmt::format(
        "{}",
        fmt::join(addresses.begin(), addresses.begin() + static_cast<std::ptrdiff_t>(count), ", "));
    if (addresses.size() > count) text += fmt::format(" and {} more", addresses.size() - count);
    detail("affects", fmt::format("{}, {}", matter.first->address, text));
  }

  void help(const Finding& finding) {
    auto rule = rules_.find(finding.rule);
    std::string text = "paycheck explain ";
    text += finding.rule;
    if (rule != rules_.end()) text.append("  (").append(rule->second->title).append(")");
    detail("help", text);
  }

  void undetermined() {
    for (const Undetermined& entry : report_.undetermined) {
      print("{}undetermined[{}]{} {}", paint_.dim(), entry.rule, paint_.off(), shown(entry.reason));
      if (!entry.expression.empty()) print(": {}", shown(entry.expression));
      out_ += '\n';
      if (entry.location)
        print("  {}-->{} {}:{}:{}\n", paint_.blue(), paint_.off(), shown(entry.location->file),
              entry.location->line, entry.location->column);
      std::size_t count = std::min(entry.subjects.size(), most_subjects);
      std::string subjects = fmt::format(
          "{}", fmt::join(entry.subjects.begin(),
                          entry.subjects.begin() + static_cast<std::ptrdiff_t>(count), ", "));
      if (entry.subjects.size() > count)
        subjects += fmt::format(" and {} more", entry.subjects.size() - count);
      print("   {}={} subjects: {}\n\n", paint_.blue(), paint_.off(), shown(subjects));
    }
  }

  void counts() {
    std::size_t resources = 0;
    for (const StackReport& stack : report_.stacks) resources += stack.resources;
    print("{}, {}, {}: ", counted(report_.stacks.size(), "stack"), counted(resources, "resource"),
          counted(report_.rules.size(), "rule"));
    print("{}", counted(report_.findings.size(), "finding"));
    std::string split;
    for (Severity severity : {Severity::Critical, Severity::High, Severity::Medium, Severity::Low})
      if (std::uint32_t count = report_.count(severity))
        split += fmt::format("{}{} {}", split.empty() ? "" : ", ", count, to_string(severity));
    if (!split.empty()) print(" ({})", split);
    if (report_.groups() != report_.findings.size())
      print(" in {}", counted(report_.groups(), "group"));
    print(", {} undetermined, {}\n", report_.undetermined.size(),
          counted(report_.problems.size(), "problem"));
  }

  const Report& report_;
  Paint paint_;
  std::string& out_;
  std::unordered_map<std::string_view, const Rule*> rules_;
  std::size_t gutter_ = 1;
};

}  // namespace

void write_text(const Report& report, const TextOptions& options, std::string& out) {
  TextReport(report, Paint{options.color}, out).write();
}

}  // namespace paycheck
