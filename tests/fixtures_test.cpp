// SPDX-License-Identifier: Apache-2.0
// Each folder below fixtures/ is a scenario: its cdktf.out is scanned and must give exactly the
// report.txt and report.json beside it.
//
// `PAYCHECK_UPDATE=1 fixtures_test` writes both anew; read the difference before it is committed.
// Two fields of report.json change with every edit of a rule or release and are "*" in the files:
// tool.version and tool.rulebook. What the reports must say whatever else they say stands below the
// goldens as assertions of its own.

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

/// The value of a key that stands once in the report's head becomes `*`.
void blank(std::string& report, const std::string& key) {
  std::size_t at = report.find("\"" + key + "\": \"");
  REQUIRE(at != std::string::npos);
  std::size_t begin = at + key.size() + 5, end = report.find('"', begin);
  report.replace(begin, end - begin, "*");
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
    for (auto [format, file] :
         {std::pair{"text", "report.txt"}, std::pair{"json", "report.json"}}) {
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
      {"probe", "probe", 20, "", "none", {}},
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
  for (std::string_view tree : reference_trees) {
    CAPTURE(tree);
    Lines found;
    for (const Finding& finding : report_of(std::string(tree)).findings)
      if (finding.rule.starts_with("NAM") || finding.rule.starts_with("TAG"))
        found.push_back(identity(finding));
    CHECK(found == (tree == "payment-ideal"
                        ? Lines{"NAM001 aws_cloudwatch_log_group.lambda_log_group [name]"}
                        : Lines{}));
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

TEST_CASE("what is right is not flagged") {
  struct Case {
    std::string tree;
    std::string rule;       ///< an id or the beginning of some
    std::string address;    ///< begins so; empty: any
    std::string attribute;  ///< begins so; empty: any
    std::string why;
  };
  const Case cases[] = {
      {"payment", "KMS", "aws_dynamodb_table.payments_table", "",
       "table and replica have a key of their region each"},
      {"payment", "ENC001", "", "", "the table has a key of its own"},
      {"payment", "ENC002", "", "", "bucket encryption is a resource of its own"},
      {"payment", "KMS005", "", "", "each key has a user"},
      {"payment", "KMS006", "", "", "rotation is on"},
      {"payment", "IAM101", "", "", "no statement grants everything"},
      {"payment", "IAM105", "aws_iam_role_policy.lambda_policy", "policy.Statement[1]",
       "/index/* is scoped"},
      {"payment", "IAM105", "aws_iam_role_policy.lambda_policy", "policy.Statement[2]",
       "<bucket arn>/* is scoped"},
      {"payment", "IAM105", "aws_iam_role_policy.lambda_policy", "policy.Statement[3]",
       "keys by name"},
      {"payment", "IAM", "aws_iam_role.", "", "a trust policy of Lambda needs no condition"},
      {"payment", "NAM", "", "", "the suffix may stand in the middle, in a path, in an alias"},
      {"payment", "TAG", "", "", "all taggable resources are tagged, the others cannot be"},
      {"payment", "TFM001", "", "", "every resource names a declared provider"},
      {"payment", "TFM002", "", "", "KMS_KEY_ID is not reserved"},
      {"payment", "TFM003", "", "", "the package is named like a zip"},
      {"payment-ideal", "KMS005", "", "", "each key has a user"},
      {"payment-ideal", "ENC001", "", "", "the table has a key of its own"},
      {"payment-ideal", "NAM", "aws_lambda_function.", "", "the function carries the suffix"},
      {"three-region", "TFM001", "aws_kms_key.kms_key_us_east_1", "",
       "resources without provider are in us-east-1"},
      {"three-region", "TFM001", "aws_iam_", "", "IAM is global and made by the default provider"},
      {"three-region", "TFM001", "aws_lambda_function.payment_processor_us_east_1", "",
       "made by the default provider"},
      {"three-region", "KMS002", "", "", "each replica's key has the alias of its region"},
      {"three-region", "KMS001", "", "", "each replica names a key"},
      {"three-region", "KMS004", "", "", "no key is used abroad"},
      {"three-region", "KMS006", "", "", "rotation is on"},
      {"three-region", "IAM", "aws_kms_key.", "policy.Statement[0]",
       "in a key policy * means this key, and root with kms:* is standard"},
      {"three-region", "IAM", "aws_lambda_permission.", "", "the API is named as source"},
      {"three-region", "IAM", "aws_iam_policy.sfn_policy", "",
       "actions without resource-level permission; log_destination"},
      {"three-region", "IAM101", "", "", "no statement grants everything"},
      {"three-region", "NAM", "", "", "names end in region and suffix"},
      {"three-region", "TAG", "", "", "default_tags are merged before tags are judged"},
      {"three-region", "TFM002", "aws_lambda_function.", "environment.variables.ENVIRONMENT",
       "not reserved"},
      {"three-region", "TFM002", "aws_lambda_function.",
       "environment.variables.DYNAMODB_TABLE_NAME", "not reserved"},
      {"three-region", "TFM003", "", "", "the packages are named like zips"},
      {"dr", "TFM001", "", "", "both aliases are declared"},
      {"dr", "TFM002", "", "", "REGION is not reserved"},
      {"dr", "KMS", "", "", "neither table nor replica has a key: no mismatch"},
      {"dr", "TAG", "", "", "default_tags of both providers"},
      {"dr", "NAM", "", "", "all names carry dev; policies without a name are legal"},
      {"dr", "IAM105", "aws_iam_role_policy.replication_policy", "", "S3 ARNs have no region"},
      {"dr", "IAM", "aws_iam_role.lambda_execution_role", "", "Lambda sends no source"},
      {"migration", "KMS", "", "", "the database has a key of its own region, used and rotated"},
      {"migration", "IAM101", "", "", "deny statements on * grant nothing"},
      {"migration", "IAM105", "aws_iam_role_policy.lambda-custom-policy", "policy.Statement[0]",
       "a table by its ARN"},
      {"migration", "IAM105", "aws_iam_role_policy.lambda-custom-policy", "policy.Statement[2]",
       "a deny on *"},
      {"migration", "IAM105", "aws_iam_role_policy.s3-replication-policy", "",
       "buckets by their ARNs"},
      {"migration", "NAM", "", "", "names are resolved before they are judged; db_name is none"},
      {"migration", "TAG", "", "", "every taggable resource has them all"},
      {"migration", "TFM001", "", "", "all aliases are declared"},
      {"migration", "TFM002", "", "", "RDS_ENDPOINT is not reserved"},
      {"migration", "TFM003", "", "", "the package is named like a zip"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.tree);
    CAPTURE(c.rule);
    CAPTURE(c.why);
    for (const Finding& finding : report_of(c.tree).findings) {
      bool flagged = finding.rule.starts_with(c.rule) && finding.address.starts_with(c.address) &&
                     finding.attribute.starts_with(c.attribute);
      CHECK_MESSAGE(!flagged, identity(finding)
                                  << " " << finding.attribute << ": " << finding.message);
    }
  }
}
