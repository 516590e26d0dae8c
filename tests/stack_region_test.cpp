// SPDX-License-Identifier: Apache-2.0
#include "stack_scene.hpp"

using namespace paycheck;
using scenes::at;
using scenes::show;
using scenes::word;
using terraform::Value;

namespace {

constexpr const char* stage = R"({
  "provider": {"aws": [{"region": "us-east-1"}, {"alias": "w", "region": "us-west-2"}, {"alias": "open"},
                       {"alias": "var", "region": "${var.region}"}, {"alias": "self", "region": "${data.aws_region.self.name}"}]},
  "data": {
    "aws_kms_key": {"d": {"key_id": "alias/x", "provider": "aws.w"}}, "aws_region": {"self": {"provider": "aws.self"}}
  },
  "locals": {"key": "${aws_kms_key.w.arn}"},
  "module": {"m": {"source": "./m"}},
  "resource": {
    "aws_kms_key": {"k": {}, "w": {"provider": "aws.w"}, "own": {"region": "ap-south-1"}, "open": {"provider": "aws.open"},
                    "var": {"provider": "aws.var"}, "spelled": {"provider": "aws.eu_west_1"}, "main": {"provider": "aws.main"},
                    "self": {"provider": "aws.self"}, "wrapped": {"provider": "${aws.w}"}},
    "aws_kms_alias": {"a": {"name": "alias/a", "target_key_id": "${aws_kms_key.w.key_id}"}},
    "aws_iam_role": {"r": {"name": "r", "provider": "aws.w"}},
    "random_id": {"x": {}},
    "aws_sqs_queue": {"q": {"name": "q", "kms_master_key_id": "${aws_kms_key.w.arn}"}}
  },
  "output": {"o": {"value": @@}}
})";

std::unique_ptr<Stack> scene(const std::string& value = "1") {
  std::string text = stage;
  text.replace(text.find("@@"), 2, value);
  return scenes::read(text);
}

std::string trail(const Derived& derived) {
  std::string out;
  for (const TrailStep* step = derived.trail; step; step = step->next) {
    out += (out.empty() ? "" : " > ") + std::string(to_string(step->what));
    if (step->element) out += " " + std::string(step->element->address);
  }
  return out;
}

}  // namespace

TEST_CASE("the region of a resource") {
  struct Case {
    std::string address;
    std::string region;
    std::string assumed;
    std::string declared;
  };
  const Case cases[] = {
      {"aws_kms_key.k", "\"us-east-1\"", "", "true"},
      {"aws_kms_key.w", "\"us-west-2\"", "", "true"},
      {"aws_kms_key.wrapped", "\"us-west-2\"", "", "true"},
      {"aws_kms_key.own", "\"ap-south-1\"", "", "true"},
      {"aws_kms_key.open", "unknown(region of the environment: provider aws.open)", "", "true"},
      {"aws_kms_key.var", "unknown(variable without value: var.region)", "", "true"},
      {"aws_kms_key.self", "unknown(region of the environment: provider aws.self)", "", "true"},
      {"aws_kms_key.spelled", "\"eu-west-1\"", "aws.eu_west_1 is eu-west-1", "false"},
      {"aws_kms_key.main", "unknown(alias not declared: aws.main)", "", "false"},
      {"aws_iam_role.r", "absent", "", "true"},
      {"random_id.x", "absent", "", "true"},
      {"data.aws_kms_key.d", "\"us-west-2\"", "", "true"},
      {"provider.aws.w", "\"us-west-2\"", "", "true"},
      {"output.o", "absent", "", "true"},
  };
  auto stack = scene();
  for (const Case& one : cases) {
    CAPTURE(one.address);
    const Element& element = *stack->find(one.address);
    Derived region = stack->region(element);
    CHECK(show(*stack, region.value) == one.region);
    CHECK(region.assumed == one.assumed);
    CHECK(word(stack->declared(element)) == one.declared);
  }
}

