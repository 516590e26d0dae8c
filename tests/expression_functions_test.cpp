// SPDX-License-Identifier: Apache-2.0
// Functions where Terraform's console cannot be the judge: what is unknown or known in part,
// OpenTofu's own functions, files, bounds. The rest is in
// tests/expression/expressions_functions.txt.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "paycheck/expression.hpp"

namespace {

using namespace paycheck::expression;

const std::map<std::string, std::string, std::less<>> files = {
    {"a.txt", "hello"},
    {"sub/b.tftpl", "<${x}>"},
    {"sub/c.json", "{\"k\": [1]}"},
    {"sub/deep/d.json", "{}"},
    {"binary", "\xFF\xFE"},
    {"loop.tftpl", "${templatefile(\"loop.tftpl\", {})}"},
};

FileAnswer read_file(std::string_view path) {
  if (path.starts_with("..") || path.starts_with('/')) return {};
  auto found = files.find(path);
  if (found == files.end()) return {FileAnswer::State::Missing, {}};
  return {FileAnswer::State::Found, found->second};
}

std::optional<std::vector<std::string>> list_files(std::string_view folder) {
  if (folder.starts_with("..")) return std::nullopt;
  std::string head = folder == "." ? "" : std::string(folder) + "/";
  std::vector<std::string> result;
  for (const auto& [path, text] : files)
    if (path.starts_with(head)) result.push_back(path.substr(head.size()));
  return result;
}

/// `var.t` is a text, `var.n` a number, `var.l` a list of text, `var.m` a map of text, of none of
/// which the value is known; so is anything else without a type.
std::variant<Resolved, Failure> resolve(const Traversal& reference) {
  const std::map<std::string_view, Type> types = {{"var.t", Type::string()},
                                                  {"var.n", Type::number()},
                                                  {"var.l", Type::list(Type::string())},
                                                  {"var.m", Type::map(Type::string())}};
  auto type = types.find(reference.text);
  auto why = std::make_shared<Why>(Why{Reason::Reference, std::string(reference.text), {}});
  return Resolved{Value::unknown(type == types.end() ? Type::any() : type->second, why),
                  reference.steps.size()};
}

std::string shown(const Value& value);

std::string shown_members(const Value& value) {
  std::string text;
  for (const Value& item : value.items()) text += (text.empty() ? "" : ", ") + shown(item);
  for (const Entry& entry : value.entries())
    text += (text.empty() ? "" : ", ") + entry.name + " = " + shown(entry.value);
  return text;
}

/// Known values as JSON; holes as `<their expression>`, open collections with `...`, sensitive ones
/// as `(sensitive)`.
std::string shown(const Value& value) {
  if (value.sensitive()) return "(sensitive)";
  const Value& kind = value.seen() ? *value.seen() : value;
  bool is_list =
      kind.is(Type::Kind::List) || kind.is(Type::Kind::Tuple) || kind.is(Type::Kind::Set);
  bool collection = is_list || value.is(Type::Kind::Map) || value.is(Type::Kind::Object);
  if (value.is_known() && (!collection || value.is_null())) return to_json(value)->text();
  if (const Value* seen = value.seen())
    return (is_list ? "[" : "{") + shown_members(*seen) + (is_list ? " ...]" : " ...}");
  if (value.is_known()) return (is_list ? "[" : "{") + shown_members(value) + (is_list ? "]" : "}");
  if (!value.is(Type::Kind::String)) return "<" + value.why()->expression + ">";
  std::string text;
  for (const Piece& piece : value.pieces())
    text += piece.hole ? "<" + piece.hole->expression + ">" : piece.text;
  return text;
}

std::string computed(std::string_view text, Context& context) {
  auto expression = parse(text);
  if (!expression) return "no expression: " + expression.error().message;
  auto value = evaluate(*expression, resolve, context);
  return value ? shown(*value) : "error: " + value.error().message;
}

std::string computed(std::string_view text) {
  Context context;
  context.read_file = read_file;
  context.list_files = list_files;
  return computed(text, context);
}

struct Case {
  std::string_view expression, expected;
};

void check(std::span<const Case> cases) {
  for (const Case& each : cases) {
    CAPTURE(each.expression);
    CHECK(computed(each.expression) == each.expected);
  }
}

}  // namespace

