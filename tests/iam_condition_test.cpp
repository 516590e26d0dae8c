// SPDX-License-Identifier: Apache-2.0
// Which conditions narrow what, and whom a statement is open to.

#include "paycheck/iam.hpp"
#include "stack_scene.hpp"

using namespace paycheck;
using scenes::word;

namespace {

// A stack whose queue policy holds one statement with this rest after its Effect.
std::unique_ptr<Stack> queue(const std::string& rest, const std::string& outside = {}) {
  std::string policy =
      R"({"Statement":{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*")" + rest + "}}";
  std::string quoted;
  for (char c : policy) {
    if (c == '"') quoted += '\\';
    quoted += c;
  }
  return scenes::read(
      R"({"variable": {"v": {}}, "data": {"aws_organizations_organization": {"o": {}},
      "aws_caller_identity": {"me": {}}},
      "resource": {"aws_sns_topic": {"t": {"name": "t-dev"}},
                   "aws_sqs_queue_policy": {"q": {"queue_url": "u", "policy": ")" +
      quoted + R"("}}})" + outside + "}");
}

iam::Statement only(const Stack& stack, iam::Policies& policies) {
  auto read = policies.written(*stack.find("aws_sqs_queue_policy.q"));
  REQUIRE(read.statements.size() == 1);
  return read.statements[0];
}

}  // namespace