TEST_CASE("the region of a value") {
  struct Case {
    std::string value;
    std::string region;
    const char* trail;
  };
  const Case cases[] = {
      {R"("${aws_kms_key.w.arn}")", "\"us-west-2\"",
       "reference output.o > key aws_kms_key.w > provider provider.aws.w > region provider.aws.w"},
      {R"("${aws_kms_key.w}")", "\"us-west-2\"", nullptr},
      {R"("${aws_kms_key.w.arn}/x")", "\"us-west-2\"", nullptr},
      {R"("${local.key}")", "\"us-west-2\"", nullptr},
      {R"("${aws_kms_alias.a.target_key_id}")", "\"us-west-2\"", nullptr},
      {R"("${aws_kms_alias.a.arn}")", "\"us-east-1\"", nullptr},
      {R"("${aws_sqs_queue.q.kms_master_key_id}")", "\"us-west-2\"", nullptr},
      {R"("${aws_sqs_queue.q.name}")", "\"us-east-1\"", nullptr},
      {R"("${data.aws_kms_key.d.arn}")", "\"us-west-2\"", nullptr},
      {R"("${aws_iam_role.r.arn}")", "absent", ""},
      {R"("arn:aws:kms:eu-west-1:123456789012:key/abc")", "\"eu-west-1\"", ""},
      {R"("arn:aws:s3:::${aws_sqs_queue.q.name}")", "absent", ""},
      {R"("arn:aws:kms:${var.r}:123456789012:key/abc")", "unknown(variable without value: var.r)",
       nullptr},
      {R"("mrk-123")", "absent", ""},
      {R"("alias/${var.x}")", "absent", ""},
      {R"("${aws_kms_key.w.arn}-x")", "\"us-west-2\"", nullptr},
      {R"("${var.k}")", "unknown(variable without value: var.k)", nullptr},
      {R"("${module.m.key}")", "unknown(module not read: module.m.key)", nullptr},
      {R"("${each.value}")", "unknown(expression not computed: each.value)", nullptr},
      {"null", "absent", ""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.value);
    auto stack = scene(one.value);
    Derived region = stack->region(at(*stack, "output.o", "value"));
    CHECK(show(*stack, region.value) == one.region);
    if (one.trail) CHECK(trail(region) == one.trail);
  }
}

TEST_CASE("customer keys") {
  struct Case {
    std::string value;
    std::string is;
  };
  const Case cases[] = {
      {R"("${aws_kms_key.w.arn}")", "true"},
      {R"("${aws_kms_key.w.key_id}")", "true"},
      {R"("${aws_kms_alias.a.name}")", "true"},
      {R"("${local.key}")", "true"},
      {R"("alias/aws/s3")", "false"},
      {R"("alias/mine")", "true"},
      {R"("alias/${var.x}")", "unknown"},
      {R"("alias/pay-${var.x}")", "true"},
      {R"("arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab")", "true"},
      {R"("arn:aws:kms:us-east-1:${var.account}:key/1234")", "true"},
      {R"("arn:aws:kms:us-east-1:123456789012:alias/aws/sns")", "false"},
      {R"("1234abcd-12ab-34cd-56ef-1234567890ab")", "true"},
      {R"("mrk-1234abcd12ab34cd56ef1234567890ab")", "true"},
      {R"("")", "false"},
      {R"(null)", "false"},
      {R"("${var.k}")", "unknown"},
      {R"("${module.m.key}")", "unknown"},
      {R"("${data.aws_kms_key.d.arn}")", "true"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.value);
    auto stack = scene(one.value);
    Value customer = stack->customer_key(at(*stack, "output.o", "value"));
    CHECK((customer.is_unknown() ? "unknown"
           : customer.boolean()  ? "true"
                                 : "false") == std::string(one.is));
  }
}

