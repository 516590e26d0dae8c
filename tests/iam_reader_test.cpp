// SPDX-License-Identifier: Apache-2.0
// Every place where Terraform keeps a policy gives the same statements; broken documents give slips
// at their places, hidden ones leave the list open.

#include "paycheck/iam.hpp"
#include "stack_scene.hpp"

using namespace paycheck;
using scenes::show;

namespace {

std::string quoted(const std::string& json) {
  std::string out;
  for (char c : json) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

// `kind effect actions/not_actions on resources/not_resources for principals if conditions`.
std::string line(const Stack& stack, const iam::Statement& s) {
  auto list = [&](const terraform::Value& value) { return show(stack, value); };
  std::string out =
      std::string(iam::to_string(s.kind)) + " " + show(stack, s.effect) + " " + list(s.actions);
  if (list(s.not_actions) != "[]") out += " not " + list(s.not_actions);
  out += " on " + list(s.resources);
  if (list(s.not_resources) != "[]") out += " not " + list(s.not_resources);
  Arena scratch;
  for (const Item& p : stack.items(s.principals, scratch).items)
    out += " for " + show(stack, *p.value.field("type")) + " " + show(stack, *p.value.field("id"));
  for (const Item& p : stack.items(s.not_principals, scratch).items)
    out += " not for " + show(stack, *p.value.field("id"));
  for (const Item& c : stack.items(s.conditions, scratch).items)
    out += " if " + show(stack, *c.value.field("operator")) + " " +
           show(stack, *c.value.field("key")) + " " + show(stack, *c.value.field("values")) + " " +
           show(stack, *c.value.field("guard"));
  return out + "\n";
}

std::string all(const Stack& stack, iam::Policies& policies, std::string_view address) {
  const Element* element = stack.find(address);
  REQUIRE_MESSAGE(element, address);
  iam::Statements read = policies.written(*element);
  std::string out;
  for (const iam::Statement& s : read.statements) out += line(stack, s);
  if (read.open)
    out += "... " + (read.why ? std::string(terraform::to_string(read.why->reason)) : "") + "\n";
  return out;
}

std::string slips(const Stack& stack, iam::Policies& policies, std::string_view address) {
  std::string out;
  for (const iam::Slip& slip : policies.slips(*stack.find(address), nullptr, nullptr))
    out += std::string(iam::to_string(slip.kind)) + ": " + std::string(slip.says) + " @" +
           stack.attribute_path(slip.place) + "\n";
  return out;
}

std::string resource(const std::string& type, const std::string& body) {
  return R"({"resource": {")" + type + R"(": {"x": {)" + body + "}}}}";
}

}  // namespace

TEST_CASE("one statement in every place that holds a policy") {
  struct {
    std::string type, path, kind;
  } cases[] = {
      {"aws_api_gateway_rest_api", "policy", "resource"},
      {"aws_api_gateway_rest_api_policy", "policy", "resource"},
      {"aws_backup_vault_policy", "policy", "resource"},
      {"aws_cloudwatch_event_bus_policy", "policy", "resource"},
      {"aws_cloudwatch_log_destination_policy", "access_policy", "resource"},
      {"aws_cloudwatch_log_resource_policy", "policy_document", "resource"},
      {"aws_codeartifact_domain_permissions_policy", "policy_document", "resource"},
      {"aws_codeartifact_repository_permissions_policy", "policy_document", "resource"},
      {"aws_dynamodb_resource_policy", "policy", "resource"},
      {"aws_ecr_registry_policy", "policy", "resource"},
      {"aws_ecr_repository_policy", "policy", "resource"},
      {"aws_ecrpublic_repository_policy", "policy", "resource"},
      {"aws_efs_file_system_policy", "policy", "resource"},
      {"aws_elasticsearch_domain", "access_policies", "resource"},
      {"aws_elasticsearch_domain_policy", "access_policies", "resource"},
      {"aws_glacier_vault", "access_policy", "resource"},
      {"aws_glacier_vault_lock", "policy", "resource"},
      {"aws_glue_resource_policy", "policy", "resource"},
      {"aws_iam_group_policy", "policy", "identity"},
      {"aws_iam_policy", "policy", "identity"},
      {"aws_iam_role", "assume_role_policy", "trust"},
      {"aws_iam_role", "inline_policy.policy", "identity"},
      {"aws_iam_role_policy", "policy", "identity"},
      {"aws_iam_user_policy", "policy", "identity"},
      {"aws_iot_policy", "policy", "identity"},
      {"aws_kinesis_resource_policy", "policy", "resource"},
      {"aws_kms_external_key", "policy", "resource"},
      {"aws_kms_key", "policy", "resource"},
      {"aws_kms_key_policy", "policy", "resource"},
      {"aws_kms_replica_external_key", "policy", "resource"},
      {"aws_kms_replica_key", "policy", "resource"},
      {"aws_media_store_container_policy", "policy", "resource"},
      {"aws_opensearch_domain", "access_policies", "resource"},
      {"aws_opensearch_domain_policy", "access_policies", "resource"},
      {"aws_organizations_policy", "content", "ceiling"},
      {"aws_s3_access_point", "policy", "resource"},
      {"aws_s3_bucket", "policy", "resource"},
      {"aws_s3_bucket_policy", "policy", "resource"},
      {"aws_s3control_access_point_policy", "policy", "resource"},
      {"aws_s3control_bucket_policy", "policy", "resource"},
      {"aws_s3tables_table_bucket_policy", "resource_policy", "resource"},
      {"aws_s3tables_table_policy", "resource_policy", "resource"},
      {"aws_secretsmanager_secret", "policy", "resource"},
      {"aws_secretsmanager_secret_policy", "policy", "resource"},
      {"aws_ses_identity_policy", "policy", "resource"},
      {"aws_sesv2_email_identity_policy", "policy", "resource"},
      {"aws_sns_topic", "policy", "resource"},
      {"aws_sns_topic_policy", "policy", "resource"},
      {"aws_sqs_queue", "policy", "resource"},
      {"aws_sqs_queue_policy", "policy", "resource"},
      {"aws_ssoadmin_permission_set_inline_policy", "inline_policy", "identity"},
      {"aws_vpc_endpoint", "policy", "ceiling"},
      {"aws_vpc_endpoint_policy", "policy", "ceiling"},
      {"aws_vpclattice_auth_policy", "policy", "resource"},
      {"aws_vpclattice_resource_policy", "policy", "resource"},
  };
  const std::string policy =
      R"({"Statement":{"Effect":"Allow","Action":["a:B","a:C"],"Resource":"*",)"
      R"("Principal":{"Service":"s.amazonaws.com"},"Condition":{"StringEqualsIfExists":{"AWS:SourceAccount":"1"}}}})";
  for (const auto& c : cases) {
    CAPTURE(c.type);
    CAPTURE(c.path);
    std::size_t dot = c.path.find('.');
    std::string last = c.path.substr(dot == std::string::npos ? 0 : dot + 1);
    std::string argument = "\"" + last + "\": \"" + quoted(policy) + "\"";
    if (dot != std::string::npos)
      argument = "\"" + c.path.substr(0, dot) + "\": [{" + argument + "}]";
    auto stack = scenes::read(resource(c.type, argument));
    iam::Policies policies(*stack);
    CHECK(all(*stack, policies, c.type + ".x") ==
          c.kind +
              " \"Allow\" [\"a:B\", \"a:C\"] on \"*\" for \"Service\" \"s.amazonaws.com\""
              " if \"StringEqualsIfExists\" \"aws:sourceaccount\" \"1\" \"if exists\"\n");
    CHECK(iam::holds_policy(c.type));
  }
}

TEST_CASE("arguments that are a statement") {
  struct {
    std::string type, body, expected;
  } cases[] = {
      {"aws_lambda_permission",
       R"("action": "lambda:InvokeFunction", "function_name": "f", "principal": "s3.amazonaws.com",
          "source_arn": "arn:aws:s3:::b", "source_account": "111122223333")",
       "resource \"Allow\" [\"lambda:InvokeFunction\"] on [\"f\"] for \"Service\" "
       "\"s3.amazonaws.com\" if \"ArnLike\" \"aws:sourcearn\" \"arn:aws:s3:::b\" \"holds\" if "
       "\"StringEquals\" \"aws:sourceaccount\" \"111122223333\" \"holds\"\n"},
      {"aws_lambda_permission",
       R"("action": "lambda:InvokeFunctionUrl", "function_name": "f", "principal": "*",
          "function_url_auth_type": "NONE")",
       "resource \"Allow\" [\"lambda:InvokeFunctionUrl\"] on [\"f\"] for \"AWS\" \"*\" if "
       "\"StringEquals\" \"lambda:functionurlauthtype\" \"NONE\" \"holds\"\n"},
      {"aws_lambda_layer_version_permission",
       R"("action": "lambda:GetLayerVersion", "layer_name": "l", "principal": "*",
          "organization_id": "o-1", "statement_id": "s", "version_number": 1)",
       "resource \"Allow\" [\"lambda:GetLayerVersion\"] on [\"l\"] for \"AWS\" \"*\" if "
       "\"StringEquals\" \"aws:principalorgid\" \"o-1\" \"holds\"\n"},
      {"aws_cloudwatch_event_permission",
       R"("action": "events:PutEvents", "principal": "111122223333", "statement_id": "s")",
       "resource \"Allow\" [\"events:PutEvents\"] on [] for \"AWS\" \"111122223333\"\n"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.body);
    auto stack = scenes::read(resource(c.type, c.body));
    iam::Policies policies(*stack);
    CHECK(all(*stack, policies, c.type + ".x") == c.expected);
    CHECK(slips(*stack, policies, c.type + ".x") == "");
  }
}

