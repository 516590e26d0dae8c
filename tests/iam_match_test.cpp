// SPDX-License-Identifier: Apache-2.0
// Patterns of actions and resources, and ways to more rights.

#include <random>

#include "paycheck/iam.hpp"
#include "stack_scene.hpp"

using namespace paycheck;
using scenes::word;
using terraform::Value;

TEST_CASE("an action pattern includes an action without case") {
  struct {
    std::string pattern, action;
    bool includes;
  } cases[] = {
      {"*", "s3:GetObject", true},
      {"s3:*", "s3:GetObject", true},
      {"S3:get*", "s3:GetObject", true},
      {"s3:Get?bject", "s3:GetObject", true},
      {"s3:*Object", "s3:GetObject", true},
      {"s3:*Get*Object*", "s3:GetObject", true},
      {"s3:GetObject", "s3:GetObjectVersion", false},
      {" s3:GetObject", "s3:GetObject", false},
      {"s3:Get?", "s3:GetObject", false},
      {"", "s3:GetObject", false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.pattern);
    CHECK(word(iam::includes(Value::text(c.pattern), c.action)) == word(truth(c.includes)));
  }
}

TEST_CASE("a resource pattern reaches a resource part by part") {
  struct {
    std::string pattern, resource;
    Truth reaches;
  } cases[] = {
      {"*", "arn:aws:s3:::b/k", Truth::True},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b/k/l", Truth::True},
      {"arn:aws:s3:::B/*", "arn:aws:s3:::b/k", Truth::False},
      {"arn:aws:dynamodb:*:*:table/x", "arn:aws:dynamodb:eu-west-1:111122223333:table/x",
       Truth::True},
      {"arn:aws:dynamodb:*", "arn:aws:dynamodb:eu-west-1:111122223333:table/x", Truth::True},
      {"arn:aws:dynamodb:*:table/x", "arn:aws:dynamodb:eu-west-1:111122223333:table/x",
       Truth::Unknown},
      {"arn:aws:logs:*:*:log-group:a:*", "arn:aws:logs:r:1:log-group:a:log-stream:b", Truth::True},
      {"arn:aws:sqs:eu-west-1:1:q", "arn:aws:sqs:eu-west-1:1:q2", Truth::False},
  };
  for (const auto& c : cases) {
    CAPTURE(c.pattern);
    CHECK(word(iam::reaches(Value::text(c.pattern), Value::text(c.resource))) == word(c.reaches));
  }
}

TEST_CASE("references in resources are compared by what they are") {
  auto stack = scenes::read(R"({"variable": {"v": {}}, "resource": {
    "aws_dynamodb_table": {"a": {"name": "a-dev"}, "b": {"name": "b-dev"}},
    "aws_kms_key": {"k": {}, "l": {}},
    "aws_sns_topic": {"x": {"name": "${aws_dynamodb_table.a.arn}/index/*", "display_name": "${aws_dynamodb_table.b.arn}",
      "policy": "${aws_kms_key.k.arn}", "kms_master_key_id": "${aws_kms_key.l.arn}", "delivery_policy": "${var.v}"}}}})");
  Value a = scenes::at(*stack, "aws_sns_topic.x", "name");
  Value b = scenes::at(*stack, "aws_sns_topic.x", "display_name");
  Value k = scenes::at(*stack, "aws_sns_topic.x", "policy");
  Value l = scenes::at(*stack, "aws_sns_topic.x", "kms_master_key_id");
  Value v = scenes::at(*stack, "aws_sns_topic.x", "delivery_policy");
  Value arn = scenes::at(*stack, "aws_dynamodb_table.a", "arn");
  CHECK(word(iam::reaches(a, a)) == "true");
  CHECK(word(iam::reaches(a, arn)) == "false");
  CHECK(word(iam::reaches(b, arn)) == "false");
  CHECK(word(iam::reaches(k, k)) == "true");
  CHECK(word(iam::reaches(k, l)) == "unknown");
  CHECK(word(iam::reaches(v, arn)) == "unknown");
  CHECK(word(iam::reaches(Value::text("arn:aws:dynamodb:*:*:table/a-dev"), arn)) == "unknown");
  CHECK(word(iam::reaches(Value::text("arn:*:dynamodb:*:*:table/a-dev"), arn)) == "true");
}

