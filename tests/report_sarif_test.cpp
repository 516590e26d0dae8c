// SPDX-License-Identifier: Apache-2.0
// SARIF where the fixtures do not lead: hostile names, limits, many stacks, nothing readable.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "paycheck/report.hpp"

namespace {

using namespace paycheck;
using Json = nlohmann::json;

struct Scene {
  Rulebook book = open_pack(embedded_pack());
  Report report;

  Scene() {
    report.version = "1.2.3";
    for (const Rule& rule : book.rules()) report.rules.push_back({&rule, {}});
  }

  void stack(const std::string& app, const std::string& name) {
    StackReport stack;
    stack.app = app;
    stack.stack = name;
    stack.file = name + "/cdk.tf.json";
    stack.sha256 = "00ff";
    report.stacks.push_back(stack);
  }
  // A finding of the last stack, in a group of its own unless one is named.
  Finding& finding(const std::string& rule, const std::string& address, std::string group = {}) {
    const StackReport& stack = report.stacks.back();
    Finding finding;
    finding.rule = book.find(rule)->id;
    finding.severity = book.find(rule)->severity;
    finding.app = stack.app;
    finding.stack = stack.stack;
    finding.address = address;
    finding.message = address + " is wrong";
    finding.fingerprint = sha256(stack.stack + rule + address).substr(0, 32);
    finding.group = group.empty() ? finding.fingerprint : std::move(group);
    finding.location = Location{stack.file, 3, 5, 3, 9};
    report.findings.push_back(finding);
    return report.findings.back();
  }

  SarifLogs write(std::size_t runs_per_file = 0) {
    return write_sarif(report, {"https://paycheck.example.com", runs_per_file});
  }
  Json log() {
    SarifLogs logs = write();
    REQUIRE(logs.texts.size() == 1);
    CHECK(logs.texts[0].ends_with("}\n"));
    return Json::parse(logs.texts[0]);
  }
  Json run() { return log()["runs"].at(0); }
};

}  // namespace

TEST_CASE("a run is a stack, and its category tells app and stack") {
  struct Case {
    std::string app, stack, id;
  };
  const Case cases[] = {{".", "prod", "prod/"},
                        {"ledger", "prod", "ledger/prod/"},
                        {"teams/ledger", "prod eu", "teams/ledger/prod eu/"}};
  for (const Case& c : cases) {
    Scene scene;
    scene.stack(c.app, c.stack);
    CHECK(scene.run()["automationDetails"]["id"] == c.id);
  }
}

