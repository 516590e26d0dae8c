// SPDX-License-Identifier: Apache-2.0
// HCL and the JSON that it becomes, whole; what is left after a fault, and what is told of it.

#include "paycheck/hcl.hpp"

#include <doctest/doctest.h>

using namespace paycheck;

namespace {

struct Case {
  std::string text;
  std::string expected;       ///< JSON
  std::string problems = "";  ///< one a line
};

std::string told(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems)
    text += std::string(to_string(problem.kind)) + " " + to_string(problem) + "\n";
  return text;
}

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.text);
    auto [translation, problems] = hcl::translate("main.tf", c.text);
    CHECK(translation.text == c.expected);
    CHECK(told(problems) == c.problems);
    if (translation.text.empty()) continue;
    CHECK(translation.source == c.text);
    CHECK(json::read("main.tf", std::move(translation)));
  }
}

/// The value of `a` in `locals`.
void check_values(const std::vector<Case>& cases) {
  std::vector<Case> whole;
  for (const Case& c : cases)
    whole.push_back({"locals {\n  a = " + c.text + "\n}\n",
                     "[{\"locals\":{\"a\":" + c.expected + "}}]", c.problems});
  check(whole);
}

}  // namespace

TEST_CASE("blocks") {
  check({
      {"", "[]"},
      {"\xEF\xBB\xBF# c\r\n\r\n", "[]"},
      {"locals {}\nlocals { a = 1 }\nlocals {\n}", R"([{"locals":{}},
{"locals":{"a":1}},
{"locals":{}}])"},
      {"resource \"aws_sqs_queue\" \"q\" { // c\r\n  name = \"n\" # d\r\n  /* e */\r\n}\r\n",
       R"([{"resource":{"aws_sqs_queue":{"q":{"name":"n"}}}}])"},
      {"variable v { type = string }", R"([{"variable":{"v":{"type":"string"}}}])"},
      {"resource \"t\" \"größe-1\" {\n  größe-2 = 1\n}\n",
       R"([{"resource":{"t":{"größe-1":{"größe-2":1}}}}])"},
      {"resource \"t\" \"n\" {\n  b {\n    x = 1\n  }\n  a = 1\n  b {\n  }\n  c {\n    d {}\n  "
       "}\n}\n",
       R"([{"resource":{"t":{"n":{"b":[{"x":1},{}],"a":1,"c":{"d":{}}}}}}])"},
      {"resource \"t\" \"n\" {\n  dynamic \"b\" {\n    for_each = var.x\n    iterator = it\n"
       "    content {\n      v = it.value\n    }\n  }\n  dynamic \"c\" {\n  }\n  dynamic \"b\" {\n"
       "    labels = [\"l\"]\n  }\n}\n",
       R"([{"resource":{"t":{"n":{"dynamic":{"b":[{"for_each":"${var.x}","iterator":"it","content":{"v":"${it.value}"}},{"labels":["l"]}],"c":{}}}}}}])"},
      {"resource \"t\" \"n\" {\n  provisioner \"local-exec\" {\n    when = destroy\n"
       "    on_failure = continue\n    command = \"x\"\n  }\n  provisioner \"file\" {}\n}\n",
       R"([{"resource":{"t":{"n":{"provisioner":[{"local-exec":{"when":"destroy","on_failure":"continue","command":"x"}},{"file":{}}]}}}}])"},
      {"terraform {\n  backend \"s3\" {\n    key = \"$${x}\"\n  }\n  required_providers {\n"
       "    aws = {\n      source = \"aws\"\n      configuration_aliases = [aws.w]\n    }\n  "
       "}\n}\n",
       R"([{"terraform":{"backend":{"s3":{"key":"${x}"}},"required_providers":{"aws":{"source":"aws","configuration_aliases":["aws.w"]}}}}])"},
      {"strange \"a\" {\n}\n", R"([{"strange":{"a":{}}}])"},
  });
}

