// SPDX-License-Identifier: Apache-2.0
// Whole configurations in, all that becomes of them out: one line for each body, then the faults.
#include <doctest/doctest.h>

#include "paycheck/terraform.hpp"

using namespace paycheck;
using namespace paycheck::terraform;

namespace {

constexpr Argument rule_arguments[] = {{.name = "port", .form = Argument::Form::Number}};
constexpr Schema rule{rule_arguments};
constexpr Argument arguments[] = {
    {.name = "arn", .computed = true},
    {.name = "name", .optional = true},
    {.name = "password", .optional = true, .sensitive = true},
    {.name = "port", .form = Argument::Form::Number, .optional = true},
    {.name = "ports", .form = Argument::Form::List, .optional = true},
    {.name = "rule", .form = Argument::Form::Block, .optional = true, .block = &rule},
    {.name = "tags", .form = Argument::Form::Map, .optional = true},
};
constexpr Schema schema{arguments};

const Schema* schema_of(const Block& block) {
  return block.type == "aws_x" ? &schema : nullptr;
}

std::string address(const Block& block) {
  if (block.kind == BlockKind::Locals) return "local";
  std::string text = block.kind == BlockKind::Output ? "output" : std::string(block.type);
  if (block.kind == BlockKind::Data) text = "data." + text;
  return text + "." + std::string(block.name) + std::string(block.instance);
}

/// `{mark}` before what is open or sensitive.
std::string body(const Block& block) {
  const json::Place& at = block.place;
  std::string_view text = at.document->text();
  return std::string(text.substr(at.value->begin(), at.value->end() - at.value->begin()));
}

std::string expanded(const std::string& text, const Inputs& inputs = {}) {
  auto document = json::read("main.tf.json", text);
  REQUIRE(document);
  Configuration configuration;
  REQUIRE(add_document(configuration, **document).empty());
  Expansion expansion = expand(configuration, inputs, schema_of);
  std::string out;
  for (const Block& block : configuration.blocks)
    if (block.kind != BlockKind::Variable && block.kind != BlockKind::Locals)
      out += address(block) + " " + body(block) + "\n";
  for (const Fault& fault : expansion.faults) {
    const json::Value& string = *fault.place.value;
    auto begin = fault.place.document->text().substr(string.begin(), string.end() - string.begin());
    out += "fault " + std::string(begin) + ": " + fault.message + "\n";
  }
  return out;
}

struct Case {
  std::string title;
  std::string text;
  std::string expected;
};

void check(std::span<const Case> cases) {
  for (const Case& c : cases) {
    CAPTURE(c.title);
    std::string expected = c.expected.empty() ? "" : c.expected.substr(1);
    CHECK(expanded(c.text) == expected);
  }
}

}  // namespace

TEST_CASE("instances") {
  const Case cases[] = {
      {"count",
       R"j({"resource": {"aws_x": {"q": {"count": 2, "name": "q-${count.index}", "tags": {"n": ["${count.index + 1}"]}}}}})j",
       R"(
aws_x.q[0] {"name": "q-0", "tags": {"n": [1] } }
aws_x.q[1] {"name": "q-1", "tags": {"n": [2] } }
)"},
      {"a count that is an expression, and none",
       R"j({"locals": {"on": false}, "resource": {"aws_x": {"a": {"count": "${local.on ? 1 : 0}", "name": "a"}, "b": {"count": "1"}, "c": {"count": 0}}}})j",
       R"(
aws_x.a {"count": 0, "name": "a" }
aws_x.b[0] { }
aws_x.c {"count": 0 }
)"},
      {"for_each over an object, a set, a map, and nothing",
       R"j({"resource": {"aws_x": {
  "o": {"for_each": {"b": {"port": 2}, "a": {"port": 1}}, "name": "${each.key}", "port": "${each.value.port}"},
  "s": {"for_each": "${toset([\"b\", \"a\", \"b\"])}", "name": "x-${each.value}-${each.key}"},
  "m": {"for_each": "${{for k in [\"u\"] : k => upper(k)}}", "name": "${each.value}"},
  "none": {"for_each": {}, "name": "${each.key}"}}}})j",
       R"(
