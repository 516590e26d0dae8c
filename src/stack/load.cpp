// SPDX-License-Identifier: Apache-2.0
// Each path of the command line is judged by what lies there. Everything found, problems included,
// is collected and put in order; nothing stops at the first fault.

#include <algorithm>
#include <tuple>

#include "file.hpp"
#include "loading.hpp"

namespace paycheck::loading {
namespace {

void load_standard_input(Loading& loading, const LoadOptions& options) {
  if (!loading.seen.insert("-").second) return;
  StackSource source;
  source.files.app = ".";
  source.files.name = source.files.file = "stdin";
  source.files.folder = ".";
  ReadFile read = read_document(
      {{}, "stdin"}, options.standard_input ? options.standard_input() : read_standard_input(),
      false, "");
  if (read.document && !read.document->is_translated())
    read = as_configuration(std::move(read.document));
  source.files.readable = read.document != nullptr;
  if (read.document) source.files.documents.push_back(std::move(read.document));
  source.problems = std::move(read.problems);
  source.files.notes = std::move(read.notes);
  add_stack(loading, std::move(source));
}

void load_path(Loading& loading, const std::string& path, const LoadOptions& options) {
  if (path == "-") return load_standard_input(loading, options);
  if (path.empty())
    return add_problem(loading, {ProblemKind::Missing, "", {}, "the path is empty", ""});
  Located located = locate(path, loading.root, loading.working_directory, loading.outside);
  std::error_code error;
  fs::file_status status = fs::status(located.path, error);
  if (!fs::exists(status)) {
    if (!error) error = std::make_error_code(std::errc::no_such_file_or_directory);
    Problem problem = system_problem(located.name, error);
    if (problem.kind == ProblemKind::Missing && is_output_name(located.path))
      problem.hint = "run 'cdktf synth' first";
    return add_problem(loading, std::move(problem));
  }
  return fs::is_directory(status) ? load_folder(loading, located) : load_file(loading, located);
}

bool comes_before(const InputProblem& a, const InputProblem& b) {
  auto key = [](const InputProblem& found) {
    Position at = found.problem.at.value_or(Position{});
    return std::tuple(std::string_view(found.app), std::string_view(found.stack),
                      std::string_view(found.problem.file), at.line, at.column,
                      std::string_view(found.problem.message));
  };
  return key(a) < key(b);
}

bool is_same(const InputProblem& a, const InputProblem& b) {
  return a.app == b.app && a.stack == b.stack && a.problem == b.problem;
}

void put_in_order(Input& input) {
  std::stable_sort(input.stacks.begin(), input.stacks.end(),
                   [](const StackFiles& a, const StackFiles& b) {
                     return std::tie(a.app, a.name, a.file) < std::tie(b.app, b.name, b.file);
                   });
  auto& problems = input.problems;
  std::stable_sort(problems.begin(), problems.end(), comes_before);
  problems.erase(std::unique(problems.begin(), problems.end(), is_same), problems.end());
}

}  // namespace

void add_problem(Loading& loading, Problem problem, std::string app) {
  loading.input.problems.push_back({std::move(problem), std::move(app), ""});
}

std::string real_path(const fs::path& path) {
  std::error_code error;
  fs::path real = fs::canonical(path, error);
  return error ? path.string() : real.string();
}

bool is_new(Loading& loading, const fs::path& path) {
  return loading.seen.insert(real_path(path)).second;
}

bool is_output_name(const fs::path& path) {
  return path.filename() == "cdktf.out";
}

bool is_stack_folder(const fs::path& path) {
  return path.parent_path().filename() == "stacks" &&
         is_output_name(path.parent_path().parent_path());
}

std::string app_of(const Located& stack_folder, const std::string& otherwise) {
  if (!is_stack_folder(stack_folder.path)) return otherwise;
  return parent_name(parent_name(parent_name(stack_folder.name)));
}

}  // namespace paycheck::loading

namespace paycheck {

Input load(const std::vector<std::string>& paths, const LoadOptions& options) {
  using namespace loading;
  Loading loading;
  std::error_code error;
  fs::path own = fs::current_path(error);
  loading.working_directory =
      normal(options.working_directory.empty() ? own.string() : options.working_directory, own);
  loading.root = options.root.empty() ? loading.working_directory
                                      : normal(options.root, loading.working_directory);
  for (const std::string& path : paths) load_path(loading, path, options);
  put_in_order(loading.input);
  loading.input.root = loading.outside ? "input" : ".";
  return std::move(loading.input);
}

}  // namespace paycheck
