// SPDX-License-Identifier: Apache-2.0
// One payment stack in five notations: the same rules at the same resources and arguments.

#include <algorithm>
#include <set>

#include "program.hpp"

namespace {

using namespace program;

std::string without_indexes(std::string_view attribute) {
  std::string result;
  bool inside = false;
  for (char c : attribute) {
    inside = inside || c == '[';
    if (!inside) result += c;
    if (c == ']') inside = false;
  }
  return result;
}

/// What instances are called in the notation without `count` and `for_each`.
const std::vector<std::pair<std::string, std::string>> instance_names = {
    {"aws_s3_bucket.b[\"audit\"]", "aws_s3_bucket.audit"},
    {"aws_s3_bucket.b[\"receipts\"]", "aws_s3_bucket.receipts"},
    {"aws_s3_bucket_policy.receipts[0]", "aws_s3_bucket_policy.receipts"},
    {"aws_sqs_queue.q[\"orders\"]", "aws_sqs_queue.orders"},
    {"aws_sqs_queue.q[\"refunds\"]", "aws_sqs_queue.refunds"},
    {"aws_iam_role.r[0]", "aws_iam_role.processor"},
    {"aws_iam_role.r[1]", "aws_iam_role.admin"},
};

std::string plain_address(const std::string& address) {
  for (const auto& [instance, plain] : instance_names)
    if (address == instance) return plain;
  return address;
}

/// Rule, resource and argument, one line each; a policy is one argument however it is written.
std::string told(std::string_view notation) {
  LoadOptions options;
  options.root = repository().string();
  Report report = judge(load({(repository() / "tests/parity" / notation).string()}, options));
  REQUIRE(report.problems.empty());
  std::set<std::string> lines;
  for (const Finding& finding : report.findings) {
    std::string attribute = without_indexes(finding.attribute);
    std::size_t policy = std::string::npos;
    for (std::string_view word : {"assume_role_policy", "policy", "data."})
      policy = std::min(policy, attribute.find(word));
    if (policy != std::string::npos) attribute = attribute.substr(0, policy) + "policy";
    if (attribute == "tags") attribute.clear();  // null tags, or none written
    lines.insert(std::string(finding.rule) + " " + plain_address(finding.address) + " " +
                 attribute);
  }
  for (const Undetermined& open : report.undetermined)
    lines.insert("undetermined " + std::string(open.rule));
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("five notations of one stack are judged alike") {
  std::string expected = told("inline");
  CHECK(expected == R"(ENC002 aws_s3_bucket.audit 
ENC002 aws_s3_bucket.receipts 
ENC003 aws_s3_bucket.audit 
ENC003 aws_s3_bucket.receipts 
ENC005 aws_sns_topic.alarms kms_master_key_id
ENC007 aws_sqs_queue.refunds sqs_managed_sse_enabled
ENC009 aws_sns_topic.alarms 
ENC009 aws_sqs_queue.orders 
ENC009 aws_sqs_queue.refunds 
IAM101 aws_iam_role_policy.admin policy
IAM210 aws_s3_bucket_policy.receipts policy
KMS002 aws_dynamodb_table.payments replica.kms_key_arn
NAM001 aws_cloudwatch_log_group.processor name
TAG002 aws_s3_bucket.audit 
)");
  for (const char* notation : {"encoded", "document", "computed", "hcl"}) {
    CAPTURE(notation);
    CHECK(told(notation) == expected);
  }
}