aws_x.o["a"] {"name": "a", "port": 1 }
aws_x.o["b"] {"name": "b", "port": 2 }
aws_x.s["a"] {"name": "x-a-a" }
aws_x.s["b"] {"name": "x-b-b" }
aws_x.m["u"] {"name": "U" }
aws_x.none {"count": 0, "name": "${each.key}" }
)"},
      {"instances name each other",
       R"j({"resource": {"aws_x": {"a": {"for_each": "${toset([\"k\"])}", "name": "a-${each.key}"},
  "b": {"for_each": "${aws_x.a}", "name": "${each.value.name}", "tags": {"of": "${each.value.arn}", "k": "${aws_x.a[each.key].arn}"}}}},
  "output": {"all": {"value": "${[for q in aws_x.a : q.arn]}"}, "splat": {"value": "${values(aws_x.a)[*].name}"}}})j",
       R"(
aws_x.a["k"] {"name": "a-k" }
aws_x.b["k"] {"name": "${aws_x.a[\"k\"].name}", "tags": {"of": "${aws_x.a[\"k\"].arn}", "k": "${aws_x.a[\"k\"].arn}" } }
output.all {"value": ["${aws_x.a[\"k\"].arn}"] }
output.splat {"value": ["${aws_x.a[\"k\"].name}"] }
)"},
      {"what is not known stays",
       R"j({"variable": {"n": {}}, "resource": {"aws_x": {"a": {"count": "${var.n}", "name": "q-${count.index}"},
  "b": {"count": 10001, "name": "b"}, "c": {"for_each": "${toset(var.n)}", "name": "${each.key}"}}}})j",
       R"(
aws_x.a {"count": "${var.n}", "name": "q-${count.index}" }
aws_x.b {"count": 10001, "name": "b" }
aws_x.c {"for_each": "${toset(var.n)}", "name": "${each.key}" }
)"},
      {"lists, null and numbers that Terraform refuses",
       R"j({"resource": {"aws_x": {"a": {"for_each": ["x"]}, "b": {"for_each": "${null}"}, "c": {"count": -1}, "d": {"count": "${1.5}"}, "e": {"count": "many"}}}})j",
       R"(
aws_x.a {"for_each": ["x"] }
aws_x.b {"for_each": "${null}" }
aws_x.c {"count": -1 }
aws_x.d {"count": "${1.5}" }
aws_x.e {"count": "many" }
fault ["x"]: for_each takes a map or a set of texts, not a tuple; toset() makes a set of a list
fault "${null}": for_each must not be null
fault -1: count must be a whole number that is not negative
fault "${1.5}": count must be a whole number that is not negative
fault "many": a number is required
)"},
  };
  check(cases);
}

TEST_CASE("dynamic blocks") {
  const Case cases[] = {
      {"beside written blocks, with an iterator, over a map, a set and a list",
       R"j({"resource": {"aws_x": {"a": {"rule": [{"port": 1}], "dynamic": {"rule": [
    {"for_each": {"k": 7}, "content": {"port": "${rule.value}", "key": "${rule.key}"}},
    {"for_each": ["v"], "iterator": "it", "content": {"port": "${it.key}", "of": "x${it.value}"}},
    {"for_each": "${toset([\"s\"])}", "content": [{"of": "${rule.key}${rule.value}"}]}]}}}}})j",
       R"(
aws_x.a {"rule": [{"port": 1 }, {"port": 7, "key": "k" }, {"port": 0, "of": "xv" }, {"of": "ss" }] }
)"},
      {"nested",
       R"j({"resource": {"aws_x": {"a": {"dynamic": {"rule": {"for_each": {"a": [1, 2]}, "content": {"of": "${rule.key}",
    "dynamic": {"inner": {"for_each": "${rule.value}", "content": {"n": "${inner.value}", "of": "${rule.key}"}}}}}}}}}})j",
       R"(
