// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// The command line: turns arguments into calls of the modules, and their outcome into an exit
/// code.
///
/// 0: nothing to complain about. 1: a finding at or above `--fail-on`. 2: usage, configuration or
/// rule file wrong. 3: an input unreadable, or nothing to scan. 2 goes before 3, 3 before 1.

#include <map>

#include "paycheck/report.hpp"

namespace paycheck {

/// The world that a run sees; tests make their own.
struct World {
  std::map<std::string, std::string> environment;  ///< ENVIRONMENT_SUFFIX, NO_COLOR, TERM
  bool out_is_terminal = false;
  bool error_is_terminal = false;
  std::function<void(std::string_view)> out;
  std::function<void(std::string_view)> error;
  std::string working_directory;  ///< empty: the process's own
  std::function<Result<std::string>()> standard_input;
};

/// Runs one command; `arguments` without the program's name. Returns the exit code.
int run(const std::vector<std::string>& arguments, const World& world);

}  // namespace paycheck
