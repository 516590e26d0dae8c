// SPDX-License-Identifier: Apache-2.0
#include "stack_scene.hpp"

using namespace paycheck;
using scenes::at;
using scenes::word;
using terraform::Value;

namespace {

/// One bucket block whose `bucket` is to be judged against bucket `a`, and what stands around it.
std::unique_ptr<Stack> scene(const std::string& bucket, const std::string& around = "") {
  return scenes::read(R"({"resource": {
      "aws_s3_bucket": {"a": {"bucket": "pay-dev-a"}, "other": {"bucket": "pay-dev-other"}},
      "aws_s3_bucket_public_access_block": {"p": {"bucket": )" +
                      bucket + R"(}},
      "aws_s3_bucket_versioning": {"v": {"bucket": "${aws_s3_bucket.a.id}"}, "w": {"bucket": "pay-dev-a"}}})" +
                      around + "}");
}

std::string addresses(const Stack& stack, std::span<const std::uint32_t> indexes) {
  std::string out;
  for (std::uint32_t i : indexes)
    out += (out.empty() ? "" : " ") + std::string(stack.elements()[i].address);
  return out;
}

std::string users(const Stack& stack, std::string_view address) {
  Arena scratch;
  Items items = stack.users(*stack.find(address), scratch);
  std::string out;
  for (const Item& item : items.items)
    out += (out.empty() ? "" : " ") + std::string(item.value.element()->address) +
           (item.exists == Truth::True ? "" : "?");
  return out + (items.open ? " ..." : "");
}

}  // namespace

