// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/engine.hpp"

namespace paycheck {

// A folder for the files that lie beside an example's stack; gone when the example is.
class Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  void write(const ExampleFile& file) const;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// An example as what the engine takes: a stack named `example`, its configuration and the rule.
struct Prepared {
  std::unique_ptr<Workspace> workspace;
  Input input;
  Config config;
  std::vector<BoundRule> rules;
  std::string problem;  // why it cannot be judged; empty if it can
};
Prepared prepare(const Example& example, const Rulebook& alone);

// What one example does: its report, and whether the rule had anything to say.
struct ExampleRun {
  std::string text;
  bool findings = false, undetermined = false, judged = false;
  bool unreadable = false;
};
ExampleRun run_example(const Example& example, const Rulebook& alone);

}  // namespace paycheck
