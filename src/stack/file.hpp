// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <system_error>

#include "paths.hpp"
#include "paycheck/json.hpp"

namespace paycheck::loading {

/// The whole text of a regular file. Pipes, devices and sockets are refused unopened. Problems:
/// Missing, Unreadable, TooLarge.
Result<std::string> read_file(const Located& file);

/// The whole text of the process's standard input.
Result<std::string> read_standard_input();

/// Missing or Unreadable, with the system's reason.
Problem system_problem(std::string file, std::error_code error);

}  // namespace paycheck::loading