TEST_CASE("includes agrees with trying every split, on random patterns") {
  std::mt19937 random(7);
  auto text = [&](const char* letters, std::size_t count, std::size_t longest) {
    std::string out;
    for (std::size_t n = random() % (longest + 1); n > 0; --n) out += letters[random() % count];
    return out;
  };
  struct Slow {
    static bool matches(std::string_view p, std::string_view s) {
      if (p.empty()) return s.empty();
      if (p[0] == '*') {
        for (std::size_t i = 0; i <= s.size(); ++i)
          if (matches(p.substr(1), s.substr(i))) return true;
        return false;
      }
      return !s.empty() && (p[0] == '?' || p[0] == s[0]) && matches(p.substr(1), s.substr(1));
    }
  };
  for (int i = 0; i < 20'000; ++i) {
    std::string pattern = text("ab*?", 4, 7), action = text("ab", 2, 8);
    CAPTURE(pattern);
    CAPTURE(action);
    bool expected = Slow::matches(pattern, action);
    CHECK((iam::includes(Value::text(pattern), action) == Truth::True) == expected);
    CHECK((iam::reaches(Value::text(pattern), Value::text(action)) == Truth::True) == expected);
  }
}

TEST_CASE("ways to more rights") {
  auto role = [](const std::string& statements, const std::string& more = {}) {
    std::string quoted;
    for (char c : "{\"Statement\":[" + statements + "]}") {
      if (c == '"') quoted += '\\';
      quoted += c;
    }
    return R"({"variable": {"v": {}}, "resource": {
      "aws_iam_role": {"r": {"name": "r-dev", "assume_role_policy": "{\"Statement\":[]}"}},
      "aws_iam_role_policy": {"p": {"role": "${aws_iam_role.r.id}", "policy": ")" +
           quoted + R"("}})" + more + "}}";
  };
  auto allow = [](const std::string& action, const std::string& resource,
                  const std::string& rest = {}) {
    return R"({"Effect":"Allow","Action":")" + action + R"(","Resource":")" + resource + "\"" +
           rest + "}";
  };
  const std::string deny = R"({"Effect":"Deny","Action":"iam:*","Resource":"*"})";
  const std::string guarded =
      R"({"Effect":"Deny","Action":"iam:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}})";
  struct {
    std::string text, expected;
  } cases[] = {
      {role(allow("iam:PutRolePolicy", "*")), "self"},
      {role(allow("iam:PutRolePolicy", "arn:aws:iam::*:role/*")), "self"},
      {role(allow("iam:PutRolePolicy", "${aws_iam_role.r.arn}")), "self"},
      {role(allow("iam:PutRolePolicy", "arn:aws:iam::111122223333:role/other")), ""},
      {role(allow("iam:PutUserPolicy", "*")), ""},
      {role(allow("iam:PutRolePolicy", "*",
                  R"(,"Condition":{"StringEquals":{"iam:PermissionsBoundary":"a"}})")),
       ""},
      {role(allow("iam:PutRolePolicy", "*") + "," + deny), ""},
      {role(allow("iam:PutRolePolicy", "*") + "," + guarded), "..."},
      {role(allow("iam:PutRolePolicy", "${var.v}")), "..."},
      {role(allow("*", "*")), ""},
      {role(allow("iam:Pass*", "*") + "," + allow("ec2:RunInstances", "*")), "pass role"},
      {role(allow("iam:PassRole", "arn:aws:iam::111122223333:role/one") + "," +
            allow("ec2:RunInstances", "*")),
       ""},
      {role(allow("iam:PassRole", "*") + "," + allow("lambda:CreateFunction", "*")), ""},
      {role(allow("iam:CreateLoginProfile", "*")), "others"},
      {role(
           allow("iam:PutRolePolicy", "*"),
           R"(, "aws_iam_role_policy_attachment": {"a": {"role": "r-dev", "policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}})"),
       "self"},
      {role(
           allow("iam:PutRolePolicy", "*"),
           R"(, "aws_iam_role_policy_attachment": {"a": {"role": "r-dev", "policy_arn": "${var.v}"}})"),
       "..."},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    auto stack = scenes::read(c.text);
    iam::Policies policies(*stack);
    Items found = policies.escalations(*stack->find("aws_iam_role.r"));
    std::string told;
    for (const Item& item : found.items) told += std::string(item.value.field("kind")->text());
    if (found.open) told += "...";
    CHECK(told == c.expected);
  }
}
