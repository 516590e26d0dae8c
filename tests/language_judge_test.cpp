// SPDX-License-Identifier: Apache-2.0
// Judging a stack: lookups give what full scans give, and small scenes of three-valued logic.

#include <doctest/doctest.h>

#include "paycheck/language.hpp"

using namespace paycheck;

namespace {

std::unique_ptr<Stack> read(std::string text) {
  StackFiles files;
  files.app = ".";
  files.name = "example";
  files.file = "main.tf.json";
  files.folder = ".";
  auto document = json::read("main.tf.json", std::move(text));
  REQUIRE_MESSAGE(document, to_string(document.problems().front()));
  files.documents.push_back(std::move(*document));
  auto stack = Stack::build(std::move(files), {});
  REQUIRE(stack);
  return std::move(*stack);
}

// One line an outcome: `finding address: message`, `undetermined address: reason`, `pass address`.
std::string judged(const std::string& check_text, const Stack& stack, bool indexes = true) {
  auto check = language::parse_check(check_text, {"rule.md", 1}, {});
  REQUIRE_MESSAGE(check, to_string(check.problems().front()));
  language::Judge judge(stack);
  judge.use_indexes(indexes);
  std::string all;
  judge.run(*check, {}, [&](const language::Outcome& outcome) {
    std::string address(outcome.subject->address);
    switch (outcome.kind) {
      case language::Outcome::Kind::Pass:
        all += "pass " + address + "\n";
        break;
      case language::Outcome::Kind::Finding:
        all += "finding " + address + ": " + outcome.message + "\n";
        break;
      case language::Outcome::Kind::Undetermined:
        all += "undetermined " + address + ": " + std::string(to_string(outcome.reason)) + "\n";
        break;
    }
  });
  return all;
}

const std::string shielded =
    "match aws_s3_bucket as bucket "
    "require any block in aws_s3_bucket_public_access_block where block.bucket refers to bucket: "
    "block.block_public_acls == true "
    "report \"{bucket} is not shielded\"";

}  // namespace

TEST_CASE("a companion that is there, absent, hidden or unsure") {
  const std::string bucket = R"("aws_s3_bucket": {"a": {"bucket": "receipts-dev"}})";
  auto block = [](const std::string& arguments) {
    return R"(, "aws_s3_bucket_public_access_block": {"b": {"block_public_acls": true, )" +
           arguments + "}}";
  };
  struct {
    std::string resources, rest, expected;
  } cases[] = {
      {"", "", "finding aws_s3_bucket.a: aws_s3_bucket.a is not shielded\n"},
      {block(R"("bucket": "${aws_s3_bucket.a.id}")"), "", "pass aws_s3_bucket.a\n"},
      {block(R"("bucket": "receipts-dev")"), "", "pass aws_s3_bucket.a\n"},
      {block(R"("bucket": "${aws_s3_bucket.a.bucket}-copy")"), "",
       "finding aws_s3_bucket.a: aws_s3_bucket.a is not shielded\n"},
      {block(R"("bucket": "${var.b}")"), R"(, "variable": {"b": {}})",
       "undetermined aws_s3_bucket.a: variable without value\n"},
      {block(R"("bucket": "${var.b}")"), R"(, "variable": {"b": {"default": "receipts-dev"}})",
       "pass aws_s3_bucket.a\n"},
      {block(R"("count": 0, "bucket": "${aws_s3_bucket.a.id}")"), "",
       "finding aws_s3_bucket.a: aws_s3_bucket.a is not shielded\n"},
      {block(R"("count": "${var.n}", "bucket": "${aws_s3_bucket.a.id}")"),
       R"(, "variable": {"n": {}})", "undetermined aws_s3_bucket.a: count unknown\n"},
      {"", R"(, "module": {"m": {"source": "far/away", "name": "x"}})",
       "finding aws_s3_bucket.a: aws_s3_bucket.a is not shielded\n"},
      {"", R"(, "module": {"m": {"source": "far/away", "bucket": "${aws_s3_bucket.a.id}"}})",
       "undetermined aws_s3_bucket.a: hidden companion\n"},
      {"", R"(, "module": {"m": {"source": "far/away", "bucket": "receipts-dev"}})",
       "undetermined aws_s3_bucket.a: hidden companion\n"},
  };
  for (const auto& c : cases) {
    std::string text = R"({"resource": {)" + bucket + c.resources + "}" + c.rest + "}";
    CAPTURE(text);
    auto stack = read(text);
    CHECK(judged(shielded, *stack) == c.expected);
    CHECK(judged(shielded, *stack, false) == c.expected);
  }
}

