// SPDX-License-Identifier: Apache-2.0
// What Terraform's console cannot be asked about: unknown parts, sensitive marks, bounds, errors.

#include <doctest/doctest.h>

#include <ctime>
#include <string>

#include "paycheck/expression.hpp"

namespace {

using namespace paycheck::expression;

std::variant<Resolved, Failure> resolve(const Traversal& traversal) {
  auto why =
      std::make_shared<Why>(Why{Reason::Reference, std::string(traversal.text), "not given"});
  std::string name = traversal.steps.empty() ? "" : traversal.steps[0].text();
  if (traversal.root == "var") {
    Type type = name == "n" ? Type::number() : name == "t" ? Type::string() : Type::any();
    if (name == "l") type = Type::list(Type::string());
    return Resolved{Value::unknown(type, why), 1};
  }
  if (traversal.root == "secret") return Resolved{Value::string("s").with_sensitive(), 0};
  if (traversal.root == "secrets")
    return Resolved{Value::tuple({Value::string("s").with_sensitive(), Value::integer(1)}), 0};
  return Failure{"no reference " + std::string(traversal.text)};
}

Checked<Value> value_of(std::string_view text, Context& context) {
  static std::string kept;
  kept = text;
  Checked<Expression> read = parse(kept);
  if (!read) return read.error();
  return evaluate(*read, resolve, context);
}

// The value's JSON with `<expression>` for what is not known, `~` before it if it is sensitive.
std::string shown(std::string_view text) {
  Context context;
  Checked<Value> value = value_of(text, context);
  if (!value)
    return std::to_string(value.error().begin) + "-" + std::to_string(value.error().end) + ": " +
           value.error().message;
  std::string out = value->holds_sensitive() ? "~" : "";
  const Value& seen = value->seen() ? *value->seen() : *value;
  if (value->seen()) out += "open ";
  for (const Piece& piece : to_json(seen)->pieces())
    out += piece.hole ? "<" + piece.hole->expression + ">" : piece.text;
  return out;
}

struct Case {
  std::string_view text, shown;
};

void check(std::span<const Case> cases) {
  for (const Case& one : cases) {
    CAPTURE(one.text);
    CHECK(shown(one.text) == one.shown);
  }
}

}  // namespace

TEST_CASE("what is unknown does not hide what is known") {
  const Case cases[] = {
      {"var.x", "<var.x>"},
      {"\"a-${var.x}-b\"", "\"a-<var.x>-b\""},
      {"[1, var.x]", "[1,<var.x>]"},
      {"{a = var.x, b = 2}", "{\"a\":<var.x>,\"b\":2}"},
      {"{(var.x) = 1, b = 2}", "open {\"b\":2}"},
      {"{(var.x) = 1, b = 2}.b", "2"},
      {"{(var.x) = 1, b = 2}.c", "<var.x>"},
      {"{a = var.x, b = 2}.b", "2"},
      {"[for x in [1, 2] : x if x == 1 || var.n == 3]", "open [1]"},
      {"[for x in var.l : 1]", "<var.l>"},
      {"{for k, v in {a = 1} : k => var.x}", "{\"a\":<var.x>}"},
      {"var.x[*].y", "<var.x>"},
      {"var.x ? 1 : \"a\"", "<var.x>"},
      {"true ? 1 : var.x", "1"},
      {"var.n + 1", "<var.n>"},
      {"var.n == 1", "<var.n>"},
      {"\"a-${var.x}\" == \"b\"", "false"},
      {"\"a-${var.x}\" == \"a-b\"", "<var.x>"},
      {"[var.x, 1] == [2, 3]", "false"},
      {"[var.x] == [1, 2]", "false"},
      {"var.t == 1", "false"},
      {"var.n == 1 && false", "false"},
      {"true || var.n == 1", "true"},
      {"var.n == 1 && true", "<var.n>"},
      {"!var.x", "<var.x>"},
      {"[1, 2][var.n]", "<var.n>"},
      {"\"%{ if var.x }a%{ endif }b\"", "\"<var.x>b\""},
      {"\"%{ for x in var.l }a%{ endfor }b\"", "\"<var.l>b\""},
      {"jsonencode({a = var.x, b = \"p${var.x}\"})",
       "\"{\\\"a\\\":<var.x>,\\\"b\\\":\\\"p<var.x>\\\"}\""},
      {"nosuchfunction(1)", "<nosuchfunction(1)>"},
      {"try(var.x.y, 1)", "<var.x.y>"},
      {"can(var.x.y)", "<var.x.y>"},
      {"upper(var.t)", "<upper(var.t)>"},
      {"var.n.a", "5-7: no attribute \"a\" of a number"},
  };
  check(cases);
}

