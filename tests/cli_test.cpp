// SPDX-License-Identifier: Apache-2.0
// The command line in process: each row is a tree of files, a command in it, and everything that
// the command may leave behind: exit code, standard output, standard error, files. Last, the same
// facts of the program as a process.

#include <nlohmann/json.hpp>

#include "load_tree.hpp"
#include "program.hpp"

namespace {

using namespace program;
using load_tree::Tree;
using Files = std::vector<std::pair<std::string, std::string>>;
using Words = std::vector<std::string>;

// One stack per severity, and what fits in none.
const std::string kNothing = "{}";
const std::string kClean = R"({"resource": {"aws_sqs_queue": {"q": {"name": "q"}}}})";
const std::string kNoAws = R"({"resource": {"null_resource": {"n": {}}}})";
const std::string kCritical =
    R"({"resource": {"aws_lambda_function": {"f": {"function_name": "f", "filename": "f.py", "role": "r"}}}})";
const std::string kHigh = R"({"resource": {"aws_kms_key": {"k": {"enable_key_rotation": true}}}})";
const std::string kMedium = R"({"resource": {"aws_sns_topic": {"t": {"name": "t"}}}})";
const std::string kLow = R"({"resource": {"aws_sqs_queue": {"a": {"tags": {"CostCenter": "1"}},
  "b": {"tags": {"CostCenter": "1"}}, "c": {"tags": {"costcenter": "1"}}}}})";
const std::string kUndetermined =
    R"({"variable": {"key": {}}, "resource": {"aws_sns_topic": {"t": {"name": "t", "kms_master_key_id": "${var.key}"}}}})";

void lay_out(const Tree& tree, const Files& files) {
  for (const auto& [name, text] : files) tree.add(name, text);
}

Run run_in(const Tree& tree, Words arguments, std::map<std::string, std::string> environment = {},
           std::string input = {}) {
  for (std::string& argument : arguments) argument = tree.expand(argument);
  return run(arguments, tree.path(""), std::move(environment), std::move(input));
}

std::string shown(const Run& run) {
  return "[" + std::to_string(run.code) + "]\n" + (run.out.empty() ? "" : "out: " + run.out) +
         (run.error.empty() ? "" : "error: " + run.error);
}

nlohmann::json report_in(const Tree& tree, Words arguments,
                         std::map<std::string, std::string> environment = {},
                         std::string input = {}) {
  arguments.insert(arguments.end(), {"-f", "json"});
  Run result = run_in(tree, std::move(arguments), std::move(environment), std::move(input));
  CHECK(result.error == "");
  REQUIRE(nlohmann::json::accept(result.out));
  return nlohmann::json::parse(result.out);
}

/// A manifest of the stacks `bad` and `good`.
const std::string kManifest = "{\"version\": \"0.21.0\", \"stacks\": {\n" +
                              load_tree::entry("bad") + ",\n" + load_tree::entry("good") + "}}\n";

}  // namespace

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
       "paycheck: unknown format 'xml' (formats are text, json)\n"},
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