TEST_CASE("the table has each function once, in order") {
  std::vector<std::string_view> names;
  for (const Function& function : functions()) {
    names.push_back(function.name);
    CHECK(bool(function.body));
    CHECK(bool(find_function(function.name) == &function));
    CHECK(bool(find_function("core::" + std::string(function.name)) == &function));
  }
  CHECK(std::ranges::is_sorted(names));
  CHECK(std::set(names.begin(), names.end()).size() == names.size());
  CHECK(!find_function("nope"));
  CHECK(!find_function(""));
}

TEST_CASE("texts known in part keep their pieces") {
  constexpr Case cases[] = {
      {"format(\"%s-%s\", var.t, \"b\")", "<var.t>-b"},
      {"format(\"%v-%03d\", var.t, var.n)", "<var.t>-<format(\"%03d\", var.n)>"},
      {"format(\"%s\", var.n)", "<var.n>"},
      {"format(\"%s\", \"a-${var.t}\")", "a-<var.t>"},
      {"format(\"%q\", var.t)", "<format(\"%q\", var.t)>"},
      {"format(\"%v\", [\"a\", var.t])", "[\"a\",<var.t>]"},
      {"format(var.t, 1)", "<var.t>"},
      {"formatlist(\"%s!\", [\"a\", var.t])", "[\"a!\", <var.t>!]"},
      {"formatlist(\"%s\", var.l)", "<var.l>"},
      {"join(\"-\", [\"a\", var.t, \"c\"])", "a-<var.t>-c"},
      {"join(\"-\", [\"a\"], var.l, [\"c\"])", "a<join(var.l)>c"},
      {"join(var.t, [\"a\"])", "<var.t>"},
      {"lower(\"AB-${var.t}\")", "ab-<lower(var.t)>"},
      {"upper(\"${var.t}/é\")", "<upper(var.t)>/É"},
      {"title(\"a ${var.t}\")", "<var.t>"},
      {"trimprefix(\"dev-${var.t}\", \"dev-\")", "<var.t>"},
      {"trimprefix(\"dev-${var.t}\", \"x\")", "dev-<var.t>"},
      {"trimprefix(\"d${var.t}\", \"dev\")", "<var.t>"},
      {"trimsuffix(\"${var.t}-dev\", \"-dev\")", "<var.t>"},
      {"trimsuffix(\"${var.t}-dev\", \"x\")", "<var.t>-dev"},
      {"startswith(\"arn:${var.t}\", \"arn\")", "true"},
      {"startswith(\"arn:${var.t}\", \"x\")", "false"},
      {"startswith(\"arn:${var.t}\", \"arn:aws\")", "<var.t>"},
      {"endswith(\"${var.t}/x\", \"/x\")", "true"},
      {"endswith(\"${var.t}/x\", \"/y\")", "false"},
      {"endswith(\"${var.t}/x\", \"a/x\")", "<var.t>"},
      {"strcontains(\"a${var.t}b\", \"b\")", "true"},
      {"strcontains(\"a${var.t}b\", \"c\")", "<var.t>"},
      {"substr(\"abcd-${var.t}\", 0, 4)", "\"abcd\""},
      {"substr(\"abcd-${var.t}\", 0, 9)", "<var.t>"},
      {"substr(\"abcd-${var.t}\", -1, 1)", "<var.t>"},
      {"jsonencode({a = [\"x${var.t}\", var.n]})", "{\"a\":[\"x<var.t>\",<var.n>]}"},
      {"templatestring(var.t, {})", "<var.t>"},
  };
  check(cases);
}