TEST_CASE("marks of sensitivity spread") {
  const Case cases[] = {
      {"secret", "~\"s\""},
      {"\"a${secret}\"", "~\"as\""},
      {"secret == \"s\"", "~true"},
      {"[secret, 1]", "~[\"s\",1]"},
      {"[secret, 1][1]", "1"},
      {"secrets[1]", "1"},
      {"secret == \"s\" ? 1 : 2", "~1"},
      {"upper(secret)", "~\"S\""},
      {"[for x in [1] : x if secret == \"s\"]", "~[1]"},
      {"{(secret) = 1}", "~{\"s\":1}"},
      {"length(secrets)", "2"},
  };
  check(cases);
}

TEST_CASE("errors say what and where") {
  const Case cases[] = {
      {"1 + true", "4-8: an unsuitable operand: a number is required"},
      {"null + 1", "0-4: an operand must not be null"},
      {"0 / 0", "0-5: no number: zero and infinity cannot be combined so"},
      {"{a = 1}.b", "7-9: no attribute \"b\""},
      {"[1][3]", "3-6: no element 3: there are 1"},
      {"null.a", "4-6: a null value has no attribute \"a\""},
      {"toset([1])[0]", "10-13: elements of a set have no index"},
      {"null ? 1 : 2", "0-4: a condition must not be null"},
      {"true ? 1 : []",
       "0-13: the two results of the conditional have no common type: number and tuple"},
      {"\"a${null}\"", "4-8: a null value cannot stand in a text"},
      {"\"a${[]}\"", "4-6: a tuple cannot stand in a text"},
      {"[for x in 1 : x]", "10-11: \"for\" over a number"},
      {"nope.x", "0-6: no reference nope.x"},
      {"{for x in [1, 1] : x => x}",
       "19-20: two items of \"for\" have the key \"1\": \"...\" after the value groups them"},
  };
  check(cases);
}

// Of processor time; instrumented code is slower by an order of magnitude.
#if defined(__SANITIZE_ADDRESS__)
constexpr double most_seconds = 60;
#else
constexpr double most_seconds = 5;
#endif

TEST_CASE("evaluation is bounded") {
  std::string nested = "[1]";
  for (int i = 0; i < 40; ++i) nested = "[for a in [1, 2] : " + nested + "]";
  std::string doubled = "\"xxxxxxxxxxxxxxxx\"";
  for (int i = 0; i < 60; ++i) doubled = "[for a in [" + doubled + "] : \"${a}${a}\"][0]";
  std::string shared = "[1]";
  for (int i = 0; i < 60; ++i) shared = "[for a in [" + shared + "] : [a, a]][0]";
  std::string huge = "1e9999";
  for (int i = 0; i < 20; ++i) huge = "[for a in [" + huge + "] : a * a][0]";
  for (const std::string& text : {nested, doubled, shared + " == " + shared, huge}) {
    CAPTURE(text.substr(text.size() - 40));
    Context context;
    std::clock_t begin = std::clock();
    Checked<Value> value = value_of(text, context);
    double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    REQUIRE(value);
    CHECK(!value->is_known());
    CHECK(value->why()->reason == Reason::TooLarge);
    CHECK(took < most_seconds);
  }
}

TEST_CASE("numbers keep Terraform's precision") {
  CHECK(Number::parse("0.1")->text() == "0.1");
  CHECK(Number::parse("-12.50")->text() == "-12.5");
  CHECK(Number::of(0.1).text() == "0.1");
  CHECK(Number(-7).text() == "-7");
  CHECK(Number::infinity(true).text() == "-Inf");
  CHECK(Number::parse("1e-9")->text() == "0.000000001");
  CHECK(Number::parse("1e6")->short_text() == "1000000");
  CHECK(Number::parse("123456789012")->short_text() == "1.23456789e+11");
  CHECK(Number::parse("0.00001")->short_text() == "1e-05");
  for (std::string_view wrong : {"", "+", "1e", "0x1", "1 ", "Inf", "1e999999", "."})
    CHECK_MESSAGE(!Number::parse(wrong), wrong);
  CHECK(Number::parse_integer("zZ", 36)->text() == "1295");
  CHECK(Number::parse_integer("zZ", 62)->text() == "2231");
  CHECK(Number::parse_integer("-ff", 16)->text() == "-255");
  CHECK(!Number::parse_integer("12", 2));
}