TEST_CASE("what Terraform does not evaluate is plain text") {
  check({
      {"resource \"t\" \"n\" {\n  depends_on = [aws_x.y, \"aws_x.z\", module.m]\n"
       "  provider = aws.west\n  lifecycle {\n    ignore_changes = all\n"
       "    replace_triggered_by = [aws_x.y.id]\n    prevent_destroy = true\n  }\n"
       "  nested {\n    provider = aws_x.y\n  }\n}\n",
       R"([{"resource":{"t":{"n":{"depends_on":["aws_x.y","aws_x.z","module.m"],"provider":"aws.west","lifecycle":{"ignore_changes":"all","replace_triggered_by":["aws_x.y.id"],"prevent_destroy":true},"nested":{"provider":"${aws_x.y}"}}}}}])"},
      {"resource \"t\" \"n\" {\n  lifecycle {\n    ignore_changes = [tags[\"x\"], a[0].b]\n  "
       "}\n}\n",
       R"([{"resource":{"t":{"n":{"lifecycle":{"ignore_changes":["tags[\"x\"]","a[0].b"]}}}}}])"},
      {"module \"m\" {\n  source = \"./m\"\n  providers = {\n    aws = aws\n    aws.w = aws.west\n "
       " }\n"
       "  x = aws.west\n}\n",
       R"([{"module":{"m":{"source":"./m","providers":{"aws":"aws","aws.w":"aws.west"},"x":"${aws.west}"}}}])"},
      {"variable \"v\" {\n  type = object({ a = list(string) })\n  default = { a = [\"%%{x}\"] "
       "}\n}\n",
       R"J([{"variable":{"v":{"type":"object({ a = list(string) })","default":{"a":["%{x}"]}}}}])J"},
      {"moved {\n  from = aws_x.a[0]\n  to = module.m.aws_x.b\n}\nimport {\n  to = aws_x.a\n"
       "  id = var.i\n}\nremoved {\n  from = aws_x.c\n}\n",
       R"([{"moved":{"from":"aws_x.a[0]","to":"module.m.aws_x.b"}},
{"import":{"to":"aws_x.a","id":"${var.i}"}},
{"removed":{"from":"aws_x.c"}}])"},
      {"check \"c\" {\n  data \"http\" \"x\" {\n    provider = a.b\n  }\n  assert {\n"
       "    condition = data.http.x.ok\n  }\n}\n",
       R"([{"check":{"c":{"data":{"http":{"x":{"provider":"a.b"}}},"assert":{"condition":"${data.http.x.ok}"}}}}])"},
  });
}

