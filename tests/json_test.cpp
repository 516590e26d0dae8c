// SPDX-License-Identifier: Apache-2.0
// Reading JSON: what Terraform accepts and refuses, to the column and the word; positions through
// escapes and nested documents; the words that all modules share.
#include "paycheck/json.hpp"

#include <doctest/doctest.h>

#include <array>
#include <nlohmann/json.hpp>

using namespace paycheck;
using namespace std::string_view_literals;
using json::Document;
using json::Kind;
using json::Value;

namespace {

std::unique_ptr<Document> read(std::string_view text, const json::Options& options = {}) {
  auto result = json::read("f", std::string(text), options);
  if (!result) FAIL("does not read: ", to_string(result.problems()[0]));
  return std::move(*result);
}

// The one problem, as `kind line:column message (hint)`.
std::string refusal(std::string_view text, const json::Options& options = {}) {
  auto result = json::read("f", std::string(text), options);
  if (result) return "reads";
  REQUIRE(result.problems().size() == 1);
  Problem problem = result.problems()[0];
  CHECK(problem.file == "f");
  problem.file.clear();
  return std::string(to_string(problem.kind)) + ' ' + to_string(problem);
}

const Document& nested(const Document& document, const Value& string) {
  auto result = document.nested(string);
  if (!result) FAIL("does not nest: ", to_string(result.problems()[0]));
  return **result;
}

std::string text_of(std::string_view text) {
  return std::string(read(text)->root().text());
}

// The value's structure on one line; strings with marks for decoded (!) and template ($).
void print(const Value& value, std::string& out) {
  switch (value.kind()) {
    case Kind::Null:
      out += "null";
      break;
    case Kind::False:
      out += "false";
      break;
    case Kind::True:
      out += "true";
      break;
    case Kind::Number:
      out += value.text();
      break;
    case Kind::String:
      if (value.is_decoded()) out += '!';
      if (value.has_template()) out += '$';
      json::append_quoted(out, value.text());
      break;
    case Kind::Array:
      out += '[';
      for (const Value& item : value.items()) {
        if (&item != value.items().data()) out += ',';
        print(item, out);
      }
      out += ']';
      break;
    case Kind::Object:
      out += '{';
      for (const json::Member& member : value.members()) {
        if (&member != value.members().data()) out += ',';
        print(member.key, out);
        out += ':';
        print(member.value, out);
      }
      out += '}';
      break;
  }
}

std::string printed(const Value& value) {
  std::string out;
  print(value, out);
  return out;
}

// Whether nlohmann's reader sees the same values.
bool agrees(const Value& ours, const nlohmann::ordered_json& theirs) {
  if (ours.is_string()) return theirs.is_string() && theirs.get<std::string>() == ours.text();
  if (ours.is_number())
    return theirs.is_number() && theirs == nlohmann::ordered_json::parse(ours.text());
  if (ours.is_bool())
    return theirs.is_boolean() && theirs.get<bool>() == (ours.kind() == Kind::True);
  if (ours.is_null()) return theirs.is_null();
  if (ours.items().size() + ours.members().size() != theirs.size()) return false;
  for (std::size_t i = 0; i < ours.items().size(); ++i)
    if (!agrees(ours.items()[i], theirs[i])) return false;
  for (const json::Member& member : ours.members())
    if (!theirs.contains(member.name()) ||
        !agrees(member.value, theirs[std::string(member.name())]))
      return false;
  return true;
}

constexpr std::string_view sample = R"({
  "//": {"metadata": {"version": "0.21.0", "stackName": "a"}},
  "resource": {
    "aws_iam_role": {
      "a-b": {
        "count": 3, "half": -0.5e+10, "on": true, "off": false, "none": null,
        "tags": {"Ünïcode": "a\tb\u00e9\ud83d\ude00", "empty": "", "list": [[], {}, [1, "${aws_x.y.arn}/*"]]},
        "assume_role_policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"sts:AssumeRole\"}]}"
      }
    }
  }
}
)";

}  // namespace

