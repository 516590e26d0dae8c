// SPDX-License-Identifier: Apache-2.0
#include "stack_scene.hpp"

using namespace paycheck;

namespace {

/// The place of the first occurrence of a literal string value, nested documents included.
json::Place find(const Stack& stack, const json::Place& root, std::string_view text) {
  const json::Value& value = *root.value;
  if (value.is_string() && value.text() == text) return root;
  if (value.is_string() && value.text().starts_with('{')) {
    auto nested = root.document->nested(value);
    if (nested)
      if (json::Place found = find(stack, {*nested, &(*nested)->root(), nullptr}, text))
        return found;
  }
  for (const json::Member& member : value.members())
    if (json::Place found = find(stack, {root.document, &member.value, &member.key}, text))
      return found;
  for (const json::Value& item : value.items())
    if (json::Place found = find(stack, {root.document, &item, nullptr}, text)) return found;
  return {};
}

}  // namespace

TEST_CASE("where a place lies") {
  auto stack =
      scenes::read(R"({"locals": {"l": "in-local"}, "variable": {"v": {"default": "in-default"}},
    "provider": {"aws": [{"region": "in-first"}, {"alias": "w", "region": "in-second"}]},
    "resource": {
      "aws_dynamodb_table": {"t": {"name": "top", "server_side_encryption": [{"kms_key_arn": "in-single"}],
        "replica": [{"region_name": "us-west-2", "kms_key_arn": "in-replica"}, {"region_name": "eu-west-1", "kms_key_arn": "in-second-replica"}],
        "tags": {"a.b": "in-tag"}}, "object": {"replica": {"region_name": "ap-south-1", "kms_key_arn": "in-object"}}},
      "aws_s3_bucket_policy": {"p": {"policy": "{\"Statement\": [{\"Sid\": \"One\", \"Resource\": [\"r0\", \"in-statement\"]}, {\"Action\": \"in-plain\"}]}"},
        "q": {"policy": "{\"Statement\": {\"Sid\": \"Two\", \"Action\": \"in-object-statement\"}}"}},
      "aws_security_group": {"s": {"ingress": [{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["in-group"]}]}},
      "aws_sns_topic": {"list": {"x": ["same", "same", {"deep": "in-list"}]}}}})");
  json::Place root = stack->self().place;
  struct Case {
    std::string text;
    const char* owner;
    std::string path;
    const char* natural;
  };
  const Case cases[] = {
      {"top", "aws_dynamodb_table.t", "name", "name"},
      {"in-single", "aws_dynamodb_table.t", "server_side_encryption[0].kms_key_arn",
       "server_side_encryption.kms_key_arn"},
      {"in-replica", "aws_dynamodb_table.t", "replica[0].kms_key_arn",
       "replica[us-west-2].kms_key_arn"},
      {"in-second-replica", "aws_dynamodb_table.t", "replica[1].kms_key_arn",
       "replica[eu-west-1].kms_key_arn"},
      {"in-object", "aws_dynamodb_table.object", "replica.kms_key_arn",
       "replica[ap-south-1].kms_key_arn"},
      {"in-tag", "aws_dynamodb_table.t", "tags.\"a.b\"", "tags.\"a.b\""},
      {"in-statement", "aws_s3_bucket_policy.p", "policy.Statement[0].Resource[1]", nullptr},
      {"in-plain", "aws_s3_bucket_policy.p", "policy.Statement[1].Action", nullptr},
      {"in-object-statement", "aws_s3_bucket_policy.q", "policy.Statement.Action",
       "policy.Statement[Two].Action"},
      {"in-group", "aws_security_group.s", "ingress[0].cidr_blocks[0]", nullptr},
      {"in-first", "provider.aws", "region", "region"},
      {"in-second", "provider.aws.w", "region", "region"},
      {"in-default", "variable.v", "default", "default"},
      {"in-local", nullptr, "", ""},
      {"in-list", "aws_sns_topic.list", "x[2].deep", nullptr},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    json::Place place = find(*stack, root, one.text);
    REQUIRE(place);
    const Element* owner = stack->owner(place);
    CHECK((owner ? owner->address : "nobody") == (one.owner ? one.owner : "nobody"));
    CHECK(stack->attribute_path(place) == one.path);
    if (one.natural) CHECK(stack->natural_path(place) == one.natural);
  }
  CHECK(stack->natural_path(find(*stack, root, "in-statement"))
            .starts_with("policy.Statement[One].Resource["));
  std::string first = stack->natural_path(find(*stack, root, "same"));
  json::Place list = find(*stack, root, "same");
  (void)list;
  CHECK(first.size() == std::string("x[01234567]").size());
}

TEST_CASE("elements are grouped by type and found by address") {
  auto stack = scenes::read(
      R"({"resource": {"aws_alb": {"old": {}}, "aws_lb": {"new": {}}, "aws_sns_topic": {"t": {"//": {"metadata": {"path": "S/t"}}}}},
    "data": {"aws_region": {"r": {}}}, "output": {"o": {"value": 1}}, "variable": {"v": {}}, "module": {"m": {"source": "./m"}},
    "provider": {"aws": [{}, {"alias": "w"}], "random": {}}})");
  std::string addresses;
  for (const Element& element : stack->elements())
    addresses += std::string(element.address) + " (" + std::string(element.type) + ") ";
  for (const Element& element : stack->elements()) {
    CHECK(stack->elements()[element.index].address == element.address);
    CHECK(element.stack == stack.get());
  }
  CAPTURE(addresses);
  CHECK(stack->elements("aws_lb").size() == 2);
  CHECK(stack->elements("aws_alb").size() == 2);
  CHECK(stack->elements("aws_none").empty());
  for (const char* address :
       {"aws_alb.old", "aws_lb.new", "aws_sns_topic.t", "data.aws_region.r", "output.o",
        "variable.v", "module.m", "provider.aws", "provider.aws.w", "provider.random", "stack"}) {
    CAPTURE(address);
    REQUIRE(stack->find(address));
    CHECK(stack->find(address)->address == address);
  }
  CHECK(stack->find("aws_lb.old") == nullptr);
  CHECK(stack->find("aws_sns_topic.t")->construct == "S/t");
  CHECK(stack->find("aws_sns_topic.t")->provider == "aws");
  CHECK(stack->provider("aws.w") == stack->find("provider.aws.w"));
  CHECK(stack->owner(stack->find("aws_sns_topic.t")->place) == stack->find("aws_sns_topic.t"));
}

TEST_CASE("what must not be printed") {
  auto stack = scenes::read(
      R"({"variable": {"v": {"default": "open"}, "s": {"default": "closed", "sensitive": true}},
    "output": {"o": {"value": "told", "sensitive": true}}, "resource": {"aws_db_instance": {"d": {"password": "hunter2", "engine": "mysql"}}}})");
  json::Place root = stack->self().place;
  for (const char* text : {"closed", "told", "hunter2"})
    CHECK(stack->is_secret(find(*stack, root, text)));
  for (const char* text : {"open", "mysql"})
    CHECK_FALSE(stack->is_secret(find(*stack, root, text)));
}
