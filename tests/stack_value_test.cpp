// SPDX-License-Identifier: Apache-2.0
#include "stack_scene.hpp"

using namespace paycheck;
using scenes::at;
using scenes::show;
using terraform::Value;

namespace {

constexpr const char* stage = R"({
  "provider": {"aws": [{"region": "us-east-1"}, {"alias": "west", "region": "us-west-2"}]},
  "variable": {
    "env": {}, "name": {"default": "pay"}, "secret": {"sensitive": true, "default": "hunter2hunter2"},
    "literal": {"default": "${not.read}"}, "nothing": {"default": null}, "names": {"default": ["a", "b"]},
    "obj": {"default": {"x": {"y": 7}}}
  },
  "locals": {
    "full": "${var.name}-x", "loop": "${local.pool}", "pool": "${local.loop}", "n": 3,
    "list": ["a", "${var.name}"], "map": {"k": "v", "n": null}, "workspace": "${var.other}",
    "deep": {"a": {"b": "c"}}, "stage_name": "${upper(var.name)}"
  },
  "data": {
    "aws_region": {"r": {"provider": "aws.west"}}, "aws_partition": {"p": {}},
    "aws_caller_identity": {"me": {}}, "aws_vpc": {"v": {"id": "${var.env}"}},
    "aws_kms_key": {"k": {"key_id": "alias/x"}}
  },
  "module": {"m": {"source": "./m", "given": "${aws_s3_bucket.b.id}"}},
  "resource": {
    "aws_s3_bucket": {"b": {"bucket": "pay-dev"}, "unnamed": {}},
    "aws_dynamodb_table": {
      "t": {"name": "${var.name}-${aws_s3_bucket.b.bucket}", "hash_key": "id",
            "attribute": [{"name": "id", "type": "S"}], "server_side_encryption": {"enabled": true},
            "replica": [{"region_name": "us-west-2"}, {"region_name": "eu-west-1"}], "ttl": [{"enabled": true}],
            "point_in_time_recovery": [], "tags": {"a": "1", "b": null}},
      "one": {"attribute": {"name": "id", "type": "S"}},
      "dynamic": {"attribute": [{"name": "id", "type": "S"}],
                  "dynamic": {"attribute": {"for_each": "${var.env}", "content": {"name": "${attribute.value}", "type": "S"}},
                              "replica": [{"for_each": "${var.env}", "content": [{"region_name": "us-east-2"}]}]}}
    },
    "aws_kms_key": {"k": {"description": "x"}},
    "aws_sns_topic": {"topic": {"name": "alarms", "provider": "aws.west"}, "auto": {}},
    "aws_sqs_queue": {"many": {"count": 2, "name": "q-${count.index}"}, "keyed": {"for_each": {"a": 1}, "name": "q"}},
    "random_id": {"x": {"byte_length": 2}},
    "other_thing": {"o": {"block": {"x": 1}, "tags": {"k": "v"}, "list": [1, 2]}}
  },
  "output": {"o": {"value": "@@"}}
})";

std::string evaluated(const std::string& text) {
  std::string scene = stage;
  scene.replace(scene.find("@@"), 2, text);
  auto stack = scenes::read(scene);
  return show(*stack, at(*stack, "output.o", "value"));
}

}  // namespace