TEST_CASE("literals, constructors and everything else") {
  check_values({
      {"null", "null"},
      {"true", "true"},
      {"1.5e3", "1.5e3"},
      {"-1", "-1"},
      {"01", "\"${01}\""},
      {"1 + 1", "\"${1 + 1}\""},
      {"truex", "\"${truex}\""},
      {"aws_x.a-b.arn", "\"${aws_x.a-b.arn}\""},
      {"aws_x.y.*.id", "\"${aws_x.y.*.id}\""},
      {"aws_x.y[\"k\"] # c", R"("${aws_x.y[\"k\"]}")"},
      {"[]", "[]"},
      {"[1, # c\n  \"b\",\n  var.x, [true],\n]", R"([1,"b","${var.x}",[true]])"},
      {"[1][0]", "\"${[1][0]}\""},
      {"[for x in y : x]", "\"${[for x in y : x]}\""},
      {"{\n    for k, v in y : k => v\n  }", R"("${{\n    for k, v in y : k => v\n  }}")"},
      {"{ b = 1, \"c d\" : var.x\n  1 = [2]\n\n  (upper(\"e\")) = 3,\n}",
       R"({"b":1,"c d":"${var.x}","1":[2],"${upper(\"e\")}":3})"},
      {"{ a = 1, b = 2, \"a\" = 3 }", R"({"b":2,"a":3})"},
      {"{ for = 1 }", R"({"for":1})"},
      {"jsonencode({\n    \"a\" = \"b\\n\"\n  })",
       R"("${jsonencode({\n    \"a\" = \"b\\n\"\n  })}")"},
      {"(\n    1 +\n    2\n  )", R"("${(\n    1 +\n    2\n  )}")"},
      {"var.c ? \"a\" : \"b\"", R"("${var.c ? \"a\" : \"b\"}")"},
  });
}

TEST_CASE("strings hold the same template") {
  check_values({
      {R"("a\n\t\"\\")", R"("a\n\t\"\\")"},
      {R"("\u00e9\U0001F600")", "\"é😀\""},
      {R"("x-${var.y}-%{ if c }d%{ endif }")", R"("x-${var.y}-%{ if c }d%{ endif }")"},
      {R"("${f("a}", "\"b")}c")", R"("${f(\"a}\", \"\\\"b\")}c")"},
      {R"("$${x} %%{y} $$$ %")", R"("$${x} %%{y} $$$ %")"},
      {R"("\u0024{x} $\u007bx}")", R"("$${x} $${x}")"},
      {"\"a\tb\"", R"("a\tb")"},
      {"<<EOT\na \"b\" \\n ${x}\n\nEOT", R"("a \"b\" \\n ${x}\n\n")"},
      {"<<-EOT\n    a\n      b\n   \n    ${x} c\n  EOT", R"("a\n  b\n   \n${x} c\n")"},
      {"<<-EOT\n    a\n  ${\n x}\n   b\n  EOT", R"("  a\n${\n x}\n b\n")"},
      {"<<EOT\nEOT", R"("")"},
      {"[<<A\nx\nA\n, <<B\ny\n  B\n]", R"(["x\n","y\n"])"},
      {"f(<<A\nx\nA\n)", R"("${f(<<A\nx\nA\n)}")"},
  });
}

TEST_CASE("one fault is one problem and costs its statement") {
  const std::string x = "resource \"t\" \"n\" {\n";
  auto with = [](const std::string& members) {
    return "[{\"resource\":{\"t\":{\"n\":{" + members + "}}}}]";
  };
  const std::string unknown = R"("${jsondecode(timestamp())}")";
  check({
      {x + "  0 = \"v\"\n  a = 1\n}\n", with("\"a\":1"),
       "syntax main.tf:2:3: unexpected '0': expected the name of an argument or block (a name "
       "begins with a letter or _)\n"},
      {x + "  \"q\" = 1\n  a = 1\n}\n", with("\"a\":1"),
       "syntax main.tf:2:3: unexpected a string: expected the name of an argument or block (the "
       "name of an argument is written without quotes)\n"},
      {x + "  a =\n    [1]\n  b = 2\n}\n", with("\"a\":" + unknown + ",\"b\":2"),
       "syntax main.tf:2:6: unexpected end of line: expected a value after '=' (a value begins on "
       "the line of its '=')\n"},
      {x + "  a = \"x\n  b = 2\n}\n", with("\"a\":" + unknown + ",\"b\":2"),
       "syntax main.tf:2:7: the string is not closed: expected '\"' (a quoted string ends on its "
       "line; use <<EOT for several lines)\n"},
      {x + "  a = \"${x\"\n  b = 2\n}\n", with("\"a\":" + unknown + ",\"b\":2"),
       "syntax main.tf:2:11: the string is not closed: expected '\"' (a quoted string ends on its "
       "line; use <<EOT for several lines)\n"},
      {x + "  a = [1, 2\n  b = 2\n}\n", with("\"a\":" + unknown + ",\"b\":2"),
       "syntax main.tf:2:7: the '[' is not closed (write ']')\n"},
      {x + "  a = 1 2\n  b = [1,, 2]\n}\n",
       with("\"a\":" + unknown + ",\"b\":[1," + unknown + ",2]"),
       "syntax main.tf:2:9: unexpected '2' after a value (an operator or a separator is missing "
       "before it)\nsyntax main.tf:3:10: expected a value\n"},
      {x + "  a = 1 +\n  b = 'x'\n}\n", with("\"a\":" + unknown + ",\"b\":" + unknown),
       "syntax main.tf:2:10: expected a value after '+'\n"
       "syntax main.tf:3:7: unexpected ''' (strings stand in double quotes)\n"},
      {x + "  a = \"\\x\"\n}\n", with(R"("a":"\\x")"),
       "syntax main.tf:2:8: unknown escape '\\x' in a string (HCL knows \\\" \\\\ \\n \\r \\t, "
       "\\uXXXX and \\UXXXXXXXX)\n"},
      {x + "  a = { b = 1, c }\n  d = 2\n}\n", with("\"a\":{\"b\":1},\"d\":2"),
       "syntax main.tf:2:18: expected '=' and a value after the key\n"},
      {x + "  a = 1\n  a = 2\n}\n", with("\"a\":1"),
       "duplicate main.tf:3:3: t.n: 'a' is written twice (first at line 2)\n"},
      {x + "  a: 1\n  b = 2\n}\n", with("\"b\":2"),
       "syntax main.tf:2:4: unexpected ':': expected '=' or '{' after 'a' (write '=' between name "
       "and value)\n"},
      {"locals {\n  a = 1\nlocals {\n  b = 1\n}\n", R"([{"locals":{"a":1}},
{"locals":{"b":1}}])",
       "syntax main.tf:1:8: the '{' is not closed (write '}')\n"},
      {"locals {\n  a = 1\n  }\n  b = 2\n}\nlocals {\n}\n", R"([{"locals":{"a":1}},
{"locals":{}}])",
       "structure main.tf:4:3: no argument stands at the root: 'b' (the root holds blocks: "
       "resource, data, variable...)\n"},
      {"locals\n{\n  a = 1\n}\nlocals {\n}\n", R"([{"locals":{}}])",
       "syntax main.tf:1:7: unexpected end of line: expected '=' or '{' after 'locals' (a block's "
       "'{' stands on the line of its name)\n"},
      {"locals { a = 1, b = 2 }\nlocals { c = 1\n}\n", R"([{"locals":{"a":)" + unknown + R"(}},
{"locals":{"c":1}}])",
       "syntax main.tf:1:15: unexpected ',' after a value (an operator or a separator is missing "
       "before it)\nsyntax main.tf:2:15: a block on one line holds one argument and nothing else "
       "(begin a new line after its '{')\n"},
      {"resource \"t\" {\n}\nlocals \"x\" {\n}\n", "[]",
       "structure main.tf:1:1: resource: expected 2 labels (type and name), found 1\n"
       "structure main.tf:3:1: locals: expected no label, found 1\n"},
      {"locals {\n  a = <<X\nb\n}\nlocals {\n}\n", R"([{"locals":{"a":)" + unknown + R"(}},
{"locals":{}}])",
       "syntax main.tf:2:7: the heredoc is not closed (its name must stand alone on a line of its "
       "own, and that line must end)\n"},
      {"locals {\n}\n/* x\n", R"([{"locals":{}}])",
       "syntax main.tf:3:1: the comment is not closed (write '*/')\n"},
      {"locals {\n  a = \"\xFF\"\n}\n", R"([{"locals":{"a":)" + unknown + "}}]",
       "encoding main.tf:2:8: invalid UTF-8 in a string (write UTF-8)\n"},
      {std::string("\xFF\xFEl\0", 4), "",
       "encoding main.tf:1:1: the text is UTF-16 (little endian), not UTF-8 (PowerShell's > writes "
       "UTF-16; write UTF-8 without a byte order mark)\n"},
  });
}