TEST_CASE("tags") {
  auto stack = scenes::read(
      R"({"provider": {"aws": [{"default_tags": [{"tags": {"Team": "a", "Env": "dev"}}, {"tags": {"Team": "b"}}]},
      {"alias": "none", "region": "us-east-1"}, {"alias": "block", "default_tags": {"tags": {"x": "y"}}}]},
    "resource": {"aws_sns_topic": {"own": {"tags": {"Env": "prod", "Gone": null}}, "plain": {}, "none": {"provider": "aws.none"},
        "block": {"provider": "aws.block"}, "gone": {"provider": "aws.gone", "tags": {"a": "1"}}, "open": {"tags": "${var.tags}"},
        "local": {"tags": "${local.tags}"}},
      "aws_sns_topic_policy": {"p": {"arn": "x", "policy": ""}},
      "aws_autoscaling_group": {"g": {"tag": [{"key": "Env", "value": "dev", "propagate_at_launch": true}]}}},
    "locals": {"tags": {"l": "${var.name}"}}})");
  struct Case {
    std::string address;
    std::string tags;
  };
  const Case cases[] = {
      {"aws_sns_topic.own", "{Team: \"b\", Env: \"prod\"}"},
      {"aws_sns_topic.plain", "{Team: \"b\", Env: \"dev\"}"},
      {"aws_sns_topic.none", "{}"},
      {"aws_sns_topic.block", "{x: \"y\"}"},
      {"aws_sns_topic.gone", "{a: \"1\", ...}"},
      {"aws_sns_topic.open", "{Team: \"b\", Env: \"dev\", ...}"},
      {"aws_sns_topic.local",
       "{Team: \"b\", Env: \"dev\", l: unknown(variable without value: var.name)}"},
      {"aws_sns_topic_policy.p", "{}"},
      {"aws_autoscaling_group.g", "{Env: \"dev\"}"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.address);
    CHECK(show(*stack, stack->tag_map(*stack->find(one.address))) == one.tags);
  }
  Value open = stack->step(stack->tag_map(*stack->find("aws_sns_topic.open")), "Owner");
  CHECK(show(*stack, open) == "unknown(variable without value: var.tags)");
}

TEST_CASE("replicas and key uses") {
  auto stack = scenes::read(
      R"({"provider": {"aws": [{"region": "us-east-1"}, {"alias": "w", "region": "us-west-2"}]},
    "resource": {"aws_kms_key": {"k": {}}, "aws_dynamodb_table": {"t": {"name": "t",
        "server_side_encryption": {"enabled": true, "kms_key_arn": "${aws_kms_key.k.arn}"},
        "replica": [{"region_name": "eu-west-1", "kms_key_arn": "arn:aws:kms:eu-west-1:123456789012:key/x"}]}, "other": {"name": "o"}},
      "aws_dynamodb_table_replica": {"r": {"provider": "aws.w", "global_table_arn": "${aws_dynamodb_table.t.arn}", "kms_key_arn": "x"}},
      "aws_lambda_function": {"f": {}}}})");
  Arena scratch;
  auto list = [&](const Items& items) {
    std::string out;
    for (const Item& item : items.items)
      out += std::string(item.key) + " " + show(*stack, item.value) + "\n";
    return out;
  };
  CHECK(list(stack->replicas(*stack->find("aws_dynamodb_table.t"), scratch)) ==
        "eu-west-1 block{region_name: \"eu-west-1\", kms_key_arn: "
        "\"arn:aws:kms:eu-west-1:123456789012:key/x\"}\n"
        "us-west-2 {region_name: \"us-west-2\", kms_key_arn: \"x\", point_in_time_recovery: "
        "absent}\n");
  CHECK(list(stack->replicas(*stack->find("aws_dynamodb_table.other"), scratch)).empty());
  CHECK(list(stack->key_uses(*stack->find("aws_dynamodb_table.t"), scratch)) ==
        "server_side_encryption.kms_key_arn {key: "
        "\"arn:aws:kms:us-east-1:${account}:key/${aws_kms_key.k.arn}\", region: \"us-east-1\", "
        "replica: false}\n"
        "replica[eu-west-1].kms_key_arn {key: \"arn:aws:kms:eu-west-1:123456789012:key/x\", "
        "region: \"eu-west-1\", replica: true}\n");
  CHECK(list(stack->key_uses(*stack->find("aws_lambda_function.f"), scratch)).empty());
}

