// SPDX-License-Identifier: Apache-2.0
// Exit codes, and what is wrong with the question itself: told on standard error, whole texts.

#include "cli_scene.hpp"

using namespace cli_scene;

TEST_CASE("what fails a run") {
  const std::string stacks[] = {kClean, kLow, kMedium, kHigh, kCritical, kUndetermined};
  struct Case {
    std::string fail_on;  ///< empty: not given
    std::string codes;    ///< of clean, low, medium, high, critical, undetermined
  };
  const Case cases[] = {
      {"", "000110"},
      {"critical", "000010"},
      {"high", "000110"},
      {"medium", "001110"},
      {"low", "011110"},
      {"none", "000000"},
      {"none,undetermined", "000001"},
      {"high,undetermined", "000111"},
      {"undetermined,low", "011111"},
      {"critical,medium", "001110"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.fail_on);
    std::string codes;
    for (const std::string& stack : stacks) {
      Tree tree;
      tree.add("main.tf.json", stack);
      Words arguments = {"scan", "main.tf.json", "--no-config"};
      if (!c.fail_on.empty()) arguments.insert(arguments.end(), {"--fail-on", c.fail_on});
      Run result = run_in(tree, arguments);
      CHECK(result.error == "");
      codes += std::to_string(result.code);
    }
    CHECK(codes == c.codes);
  }
}

TEST_CASE("each severity's stack has one finding of that severity") {
  const std::pair<std::string, std::string> stacks[] = {
      {kLow, "low"}, {kMedium, "medium"}, {kHigh, "high"}, {kCritical, "critical"}};
  for (const auto& [stack, severity] : stacks) {
    CAPTURE(severity);
    Tree tree;
    tree.add("main.tf.json", stack);
    auto report = report_in(tree, {"scan", "main.tf.json", "--no-config"});
    CHECK(report["findings"].size() == 1);
    CHECK(report["summary"]["findings"][severity] == 1);
    CHECK(report["undetermined"].size() == 0);
  }
  Tree tree;
  tree.add("main.tf.json", kUndetermined);
  auto report = report_in(tree, {"scan", "main.tf.json", "--no-config"});
  CHECK(report["findings"].size() == 0);
  CHECK(report["undetermined"].size() >= 1);
}

TEST_CASE("2 goes before 3, 3 before 1, and none masks neither") {
  struct Case {
    std::string title;
    Words arguments;
    int code;
  };
  const Case cases[] = {
      {"fine", {"scan", "clean.tf.json"}, 0},
      {"without AWS resources", {"scan", "other.tf.json"}, 0},
      {"an empty configuration", {"scan", "nothing.tf.json"}, 0},
      {"a finding", {"scan", "critical.tf.json"}, 1},
      {"unreadable", {"scan", "broken.tf.json"}, 3},
      {"a finding beside something unreadable", {"scan", "critical.tf.json", "broken.tf.json"}, 3},
      {"a finding beside nothing", {"scan", "critical.tf.json", "nowhere"}, 3},
      {"none does not mask 3", {"scan", "broken.tf.json", "--fail-on", "none"}, 3},
      {"a wrong option beside something unreadable", {"scan", "broken.tf.json", "--bad"}, 2},
      {"a wrong rule beside something unreadable",
       {"scan", "broken.tf.json", "--select", "ABC"},
       2},
      {"a wrong format beside a finding", {"scan", "critical.tf.json", "-f", "x"}, 2},
      {"none does not mask 2",
       {"scan", "critical.tf.json", "--fail-on", "none", "--select", "ABC"},
       2},
      {"a wrong configuration beside something unreadable",
       {"scan", "broken.tf.json", "--config", "bad.json"},
       2},
      {"an output that cannot be written, beside a finding",
       {"scan", "critical.tf.json", "-o", "json=nowhere/x"},
       2},
      {"an output that cannot be written, beside something unreadable",
       {"scan", "broken.tf.json", "-o", "json=nowhere/x"},
       2},
  };
  Tree tree;
  lay_out(tree, {{"clean.tf.json", kClean},
                 {"other.tf.json", kNoAws},
                 {"nothing.tf.json", kNothing},
                 {"critical.tf.json", kCritical},
                 {"broken.tf.json", "{"},
                 {"bad.json", R"({"failon": ["high"]})"}});
  for (const Case& c : cases) {
    CAPTURE(c.title);
    Run result = run_in(tree, c.arguments);
    CHECK(result.code == c.code);
    CHECK((result.error == "") == (c.code != 2));
  }
}