TEST_CASE("positions are those of the file") {
  std::string text =
      "resource \"t\" \"é\" {\n  b {\n    a = f(\"x\")\n  }\n  b {\n    \"\"\n    c = <<-X\n      "
      "p\n"
      "      q\n    X\n  }\n}\n";
  auto read = json::read("main.tf", hcl::translate("main.tf", text).translation);
  REQUIRE(read);
  const json::Document& document = **read;
  CHECK(document.keeps_order());
  const json::Member& name = document.root().items()[0].find("resource")->find("t")->members()[0];
  auto blocks = name.value.find("b")->items();
  const json::Member &a = blocks[0].members()[0], &c = blocks[1].members()[0];
  struct At {
    std::uint32_t offset;
    Position expected;
  };
  for (const At& at :
       {At{name.key.begin(), {1, 14}}, At{name.key.end(), {1, 17}}, At{blocks[0].begin(), {2, 3}},
        At{blocks[0].end(), {4, 4}}, At{blocks[1].begin(), {5, 3}}, At{a.key.begin(), {3, 5}},
        At{a.key.end(), {3, 6}}, At{a.value.begin(), {3, 9}}, At{a.value.end(), {3, 15}},
        At{a.value.begin() + 6, {3, 12}}, At{c.value.begin(), {7, 9}},
        At{c.value.begin() + 4, {9, 7}}, At{c.value.end(), {10, 6}}}) {
    CAPTURE(at.expected.line);
    CAPTURE(at.expected.column);
    CHECK(document.position(at.offset) == at.expected);
  }
}

TEST_CASE("CDKTF's metadata stands where its JSON has it") {
  auto metadata = json::read("metadata.json", R"({
  "//": {"metadata": {"stackName": "s"}},
  "resource": {"t": {"n": {"//": {"metadata": {"path": "s/n"}}}}}})");
  REQUIRE(metadata);
  CHECK(hcl::translate("cdk.tf", "resource \"t\" \"n\" {\n  a = 1\n}\nresource \"t\" \"m\" {\n}\n",
                       metadata->get())
            .translation.text ==
        R"([{"//":{"metadata": {"stackName": "s"}}},
{"resource":{"t":{"n":{"//":{"metadata": {"path": "s/n"}},"a":1}}}},
{"resource":{"t":{"m":{}}}}])");
}

TEST_CASE("hostile texts take linear time and no stack") {
  auto repeated = [](std::string_view piece, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += piece;
    return text;
  };
  constexpr std::size_t many = 200'000;
  for (std::string_view piece :
       {"[",       "{",     "(",       "]",       "}",  "\"${",     "\"${\n",     "<<X\n",
        "<<X\n${", "a {\n", "a = {\n", "a = [\n", "/*", "\"${/*\n", "locals {\n", "([{",
        "a = 1\n", "'",     "a b c ",  "}\n\n",   "\"", "${",       "a=\n"}) {
    CAPTURE(piece);
    auto translated = hcl::translate("main.tf", "locals {\n" + repeated(piece, many));
    CHECK(translated.problems.size() <= 100);
    CHECK(!translated.problems.empty());
  }
  std::string nested = "locals {\n  a = " + repeated("[", 5000) + repeated("]", 5000) + "\n}\n";
  CHECK(json::read("main.tf", hcl::translate("main.tf", nested).translation));
}
