// SPDX-License-Identifier: Apache-2.0
// The process around the command line: streams, environment, exit code.

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

#include "paycheck/cli.hpp"

namespace {

// Whether all of it was written.
bool write(std::FILE* stream, std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stream) == text.size();
}

std::map<std::string, std::string> environment() {
  std::map<std::string, std::string> result;
  for (const char* name : {"ENVIRONMENT_SUFFIX", "NO_COLOR", "TERM"})
    if (const char* value = std::getenv(name)) result[name] = value;
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that leaves early is no reason to die loudly
  paycheck::World world;
  world.environment = environment();
  world.out_is_terminal = isatty(STDOUT_FILENO) != 0;
  world.error_is_terminal = isatty(STDERR_FILENO) != 0;
  int lost = 0;  // why standard output could not be written
  world.out = [&lost](std::string_view text) {
    if (!write(stdout, text)) lost = errno;
  };
  world.error = [](std::string_view text) { write(stderr, text); };
  int code = 3;
  try {
    code = paycheck::run({argv + (argc > 0 ? 1 : 0), argv + argc}, world);
  } catch (const std::bad_alloc&) {
    write(stderr, "paycheck: out of memory\n");
  }
  if (std::fflush(stdout) != 0) lost = errno;
  if (lost != 0 && lost != EPIPE) {  // a report that was not written must not pass for one
    write(stderr, std::string("paycheck: standard output: cannot be written: ") +
                      std::strerror(lost) + "\n");
    code = 2;
  }
  std::fflush(stderr);
  // Everything is written; the system takes the memory back faster than we could.
  std::_Exit(code);
}
