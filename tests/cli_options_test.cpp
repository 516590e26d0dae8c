// SPDX-License-Identifier: Apache-2.0
// Options of the commands: each row is a tree of files, a command in it, and what it leaves behind.

#include "cli_scene.hpp"

using namespace cli_scene;

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

TEST_CASE("SARIF goes to a file, or to files of 20 stacks in a folder") {
  Tree tree;
  tree.add("main.tf.json", kMedium);
  Run run = run_in(
      tree, {"scan", "main.tf.json", "-f", "sarif", "-o", "sarif=a.sarif", "-o", "sarif=folder/"});
  CHECK(run.error == "");
  CHECK(nlohmann::json::parse(run.out)["runs"].size() == 1);
  CHECK(first_difference(run.out, read_file(tree.path("a.sarif"))) == "");
  CHECK(first_difference(run.out, read_file(tree.path("folder/paycheck-1.sarif"))) == "");
  Run again = run_in(tree, {"scan", "main.tf.json", "-o", "sarif=folder"});
  CHECK(again.error == "");
  CHECK(fs::is_directory(tree.path("folder")));
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

// The ids of a pack's rules, but one.
static Words pack(std::string_view letters, std::string_view but = {}) {
  Words ids;
  for (const auto& rule : rules().bound)
    if (std::string_view id = rule.rule->id; id.starts_with(letters) && id != but)
      ids.emplace_back(id);
  return ids;
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
      {{"--select", "ENC"}, pack("ENC"), 1},
      {{"--select", "TFM002,ENC005"}, {"ENC005", "TFM002"}, 1},
      {{"--select", "TFM002", "--select", "ENC005"}, {"ENC005", "TFM002"}, 1},
      {{"--select", "ENC", "--ignore", "ENC005"}, pack("ENC", "ENC005"), 0},
      {{"--select", "TFM"}, pack("TFM"), 0},
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
  lay_out(
      tree,
      {{"main.tf.json",
        R"({"resource": {"aws_resourcegroups_group": {"q": {"name": "q", "tags": {"Team": "a"}}}}})"},
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

TEST_CASE("wall time goes to standard error, when asked for") {
  Tree tree;
  tree.add("main.tf.json", kClean);
  Run plain = run_in(tree, {"scan", "main.tf.json", "--no-config"}),
      timed = run_in(tree, {"scan", "main.tf.json", "--no-config", "--timings"});
  CHECK(plain.error == "");
  CHECK(plain.out == timed.out);
  CHECK(timed.error.find(" ms in all\n") != std::string::npos);
}