aws_x.a {"rule": [{"of": "a", "inner": [{"n": 1, "of": "a" }, {"n": 2, "of": "a" }] }] }
)"},
      {"each and count inside",
       R"j({"resource": {"aws_x": {"a": {"for_each": {"k": [3]}, "dynamic": {"rule": {"for_each": "${each.value}", "content": {"port": "${rule.value}", "of": "${each.key}"}}}}}}})j",
       R"(
aws_x.a["k"] {"rule": [{"port": 3, "of": "k" }] }
)"},
      {"not known, and nothing",
       R"j({"resource": {"aws_x": {"a": {"dynamic": {"rule": [{"for_each": "${var.x}", "content": {"port": 1}}, {"for_each": [2], "content": {"port": 2}}]}},
    "b": {"dynamic": {"rule": {"for_each": "${var.x}", "content": {"port": 1}}}}, "c": {"dynamic": {"rule": {"for_each": [], "content": {}}}}}}})j",
       R"(
aws_x.a {"rule": [{"port": 2 }], "dynamic": [{"rule": {"for_each": "${var.x}", "content": {"port": 1}}}] }
aws_x.b {"dynamic": [{"rule": {"for_each": "${var.x}", "content": {"port": 1}}}] }
aws_x.c {"rule": [] }
)"},
      {"over a list of null",
       R"j({"resource": {"aws_x": {"a": {"dynamic": {"rule": {"for_each": "${local.gone.x}", "content": {}}}}}}, "locals": {"gone": {}}})j",
       R"(
aws_x.a {"dynamic": [{"rule": {"for_each": "${local.gone.x}", "content": {}}}] }
fault "${local.gone.x}": no attribute "x"
)"},
  };
  check(cases);
}

TEST_CASE("expressions") {
  const Case cases[] = {
      {"references stay references in what is built of them",
       R"j({"locals": {"base": {"Owner": "pay"}, "arns": ["${aws_x.a.arn}", "${aws_x.b.arn}"]},
  "resource": {"aws_x": {"a": {"name": "a"}, "b": {"tags": "${merge(local.base, {Of = aws_x.a.arn})}",
    "ports": "${concat(local.arns, [\"${aws_x.a.arn}/*\"])}", "name": "${jsonencode({R = local.arns, A = \"${aws_x.a.arn}/*\"})}"}}},
  "output": {"o": {"value": "${[for a in local.arns : \"${a}/*\"]}"}}})j",
       R"(
aws_x.a {"name": "a"}
aws_x.b {"tags": {"Of": "${aws_x.a.arn}", "Owner": "pay"}, "ports": ["${aws_x.a.arn}", "${aws_x.b.arn}", "${aws_x.a.arn}/*"], "name": "{\"A\":\"${aws_x.a.arn}/*\",\"R\":[${aws_x.a.arn},${aws_x.b.arn}]}" }
output.o {"value": ["${aws_x.a.arn}/*", "${aws_x.b.arn}/*"] }
)"},
      {"functions look inside of arguments",
       R"j({"resource": {"aws_x": {"a": {"name": "Pay"}, "b": {"name": "${lower(aws_x.a.name)}-x", "port": "${length(aws_x.a.name)}"}}}})j",
       R"(
aws_x.a {"name": "Pay"}
aws_x.b {"name": "pay-x", "port": 3 }
)"},
      {"chains of locals, conditionals, partly unknown texts",
       R"j({"variable": {"env": {}, "on": {"default": true}}, "locals": {"a": "p-${var.env}", "b": "${local.a}-q", "c": "${upper(\"x\")}-${local.b}"},
  "output": {"c": {"value": "${var.on ? local.c : \"none\"}"}, "f": {"value": "${format(\"%s/%s\", local.b, \"z\")}"}, "u": {"value": "${upper(var.env)}"}}})j",
       R"(
