// SPDX-License-Identifier: Apache-2.0
// What parses, what does not and where; how large input is bounded; what an expression mentions.

#include <doctest/doctest.h>

#include <ctime>
#include <string>

#include "paycheck/expression.hpp"

namespace {

using namespace paycheck::expression;

std::string outcome(std::string_view text, Form form = Form::Expression) {
  Checked<Expression> read = parse(text, form);
  if (read) return "fine to " + std::to_string(read->end());
  const Error& error = read.error();
  return std::to_string(error.begin) + "-" + std::to_string(error.end) + ": " + error.message;
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

double seconds(const std::string& text, Form form) {
  std::clock_t begin = std::clock();  // of this process: others may keep the machine busy
  parse(text, form);
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("errors say what and where") {
  struct Case {
    std::string_view text, outcome;
  };
  const Case cases[] = {
      {"", "0-0: expected an expression, found the end"},
      {"1 +", "3-3: expected an expression, found the end"},
      {"1 2", "2-3: expected the end of the expression, found \"2\""},
      {"[1 2]", "3-4: expected \"]\" after the elements, found \"2\""},
      {"(1", "2-2: expected \")\" after the expression, found the end"},
      {"{a = 1 b = 2}", "7-8: expected \"}\" or a comma after the value, found \"b\""},
      {"{a}", "2-3: expected \"=\" or \":\" after the key"},
      {"{a.b = 1}", "1-4: a key that is a reference must stand in parentheses"},
      {"a.", "2-2: expected an attribute name after \".\""},
      {"true ? 1", "8-8: expected \":\" in the conditional, found the end"},
      {"[for x [1] : x]", "7-8: expected \"in\" after the names of \"for\""},
      {"f(1", "3-3: expected \")\" after the arguments, found the end"},
      {"f(a..., b)", "6-7: expected \")\" after \"...\", found \",\""},
      {"\"abc", "0-4: an unclosed string"},
      {"\"${1\"", "4-5: expected \"}\", found \"\"\""},
      {"\"a\\q\"", "2-4: an unknown escape: \"\\\" may stand before n, r, t, \", \\, u and U"},
      {"\"%{ if true }a\"", "1-13: an \"%{if}\" without \"%{endif}\""},
      {"\"%{ endif }\"", "1-11: a directive that closes nothing"},
      {"\"%{ iff x }\"", "4-7: expected if, else, endif, for or endfor after \"%{\""},
      {"<<E\na\n", "3-6: an unclosed heredoc"},
      {"/* x", "0-2: expected an expression, found \"/*\""},
      {"'a'", "0-1: expected an expression, found \"'\""},
      {"a.*.b.*.c", "5-7: a splat within a splat: use \"[*]\""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    CHECK(outcome(one.text) == one.outcome);
  }
}

TEST_CASE("an argument ends with its line") {
  CHECK(outcome("1 + 2\nb = 3", Form::Line) == "fine to 5");
  CHECK(outcome("[1,\n2] # c\nb = 3", Form::Line) == "fine to 6");
  CHECK(outcome("<<E\na\nE\nb", Form::Line) == "fine to 7");
  CHECK(outcome("1 +\n2", Form::Line) == "3-4: expected an expression, found the end of the line");
}

TEST_CASE("what is nested too deep is told quickly, what is long is read quickly") {
  struct Case {
    std::string text;
    Form form;
    bool fine;
  };
  const Case cases[] = {
      {repeated("(", 100'000), Form::Expression, false},
      {repeated("(", 100'000) + "1" + repeated(")", 100'000), Form::Expression, false},
      {repeated("${\"", 3'300'000), Form::Template, false},
      {repeated("${", 5'000'000), Form::Template, false},
      {repeated("[", 1'000'000), Form::Expression, false},
      {repeated("!", 1'000'000), Form::Expression, false},
      {repeated("a ? b : ", 100'000), Form::Expression, false},
      {repeated("%{ if true }", 100'000), Form::Template, false},
      {"a" + repeated("[*]", 100'000), Form::Expression, false},
      {"1" + repeated(" + 1", 100'000), Form::Expression, true},
      {"a" + repeated(".b[0]", 100'000), Form::Expression, true},
      {"[" + repeated("1,", 100'000) + "]", Form::Expression, true},
      {"${yamldecode(\"" + repeated("a: b\\n", 170'000) + "\")}", Form::Template, true},
      {repeated("${a}-", 100'000), Form::Template, true},
      {repeated("/* a */", 100'000) + "1", Form::Expression, true},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text.substr(0, 20));
    Checked<Expression> read = parse(one.text, one.form);
    CHECK(static_cast<bool>(read) == one.fine);
    CHECK(seconds(one.text, one.form) < 1.0);
  }
  CHECK(parse(cases[0].text).error().too_large);
}

TEST_CASE("an expression tells what it refers to") {
  struct Case {
    std::string_view text, mentioned;
  };
  const Case cases[] = {
      {"var.x", "var.x@0 "},
      {"aws_s3_bucket.a-b.arn", "aws_s3_bucket.a-b.arn@0 "},
      {"a.b[\"k\"][0].c[*].d", "a.b[\"k\"][0].c@0 "},
      {"a.b[var.i].c", "a.b@0 var.i@4 "},
      {"[for x in var.l : x.a + local.y]", "var.l@10 local.y@24 "},
      {"\"${var.a}-${upper(var.b)}\"", "var.a@3 var.b@18 "},
      {"{a = b}", "b@5 "},
      {"{(k) = \"%{ for i in l }${i}${m}%{ endfor }\"}", "k@2 l@20 m@29 "},
      {"a.b.0.c", "a.b.0.c@0 "},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    Checked<Expression> read = parse(one.text);
    REQUIRE(read);
    std::string mentioned;
    for (const Traversal& traversal : references(*read))
      mentioned += std::string(traversal.text) + "@" + std::to_string(traversal.begin) + " ";
    CHECK(mentioned == one.mentioned);
  }
}

TEST_CASE("type constraints") {
  struct Case {
    std::string_view text, name;
  };
  const Case cases[] = {
      {"string", "string"},
      {"list(string)", "list of string"},
      {"map(set(number))", "map of set of number"},
      {"any", "dynamic"},
      {"list", "list of dynamic"},
      {"object({a = string, b = optional(number, 3)})", "object"},
      {"tuple([string, bool])", "tuple"},
      {"strin", "error: no type is called \"strin\""},
      {"list(1)", "error: no type: write string, list(number), object({...})"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    Checked<Type> type = parse_type(one.text);
    CHECK((type ? type->name() : "error: " + type.error().message) == one.name);
  }
}
