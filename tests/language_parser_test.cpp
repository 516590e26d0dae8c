// SPDX-License-Identifier: Apache-2.0
// Checks as text: what parses, into what tree, tied how; what is refused, where, and with which
// words.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "paycheck/language.hpp"

using namespace paycheck;
using namespace paycheck::language;

namespace {

std::vector<Parameter> some_parameters() {
  return {{"days", {30.0}, "shortest retention"}, {"keys", {std::vector<std::string>{}}, ""}};
}

std::string problems_of(std::string_view text, std::span<const Parameter> parameters) {
  auto check = parse_check(text, {"x.md", 10}, parameters);
  if (check) return "parsed: " + to_string(*check);
  std::string all;
  for (const Problem& problem : check.problems())
    all += (all.empty() ? "" : "\n") + to_string(problem);
  return all;
}

// `expr` in a check whose parameters are all used.
std::string with_claim(std::string_view expr) {
  return "match aws_s3_bucket as b\neach v in b.rule\nrequire " + std::string(expr) +
         "\nreport \"{b} {v} {param.days} {param.keys}\"";
}

std::string claim_of(std::string_view expr, bool ties = false) {
  auto parameters = some_parameters();
  std::string text = with_claim(expr);
  auto check = parse_check(text, {"x.md", 10}, parameters);
  if (!check) return problems_of(text, parameters);
  std::string line = to_string(*check, ties);
  std::size_t begin = line.find(" require ") + 9, end = line.rfind(" report ");
  return line.substr(begin, end - begin);
}

struct Draft {
  std::string name, text;
  std::vector<Parameter> parameters;
};

// The drafts declare parameters in comments: `# Param: days = 30`.
std::vector<Draft> drafts() {
  std::vector<Draft> found;
  for (const auto& entry :
       std::filesystem::directory_iterator(PAYCHECK_SOURCE_DIR "/tests/fuzz/corpus/check_fuzz")) {
    Draft draft;
    draft.name = entry.path().filename().string();
    if (draft.name[0] < 'A' || draft.name[0] > 'Z') continue;
    std::ifstream in(entry.path(), std::ios::binary);
    draft.text.assign(std::istreambuf_iterator<char>(in), {});
    for (std::string_view rest = draft.text; rest.starts_with("# Param: ");) {
      std::string_view line = rest.substr(9, rest.find('\n') - 9);
      rest.remove_prefix(line.size() + 10);
      std::size_t equal = line.find(" = ");
      auto value = read_parameter(line.substr(equal + 3));
      REQUIRE(value);
      draft.parameters.push_back({std::string(line.substr(0, equal)), *value, ""});
    }
    found.push_back(std::move(draft));
  }
  std::ranges::sort(found, {}, &Draft::name);
  return found;
}

}  // namespace

TEST_CASE("every draft of a rule parses, and so does what it prints") {
  auto all = drafts();
  CHECK(all.size() == 84);
  for (const Draft& draft : all) {
    CAPTURE(draft.name);
    auto check = parse_check(draft.text, {draft.name, 1}, draft.parameters);
    if (!check) {
      // The vocabulary grows with the rules; nothing else may be wrong.
      for (const Problem& problem : check.problems())
        CHECK(problem.message.starts_with("unknown function "));
      continue;
    }
    std::string line = to_string(*check);
    auto again = parse_check(line, {draft.name, 1}, draft.parameters);
    REQUIRE(again);
    CHECK(to_string(*again) == line);
    CHECK(to_string(*check, true).find("[scan]") == std::string::npos);
    CHECK(compile_patterns(*check, {draft.name, 1}).empty());
  }
}

TEST_CASE("a check in one line") {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"match aws_s3_bucket as bucket require bucket.versioning.enabled == true report "
       "\"{bucket}\"",
       "match aws_s3_bucket as bucket require bucket.versioning.enabled == true report "
       "\"{bucket}\""},
      {"# a comment\nmatch   any resource as r # another\neach    t in tags(r)\nforbid  t "
       "exists\nreport  \"no # comment {t}\" suggest t",
       "match any resource as r each t in tags(r) forbid t exists report \"no # comment {t}\" "
       "suggest t"},
      {"match aws_sqs_queue, data.aws_region, output as x when x.a exists forbid x.b exists report "
       "\"\"",
       "match aws_sqs_queue, data.aws_region, output as x when x.a exists forbid x.b exists report "
       "\"\""},
      {"match aws_sqs_queue as q each p in q.a where p.x exists each d in aws_sqs_queue where "
       "p.target refers to d require d.y exists report \"{d}\"",
       "match aws_sqs_queue as q each p in q.a where p.x exists each d in aws_sqs_queue where "
       "p.target refers to d require d.y exists report \"{d}\""},
      {"match aws_sqs_queue as key each source in key.a require key(source) == source.key report "
       "\"{key}\"",
       "match aws_sqs_queue as key each source in key.a require key(source) == source.key report "
       "\"{key}\""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    auto check = parse_check(c.text, {"x.md", 1}, {});
    REQUIRE(check);
    CHECK(to_string(*check) == c.want);
  }
}