TEST_CASE("collections known in part keep what is seen") {
  constexpr Case cases[] = {
      {"length([var.t, 1])", "2"},
      {"length(var.l)", "<var.l>"},
      {"length(var.t)", "<var.t>"},
      {"element([var.t, \"b\"], 1)", "\"b\""},
      {"element(var.l, 1)", "<var.l>"},
      {"contains([var.t, \"b\"], \"b\")", "true"},
      {"contains([var.t, \"b\"], \"c\")", "<var.t>"},
      {"contains(concat(var.l, [\"b\"]), \"b\")", "true"},
      {"contains(concat(var.l, [\"b\"]), \"c\")", "<var.l>"},
      {"concat([\"a\"], var.l)", "[\"a\" ...]"},
      {"distinct([\"a\", var.t, \"a\"])", "[\"a\", <var.t> ...]"},
      {"compact([\"a\", var.t, \"b${var.t}\"])", "[\"a\", b<var.t> ...]"},
      {"sort([\"b\", var.t])", "[\"b\", <var.t> ...]"},
      {"flatten([[\"a\"], var.l])", "[\"a\" ...]"},
      {"flatten([[\"a\", var.t]])", "[\"a\", <var.t>]"},
      {"reverse([\"a\", var.t])", "[<var.t>, \"a\"]"},
      {"setunion([\"a\"], [var.t])", "[<var.t>, \"a\" ...]"},
      {"setintersection([\"a\"], [var.t])", "<var.t>"},
      {"alltrue([false, var.n == 1])", "false"},
      {"alltrue([true, var.n == 1])", "<var.n>"},
      {"anytrue([true, var.n == 1])", "true"},
      {"index([\"a\", var.t], \"a\")", "0"},
      {"index([var.t, \"a\"], \"a\")", "<var.t>"},
      {"coalesce(\"a\", var.t)", "\"a\""},
      {"coalesce(var.t, \"a\")", "<var.t>"},
      {"coalesce(\"x-${var.t}\", \"a\")", "x-<var.t>"},
      {"coalesce(1, var.any)", "<var.any>"},
      {"coalesce(\"a\", var.any)", "\"a\""},
      {"merge({a = 1}, {b = var.t})", "{a = 1, b = <var.t>}"},
      {"merge(var.m, {b = 1})", "{b = 1 ...}"},
      {"merge({a = 1}, var.m)", "{a = <var.m> ...}"},
      {"lookup(merge(var.m, {b = 1}), \"b\", 2)", "1"},
      {"lookup(merge(var.m, {b = 1}), \"c\", 2)", "<var.m>"},
      {"lookup({a = var.t}, \"b\", \"d\")", "\"d\""},
      {"keys({a = var.t})", "[\"a\"]"},
      {"keys(merge(var.m, {b = 1}))", "[\"b\" ...]"},
      {"values({a = var.t, b = 1})", "[<var.t>, 1]"},
      {"zipmap([\"a\"], [var.t])", "{a = <var.t>}"},
      {"zipmap([var.t], [1])", "<var.t>"},
      {"one([var.t])", "<var.t>"},
      {"toset([\"a\", var.t])", "[<var.t>, \"a\" ...]"},
      {"tolist([\"a\", var.t])", "[\"a\", <var.t>]"},
      {"regex(\"(a)(b)\", var.t)", "<var.t>"},
      {"split(\",\", var.t)", "<var.t>"},
      {"issensitive(var.t)", "<var.t>"},
      {"issensitive(sensitive(var.t))", "true"},
      {"yamlencode({a = var.t})", "<var.t>"},
      {"jsondecode(var.t)", "<var.t>"},
      {"sum([1, var.n])", "<var.n>"},
      {"max(1, var.n)", "<var.n>"},
      {"cidrsubnet(var.t, 8, 1)", "<var.t>"},
      {"file(var.t)", "<var.t>"},
      {"format(\"%s\", null)", "<format(\"%s\", null)>"},
  };
  check(cases);
}

TEST_CASE("what cannot be told beforehand is unknown and says why") {
  struct Opaque {
    std::string_view expression, note;
  };
  constexpr Opaque cases[] = {
      {"timestamp()", "depends on the time of the run"},
      {"plantimestamp()", "depends on the time of the run"},
      {"uuid()", "differs with each run"},
      {"bcrypt(\"a\")", "differs with each run"},
      {"bcrypt(\"a\", 5)", "differs with each run"},
      {"base64gzip(\"a\")", "depends on how Terraform's version compresses"},
      {"rsadecrypt(\"a\", \"b\")", "a secret, which is not computed"},
      {"abspath(\"a\")", "depends on where Terraform runs"},
      {"pathexpand(\"~/a\")", "depends on who runs Terraform"},
      {"textencodebase64(\"a\", \"GBK\")", "the encoding \"GBK\" is not computed"},
  };
  for (const Opaque& each : cases) {
    CAPTURE(each.expression);
    auto expression = parse(each.expression);
    REQUIRE(expression);
    Context context;
    auto value = evaluate(*expression, resolve, context);
    REQUIRE(value);
    REQUIRE(!value->is_known());
    CHECK(value->why()->expression == each.expression);
    CHECK(value->why()->note == each.note);
  }
}