TEST_CASE("a condition narrows by its key, its operator and its values") {
  struct {
    std::string condition, expected;  // dimensions that are narrowed; `?` behind unsure ones
  } cases[] = {
      {R"("StringEquals":{"aws:PrincipalOrgID":"o-1"})", "caller"},
      {R"("StringEquals":{"AWS:SOURCEACCOUNT":"111122223333"})", "source"},
      {R"("ArnLike":{"aws:SourceArn":"${aws_sns_topic.t.arn}"})", "source"},
      {R"("ArnEquals":{"aws:SourceArn":"arn:aws:sns:*:*:*"})", ""},
      {R"("StringLike":{"aws:SourceArn":"*"})", ""},
      {R"("StringLike":{"aws:SourceArn":"**"})", ""},
      {R"("StringLike":{"aws:SourceArn":["arn:aws:sns:eu-west-1:111122223333:t","*"]})", ""},
      {R"("ArnLike":{"aws:SourceArn":"${var.v}"})", "source?"},
      {R"("ArnLike":{"aws:SourceArn":"arn:aws:sns:eu-west-1:${var.v}:t"})", "source"},
      {R"("StringEquals":{"aws:PrincipalOrgID":"${var.v}"})", "caller"},
      {R"("StringLike":{"aws:PrincipalOrgID":"${data.aws_organizations_organization.o.id}"})",
       "caller"},
      {R"("StringEquals":{"aws:PrincipalOrgID":"*"})", "caller"},
      {R"("StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"})", ""},
      {R"("StringNotEquals":{"aws:PrincipalOrgID":"o-1"})", ""},
      {R"("ForAllValues:StringEquals":{"aws:PrincipalOrgPaths":"o-1/*"})", ""},
      {R"("ForAllValues:StringEquals":{"aws:PrincipalOrgPaths":"o-1/"},"Null":{"aws:PrincipalOrgPaths":"false"})",
       "caller"},
      {R"("ForAllValues:StringEquals":{"aws:PrincipalOrgPaths":"o-1/"},"Null":{"aws:PrincipalOrgPaths":"true"})",
       ""},
      {R"("ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-1/r-1/*"})", "caller"},
      {R"("IpAddress":{"aws:SourceIp":"10.0.0.0/8"})", "network"},
      {R"("IpAddress":{"aws:SourceIp":["10.0.0.0/8","0.0.0.0/0"]})", ""},
      {R"("IpAddress":{"aws:SourceIp":"::/0"})", ""},
      {R"("IpAddress":{"aws:SourceIp":"${var.v}"})", "network?"},
      {R"("NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"})", ""},
      {R"("StringEquals":{"aws:SourceVpce":"vpce-1"})", "network"},
      {R"("StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"})", "via"},
      {R"("StringEquals":{"kms:EncryptionContext:aws:logs:arn":"a"})", "via"},
      {R"("Bool":{"kms:GrantIsForAWSResource":"true"})", "via"},
      {R"("Bool":{"kms:GrantIsForAWSResource":"false"})", ""},
      {R"("StringEquals":{"sts:ExternalId":"x"})", "proof"},
      {R"("Bool":{"aws:MultiFactorAuthPresent":true})", "proof"},
      {R"("Bool":{"aws:MultiFactorAuthPresent":"${var.v}"})", "proof?"},
      {R"("StringEquals":{"aws:ResourceTag/team":"payments"})", "tag"},
      {R"("Bool":{"aws:SecureTransport":"true"})", ""},
      {R"("StringLike":{"aws:Referer":"https://example.com/*"})", ""},
      {R"("StringEquals":{"aws:RequestedRegion":"eu-west-1"})", ""},
      {R"("DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"})", ""},
      {R"("StringSame":{"aws:PrincipalOrgID":"o-1"})", ""},
      {R"("StringLike":"${var.v}")", "caller? source? network? via? proof? tag?"},
      {R"("StringEquals":{"aws:PrincipalOrgID":"o-1","sts:ExternalId":"x"})", "caller proof"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.condition);
    auto stack = queue(R"(,"Principal":"*","Condition":{)" + c.condition + "}");
    iam::Policies policies(*stack);
    iam::Narrowing found = iam::narrowing(*stack, only(*stack, policies));
    std::string told;
    for (std::size_t i = 0; i < iam::dimensions; ++i) {
      if (found.by[i] == Truth::False) continue;
      told += (told.empty() ? "" : " ") +
              std::string(iam::to_string(static_cast<iam::Dimension>(i))) +
              (found.by[i] == Truth::Unknown ? "?" : "");
    }
    CHECK(told == c.expected);
  }
}

TEST_CASE("whom a statement is open to") {
  struct {
    std::string rest;
    Truth anybody;
  } cases[] = {
      {R"(,"Principal":"*")", Truth::True},
      {R"(,"Principal":{"AWS":"*"})", Truth::True},
      {R"(,"Principal":{"AWS":["arn:aws:iam::111122223333:root","*"]})", Truth::True},
      {R"(,"Principal":{"AWS":"arn:aws:iam::111122223333:root"})", Truth::False},
      {R"(,"Principal":{"Service":"*"})", Truth::False},
      {R"(,"Principal":{"AWS":"${var.v}"})", Truth::Unknown},
      {R"(,"Principal":{"AWS":"arn:aws:iam::${var.v}:root"})", Truth::False},
      {R"(,"Principal":{"AWS":"${data.aws_caller_identity.me.arn}"})", Truth::False},
      {R"(,"Principal":"${var.v}")", Truth::Unknown},
      {R"(,"Principal":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}})",
       Truth::False},
      {R"(,"Principal":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.amazonaws.com"}})",
       Truth::True},
      {R"(,"Principal":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"a"}})",
       Truth::True},
      {R"(,"Principal":"*","Condition":"${var.v}")", Truth::Unknown},
  };
  for (const auto& c : cases) {
    CAPTURE(c.rest);
    auto stack = queue(c.rest);
    iam::Policies policies(*stack);
    CHECK(word(iam::anybody(*stack, only(*stack, policies))) == word(c.anybody));
  }
}

TEST_CASE("services that act for others, and the own account") {
  struct {
    std::string principal;
    Truth deputy, own, own_with_provider;
  } cases[] = {
      {R"("Service":"states.amazonaws.com")", Truth::True, Truth::False, Truth::False},
      {R"("Service":"states.eu-west-1.amazonaws.com")", Truth::True, Truth::False, Truth::False},
      {R"("Service":"states.${var.v}.amazonaws.com")", Truth::True, Truth::False, Truth::False},
      {R"("Service":"lambda.amazonaws.com")", Truth::False, Truth::False, Truth::False},
      {R"("Service":"${var.v}")", Truth::Unknown, Truth::Unknown, Truth::Unknown},
      {R"("AWS":"arn:aws:iam::111122223333:root")", Truth::False, Truth::False, Truth::True},
      {R"("AWS":"444455556666")", Truth::False, Truth::False, Truth::False},
      {R"("AWS":"arn:aws:iam::${data.aws_caller_identity.me.account_id}:root")", Truth::False,
       Truth::True, Truth::True},
      {R"("AWS":"arn:aws:iam::${var.v}:root")", Truth::False, Truth::Unknown, Truth::Unknown},
      {R"("AWS":"*")", Truth::False, Truth::False, Truth::False},
  };
  for (const auto& c : cases) {
    CAPTURE(c.principal);
    for (bool provider : {false, true}) {
      auto stack = queue(
          R"(,"Principal":{)" + c.principal + "}",
          provider ? R"(, "provider": {"aws": {"allowed_account_ids": ["111122223333"]}})" : "");
      iam::Policies policies(*stack);
      iam::Statement s = only(*stack, policies);
      REQUIRE(s.principals.items().size() == 1);
      CHECK(word(iam::deputy(s.principals.items()[0])) == word(c.deputy));
      CHECK(word(iam::own(*stack, s.principals.items()[0])) ==
            word(provider ? c.own_with_provider : c.own));
    }
  }
}
