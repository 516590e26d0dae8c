// SPDX-License-Identifier: Apache-2.0
// Each folder below fixtures/ is a scenario: its cdktf.out is scanned and must give exactly the
// report.txt, report.json and report.sarif beside it.
//
// `PAYCHECK_UPDATE=1 fixtures_test` writes all anew; read the difference before it is committed.
// Fields that change with every edit of a rule or release are "*" in the files: tool.version and
// tool.rulebook of report.json, semanticVersion of report.sarif. What the reports must say whatever
// else they say stands below the goldens as assertions of its own.

#include <map>

#include "program.hpp"

namespace {

using namespace program;

std::vector<std::string> trees() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(repository() / "fixtures"))
    if (fs::is_directory(entry.path() / "cdktf.out"))
      names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

/// The values of a key of the report's head become `*`.
void blank(std::string& report, const std::string& key) {
  std::string before = "\"" + key + "\": \"";
  std::size_t at = report.find(before);
  REQUIRE(at != std::string::npos);
  for (; at != std::string::npos; at = report.find(before, at + 1)) {
    std::size_t begin = at + before.size(), end = report.find('"', begin);
    report.replace(begin, end - begin, "*");
  }
}

Run scan(const std::string& tree, const std::string& format) {
  std::string folder = fixture(tree).string();
  Run result =
      run({"scan", folder + "/cdktf.out", "--root", folder, "--no-config", "--format", format});
  CHECK(result.error == "");
  if (format == "json") {
    blank(result.out, "version");
    blank(result.out, "rulebook");
  }
  if (format == "sarif") blank(result.out, "semanticVersion");
  return result;
}

Report report_of(const std::string& tree) {
  LoadOptions options;
  options.root = fixture(tree).string();
  EngineOptions engine = quick_options();
  return judge(load({(fixture(tree) / "cdktf.out").string()}, options), engine);
}

/// `address attribute: line`s of a rule's findings in a tree.
std::vector<std::string> told(const Report& report, std::string_view rule) {
  std::vector<std::string> lines;
  for (const Finding& finding : report.findings)
    if (finding.rule == rule) lines.push_back(finding.address + " " + finding.attribute);
  return lines;
}

std::set<std::string> groups(const Report& report, std::string_view rule) {
  std::set<std::string> all;
  for (const Finding& finding : report.findings)
    if (finding.rule == rule) all.insert(finding.group);
  return all;
}

