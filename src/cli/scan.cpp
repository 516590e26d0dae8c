// SPDX-License-Identifier: Apache-2.0
// paycheck scan: rules and configuration first (exit 2), then inputs (exit 3), then findings (exit
// 1).

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "commands.hpp"

namespace paycheck {

namespace {

struct Output {
  Format format = Format::Text;
  std::string file;  // empty: standard output
};

Result<Output> output_of(std::string_view word, std::string file) {
  if (auto format = read_format(word)) return Output{*format, std::move(file)};
  std::string_view near = nearest(word, format_names());
  return Problem{ProblemKind::Structure,
                 {},
                 {},
                 fmt::format("unknown format '{}'", word),
                 near.empty() ? fmt::format("formats are {}", fmt::join(format_names(), ", "))
                              : fmt::format("did you mean '{}'?", near)};
}

Result<std::vector<Output>> outputs_of(const ScanRequest& request) {
  std::vector<Output> outputs;
  auto standard = output_of(request.format, {});
  if (!standard) return standard.problems();
  outputs.push_back(*standard);
  for (const std::string& text : request.outputs) {
    std::size_t sign = text.find('=');
    if (sign == std::string::npos || sign + 1 == text.size())
      return Problem{ProblemKind::Structure,
                     {},
                     {},
                     fmt::format("'{}' names no file", text),
                     "say -o FORMAT=FILE"};
    auto output = output_of(std::string_view(text).substr(0, sign), text.substr(sign + 1));
    if (!output) return output.problems();
    outputs.push_back(*output);
  }
  return outputs;
}

namespace fs = std::filesystem;

fs::path working_directory(const World& world) {
  std::error_code error;
  return world.working_directory.empty() ? fs::current_path(error)
                                         : fs::path(world.working_directory);
}

std::vector<Problem> check_root(const ScanRequest& request, const World& world) {
  std::error_code error;
  if (request.root.empty() || fs::is_directory(working_directory(world) / request.root, error))
    return {};
  return {Problem{ProblemKind::Missing,
                  request.root,
                  {},
                  "no such folder",
                  "--root is the folder to which paths are relative"}};
}

// The folder from which paycheck.json is searched upward.
std::string config_start(const ScanRequest& request, const World& world) {
  std::error_code error;
  fs::path base = working_directory(world);
  if (request.paths.front() == "-") return base.string();
  fs::path path = base / request.paths.front();
  return (fs::is_directory(path, error) ? path : path.parent_path()).lexically_normal().string();
}

Result<Config> config_of(const ScanRequest& request, const World& world, const Rulebook& book) {
  if (request.no_config) return Config{};
  std::string file =
      request.config_file.empty() ? find_config(config_start(request, world)) : request.config_file;
  if (file.empty()) return Config{};
  auto text = read_text_file(file);
  if (!text) return text.problems();
  return read_config(file, std::move(*text), book);
}

bool wants_color(const ScanRequest& request, const World& world) {
  if (request.color != "auto") return request.color == "always";
  auto set = [&](const char* name) {
    auto found = world.environment.find(name);
    return found == world.environment.end() ? std::string_view() : std::string_view(found->second);
  };
  return world.out_is_terminal && set("NO_COLOR").empty() && set("TERM") != "dumb";
}

// Everything that can be wrong with the question itself.
struct Question {
  std::vector<Output> outputs;
  Rulebook book;
  Config config;
  std::vector<BoundRule> rules;
  Gate gate;
};

Result<Question> question_of(const ScanRequest& request, const World& world) {
  Question question;
  std::vector<Problem> problems = check_root(request, world);
  auto take = [&](auto result, auto& target) {
    if (result)
      target = std::move(*result);
    else
      problems.insert(problems.end(), result.problems().begin(), result.problems().end());
  };
  take(outputs_of(request), question.outputs);
  take(rulebook_of(request.rules_folder), question.book);
  if (!problems.empty()) return problems;
  take(config_of(request, world, question.book), question.config);
  if (!problems.empty()) return problems;
  take(bind(question.book, question.config, {request.select, request.ignore, request.preview}),
       question.rules);
  if (problems.empty() && question.rules.empty())
    problems.push_back({ProblemKind::Structure,
                        {},
                        {},
                        "no rule is left to run",
                        "see --select, --ignore, --preview and the configuration's 'rules'"});
  if (question.config.gate) question.gate = *question.config.gate;
  if (!request.fail_on.empty()) take(read_gate(request.fail_on), question.gate);
  if (!problems.empty()) return problems;
  return question;
}

EngineOptions engine_options(const ScanRequest& request, const World& world,
                             const Question& question) {
  EngineOptions options;
  options.version = PAYCHECK_VERSION;
  options.stack.suffix = request.suffix;
  options.stack.suffix_from = request.suffix.empty() ? "" : "option";
  auto environment = world.environment.find("ENVIRONMENT_SUFFIX");
  if (environment != world.environment.end())
    options.stack.environment_suffix = environment->second;
  options.config = &question.config;
  options.gate = question.gate;
  auto is_text = [](const Output& output) { return output.format == Format::Text; };
  options.frames = std::any_of(question.outputs.begin(), question.outputs.end(), is_text);
  options.hashes = !std::all_of(question.outputs.begin(), question.outputs.end(), is_text);
  return options;
}

void tell_timings(const Timings& timings, double load, double write, double wall,
                  const World& world) {
  std::string text = fmt::format(
      "read {:.1f} ms, understood {:.1f} ms, judged {:.1f} ms, sorted {:.1f} ms, wrote {:.1f} ms; "
      "{:.1f} ms in all\n",
      load, timings.understand, timings.judge, timings.report, write, wall);
  for (const auto& [rule, milliseconds] : timings.rules)
    text += fmt::format("  {} {:.2f} ms\n", rule, milliseconds);
  world.error(text);
}

class Clock {
 public:
  double lap() {
    auto now = std::chrono::steady_clock::now();
    double result = std::chrono::duration<double, std::milli>(now - last_).count();
    last_ = now;
    return result;
  }
  double total() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_)
        .count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now(), last_ = start_;
};

// `-o sarif=DIR`: a folder that is there, or a path that ends like one.
bool is_folder(const std::string& path) {
  std::error_code error;
  return path.ends_with('/') || fs::is_directory(path, error);
}

std::optional<Problem> write_sarif_output(const Report& report, const std::string& file,
                                          const World& world) {
  bool folder = is_folder(file);
  SarifLogs logs =
      write_sarif(report, {PAYCHECK_HOMEPAGE, folder ? sarif_most_runs : std::size_t{0}});
  for (const std::string& warning : logs.warnings)
    world.error(fmt::format("paycheck: sarif: {}\n", warning));
  if (file.empty()) {
    world.out(logs.texts[0]);
    return std::nullopt;
  }
  if (!folder) return write_text_file(file, logs.texts[0]);
  std::error_code error;
  fs::create_directories(file, error);
  for (std::size_t i = 0; i < logs.texts.size(); ++i) {
    std::string path = (fs::path(file) / fmt::format("paycheck-{}.sarif", i + 1)).string();
    if (auto problem = write_text_file(path, logs.texts[i])) return problem;
  }
  return std::nullopt;
}

std::optional<Problem> write(const Report& report, const Output& output, bool color,
                             const World& world) {
  if (output.format == Format::Sarif) return write_sarif_output(report, output.file, world);
  std::string text;
  if (output.format == Format::Json)
    write_json(report, text);
  else
    write_text(report, {color && output.file.empty()}, text);
  if (!output.file.empty()) return write_text_file(output.file, text);
  world.out(text);
  return std::nullopt;
}

}  // namespace

int scan(const ScanRequest& request, const World& world) {
  Clock clock;
  auto question = question_of(request, world);
  if (!question) return refuse(world, question.problems());
  Input input = load(request.paths, {request.root, world.working_directory, world.standard_input});
  double loading = clock.lap();
  Timings timings;
  Report report =
      check(std::move(input), question->rules, engine_options(request, world, *question), &timings);
  clock.lap();
  for (const Output& output : question->outputs)
    if (auto problem = write(report, output, wants_color(request, world), world))
      return refuse(world, {&*problem, 1});
  double writing = clock.lap();
  if (request.timings)
    tell_timings(timings, loading, writing, clock.total(), world);
  else if (world.error_is_terminal)
    world.error(fmt::format("{:.0f} ms\n", clock.total()));
  return report.exit_code();
}

}  // namespace paycheck