TEST_CASE("what Terraform accepts") {
  struct Case {
    std::string_view text;
    std::string_view value;
  };
  const Case cases[] = {
      {"{}", "{}"},
      {" \t\r\n[ ] \n", "[]"},
      {"[{}]", "[{}]"},
      {"null", "null"},
      {"true", "true"},
      {"false", "false"},
      {"0", "0"},
      {"-0", "-0"},
      {"-12.50e-07", "-12.50e-07"},
      {"1E+5", "1E+5"},
      {"12345678901234567890123", "12345678901234567890123"},
      {"1e400", "1e400"},
      {R"({"a":1,"b":[true,null],"c":{"d":"e"}})", R"({"a":1,"b":[true,null],"c":{"d":"e"}})"},
      {R"({"a":1,"b":2,"a":3})", R"({"a":1,"b":2,"a":3})"},
      {R"("a$b%c")", R"("a$b%c")"},
      {R"("${a}")", R"($"${a}")"},
      {R"("%{if a}")", R"($"%{if a}")"},
      {R"("$${a}")", R"($"$${a}")"},
      {R"("a { $ {")", R"("a { $ {")"},
      {R"("\u0024{a}")", R"(!$"${a}")"},
      {"{\"loc\\u0061ls\":\"\x7f\"}", "{!\"locals\":\"\x7f\"}"},
      {R"("\"\\\/\b\f\n\r\t")", R"(!"\"\\/\b\f\n\r\t")"},
      {R"("\u0000")", R"(!"\u0000")"},
      {"\"\u00fc\"", "\"\u00fc\""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(printed(read(c.text)->root()) == c.value);
  }
}

TEST_CASE("text of strings") {
  struct Case {
    std::string_view source;
    std::string_view text;
  };
  const Case cases[] = {
      {R"("\u00e9\u4e2d\ud83d\ude00")", "\u00e9\u4e2d\U0001F600"},
      {R"("\uD83D\uDE00")", "\U0001F600"},
      {R"("\ud83d")", "\uFFFD"},
      {R"("\ude00\ud83d")", "\uFFFD\uFFFD"},
      {R"("\ud83d\u0041")", "\uFFFDA"},
      {R"("\ud83d\ud83d\ude00")", "\uFFFD\U0001F600"},
      {R"("\ud83dx")", "\uFFFDx"},
      {"\"a\xff\xfe"
       "b\"",
       "a\uFFFD\uFFFDb"},
      {"\"\xc0\xaf\xe2\x82\xed\xa0\x80\xf5\"", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"\"e\u0301\"", "\u00e9"},
      {R"("e\u0301")", "\u00e9"},
      {"\"\u212a\u2126\"", "K\u03a9"},
      {"\"a\u0327\u0301 \u1100\u1161\"", "\u00e1\u0327 \uac00"},
      {"\"caf\u00e9 \u4e2d\u6587 \U0001F600 \u00fc\"", "caf\u00e9 \u4e2d\u6587 \U0001F600 \u00fc"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.source);
    CHECK(text_of(c.source) == c.text);
  }
}

TEST_CASE("a text in form C stays a piece of the source") {
  CHECK_FALSE(read("\"\u00e9\u4e2d\u6587\U0001F600\"")->root().is_decoded());
  CHECK(read("\"e\u0301\"")->root().is_decoded());
  CHECK(read("\"\xff\"")->root().is_decoded());
}

TEST_CASE("endless combining characters are broken, as Terraform breaks them, in linear time") {
  std::string marks;
  for (int i = 0; i < 100'000; ++i) marks += i % 2 == 0 ? "\u0301" : "\u0323";
  std::string text = text_of("\"a" + marks + "\"");
  CHECK(text.find("\u034f") != std::string::npos);
  CHECK(text_of(json::quoted(text)) == text);
}

TEST_CASE("what Terraform refuses") {
  struct Case {
    std::string_view text;
    std::string_view problem;
  };
  const Case cases[] = {
      {"", "empty 1:1: the text is empty"},
      {" \n\t ", "empty 1:1: the text holds nothing but white space"},
      {"\xEF\xBB\xBF{}",
       "encoding 1:1: the text starts with a UTF-8 byte order mark (Terraform refuses it; write "
       "UTF-8 without a byte order mark)"},
      {"\xFF\xFE{\0}\0"sv,
       "encoding 1:1: the text is UTF-16 (little endian), not UTF-8 (PowerShell's > writes UTF-16; "
       "write UTF-8 without a byte order mark)"},
      {"\xFE\xFF\0{\0}"sv,
       "encoding 1:1: the text is UTF-16 (big endian), not UTF-8 (PowerShell's > writes UTF-16; "
       "write UTF-8 without a byte order mark)"},
      {"{\0}\0"sv,
       "encoding 1:1: the text is UTF-16 (little endian), not UTF-8 (PowerShell's > writes UTF-16; "
       "write UTF-8 without a byte order mark)"},
      {"\0{\0}"sv,
       "encoding 1:1: the text is UTF-16 (big endian), not UTF-8 (PowerShell's > writes UTF-16; "
       "write UTF-8 without a byte order mark)"},
      {"\xFF\xFE\0\0{\0\0\0"sv,
       "encoding 1:1: the text is UTF-32 (little endian), not UTF-8 (write UTF-8 without a byte "
       "order mark)"},
      {"\0\0\xFE\xFF"sv,
       "encoding 1:1: the text is UTF-32 (big endian), not UTF-8 (write UTF-8 without a byte order "
       "mark)"},
      {"[1, \xE9]", "encoding 1:5: unexpected byte 0xE9: expected a value"},
      {"[\"a\tb\"]", "syntax 1:4: unexpected tab in a string (write \\t)"},
      {"{\n  \"a\": \"b\n}",
       "syntax 2:10: unexpected line break in a string (write \\n, or close the string that opens "
       "at line 2, column 8)"},
      {"\"\x01\"", "syntax 1:2: unexpected U+0001 in a string (write \\u0001)"},
      {"[1,]",
       "syntax 1:4: unexpected ']': expected a value (JSON allows no comma after the last item)"},
      {"{\"a\": 1,\n}",
       "syntax 2:1: unexpected '}': expected a key in double quotes (JSON allows no comma after "
       "the last member)"},
      {"[,1]", "syntax 1:2: unexpected ',': expected a value or ']'"},
      {"[1,,2]", "syntax 1:4: unexpected ',': expected a value"},
      {"{\"a\": ,}", "syntax 1:7: unexpected ',': expected a value"},
      {"// x\n{}", "syntax 1:1: unexpected '/': expected a value (JSON has no comments)"},
      {"{ /* x */ }",
       "syntax 1:3: unexpected '/': expected a key in double quotes or '}' (JSON has no comments)"},
      {"# x", "syntax 1:1: unexpected '#': expected a value (JSON has no comments)"},
      {"['a']",
       "syntax 1:2: unexpected ''': expected a value or ']' (JSON strings stand in double quotes)"},
      {"{a: 1}",
       "syntax 1:2: unexpected 'a': expected a key in double quotes or '}' (JSON keys stand in "
       "double quotes)"},
      {"{1: 1}",
       "syntax 1:2: unexpected '1': expected a key in double quotes or '}' (JSON keys stand in "
       "double quotes)"},
      {"[01]",
       "syntax 1:2: unexpected leading zero in a number (JSON numbers start with 1 to 9, or are "
       "0)"},
      {"-01",
       "syntax 1:2: unexpected leading zero in a number (JSON numbers start with 1 to 9, or are "
       "0)"},
      {"+1", "syntax 1:1: unexpected '+': expected a value (JSON numbers have no plus sign)"},
      {".5", "syntax 1:1: unexpected '.': expected a value (JSON numbers start with a digit)"},
      {"[1.]", "syntax 1:4: unexpected ']' in a number: expected a digit"},
      {"[1e]", "syntax 1:4: unexpected ']' in a number: expected a digit"},
      {"[1e+x]", "syntax 1:5: unexpected 'x' in a number: expected a digit"},
      {"-", "syntax 1:2: unexpected end of text in a number: expected a digit"},
      {"-Infinity",
       "syntax 1:2: unexpected 'Infinity' in a number: expected a digit (JSON knows finite numbers "
       "only)"},
      {"[1_000]", "syntax 1:3: unexpected '_000': expected ',' or ']'"},
      {"NaN", "syntax 1:1: unexpected 'NaN': expected a value (JSON knows finite numbers only)"},
      {"[True]", "syntax 1:2: unexpected 'True': expected a value or ']' (write true)"},
      {"{\"a\": None}", "syntax 1:7: unexpected 'None': expected a value (write null)"},
      {"trueish", "syntax 1:1: unexpected 'trueish': expected a value"},
      {"nul", "syntax 1:1: unexpected 'nul': expected a value"},
      {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
       "syntax 1:1: unexpected 'aaaaaaaaaaaaaaaaaaaaaaaa...': expected a value"},
      {"{\"a\" 1}", "syntax 1:6: unexpected '1': expected ':'"},
      {"{\"a\" = 1}",
       "syntax 1:6: unexpected '=': expected ':' (JSON writes ':' between a key and its value)"},
      {"{\"a\": 1 \"b\": 2}", "syntax 1:9: unexpected '\"': expected ',' or '}'"},
      {"{\"a\": [1}",
       "syntax 1:9: unexpected '}': expected ',' or ']' (the '[' at line 1, column 7 is not "
       "closed)"},
      {"{}\n{}",
       "syntax 2:1: unexpected '{': expected the end of the text (a file holds one JSON document)"},
      {"{} x",
       "syntax 1:4: unexpected 'x': expected the end of the text (a file holds one JSON document)"},
      {"{\u00a0}",
       "syntax 1:2: unexpected U+00A0: expected a key in double quotes or '}' (a no-break space; "
       "only plain spaces, tabs and line feeds may stand here)"},
      {"{\x0c}", "syntax 1:2: unexpected U+000C: expected a key in double quotes or '}'"},
      {"[\u201ca\u201d]",
       "syntax 1:2: unexpected U+201C: expected a value or ']' (a typographic quote; JSON strings "
       "stand in plain double quotes)"},
      {"{\"a\": ${x}}",
       "syntax 1:7: unexpected '$': expected a value (an expression stands in a string: "
       "\"${...}\")"},
      {"\"a\\'\"",
       "syntax 1:3: unknown escape '\\'' in a string (JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t "
       "and \\uXXXX)"},
      {"\"a\\\n\"",
       "syntax 1:3: unknown escape in a string (JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and "
       "\\uXXXX)"},
      {"\"\\u12\"",
       "syntax 1:2: unfinished escape '\\u' in a string (\\u takes four hexadecimal digits)"},
      {"\"\\u12g4\"",
       "syntax 1:2: unfinished escape '\\u' in a string (\\u takes four hexadecimal digits)"},
      {"{\n  \"a\": [",
       "syntax 2:9: unexpected end of text: expected a value or ']' (the '[' at line 2, column 8 "
       "is not closed)"},
      {"{\"a\"",
       "syntax 1:5: unexpected end of text: expected ':' (the '{' at line 1, column 1 is not "
       "closed)"},
      {"{\"a\":\"b",
       "syntax 1:8: unexpected end of text: expected '\"' (the string at line 1, column 6 is not "
       "closed)"},
      {"\"a\\",
       "syntax 1:4: unexpected end of text: expected '\"' (the string at line 1, column 1 is not "
       "closed)"},
      {"\"a\\u1",
       "syntax 1:6: unexpected end of text: expected '\"' (the string at line 1, column 1 is not "
       "closed)"},
      {"[\"\U0001F600\u00fc\", x]", "syntax 1:9: unexpected 'x': expected a value"},
      {"[1,\r\n\r\n\tx]", "syntax 3:2: unexpected 'x': expected a value"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(refusal(c.text) == c.problem);
  }
}

TEST_CASE("comments and trailing commas, where they are allowed") {
  struct Case {
    std::string_view text;
    std::string_view result;
  };
  const Case cases[] = {
      {"// a\n{ /* b */ \"c\" /**/ : // d\n 1, /* e */ } // f", R"({"c":1})"},
      {"[1, /*,*/ ]", "[1]"},
      {"[1,,]", "syntax 1:4: unexpected ',': expected a value"},
      {"[,]", "syntax 1:2: unexpected ',': expected a value or ']'"},
      {"{,}", "syntax 1:2: unexpected ',': expected a key in double quotes or '}'"},
      {"# x\n1", "syntax 1:1: unexpected '#': expected a value (JSON has no comments)"},
      {"[1 / 2]", "syntax 1:4: unexpected '/': expected ',' or ']'"},
      {"[ /* x ]",
       "syntax 1:9: unexpected end of text: expected '*/' (the comment at line 1, column 3 is not "
       "closed)"},
      {"// only", "empty 1:1: the text holds nothing but white space"},
      {"[\"// a /* b\"]", R"(["// a /* b"])"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    auto result = json::read("f", std::string(c.text), {.comments = true});
    CHECK((result ? printed((*result)->root()) : refusal(c.text, {.comments = true})) == c.result);
  }
}

TEST_CASE("bounds") {
  std::string deep(100'000, '[');
  CHECK(refusal(deep) == "too-deep 1:10001: nested deeper than 10000 levels");
  CHECK(refusal("[[{\"a\":[", {.max_depth = 3}) == "too-deep 1:8: nested deeper than 3 levels");
  std::string closed = deep.substr(0, 10'000) + std::string(10'000, ']');
  const Value* value = nullptr;
  auto document = read(closed);
  std::size_t depth = 0;
  for (value = &document->root(); !value->items().empty(); value = &value->items()[0]) ++depth;
  CHECK(depth == 9'999);
  CHECK(refusal("[1, 2]", {.max_bytes = 5}) == "too-large larger than 5 bytes");
  CHECK(refusal("[1,2]", {.max_bytes = 5}) == "reads");
}

TEST_CASE("a big string") {
  std::string big(3'000'000, 'x');
  auto plain = read("[\"" + big + "\"]");
  CHECK(plain->root().items()[0].text() == big);
  CHECK_FALSE(plain->root().items()[0].is_decoded());
  CHECK(plain->arena().footprint() < 10'000);
  auto escaped = read("[\"" + big + "\\n\", 1]");
  CHECK(escaped->root().items()[0].text() == big + '\n');
  CHECK(escaped->position(escaped->root().items()[1].begin()) == Position{1, 3'000'008});
}

TEST_CASE("members, duplicates, lookups") {
  auto document = read(R"({"a": 1, "b": {"c": true}, "a": 2, "\u0061": 3})");
  const Value& root = document->root();
  REQUIRE(root.members().size() == 4);
  CHECK(root.members()[2].name() == "a");
  CHECK(root.members()[3].name() == "a");
  CHECK(root.find("a")->text() == "1");
  CHECK(root.find("b")->find("c")->kind() == Kind::True);
  CHECK(root.find("c") == nullptr);
  CHECK(root.find("a")->find("x") == nullptr);
  CHECK(root.find_member("b")->key.begin() == 9);
  CHECK(root.find("b")->begin() == 14);
  CHECK(root.find("b")->end() == 25);
  CHECK(root.end() == document->text().size());
  json::Place place{document.get(), root.find("b"), &root.find_member("b")->key};
  CHECK(place);
  CHECK(place.begin() == 9);
  CHECK_FALSE(json::Place{});
}

TEST_CASE("the same values as another reader") {
  auto document = read(sample);
  CHECK(agrees(document->root(), nlohmann::ordered_json::parse(sample)));
}

TEST_CASE("every prefix and every single change reads or gives one placed problem") {
  for (std::size_t size = 0; size < sample.size() - 2; ++size) {
    auto result = json::read("f", std::string(sample.substr(0, size)));
    REQUIRE_FALSE(result);
    REQUIRE(result.problems()[0].at);
  }
  constexpr std::string_view intruders = "\"\\{}[],:0 \n\x01\xff$"sv;
  for (std::size_t at = 0; at < sample.size(); ++at)
    for (char intruder : intruders) {
      std::string text(sample);
      text[at] = intruder;
      for (bool on : {false, true}) {
        auto result = json::read("f", text, {.comments = on, .templates = on});
        if (!result) REQUIRE(result.problems().size() == 1);
      }
    }
}

TEST_CASE("positions") {
  struct Case {
    std::string_view text;
    std::size_t offset;
    Position position;
  };
  const Case cases[] = {
      {"{}", 0, {1, 1}},
      {"{}", 2, {1, 3}},
      {"{}", 99, {1, 3}},
      {"[1,\n2]", 4, {2, 1}},
      {"[1,\r\n2]", 5, {2, 1}},
      {"[1,\n\n\t2]", 6, {3, 2}},
      {"[\"\u00e9\",2]", 6, {1, 6}},
      {"[\"\u4e2d\",2]", 7, {1, 6}},
      {"[\"\U0001F600\",2]", 8, {1, 7}},
      {"[\"\U0001F600\n\", 2]", 8, {2, 2}},
      {"[\"\xff\",2]", 5, {1, 6}},
      {"[\"\\ud83d\\ude00\",2]", 16, {1, 17}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    auto result = json::read("f", std::string(c.text));
    if (!result) continue;
    CHECK((*result)->position(static_cast<std::uint32_t>(c.offset)) == c.position);
    CHECK((*result)->outer_offset(static_cast<std::uint32_t>(c.offset)) ==
          std::min(c.offset, c.text.size()));
  }
}

TEST_CASE("positions in one very long line") {
  std::string text = "[";
  for (int i = 0; i < 5'000; ++i) text += "\"\u00e9\U0001F600\",";
  auto document = read(text + "1]");
  CHECK(document->position(document->root().items()[0].begin()) == Position{1, 2});
  CHECK(document->position(document->root().items()[300].begin()) == Position{1, 2 + 300 * 6});
  CHECK(document->position(document->root().items()[5'000].begin()) == Position{1, 2 + 5'000 * 6});
}

TEST_CASE("where templates end") {
  struct Case {
    std::string_view text;
    std::string_view sequence;  // empty: unclosed
  };
  const Case cases[] = {
      {"${a}b}", "${a}"},
      {"${}", "${}"},
      {"%{ if a }x", "%{ if a }"},
      {"${~ a ~}", "${~ a ~}"},
      {"${ {a = {b = 1}} }}", "${ {a = {b = 1}} }"},
      {R"(${f("}")})", R"(${f("}")})"},
      {R"(${f("\"}")}x)", R"(${f("\"}")})"},
      {R"(${f("\\")}x)", R"(${f("\\")})"},
      {R"(${"a${"b}"}c}"}x)", R"(${"a${"b}"}c}"})"},
      {R"(${"$${"}x)", R"(${"$${"})"},
      {R"(${"%%{"}x)", R"(${"%%{"})"},
      {R"(${"$$${"}x)", R"(${"$$${"})"},
      {R"(${"%${a}"}x)", R"(${"%${a}"})"},
      {R"(${"%{if a}}%{endif}"}x)", R"(${"%{if a}}%{endif}"})"},
      {R"(${x[\"a}\"].b}y)", R"(${x[\"a}\"].b})"},
      {R"(${f(\"a\\\"}\")}y)", R"(${f(\"a\\\"}\")})"},
      {R"(${f(\"a\\\\\")}y)", R"(${f(\"a\\\\\")})"},
      {R"(${f(\"a\\n\")}y)", R"(${f(\"a\\n\")})"},
      {"${a # }\n}b", "${a # }\n}"},
      {"${a // }\n}b", "${a // }\n}"},
      {"${a /* } */}b", "${a /* } */}"},
      {"${a / b}c", "${a / b}"},
      {"${<<EOT\n}\n  EOT \n}b", "${<<EOT\n}\n  EOT \n}"},
      {"${<<-E-1\r\n}\"\n E-1\r\n}b", "${<<-E-1\r\n}\"\n E-1\r\n}"},
      {"${<<E\n${ {} }E\nx ${1} E\n$${\nE\n}b", "${<<E\n${ {} }E\nx ${1} E\n$${\nE\n}"},
      {"${a << b}c", "${a << b}"},
      {"${a <<1\n}c", "${a <<1\n}"},
      {"${<<E\n}\nE}", ""},
      {"${", ""},
      {"${<", ""},
      {"${<<", ""},
      {"${<<-", ""},
      {"${<<E", ""},
      {"${<<E\r", ""},
      {"${/", ""},
      {"${\\", ""},
      {"${\\\"", ""},
      {"${\\\"\\\\", ""},
      {"${\"$", ""},
      {"${a", ""},
      {"${ {}", ""},
      {"${\"}", ""},
      {"${\"\\", ""},
      {"${a # }", ""},
      {"${a /* }", ""},
      {"${<<E\n}", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    std::size_t end = json::template_end(c.text, 0);
    CHECK(c.text.substr(0, end == std::string_view::npos ? 0 : end) == c.sequence);
  }
  std::string nests;
  for (int i = 0; i < 100'000; ++i) nests += "${\"";
  CHECK(json::template_end(nests, 0) == std::string_view::npos);
  CHECK(json::template_end("${" + std::string(1'000'000, '{'), 0) == std::string_view::npos);
}

TEST_CASE("JSON with templates") {
  struct Case {
    std::string_view text;
    std::string_view result;
  };
  const Case cases[] = {
      {R"({"a":"x${f("}")}y"})", R"({"a":$"x${f(\"}\")}y"})"},
      {R"({"a":"${x["k"].arn}\n"})", R"({"a":!$"${x[\"k\"].arn}\n"})"},
      {R"({"${k["x"]}":1})", R"({$"${k[\"x\"]}":1})"},
      {R"({"a":${jsonencode({"b" = "}"})}})", R"({"a":$"${jsonencode({\"b\" = \"}\"})}"})"},
      {"[${a}, ${b}]", R"([$"${a}",$"${b}"])"},
      {"${a}", R"($"${a}")"},
      {R"("$${aws:username}")", R"($"$${aws:username}")"},
      {R"("\u0024{aws:username}")", R"(!$"$${aws:username}")"},
      {R"("$\u007baws:username}")", R"(!$"$${aws:username}")"},
      {R"("\u0024\u007ba}")", R"(!$"$${a}")"},
      {R"("\u0025{a}")", R"(!$"%%{a}")"},
      {R"("\u0024${a}")", R"(!$"${\"$\"}${a}")"},
      {R"("a\\${b}")", R"(!$"a\\${b}")"},
      {"\"${<<E\n\"\nE\n}\"", R"($"${<<E\n\"\nE\n}")"},
      {R"({"a":"${x"})",
       "syntax 1:7: unclosed '${' (no '}' matches it; a literal one is written '$${')"},
      {R"({"a":"%{if"})",
       "syntax 1:7: unclosed '%{' (no '}' matches it; a literal one is written '%%{')"},
      {"[${x]", "syntax 1:2: unclosed '${' (no '}' matches it; a literal one is written '$${')"},
      {"%{ if a }{}%{ endif }",
       "syntax 1:1: unexpected '%': expected a value (what a directive outside a string leaves is "
       "known after evaluation only)"},
      {"${a}${b}",
       "syntax 1:5: unexpected '$': expected the end of the text (an interpolation stands for a "
       "whole value or in a string)"},
      {"$5", "syntax 1:1: unexpected '$': expected a value"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    auto result = json::read("f", std::string(c.text), {.templates = true});
    CHECK((result ? printed((*result)->root()) : refusal(c.text, {.templates = true})) == c.result);
  }
}

TEST_CASE("nested documents and their positions") {
  auto document = read(
      "{\r\n  \"policy\": \"{\\\"A\\\": \\\"\\u00e9\\ud83d\\ude00\\\", "
      "\\n\\\"B\\\":[1,\\\"${x[\\\"k\\\"]}\\\"]}\",\r\n  \"plain\": \"[1, [2]]\"\r\n}");
  const Value& policy = *document->root().find("policy");
  const Document& inner = nested(*document, policy);
  CHECK(printed(inner.root()) == "{\"A\":\"\u00e9\U0001F600\",\"B\":[1,$\"${x[\\\"k\\\"]}\"]}");
  CHECK(&nested(*document, policy) == &inner);
  CHECK(inner.file() == "f");
  CHECK(inner.host() == document.get());
  CHECK(&inner.outermost() == document.get());
  CHECK(inner.host_string()->begin() == policy.begin());
  CHECK(&inner.arena() == &document->arena());
  CHECK(document->host_string() == nullptr);
  auto at = [](const Document& where, const Value& value) { return where.position(value.begin()); };
  const std::size_t first = 14;  // the column of the first character in the string
  CHECK(inner.position(0) == Position{2, first});
  CHECK(at(inner, inner.root().members()[0].key) == Position{2, first + 1});
  CHECK(at(inner, inner.root().members()[0].value) == Position{2, first + 8});
  CHECK(at(inner, inner.root().members()[1].key) == Position{2, first + 34});
  CHECK(at(inner, inner.root().find("B")->items()[0]) == Position{2, first + 41});
  CHECK(at(inner, inner.root().find("B")->items()[1]) == Position{2, first + 43});
  auto text = document->text();
  CHECK(text.substr(inner.outer_offset(inner.root().find("B")->items()[1].begin()), 9) ==
        "\\\"${x[\\\"k");
  CHECK(text.substr(inner.outer_offset(inner.root().end()), 2) == "\",");

  const Document& plain = nested(*document, *document->root().find("plain"));
  CHECK(plain.position(plain.root().items()[1].begin()) == Position{3, 17});
}

TEST_CASE("nested in nested, as deep as eight") {
  std::string text = R"([7, "end"])";
  for (int level = 0; level < 9; ++level) text = "[ \n" + json::quoted(text) + "]";
  auto document = read(text);
  const Document* at = document.get();
  for (int level = 0; level < 8; ++level) {
    at = &nested(*at, at->root().items()[0]);
    std::uint32_t outer = at->outer_offset(at->root().items()[0].begin());
    CHECK(at->position(0).line == 2);
    CHECK((text[outer] == '\\' || text[outer] == '"'));
  }
  auto ninth = at->nested(at->root().items()[0]);
  REQUIRE_FALSE(ninth);
  CHECK(ninth.problems()[0].kind == ProblemKind::TooDeep);
  CHECK(ninth.problems()[0].message == "JSON inside JSON, deeper than 8 documents");
}

TEST_CASE("positions through two levels of escapes") {
  std::string inner = "{\"k\":\t\"v\\\"\",\"n\":17}";
  std::string middle = "{\"doc\": " + json::quoted(inner) + ", \"x\": 18}";
  std::string text = "{\"outer\":\n" + json::quoted(middle) + "}";
  auto document = read(text);
  const Document& first = nested(*document, *document->root().find("outer"));
  const Document& second = nested(first, *first.root().find("doc"));
  CHECK(text.substr(second.outer_offset(second.root().find("n")->begin()), 2) == "17");
  CHECK(text.substr(first.outer_offset(first.root().find("x")->begin()), 2) == "18");
  CHECK(second.position(second.root().find("n")->begin()).line == 2);
}

TEST_CASE("positions where normalisation moved the text") {
  std::string text = "[\"[\\\"e\u0301e\u0301\\\", 1]\"]";
  auto document = read(text);
  const Document& inner = nested(*document, document->root().items()[0]);
  CHECK(text.substr(inner.outer_offset(inner.root().items()[1].begin()), 1) == "1");
  CHECK(text.substr(inner.outer_offset(inner.root().items()[0].begin()), 2) == "\\\"");
}

TEST_CASE("problems in nested documents are placed in the file") {
  auto problem = [](std::string_view text) {
    auto document = read(text);
    auto result = document->nested(document->root().items()[0]);
    REQUIRE_FALSE(result);
    auto again = document->nested(Value(document->root().items()[0]));
    CHECK(again.problems() == result.problems());
    return to_string(result.problems()[0]);
  };
  CHECK(problem("[\n \"{\\\"a\\\": 1,}\"]") ==
        "f:2:13: unexpected '}': expected a key in double quotes (JSON allows no comma after the "
        "last member)");
  CHECK(problem("[\n \"{\\\"a\\\": \\\"b}\"]") ==
        "f:2:15: unexpected end of text: expected '\"' (the string at line 2, column 11 is not "
        "closed)");
  CHECK(problem("[\"\"]") == "f:1:3: the text is empty");
  CHECK(problem("[\"hello\"]") == "f:1:3: unexpected 'hello': expected a value");
  CHECK(problem("[\"\\u0000{\"]") == "f:1:3: unexpected U+0000: expected a value");
  CHECK(problem("[\"\\ufeff{}\"]") ==
        "f:1:3: unexpected U+FEFF: expected a value (a byte order mark; files were joined or saved "
        "with one)");
  CHECK(problem("[12]") == "f:1:2: expected a string that holds JSON, found a number");
  std::string deep(20'000, '[');
  CHECK(problem("[\"" + deep + "\"]") == "f:1:10003: nested deeper than 10000 levels");
}

TEST_CASE("many nested documents") {
  std::string text = "[";
  for (int i = 0; i < 10'000; ++i) text += "\"{\\\"n\\\": " + std::to_string(i) + "}\",\n";
  auto document = read(text + "0]");
  for (const Value& item : document->root().items().first(10'000)) {
    const Document& inner = nested(*document, item);
    CHECK(inner.position(0).line == document->position(item.begin()).line);
  }
}

TEST_CASE("a value from elsewhere is placed at its string") {
  auto document = read(R"(["${jsonencode({})}", 1])");
  const Value& source = document->root().items()[0];
  std::string_view made = document->arena().copy("{\"a\":\n[]}");
  Value value = Value::string(Kind::String, made, source.begin(), source.end(), true, false);
  const Document& inner = nested(*document, value);
  CHECK(inner.position(inner.root().find("a")->begin()) == Position{1, 2});
}

TEST_CASE("quoted") {
  struct Case {
    std::string_view text;
    std::string_view json;
  };
  const Case cases[] = {
      {"", R"("")"},
      {"plain text, longer than eight bytes", R"("plain text, longer than eight bytes")"},
      {"\"\\/", R"("\"\\/")"},
      {"\b\f\n\r\t", R"("\b\f\n\r\t")"},
      {"\0\x01\x1f"sv, R"("\u0000\u0001\u001f")"},
      {"\x7f${x}%", "\"\x7f${x}%\""},
      {"\u00e9\u4e2d\U0001F600", "\"\u00e9\u4e2d\U0001F600\""},
      {"a\xff\xc3", "\"a\uFFFD\uFFFD\""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(json::quoted(c.text) == c.json);
    CHECK(printed(read(c.json)->root()).ends_with(c.json));
  }
}

TEST_CASE("the nearest name") {
  constexpr std::array known = {"failOn"sv, "suffix"sv, "rules"sv, "params"sv,
                                "id"sv,     "tags"sv,   "tag"sv};
  struct Case {
    std::string_view word;
    std::string_view name;
  };
  const Case cases[] = {
      {"failon", "failOn"},
      {"fail_on", "failOn"},
      {"sufix", "suffix"},
      {"suffxi", "suffix"},
      {"rule", "rules"},
      {"parmas", "params"},
      {"ids", "id"},
      {"if", ""},
      {"ID", "id"},
      {"tgas", "tags"},
      {"tagz", "tags"},
      {"colour", ""},
      {"", ""},
      {"x", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.word);
    CHECK(nearest(c.word, known) == c.name);
  }
  CHECK(nearest(std::string(100'000, 'a'), known) == "");
}

TEST_CASE("problems in words") {
  CHECK(to_string(ProblemKind::TooDeep) == "too-deep");
  CHECK(to_string(Problem{ProblemKind::Missing, "a/b", {}, "no such file", "check the path"}) ==
        "a/b: no such file (check the path)");
  CHECK(to_string(Problem{ProblemKind::Syntax, "a", Position{3, 4}, "odd", ""}) == "a:3:4: odd");
  CHECK(to_string(Problem{ProblemKind::Syntax, "", {}, "odd", ""}) == "odd");
}

TEST_CASE("an arena keeps its addresses, also when moved") {
  Arena arena;
  auto first = arena.copy("first"sv);
  int* number = arena.make<int>(7);
  for (std::size_t size = 1; size < (8u << 20); size *= 3) {
    auto* bytes = static_cast<char*>(arena.allocate(size, 16));
    CHECK(reinterpret_cast<std::uintptr_t>(bytes) % 16 == 0);
    std::memset(bytes, 0x55, size);
  }
  Arena moved = std::move(arena);
  CHECK(first == "first");
  CHECK(*number == 7);
  CHECK(moved.footprint() > (4u << 20));
  arena = Arena();
  moved = Arena();
  CHECK(moved.footprint() == 0);
}

TEST_CASE("a translation points into its source") {
  // HCL `name = "a"` on its second line, written as JSON.
  json::Translation translation{
      .source = "# é\nname = \"ab\"\n",
      .text = R"({"name": "ab"})",
      .stretches = {{0, 5, false}, {2, 5, true}, {6, 9, false}, {9, 12, true}, {13, 16, false}}};
  auto document = json::read("main.tf", std::move(translation));
  REQUIRE(document);
  const json::Member& member = (*document)->root().members()[0];
  struct Case {
    std::uint32_t offset, line, column;
  };
  for (Case c : {Case{member.key.begin(), 2, 1}, Case{member.key.end(), 2, 5},
                 Case{member.value.begin(), 2, 8}, Case{member.value.begin() + 2, 2, 10},
                 Case{member.value.end(), 2, 12}}) {
    CAPTURE(c.offset);
    Position at = (*document)->position(c.offset);
    CHECK(at.line == c.line);
    CHECK(at.column == c.column);
  }
  CHECK((*document)->source_text() == "# é\nname = \"ab\"\n");
  CHECK((*document)->keeps_order());
  CHECK_FALSE((*json::read("x", "{}"))->is_translated());
}

TEST_CASE("a faulty translation is told at its source") {
  auto refused = json::read("main.tf", json::Translation{"\n\nx", "{\"a\": }", {{0, 2, false}}});
  REQUIRE_FALSE(refused);
  CHECK(to_string(refused.problems()[0]).starts_with("main.tf:3:1: "));
}