/// The line (from 1) on which `key` first stands below the line that holds `below`.
std::uint32_t line_of(const fs::path& file, std::string_view below, std::string_view key) {
  std::istringstream text(read_file(file));
  bool inside = false;
  std::uint32_t number = 0;
  for (std::string line; std::getline(text, line);) {
    ++number;
    inside = inside || line.find(below) != std::string::npos;
    if (inside && line.find(key) != std::string::npos) return number;
  }
  return 0;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("every fixture gives its report") {
  bool update = std::getenv("PAYCHECK_UPDATE") != nullptr;
  CHECK(trees().size() >= 9);
  for (const std::string& tree : trees())
    for (auto [format, file] : {std::pair{"text", "report.txt"}, std::pair{"json", "report.json"},
                                std::pair{"sarif", "report.sarif"}}) {
      CAPTURE(tree);
      CAPTURE(file);
      Run result = scan(tree, format);
      fs::path golden = fixture(tree) / file;
      if (update) write_file(golden, result.out);
      CHECK(first_difference(read_file(golden), result.out) == "");
    }
}

TEST_CASE("exit codes of the fixtures") {
  const std::pair<const char*, int> expected[] = {
      {"payment", 0},   {"payment-cdktn", 0}, {"payment-ideal", 1}, {"three-region", 1}, {"dr", 1},
      {"migration", 0}, {"probe", 1},         {"probe-cdktn", 1},   {"probe-hcl", 3}};
  for (auto [tree, code] : expected) {
    CAPTURE(tree);
    CHECK(scan(tree, "text").code == code);
  }
}

TEST_CASE(
    "payment-ideal: the replica's key is of the table's region, the log group has no suffix") {
  Report report = report_of("payment-ideal");
  CHECK(report.exit_code() == 1);
  CHECK(told(report, "KMS002") ==
        Lines{"aws_dynamodb_table.payments_table replica[0].kms_key_arn"});
  CHECK(told(report, "NAM001") == Lines{"aws_cloudwatch_log_group.lambda_log_group name"});
  fs::path file = stack_files("payment-ideal").front();
  for (const Finding& finding : report.findings) {
    REQUIRE(finding.location);
    if (finding.rule == "KMS002") {
      CHECK(finding.severity == Severity::Critical);
      CHECK(finding.each == Lines{"us-west-2"});
      CHECK(finding.path == "replica[us-west-2].kms_key_arn");
      CHECK(finding.location->file == "cdktf.out/stacks/TapStacksynthl0s3m1/cdk.tf.json");
      CHECK(finding.location->line == line_of(file, "\"replica\":", "\"kms_key_arn\""));
    }
    if (finding.rule == "NAM001")
      CHECK(finding.location->line ==
            line_of(file, "\"aws_cloudwatch_log_group\":", "\"name\": \"/aws/lambda"));
  }
  for (const char* tree : {"payment", "payment-cdktn"}) {
    Report right = report_of(tree);
    CHECK(told(right, "KMS002") == Lines{});
    CHECK(told(right, "NAM001") == Lines{});
  }
}

TEST_CASE(
    "three-region: undeclared aliases, replica keys without a table key, a reserved variable") {
  Report report = report_of("three-region");
  CHECK(told(report, "TFM001").size() == 26);
  CHECK(groups(report, "TFM001").size() == 2);
  std::set<std::string> messages;
  for (const Finding& finding : report.findings)
    if (finding.rule == "TFM001") messages.insert(finding.message);
  CHECK(messages == std::set<std::string>{"no provider block declares 'aws.ap_southeast_1'",
                                          "no provider block declares 'aws.eu_west_1'"});
  REQUIRE(told(report, "KMS003").size() == 1);
  CHECK(told(report, "KMS003")[0].starts_with("aws_dynamodb_table.payments_table "));
  Lines variables;
  for (const char* region : {"ap_southeast_1", "eu_west_1", "us_east_1"})
    variables.push_back("aws_lambda_function.payment_processor_" + std::string(region) +
                        " environment.variables.AWS_REGION");
  CHECK(told(report, "TFM002") == variables);
}

TEST_CASE("dr: a package that is no zip") {
  CHECK(told(report_of("dr"), "TFM003") ==
        Lines{"aws_lambda_function.primary_payment_lambda filename",
              "aws_lambda_function.secondary_payment_lambda filename"});
}

TEST_CASE("what is learned of each stack") {
  struct Case {
    std::string tree;
    std::string stack;
    std::uint32_t names;
    std::string suffix;
    std::string from;
    Lines tags;
  };
  const Lines payment = {"Environment", "EnvironmentSuffix", "ManagedBy", "Project"};
  const Case cases[] = {
      {"payment", "TapStacksynthl0s3m1", 19, "synthl0s3m1", "tag", payment},
      {"payment-cdktn", "TapStacksynthl0s3m1", 19, "synthl0s3m1", "tag", payment},
      {"payment-ideal", "TapStacksynthl0s3m1", 18, "synthl0s3m1", "tag", payment},
      {"three-region", "tap", 37, "dev", "names", {"Environment"}},
      {"dr", "TapStackdev", 12, "dev", "names", {"Environment", "ManagedBy"}},
      {"migration",
       "tap",
       17,
       "dev-001",
       "names",
       {"Environment", "ManagedBy", "MigrationBatch", "Project", "Region"}},
      {"probe", "probe", 29, "", "none", {}},
      {"probe", "base", 1, "", "none", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.tree);
    CAPTURE(c.stack);
    Report report = report_of(c.tree);
    auto stack = std::find_if(report.stacks.begin(), report.stacks.end(),
                              [&](const StackReport& s) { return s.stack == c.stack; });
    REQUIRE(stack != report.stacks.end());
    CHECK(stack->names == c.names);
    CHECK(stack->suffix.value == c.suffix);
    CHECK(stack->suffix.from == c.from);
    CHECK(stack->tags == c.tags);
  }
}

TEST_CASE("naming and tagging findings are those of the ledger") {
  const Lines rest_stage = {"TAG004 aws_api_gateway_stage.api_stage"};
  const std::map<std::string_view, Lines> ledger = {
      {"payment", rest_stage},        // P-42
      {"payment-cdktn", rest_stage},  // P-42
      {"payment-ideal",               // P-42, I-03
       {rest_stage[0], "NAM001 aws_cloudwatch_log_group.lambda_log_group [name]"}},
      {"three-region", rest_stage},                                // T-54
      {"migration", {"TAG004 aws_apigatewayv2_stage.api-stage"}},  // M-51
  };
  for (std::string_view tree : reference_trees) {
    CAPTURE(tree);
    Report report = report_of(std::string(tree));
    Lines found;
    auto is_ours = [](std::string_view rule) {
      return rule.starts_with("NAM") || rule.starts_with("TAG");
    };
    for (const Finding& finding : report.findings)
      if (is_ours(finding.rule)) found.push_back(identity(finding));
    auto expected = ledger.find(tree);
    CHECK(found == (expected == ledger.end() ? Lines{} : expected->second));
    for (const Undetermined& entry : report.undetermined)
      CHECK_MESSAGE(!is_ours(entry.rule), entry.rule << " " << entry.expression);
  }
}

TEST_CASE("findings on least privilege are those of the ledger") {
  const std::string logs = "IAM105 aws_iam_role_policy.lambda_policy policy.Statement[0].Resource";
  auto key = [](const std::string& region) {
    std::string at = " aws_kms_key.kms_key_" + region + " policy.";
    return Lines{"IAM114" + at + "Statement[1]", "IAM303" + at + "Statement[1]",
                 "IAM303" + at + "Statement[2]"};
  };
  Lines regions = {"IAM105 aws_iam_policy.lambda_policy policy.Statement[1].Resource",
                   "IAM204 aws_iam_role.sfn_role assume_role_policy.Statement[0]"};
  for (const char* region : {"ap_southeast_1", "eu_west_1", "us_east_1"})
    for (const std::string& line : key(region)) regions.push_back(line);
  const std::pair<std::string, Lines> expected[] = {
      {"payment", {logs}},
      {"payment-cdktn", {logs}},
      {"payment-ideal", {logs}},
      {"three-region", regions},
      {"dr", {logs, "IAM204 aws_iam_role.s3_replication_role assume_role_policy.Statement[0]"}},
      {"migration",
       {"IAM105 aws_iam_role_policy.lambda-custom-policy policy.Statement[1].Resource",
        "IAM204 aws_iam_role.s3-replication-role assume_role_policy.Statement[0]"}},
  };
  for (const auto& [tree, lines] : expected) {
    CAPTURE(tree);
    Report report = report_of(tree);
    Lines found;
    for (const Finding& finding : report.findings)
      if (finding.rule.starts_with("IAM"))
        found.push_back(std::string(finding.rule) + " " + finding.address + " " +
                        finding.attribute);
    std::sort(found.begin(), found.end());
    Lines sorted = lines;
    std::sort(sorted.begin(), sorted.end());
    CHECK(found == sorted);
    for (const Undetermined& entry : report.undetermined) CHECK(!entry.rule.starts_with("IAM"));
  }
}