TEST_CASE("a refers to a bucket") {
  struct Case {
    std::string value;
    std::string around;
    std::string refers;
  };
  const Case cases[] = {
      {R"("${aws_s3_bucket.a.id}")", "", "true"},
      {R"("${aws_s3_bucket.a}")", "", "true"},
      {R"("${aws_s3_bucket.a.arn}/index/*")", "", "true"},
      {R"("/aws/lambda/${aws_s3_bucket.a.bucket}")", "", "true"},
      {R"("${aws_s3_bucket.a.bucket}-copy")", "", "false"},
      {R"("${aws_s3_bucket.other.id}")", "", "false"},
      {R"("${aws_s3_bucket_versioning.v.bucket}")", "", "true"},
      {R"("${aws_s3_bucket_versioning.v.id}")", "", "true"},
      {R"("${aws_s3_bucket_versioning.w.bucket}")", "", "true"},
      {R"("${aws_s3_bucket_versioning.w.id}")", "", "true"},
      {R"("pay-dev-a")", "", "true"},
      {R"("pay-dev")", "", "false"},
      {R"("arn:aws:s3:::pay-dev-a")", "", "true"},
      {R"("arn:aws:s3:::pay-dev-a/*")", "", "true"},
      {R"("arn:aws:s3:::pay-dev-aa")", "", "false"},
      {R"("arn:aws:sqs:us-east-1:123456789012:pay-dev-a")", "", "false"},
      {R"("${upper(aws_s3_bucket.a.id)}")", "", "unknown"},
      {R"("${upper(aws_s3_bucket.other.id)}")", "", "unknown"},
      {R"("${var.on ? aws_s3_bucket.a.id : aws_s3_bucket.other.id}")", "", "unknown"},
      {R"("${var.b}")", "", "unknown"},
      {R"("${var.b}")", R"(, "variable": {"b": {"default": "pay-dev-a"}})", "true"},
      {R"("${var.b}")", R"(, "variable": {"b": {"default": "pay"}})", "false"},
      {R"("logs-${var.b}")", "", "false"},
      {R"("pay-${var.b}")", "", "unknown"},
      {R"("${local.b}")", R"(, "locals": {"b": "${aws_s3_bucket.a.id}"})", "true"},
      {R"("${local.b}")", R"(, "locals": {"b": "${local.c}", "c": "pay-dev-a"})", "true"},
      {R"("${local.b}")", R"(, "locals": {"b": "${local.b}"})", "unknown"},
      {R"(["x", "${aws_s3_bucket.a.id}"])", "", "true"},
      {R"({"k": "${aws_s3_bucket.a.id}"})", "", "true"},
      {R"(["x"])", "", "false"},
      {R"("${module.m.id}")", R"(, "module": {"m": {"source": "./m"}})", "false"},
      {R"("${module.m.id}")",
       R"(, "module": {"m": {"source": "./m", "x": "${aws_s3_bucket.a.id}"}})", "unknown"},
      {R"("${module.m.id}")", R"(, "module": {"m": {"source": "./m", "x": "pay-dev-a"}})",
       "unknown"},
      {R"("${data.aws_s3_bucket.d.id}")",
       R"(, "data": {"aws_s3_bucket": {"d": {"bucket": "${aws_s3_bucket.a.id}"}}})", "true"},
      {R"("${data.aws_s3_bucket.d.id}")",
       R"(, "data": {"aws_s3_bucket": {"d": {"bucket": "pay-dev-a"}}})", "true"},
      {R"("${data.aws_s3_bucket.d.id}")",
       R"(, "data": {"aws_s3_bucket": {"d": {"bucket": "logs"}}})", "false"},
      {R"("${each.value}")", "", "unknown"},
      {R"("${random_id.x.hex}")", "", "unknown"},
      {R"(null)", "", "false"},
      {R"(7)", "", "false"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.value);
    CAPTURE(one.around);
    auto stack = scene(one.value, one.around);
    const Element& bucket = *stack->find("aws_s3_bucket.a");
    Value value = at(*stack, "aws_s3_bucket_public_access_block.p", "bucket");
    std::string found = word(stack->refers(value, bucket));
    CHECK(found == one.refers);
    // What refers is found by the indexes.
    if (found != "false") {
      std::vector<std::uint32_t> forward, back;
      stack->referents(value, "aws_s3_bucket", forward);
      CHECK(std::count(forward.begin(), forward.end(), bucket.index) == 1);
      const std::string_view path[] = {"bucket"};
      auto edges = stack->referrers(bucket, "aws_s3_bucket_public_access_block");
      back.assign(edges.begin(), edges.end());
      stack->text_referrers(bucket, "aws_s3_bucket_public_access_block", path, back);
      CHECK(!back.empty());
    }
  }
}

TEST_CASE("identities that AWS makes are not known before apply") {
  auto stack = scenes::read(R"({"resource": {"aws_vpc": {"v": {"cidr_block": "10.0.0.0/16"}},
    "aws_kms_key": {"k": {}}, "aws_kms_alias": {"al": {"name": "alias/pay", "target_key_id": "${aws_kms_key.k.key_id}"}},
    "aws_lambda_function": {"f": {"function_name": "pay-f"}},
    "aws_lambda_alias": {"live": {"name": "live", "function_name": "${aws_lambda_function.f.function_name}"}},
    "aws_subnet": {"s": {"vpc_id": "${var.vpc_id}"}, "t": {"vpc_id": "${aws_vpc.v.id}"}, "u": {"vpc_id": "vpc-123"}},
    "aws_sns_topic": {"text": {"kms_master_key_id": "alias/pay"}, "ref": {"kms_master_key_id": "${aws_kms_alias.al.name}"},
      "var": {"kms_master_key_id": "${var.k}"}},
    "aws_api_gateway_integration": {"i": {"uri": "${aws_lambda_alias.live.invoke_arn}"}, "j": {"uri": "${aws_lambda_alias.live.name}"}}}})");
  struct Case {
    std::string address;
    std::string path;
    std::string element;
    std::string refers;
  };
  const Case cases[] = {
      {"aws_subnet.s", "vpc_id", "aws_vpc.v", "false"},
      {"aws_subnet.t", "vpc_id", "aws_vpc.v", "true"},
      {"aws_subnet.u", "vpc_id", "aws_vpc.v", "false"},
      {"aws_sns_topic.text", "kms_master_key_id", "aws_kms_alias.al", "true"},
      {"aws_sns_topic.ref", "kms_master_key_id", "aws_kms_alias.al", "true"},
      {"aws_sns_topic.ref", "kms_master_key_id", "aws_kms_key.k", "true"},
      {"aws_sns_topic.var", "kms_master_key_id", "aws_kms_key.k", "false"},
      {"aws_sns_topic.var", "kms_master_key_id", "aws_kms_alias.al", "unknown"},
      {"aws_api_gateway_integration.i", "uri", "aws_lambda_function.f", "true"},
      {"aws_api_gateway_integration.i", "uri", "aws_lambda_alias.live", "true"},
      {"aws_api_gateway_integration.j", "uri", "aws_lambda_function.f", "false"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.address);
    CAPTURE(one.element);
    CHECK(word(stack->refers(at(*stack, one.address, one.path), *stack->find(one.element))) ==
          one.refers);
  }
}

TEST_CASE("a queue by its ARN") {
  auto stack =
      scenes::read(R"({"provider": {"aws": {"region": "us-east-1"}}, "resource": {"aws_sqs_queue": {
      "q": {"name": "pay"}, "here": {"redrive_policy": "{\"deadLetterTargetArn\": \"arn:aws:sqs:us-east-1:123456789012:pay\"}"},
      "there": {"redrive_policy": "{\"deadLetterTargetArn\": \"arn:aws:sqs:eu-west-1:123456789012:pay\"}"},
      "account": {"redrive_policy": "{\"deadLetterTargetArn\": \"arn:aws:sqs:us-east-1:${var.account}:pay\"}"},
      "reference": {"redrive_policy": "{\"deadLetterTargetArn\": \"${aws_sqs_queue.q.arn}\"}"}}}})");
  struct Case {
    std::string address;
    std::string refers;
  };
  const Case cases[] = {{"aws_sqs_queue.here", "true"},
                        {"aws_sqs_queue.there", "false"},
                        {"aws_sqs_queue.account", "true"},
                        {"aws_sqs_queue.reference", "true"}};
  for (const Case& one : cases) {
    CAPTURE(one.address);
    Value target = stack->step(stack->read_json(at(*stack, one.address, "redrive_policy")),
                               "deadLetterTargetArn");
    CHECK(word(stack->refers(target, *stack->find("aws_sqs_queue.q"))) == one.refers);
    std::vector<std::uint32_t> found;
    stack->referents(target, "aws_sqs_queue", found);
    if (std::string_view(one.refers) == "true")
      CHECK(addresses(*stack, found).find("aws_sqs_queue.q") != std::string::npos);
  }
}

TEST_CASE("referrers pass through locals, arguments, stand-ins and data sources") {
  auto stack = scenes::read(
      R"({"locals": {"key": "${aws_kms_key.k.arn}", "loop": "${local.loop}${aws_kms_key.k.id}"},
    "data": {"aws_kms_key": {"d": {"key_id": "${aws_kms_alias.al.name}"}}},
    "output": {"o": {"value": "${aws_kms_key.k.arn}"}},
    "resource": {"aws_kms_key": {"k": {}}, "aws_kms_alias": {"al": {"name": "alias/pay", "target_key_id": "${aws_kms_key.k.key_id}"}},
      "aws_sns_topic": {"a": {"kms_master_key_id": "${local.key}"}, "b": {"kms_master_key_id": "${aws_kms_alias.al.arn}"},
        "c": {"kms_master_key_id": "${data.aws_kms_key.d.arn}"}, "d": {"kms_master_key_id": "${aws_sns_topic.a.kms_master_key_id}"},
        "e": {"kms_master_key_id": "${local.loop}"}, "waits": {"depends_on": ["aws_kms_key.k"]}, "none": {"name": "x"}}}})");
  const Element& key = *stack->find("aws_kms_key.k");
  CHECK(addresses(*stack, stack->referrers(key, "aws_sns_topic")) ==
        "aws_sns_topic.a aws_sns_topic.b aws_sns_topic.c aws_sns_topic.d aws_sns_topic.e");
  CHECK(addresses(*stack, stack->referrers(key, "output")) == "output.o");
  CHECK(addresses(*stack, stack->referrers(key)) ==
        "data.aws_kms_key.d output.o aws_kms_alias.al aws_sns_topic.a aws_sns_topic.b "
        "aws_sns_topic.c aws_sns_topic.d aws_sns_topic.e");
}

TEST_CASE("users") {
  struct Case {
    std::string around;
    std::string key;
    std::string alias;
  };
  const Case cases[] = {
      {R"("output": {"o": {"value": "${aws_kms_key.k.arn}"}})", "aws_kms_alias.al", ""},
      {R"("output": {"o": {"value": "${aws_sns_topic.t.arn}"}})", "aws_kms_alias.al", ""},
      {R"("module": {"m": {"source": "./m", "key": "${aws_kms_key.k.arn}"}})",
       "aws_kms_alias.al module.m", ""},
      {R"("module": {"m": {"source": "./m", "key": "x"}})", "aws_kms_alias.al", ""},
      {R"("locals": {"unused": "${aws_kms_key.k.arn}"})", "aws_kms_alias.al", ""},
      {R"("data": {"aws_kms_key": {"d": {"key_id": "alias/pay-dev"}}})", "aws_kms_alias.al",
       "data.aws_kms_key.d"},
      {R"("data": {"aws_kms_key": {"d": {"key_id": "${var.key}"}}})", "aws_kms_alias.al", " ..."},
      {R"("data": {"aws_kms_key": {"d": {"key_id": "${each.value}"}}})", "aws_kms_alias.al ...",
       " ..."},
      {R"("data": {"aws_iam_policy_document": {"d": {"source_policy_documents": ["{\"Resource\": \"${aws_kms_key.k.arn}\"}"]}}})",
       "aws_kms_alias.al data.aws_iam_policy_document.d", ""},
      {R"("data": {"aws_vpc": {"d": {"tags": {"k": "alias/pay-dev", "l": "${each.value}"}, "depends_on": ["aws_kms_key.k"]}}})",
       "aws_kms_alias.al", ""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.around);
    auto stack = scenes::read(
        std::string(
            R"({"resource": {"aws_kms_key": {"k": {}}, "aws_sns_topic": {"t": {"name": "t"}},
      "aws_kms_alias": {"al": {"name": "alias/pay-dev", "target_key_id": "${aws_kms_key.k.key_id}"}}}, )") +
        one.around + "}");
    CHECK(users(*stack, "aws_kms_key.k") == one.key);
    CHECK(users(*stack, "aws_kms_alias.al") == one.alias);
  }
}

TEST_CASE("opaque module calls") {
  struct Case {
    std::string module;
    bool connected;
  };
  const Case cases[] = {
      {R"({"source": "./m"})", false},
      {R"({"source": "./m", "x": "${aws_s3_bucket.a.id}"})", true},
      {R"({"source": "./m", "x": {"deep": ["${aws_s3_bucket.a.id}"]}})", true},
      {R"({"source": "./m", "x": "pay-dev-a"})", true},
      {R"({"source": "./m", "x": "pay-dev"})", false},
      {R"({"source": "./m", "x": "${var.x}"})", false},
      {R"({"source": "./m", "x": "${each.value}"})", true},
      {R"({"source": "./m", "x": "${local.b}"})", true},
      {R"({"source": "./m", "depends_on": ["aws_s3_bucket.a"]})", false},
  };
  for (const Case& one : cases) {
    CAPTURE(one.module);
    auto stack = scene(
        "\"x\"", std::string(R"(, "locals": {"b": "${aws_s3_bucket.a.arn}"}, "module": {"m": )") +
                     one.module + "}");
    const Element* call = stack->opaque_call(*stack->find("aws_s3_bucket.a"));
    CHECK((call != nullptr) == one.connected);
    CHECK(stack->opaque_call(stack->self()) == stack->find("module.m"));
  }
}

TEST_CASE("what may equal a value") {
  auto stack = scenes::read(R"({"resource": {"aws_cloudwatch_log_group": {
      "known": {"name": "/aws/lambda/pay"}, "hole": {"name": "/aws/lambda/${var.x}"}, "back": {"name": "${var.e}-pay"},
      "other": {"name": "other"}, "unknown": {"name": "${var.y}"}, "number": {"name": 7, "retention_in_days": "30"}, "absent": {}}}})");
  struct Case {
    Value value;
    std::string found;
  };
  terraform::Hole hole{
      .carries = terraform::Hole::Carries::Names, .expression = "var.z", .identity = 77};
  const terraform::TextPiece pieces[] = {{"/aws/lambda/", nullptr}, {{}, &hole}};
  const std::string_view name[] = {"name"}, days[] = {"retention_in_days"};
  const Case cases[] = {
      {Value::text(std::string_view("/aws/lambda/pay")), "known hole unknown"},
      {Value::text(std::string_view("other")), "other unknown"},
      {Value::text(std::string_view("dev-pay")), "back unknown"},
      {Value::text(std::string_view("7")), "unknown number"},
      {Value::number(7), "unknown number"},
      {Value::text(pieces), "known hole back unknown number"},
      {Value::unknown(&hole), "known hole back other unknown number"},
      {Value::absent(), ""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.found);
    std::vector<std::uint32_t> found;
    stack->equals("aws_cloudwatch_log_group", name, one.value, found);
    std::string names;
    for (std::uint32_t i : found)
      names += (names.empty() ? "" : " ") + std::string(stack->elements()[i].name);
    CHECK(names == one.found);
  }
  std::vector<std::uint32_t> found;
  stack->equals("aws_cloudwatch_log_group", days, Value::number(30), found);
  CHECK(addresses(*stack, found) == "aws_cloudwatch_log_group.number");
}

TEST_CASE("cycles and depth end") {
  std::string deep = "{\"resource\": {\"aws_sns_topic\": {\"t\": {\"name\": \"t\", \"x\": " +
                     std::string(3000, '[') + std::string(3000, ']') + "}}}}";
  auto nested = scenes::read(deep);
  const Element& topic = *nested->find("aws_sns_topic.t");
  CHECK(at(*nested, "aws_sns_topic.t", "x.y").is_unknown());
  CHECK(word(nested->refers(at(*nested, "aws_sns_topic.t", "x"), topic)) == "unknown");
  CHECK(word(nested->equal(at(*nested, "aws_sns_topic.t", "x"),
                           at(*nested, "aws_sns_topic.t", "x"))) == "unknown");

  auto stack = scenes::read(
      R"({"locals": {"l": ["${local.l}", "${local.m}"], "m": ["${local.l}", "${local.l}"]}, "resource": {
    "aws_kms_key": {"k": {}}, "aws_kms_alias": {"a": {"name": "${aws_kms_alias.b.name}", "target_key_id": "${aws_kms_alias.b.arn}"},
      "b": {"name": "${aws_kms_alias.a.name}", "target_key_id": "${aws_kms_alias.a.arn}"}},
    "aws_sns_topic": {"t": {"name": "t", "kms_master_key_id": "${aws_kms_alias.a.arn}", "x": "${local.l}"}}}})");
  const Element& key = *stack->find("aws_kms_key.k");
  Value used = at(*stack, "aws_sns_topic.t", "kms_master_key_id");
  CHECK(word(stack->refers(used, key)) != "true");
  CHECK(word(stack->refers(at(*stack, "aws_sns_topic.t", "x"), key)) != "true");
  std::vector<std::uint32_t> found;
  stack->referents(used, "aws_kms_key", found);
  CHECK(stack->region(used).value.is_unknown());
  CHECK(stack->customer_key(used).kind() == Value::Kind::Bool);
  CHECK(users(*stack, "aws_kms_alias.a").find("aws_sns_topic.t") != std::string::npos);
}