// https://opentofu.org/docs/language/functions/
TEST_CASE("OpenTofu's own functions") {
  constexpr Case cases[] = {
      {"cidrcontains(\"192.168.2.0/20\", \"192.168.2.1\")", "true"},
      {"cidrcontains(\"192.168.2.0/20\", \"192.168.2.0/22\")", "true"},
      {"cidrcontains(\"192.168.2.0/20\", \"192.126.2.1\")", "false"},
      {"cidrcontains(\"192.168.2.0/20\", \"192.126.2.0/18\")", "false"},
      {"cidrcontains(\"192.168.2.0/20\", \"192.168.0.0/16\")", "false"},
      {"cidrcontains(\"fe80::/48\", \"fe80::1\")", "true"},
      {"cidrcontains(\"fe80::/48\", \"fe81::1\")", "false"},
      {"cidrcontains(\"0.0.0.0/0\", \"1.2.3.4\")", "true"},
      {"cidrcontains(\"fe80::/48\", \"10.0.0.1\")",
       "error: cidrcontains: one is an IPv4 address, the other an IPv6 address"},
      {"cidrcontains(\"x\", \"10.0.0.1\")",
       "error: cidrcontains: \"x\" is no IP prefix such as 10.0.0.0/8"},
      {"cidrcontains(\"10.0.0.0/8\", \"x\")",
       "error: cidrcontains: \"x\" is neither an IP address nor a prefix"},
      {"urldecode(\"foo%3Abar%40localhost%3Ffoo%3Dbar%26bar%3Dbaz\")",
       "\"foo:bar@localhost?foo=bar\\u0026bar=baz\""},
      {"urldecode(\"foo%20bar+baz\")", "\"foo bar baz\""},
      {"urldecode(\"%E2%98%83\")", "\"☃\""},
      {"urldecode(\"%zz\")", "error: urldecode: invalid escape \"%zz\""},
      {"urldecode(\"a%2\")", "error: urldecode: invalid escape \"%2\""},
      {"urldecode(\"%FF\")", "error: urldecode: the decoded bytes are no UTF-8 text"},
      {"base64gunzip(\"H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==\")", "\"hello\""},
      {"base64gunzip(\"aGVsbG8=\")", "error: base64gunzip: the decoded bytes are not gzipped"},
      {"base64gunzip(\"H4sIAAAAAAAA\")", "error: base64gunzip: the decoded bytes are not gzipped"},
      {"base64gunzip(\"!\")", "error: base64gunzip: the text is no base64"},
  };
  check(cases);
}

TEST_CASE("files are those that the context shows") {
  constexpr Case cases[] = {
      {"file(\"a.txt\")", "\"hello\""},
      {"file(\"./sub/../a.txt\")", "\"hello\""},
      {"file(\"nope\")", "error: file: there is no file \"nope\" in the folder of the module"},
      {"file(\"binary\")", "error: file: the file \"binary\" is no UTF-8 text"},
      {"file(\"../x\")", "<file(\"../x\")>"},
      {"file(\"/etc/passwd\")", "<file(\"/etc/passwd\")>"},
      {"filebase64(\"binary\")", "\"//4=\""},
      {"filemd5(\"a.txt\")", "\"5d41402abc4b2a76b9719d911017c592\""},
      {"filesha1(\"a.txt\")", "\"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d\""},
      {"filesha256(\"a.txt\") == sha256(\"hello\")", "true"},
      {"filesha512(\"a.txt\") == sha512(\"hello\")", "true"},
      {"filebase64sha256(\"a.txt\") == base64sha256(\"hello\")", "true"},
      {"filebase64sha512(\"a.txt\") == base64sha512(\"hello\")", "true"},
      {"fileexists(\"a.txt\")", "true"},
      {"fileexists(\"nope\")", "false"},
      {"fileexists(\"sub\")", "error: fileexists: \"sub\" is a folder, no file"},
      {"fileexists(\"../x\")", "<fileexists(\"../x\")>"},
      {"fileset(\".\", \"*.txt\")", "[\"a.txt\"]"},
      {"fileset(\"sub\", \"*.json\")", "[\"c.json\"]"},
      {"fileset(\"sub\", \"**/*.json\")", "[\"c.json\", \"deep/d.json\"]"},
      {"fileset(\".\", \"sub/*.{json,tftpl}\")", "[\"sub/b.tftpl\", \"sub/c.json\"]"},
      {"fileset(\".\", \"./**/[cd].json\")", "[\"sub/c.json\", \"sub/deep/d.json\"]"},
      {"fileset(\".\", \"?.txt\")", "[\"a.txt\"]"},
      {"fileset(\".\", \"*.nope\")", "[]"},
      {"fileset(\".\", \"[\")", "error: fileset: the pattern is no pattern of files"},
      {"fileset(\".\", \"../*\")", "<fileset(\".\", \"../*\")>"},
      {"fileset(\"..\", \"*\")", "<fileset(\"..\", \"*\")>"},
      {"templatefile(\"sub/b.tftpl\", {x = 1})", "\"\\u003c1\\u003e\""},
      {"templatefile(\"sub/b.tftpl\", {x = var.t})", "<<var.t>>"},
      {"templatefile(\"sub/b.tftpl\", sensitive({x = 1}))", "(sensitive)"},
      {"templatefile(\"sub/b.tftpl\", var.m)", "<var.m>"},
      {"templatefile(\"nope\", {})",
       "error: templatefile: there is no file \"nope\" in the folder of the module"},
      {"templatefile(\"a.txt\", \"x\")",
       "error: templatefile: a map or object of variables is required"},
  };
  check(cases);
}

