// SPDX-License-Identifier: Apache-2.0
// The schema table is complete and its rows read; every hand-made row names what the schema has.

#include "paycheck/aws.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>

namespace paycheck::aws {
namespace {

using terraform::Argument;
using terraform::Schema;

std::string print(const Schema& schema, int depth);

/// `name=form`, then `!` required, `?` optional, `^` computed, `*` sensitive, `<n` at most n.
std::string print(const Argument& argument, int depth) {
  static constexpr std::string_view forms[] = {"text",    "number", "bool", "list", "map",
                                               "objects", "object", "any",  "block"};
  std::string result(argument.name);
  result += "=";
  result += forms[static_cast<std::size_t>(argument.form)];
  if (argument.required) result += "!";
  if (argument.optional) result += "?";
  if (argument.computed) result += "^";
  if (argument.sensitive) result += "*";
  if (argument.max_items) result += "<" + std::to_string(argument.max_items);
  if (argument.block && depth > 0) result += "(" + print(*argument.block, depth - 1) + ")";
  return result;
}

std::string print(const Schema& schema, int depth) {
  std::string result;
  for (const Argument& argument : schema.arguments)
    result += (result.empty() ? "" : " ") + print(argument, depth);
  return result;
}

std::string row(std::string_view type, int depth = 9) {
  Types types;
  const Type* found = types.find(type);
  return found ? print(*found->schema, depth) : "none";
}

/// Whether a dotted path leads to an argument.
bool has_path(const Schema* schema, std::string_view path) {
  std::size_t dot = std::min(path.find('.'), path.size());
  const Argument* argument = schema ? schema->find(path.substr(0, dot)) : nullptr;
  if (!argument || dot == path.size()) return argument != nullptr;
  return has_path(argument->block, path.substr(dot + 1));
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    std::size_t end = std::min(text.find(' '), text.size());
    result.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

/// The rows of the table under their own names: synonyms resolve to other rows.
std::vector<const Type*> all_types(Types& types) {
  std::vector<const Type*> result;
  for (std::string_view name : types.names()) {
    const Type* type = types.find(name);
    REQUIRE(type != nullptr);
    if (type->name == name) result.push_back(type);
  }
  return result;
}

void check_blocks(const Schema& schema, std::set<const Schema*>& seen) {
  if (!seen.insert(&schema).second) return;
  CHECK(std::ranges::is_sorted(schema.arguments, {}, &Argument::name));
  for (const Argument& argument : schema.arguments) {
    bool holds = argument.form == Argument::Form::Block ||
                 argument.form == Argument::Form::Object ||
                 argument.form == Argument::Form::ObjectList;
    CHECK((argument.block != nullptr) == holds);
    CHECK((argument.required || argument.optional || argument.computed));
    if (argument.block) check_blocks(*argument.block, seen);
  }
}

/// Whether the type has the identities of types that the table lacks.
bool identified_by_default(const Type& type) {
  std::string expected, found;
  if (!type.name_argument.empty()) expected = std::string(type.name_argument) + " ";
  for (std::string_view made : {"id", "arn"})
    if (type.schema->find(made)) expected += "!" + std::string(made) + " ";
  for (const Identity& identity : identities(type))
    found += (identity.known_before_apply ? "" : "!") + std::string(identity.attribute) + " ";
  return expected == found;
}

/// Rows of the table of natural keys that name a block of this schema; checks their columns.
std::size_t natural_keys(std::string_view type, const Schema& schema, const std::string& prefix) {
  std::size_t count = 0;
  for (const Argument& argument : schema.arguments) {
    if (!argument.block || prefix.size() > 60) continue;
    std::string path = prefix + std::string(argument.name);
    std::string_view columns = natural_key(type, path);
    if (!columns.empty()) {
      CAPTURE(type);
      CAPTURE(path);
      ++count;
      CHECK(argument.repeats());
      for (const std::string& column : words(columns)) CHECK(argument.block->find(column));
    }
    if (std::ranges::count(path, '.') < 1) count += natural_keys(type, *argument.block, path + ".");
  }
  return count;
}

}  // namespace

TEST_CASE("every row of the schema table reads") {
  Types types;
  std::size_t resources = 0, data = 0, named = 0, taggable = 0;
  std::set<const Schema*> seen;
  std::vector<std::string_view> names = types.names();
  CHECK(std::ranges::is_sorted(names));
  for (const Type* type : all_types(types)) {
    CAPTURE(type->name);
    check_blocks(*type->schema, seen);
    (type->name.starts_with("data.") ? data : resources) += 1;
    if (type->taggable) ++taggable;
    if (type->name_argument.empty()) continue;
    ++named;
    const Argument* name = type->schema->find(type->name_argument);
    CHECK((name && name->form == Argument::Form::Text && (name->required || name->optional)));
  }
  // The table has 1526 resource types and 608 data sources, of which 6 and 3 are synonyms.
  CHECK(names.size() == 1526 + 608);
  CHECK(resources == 1520);
  CHECK(data == 605);
  // 540 with the synonyms aws_alb and aws_alb_target_group.
  CHECK(named == 538);
  // 748 have `tags`, of which 4 are synonyms; aws_autoscaling_group has `tag` blocks.
  CHECK(taggable == 748 - 4 + 1);
  CHECK(schema_versions().size() == 1);
  CHECK(schema_versions()[0] == "5.100.0");
}

TEST_CASE("rows spelled out") {
  CHECK(row("aws_kms_key", 0) ==
        "arn=text^ bypass_policy_lockout_safety_check=bool? custom_key_store_id=text? "
        "customer_master_key_spec=text? deletion_window_in_days=number? description=text?^ "
        "enable_key_rotation=bool? id=text^ is_enabled=bool? key_id=text^ key_usage=text? "
        "multi_region=bool?^ policy=text?^ region=text?^ rotation_period_in_days=number?^ "
        "tags=map? tags_all=map?^ timeouts=block?<1 xks_key_id=text?");
  CHECK(row("aws_s3_bucket_versioning") ==
        "bucket=text! expected_bucket_owner=text? id=text^ mfa=text? region=text?^ "
        "versioning_configuration=block!<1(mfa_delete=text?^ status=text!)");
  CHECK(row("aws_security_group", 1) ==
        "arn=text^ description=text? "
        "egress=objects?^(cidr_blocks=list?^ description=text?^ from_port=number?^ "
        "ipv6_cidr_blocks=list?^ prefix_list_ids=list?^ protocol=text?^ security_groups=list?^ "
        "self=bool?^ to_port=number?^) id=text^ "
        "ingress=objects?^(cidr_blocks=list?^ description=text?^ from_port=number?^ "
        "ipv6_cidr_blocks=list?^ prefix_list_ids=list?^ protocol=text?^ security_groups=list?^ "
        "self=bool?^ to_port=number?^) name=text?^ name_prefix=text?^ owner_id=text^ "
        "region=text?^ revoke_rules_on_delete=bool? tags=map? tags_all=map?^ "
        "timeouts=block?<1(create=text? delete=text?) vpc_id=text?^");
  CHECK(row("aws_iam_role_policy", 0) ==
        "id=text^ name=text?^ name_prefix=text?^ policy=text! role=text!");
  CHECK(row("data.aws_caller_identity", 0) == "account_id=text^ arn=text^ id=text?^ user_id=text^");
  CHECK(row("aws_secretsmanager_secret_version", 0).find("secret_string=text?*") !=
        std::string::npos);
  CHECK(row("aws_no_such_thing") == "none");
  CHECK(row("google_storage_bucket") == "none");
  CHECK(row("") == "none");
  CHECK(row("@0001") == "none");
  CHECK(row("#") == "none");
  CHECK(row("aws_") == "none");
  CHECK(row("aws_s3_bucket bucket") == "none");
}

TEST_CASE("what a type is") {
  struct Case {
    std::string_view type, name_argument, identity_name;
    bool taggable, global, has_region_argument;
  };
  static constexpr Case cases[] = {
      {"aws_s3_bucket", "bucket", "bucket", true, false, true},
      {"aws_s3_bucket_versioning", "", "", false, false, true},
      {"aws_lambda_function", "function_name", "function_name", true, false, true},
      {"aws_cloudwatch_metric_alarm", "alarm_name", "alarm_name", true, false, true},
      {"aws_kms_alias", "name", "name", false, false, true},
      {"aws_kms_key", "", "", true, false, true},
      {"aws_rds_cluster", "cluster_identifier", "cluster_identifier", true, false, true},
      {"aws_rds_cluster_instance", "identifier", "identifier", true, false, true},
      {"aws_ecs_service", "", "name", true, false, true},
      {"aws_api_gateway_stage", "", "stage_name", true, false, true},
      {"aws_iam_role_policy", "", "name", false, true, false},
      {"aws_iam_role", "name", "name", true, true, false},
      {"aws_route53_zone", "", "name", true, true, false},
      {"aws_route53_resolver_endpoint", "name", "name", true, false, true},
      {"aws_route53profiles_profile", "name", "name", true, false, true},
      {"aws_cloudfront_distribution", "", "", true, true, false},
      {"aws_wafv2_web_acl", "name", "name", true, false, true},
      {"aws_waf_web_acl", "name", "name", true, true, false},
      {"aws_wafregional_web_acl", "name", "name", true, false, true},
      {"aws_autoscaling_group", "name", "name", true, false, true},
      {"aws_config_aggregate_authorization", "", "", true, false, false},
      {"aws_dx_gateway", "name", "name", false, true, false},
      {"aws_opsworks_stack", "name", "name", true, false, false},
      {"aws_msk_cluster", "cluster_name", "cluster_name", true, false, true},
      {"data.aws_region", "", "", false, false, false},
      {"data.aws_iam_policy_document", "", "", false, true, false},
      {"data.aws_vpc", "", "", false, false, true},
  };
  Types types;
  for (const Case& c : cases) {
    CAPTURE(c.type);
    const Type* type = types.find(c.type);
    REQUIRE(type);
    CHECK(type->name == c.type);
    CHECK(type->name_argument == c.name_argument);
    CHECK(type->identity_name == c.identity_name);
    CHECK(type->taggable == c.taggable);
    CHECK(type->takes_default_tags == (c.type != "aws_autoscaling_group"));
    CHECK(type->global == c.global);
    CHECK(type->has_region_argument == c.has_region_argument);
    CHECK(types.find(std::string(c.type)) == type);
  }
}

TEST_CASE("synonyms are one type") {
  Types types;
  CHECK(types.find("aws_alb") == types.find("aws_lb"));
  CHECK(types.find("data.aws_alb_listener")->name == "data.aws_lb_listener");
  CHECK(canonical_type("aws_alb_listener_rule") == "aws_lb_listener_rule");
  CHECK(canonical_type("aws_alb_unknown") == "aws_alb_unknown");
  CHECK(canonical_type("aws_s3_bucket") == "aws_s3_bucket");
  REQUIRE(synonyms("aws_lb_target_group").size() == 1);
  CHECK(synonyms("aws_lb_target_group")[0] == "aws_alb_target_group");
  CHECK(synonyms("aws_s3_bucket").empty());
  std::size_t count = 0;
  for (std::string_view name : types.names()) {
    if (canonical_type(name) == name) continue;
    ++count;
    REQUIRE(synonyms(canonical_type(name)).size() == 1);
    CHECK(synonyms(canonical_type(name))[0] == name);
  }
  CHECK(count == 9);
}

/// `^bucket` beside `rule.destination.encryption_configuration.key` is `rule.destination.bucket`.
std::string beside(std::string_view path, std::string_view word) {
  auto up = [&] { path = path.substr(0, path.find('.') == path.npos ? 0 : path.rfind('.')); };
  up();
  if (word.starts_with('^')) {
    up();
    word.remove_prefix(1);
  }
  return path.empty() ? std::string(word) : std::string(path) + "." + std::string(word);
}

// A row whose type is misspelled is never met: so the rows that are met are counted.
TEST_CASE("the tables name what the schema has") {
  Types types;
  std::size_t identified = 0, uses = 0, stand_ins = 0, keys = 0, shapes = 0;
  for (const Type* type : all_types(types)) {
    CAPTURE(type->name);
    for (const Identity& identity : identities(*type)) {
      CAPTURE(identity.attribute);
      CHECK(type->schema->find(identity.attribute));
    }
    if (!identified_by_default(*type)) ++identified;
    for (const KeyUse& use : key_uses(type->name)) {
      CAPTURE(use.path);
      ++uses;
      CHECK(has_path(type->schema, use.path));
      for (const std::string& word : words(use.region))
        CHECK(has_path(type->schema, beside(use.path, word)));
    }
    if (const StandIn* row = stand_in(type->name)) {
      ++stand_ins;
      CHECK(row->type == type->name);
      CHECK(type->schema->find(row->argument));
      for (const std::string& attribute : words(row->attribute))
        CHECK(type->schema->find(attribute));
    }
    keys += natural_keys(type->name, *type->schema, "");
    for (const Argument& argument : type->schema->arguments) {
      std::string_view shape = arn_shape(type->name, argument.name);
      if (shape.empty()) continue;
      ++shapes;
      CAPTURE(shape);
      CHECK((argument.computed || argument.name == "id"));
      CHECK(read_arn(shape));
      if (shape.find("{name}") != std::string_view::npos) CHECK(!type->identity_name.empty());
      if (shape.find("{path}") != std::string_view::npos) CHECK(type->schema->find("path"));
    }
  }
  CHECK(uses == 205);
  CHECK(stand_ins == 37);
  CHECK(keys == 79);
  CHECK(shapes == 207);
  CHECK(identified == 146);
}

TEST_CASE("identities") {
  struct Case {
    std::string_view type, identities;
  };
  static constexpr Case cases[] = {
      {"aws_s3_bucket", "bucket bucket_domain_name bucket_regional_domain_name id arn"},
      {"aws_kms_key", "!key_id !id !arn"},
      {"aws_kms_alias", "name id arn"},
      {"aws_dynamodb_table", "name !stream_arn id arn"},
      {"aws_sqs_queue", "name url id arn"},
      {"aws_db_instance", "identifier !address !endpoint !resource_id !id arn"},
      {"aws_vpc", "!id !arn"},
      {"aws_security_group", "name !id !arn"},
      {"aws_secretsmanager_secret", "name !id !arn"},
      {"aws_alb", "name !dns_name !arn_suffix !id !arn"},
      {"aws_s3_bucket_versioning", "!id"},
      {"data.aws_kms_key", "!id !arn"},
  };
  Types types;
  for (const Case& c : cases) {
    CAPTURE(c.type);
    std::string found;
    for (const Identity& identity : identities(*types.find(c.type))) {
      found += found.empty() ? "" : " ";
      found += (identity.known_before_apply ? "" : "!") + std::string(identity.attribute);
    }
    CHECK(found == c.identities);
  }
  CHECK(identities(Type{}).empty());
}

TEST_CASE("stand-ins, natural keys, key uses") {
  CHECK(stand_in("aws_kms_alias")->argument == "target_key_id");
  CHECK(stand_in("aws_kms_alias")->attribute == "");
  CHECK(stand_in("aws_s3_bucket_versioning")->attribute == "id");
  CHECK(stand_in("aws_s3_bucket_acl") == nullptr);
  CHECK(stand_in("aws_kms_replica_key") == nullptr);
  CHECK(natural_key("aws_dynamodb_table", "replica") == "region_name");
  CHECK(natural_key("aws_dynamodb_table", "attribute") == "name");
  CHECK(natural_key("aws_codepipeline", "stage.action") == "name");
  CHECK(natural_key("data.aws_iam_policy_document", "statement") == "sid");
  CHECK(natural_key("aws_dynamodb_table", "ttl") == "");
  CHECK(natural_key("aws_vpc", "route") == "");

  auto uses = key_uses("aws_dynamodb_table");
  REQUIRE(uses.size() == 2);
  CHECK(uses[0].path == "server_side_encryption.kms_key_arn");
  CHECK(!uses[0].replica);
  CHECK(uses[1].path == "replica.kms_key_arn");
  CHECK(uses[1].replica);
  CHECK(uses[1].region == "region_name");
  CHECK(key_uses("aws_db_instance").size() == 3);
  CHECK(key_uses("aws_vpc").empty());
  CHECK(key_uses("aws_s3_bucket_replication_configuration")[0].region == "^bucket");
}

TEST_CASE("regions and zones") {
  for (std::string_view text :
       {"us-east-1", "us-west-2", "eu-central-2", "ap-southeast-7", "sa-east-1", "ca-west-1",
        "me-central-1", "af-south-1", "il-central-1", "mx-central-1", "us-gov-west-1",
        "cn-northwest-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1",
        "eusc-de-east-1"}) {
    CAPTURE(text);
    CHECK(is_region(text));
    CHECK(is_zone(std::string(text) + "a"));
    CHECK(!is_zone(text));
  }
  for (std::string_view text : {"", "us", "us-", "us-east", "us-east-", "us-east-x", "pay-east-1",
                                "us-east-1a", "US-EAST-1", "us_east_1", "us-east-12", " us-east-1",
                                "us-middle-1", "eusc-east-1x", "global"}) {
    CAPTURE(text);
    CHECK(!is_region(text));
  }
  CHECK(is_zone("us-east-1-bos-1a"));
  for (std::string_view text : {"us-east-1ab", "us-east-11", "us-east-1-", "use1-az1", "", "a"}) {
    CAPTURE(text);
    CHECK(!is_zone(text));
  }
}

TEST_CASE("regions that aliases spell") {
  struct Case {
    std::string_view alias, region;
  };
  static constexpr Case cases[] = {
      {"eu_west_1", "eu-west-1"},
      {"eu-west-1", "eu-west-1"},
      {"euwest1", "eu-west-1"},
      {"EU_WEST_1", "eu-west-1"},
      {"us_gov_west_1", "us-gov-west-1"},
      {"usgovwest1", "us-gov-west-1"},
      {"apnortheast1", "ap-northeast-1"},
      {"ap_south_east_2", "ap-southeast-2"},
      {"cn-north-1", "cn-north-1"},
      {"usIsobEast1", "us-isob-east-1"},
      {"main", ""},
      {"west", ""},
      {"us_east", ""},
      {"replica_us_west_2", ""},
      {"us_west_2_replica", ""},
      {"us-west-22", ""},
      {"", ""},
      {"eu.west.1", ""},
      {"a_very_long_alias_that_names_nothing", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.alias);
    CHECK(region_of_alias(c.alias) == c.region);
  }
}

TEST_CASE("ARNs") {
  struct Case {
    std::string_view text, parts;
  };
  static constexpr Case cases[] = {
      {"arn:aws:dynamodb:us-east-1:123456789012:table/t/index/*",
       "aws|dynamodb|us-east-1|123456789012|table/t/index/*"},
      {"arn:aws-us-gov:s3:::b/*", "aws-us-gov|s3|||b/*"},
      {"arn:aws:logs:*:*:log-group:/aws/lambda/f:*", "aws|logs|*|*|log-group:/aws/lambda/f:*"},
      {"arn:aws:iam::1:role/r", "aws|iam||1|role/r"},
      {"arn:::::", "||||"},
      {"arn:aws:s3:::", "aws|s3|||"},
      {"arn:aws:dynamodb:*", "none"},
      {"arn:aws:s3::b", "none"},
      {"arn:", "none"},
      {"", "none"},
      {"*", "none"},
      {"ARN:aws:s3:::b", "none"},
      {"alias/aws/sns", "none"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    auto arn = read_arn(c.text);
    std::string found = "none";
    if (arn) {
      found = std::string(arn->partition) + "|" + std::string(arn->service) + "|" +
              std::string(arn->region) + "|" + std::string(arn->account) + "|" +
              std::string(arn->resource);
    }
    CHECK(found == c.parts);
  }
}

TEST_CASE("shapes of ARNs") {
  struct Case {
    std::string_view type, attribute, shape;
  };
  static constexpr Case cases[] = {
      {"aws_dynamodb_table", "arn", "arn:{partition}:dynamodb:{region}:{account}:table/{name}"},
      {"aws_dynamodb_table", "stream_arn",
       "arn:{partition}:dynamodb:{region}:{account}:table/{name}/stream/{id}"},
      {"aws_dynamodb_table", "id", ""},
      {"aws_s3_bucket", "arn", "arn:{partition}:s3:::{name}"},
      {"aws_iam_role", "arn", "arn:{partition}:iam::{account}:role{path}{name}"},
      {"aws_sns_topic", "id", "arn:{partition}:sns:{region}:{account}:{name}"},
      {"aws_kms_key", "arn", "arn:{partition}:kms:{region}:{account}:key/{id}"},
      {"aws_lambda_function", "invoke_arn",
       "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/"
       "arn:{partition}:lambda:{region}:{account}:function:{name}/invocations"},
      {"aws_api_gateway_rest_api", "execution_arn",
       "arn:{partition}:execute-api:{region}:{account}:{id}"},
      {"aws_route53_zone", "arn", "arn:{partition}:route53:::hostedzone/{id}"},
      {"aws_alb", "arn",
       "arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/{id}"},
      {"aws_nothing", "arn", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.type);
    CAPTURE(c.attribute);
    CHECK(arn_shape(c.type, c.attribute) == c.shape);
  }
}

TEST_CASE("arguments that mean a secret") {
  struct Case {
    std::string_view type, path;
    bool secret;
  };
  static constexpr Case cases[] = {
      {"aws_db_instance", "password", true},
      {"aws_db_instance", "username", false},
      {"aws_db_instance", "manage_master_user_password", false},
      {"aws_rds_cluster", "master_password", true},
      {"aws_secretsmanager_secret_version", "secret_string", true},
      {"aws_ssm_parameter", "value", true},
      {"aws_ssm_parameter", "insecure_value", false},
      {"aws_elasticache_replication_group", "auth_token", true},
      {"aws_elasticache_user", "authentication_mode.passwords", true},
      {"aws_lb_listener", "default_action.authenticate_oidc.client_secret", true},
      {"aws_alb_listener", "default_action.authenticate_oidc.client_secret", true},
      {"aws_directory_service_trust", "trust_password", true},
      {"aws_glue_connection", "connection_properties.PASSWORD", true},
      {"aws_cognito_user_pool_client", "client_secret", true},
      {"aws_cognito_user_pool_client", "token_validity_units.access_token", false},
      {"aws_iam_account_password_policy", "allow_users_to_change_password", false},
      {"aws_cognito_user_pool", "password_policy", false},
      {"aws_redshiftserverless_namespace", "admin_username", false},
      {"aws_redshiftserverless_namespace", "admin_user_password", true},
      {"aws_iot_certificate", "certificate_pem", false},
      {"aws_lambda_function", "environment.variables.PASSWORD", false},
      {"aws_s3_bucket", "nothing.here", false},
      {"aws_s3_bucket", "", false},
      {"", "secret_key", true},
      {"", "access_key", true},
      {"", "token", true},
      {"", "password", true},
      {"", "region", false},
      {"", "assume_role.external_id", false},
  };
  Types types;
  for (const Case& c : cases) {
    CAPTURE(c.type);
    CAPTURE(c.path);
    CHECK(is_secret_argument(c.type.empty() ? nullptr : types.find(c.type), c.path) == c.secret);
  }
}

// Tokens are put together at run time, so that no scanner takes this file for a leak.
TEST_CASE("values that look like secrets") {
  const std::string letters = "Ab3dEf6hIj9lMn2pQr5tUv8xYz1Bc4De7Gh0Jk";
  struct Case {
    std::string name, value;
    bool secret;
  };
  const Case cases[] = {
      {"x", std::string("AKIA") + "IOSFODNN7EXAMPLE", true},
      {"x", std::string("key=ASIA") + "IOSFODNN7EXAMPLE;", true},
      {"x", std::string("AKIA") + "IOSFODNN7EXAMPLE0", false},
      {"x", "xAKIA" + std::string("IOSFODNN7EXAMPLE"), false},
      {"user_data", std::string("-----BEGIN RSA ") + "PRIVATE KEY-----\nMII", true},
      {"x", std::string("-----BEGIN PUBLIC ") + "KEY-----\nMII", false},
      {"x", "ghp_" + letters, true},
      {"x", "ghp_short", false},
      {"x", std::string("sk_") + "live_" + letters.substr(0, 24), true},
      {"x", "task_live_" + letters, false},
      {"x", std::string("xox") + "b-" + letters, true},
      {"x", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + letters, true},
      {"x", "eyJhbGciOiJIUzI1NiJ9.abc.def", false},
      {"DATABASE_URL", "postgres://app:S3cr3tPass@db.internal:5432/pay", true},
      {"DATABASE_URL", "postgres://app:<password>@db.internal:5432/pay", false},
      {"DATABASE_URL", "postgres://app@db.internal:5432/pay", false},
      {"URL", "https://example.com/a:b@c", false},
      {"DB_PASSWORD", "ChangeMe123!", true},
      {"dbPassword", "hunter2", true},
      {"password", "<password>", false},
      {"password", "REPLACE_ME", false},
      {"password", "********", false},
      {"password", "", false},
      {"DB_PASSWORD", "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf", false},
      {"DB_PASSWORD", "/payments/dev/db-password", false},
      {"DB_PASSWORD", "payments-db-password-dev", false},
      {"DB_PASSWORD", "true", false},
      {"DB_PASSWORD_PARAMETER", "Xy7Gh2Kl9", false},
      {"PASSWORD_LENGTH", "12", false},
      {"DB_SECRET", "payments-dev-db", false},
      {"DB_SECRET_ARN", letters, false},
      {"SECRET_NAME", letters, false},
      {"API_KEY", letters, true},
      {"apiKey", letters, true},
      {"AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/" + std::string("bPxRfiCYEXAMPLEKEY"), true},
      {"TOKEN_TTL", "3600", false},
      {"TOKEN", "3600", false},
      {"PARTITION_KEY", letters, false},
      {"TABLE_NAME", letters, false},
      {"SIGNING_KEY", "alias/payments-signing", false},
      {"", letters, false},
      {"x", "", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CAPTURE(c.value);
    CHECK(resembles_secret(c.name, c.value) == c.secret);
  }
}

// Bounds with a hundredfold margin: they catch a table that is searched line by line, or blocks
// that are read again wherever they occur.
TEST_CASE("a row is read in no time") {
  using Clock = std::chrono::steady_clock;
  auto started = Clock::now();
  Types types;
  CHECK(types.find("aws_wafv2_web_acl"));
  CHECK(Clock::now() - started < std::chrono::milliseconds(200));
  started = Clock::now();
  for (int i = 0; i < 10'000; ++i) CHECK_UNARY(types.find("aws_wafv2_web_acl") != nullptr);
  CHECK(Clock::now() - started < std::chrono::seconds(2));
}

}  // namespace paycheck::aws