TEST_CASE("paths are relative references") {
  struct Case {
    std::string path, uri;
  };
  const Case cases[] = {{"cdktf.out/stacks/prod/cdk.tf.json", "cdktf.out/stacks/prod/cdk.tf.json"},
                        {"a b/100%.tf.json", "a%20b/100%25.tf.json"},
                        {"C:evil?x#y.tf.json", "C%3Aevil%3Fx%23y.tf.json"},
                        {"caf\xC3\xA9/\\.tf.json", "caf%C3%A9/%5C.tf.json"},
                        {"[a](b)\n.tf.json", "%5Ba%5D%28b%29%0A.tf.json"}};
  for (const Case& c : cases) {
    Scene scene;
    scene.stack(".", "prod");
    scene.finding("ENC001", "aws_dynamodb_table.t").location->file = c.path;
    Json at = scene.run()["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    CHECK(at["uri"] == c.uri);
    CHECK(at["uriBaseId"] == "%SRCROOT%");
  }
}

TEST_CASE("a group is one result with its others as related locations") {
  Scene scene;
  scene.stack(".", "prod");
  std::string group = scene.finding("TFM001", "aws_a.a").fingerprint;
  scene.finding("TFM001", "aws_a.b[\"k](1)\"]", group).location->line = 7;
  Json results = scene.run()["results"];
  REQUIRE(results.size() == 1);
  Json result = results[0];
  CHECK(result["message"]["text"] == "aws_a.a is wrong. See also [aws_a.b\\[\"k\\](1)\"\\]](1).");
  REQUIRE(result["relatedLocations"].size() == 1);
  CHECK(result["relatedLocations"][0]["id"] == 1);
  CHECK(result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 7);
  CHECK(result["partialFingerprints"]["primaryLocationLineHash"] == group.substr(0, 16) + ":1");
  CHECK(result["fingerprints"]["paycheck/v1"] == group);
}

TEST_CASE("many others: six are linked, a hundred places are told, all are counted") {
  Scene scene;
  scene.stack(".", "prod");
  std::string group = scene.finding("TFM001", "aws_a.a000").fingerprint;
  for (int i = 1; i <= 150; ++i) scene.finding("TFM001", fmt::format("aws_a.a{:03}", i), group);
  Json result = scene.run()["results"][0];
  CHECK(result["relatedLocations"].size() == 99);
  std::string text = result["message"]["text"];
  CHECK(text.ends_with("[aws_a.a006](6) and 144 more."));
}

TEST_CASE("rules: indexes fit, only those with something to say are told whole") {
  Scene scene;
  scene.stack(".", "prod");
  scene.finding("KMS002", "aws_dynamodb_table.t");
  Json run = scene.run();
  Json rules = run["tool"]["driver"]["rules"];
  CHECK(rules.size() == scene.book.rules().size());
  Json result = run["results"][0];
  Json rule = rules[result["ruleIndex"].get<std::size_t>()];
  CHECK(rule["id"] == "KMS002");
  CHECK(rule["helpUri"] ==
        "https://paycheck.example.com/rules/keys/replica-key-in-wrong-region.md");
  std::string help = rule["help"]["markdown"];
  CHECK(help.find("## Fix") != std::string::npos);
  for (const char* absent : {"```paycheck", "## Good", "Severity: ", "Id: "})
    CHECK(help.find(absent) == std::string::npos);
  for (const Json& other : rules) {
    CHECK((other["id"] == "KMS002") == other["help"].contains("markdown"));
    CHECK(other["properties"]["tags"].size() <= 10);
    CHECK(other["shortDescription"]["text"].get<std::string>().size() <= 1024);
    CHECK(other["fullDescription"]["text"].get<std::string>().size() <= 1024);
  }
}

TEST_CASE("severities: level, score, and the worst first") {
  struct Case {
    Severity severity;
    std::string rule, level;
  };
  Scene scene;
  scene.stack(".", "prod");
  const Case cases[] = {{Severity::Low, "ENC004", "note"},
                        {Severity::Medium, "ENC001", "warning"},
                        {Severity::High, "KMS005", "error"},
                        {Severity::Critical, "KMS002", "error"}};
  for (const Case& c : cases) scene.finding(c.rule, "aws_a." + c.rule).severity = c.severity;
  Json results = scene.run()["results"];
  REQUIRE(results.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(results[i]["ruleId"] == cases[3 - i].rule);
    CHECK(results[i]["level"] == cases[3 - i].level);
  }
}

TEST_CASE("a way of references is a code flow that begins at the blamed place") {
  Scene scene;
  scene.stack(".", "prod");
  Finding& finding = scene.finding("KMS002", "aws_dynamodb_table.t");
  finding.attribute = "replica[0].kms_key_arn";
  finding.trail = {
      {"aws_kms_key.k", "", TrailStep::What::Key, Location{"f", 9, 1, 9, 2}, ""},
      {"provider.aws", "", TrailStep::What::Region, std::nullopt, "region us-east-1"},
      {"aws_kms_key.k2", "x", TrailStep::What::Companion, Location{"f", 10, 1, 10, 2}, ""}};
  Json result = scene.run()["results"][0];
  Json steps = result["codeFlows"][0]["threadFlows"][0]["locations"];
  REQUIRE(steps.size() == 2);
  CHECK(steps[0]["location"]["message"]["text"] == "aws_dynamodb_table.t replica[0].kms_key_arn");
  CHECK(steps[1]["location"]["message"]["text"] == "aws_kms_key.k");
  CHECK(result["relatedLocations"][0]["message"]["text"] == "aws_kms_key.k2 has it too, in x.");
}

TEST_CASE("names cannot forge lines") {
  Scene scene;
  scene.stack(".", "prod");
  scene.finding("ENC001", "aws_a.a").message =
      "a\nb\xE2\x80\xAE"
      "c";
  CHECK(scene.run()["results"][0]["message"]["text"] == "a\\u{a}b\\u{202e}c.");
}

TEST_CASE("a finding without a place blames its file") {
  Scene scene;
  scene.stack(".", "prod");
  scene.finding("ENC001", "aws_a.a").location.reset();
  Json at = scene.run()["results"][0]["locations"][0]["physicalLocation"];
  CHECK(at["artifactLocation"]["uri"] == "prod/cdk.tf.json");
  CHECK(at["region"] ==
        Json{{"startLine", 1}, {"startColumn", 1}, {"endLine", 1}, {"endColumn", 2}});
}

TEST_CASE("what is undetermined or unreadable is a notification") {
  Scene scene;
  scene.stack(".", "prod");
  Undetermined entry;
  entry.rule = "ENC001";
  entry.app = ".";
  entry.stack = "prod";
  entry.subjects = {"aws_a.a", "aws_a.b", "aws_a.c", "aws_a.d"};
  entry.reason = "variable without value";
  entry.expression = "var.key";
  scene.report.undetermined.push_back(entry);
  scene.report.problems.push_back(
      {{ProblemKind::Syntax, "other/x.tf.json", Position{2, 3}, "no JSON", "a comma"},
       ".",
       "other"});
  Json log = scene.log();
  // A stack that could not be read has no run: one without results would close its alerts.
  REQUIRE(log["runs"].size() == 1);
  Json invocation = log["runs"][0]["invocations"][0];
  CHECK(invocation["executionSuccessful"] == false);
  CHECK(invocation["exitCode"] == 3);
  Json notes = invocation["toolExecutionNotifications"];
  REQUIRE(notes.size() == 2);
  CHECK(notes[0]["descriptor"]["id"] == "problem");
  CHECK(notes[0]["message"]["text"] == "other/x.tf.json: no JSON (a comma).");
  CHECK(notes[0]["locations"][0]["physicalLocation"]["region"] ==
        Json{{"startLine", 2}, {"startColumn", 3}});
  CHECK(notes[1]["descriptor"]["id"] == "undetermined");
  CHECK(notes[1]["associatedRule"]["id"] == "ENC001");
  CHECK(notes[1]["message"]["text"] ==
        "ENC001 cannot be decided, variable without value: var.key; this concerns aws_a.a, "
        "aws_a.b, aws_a.c and 1 more.");
}

TEST_CASE("nothing readable: one run without a category, so that no alert is closed") {
  Scene scene;
  scene.report.problems.push_back({{ProblemKind::Missing, "x", {}, "no such file", ""}, "", ""});
  Json run = scene.run();
  CHECK(!run.contains("automationDetails"));
  CHECK(run["results"] == Json::array());
  CHECK(run["invocations"][0]["toolExecutionNotifications"].size() == 1);
}

TEST_CASE("more than 20 stacks: a folder gets files of 20, one file a warning") {
  Scene scene;
  for (int i = 0; i < 41; ++i) scene.stack(".", fmt::format("s{:02}", i));
  SarifLogs split = scene.write(sarif_most_runs);
  REQUIRE(split.texts.size() == 3);
  CHECK(split.warnings.empty());
  std::size_t runs[] = {20, 20, 1};
  for (std::size_t i = 0; i < 3; ++i) CHECK(Json::parse(split.texts[i])["runs"].size() == runs[i]);
  SarifLogs whole = scene.write();
  REQUIRE(whole.texts.size() == 1);
  CHECK(whole.warnings ==
        std::vector<std::string>{"41 stacks in one file: GitHub takes 20 a file"});
}

TEST_CASE("more than 5,000 results: the worst are kept, and both log and caller are told") {
  Scene scene;
  scene.stack(".", "prod");
  for (int i = 0; i < 5010; ++i)
    scene.finding("ENC001", fmt::format("aws_a.a{:04}", i)).severity =
        i < 5000 ? Severity::Medium : Severity::Critical;
  SarifLogs logs = scene.write();
  CHECK(logs.texts[0].size() <= sarif_most_bytes);
  CHECK(logs.warnings ==
        std::vector<std::string>{"prod/: 10 of 5010 results are left out, the least severe ones."});
  Json run = Json::parse(logs.texts[0])["runs"][0];
  REQUIRE(run["results"].size() == 5000);
  for (std::size_t i = 0; i < 10; ++i) CHECK(run["results"][i]["level"] == "error");
  CHECK(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] ==
        "10 of 5010 results are left out, the least severe ones.");
}

TEST_CASE("more than 10 MB: the worst of all stacks of a file are kept") {
  Scene scene;
  for (const char* name : {"a", "b"}) {
    scene.stack(".", name);
    for (int i = 0; i < 300; ++i) {
      Finding& finding = scene.finding("ENC001", fmt::format("aws_a.a{:03}", i));
      finding.evidence.assign(25'000, 'x');
      finding.severity = *name == 'b' && i < 100 ? Severity::Critical : Severity::Low;
    }
  }
  SarifLogs logs = scene.write();
  CHECK(logs.texts[0].size() <= sarif_most_bytes);
  CHECK(logs.texts[0].size() > sarif_most_bytes - 100'000);
  CHECK(logs.warnings.size() == 2);
  Json runs = Json::parse(logs.texts[0])["runs"];
  std::size_t critical = 0;
  for (const Json& result : runs[1]["results"]) critical += result["level"] == "error";
  CHECK(critical == 100);
  CHECK(runs[0]["results"].size() + runs[1]["results"].size() > 350);
}
