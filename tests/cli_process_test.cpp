// SPDX-License-Identifier: Apache-2.0
// The program as a process: exit code, the two streams, the environment.

#include "cli_scene.hpp"

using namespace cli_scene;

namespace {

/// Runs the program itself; `rest` is shell text.
Run process(const Tree& tree, const std::string& rest) {
  std::string command = "cd '" + tree.path("").string() + "' && '" PAYCHECK_BINARY "' " + rest;
  if (rest.find("1>") == std::string::npos) command += " 1>out.txt";
  if (rest.find("2>") == std::string::npos) command += " 2>error.txt";
  int status = std::system(command.c_str());
  Run result;
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  result.out = read_file(tree.path("out.txt"));
  result.error = read_file(tree.path("error.txt"));
  return result;
}

}  // namespace

TEST_CASE("the program as a process") {
  Tree tree;
  lay_out(tree,
          {{"clean.tf.json", kClean}, {"critical.tf.json", kCritical}, {"broken.tf.json", "{"}});
  struct Case {
    std::string command;
    int code;
    bool out, error;  ///< whether something is written there
  };
  const Case cases[] = {
      {"scan clean.tf.json --no-config", 0, true, false},
      {"scan critical.tf.json --no-config", 1, true, false},
      {"scan critical.tf.json --no-config -f json", 1, true, false},
      {"scan broken.tf.json --no-config", 3, true, false},
      {"scan clean.tf.json --bad", 2, false, true},
      {"", 2, false, true},
      {"--help", 0, true, false},
      {"scan - --no-config < critical.tf.json", 1, true, false},
      {"scan - --no-config < clean.tf.json", 0, true, false},
      {"scan clean.tf.json --no-config 1>/dev/full", 2, false, true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.command);
    fs::remove(tree.path("out.txt"));
    Run result = process(tree, c.command);
    CHECK(result.code == c.code);
    CHECK(!result.out.empty() == c.out);
    CHECK(!result.error.empty() == c.error);
  }
}

TEST_CASE("process and function say the same") {
  Tree tree;
  tree.add("critical.tf.json", kCritical);
  for (const char* format : {"text", "json"}) {
    Run outside = process(tree, std::string("scan critical.tf.json --no-config -f ") + format);
    Run inside = run_in(tree, {"scan", "critical.tf.json", "--no-config", "-f", format});
    CHECK(shown(outside) == shown(inside));
  }
}

TEST_CASE("the environment's suffix reaches the program") {
  Tree tree;
  tree.add("main.tf.json",
           R"({"resource": {"aws_sqs_queue": {"a": {"name": "a-x7"}, "b": {"name": "b"}}}})");
  std::string command = "cd '" + tree.path("").string() +
                        "' && ENVIRONMENT_SUFFIX=x7 '" PAYCHECK_BINARY
                        "' scan main.tf.json --no-config > out.txt";
  int status = std::system(command.c_str());
  CHECK(WEXITSTATUS(status) == 1);
  CHECK(read_file(tree.path("out.txt")).find("'b'") != std::string::npos);
}