TEST_CASE("failures name the argument") {
  struct Refused {
    std::string_view function;
    std::vector<Value> arguments;
    int argument;
    std::string_view message;
  };
  Value text = Value::string(std::string("x")), one = Value::integer(1);
  Value list = Value::tuple({text});
  const Refused cases[] = {
      {"element",
       {Value::tuple({one, one}), Value::integer(-1)},
       1,
       "the index must not be negative"},
      {"slice", {list, one, Value::integer(9)}, 2, "the end must not be beyond the list's end"},
      {"cidrhost", {text, one}, 0, "\"x\" is no IP prefix such as 10.0.0.0/8"},
      {"parseint", {text, one}, 1, "the base must be a whole number from 2 to 62"},
      {"format", {Value::string(std::string("%d")), text}, 1, "\"%d\": a number is required"},
      {"join", {text, list, Value::tuple({Value()})}, 2, "member 0 is null"},
      {"merge", {Value::object({}), text}, 1, "a map or object is required, not string"},
      {"concat", {list, text}, 1, "a list or tuple is required, not string"},
      {"zipmap", {list, Value::tuple({})}, 1, "there are 1 keys and 0 values"},
      {"timecmp",
       {Value::string(std::string("2020-01-01T00:00:00Z")), text},
       1,
       "not a timestamp of RFC 3339: the year must have four digits"},
      {"list", {}, -1, "the function \"list\" was removed in Terraform 0.15; write tolist([...])"},
  };
  for (const Refused& each : cases) {
    CAPTURE(each.function);
    Context context;
    Outcome outcome = call(*find_function(each.function), each.arguments, context);
    REQUIRE(!outcome);
    CHECK(outcome.failure().argument == each.argument);
    CHECK(outcome.failure().message == each.message);
  }
}

TEST_CASE("what would be too large is unknown") {
  constexpr std::string_view cases[] = {
      "format(\"%1000000000d\", 1)",
      "format(\"%.1000000000f\", 1)",
      "[for i in range(1024) : format(\"%1000000s\", \"x\")]",
      "formatlist(\"%1000000s\", range(1024))",
      "indent(1000000000, \"a\\nb\")",
      "setproduct(range(1024), range(1024), range(1024))",
      "replace(format(\"%1000000s\", \"x\"), \" \", format(\"%1000000s\", \"x\"))",
      "replace(format(\"%1000000s\", \"x\"), \"/ /\", format(\"%1000000s\", \"x\"))",
      "replace(format(\"%1000000s\", \"x\"), \"\", format(\"%1000000s\", \"x\"))",
      "parseint(format(\"%01000000d\", 1), 10)",
      "regex(\"\\\\pL{1000}\", \"a\")",
      "yamldecode(\"a: &a [x,x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\\n"
      "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\\n"
      "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\\n"
      "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\\nh: &h [*g,*g,*g,*g,*g,*g,*g,*g,*g]\")",
      "yamldecode(format(\"%s%s\", join(\"\", [for i in range(950) : \"[\"]),"
      " join(\"\", [for i in range(950) : \"]\"])))",
  };
  for (std::string_view text : cases) {
    CAPTURE(text);
    auto expression = parse(text);
    REQUIRE(expression);
    Context context;
    auto value = evaluate(*expression, resolve, context);
    REQUIRE(value);
    REQUIRE(!value->is_wholly_known());
    CHECK(value->why()->reason == Reason::TooLarge);
  }
}