TEST_CASE("a text is evaluated as far as it can be known") {
  struct Case {
    std::string text;
    std::string value;
  };
  const Case cases[] = {
      {"plain", "\"plain\""},
      {"$${x} %%{y}", "\"${x} %{y}\""},
      {"$${x}${1}", "\"${x}1\""},
      {"${var.name}", "\"pay\""},
      {"${var.env}", "unknown(variable without value: var.env)"},
      {"a-${var.env}-b", "\"a-${var.env}-b\""},
      {"${var.unheard}", "unknown(variable without value: var.unheard)"},
      {"${var.nothing}", "absent"},
      {"${var.literal}", "\"${not.read}\""},
      {"${var.obj.x.y}", "7"},
      {"${var.names[1]}", "\"b\""},
      {"${var.names[7]}", "unknown(expression not computed: var.names[7])"},
      {"${local.full}", "\"pay-x\""},
      {"${local.n}", "3"},
      {"n${local.n}", "\"n3\""},
      {"${local.list}", "[\"a\", \"pay\"]"},
      {"${local.list[1]}", "\"pay\""},
      {"${local.map}", "{k: \"v\"}"},
      {"${local.map[\\\"k\\\"]}", "\"v\""},
      {"${local.deep.a.b}", "\"c\""},
      {"${local.loop}", "unknown(expression not computed: ${local.pool})"},
      {"${local.unheard}", "unknown(expression not computed: local.unheard)"},
      {"${true}", "true"},
      {"${1.50}", "1.5"},
      {"${\\\"x\\\"}", "\"x\""},
      {"x${true}", "\"xtrue\""},
      {"${upper(var.name)}", "\"PAY\""},
      {"a%{ if true }b%{ endif }c", "\"abc\""},
      {"${path.module}/x", "\"./x\""},
      {"${terraform.workspace}", "unknown(variable without value: terraform.workspace)"},
      {"${each.value}", "unknown(expression not computed: each.value)"},
      {"${module.m.x}", "unknown(module not read: module.m.x)"},
      {"${aws_s3_bucket.b}", "aws_s3_bucket.b"},
      {"${aws_s3_bucket.b.bucket}", "\"pay-dev\""},
      {"${aws_s3_bucket.b.arn}/*", "\"arn:aws:s3:::pay-dev/*\""},
      {"${aws_s3_bucket.unnamed.bucket}",
       "unknown(expression not computed: aws_s3_bucket.unnamed.bucket)"},
      {"${aws_s3_bucket.b.force_destroy}", "absent"},
      {"${aws_s3_bucket.unheard.bucket}",
       "unknown(expression not computed: aws_s3_bucket.unheard.bucket)"},
      {"${aws_dynamodb_table.t.name}", "\"pay-pay-dev\""},
      {"${aws_dynamodb_table.t.arn}",
       "\"arn:aws:dynamodb:us-east-1:${account}:table/pay-pay-dev\""},
      {"${aws_sns_topic.topic.arn}", "\"arn:aws:sns:us-west-2:${account}:alarms\""},
      {"${aws_kms_key.k.arn}", "\"arn:aws:kms:us-east-1:${account}:key/${aws_kms_key.k.arn}\""},
      {"${aws_kms_key.k.key_id}", "unknown(expression not computed: aws_kms_key.k.key_id)"},
      {"${aws_sqs_queue.many[0].name}", "\"q-0\""},
      {"${aws_sqs_queue.many.1.name}", "\"q-1\""},
      {"${aws_sqs_queue.many[*].name}", "[\"q-0\", \"q-1\"]"},
      {"${aws_sqs_queue.keyed[\\\"a\\\"].name}", "\"q\""},
      {"${random_id.x.hex}", "unknown(type or metric not in our tables: random_id.x.hex)"},
      {"${data.aws_region.r.name}", "\"us-west-2\""},
      {"${data.aws_region.r.region}", "\"us-west-2\""},
      {"${data.aws_partition.p.partition}", "\"aws\""},
      {"${data.aws_caller_identity.me.account_id}",
       "unknown(data source: data.aws_caller_identity.account_id)"},
      {"${data.aws_vpc.v.cidr_block}", "unknown(data source: data.aws_vpc.v.cidr_block)"},
      {"${data.aws_kms_key.k.key_id}", "\"alias/x\""},
      {"${unclosed", "unknown(expression not computed: ${unclosed)"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    CHECK(evaluated(one.text) == one.value);
  }
}

TEST_CASE("equal unknowns share their identity") {
  struct Case {
    std::string a;
    std::string b;
    std::string equal;
  };
  const Case cases[] = {
      {"${var.env}", "${var.env}", "true"},
      {"x-${var.env}", "x-${var.env}", "true"},
      {"x-${var.env}", "y-${var.env}", "false"},
      {"${var.env}", "${var.other}", "unknown"},
      {"${upper(var.env)}", "${ upper(var.env) }", "true"},
      {"${uuid()}", "${uuid()}", "unknown"},
      {"${each.value}", "${each.value}", "unknown"},
      {"${aws_kms_key.k.key_id}", "${aws_kms_key.k.key_id}", "true"},
      {"${aws_kms_key.k.key_id}", "${aws_kms_key.l.key_id}", "false"},
      {"${aws_kms_key.k.creation_date}", "${aws_kms_key.l.creation_date}", "unknown"},
      {"${aws_kms_key.k.arn}", "*", "false"},
      {"${module.m.x}", "${module.m.x}", "true"},
      {"${aws_sqs_queue.q[0].arn}", "${aws_sqs_queue.q[1].arn}", "unknown"},
      {"${data.aws_caller_identity.a.account_id}", "${data.aws_caller_identity.b.account_id}",
       "true"},
      {"${data.aws_caller_identity.a.account_id}", "${data.aws_caller_identity.c.account_id}",
       "unknown"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.a);
    CAPTURE(one.b);
    auto stack = scenes::read(
        std::string(
            R"({"resource": {"aws_kms_key": {"k": {}, "l": {}}, "aws_sqs_queue": {"q": {"count": 2, "name": "${each.key}"}}},
      "provider": {"aws": {"alias": "w", "region": "eu-west-1"}},
      "data": {"aws_caller_identity": {"a": {}, "b": {}, "c": {"provider": "aws.w"}}},
      "module": {"m": {"source": "./m"}}, "output": {"a": {"value": ")") +
        one.a + R"("}, "b": {"value": ")" + one.b + "\"}}}");
    CHECK(scenes::word(stack->equal(at(*stack, "output.a", "value"),
                                    at(*stack, "output.b", "value"))) == one.equal);
  }
}

TEST_CASE("steps") {
  auto stack = scenes::read(stage);
  struct Case {
    std::string address;
    std::string path;
    std::string value;
  };
  const Case cases[] = {
      {"aws_dynamodb_table.t", "attribute", "[id: block{name: \"id\", type: \"S\"}]"},
      {"aws_dynamodb_table.one", "attribute", "[id: block{name: \"id\", type: \"S\"}]"},
      {"aws_dynamodb_table.t", "attribute.name", "\"id\""},
      {"aws_dynamodb_table.t", "replica.region_name", "unknown(several blocks: region_name)"},
      {"aws_dynamodb_table.t", "server_side_encryption.enabled", "true"},
      {"aws_dynamodb_table.t", "server_side_encryption.kms_key_arn", "absent"},
      {"aws_dynamodb_table.t", "ttl", "block{enabled: true}"},
      {"aws_dynamodb_table.t", "point_in_time_recovery", "absent"},
      {"aws_dynamodb_table.t", "tags", "{a: \"1\"}"},
      {"aws_dynamodb_table.t", "tags.a", "\"1\""},
      {"aws_dynamodb_table.t", "tags.b", "absent"},
      {"aws_dynamodb_table.t", "name.x", "absent"},
      {"aws_dynamodb_table.t", "arn",
       "\"arn:aws:dynamodb:us-east-1:${account}:table/pay-pay-dev\""},
      {"aws_dynamodb_table.t", "read_capacity", "absent"},
      {"aws_dynamodb_table.t", "unheard", "absent"},
      {"aws_dynamodb_table.dynamic", "attribute",
       "[id: block{name: \"id\", type: \"S\"}, block{name: unknown(expression not computed: "
       "attribute.value), type: \"S\"}?, ...]"},
      {"aws_dynamodb_table.dynamic", "attribute.name", "unknown(dynamic block: ${var.env})"},
      {"aws_dynamodb_table.dynamic", "replica", "unknown(dynamic block: ${var.env})"},
      {"aws_sns_topic.auto", "name", "absent"},
      {"aws_sns_topic.topic", "provider", "\"aws.west\""},
      {"aws_kms_key.k", "provider", "\"aws\""},
      {"aws_sqs_queue.many[1]", "name", "\"q-1\""},
      {"aws_sqs_queue.many[1]", "count", "absent"},
      {"other_thing.o", "block.x", "1"},
      {"other_thing.o", "tags", "{k: \"v\"}"},
      {"other_thing.o", "list", "[1, 2]"},
      {"other_thing.o", "unheard", "absent"},
      {"variable.name", "default", "\"pay\""},
      {"variable.literal", "default", "\"${not.read}\""},
      {"module.m", "given", "unknown(expression not computed: aws_s3_bucket.b.id)"},
      {"provider.aws.west", "region", "\"us-west-2\""},
      {"stack", "terraform", "absent"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.address);
    CAPTURE(one.path);
    CHECK(show(*stack, at(*stack, one.address, one.path)) == one.value);
  }
}

TEST_CASE("meta arguments") {
  auto stack = scenes::read(
      R"({"terraform": [{"backend": {"s3": {"bucket": "b", "encrypt": true}}}, {"required_version": ">= 1.5"}],
    "resource": {"aws_sns_topic": {"a": {"name": "a", "//": {"x": 1}}},
      "aws_sns_topic_policy": {"p": {"arn": "${aws_sns_topic.a.arn}", "policy": "", "depends_on": ["aws_sns_topic.a", "aws_sns_topic.gone"],
        "lifecycle": {"create_before_destroy": true, "replace_triggered_by": ["${aws_sns_topic.a}", "aws_sns_topic.a.name"]}}}}})");
  CHECK(show(*stack, at(*stack, "stack", "terraform.backend.s3.encrypt")) == "true");
  CHECK(show(*stack, at(*stack, "stack", "terraform.backend.local")) == "absent");
  CHECK(show(*stack, at(*stack, "stack", "terraform.required_version")) == "\">= 1.5\"");
  CHECK(show(*stack, at(*stack, "aws_sns_topic_policy.p", "depends_on")) ==
        "[aws_sns_topic.a, \"aws_sns_topic.gone\"]");
  CHECK(show(*stack, at(*stack, "aws_sns_topic_policy.p", "lifecycle.replace_triggered_by")) ==
        "[aws_sns_topic.a, aws_sns_topic.a]");
  CHECK(show(*stack, at(*stack, "aws_sns_topic_policy.p", "lifecycle.create_before_destroy")) ==
        "true");
  CHECK(show(*stack, at(*stack, "aws_sns_topic.a", "//")) == "absent");
}

TEST_CASE("what a name shows of the environment") {
  struct Case {
    std::string text;
    bool environment;
  };
  const Case cases[] = {{"${var.environment}", true},  {"${var.env_name}", true},
                        {"${var.config.stage}", true}, {"${terraform.workspace}", true},
                        {"${local.workspace}", true},  {"${local.stage_name}", false},
                        {"${var.name2}", false},       {"${path.cwd}", false}};
  for (const Case& one : cases) {
    CAPTURE(one.text);
    auto stack = scenes::read(
        std::string(
            R"({"locals": {"workspace": "${var.x}", "stage_name": "${upper(var.x)}"}, "output": {"o": {"value": ")") +
        one.text + "\"}}}");
    REQUIRE(at(*stack, "output.o", "value").hole());
    CHECK(at(*stack, "output.o", "value").hole()->environment == one.environment);
  }
}

TEST_CASE("JSON inside a text") {
  auto stack = scenes::read(
      R"({"locals": {"p": "{\"Statement\": [{\"Resource\": \"${aws_sqs_queue.q.name}\"}]}"},
    "resource": {"aws_sqs_queue": {
      "q": {"name": "q", "policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Resource\": [\"${aws_sqs_queue.q.arn}/*\", \"*\"]}, \"n\": 1}"},
      "via": {"policy": "${local.p}"}, "encoded": {"policy": "${jsonencode({a = 1})}"}, "bad": {"policy": "no"},
      "var": {"policy": "${var.x}"}}}})");
  auto tree = [&](const char* address) { return stack->read_json(at(*stack, address, "policy")); };
  CHECK(show(*stack, tree("aws_sqs_queue.q")) ==
        "{Statement: {Effect: \"Allow\", Resource: [\"arn:${partition}:sqs:${provider "
        "aws}:${account}:q/*\", \"*\"]}, n: 1}");
  CHECK(show(*stack, stack->step(stack->step(tree("aws_sqs_queue.via"), "Statement"),
                                 "Resource")) == "\"q\"");
  CHECK(show(*stack, tree("aws_sqs_queue.encoded")) ==
        "{a: 1}");
  CHECK(show(*stack, tree("aws_sqs_queue.bad")) == "unknown(text is not JSON: no)");
  CHECK(show(*stack, tree("aws_sqs_queue.var")) == "unknown(variable without value: var.x)");
  Value effect = stack->step(stack->step(tree("aws_sqs_queue.q"), "Statement"), "Effect");
  CHECK(stack->attribute_path(effect.place()) == "policy.Statement.Effect");
}

TEST_CASE("texts that name each other stay small") {
  std::string locals;
  for (int i = 0; i < 60; ++i) {
    std::string next = "${local.l" + std::to_string(i + 1) + "}";
    locals += "\"l" + std::to_string(i) + "\": \"" + next + next + "\",";
  }
  auto stack = scenes::read("{\"locals\": {" + locals +
                            "\"l60\": \"x\"}, \"output\": {\"o\": {\"value\": \"${local.l0}\"}}}");
  CHECK(at(*stack, "output.o", "value").is_unknown());
  CHECK(stack->refers(at(*stack, "output.o", "value"), stack->self()) == Truth::False);
}

TEST_CASE("sensitive values stay so") {
  auto stack = scenes::read(stage);
  auto other = scenes::read(
      R"({"variable": {"s": {"sensitive": true, "default": "x"}}, "output": {"o": {"value": "a-${var.s}"}}})");
  CHECK(at(*other, "output.o", "value").sensitive());
  CHECK(other->is_secret(at(*other, "variable.s", "default").place()));
  CHECK_FALSE(stack->is_secret(at(*stack, "variable.name", "default").place()));
}

TEST_CASE("what exists") {
  auto stack = scenes::read(
      R"({"resource": {"aws_sns_topic": {"plain": {}, "none": {"count": 0}, "two": {"count": 2}, "some": {"count": "${var.n}"},
    "each": {"for_each": {"a": 1}}, "empty": {"for_each": {}}, "set": {"for_each": "${toset([])}"}}}})");
  std::string found;
  for (const Element& element : stack->elements("aws_sns_topic"))
    found += std::string(element.name) + " " + scenes::word(element.exists) + "; ";
  CHECK(found ==
        "plain true; none false; two true; two true; some unknown; each true; empty false; set "
        "false; ");
}