TEST_CASE("counts, quantifiers and texts") {
  auto stack = read(R"({"resource": {"aws_sqs_queue": {
      "a": {"name": "pay-${var.e}", "delay_seconds": "7", "tags": {"x": "1", "y": "2"},
            "redrive_policy": "${aws_sqs_queue.b.id}"},
      "b": {"name": "pay-dev", "delay_seconds": 7}}}, "variable": {"e": {}}})");
  struct {
    const char *claim, *a, *b;
  } cases[] = {
      {"q.delay_seconds == 7", "pass", "pass"},
      {"q.delay_seconds >= 8", "finding", "finding"},
      {"q.name == \"pay-dev\"", "undetermined", "pass"},
      {"q.name == \"queue\"", "finding", "finding"},
      {"q.name matches \"pay-.*\"", "pass", "pass"},
      {"q.name matches \".*-dev\"", "undetermined", "pass"},
      {"not q.name matches \"x.*\"", "pass", "pass"},
      {"at least 2 t in q.tags: t != \"9\"", "pass", "finding"},
      {"exactly 1 t in q.tags: t == \"1\"", "pass", "finding"},
      {"at most 1 t in q.tags: t != \"9\"", "finding", "pass"},
      {"all t in q.tags: t == \"1\"", "finding", "pass"},
      {"\"x\" in q.tags or q.name == \"pay-dev\"", "pass", "pass"},
      {"q.kms_master_key_id exists", "finding", "finding"},
      {"q.name != q.kms_master_key_id", "pass", "pass"},
      {"q.redrive_policy exists", "pass", "finding"},
      {"q.redrive_policy == \"x\"", "undetermined", "finding"},
      {"unseen(q, \"a setting of the account\")", "undetermined", "undetermined"},
      {"default(q.redrive_policy, unseen(q, \"a setting\")) exists", "pass", "undetermined"},
      {"q.delay_seconds == 7 or unseen(q, \"a setting\")", "pass", "pass"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.claim);
    std::string told = judged(
        "match aws_sqs_queue as q require " + std::string(c.claim) + " report \"no\"", *stack);
    auto word = [](std::string line) { return line.substr(0, line.find(' ')); };
    std::size_t second = told.find('\n') + 1;
    CHECK(word(told) == c.a);
    CHECK(word(told.substr(second)) == c.b);
  }
}

TEST_CASE("tags that an undeclared alias would add are no items; its keys stay unknown") {
  const std::string each_tag =
      "match any resource as r each tag in tags(r) forbid tag == \"x\" report \"{key(tag)}\"";
  const std::string has_owner =
      "match any resource as r when taggable(r) require \"Owner\" in tags(r) report \"no\"";
  struct {
    const char *provider, *tags, *each, *owner;
  } cases[] = {
      {"aws.gone", R"({"A": "1"})", "pass aws_sqs_queue.q\n",
       "undetermined aws_sqs_queue.q: alias not declared\n"},
      {"aws.gone", R"({"A": "x"})", "finding aws_sqs_queue.q: A\n",
       "undetermined aws_sqs_queue.q: alias not declared\n"},
      {"aws.gone", R"("${var.tags}")", "undetermined aws_sqs_queue.q: variable without value\n",
       "undetermined aws_sqs_queue.q: variable without value\n"},
      {"aws.here", R"({"A": "1"})", "pass aws_sqs_queue.q\n", "finding aws_sqs_queue.q: no\n"},
      {"aws.here", R"("${var.tags}")", "undetermined aws_sqs_queue.q: variable without value\n",
       "undetermined aws_sqs_queue.q: variable without value\n"},
  };
  for (const auto& c : cases) {
    std::string text = R"({"provider": {"aws": [{"alias": "here"}]}, "variable": {"tags": {}},
        "resource": {"aws_sqs_queue": {"q": {"provider": ")" +
                       std::string(c.provider) + R"(", "tags": )" + c.tags + "}}}}";
    CAPTURE(text);
    auto stack = read(text);
    CHECK(judged(each_tag, *stack) == c.each);
    CHECK(judged(has_owner, *stack) == c.owner);
  }
}