TEST_CASE("a data document merges others by Sid") {
  auto document = [](const std::string& body) {
    return R"({"data": {"aws_iam_policy_document": {
      "base": {"statement": [{"sid": "A", "actions": ["a:A"], "resources": ["*"]},
                             {"actions": ["a:Plain"], "resources": ["*"]}]},
      "x": {)" +
           body + R"(}}}, "variable": {"v": {}},
      "resource": {"aws_iam_policy": {"x": {"policy": "${data.aws_iam_policy_document.x.json}"}}}})";
  };
  const std::string plain = "identity \"Allow\" [\"a:Plain\"] on [\"*\"]\n";
  const std::string a = "identity \"Allow\" [\"a:A\"] on [\"*\"]\n";
  const std::string own = "identity \"Deny\" [\"a:Own\"] on [\"*\"]\n";
  const std::string statement =
      R"("statement": {"sid": "A", "effect": "Deny", "actions": ["a:Own"], "resources": ["*"]})";
  const std::string base = "[\"${data.aws_iam_policy_document.base.json}\"]";
  struct {
    std::string body, expected;
  } cases[] = {
      {R"("source_policy_documents": )" + base, a + plain},
      {R"("source_policy_documents": )" + base + ", " + statement, plain + own},
      {R"("override_policy_documents": )" + base + ", " + statement, a + plain},
      {R"("source_policy_documents": ["${var.v}"], )" + statement,
       own + "... variable without value\n"},
      {R"("override_policy_documents": ["${var.v}"], )" + statement,
       "... variable without value\n"},
      {R"("source_policy_documents": )" + base +
           R"(, "statement": {"sid": "${var.v}", "actions": ["a:Own"], "resources": ["*"]})",
       plain + "identity \"Allow\" [\"a:Own\"] on [\"*\"]\n... variable without value\n"},
      {R"("source_policy_documents": ["${data.aws_iam_policy_document.x.json}"])",
       "... expression not computed\n"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.body);
    auto stack = scenes::read(document(c.body));
    iam::Policies policies(*stack);
    CHECK(all(*stack, policies, "aws_iam_policy.x") == c.expected);
  }
}

