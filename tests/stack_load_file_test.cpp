// SPDX-License-Identifier: Apache-2.0
// Single files, standard input and what is nothing to scan: everything is named, and by names that
// never leave the root; nothing blocks.

#include <sys/stat.h>

#include "load_tree.hpp"

using namespace load_tree;

using namespace std::string_literals;

TEST_CASE("a file is told by its content") {
  struct FileCase {
    std::string name;
    std::string text;
    std::string expected;  ///< the problem after kind and file; or the stack
  };
  const std::string scan = " (scan the synthesized configuration: cdktf.out or *.tf.json)\n";
  const std::string make_plan =
      " (run 'terraform plan -out=tfplan' and 'terraform show -json tfplan > plan.json', and scan "
      "that)\n";
  const std::string raw_state =
      " (run 'terraform show -json > state.json' where it is used and scan that)\n";
  const FileCase cases[] = {
      {"main.tf.json", kPlain, "stack . main: main.tf.json in ., terraform\n"},
      {"renamed.json", kStack, "stack . named: renamed.json in ., cdktf 0.20.7\n"},
      {"empty.json", "{}", "stack . empty: empty.json in ., terraform\n"},
      {"plan", "PK\x03\x04rest",
       "problem unsupported plan: this is a binary plan, which is never read (run 'terraform show "
       "-json plan > plan.json' and scan that)\n"},
      {"plan.json", R"({"format_version": "1.2", "planned_values": {}})",
       "stack . plan: plan.json in ., plan\n"},
      {"trimmed.json", R"({"resource_changes": []})", "stack . trimmed: trimmed.json in ., plan\n"},
      {"state.json", R"({"format_version": "1.0", "terraform_version": "1.11.4", "values": {}})",
       "stack . state: state.json in ., plan\n"},
      {"no-state.json", R"({"format_version": "1.0"})",
       "stack . no-state: no-state.json in ., plan\n"},
      {"future.json", R"({"format_version": "2.0", "planned_values": {}})",
       "problem unsupported future.json:1:20: a plan or state of format \"2.0\" is not read by "
       "this "
       "version\n"},
      {"named.tf.json", R"({"planned_values": {}})", R"(
stack . named: named.tf.json in ., terraform, unreadable
problem unsupported [. named] named.tf.json: this is a plan or state under the name of configuration (name it plan.json and scan it by its own path)
)"},
      {"a.tfstate",
       R"({"version": 4, "terraform_version": "1.5.0", "serial": 1, "lineage": "x", "resources": []})",
       "problem unsupported a.tfstate: this is a raw state file, which is never read" + raw_state},
      {"old.tfstate", R"({"version": 3, "terraform_version": "0.11.0"})",
       "problem unsupported old.tfstate: this is a raw state file, which is never read" +
           raw_state},
      {"hcp.json", R"({"plan_format_version": "1.2", "provider_schemas": {}})",
       "problem unsupported hcp.json: a plan of HCP Terraform is not read by this version" + scan},
      {"log.json", "{\"@level\":\"info\"}\n{\"@level\":\"info\"}\n",
       "problem unsupported log.json: this is the log of 'terraform plan -json', which holds no "
       "values" +
           make_plan},
      {"line.json", R"({"type": "x", "@level": "info"})",
       "problem unsupported line.json: this is the log of 'terraform plan -json', which holds no "
       "values" +
           make_plan},
      {"terraform.tfvars.json", "{}",
       "problem unsupported terraform.tfvars.json: this file gives values to variables, it is not "
       "configuration" +
           scan},
      {"metadata.json", kStack,
       "problem unsupported metadata.json: this is the metadata that CDKTF writes beside HCL, not "
       "configuration" +
           scan},
      {"cdktf.json", R"({"language": "python", "app": "x"})",
       "problem unsupported cdktf.json: this is CDKTF's project file, not configuration (run "
       "'cdktf synth' and scan its cdktf.out)\n"},
      {"package.json", R"({"name": "x"})",
       "problem unsupported package.json: this JSON is not Terraform configuration: it has none of "
       "its root keys" +
           scan},
      {"override.tf.json", "{}",
       "problem unsupported override.tf.json: override files are not read by this version\n"},
      {"a.tofu.json", "{}",
       "problem unsupported a.tofu.json: OpenTofu's own files are not read by this version\n"},
      {"moved.txt", "../stacks/a/cdk.tf.json\n",
       "problem unsupported moved.txt: this text is a path: a symbolic link that git checked out "
       "as a file"
       " (set 'git config core.symlinks true' and check out again, or scan the link's target)\n"},
      {"wrapped.json", "[command]/usr/bin/terraform show -json x\n\n{\"format_version\": \"1.2\"}",
       "problem syntax wrapped.json:1:1: text stands before the JSON, which begins in line 3"
       " (a program wrote its messages into the file: keep the JSON only)\n"},
      {"hcl.txt", "/* a */ // b\n# c\nresource \"aws_s3_bucket\" \"b\" {}\n",
       "stack . hcl.txt: hcl.txt in ., hcl\n"},
      {"main.tf", "x", R"(
stack . main: main.tf in ., hcl
problem syntax [. main] main.tf:1:2: unexpected end of text: expected '=' or '{' after 'x'
)"},
      {"utf16.tf", "\xFF\xFEl\0"s, R"(
stack . utf16: utf16.tf in ., terraform, unreadable
problem encoding [. utf16] utf16.tf:1:1: the text is UTF-16 (little endian), not UTF-8 (PowerShell's > writes UTF-16; write UTF-8 without a byte order mark)
)"},
      {"json.tf", kPlain, "stack . json: json.tf in ., terraform\n"},
      {"utf16.tf.json", "\xFF\xFE{\0}\0"s, R"(
stack . utf16: utf16.tf.json in ., terraform, unreadable
problem encoding [. utf16] utf16.tf.json:1:1: the text is UTF-16 (little endian), not UTF-8 (PowerShell's > writes UTF-16; write UTF-8 without a byte order mark)
)"},
      {"prose.json", "no JSON here",
       "problem syntax prose.json:1:1: unexpected 'no': expected a value\n"},
  };
  for (const FileCase& c : cases) {
    CAPTURE(c.name);
    Tree tree;
    tree.add(c.name, c.text);
    LoadOptions options;
    options.working_directory = tree.path(".").string();
    CHECK(shown(load({c.name}, options)) == without_first_line_break(c.expected));
  }
}

TEST_CASE("standard input is a stack of its own") {
  struct InputCase {
    Result<std::string> text;
    std::string expected;
  };
  const InputCase cases[] = {
      {kStack, "stack . stdin: stdin in ., cdktf 0.20.7\n"},
      {"locals {\n}\n"s, "stack . stdin: stdin in ., hcl\n"},
      {R"({"planned_values": {}})"s, "stack . stdin: stdin in ., plan\n"},
      {manifest(entry("a")),
       "stack . stdin: stdin in ., terraform, unreadable\n"
       "problem unsupported [. stdin] stdin: this is the manifest of a cdktf.out, not "
       "configuration (scan the cdktf.out that holds it)\n"},
      {Problem{ProblemKind::Unreadable, "stdin", {}, "cannot be read: Input/output error", ""},
       "stack . stdin: stdin in ., terraform, unreadable\nproblem unreadable [. stdin] stdin: "
       "cannot be read: Input/output error\n"},
  };
  for (const InputCase& c : cases) {
    LoadOptions options;
    options.standard_input = [&] { return c.text; };
    Input input = load({"-", "-"}, options);
    CHECK(shown(input) == c.expected);
    CHECK(input.stacks.at(0).scan_path.empty());
    CHECK(input.stacks.at(0).folder_path.empty());
  }
}

TEST_CASE("nothing to scan is told with what to do") {
  const std::string nothing =
      ": nothing to scan in this folder: no manifest.json, no cdktf.out, no *.tf.json";
  check({
      {"missing",
       {},
       {"nowhere", "nowhere", "cdktf.out", "{tree}/else/where.tf.json"},
       "root input\nproblem missing cdktf.out: no such file or folder (run 'cdktf synth' first)\n"
       "problem missing nowhere: no such file or folder\nproblem missing where.tf.json: no such "
       "file or folder\n"},
      {"below a file",
       {{"work/file", ""}},
       {"file/x"},
       "problem missing file/x: no such file or folder\n"},
      {"no path", {}, {""}, "problem missing the path is empty\n"},
      {"empty folder",
       {},
       {"."},
       "problem empty ." + nothing + " (run 'cdktf synth' and scan its cdktf.out)\n"},
      {"project that was not synthesized",
       {{"work/cdktf.json", "{}"}},
       {"."},
       "problem empty ." + nothing + " (run 'cdktf synth' first)\n"},
      {"one level above a project",
       {{"work/p/cdktf.out/cdk.tf.json", "{}"}},
       {"."},
       "problem empty ." + nothing + " (scan 'p/cdktf.out')\n"},
      {"two levels above",
       {{"work/x/p/q/cdktf.out/cdk.tf.json", "{}"}, {"work/x/node_modules/z/cdktf.out/", ""}},
       {"x"},
       "problem empty x" + nothing + " (scan 'x/p/q/cdktf.out')\n"},
      {"three levels above",
       {{"work/x/y/z/cdktf.out/cdk.tf.json", "{}"}},
       {"."},
       "problem empty ." + nothing + " (run 'cdktf synth' and scan its cdktf.out)\n"},
      {"the folder of stacks",
       {{"work/cdktf.out/stacks/a/cdk.tf.json", "{}"}},
       {"cdktf.out/stacks"},
       "problem empty cdktf.out/stacks" + nothing + " (scan the cdktf.out that holds it)\n"},
      {"an empty cdktf.out",
       {{"work/cdktf.out/", ""}},
       {"."},
       "problem empty cdktf.out" + nothing + " (run 'cdktf synth' and scan its cdktf.out)\n"},
      {"a loop of links",
       {{"work/a", "->b"}, {"work/b", "->a"}},
       {"a"},
       "problem unreadable a: cannot be read: Too many levels of symbolic links\n"},
      {"a device",
       {},
       {"/dev/null"},
       "root input\nproblem unreadable null: is a pipe, device or socket, not a file (name '-' to "
       "read standard input)\n"},
  });
}

TEST_CASE("the library is told from the version and the provider's source") {
  struct SourceCase {
    std::string version;  ///< of the manifest, JSON text; empty: no manifest
    std::string document;
    std::string expected;
  };
  const std::string full =
      R"({"terraform": [{"required_providers": [{"aws": {"source": "hashicorp/aws"}}]}]})";
  const SourceCase cases[] = {
      {"\"0.21.0\"", "{}", "cdktf 0.21.0"},
      {"\"0.21.5\"", "{}", "cdktf 0.21.5"},
      {"\"0.22.0\"", "{}", "cdktn 0.22.0"},
      {"\"0.100.0\"", "{}", "cdktn 0.100.0"},
      {"\"1.0.0-pre.1\"", "{}", "cdktn 1.0.0-pre.1"},
      {"\"0.9.0\"", "{}", "cdktf 0.9.0"},
      {"\"stubbed\"", "{}", "cdktf stubbed"},
      {"\"stubbed\"", full, "cdktn stubbed"},
      {"7", kStack, "cdktf 0.20.7"},
      {"\"a\\u001b[31m\"", "{}", "cdktf"},
      {"", "{}", "terraform"},
      {"", full, "terraform"},
      {"", R"({"//": "a comment"})", "terraform"},
      {"", R"({"//": {"metadata": {}}})", "cdktf"},
      {"", R"([{"resource": {}}, {"//": {"metadata": {"version": "0.24.0"}}}])", "cdktn 0.24.0"},
  };
  for (const SourceCase& c : cases) {
    CAPTURE(c.version);
    CAPTURE(c.document);
    Tree tree;
    tree.add("cdktf.out/stacks/a/cdk.tf.json", c.document);
    if (!c.version.empty())
      tree.add("cdktf.out/manifest.json",
               "{\"stacks\": {" + entry("a") + "}, \"version\": " + c.version + "}");
    Input input = load({tree.path(".").string()}, {});
    REQUIRE(input.stacks.size() == 1);
    CHECK(input.stacks[0].source == c.expected);
  }
}

TEST_CASE("pipes and large files are refused without being read") {
  Tree tree;
  REQUIRE(::mkfifo(tree.path("pipe.tf.json").c_str(), 0600) == 0);
  tree.add("large.json", "");
  fs::resize_file(tree.path("large.json"), (1ull << 30) + 1);
  LoadOptions options;
  options.working_directory = tree.path(".").string();
  CHECK(shown(load({"pipe.tf.json", "large.json"}, options)) ==
        "problem too-large large.json: larger than the limit of 268435456 bytes\n"
        "problem unreadable pipe.tf.json: is a pipe, device or socket, not a file (name '-' to "
        "read standard input)\n");
}

TEST_CASE("a file without permission is told with the system's reason") {
  if (::geteuid() == 0) {
    MESSAGE("skipped: root may read everything");
    return;
  }
  Tree tree;
  tree.add("a.tf.json", "{}");
  fs::permissions(tree.path("a.tf.json"), fs::perms::none);
  LoadOptions options;
  options.working_directory = tree.path(".").string();
  CHECK(shown(load({"a.tf.json"}, options)) ==
        "problem unreadable a.tf.json: cannot be read: Permission denied\n");
}

TEST_CASE("names are relative to the root and never leave it") {
  const std::vector<Entry> files = {{"work/cdktf.out/manifest.json", manifest(entry("a"))},
                                    {"work/cdktf.out/stacks/a/cdk.tf.json", kStack},
                                    {"other/p/cdktf.out/manifest.json", manifest(entry("a"))},
                                    {"other/p/cdktf.out/stacks/a/cdk.tf.json", kStack},
                                    {"link", "->work"}};
  const std::string here =
      "stack . a: cdktf.out/stacks/a/cdk.tf.json in cdktf.out/stacks/a, cdktf 0.21.0\n";
  check({
      {"absolute", files, {"{tree}/work/cdktf.out"}, here},
      {"through ..", files, {"../work/./cdktf.out/"}, here},
      {"through a link", files, {"{tree}/link/cdktf.out"}, here},
      {"the working directory is a link", files, {"{tree}/work/cdktf.out"}, here, "link"},
      {"in cdktf.out",
       files,
       {"."},
       "stack . a: stacks/a/cdk.tf.json in stacks/a, cdktf 0.21.0\n",
       "work/cdktf.out"},
      {"in the stack",
       files,
       {"."},
       "stack . named: cdk.tf.json in ., cdktf 0.20.7\n",
       "work/cdktf.out/stacks/a"},
      {"in stacks",
       files,
       {"a/cdk.tf.json"},
       "stack . named: a/cdk.tf.json in a, cdktf 0.20.7\n",
       "work/cdktf.out/stacks"},
      {"outside: a cdktf.out", files, {"../other/p/cdktf.out"}, "root input\n" + here},
      {"outside: a project",
       files,
       {"../other/p"},
       "root input\nstack p a: p/cdktf.out/stacks/a/cdk.tf.json in p/cdktf.out/stacks/a, cdktf "
       "0.21.0\n"},
      {"outside: a file",
       files,
       {"../other/p/cdktf.out/stacks/a/cdk.tf.json"},
       "root input\nstack . named: cdk.tf.json in ., cdktf 0.20.7\n"},
      {"inside and outside",
       files,
       {"cdktf.out", "../other/p"},
       "root input\n" + here +
           "stack p a: p/cdktf.out/stacks/a/cdk.tf.json in p/cdktf.out/stacks/a, cdktf 0.21.0\n"},
      {"--root above",
       files,
       {"cdktf.out", "../other/p"},
       "stack other/p a: other/p/cdktf.out/stacks/a/cdk.tf.json in other/p/cdktf.out/stacks/a, "
       "cdktf 0.21.0\n"
       "stack work a: work/cdktf.out/stacks/a/cdk.tf.json in work/cdktf.out/stacks/a, cdktf "
       "0.21.0\n",
       "",
       ".."},
      {"--root beside", files, {"cdktf.out"}, "root input\n" + here, "", "../other"},
      {"a name that only begins alike",
       {{"works/a.tf.json", "{}"}},
       {"../works/a.tf.json"},
       "root input\nstack . a: a.tf.json in ., terraform\n"},
  });
}