TEST_CASE(
    "usage, configuration and rule files: everything on standard error, nothing on standard "
    "output") {
  const std::string kRule = "# Wrong\n\nId: ABC001\n";
  struct Case {
    std::string title;
    Words arguments;
    std::string error;
  };
  const Case cases[] = {
      {"no command", {}, "paycheck: no command is given (see 'paycheck --help')\n"},
      {"unknown command",
       {"scna", "a.tf.json"},
       "paycheck: unknown command 'scna' (did you mean 'scan'?)\n"},
      {"unknown command below rules",
       {"rules", "shwo"},
       "paycheck: unknown command 'shwo' (did you mean 'show'?)\n"},
      {"unknown option",
       {"scan", "a.tf.json", "--fial-on", "high"},
       "paycheck: unknown option '--fial-on' (did you mean '--fail-on'?)\n"},
      {"unknown option with its value",
       {"scan", "a.tf.json", "--fial-on=high"},
       "paycheck: unknown option '--fial-on' (did you mean '--fail-on'?)\n"},
      {"far from any option",
       {"scan", "a.tf.json", "--frobnicate"},
       "paycheck: unknown option '--frobnicate' (see 'paycheck scan --help')\n"},
      {"no path", {"scan"}, "paycheck: PATH is required (see 'paycheck scan --help')\n"},
      {"option without value",
       {"scan", "a.tf.json", "--suffix"},
       "paycheck: --suffix: 1 required SUFFIX missing (see 'paycheck scan --help')\n"},
      {"format",
       {"scan", "a.tf.json", "-f", "jsn"},
       "paycheck: unknown format 'jsn' (did you mean 'json'?)\n"},
      {"format far from any",
       {"scan", "a.tf.json", "-f", "xml"},
       "paycheck: unknown format 'xml' (formats are text, json, sarif)\n"},
      {"format of an output",
       {"scan", "a.tf.json", "-o", "txet=x"},
       "paycheck: unknown format 'txet' (did you mean 'text'?)\n"},
      {"output without a file",
       {"scan", "a.tf.json", "-o", "json"},
       "paycheck: 'json' names no file (say -o FORMAT=FILE)\n"},
      {"output with an empty file",
       {"scan", "a.tf.json", "-o", "json="},
       "paycheck: 'json=' names no file (say -o FORMAT=FILE)\n"},
      {"severity",
       {"scan", "a.tf.json", "--fail-on", "hihg"},
       "paycheck: unknown severity 'hihg' (did you mean 'high'?)\n"},
      {"contradiction",
       {"scan", "a.tf.json", "--fail-on", "none,high"},
       "paycheck: 'none' and 'high' exclude each other\n"},
      {"undetermined alone",
       {"scan", "a.tf.json", "--fail-on", "undetermined"},
       "paycheck: 'undetermined' needs a severity or 'none' beside it (such as "
       "high,undetermined)\n"},
      {"rule to select",
       {"scan", "a.tf.json", "--select", "ENC01"},
       "paycheck: --select: unknown rule or pack 'ENC01' (did you mean 'ENC001'?)\n"},
      {"rule to ignore",
       {"scan", "a.tf.json", "--ignore", "KMS02"},
       "paycheck: --ignore: unknown rule or pack 'KMS02' (did you mean 'KMS002'?)\n"},
      {"two wrong rules",
       {"scan", "a.tf.json", "--select", "ENC01", "--ignore", "KMS02"},
       "paycheck: --select: unknown rule or pack 'ENC01' (did you mean 'ENC001'?)\n"
       "paycheck: --ignore: unknown rule or pack 'KMS02' (did you mean 'KMS002'?)\n"},
      {"color",
       {"scan", "a.tf.json", "--color", "red"},
       "paycheck: --color: red not in {auto,always,never} (see 'paycheck scan --help')\n"},
      {"two configurations",
       {"scan", "a.tf.json", "--config", "a.json", "--no-config"},
       "paycheck: --config excludes --no-config (see 'paycheck scan --help')\n"},
      {"configuration that is not there",
       {"scan", "a.tf.json", "--config", "none.json"},
       "paycheck: none.json: no such file or folder\n"},
      {"configuration that is a folder",
       {"scan", "a.tf.json", "--config", "folder"},
       "paycheck: folder: is a folder, not a file\n"},
      {"key of the configuration",
       {"scan", "a.tf.json", "--config", "key.json"},
       "paycheck: key.json:2:3: unknown key 'failon' (did you mean 'failOn'?)\n"},
      {"configuration that does not parse",
       {"scan", "a.tf.json", "--config", "cut.json"},
       "paycheck: cut.json:2:13: unexpected end of text: expected a value (the '{' at line 1, "
       "column 1 is not closed)\n"},
      {"parameter of another type",
       {"scan", "a.tf.json", "--config", "type.json"},
       "paycheck: type.json:1:32: 'keys' of TAG001 must be a list of texts, found a number\n"},
      {"parameter that the rule has not",
       {"scan", "a.tf.json", "--config", "param.json"},
       "paycheck: param.json:1:24: rule TAG001 has no parameter 'kyes' (did you mean 'keys'?)\n"},
      {"rule of the configuration",
       {"scan", "a.tf.json", "--config", "rule.json"},
       "paycheck: rule.json:1:12: unknown rule or pack 'ENC01' (did you mean 'ENC001'?)\n"},
      {"rules that are not there",
       {"scan", "a.tf.json", "--rules", "none"},
       "paycheck: none: no such file or folder\n"},
      {"rules of a folder without any",
       {"scan", "a.tf.json", "--rules", "folder"},
       "paycheck: folder: no rule file in this folder (such as "
       "encryption/table-without-customer-key.md)\n"},
      {"a rule file that is wrong",
       {"scan", "a.tf.json", "--rules", "rules"},
       "paycheck: rules/encryption/wrong.md: rule ABC001 does not belong into folder encryption "
       "(rules of this folder are named ENC...)\n"
       "paycheck: rules/encryption/wrong.md:3:1: key 'Severity' is missing\n"
       "paycheck: rules/encryption/wrong.md:3:1: key 'Since' is missing\n"
       "paycheck: rules/encryption/wrong.md:3:1: key 'Controls' or 'Class' is missing (Class is "
       "for rules that no compliance control asks for)\n"
       "paycheck: rules/encryption/wrong.md:3:1: no paragraph says why the rule matters (it "
       "follows the metadata)\n"
       "paycheck: rules/encryption/wrong.md:3:1: no check (a fenced block ```paycheck)\n"
       "paycheck: rules/encryption/wrong.md:3:1: section '## Severity' is missing\n"
       "paycheck: rules/encryption/wrong.md:3:1: section '## Fix' is missing\n"
       "paycheck: rules/encryption/wrong.md:3:1: no good example (a heading '## Good: ...' with a "
       "json block)\n"
       "paycheck: rules/encryption/wrong.md:3:1: no bad example (a heading '## Bad: ...' with a "
       "json block)\n"},
      {"rule to explain",
       {"explain", "KMS02"},
       "paycheck: no rule is called 'KMS02' (did you mean 'KMS002'?)\n"},
      {"root that is no folder",
       {"scan", "a.tf.json", "--root", "none"},
       "paycheck: none: no such folder (--root is the folder to which paths are relative)\n"},
  };
  Tree tree;
  lay_out(tree, {{"a.tf.json", kClean},
                 {"folder/", ""},
                 {"key.json", "{\n  \"failon\": [\"high\"]\n}"},
                 {"cut.json", "{\n  \"failOn\": "},
                 {"type.json", "{\"params\": {\"TAG001\": {\"keys\": 7}}}"},
                 {"param.json", "{\"params\": {\"TAG001\": {\"kyes\": []}}}"},
                 {"rule.json", "{\"rules\": {\"ENC01\": \"off\"}}"},
                 {"rules/encryption/wrong.md", kRule}});
  for (const Case& c : cases) {
    CAPTURE(c.title);
    Run result = run_in(tree, c.arguments);
    CHECK(result.code == 2);
    CHECK(result.out == "");
    CHECK(result.error == c.error);
  }
}