TEST_CASE("expressions") {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"b.a exists or b.b exists and not b.c exists",
       "(b.a exists or (b.b exists and (not b.c exists)))"},
      {"(b.a exists or b.b exists) and b.c exists", "((b.a exists or b.b exists) and b.c exists)"},
      {"((((b.a exists))))", "b.a exists"},
      {"not not b.a exists", "(not (not b.a exists))"},
      {"(b.a exists) == true", "(b.a exists) == true"},
      {"b.x == (b.a exists and b.c exists)", "b.x == (b.a exists and b.c exists)"},
      {"b.a", "b.a"},
      {"b.a != 1 and b.a < -2 and b.a <= 3.50 and b.a > 0 and b.a >= 10000000000",
       "(b.a != 1 and b.a < -2 and b.a <= 3.5 and b.a > 0 and b.a >= 10000000000)"},
      {"any x in b.l", "(any x in b.l)"},
      {"any x in b.l: x.a exists or x.b exists", "(any x in b.l: (x.a exists or x.b exists))"},
      {"(any x in b.l: x.a exists) or b.b exists", "((any x in b.l: x.a exists) or b.b exists)"},
      {"any x in b.l where x.a exists: any y in x.l where y.a exists: y.b exists",
       "(any x in b.l where x.a exists: (any y in x.l where y.a exists: y.b exists))"},
      {"any x in b.l where any y in x.l: y.a exists: x.b exists",
       "(any x in b.l where (any y in x.l: y.a exists): x.b exists)"},
      {"any x in b.l where any y in x.l: y.a exists",
       "(any x in b.l where (any y in x.l: y.a exists))"},
      {"all x in [b.a, \"t\", 1, true, []]: x exists",
       "(all x in [b.a, \"t\", 1, true, []]: x exists)"},
      {"at least 2 x in b.l and at most 0 y in b.l: y.a exists",
       "((at least 2 x in b.l) and (at most 0 y in b.l: y.a exists))"},
      {"exactly 1 x in [b.a, b.c]: x exists", "(exactly 1 x in [b.a, b.c]: x exists)"},
      {"b.a in [\"x\"] and \"y\" in b.l and not b.a in param.keys",
       "(b.a in [\"x\"] and \"y\" in b.l and (not b.a in param.keys))"},
      {"tags(b).Environment == tags(b).\"a.b\"", "tags(b).Environment == tags(b).\"a.b\""},
      {"b.in.\"x y\".match.each exists", "b.in.\"x y\".match.each exists"},
      {"b . a . \"b\" exists", "b.a.b exists"},
      {"json(b.policy).Statement exists", "json(b.policy).Statement exists"},
      {"b.name == \"{b.a}-{{x}}-{default(b.c, \\\"{b.d}\\\")}\"",
       "b.name == \"{b.a}-{{x}}-{default(b.c, \\\"{b.d}\\\")}\""},
      {"b.name == \"a \\\" b \\\\ c \\d\"", "b.name == \"a \\\" b \\\\ c \\\\d\""},
      {"b.name matches \"[a-z]{3}\\.x\\\\d{{\"", "b.name matches \"[a-z]{3}\\\\.x\\\\d{{\""},
      {"b.name == \"{{}}\"", "b.name == \"{{}}\""},
      {"b.name == \"ü{ b.a }\"", "b.name == \"ü{b.a}\""},
      {"b.a == \"{(any x in b.l: x.a exists)}\"", "b.a == \"{(any x in b.l: x.a exists)}\""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(claim_of(c.text) == c.want);
  }
}