TEST_CASE("principals and conditions of a data document are those of JSON") {
  auto stack = scenes::read(R"({"data": {"aws_iam_policy_document": {"x": {"statement": [{
      "actions": ["sts:AssumeRole"],
      "principals": [{"type": "AWS", "identifiers": ["1", "2"]}, {"type": "*", "identifiers": ["*"]}],
      "condition": [{"test": "StringLike", "variable": "SAML:aud", "values": ["a", "b"]}]}]}}},
    "resource": {"aws_iam_role": {"x": {"assume_role_policy": "${data.aws_iam_policy_document.x.minified_json}"}}}})");
  iam::Policies policies(*stack);
  CHECK(all(*stack, policies, "aws_iam_role.x") ==
        "trust \"Allow\" [\"sts:AssumeRole\"] on [] for \"AWS\" \"1\" for \"AWS\" \"2\" for \"*\" "
        "\"*\" if \"StringLike\" \"saml:aud\" [\"a\", \"b\"] \"holds\"\n");
}

TEST_CASE("broken, hidden and odd documents") {
  struct {
    std::string policy, statements, slips;
  } cases[] = {
      {"", "", ""},
      {"nonsense", "", "unreadable: is no JSON @policy\n"},
      {"[]", "", "unreadable: is no JSON object @policy\n"},
      {"7", "", "unreadable: is no JSON object @policy\n"},
      {"{}", "", "unreadable: has no Statement @policy\n"},
      {R"({"Statement":[7]})", "",
       "unreadable: has a statement that is no object @policy.Statement[0]\n"},
      {R"({"Statement":"${var.v}"})", "... variable without value\n", ""},
      {"${var.v}", "... variable without value\n", ""},
      {R"({"statement":[{"effect":"Allow","action":"a:B","resource":"*"}]})",
       "identity \"Allow\" \"a:B\" on \"*\"\n", ""},
      {R"({"Statement":{"Effect":"allow","Action":"a:B","Resource":"*"}})",
       "identity \"allow\" \"a:B\" on \"*\"\n",
       "grammar: has an Effect that is neither Allow nor Deny @policy.Statement.Effect\n"},
      {R"({"Statement":{"Effect":"${var.v}","Action":"${var.v}","Resource":"${var.v}"}})",
       "identity unknown(variable without value: var.v) unknown(variable without value: var.v) on "
       "unknown(variable without value: var.v)\n",
       ""},
      {R"({"Statement":{"Effect":"Allow","Action":[],"Resource":"*"}})",
       "identity \"Allow\" [] on \"*\"\n",
       "grammar: has an empty Action @policy.Statement.Action\n"},
      {R"({"Statement":{"Effect":"Allow"}})", "identity \"Allow\" [] on []\n",
       "grammar: has no Action @policy.Statement\ngrammar: has no Resource @policy.Statement\n"},
      {R"({"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":{"StringSame":{"k":"v"}}}})",
       "identity \"Allow\" \"a:B\" on \"*\" if \"StringSame\" \"k\" \"v\" absent\n",
       "grammar: has a condition operator that IAM does not know "
       "@policy.Statement.Condition.StringSame.k\n"},
      {R"({"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":{"StringLike":"${var.v}"}}})",
       "identity \"Allow\" \"a:B\" on \"*\" if \"StringLike\" unknown(variable without value: "
       "var.v) "
       "unknown(variable without value: var.v) \"holds\"\n",
       ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.policy);
    auto stack = scenes::read(
        R"({"variable": {"v": {}}, "resource": {"aws_iam_policy": {"x": {"policy": ")" +
        quoted(c.policy) + R"("}}}})");
    iam::Policies policies(*stack);
    CHECK(all(*stack, policies, "aws_iam_policy.x") == c.statements);
    CHECK(slips(*stack, policies, "aws_iam_policy.x") == c.slips);
  }
}