TEST_CASE("one bad stack is one problem, the other is scanned") {
  struct Case {
    std::string title;
    std::string bad;      ///< the bad stack's text, `->target`, or `/` for a folder
    std::string problem;  ///< as the text report tells it
  };
  const Case cases[] = {
      {"not there", "", R"(problem[missing] "stacks/bad/cdk.tf.json" does not exist
  --> cdktf.out/manifest.json:2:72
   = help: run 'cdktf synth' again
)"},
      {"empty", " ", R"(problem[empty] the text holds nothing but white space
  --> cdktf.out/stacks/bad/cdk.tf.json:1:1
)"},
      {"truncated", "{\n  \"resource\": {\n    \"aws_sqs_queue\": ",
       R"(problem[syntax] unexpected end of text: expected a value
  --> cdktf.out/stacks/bad/cdk.tf.json:3:22
   = help: the '{' at line 2, column 15 is not closed
)"},
      {"HCL", "resource \"aws_sqs_queue\" \"q\" {\n}\n",
       R"(problem[unsupported] HCL configuration is not read by this version
  --> cdktf.out/stacks/bad/cdk.tf.json
   = help: synthesize JSON: run 'cdktf synth' without --hcl and SYNTH_HCL_OUTPUT
)"},
      {"no JSON", "Error: synth failed\n", R"(problem[syntax] unexpected 'Error': expected a value
  --> cdktf.out/stacks/bad/cdk.tf.json:1:1
)"},
      {"trailing comma", R"({"resource": {"aws_sqs_queue": {"q": {}}},})",
       R"(problem[syntax] unexpected '}': expected a key in double quotes
  --> cdktf.out/stacks/bad/cdk.tf.json:1:43
   = help: JSON allows no comma after the last member
)"},
      {"UTF-16", std::string("\xFF\xFE{\0}\0", 6),
       R"(problem[encoding] the text is UTF-16 (little endian), not UTF-8
  --> cdktf.out/stacks/bad/cdk.tf.json:1:1
   = help: PowerShell's > writes UTF-16; write UTF-8 without a byte order mark
)"},
      {"byte order mark", "\xEF\xBB\xBF{}",
       R"(problem[encoding] the text starts with a UTF-8 byte order mark
  --> cdktf.out/stacks/bad/cdk.tf.json:1:1
   = help: Terraform refuses it; write UTF-8 without a byte order mark
)"},
      {"100,000 brackets", "{\"a\": " + std::string(100'000, '['),
       R"(problem[too-deep] nested deeper than 10000 levels
  --> cdktf.out/stacks/bad/cdk.tf.json:1:10006
)"},
      {"100,000 objects",
       [] {
         std::string text;
         for (int i = 0; i < 100'000; ++i) text += "{\"a\":";
         return text;
       }(),
       R"(problem[too-deep] nested deeper than 10000 levels
  --> cdktf.out/stacks/bad/cdk.tf.json:1:50001
)"},
      {"a resource twice",
       "{\n  \"resource\": {\n    \"aws_sqs_queue\": {\n      \"q\": {\"name\": \"a\"},\n      "
       "\"q\": {\"name\": \"b\"}\n    }\n  }\n}\n",
       R"(problem[duplicate] aws_sqs_queue.q is declared twice
  --> cdktf.out/stacks/bad/cdk.tf.json:5:7
   = help: first at line 4
)"},
      {"a wrong root", "7",
       R"(problem[structure] configuration: expected an object or an array of objects, found a number
  --> cdktf.out/stacks/bad/cdk.tf.json:1:1
)"},
      {"no labels", R"({"resource": {}})", R"(problem[structure] resource: missing block label
  --> cdktf.out/stacks/bad/cdk.tf.json:1:14
   = help: write {"type": {...}} or leave it out
)"},
      {"a folder", "/", R"(problem[unreadable] is a folder, not a file
  --> cdktf.out/stacks/bad/cdk.tf.json
)"},
      {"a link to itself", "->cdk.tf.json",
       R"(problem[unreadable] cannot be read: Too many levels of symbolic links
  --> cdktf.out/stacks/bad/cdk.tf.json
)"},
      {"a link out of the folder", "->{tree}/outside.tf.json",
       R"(problem[structure] "stacks/bad/cdk.tf.json" is a symbolic link that leads out of the manifest's folder
  --> cdktf.out/manifest.json:2:72
)"},
      {"a binary plan", std::string("PK\x03\x04\0\0\0\0", 8),
       R"(problem[unsupported] this is a binary plan, which is never read
  --> cdktf.out/stacks/bad/cdk.tf.json
   = help: scan the synthesized configuration: cdktf.out or *.tf.json
)"},
      {"a raw state",
       R"({"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x", "outputs": {}, "resources": []})",
       R"(problem[unsupported] this is a raw state file, which is never read
  --> cdktf.out/stacks/bad/cdk.tf.json
   = help: scan the synthesized configuration: cdktf.out or *.tf.json
)"},
      {"a state as JSON",
       R"({"format_version": "1.0", "terraform_version": "1.9.0", "values": {"root_module": {}}})",
       R"(problem[unsupported] a state (terraform show -json) is not read by this version
  --> cdktf.out/stacks/bad/cdk.tf.json
   = help: scan the synthesized configuration: cdktf.out or *.tf.json
)"},
      {"a plan as JSON",
       R"({"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {}, "resource_changes": [], "configuration": {}})",
       R"(problem[unsupported] a plan (terraform show -json) is not read by this version
  --> cdktf.out/stacks/bad/cdk.tf.json
   = help: scan the synthesized configuration: cdktf.out or *.tf.json
)"},
  };
  const std::string rest = R"(
good  cdktf.out/stacks/good/cdk.tf.json, 1 resource
  suffix: none (only 1 name); say --suffix to judge names

1 stack, 1 resource, 1 rule: 0 findings, 0 undetermined, 1 problem
)";
  for (const Case& c : cases) {
    CAPTURE(c.title);
    Tree tree;
    lay_out(tree, {{"cdktf.out/manifest.json", kManifest},
                   {"cdktf.out/stacks/good/cdk.tf.json", kClean},
                   {"outside.tf.json", kClean}});
    if (c.bad == "/")
      tree.add("cdktf.out/stacks/bad/cdk.tf.json/", "");
    else if (!c.bad.empty())
      tree.add("cdktf.out/stacks/bad/cdk.tf.json", c.bad);
    Run result = run_in(tree, {"scan", "cdktf.out", "--no-config", "--select", "TFM001"});
    CHECK(result.code == 3);
    CHECK(result.error == "");
    CHECK(result.out == c.problem + rest);
  }
}

