// SPDX-License-Identifier: Apache-2.0
// Bad input: each row is a stack that cannot be read, the problem that it must be, and the other
// stack that is scanned all the same.

#include "cli_scene.hpp"

using namespace cli_scene;

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
   = help: run 'terraform show -json cdk.tf.json > plan.json' and scan that
)"},
      {"a raw state",
       R"({"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x", "outputs": {}, "resources": []})",
       R"(problem[unsupported] this is a raw state file, which is never read
  --> cdktf.out/stacks/bad/cdk.tf.json
   = help: run 'terraform show -json > state.json' where it is used and scan that
)"},
      {"a state as JSON",
       R"({"format_version": "1.0", "terraform_version": "1.9.0", "values": {"root_module": {}}})",
       R"(problem[unsupported] this is a plan or state under the name of configuration
  --> cdktf.out/stacks/bad/cdk.tf.json
   = help: name it plan.json and scan it by its own path
)"},
      {"a plan as JSON",
       R"({"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {}, "resource_changes": [], "configuration": {}})",
       R"(problem[unsupported] this is a plan or state under the name of configuration
  --> cdktf.out/stacks/bad/cdk.tf.json
   = help: name it plan.json and scan it by its own path
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

TEST_CASE("a stack without AWS resources is fine") {
  Tree tree;
  tree.add("main.tf.json", kNoAws);
  CHECK(shown(run_in(tree, {"scan", "main.tf.json", "--no-config", "--select", "ENC005"})) == R"([0]
out: main  main.tf.json, 1 resource

1 stack, 1 resource, 1 rule: 0 findings, 0 undetermined, 0 problems
)");
}