output.c {"value": "X-p-${var.env}-q" }
output.f {"value": "p-${var.env}-q/z" }
output.u {"value": "${upper(var.env)}" }
)"},
      {"open maps",
       R"j({"variable": {"tags": {"type": "map(string)"}}, "output": {"o": {"value": "${merge({a = \"1\"}, var.tags, {b = \"2\"})}"}}})j",
       R"(
output.o {"value": {"a": "${computed(var.tags, 1)}", "b": "2"} }
)"},
      {"escapes", R"j({"output": {"o": {"value": "$${a} ${upper(\"$${b}\")}"}}})j",
       R"(
output.o {"value": "$${a} $${B}" }
)"},
      {"what Terraform refuses",
       R"j({"locals": {"a": "${local.b}", "b": "${local.a}", "l": [1], "bad": "${local.l[7]}"}, "variable": {"v": {"default": {"x": 1}}},
  "output": {"cycle": {"value": "${local.a}x${1 + 1}"}, "nope": {"value": "${var.v.y}"}, "zero": {"value": "${0 / 0}"}, "user": {"value": "${local.bad}-${1 + 1}"},
    "infinite": {"value": "${jsonencode(1 / 0)}"}, "regex": {"value": "${regex(\"(\", \"x\")}"}, "type": {"value": "${1 + \"x\"}"}, "syntax": {"value": "${1 +}"}}})j",
       R"j(
output.cycle {"value": "${local.a}x2" }
output.nope {"value": "${var.v.y}"}
output.zero {"value": "${0 / 0}" }
output.user {"value": "${local.bad}-2" }
output.infinite {"value": "${jsonencode(1 / 0)}" }
output.regex {"value": "${regex(\"(\", \"x\")}" }
output.type {"value": "${1 + \"x\"}" }
output.syntax {"value": "${1 +}" }
fault "${local.b}": local.a depends on itself
fault "${0 / 0}": no number: zero and infinity cannot be combined so
fault "${jsonencode(1 / 0)}": jsonencode: an infinity has no JSON
fault "${regex(\"(\", \"x\")}": regex: invalid pattern: missing ): (
fault "${1 + \"x\"}": an unsuitable operand: a number is required
fault "${1 +}": expected an expression, found "}"
fault "${local.l[7]}": no element 7: there are 1
fault "${var.v.y}": no attribute "y", with the default of var.v
)j"},
      {"itself",
       R"j({"resource": {"aws_x": {"a": {"name": "${upper(aws_x.a.name)}", "tags": {"x": "${lower(aws_x.a.arn)}"}}}}})j",
       R"j(
aws_x.a {"name": "${upper(aws_x.a.name)}", "tags": {"x": "${lower(aws_x.a.arn)}" } }
)j"},
      {"sensitive",
       R"j({"variable": {"p": {"sensitive": true, "default": "hunter2"}}, "output": {"o": {"value": "${upper(var.p)}"}}})j",
       R"(
output.o {"value": "HUNTER2" }
)"},
  };
  check(cases);
}

TEST_CASE("deep and long input ends") {
  std::string deep;
  for (int i = 0; i < 300; ++i)
    deep += "\"l" + std::to_string(i) + "\": \"${upper(local.l" + std::to_string(i + 1) + ")}\", ";
  std::string out =
      expanded("{\"locals\": {" + deep +
               "\"l300\": \"x\"}, \"output\": {\"o\": {\"value\": \"${lower(local.l0)}\"}}}");
  CHECK(out.starts_with("output.o"));
  CHECK(out.find("fault") == std::string::npos);
  std::string nested(400, '[');
  nested += "\"${1 + 1}\"" + std::string(400, ']');
  CHECK(expanded("{\"output\": {\"o\": {\"value\": " + nested + "}}}")
            .starts_with("output.o {\"value\": [[["));
}