TEST_CASE("nothing to scan") {
  struct Case {
    std::string title;
    Files files;
    std::string path;
    std::string out;
  };
  const std::string end =
      "\n0 stacks, 0 resources, 1 rule: 0 findings, 0 undetermined, 1 problem\n";
  const Case cases[] = {
      {"no such path", {}, "nowhere", "problem[missing] no such file or folder\n  --> nowhere\n"},
      {"an empty folder",
       {{"folder/", ""}},
       "folder",
       "problem[empty] nothing to scan in this folder: no manifest.json, no cdktf.out, no "
       "*.tf.json\n  --> folder\n"
       "   = help: run 'cdktf synth' and scan its cdktf.out\n"},
      {"a manifest without stacks",
       {{"cdktf.out/manifest.json", R"({"version": "0.21.0", "stacks": {}})"}},
       "cdktf.out",
       "problem[empty] the manifest names no stack\n  --> cdktf.out/manifest.json:1:33\n"},
      {"a manifest that is cut off",
       {{"cdktf.out/manifest.json", R"({"version")"}},
       "cdktf.out",
       "problem[syntax] unexpected end of text: expected ':'\n  --> cdktf.out/manifest.json:1:11\n"
       "   = help: the '{' at line 1, column 1 is not closed\n"},
      {"a manifest that names no file",
       {{"cdktf.out/manifest.json", R"({"version": "0.21.0", "stacks": {"a": {"name": "a"}}})"}},
       "cdktf.out",
       "problem[structure] the stack has no 'synthesizedStackPath'\n  --> "
       "cdktf.out/manifest.json:1:39\n"},
      {"a manifest that leads out",
       {{"cdktf.out/manifest.json",
         R"({"version": "0.21.0", "stacks": {"a": {"synthesizedStackPath": "../../a.tf.json"}}})"}},
       "cdktf.out",
       "problem[structure] synthesizedStackPath does not lead into the manifest's folder\n  --> "
       "cdktf.out/manifest.json:1:64\n"},
      {"standard input without text",
       {},
       "-",
       "problem[empty] the text is empty\n  --> stdin:1:1\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.title);
    Tree tree;
    lay_out(tree, c.files);
    Run result = run_in(tree, {"scan", c.path, "--no-config", "--select", "TFM001"});
    CHECK(shown(result) == "[3]\nout: " + c.out + end);
  }
}

TEST_CASE("outputs to files, one or several, beside standard output") {
  Tree tree;
  tree.add("main.tf.json", kCritical);
  Run text = run_in(tree, {"scan", "main.tf.json"}),
      json = run_in(tree, {"scan", "main.tf.json", "-f", "json"});
  Run both = run_in(tree, {"scan", "main.tf.json", "-o", "json={tree}/a.json", "--output",
                           "text={tree}/a.txt", "-o", "json={tree}/b.json"});
  CHECK(shown(both) == shown(text));
  CHECK(first_difference(json.out, read_file(tree.path("a.json"))) == "");
  CHECK(first_difference(json.out, read_file(tree.path("b.json"))) == "");
  CHECK(first_difference(text.out, read_file(tree.path("a.txt"))) == "");
  CHECK(!fs::exists(tree.path("a.json.partial")));
  CHECK(run_in(tree, {"scan", "-o", "json={tree}/c.json", "main.tf.json"}).code ==
        1);  // PATH may come last
  CHECK(first_difference(json.out, read_file(tree.path("c.json"))) == "");
  CHECK(first_difference(json.out, run_in(tree, {"scan", "--format=json", "main.tf.json"}).out) ==
        "");
}

TEST_CASE("a relative output lies in the working directory") {
  Tree tree;
  tree.add("main.tf.json", kClean);
  CHECK(shown(run_in(tree, {"scan", "main.tf.json", "-o", "json=out.json"})).starts_with("[0]"));
  CHECK(fs::exists(tree.path("out.json")));
}

TEST_CASE("colors only on a terminal, unless asked for") {
  Tree tree;
  tree.add("main.tf.json", kCritical);
  struct Case {
    bool terminal;
    std::map<std::string, std::string> environment;
    std::string option;
    bool colored;
  };
  const Case cases[] = {{false, {}, "auto", false},
                        {true, {}, "auto", true},
                        {true, {{"NO_COLOR", "1"}}, "auto", false},
                        {true, {{"NO_COLOR", ""}}, "auto", true},
                        {true, {{"TERM", "dumb"}}, "auto", false},
                        {false, {{"NO_COLOR", "1"}}, "always", true},
                        {true, {}, "never", false}};
  for (const Case& c : cases) {
    std::string out, error;
    World world;
    world.environment = c.environment;
    world.out_is_terminal = c.terminal;
    world.out = [&](std::string_view text) { out += text; };
    world.error = [&](std::string_view text) { error += text; };
    world.working_directory = tree.path("").string();
    CHECK(paycheck::run({"scan", "main.tf.json", "--color", c.option}, world) == 1);
    CHECK((out.find('\x1b') != std::string::npos) == c.colored);
    CHECK(error == "");
  }
}

TEST_CASE("which rules run") {
  Tree tree;
  lay_out(tree, {{"main.tf.json", kMedium},
                 {"off.json", R"({"rules": {"ENC": "off", "ENC005": "on"}})"},
                 {"quiet.json", R"({"rules": {"ENC005": "off"}})"}});
  struct Case {
    Words options;
    Words rules;  ///< that ran; empty: all
    std::size_t findings;
  };
  const Case cases[] = {
      {{}, {}, 1},
      {{"--select", "ENC005"}, {"ENC005"}, 1},
      {{"--select", "TopicWithoutCustomerKey"}, {"ENC005"}, 1},
      {{"--select", "ENC"}, {"ENC001", "ENC002", "ENC004", "ENC005"}, 1},
      {{"--select", "TFM002,ENC005"}, {"ENC005", "TFM002"}, 1},
      {{"--select", "TFM002", "--select", "ENC005"}, {"ENC005", "TFM002"}, 1},
      {{"--select", "ENC", "--ignore", "ENC005"}, {"ENC001", "ENC002", "ENC004"}, 0},
      {{"--select", "TFM"}, {"TFM001", "TFM002", "TFM003"}, 0},
      {{"--config", "{tree}/quiet.json", "--select", "ENC005"}, {"ENC005"}, 1},
      {{"--config", "{tree}/off.json", "--ignore", "IAM,KMS,NAM,TAG,TFM"}, {"ENC005"}, 1},
  };
  for (const Case& c : cases) {
    Words arguments = {"scan", "main.tf.json"};
    arguments.insert(arguments.end(), c.options.begin(), c.options.end());
    auto report = report_in(tree, arguments);
    Words ran;
    for (const auto& rule : report["rules"]) ran.push_back(rule["id"]);
    if (c.rules.empty())
      CHECK(ran.size() == rules().bound.size());
    else
      CHECK(ran == c.rules);
    CHECK(report["findings"].size() == c.findings);
  }
}

TEST_CASE("where the suffix comes from") {
  Tree tree;
  lay_out(
      tree,
      {{"app/main.tf.json",
        R"({"resource": {"aws_sqs_queue": {"a": {"name": "a-dev"}, "b": {"name": "b-dev"}, "c": {"name": "c-dev"}, "d": {"name": "d"}}}})"},
       {"app/paycheck.json", R"({"suffix": "c"})"},
       {"other.json", R"({"suffix": {"ma*": "d", "*": false}})"}});
  struct Case {
    Words options;
    std::map<std::string, std::string> environment;
    std::string value;  ///< empty: null
    std::string from;
    std::size_t findings;  ///< of NAM001 and NAM002
  };
  const Case cases[] = {
      {{"--no-config"}, {}, "dev", "names", 1},
      {{"--no-config", "--suffix", "x1"}, {}, "x1", "option", 4},
      {{"--no-config", "--suffix", "none"}, {}, "", "option", 0},
      {{"--no-config"}, {{"ENVIRONMENT_SUFFIX", "d"}}, "d", "environment", 3},
      {{"--no-config"}, {{"ENVIRONMENT_SUFFIX", "pr77"}}, "dev", "names", 1},
      {{}, {}, "c", "config", 3},
      {{"--suffix", "dev"}, {{"ENVIRONMENT_SUFFIX", "d"}}, "dev", "option", 1},
      {{"--config", "{tree}/other.json"}, {}, "d", "config", 3},
  };
  for (const Case& c : cases) {
    Words arguments = {"scan", "app/main.tf.json", "--select", "NAM"};
    arguments.insert(arguments.end(), c.options.begin(), c.options.end());
    CAPTURE(c.from);
    CAPTURE(c.value);
    auto report = report_in(tree, arguments, c.environment);
    auto suffix = report["stacks"][0]["conventions"]["suffix"];
    CHECK((suffix["value"].is_null() ? "" : suffix["value"].get<std::string>()) == c.value);
    CHECK(suffix["from"] == c.from);
    CHECK(report["findings"].size() == c.findings);
  }
}

TEST_CASE(
    "the configuration is searched upward from the first path, and the command line beats it") {
  Tree tree;
  lay_out(tree, {{"repo/.git/", ""},
                 {"repo/paycheck.json", "// for all\n{\"failOn\": [\"medium\"],}\n"},
                 {"repo/app/main.tf.json", kMedium},
                 {"repo/lax/paycheck.json", R"({"failOn": ["none"]})"},
                 {"repo/lax/main.tf.json", kCritical},
                 {"paycheck.json", R"({"failOn": ["low"]})"},
                 {"alone/.git/", ""},
                 {"alone/main.tf.json", kMedium}});
  struct Case {
    Words arguments;
    int code;
  };
  const Case cases[] = {
      {{"repo/app/main.tf.json"}, 1},
      {{"repo/app"}, 1},
      {{"repo/app", "--no-config"}, 0},
      {{"repo/app", "--fail-on", "high"}, 0},
      {{"repo/lax"}, 0},
      {{"repo/lax", "repo/app"}, 0},
      {{"repo/app", "repo/lax"}, 1},
      {{"alone"}, 0},
      {{"alone", "--config", "{tree}/paycheck.json"}, 1},
      {{"alone", "--config", "paycheck.json"}, 1},
  };
  for (const Case& c : cases) {
    Words arguments = {"scan"};
    arguments.insert(arguments.end(), c.arguments.begin(), c.arguments.end());
    CAPTURE(c.arguments.front());
    CAPTURE(c.arguments.back());
    CHECK(run_in(tree, arguments).code == c.code);
  }
  CHECK(run_in(tree, {"scan", "-"}, {}, kMedium).code == 1);  // the working directory's says low
  CHECK(run_in(tree, {"scan", "-", "--no-config"}, {}, kMedium).code == 0);
}

TEST_CASE("parameters of rules") {
  Tree tree;
  lay_out(tree,
          {{"main.tf.json",
            R"({"resource": {"aws_sqs_queue": {"q": {"name": "q", "tags": {"Team": "a"}}}}})"},
           {"id.json", R"({"params": {"TAG001": {"keys": ["Owner", "Team"]}}})"},
           {"pack.json", R"({"params": {"TAG": {"keys": ["Owner"]}}})"}});
  CHECK(report_in(tree, {"scan", "main.tf.json", "--no-config"})["findings"].size() == 0);
  for (const char* file : {"{tree}/id.json", "{tree}/pack.json"}) {
    auto report = report_in(tree, {"scan", "main.tf.json", "--config", file, "--select", "TAG001"});
    REQUIRE(report["findings"].size() == 1);
    CHECK(report["findings"][0]["message"].get<std::string>().find("Owner") != std::string::npos);
    CHECK(report["findings"][0]["message"].get<std::string>().find("Team") == std::string::npos);
    CHECK(report["rules"][0]["params"]["keys"][0] == "Owner");
  }
}

TEST_CASE("rules of a folder are added") {
  Tree tree;
  std::string rule = read_file(repository() / "rules/encryption/topic-without-customer-key.md");
  std::string replaced = rule, added = rule;
  std::size_t severity = replaced.find("Severity: medium");
  REQUIRE(severity != std::string::npos);
  replaced.replace(severity, 16, "Severity: critical");
  added.replace(added.find("ENC005"), 6, "ENC999");
  lay_out(tree, {{"main.tf.json", kMedium},
                 {"replaced/encryption/topic-without-customer-key.md", replaced},
                 {"added/encryption/topic-without-any-key.md", added}});
  CHECK(report_in(tree, {"scan", "main.tf.json", "--rules",
                         "{tree}/replaced"})["summary"]["findings"]["critical"] == 1);
  auto report = report_in(tree, {"scan", "main.tf.json", "--rules", "{tree}/added"});
  CHECK(report["rules"].size() == rules().bound.size() + 1);
  CHECK(report["findings"].size() == 2);
}

TEST_CASE("standard input") {
  Tree tree;
  auto report = report_in(tree, {"scan", "-", "--no-config"}, {}, kCritical);
  CHECK(report["stacks"][0]["app"] == ".");
  CHECK(report["stacks"][0]["stack"] == "stdin");
  CHECK(report["stacks"][0]["file"] == "stdin");
  CHECK(report["findings"][0]["location"]["file"] == "stdin");
  CHECK(run_in(tree, {"scan", "--no-config", "-"}, {}, kClean).code == 0);
  CHECK(run_in(tree, {"scan", "--no-config", "-"}, {}, "{").code == 3);
}

TEST_CASE("paths in reports are relative to the root") {
  struct Case {
    Words arguments;
    std::string folder;  ///< in which the command runs
    std::string root;
    std::string file;
  };
  const Case cases[] = {
      {{"a/b/main.tf.json"}, "", ".", "a/b/main.tf.json"},
      {{"b"}, "a", ".", "b/main.tf.json"},
      {{"main.tf.json"}, "a/b", ".", "main.tf.json"},
      {{"{tree}/a/b/main.tf.json"}, "", ".", "a/b/main.tf.json"},
      {{"../a/b"}, "c", "input", "b/main.tf.json"},
      {{"a/b", "--root", "a"}, "", ".", "b/main.tf.json"},
      {{"{tree}/a/b", "--root", "{tree}"}, "c", ".", "a/b/main.tf.json"},
  };
  Tree tree;
  lay_out(tree, {{"a/b/main.tf.json", kCritical}, {"c/", ""}});
  for (const Case& c : cases) {
    CAPTURE(c.arguments.front());
    CAPTURE(c.folder);
    Words arguments = {"scan", "--no-config", "-f", "json"};
    for (const std::string& word : c.arguments) arguments.push_back(tree.expand(word));
    Run result = run(arguments, tree.path(c.folder));
    REQUIRE(nlohmann::json::accept(result.out));
    auto report = nlohmann::json::parse(result.out);
    CHECK(report["root"] == c.root);
    REQUIRE(report["findings"].size() == 1);
    CHECK(report["findings"][0]["location"]["file"] == c.file);
    CHECK(report["stacks"][0]["file"] == c.file);
    CHECK(result.out.find(tree.path("").string()) == std::string::npos);
  }
}

TEST_CASE("help and version") {
  Tree tree;
  Run version = run_in(tree, {"--version"});
  CHECK(version.code == 0);
  CHECK(version.out.starts_with("paycheck 0."));
  struct Case {
    Words arguments;
    Words words;
  };
  const Case cases[] = {
      {{"--help"}, {"Usage: paycheck ", "scan", "explain", "rules", "paycheck scan cdktf.out"}},
      {{"-h"}, {"Usage: paycheck "}},
      {{"scan", "--help"},
       {"Usage: paycheck scan ", "Examples:\n  paycheck scan cdktf.out", "Exit codes:", "--fail-on",
        "--no-config"}},
      {{"scan", "cdktf.out", "-h"}, {"Usage: paycheck scan "}},
      {{"explain", "--help"}, {"Usage: paycheck explain "}},
      {{"rules", "--help"}, {"Usage: paycheck rules ", "list", "show", "new", "test", "docs"}},
      {{"rules", "test", "--help"}, {"Usage: paycheck rules test ", "--update"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.arguments.front());
    Run result = run_in(tree, c.arguments);
    CHECK(result.code == 0);
    CHECK(result.error == "");
    for (const std::string& word : c.words)
      CHECK_MESSAGE(result.out.find(word) != std::string::npos, word << " in\n" << result.out);
  }
}

TEST_CASE("the rulebook from the command line") {
  Tree tree;
  Run list = run_in(tree, {"rules", "list"});
  CHECK(list.code == 0);
  CHECK(static_cast<std::size_t>(std::count(list.out.begin(), list.out.end(), '\n')) ==
        rules().book.rules().size());
  CHECK(list.out.find("KMS002  critical  Replica with a key of another region\n") !=
        std::string::npos);
  Run json = run_in(tree, {"rules", "list", "--format", "json"});
  REQUIRE(nlohmann::json::accept(json.out));
  CHECK(nlohmann::json::parse(json.out).size() == rules().book.rules().size());
  for (const char* name : {"KMS002", "ReplicaKeyInWrongRegion"})
    CHECK(run_in(tree, {"explain", name}).out ==
          read_file(repository() / "rules/keys/replica-key-in-wrong-region.md"));
  CHECK(run_in(tree, {"rules", "show", "KMS002"}).out.find("\"id\": \"KMS002\"") !=
        std::string::npos);
}

TEST_CASE("every rule of the book passes its examples") {
  Run result = run({"rules", "test", (repository() / "rules").string()});
  CHECK(result.code == 0);
  CHECK(result.error == "");
  CHECK_MESSAGE(result.out.ends_with(", 0 failed\n"), result.out);
}

TEST_CASE("a stack without AWS resources is fine") {
  Tree tree;
  tree.add("main.tf.json", kNoAws);
  CHECK(shown(run_in(tree, {"scan", "main.tf.json", "--no-config", "--select", "ENC005"})) == R"([0]
out: main  main.tf.json, 1 resource

1 stack, 1 resource, 1 rule: 0 findings, 0 undetermined, 0 problems
)");
}

TEST_CASE("wall time goes to standard error, when asked for") {
  Tree tree;
  tree.add("main.tf.json", kClean);
  Run plain = run_in(tree, {"scan", "main.tf.json", "--no-config"}),
      timed = run_in(tree, {"scan", "main.tf.json", "--no-config", "--timings"});
  CHECK(plain.error == "");
  CHECK(plain.out == timed.out);
  CHECK(timed.error.find(" ms in all\n") != std::string::npos);
}

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
