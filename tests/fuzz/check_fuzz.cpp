// SPDX-License-Identifier: Apache-2.0
// Any text is a check or a list of positioned problems; what a check prints parses to the same
// check. Comment lines `# Param: days = 30` at the top declare parameters.

#include <cstdlib>

#include "paycheck/language.hpp"

namespace {

using namespace paycheck;

std::vector<language::Parameter> parameters_of(std::string_view text) {
  constexpr std::string_view mark = "# Param: ";
  std::vector<language::Parameter> parameters;
  while (text.starts_with(mark)) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    line.remove_prefix(mark.size());
    std::size_t equal = line.find(" = ");
    if (equal == std::string_view::npos) continue;
    if (auto value = language::read_parameter(line.substr(equal + 3)))
      parameters.push_back({std::string(line.substr(0, equal)), *value, {}});
  }
  return parameters;
}

void require(bool holds) {
  if (!holds) std::abort();
}

void parse_again(const language::Check& check, std::span<const language::Parameter> parameters) {
  std::string once = language::to_string(check);
  auto again = language::parse_check(once, {"again", 1}, parameters);
  if (again) return require(language::to_string(*again) == once);
  // Parentheses that were not written count as nesting.
  for (const Problem& problem : again.problems())
    require(problem.kind == ProblemKind::TooDeep || problem.kind == ProblemKind::TooLarge);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto parameters = parameters_of(text);
  for (const language::Parameter& parameter : parameters)
    require(language::read_parameter(language::to_string(parameter.value)) == parameter.value);
  auto check = language::parse_check(text, {"fuzz", 1}, parameters);
  if (check) {
    parse_again(*check, parameters);
    language::to_string(*check, true);
    language::compile_patterns(*check, {"fuzz", 1});
  } else {
    for (const Problem& problem : check.problems())
      require(problem.at && problem.at->line > 0 && !problem.message.empty());
  }
  return 0;
}