TEST_CASE("what applies to a role comes from everywhere") {
  auto stack = scenes::read(R"({"variable": {"p": {}}, "resource": {
    "aws_iam_role": {"r": {"name": "r-dev", "assume_role_policy": "{\"Statement\":[]}",
                           "managed_policy_arns": ["${aws_iam_policy.m.arn}"]},
                     "s": {"name": "s-dev", "assume_role_policy": "{\"Statement\":[]}"},
                     "t": {"name": "t-dev", "assume_role_policy": "{\"Statement\":[]}"}},
    "aws_iam_policy": {
      "m": {"name": "m", "policy": "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a:M\",\"Resource\":\"*\"}}"},
      "n": {"name": "n", "policy": "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a:N\",\"Resource\":\"*\"}}"}},
    "aws_iam_role_policy": {
      "i": {"role": "${aws_iam_role.r.id}", "policy": "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a:I\",\"Resource\":\"*\"}}"},
      "j": {"role": "s-dev", "policy": "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a:J\",\"Resource\":\"*\"}}"}},
    "aws_iam_role_policy_attachment": {
      "a": {"role": "${aws_iam_role.r.name}", "policy_arn": "${aws_iam_policy.n.arn}"},
      "b": {"role": "${aws_iam_role.r.name}", "policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
      "c": {"role": "${aws_iam_role.t.name}", "policy_arn": "${var.p}"}},
    "aws_iam_policy_attachment": {"d": {"name": "d", "roles": ["${aws_iam_role.s.name}"], "policy_arn": "${aws_iam_policy.m.arn}"}}
  }})");
  iam::Policies policies(*stack);
  auto actions = [&](std::string_view address) {
    iam::Statements found = policies.effective(*stack->find(address));
    std::string out;
    for (const iam::Statement& s : found.statements) out += show(*stack, s.actions) + " ";
    return out + (found.open ? "..." : "");
  };
  CHECK(actions("aws_iam_role.r") == "\"a:I\" \"a:M\" \"a:N\" ");
  CHECK(actions("aws_iam_role.s") == "\"a:J\" \"a:M\" ");
  CHECK(actions("aws_iam_role.t") == "...");
}