TEST_CASE("keys that are used where another argument says") {
  auto stack = scenes::read(R"({
    "provider": {"aws": [{"region": "us-east-1"}, {"alias": "w", "region": "us-west-2"}]},
    "data": {"aws_s3_bucket": {"d": {"bucket": "found"}}},
    "resource": {
      "aws_s3_bucket": {"w": {"bucket": "west-dev", "provider": "aws.w"}},
      "aws_cloudtrail": {
        "reference": {"kms_key_id": "k", "s3_bucket_name": "${aws_s3_bucket.w.id}"},
        "text": {"kms_key_id": "k", "s3_bucket_name": "west-dev"},
        "stranger": {"kms_key_id": "k", "s3_bucket_name": "elsewhere"},
        "data": {"kms_key_id": "k", "s3_bucket_name": "${data.aws_s3_bucket.d.bucket}"}},
      "aws_db_snapshot_copy": {
        "own": {"kms_key_id": "k"},
        "far": {"kms_key_id": "k", "destination_region": "eu-west-1"}},
      "aws_efs_replication_configuration": {
        "zone": {"destination": {"kms_key_id": "k", "availability_zone_name": "us-west-2-lax-1a"}}},
      "aws_s3_bucket_replication_configuration": {"arn": {"rule": [{"destination": {
        "bucket": "arn:aws:s3:::west-dev", "encryption_configuration": {"replica_kms_key_id": "k"}}}]}},
      "aws_secretsmanager_secret": {"var": {"replica": [{"kms_key_id": "k", "region": "${var.r}"}]}}
    }, "variable": {"r": {}}})");
  struct Case {
    const char *address, *region;
  } cases[] = {
      {"aws_cloudtrail.reference", "\"us-west-2\""},
      {"aws_cloudtrail.text", "\"us-west-2\""},
      {"aws_cloudtrail.stranger", "absent"},
      {"aws_cloudtrail.data", "unknown(data source: data.aws_s3_bucket.d.bucket)"},
      {"aws_db_snapshot_copy.own", "\"us-east-1\""},
      {"aws_db_snapshot_copy.far", "\"eu-west-1\""},
      {"aws_efs_replication_configuration.zone", "\"us-west-2\""},
      {"aws_s3_bucket_replication_configuration.arn", "\"us-west-2\""},
      {"aws_secretsmanager_secret.var", "unknown(variable without value: var.r)"},
  };
  Arena scratch;
  for (const Case& c : cases) {
    CAPTURE(c.address);
    Items uses = stack->key_uses(*stack->find(c.address), scratch);
    REQUIRE(uses.items.size() == 1);
    CHECK(show(*stack, *uses.items[0].value.field("region")) == c.region);
  }
}

TEST_CASE("assets") {
  auto stack = scenes::fixture("probe/cdktf.out/stacks/probe");
  struct Case {
    std::string path;
    std::string kind;
  };
  const Case cases[] = {
      {"assets/code-zip/FIXEDHASH/archive.zip", "\"zip\""},
      {"assets/policy-file/8A80554C91D9FCA8ACB82F023DE02F11/policy.json", "\"other\""},
      {"assets/code-dir/A9CAE87FE08D8FC9D12C4B187CF9512D", "\"folder\""},
      {"assets/nothing.zip", "\"missing\""},
      {"../probe/assets", "\"folder\""},
      {"../../../../../tests", "unknown"},
      {"/etc/passwd", "unknown"},
      {"", "unknown"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.path);
    Value asset = stack->asset(Value::text(std::string_view(one.path)));
    CHECK((asset.is_unknown() ? "unknown" : show(*stack, stack->step(asset, "kind"))) == one.kind);
  }
  CHECK(show(*stack, stack->step(stack->asset(Value::text(std::string_view("x"))), "folder")) ==
        "\"probe/cdktf.out/stacks/probe\"");
}

