// SPDX-License-Identifier: Apache-2.0
// Checks that are refused or warned of: where, and with which words.

#include <doctest/doctest.h>

#include <algorithm>

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

std::string problems_of_claim(std::string_view expr) {
  auto parameters = some_parameters();
  return problems_of(with_claim(expr), parameters);
}

}  // namespace

TEST_CASE("wrong expressions") {
  struct Case {
    const char* text;
    const char* want;
  };
  // Line 12, column 9 is where the expression begins.
  const Case cases[] = {
      {"buckt.a exists", "x.md:12:9: unknown name 'buckt'"},
      {"any buckt in b.l: bucket.a exists",
       "x.md:12:27: unknown name 'bucket' (did you mean 'buckt'?)"},
      {"(any x in b.l: x.a exists) or x.b exists",
       "x.md:12:39: unknown name 'x' (the quantifier that binds it ends before)"},
      {"any x in rules: x.a exists", "x.md:12:18: unknown name 'rules'"},
      {"aws_v.a exists",
       "x.md:12:9: 'aws_v' is a type, not a value (a quantifier or 'each' ranges over it: 'any x "
       "in aws_v')"},
      {"b.a in aws_v",
       "x.md:12:16: 'aws_v' is a type, not a value (a quantifier or 'each' ranges over it: 'any x "
       "in aws_v')"},
      {"any x in aws_v.l: x.a exists",
       "x.md:12:18: 'aws_v' is a type, not a value (a quantifier or 'each' ranges over it: 'any x "
       "in aws_v')"},
      {"region exists", "x.md:12:9: unknown name 'region' (a function is called: 'region(...)')"},
      {"regoin(b) exists", "x.md:12:9: unknown function 'regoin' (did you mean 'region'?)"},
      {"kms.custmer(b.k)",
       "x.md:12:9: unknown function 'kms.custmer' (did you mean 'kms.customer'?)"},
      {"b.l(1) exists", "x.md:12:9: unknown function 'b.l'"},
      {"default(b.a) == 1",
       "x.md:12:9: 'default' takes 2 arguments, not 1 (default(value, fallback))"},
      {"region(b, b) exists", "x.md:12:9: 'region' takes 1 argument, not 2 (region(x))"},
      {"region() exists", "x.md:12:9: 'region' takes 1 argument, not 0 (region(x))"},
      {"any x in concat()",
       "x.md:12:18: 'concat' takes at least 1 argument, not 0 (concat(list, ...))"},
      {"times(\"a\", b.n) == 1",
       "x.md:12:15: 'times' takes a number here, not a text (times(number, number))"},
      {"any k in keys([b.a]): k exists",
       "x.md:12:23: 'keys' takes a map here, not a list (keys(map))"},
      {"any x in concat(b.l, 1): x exists",
       "x.md:12:30: 'concat' takes a list here, not a number (concat(list, ...))"},
      {"times(param.keys, b) == 1",
       "x.md:12:15: 'times' takes a number here, not a list (times(number, number))\n"
       "x.md:12:27: 'times' takes a number here, not a resource (times(number, number))"},
      {"b.a == [1, 2]", "x.md:12:16: '==' against a list (say 'in')"},
      {"[1] != b.a", "x.md:12:9: '!=' against a list (say 'not ... in')"},
      {"param.dayz > 1", "x.md:12:9: unknown parameter 'dayz' (did you mean 'days'?)"},
      {"param.limit > 1",
       "x.md:12:9: unknown parameter 'limit' (the rule declares it: 'Param: limit = 30')"},
      {"param exists", "x.md:12:9: 'param' alone is no value (name the parameter: 'param.days')"},
      {"all x in b.l", "x.md:12:9: 'all' has no body (say 'all x in ...: condition')"},
      {"any b in b.l: b.a exists",
       "x.md:12:13: the variable 'b' hides another of that name (choose another name)"},
      {"any x in b.l: any x in x.l: x.a exists",
       "x.md:12:27: the variable 'x' hides another of that name (choose another name)"},
      {"any to in b.l", "x.md:12:13: 'to' is a word of the language and cannot be a variable"},
      {"any param in b.l", "x.md:12:13: 'param' cannot be a variable: it reads the parameters"},
      // law of use
      {"any r in b.l: r.x == 1 or any c in b.m: c.y == 2",
       "x.md:12:35: this part of the body of 'r' does not mention it (say '(any r in b.l: r.x == "
       "1) or any c in b.m: c.y == 2')"},
      {"(any r in b.l:\n  r.x == 1 and r.y == 2\n  and b.z == 3)",
       "x.md:14:7: this part of the body of 'r' does not mention it (say '(any r in b.l: r.x == 1 "
       "and r.y == 2) and b.z == 3')"},
      {"any r in b.l: r.x == 1 or (r.y == 2 and b.z == 3)",
       "x.md:12:49: this part of the body of 'r' does not mention it (parentheses end a body: "
       "'(any x in list: x.a) or b')"},
      {"any r in b.l: not b.z == 3",
       "x.md:12:27: this part of the body of 'r' does not mention it (parentheses end a body: "
       "'(any x in list: x.a) or b')"},
      {"any r in b.l where r.x == 1 and b.z exists: r.y == 2",
       "x.md:12:41: this part of the 'where' of 'r' does not mention it (put it beside the "
       "quantifier, outside of its 'where')"},
      // law of ties
      {"any x in aws_v where x.n != b.n",
       "x.md:12:9: 'x' has no tie: every aws_v would be tried for every subject (a tie is 'x.a "
       "refers to y', 'y.a refers to x' or "
       "'x.a == y.a' with a variable y bound outside, joined to the 'where' by 'and')"},
      {"b.o exists and any x in aws_v: x.n == b.n or x.m == 1",
       "x.md:12:24: 'x' has no tie: every aws_v would be tried for every subject (a tie is 'x.a "
       "refers to y', 'y.a refers to x' or "
       "'x.a == y.a' with a variable y bound outside, joined to the body by 'and')"},
      {"any x in aws_v where default(x.n, 1) == b.n",
       "x.md:12:9: 'x' has no tie: every aws_v would be tried for every subject (a tie is 'x.a "
       "refers to y', 'y.a refers to x' or "
       "'x.a == y.a' with a variable y bound outside, joined to the 'where' by 'and')"},
      // grammar
      {"b.a =! 1", "x.md:12:13: unexpected character '=' (equality is '==')"},
      {"! b.a exists", "x.md:12:9: unexpected character '!' (say 'not' or '!=')"},
      {"b.a exists § b", "x.md:12:20: unexpected character '§'"},
      {"b.a not in b.l",
       "x.md:12:13: expected an operator, found 'not' ('not' stands before the comparison: 'not x "
       "in list')"},
      {"b.a == 1 == 2", "x.md:12:18: expected 'and', 'or' or the next sentence, found '=='"},
      {"b.a refers b", "x.md:12:20: expected 'to' after 'refers', found 'b'"},
      {"b.a matches b.c", "x.md:12:21: expected a pattern in quotes, found 'b'"},
      {"b.a ==", "x.md:13:1: expected a term, found 'report'"},
      {"b. exists or b.a.1 exists", "x.md:12:26: expected a name after '.', found '1'"},
      {"b.1 exists", "x.md:12:11: expected a name after '.', found '1'"},
      {"(b.a exists", "x.md:13:1: expected ')', found 'report'"},
      {"(b.a exists).x == 1",
       "x.md:12:21: expected an operator or the end of the condition, found '.' (a path cannot "
       "follow a condition)"},
      {"\"x\".y == 1",
       "x.md:12:12: expected an operator, found '.' (a path follows a variable, a parameter or a "
       "call)"},
      {"b.a in [1, 2", "x.md:13:1: expected ',' or ']', found 'report'"},
      {"default(b.a, 1 == 1", "x.md:12:24: expected ',' or ')', found '=='"},
      {"at 2 x in b.l", "x.md:12:12: expected 'least' or 'most' after 'at', found '2'"},
      {"at least x in b.l", "x.md:12:18: expected a whole number, found 'x'"},
      {"exactly 1.5 x in b.l", "x.md:12:17: expected a whole number, found '1.5'"},
      {"at most -1 x in b.l", "x.md:12:17: expected a whole number, found '-1'"},
      {"exactly 99999999999 x in b.l", "x.md:12:17: expected a whole number, found '99999999999'"},
      {"any in b.l", "x.md:12:13: expected a variable's name, found 'in'"},
      {"any x of b.l", "x.md:12:15: expected 'in', found 'of'"},
      {"b.x == any y in b.l",
       "x.md:12:16: expected a term, found 'any' (put the quantifier in parentheses)"},
      {"b.x == \"open", "x.md:12:16: a text has no closing '\"' on its line"},
      {"b.x == \"{}\"",
       "x.md:12:18: expected a term, found '}' (braces are written '{{' and '}}')"},
      {"b.x == \"{b.y\"",
       "x.md:12:21: expected '}', found the end of the text (braces are written '{{' and '}}')"},
      {"b.x == \"b.y}\"", "x.md:12:20: '}' without its '{' (braces are written '{{' and '}}')"},
      {"b.x == \"{b.y c}\"",
       "x.md:12:22: expected '}', found 'c' (braces are written '{{' and '}}')"},
      {"b.x == \"\\\"{key(\\\"\\\\x\\\", bb)}\"",
       "x.md:12:20: 'key' takes 1 argument, not 2 (key(item))\nx.md:12:33: unknown name 'bb'"},
      {"b.x == \"😀{buckt}\"", "x.md:12:20: unknown name 'buckt'"},
      {"b.x == \"{c}\" and b.y == \"{d}\"",
       "x.md:12:18: unknown name 'c'\nx.md:12:35: unknown name 'd'"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(problems_of_claim(c.text) == c.want);
  }
}

TEST_CASE("wrong checks") {
  struct Case {
    const char* text;
    const char* want;
  };
  const char* order = " (the order is match, each, when, require or forbid, report)";
  const Case cases[] = {
      {"",
       "x.md:10:1: the check is empty (a check is match, each, when, require or forbid, report)"},
      {" # nothing\n",
       "x.md:10:1: the check is empty (a check is match, each, when, require or forbid, report)"},
      {"match aws_v as v",
       "x.md:10:17: the check has neither 'require' nor 'forbid'%\nx.md:10:17: the check has no "
       "'report'%"},
      {"match aws_v as v\nrequire v.a exists\n", "x.md:11:19: the check has no 'report'%"},
      {"require 1 == 1 report \"\"", "x.md:10:1: the check has no 'match'%"},
      {"match aws_v as v report \"\" require v.a exists", "x.md:10:28: 'require' stands too late%"},
      {"match aws_v as v when v.b exists each x in v.l require x.a exists report \"\"",
       "x.md:10:34: 'each' stands too late%"},
      {"match aws_v as v require v.a exists forbid v.b exists report \"\"",
       "x.md:10:37: a second 'forbid' (a check has one 'require' or one 'forbid')"},
      {"match aws_v as v when v.a exists when v.b exists require v.a exists report \"\"",
       "x.md:10:34: a second 'when'"},
      {"match aws_v as v require v.a exists report \"x\" \"y\"",
       "x.md:10:48: expected the end, found '\"y\"'"},
      {"match aws_v as v require v.a exists suggest v report \"\"",
       "x.md:10:37: expected 'and', 'or' or the next sentence, found 'suggest' ('suggest' follows "
       "the text of 'report')"},
      {"match aws_v as v requires v.a exists report \"\"",
       "x.md:10:18: expected the next sentence, found 'requires' (did you mean 'require'?)"},
      {"mach aws_v as v\nrequire v.a exists\nreport \"{w}\"",
       "x.md:10:1: expected 'match', found 'mach' (did you mean 'match'?)"},
      {"match bucket as v require v.a exists report \"\"",
       "x.md:10:7: 'bucket' is no type (types are 'aws_s3_bucket', 'data.aws_region', stack, app, "
       "output, provider, variable, module)"},
      {"match outputs as v require v.a exists report \"\"",
       "x.md:10:7: 'outputs' is no type (did you mean 'output'?)"},
      {"match aws_v, aws_v as v require v.a exists report \"\"",
       "x.md:10:14: the type 'aws_v' is named twice"},
      {"match any aws_v as v require v.a exists report \"\"",
       "x.md:10:11: expected 'resource' after 'any', found 'aws_v'"},
      {"match aws_v as report require 1 == 1 report \"\"",
       "x.md:10:16: 'report' is a word of the language and cannot be a variable"},
      {"match aws_v as resource require resource.a exists report \"\"",
       "x.md:10:16: 'resource' is a word of the language and cannot be a variable\n"
       "x.md:10:33: expected a term, found 'resource'"},
      {"match aws_v as v each v in v.l require v.a exists report \"\"",
       "x.md:10:23: the variable 'v' hides another of that name (choose another name)"},
      {"match aws_v as v\neach x in v.l\nrequire v.a exists\nreport \"\"",
       "x.md:11:6: the variable 'x' is not used (every variable of 'each' is used after its own "
       "sentence)"},
      {"match aws_v as v each x in v.l where x.a exists require v.a exists report \"\"",
       "x.md:10:23: the variable 'x' is not used (every variable of 'each' is used after its own "
       "sentence)"},
      {"match aws_v as v each x in v.l where v.a exists require x.a exists report \"\"",
       "x.md:10:38: this part of the 'where' of 'x' does not mention it (put it into 'when')"},
      {"match aws_v as v each x in aws_w require x.a exists report \"\"",
       "x.md:10:23: 'x' has no tie: every aws_w would be tried for every subject (a tie is 'x.a "
       "refers to y', 'y.a refers to x' or "
       "'x.a == y.a' with a variable y bound outside, joined to the 'where' by 'and')"},
      {"match aws_v as v each x in aws_w where x.on == true require x.a exists report \"\"",
       "x.md:10:23: 'x' has no tie: every aws_w would be tried for every subject (a tie is 'x.a "
       "refers to y', 'y.a refers to x' or "
       "'x.a == y.a' with a variable y bound outside, joined to the 'where' by 'and')"},
      {"match aws_v as v require any x in v.l: x.a exists report \"{v} {x}\"",
       "x.md:10:64: unknown name 'x' ('report' sees the subject and the variables of 'each' only)"},
      {"match aws_v as v require any x in v.l: x.a exists report \"\" suggest x",
       "x.md:10:69: unknown name 'x' ('report' sees the subject and the variables of 'each' only)"},
      {"match aws_v as v require any my_list in v.l: my_list.a exists and all x in my_lst: x.b "
       "exists report \"\"",
       "x.md:10:76: unknown name 'my_lst' (did you mean 'my_list'?)"},
      {"match aws_v as v\nwhen v.a = 1\nrequire w.a exists\nreport \"{v.b\"",
       "x.md:11:10: unexpected character '=' (equality is '==')\nx.md:12:9: unknown name 'w'\n"
       "x.md:13:13: expected '}', found the end of the text (braces are written '{{' and '}}')"},
      {"match aws_v as v\r\n\trequire buckt.a exists\r\n\treport \"\"",
       "x.md:11:10: unknown name 'buckt'"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    std::string want = c.want;
    for (std::size_t at; (at = want.find('%')) != std::string::npos;) want.replace(at, 1, order);
    CHECK(problems_of(c.text, {}) == want);
  }
}

TEST_CASE("parameters are used") {
  auto parameters = some_parameters();
  CHECK(problems_of("match aws_v as v require v.a > param.days report \"\"", parameters) ==
        "x.md:10:1: the parameter 'keys' is not used (read it as 'param.keys')");
}

TEST_CASE("bounds") {
  auto check = [](const std::string& expr) {
    return problems_of("match aws_v as v require " + expr + " report \"\"", {});
  };
  auto times = [](int n, const std::string& text) {
    std::string all;
    for (int i = 0; i < n; ++i) all += text;
    return all;
  };
  CHECK(check(times(64, "(") + "v.a exists" + times(64, ")")).starts_with("parsed: "));
  CHECK(check(times(65, "(") + "v.a exists" + times(65, ")")) ==
        "x.md:10:90: nested more than 64 deep");
  CHECK(check(times(50'000, "not ")) == "x.md:10:282: nested more than 64 deep");
  CHECK(check("v.a in " + times(50'000, "[")) == "x.md:10:97: nested more than 64 deep");
  CHECK(check(std::string(300'000, ' ')) == "x.md:10:1: the check is larger than 256 KiB");
  CHECK(check(times(400, "9") + " == v.a") == "x.md:10:26: the number is too large");
  std::string deep = "v.a";
  for (int i = 0; i < 62; ++i)
    deep = "any x" + std::to_string(i) + " in v.l: (" +
           (i ? "x" + std::to_string(i) + ".b exists and " : "") + deep + ")";
  CHECK(check(deep).find("nested more than 64 deep") != std::string::npos);
  CHECK(std::ranges::count(check(times(5000, "w.a exists or ") + "w.b exists"), '\n') == 99);
}

TEST_CASE("patterns compile when asked") {
  auto parsed = parse_check(
      "match aws_v as v\nrequire v.a matches \"[a\" or v.b matches \".*\\.x\"\nreport \"\"",
      {"x.md", 10}, {});
  REQUIRE(parsed);
  auto problems = compile_patterns(*parsed, {"x.md", 10});
  REQUIRE(problems.size() == 1);
  CHECK(to_string(problems[0]) ==
        "x.md:11:21: the pattern does not compile: missing ]: [a (patterns are RE2: "
        "https://github.com/google/re2/wiki/Syntax)");
}

TEST_CASE("warnings against the schema") {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"match aws_s3_bucket as b require b.versioning.enabled == true report \"{b.bucket} "
       "{b.arn}\"",
       ""},
      {"match aws_s3_bukket as b require b.x exists report \"\"",
       "x.md:10:7: the schema knows no type 'aws_s3_bukket' (did you mean 'aws_s3_bucket'?)"},
      {"match aws_s3_bucket as b require any v in data.aws_nothing_at_all where v.b refers to b "
       "report \"\"",
       "x.md:10:43: the schema knows no type 'data.aws_nothing_at_all'"},
      {"match random_password as b require b.x exists report \"\"", ""},
      {"match any resource as b require b.x exists report \"\"", ""},
      {"match aws_s3_bucket as b require b.buckett exists report \"\"",
       "x.md:10:34: aws_s3_bucket has no attribute 'buckett' (did you mean 'bucket'?)"},
      {"match aws_sqs_queue, aws_sns_topic as q require q.fifo_queue exists or q.fifo_topic exists "
       "report \"\"",
       ""},
      {"match aws_sqs_queue, aws_sns_topic as q require q.fifo exists report \"\"",
       "x.md:10:49: aws_sqs_queue or aws_sns_topic has no attribute 'fifo'"},
      {"match aws_dynamodb_table as t require t.replica.kms_key_arn exists report \"\"",
       "x.md:10:39: the path steps through 'replica', of which there may be several (say 'any x in "
       "t.replica')"},
      {"match aws_dynamodb_table as t require any r in t.replica: r.kms_key_arm exists report \"\"",
       "x.md:10:59: 'replica' has no attribute 'kms_key_arm' (did you mean 'kms_key_arn'?)"},
      {"match aws_dynamodb_table as t require t.name.x exists report \"\"",
       "x.md:10:39: 'name' has no attributes ('json()' opens a text)"},
      {"match aws_dynamodb_table as t require t.lifecycle.prevent_destroy == true and t.tags.Name "
       "exists report \"\"",
       ""},
      {"match aws_s3_bucket as b require region(b) report \"\"",
       "x.md:10:34: this is no yes/no, so the condition is never decided (compare it, or say "
       "'exists')"},
      {"match aws_s3_bucket as b require all v in aws_s3_bucket_versioning: v.bucket != b.bucket "
       "report \"\"",
       "x.md:10:34: every aws_s3_bucket_versioning is tried for every subject (put a tie into the "
       "'where' of 'v')"},
      {"match aws_subnet as s each vpc in aws_vpc where s.vpc_id refers to vpc each o in "
       "aws_subnet where o.vpc_id refers to vpc "
       "forbid o.cidr_block == s.cidr_block report \"\"",
       "x.md:10:77: 'o' are all that share 'vpc' with the subject: every pair of them is tried "
       "(fine where few share it; else a "
       "function should find the pairs)"},
      {"match aws_vpc as v forbid any a in aws_subnet where a.vpc_id refers to v: any b in "
       "aws_route_table where b.vpc_id refers to v: b.arn == a.arn report \"\"",
       "x.md:10:75: 'b' is not tied to 'a': every pair of them is tried (fine where both are few; "
       "else a function should find the pairs)"},
  };
  aws::Types types;
  for (const Case& c : cases) {
    CAPTURE(c.text);
    auto check = parse_check(c.text, {"x.md", 10}, {});
    REQUIRE(check);
    std::string all;
    for (const Problem& problem : warnings(*check, {"x.md", 10}, types))
      all += (all.empty() ? "" : "\n") + to_string(problem);
    CHECK(all == c.want);
  }
}