TEST_CASE("ties") {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"any x in aws_v where x.bucket refers to b",
       "(any x in aws_v where x.bucket refers to b [tie x.bucket refers to b])"},
      {"any x in aws_v where b.target refers to x",
       "(any x in aws_v where b.target refers to x [tie b.target refers to x])"},
      {"any x in aws_v where json(b.p).arn refers to x",
       "(any x in aws_v where json(b.p).arn refers to x [tie json(b.p).arn refers to x])"},
      {"any x in aws_v: x.bucket refers to b",
       "(any x in aws_v [tie x.bucket refers to b]: x.bucket refers to b)"},
      {"at most 1 x in aws_v: x.bucket refers to b",
       "(at most 1 x in aws_v [tie x.bucket refers to b]: x.bucket refers to b)"},
      {"any x in aws_v where b.name == x.name",
       "(any x in aws_v where b.name == x.name [tie x.name == b.name])"},
      {"any x in aws_v where x.name == \"/aws/{b.name}\"",
       "(any x in aws_v where x.name == \"/aws/{b.name}\" [tie x.name == \"/aws/{b.name}\"])"},
      {"any x in aws_v where b.name == \"/aws/{x.name}\"",
       "(any x in aws_v where b.name == \"/aws/{x.name}\" [tie \"/aws/{x.name}\" == b.name])"},
      {"any x in aws_v where x.name == b.name and x.bucket refers to b",
       "(any x in aws_v where (x.name == b.name and x.bucket refers to b) [tie x.bucket refers to "
       "b])"},
      {"any x in aws_v where x.k exists and (x.m exists and x.name == b.name)",
       "(any x in aws_v where (x.k exists and (x.m exists and x.name == b.name)) [tie x.name == "
       "b.name])"},
      {"any x in aws_v where any r in b.rule: r.bucket refers to x",
       "(any x in aws_v where (any r in b.rule: r.bucket refers to x) [tie any r in b.rule: "
       "r.bucket refers to x])"},
      {"any x in aws_v where any r in b.rule: x.name == r.name and r.k exists",
       "(any x in aws_v where (any r in b.rule: (x.name == r.name and r.k exists)) [tie any r in "
       "b.rule: x.name == r.name])"},
      {"any x in aws_v where b.source refers to x or any r in b.rule: r.bucket refers to x",
       "(any x in aws_v where (b.source refers to x or (any r in b.rule: r.bucket refers to x)) "
       "[tie b.source refers to x or any r in b.rule: r.bucket refers to x])"},
      {"any x in aws_v where (b.source refers to x or x.name == b.name) and x.n == b.n",
       "(any x in aws_v where ((b.source refers to x or x.name == b.name) and x.n == b.n) [tie x.n "
       "== b.n])"},
      {"any x in aws_v where x.bucket refers to b: any y in aws_w where y.v refers to x",
       "(any x in aws_v where x.bucket refers to b [tie x.bucket refers to b]: (any y in aws_w "
       "where y.v refers to x [tie y.v refers to x]))"},
      {"any x in aws_v: x.on == true", "(any x in aws_v [once]: x.on == true)"},
      {"any x in aws_v where x.days > param.days",
       "(any x in aws_v where x.days > param.days [once])"},
      {"all x in aws_v where x.on == true: x.name != b.name",
       "(all x in aws_v where x.on == true [scan]: x.name != b.name)"},
      {"all x in aws_v: x.name != b.name", "(all x in aws_v [scan]: x.name != b.name)"},
      {"any x in data.aws_v where x.name == b.name",
       "(any x in data.aws_v where x.name == b.name [tie x.name == b.name])"},
      {"any x in output where x.value refers to b",
       "(any x in output where x.value refers to b [tie x.value refers to b])"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(claim_of(c.text, true) == c.want);
  }
}

TEST_CASE("under stack and app nothing needs a tie") {
  for (const char* subject : {"stack", "app", "stack, app"}) {
    std::string text = "match " + std::string(subject) +
                       " as s each x in aws_v require any y in aws_w where y.n == s.n or y.m "
                       "exists report \"{x}\"";
    CHECK(problems_of(text, {}).starts_with("parsed: "));
  }
}

TEST_CASE("a check moves, and its subjects with it") {
  auto parsed =
      parse_check("match aws_v, aws_w as v require v.a exists report \"\"", {"x.md", 1}, {});
  REQUIRE(parsed);
  Check moved = std::move(*parsed);
  REQUIRE(moved.subjects().size() == 2);
  CHECK(moved.subjects()[0] == "aws_v");
  CHECK(moved.subjects()[1] == "aws_w");
  auto any = parse_check("match any resource as v require v.a exists report \"\"", {"x.md", 1}, {});
  REQUIRE(any);
  CHECK(any->subjects().empty());
}

TEST_CASE("parameters as text") {
  struct Case {
    const char* text;
    const char* want;  // null: none
  };
  const Case cases[] = {
      {"30", "30"},
      {" -1.50 ", "-1.5"},
      {"1e3", "1000"},
      {"true", "true"},
      {"false", "false"},
      {"\"dev|prod\"", "\"dev|prod\""},
      {"\"a\\u0041\\n\"", "\"aA\\n\""},
      {"[]", "[]"},
      {"[\"a\",\"b\"]", "[\"a\", \"b\"]"},
      {"[22, 23.5]", "[22, 23.5]"},
      {"{}", "{}"},
      {"{\"Environment\": \"dev|prod\", \"a\": \"\"}",
       "{\"Environment\": \"dev|prod\", \"a\": \"\"}"},
      {"", nullptr},
      {"null", nullptr},
      {"yes", nullptr},
      {"[1, \"a\"]", nullptr},
      {"[\"a\", 1]", nullptr},
      {"[true]", nullptr},
      {"[[]]", nullptr},
      {"{\"a\": 1}", nullptr},
      {"{\"a\": \"x\", \"a\": \"y\"}", nullptr},
      {"1e999", nullptr},
      {"30 days", nullptr},
      {"'a'", nullptr},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    auto value = read_parameter(c.text);
    REQUIRE(value.has_value() == (c.want != nullptr));
    if (!value) continue;
    CHECK(to_string(*value) == c.want);
    CHECK(read_parameter(to_string(*value)) == value);
  }
}
