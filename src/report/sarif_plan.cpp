// SPDX-License-Identifier: Apache-2.0
// One run per stack that was read. A stack that could not be read has none: a run without results
// would close its alerts. Its problem is told by the first run.

#include <map>

#include "sarif.hpp"

namespace paycheck::sarif {

std::vector<Run> plan(const Report& report) {
  std::vector<Run> runs;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> of_stack;
  for (const StackReport& stack : report.stacks) {
    of_stack.emplace(std::pair(std::string_view(stack.app), std::string_view(stack.stack)),
                     runs.size());
    runs.push_back({&stack, matters_of(report, stack)});
  }
  if (runs.empty()) runs.emplace_back();
  auto run_of = [&](std::string_view app, std::string_view stack) -> Run& {
    auto known = of_stack.find({app, stack});
    return runs[known == of_stack.end() ? 0 : known->second];
  };
  for (const Undetermined& entry : report.undetermined)
    run_of(entry.app, entry.stack).undetermined.push_back(&entry);
  for (const InputProblem& problem : report.problems)
    run_of(problem.app, problem.stack).problems.push_back(&problem);
  return runs;
}

}  // namespace paycheck::sarif
