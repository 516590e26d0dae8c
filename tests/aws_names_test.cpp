// SPDX-License-Identifier: Apache-2.0
// Names and tags in, what AWS has against them out.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "paycheck/aws.hpp"

namespace paycheck::aws {

using terraform::Hole;
using terraform::TextPiece;

namespace {

/// `a*b` is a, an unknown part, b.
std::string fault(std::string_view type, std::string_view name, bool is_prefix = false) {
  static const Hole hole;
  std::vector<TextPiece> pieces;
  for (std::size_t at = 0; at <= name.size();) {
    std::size_t star = std::min(name.find('*', at), name.size());
    if (star > at) pieces.push_back({name.substr(at, star - at), nullptr});
    if (star < name.size()) pieces.push_back({{}, &hole});
    at = star + 1;
  }
  const NameRule* rule = name_rule(type);
  REQUIRE(rule);
  return name_fault(*rule, pieces, is_prefix);
}

}  // namespace

TEST_CASE("names that AWS refuses") {
  const std::string thirty_two(32, 'x'), sixty_four(64, 'x'), eighty(80, 'x');
  struct Case {
    const char* type;
    std::string name, fault;
  } cases[] = {
      {"aws_lb", thirty_two, ""},
      {"aws_alb", thirty_two + "x", "it has 33 characters, AWS takes 32"},
      {"aws_lb", "-x", "it does not begin with a letter or digit"},
      {"aws_lb", "x-*", ""},
      {"aws_lb", "x-", "it does not end with a letter or digit"},
      {"aws_iam_role", sixty_four, ""},
      {"aws_iam_role", sixty_four + "*x", "it has 65 characters, AWS takes 64"},
      {"aws_iam_role", "a b", "it holds ' '"},
      {"aws_dynamodb_table", "ab", "it is shorter than the 3 characters that AWS asks for"},
      {"aws_dynamodb_table", "a*", ""},
      {"aws_sfn_activity", "approve.order@shop", ""},
      {"aws_sfn_state_machine", "approve.order", "it holds '.'"},
      {"aws_sqs_queue", eighty, ""},
      {"aws_sqs_queue", "a.fifo", ""},
      {"aws_sqs_queue", "a.*", ""},
      {"aws_sqs_queue", "*.b", "it holds '.', which only '.fifo' at its end may"},
      {"aws_s3_bucket", "a.b-c", ""},
      {"aws_s3_bucket", "10.0.0.1", "it looks like an IP address"},
      {"aws_s3_bucket", "a..b", "it holds two dots in a row"},
      {"aws_s3_bucket", "xn--abc", "it begins with 'xn--'"},
      {"aws_s3_bucket", "abc-s3alias", "it ends with '-s3alias'"},
      {"aws_s3_bucket", "Abc", "it holds the capital 'A'"},
      {"aws_s3_bucket", "caf\xc3\xa9", "it holds a character that is not of plain English"},
      {"aws_kms_alias", "alias/a", ""},
      {"aws_kms_alias", "*", ""},
      {"aws_kms_alias", "al*", ""},
      {"aws_kms_alias", "alias/", "it does not begin with 'alias/'"},
      {"aws_kms_alias", "alias/aws/s3", "'alias/aws/' belongs to AWS"},
      {"aws_ssm_parameter", "/a/b", ""},
      {"aws_ssm_parameter", "a/b", "it holds '/', so it has to begin with one"},
      {"aws_db_instance", "a--b", "it holds two hyphens in a row"},
      {"aws_db_instance", "1a", "it does not begin with a letter"},
      {"aws_lambda_function", "arn:aws:lambda:us-east-1:1:function:f", ""},
      {"aws_cloudwatch_metric_alarm", "Any (thing)!", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.type);
    CAPTURE(c.name);
    CHECK(fault(c.type, c.name) == c.fault);
  }
  CHECK(fault("aws_lb_target_group", "api-ab", true).empty());
  CHECK(fault("aws_lb_target_group", "api-abc", true) ==
        "it has 7 characters, a prefix may have 6");
  CHECK(fault("aws_iam_role", std::string(39, 'x'), true) ==
        "it has 39 characters, a prefix may have 38");
  CHECK(fault("aws_s3_bucket", "receipts-", true).empty());
  CHECK(name_rule("aws_vpc") == nullptr);
}

TEST_CASE("name rules are of types that have names") {
  Types types;
  std::size_t rules = 0;
  for (std::string_view name : types.names()) {
    const NameRule* rule = name_rule(name);
    if (!rule || rule->type != name) continue;
    ++rules;
    CAPTURE(name);
    const Type* type = types.find(name);
    CHECK(!(type->name_argument.empty() && type->identity_name.empty()));
    CHECK((rule->within.empty() || type->schema->find(rule->within)));
  }
  CHECK(rules == 68);
}

TEST_CASE("tags that AWS refuses") {
  CHECK(tag_limit("aws_s3_object") == 10);
  CHECK(tag_limit("aws_s3_bucket") == 50);
  CHECK(tag_key_fault("aws_vpc", "") == "its key is empty");
  CHECK(tag_key_fault("aws_vpc", std::string(128, 'k')).empty());
  CHECK(tag_key_fault("aws_vpc", std::string(129, 'k')) ==
        "its key has 129 characters, AWS takes 128");
  CHECK(tag_value_fault("aws_iam_role", "a (b)") ==
        "its value holds '(', AWS takes letters, digits, spaces and _.:/=+-@");
  CHECK(tag_value_fault("aws_iam_role", "a\tb") == "its value holds a control character");
  CHECK(tag_value_fault("aws_vpc", "a (b)").empty());
  CHECK(tag_value_fault("aws_iam_role", "a_b.c:d/e=f+g-h@i \xc3\xbc").empty());
}

}  // namespace paycheck::aws