TEST_CASE("the reference trees") {
  struct Case {
    std::string folder;
    std::size_t resources, names, taggable, open;
    std::string suffix;
    std::string from;
    std::string usual;
  };
  const Case cases[] = {
      {"payment/cdktf.out/stacks/TapStacksynthl0s3m1", 36, 19, 21, 0, "synthl0s3m1", "tag",
       "[\"Environment\", \"EnvironmentSuffix\", \"ManagedBy\", \"Project\"]"},
      {"payment-cdktn/cdktf.out/stacks/TapStacksynthl0s3m1", 36, 19, 21, 0, "synthl0s3m1", "tag",
       "[\"Environment\", \"EnvironmentSuffix\", \"ManagedBy\", \"Project\"]"},
      {"payment-ideal/cdktf.out/stacks/TapStacksynthl0s3m1", 34, 18, 20, 0, "synthl0s3m1", "tag",
       "[\"Environment\", \"EnvironmentSuffix\", \"ManagedBy\", \"Project\"]"},
      {"three-region/cdktf.out/stacks/tap", 57, 37, 37, 18, "dev", "names", "[\"Environment\"]"},
      {"dr/cdktf.out/stacks/TapStackdev", 17, 12, 12, 0, "dev", "names",
       "[\"Environment\", \"ManagedBy\"]"},
      {"migration/cdktf.out/stacks/tap", 62, 17, 41, 0, "dev-001", "names",
       "[\"Environment\", \"ManagedBy\", \"MigrationBatch\", \"Project\", \"Region\"]"},
      {"probe/cdktf.out/stacks/probe", 32, 29, 31, 0, "", "none", "[]"},
      {"probe/cdktf.out/stacks/base", 6, 1, 6, 0, "", "none", "absent"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.folder);
    auto stack = scenes::fixture(one.folder);
    std::size_t resources = 0, taggable = 0, open = 0;
    for (const Element& element : stack->elements()) {
      resources += element.is_managed();
      if (element.is_managed() && element.row && element.row->taggable) {
        ++taggable;
        open += stack->tags(element).open;
      }
    }
    CHECK(resources == one.resources);
    CHECK(stack->names().size() == one.names);
    CHECK(taggable == one.taggable);
    CHECK(open == one.open);
    CHECK(stack->suffix().value == one.suffix);
    CHECK(stack->suffix().from == one.from);
    CHECK(show(*stack, stack->usual_tags()) == one.usual);
  }
}

TEST_CASE("regions of the payment stack") {
  auto stack = scenes::fixture("payment/cdktf.out/stacks/TapStacksynthl0s3m1");
  std::string elsewhere;
  for (const Element& element : stack->elements()) {
    if (!element.is_managed()) continue;
    std::string region = show(*stack, stack->region(element).value);
    if (region != "\"us-east-1\"") elsewhere += std::string(element.address) + " " + region + "\n";
  }
  CHECK(elsewhere ==
        "aws_iam_role.lambda_role absent\naws_iam_role_policy.lambda_policy absent\n"
        "aws_kms_alias.kms_alias_dynamodb-replica \"us-west-2\"\naws_kms_key.kms_dynamodb-replica "
        "\"us-west-2\"\n"
        "aws_route53_health_check.api_health_check absent\n");
  Arena scratch;
  Items replicas = stack->replicas(*stack->find("aws_dynamodb_table.payments_table"), scratch);
  REQUIRE(replicas.items.size() == 1);
  CHECK(replicas.items[0].key == "us-west-2");
  Value key = stack->step(replicas.items[0].value, "kms_key_arn");
  CHECK(show(*stack, stack->region(key).value) == "\"us-west-2\"");
  CHECK(stack->natural_path(key.place()) == "replica[us-west-2].kms_key_arn");
  CHECK(stack->attribute_path(key.place()) == "replica[0].kms_key_arn");
  CHECK(stack->owner(key.place())->address == "aws_dynamodb_table.payments_table");
}
