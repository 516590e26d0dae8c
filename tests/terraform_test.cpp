// SPDX-License-Identifier: Apache-2.0
// Templates: literals, references, expressions and directives, as terraform_dump.hpp writes them.
#include <doctest/doctest.h>

#include "terraform_dump.hpp"

namespace paycheck::terraform {
namespace {

std::string dump_split(std::string_view text) {
  Arena arena;
  return dump(split(text, arena));
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

template <std::size_t N>
void check_splits(const Case (&cases)[N]) {
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(dump_split(c.text) == c.expected);
  }
}

TEST_CASE("literals and their escapes") {
  constexpr Case cases[] = {
      {"", ""},
      {"plain", "lit(plain)"},
      {"$", "lit($)"},
      {"a$", "lit(a$)"},
      {"$$ {%", "lit($$ {%)"},
      {"{}", "lit({})"},
      {"$${1}", "lit(${1})"},
      {"$$${1}", "lit($${1})"},
      {"$$$${1}", "lit($$${1})"},
      {"%%{a}", "lit(%{a})"},
      {"%$${1}", "lit(%${1})"},
      {"$%${var.a}", "lit($%) ref(var.a)"},
      {"$%{if true}x%{endif}", "lit($) dir(if true) lit(x) dir(endif)"},
      {"%$%%{x", "lit(%$%{x)"},
      {"$${", "lit(${)"},
      {"x-$${not_interpolated}", "lit(x-${not_interpolated})"},
      {"q\\\"uote $${x}", "lit(q\\\"uote ${x})"},
      {"a\\nb ${var.a}", "lit(a\\nb ) ref(var.a!)"},
      {"<<EOF\nx\nEOF", "lit(<<EOF\nx\nEOF)"},
      {"#{TfToken[TOKEN.1]} &{TfToken[TOKEN.2]}", "lit(#{TfToken[TOKEN.1]} &{TfToken[TOKEN.2]})"},
      {"$${a}${var.b}$${c}", "lit(${a}) ref(var.b) lit(${c})"},
  };
  check_splits(cases);
}

TEST_CASE("literals without escapes are views into the text") {
  Arena arena;
  std::string_view text = "ab${upper(\"x\")}cd";
  Template parts = split(text, arena);
  REQUIRE(parts.parts.size() == 3);
  CHECK(parts.parts[0].text.data() == text.data());
  CHECK(parts.parts[2].text.data() == text.data() + 15);
  CHECK(parts.parts[1].begin == 2);
  CHECK(parts.parts[1].end == 15);
  CHECK_FALSE(parts.is_expression());
  CHECK(split("${1}", arena).is_expression());
  CHECK_FALSE(split(" ${1}", arena).is_expression());
}

TEST_CASE("strip marks") {
  constexpr Case cases[] = {
      {"a ${~ var.a ~} b", "lit(a) ref(var.a) lit(b)"},
      {"a ${~ 1 ~} b", "lit(a) expr(1) lit(b)"},
      {"a \n\n ${~ 1 ~}\n\n  b\n", "lit(a \n\n) expr(1) lit(\n  b\n)"},
      {"a${1 ~}\n \n${~ 2}b", "lit(a) expr(1) expr(2) lit(b)"},
      {"a ${~ 1 ~} ${~ 2 ~} b", "lit(a) expr(1) expr(2) lit(b)"},
      {"a \n${~ 1}", "lit(a) expr(1)"},
      {"\n${~ 1}", "expr(1)"},
      {"a\u00a0\u2003${~1}", "lit(a) expr(1)"},
      {"a ${1}", "lit(a ) expr(1)"},
      {"%{if true~} x %{~endif}", "dir(if true) lit(x) dir(endif)"},
      {"$${ ${~var.a~} $${", "lit(${) ref(var.a) lit(${)"},
      {"a: ${~ var.a}", "lit(a:) ref(var.a!)"},
      {"${~}", "error(nothing between '${' and '}' @0)"},
      {"${~ ~}", "error(nothing between '${' and '}' @0)"},
  };
  check_splits(cases);
}

TEST_CASE("plain references") {
  constexpr Case cases[] = {
      {"${aws_kms_key.kms_dynamodb-replica.arn}", "ref(aws_kms_key.kms_dynamodb-replica.arn!)"},
      {"${resource.aws_x.y.id}", "ref(aws_x.y.id!)"},
      {"${data.aws_caller_identity.me.account_id}", "ref(data.aws_caller_identity.me.account_id!)"},
      {"${ephemeral.aws_x.y.z}", "ref(ephemeral.aws_x.y.z!)"},
      {"${var.env-name}", "ref(var.env-name!)"},
      {"${local.loc.suffix}", "ref(local.loc.suffix!)"},
      {"${module.m.out}", "ref(module.m.out!)"},
      {"${module.m}", "ref(module.m!)"},
      {"${path.module}", "ref(path.module!)"},
      {"${terraform.workspace}", "ref(terraform.workspace!)"},
      {"${count.index}", "ref(count.index!)"},
      {"${each.value.port}", "ref(each.value.port!)"},
      {"${self.name}", "ref(self.name!)"},
      {"${aws_kms_key.k}", "ref(aws_kms_key.k!)"},
      {"${aws_café.größe_2.id}", "ref(aws_café.größe_2.id!)"},
      {"${ aws_x.y\n.id }", "ref(aws_x.y.id!)"},
      {"${aws_x . y /* c */ . id # d\n}", "ref(aws_x.y.id!)"},
      {"${(aws_x.y.id)}", "ref(aws_x.y.id!)"},
      {"${((aws_x.y))}", "ref(aws_x.y!)"},
      {"${a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r}", "ref(a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r!)"},
      // Not enough words.
      {"${aws_x}", "expr(aws_x)"},
      {"${var}", "expr(var)"},
      {"${self}", "expr(self)"},
      {"${each}", "expr(each)"},
      {"${data.aws_x}", "expr(data.aws_x)"},
      {"${resource.aws_x}", "expr(resource.aws_x)"},
      {"${var[\"x\"]}", "expr(var[\"x\"])"},
      {"${true}", "expr(true)"},
      {"${null}", "expr(null)"},
      {"${TfToken[TOKEN.12]}", "expr(TfToken[TOKEN.12])"},
  };
  check_splits(cases);
}

TEST_CASE("steps") {
  constexpr Case cases[] = {
      {"${aws_x.y[0].id}", "ref(aws_x.y[0].id!)"},
      {"${aws_x.y[\"k.1\"].id}", "ref(aws_x.y[\"k.1\"].id!)"},
      {"${aws_x.y[ \"k\" ]}", "ref(aws_x.y[\"k\"]!)"},
      {R"(${local.m["a\"b\\\u00e9\n$${x}"]})", "ref(local.m[\"a\"b\\é\n${x}\"]!)"},
      {"${aws_x.y[*].id}", "ref(aws_x.y[*].id!)"},
      {"${aws_x.y.*.id}", "ref(aws_x.y[*].id!)"},
      {"${aws_x.y.0.id}", "ref(aws_x.y.0.id!)"},
      {"${aws_x.y.*.ports.0.1}", "ref(aws_x.y[*].ports.0.1!)"},
      {"${module.m[0].out}", "ref(module.m[0].out!)"},
      {"${aws_x.y[var.i].id}", "expr(aws_x.y[var.i].id: aws_x.y[?var.i].id! var.i?)"},
      {"${aws_x.y[count.index + 1].id}",
       "expr(aws_x.y[count.index + 1].id: aws_x.y[?count.index + 1].id! count.index?)"},
      {"${aws_x.y[\"a-${var.i}\"].id}",
       "expr(aws_x.y[\"a-${var.i}\"].id: aws_x.y[?\"a-${var.i}\"].id! var.i?)"},
      {"${aws_x.y[-1]}", "ref(aws_x.y[?-1]!)"},
      {"${local.m[local.n[local.o].p].q}",
       "expr(local.m[local.n[local.o].p].q: local.m[?local.n[local.o].p].q! local.n[?local.o].p? "
       "local.o?)"},
      {"${local.m[var.a][var.b].c}",
       "expr(local.m[var.a][var.b].c: local.m[?var.a][?var.b].c! var.a? var.b?)"},
  };
  check_splits(cases);
}

TEST_CASE("whether a reference stands free") {
  constexpr Case cases[] = {
      {"${aws_x.t.arn}/index/*", "ref(aws_x.t.arn!) lit(/index/*)"},
      {"/aws/lambda/${aws_x.f.function_name}", "lit(/aws/lambda/) ref(aws_x.f.function_name!)"},
      {"integrations/${aws_x.i.id}", "lit(integrations/) ref(aws_x.i.id!)"},
      {"${aws_x.b.bucket}-copy", "ref(aws_x.b.bucket) lit(-copy)"},
      {"a${aws_x.b.bucket}", "lit(a) ref(aws_x.b.bucket)"},
      {"${var.a}${var.b}", "ref(var.a) ref(var.b)"},
      {"(${var.a}|${var.b},${var.c} :${var.d})",
       "lit(() ref(var.a!) lit(|) ref(var.b!) lit(,) ref(var.c!) lit( :) ref(var.d!) lit())"},
      {"x ${var.a[0]} y", "lit(x ) ref(var.a[0]!) lit( y)"},
      {"${upper(var.a)}", "expr(upper(var.a): var.a?)"},
      {"%{if var.a}${var.b}%{endif}", "dir(if var.a: var.a?) ref(var.b?) dir(endif)"},
      {"1${var.a}2${var.b}3${var.c}4${var.d}5${var.e}/${var.f}",
       "lit(1) ref(var.a) lit(2) ref(var.b) lit(3) ref(var.c) lit(4) ref(var.d) lit(5) ref(var.e) "
       "lit(/) ref(var.f!)"},
  };
  check_splits(cases);
}

TEST_CASE("what is sure in expressions") {
  constexpr Case cases[] = {
      {"${upper(\"x\")}", "expr(upper(\"x\"))"},
      {"${join(\"-\", [\"a\", var.e, lower(\"B\")])}",
       "expr(join(\"-\", [\"a\", var.e, lower(\"B\")]): var.e?)"},
      {"${ upper (var.a)}", "expr(upper (var.a): var.a?)"},
      {"${core::upper(var.a)}", "expr(core::upper(var.a): var.a?)"},
      {"${provider::aws::arn_parse(var.a)}", "expr(provider::aws::arn_parse(var.a): var.a?)"},
      {"${(1 + 2)}", "expr((1 + 2))"},
      {"${var.a + 1}", "expr(var.a + 1: var.a?)"},
      {"${-var.a}", "expr(-var.a: var.a?)"},
      {"${!var.a}", "expr(!var.a: var.a?)"},
      {"${var.a-1}", "ref(var.a-1!)"},
      {"${var.a == var.b}", "expr(var.a == var.b: var.a? var.b?)"},
      {"${var.a ? var.b : var.c}", "expr(var.a ? var.b : var.c: var.a? var.b? var.c?)"},
      {"${[var.a, var.b + 1, (var.c)]}", "expr([var.a, var.b + 1, (var.c)]: var.a var.b? var.c)"},
      {"${{a = var.a, b : var.b\n c = f(var.c)\n d = var.d}}",
       "expr({a = var.a, b : var.b\n c = f(var.c)\n d = var.d}: var.a var.b var.c? var.d)"},
      {"${var.a ? [var.b] : {k = [var.c]}}",
       "expr(var.a ? [var.b] : {k = [var.c]}: var.a? var.b? var.c?)"},
      {"${\"a-${var.a}\"}", "expr(\"a-${var.a}\": var.a)"},
      {"${\"${var.a}\" == \"x\"}", "expr(\"${var.a}\" == \"x\": var.a?)"},
      {"${(var.a).b}", "expr((var.a).b: var.a?)"},
      {"${f(var.a...)}", "expr(f(var.a...): var.a?)"},
      {"${f(var.a)[var.b].c.*.d}", "expr(f(var.a)[var.b].c.*.d: var.a? var.b?)"},
      {"${var.a.b != \"\" && !var.c || var.d >= 1}",
       "expr(var.a.b != \"\" && !var.c || var.d >= 1: var.a.b? var.c? var.d?)"},
  };
  check_splits(cases);
}

TEST_CASE("what is no reference") {
  constexpr Case cases[] = {
      {"${{a = 1}}", "expr({a = 1})"},
      {"${{a.b = 1}}", "expr({a.b = 1}: a.b?)"},
      {"${{(a.b) = c.d}}", "expr({(a.b) = c.d}: a.b? c.d)"},
      {"${{\"x-${a.b}\" = c.d}}", "expr({\"x-${a.b}\" = c.d}: a.b? c.d)"},
      {"${{upper(a.b) = 1}}", "expr({upper(a.b) = 1}: a.b?)"},
      {"${{a=1\n\n# c\nb=x.y // z.z\n}}", "expr({a=1\n\n# c\nb=x.y // z.z\n}: x.y)"},
      {"${\"var.x } \\\" ${\"}\"}\"}", "expr(\"var.x } \\\" ${\"}\"}\")"},
      {"${\"$${var.x}\"}", "expr(\"$${var.x}\")"},
      {"${ 1 # var.x }\n}", "expr(1 # var.x })"},
      {"${ 1 /* var.x } */ }", "expr(1 /* var.x } */)"},
      {"${[for k, v in aws_x.y : v.name if k.a != \"\"]}",
       "expr([for k, v in aws_x.y : v.name if k.a != \"\"]: aws_x.y?)"},
      {"${{for v in v.all : v.key => v.value...}}",
       "expr({for v in v.all : v.key => v.value...}: v.all?)"},
      {"${[for x in a.b : [for y in x.c : x.d + y.e]]}",
       "expr([for x in a.b : [for y in x.c : x.d + y.e]]: a.b?)"},
      {"${[[for x in a.b : x.c], x.d]}", "expr([[for x in a.b : x.c], x.d]: a.b? x.d)"},
      {"${[for x in c.d ? e.f : g.h : x.i ? x.j : k.l]}",
       "expr([for x in c.d ? e.f : g.h : x.i ? x.j : k.l]: c.d? e.f? g.h? k.l?)"},
      {"${[for x in l.m : x[n.o].p]}", "expr([for x in l.m : x[n.o].p]: l.m? n.o?)"},
      {"${[ for key, val in {\"k1\" = {\"port\" = 80}}: {\"fromPort\" = val.port, \"cidr\" = "
       "[\"10.0.0.0/8\"]}]}",
       "expr([ for key, val in {\"k1\" = {\"port\" = 80}}: {\"fromPort\" = val.port, \"cidr\" = "
       "[\"10.0.0.0/8\"]}])"},
      {"${forward.b}", "ref(forward.b!)"},
      {"${[fort.b]}", "expr([fort.b]: fort.b)"},
  };
  check_splits(cases);
}

TEST_CASE("heredocs") {
  constexpr Case cases[] = {
      {"${<<EOT\na } ${var.a}\nEOT\n}", "expr(<<EOT\na } ${var.a}\nEOT: var.a)"},
      {"${<<-EOT\n  a $${var.a}\n  EOT  \n}", "expr(<<-EOT\n  a $${var.a}\n  EOT)"},
      {"${f(<<A\nA ${<<B\nB\n}\n A\n, var.a)}", "expr(f(<<A\nA ${<<B\nB\n}\n A\n, var.a): var.a?)"},
      {"${<<EOT\n%{if var.a}\nb\n%{endif}\nEOT\n}",
       "expr(<<EOT\n%{if var.a}\nb\n%{endif}\nEOT: var.a?)"},
      {"${<<EOT\na\nEOT}", "error(unclosed '${' @0)"},
      {"${<<EOT\n%{if var.a}\nEOT\n}", "error(a string ends inside a directive @8)"},
      {"${var.a << 1}", "expr(var.a << 1: var.a?)"},
  };
  check_splits(cases);
}

TEST_CASE("directives") {
  constexpr Case cases[] = {
      {"x-%{ if true }y%{ endif }", "lit(x-) dir(if true) lit(y) dir(endif)"},
      {"%{ if var.a }${var.b}%{ else }${var.c}%{ endif }${var.d}",
       "dir(if var.a: var.a?) ref(var.b?) dir(else) ref(var.c?) dir(endif) ref(var.d)"},
      {"%{for k, v in var.m}${k}${v.x}${var.y}%{endfor}${v.x}",
       "dir(for k, v in var.m: var.m?) expr(k) expr(v.x) ref(var.y?) dir(endfor) ref(v.x)"},
      {"${\"%{for x in l.m}${x.a}%{endfor}${x.b}\"}",
       "expr(\"%{for x in l.m}${x.a}%{endfor}${x.b}\": l.m? x.b)"},
      {"%{ if true }a", "dir(if true) lit(a) error('%{if}' without '%{endif}' @0)"},
      {"%{for x in y.z}a", "dir(for x in y.z: y.z?) lit(a) error('%{for}' without '%{endfor}' @0)"},
      {"a%{ endif }", "lit(a) error(a directive ends that is not open @1)"},
      {"%{if true}%{endfor}", "dir(if true) error(a directive ends that is not open @10)"},
      {"%{foo}", "error(no directive after '%{' @0)"},
      {"%{", "error(unclosed '%{' @0)"},
      {"%{if}", "error(malformed directive @0)"},
      {"%{for x of y}", "error(malformed 'for' @0)"},
      {"${\"%{if true}\"}", "error(a string ends inside a directive @3)"},
  };
  check_splits(cases);
}

TEST_CASE("what is no template") {
  constexpr Case cases[] = {
      {"${}", "error(nothing between '${' and '}' @0)"},
      {"a ${ }", "lit(a ) error(nothing between '${' and '}' @2)"},
      {"${\"${}\"}", "error(nothing between '${' and '}' @3)"},
      {"${1", "error(unclosed '${' @0)"},
      {"a${var.x", "lit(a) error(unclosed '${' @1)"},
      {"${\"a}", "error(unclosed '${' @0)"},
      {"${ /* }", "error(unclosed '${' @0)"},
      {"${ (1 }", "error(unclosed '(' @3)"},
      {"${ [1 }", "error(unclosed '[' @3)"},
      {"${ 1) }", "error(unexpected ')' @4)"},
      {"${ 1] }", "error(unexpected ']' @4)"},
      {"${\"a\nb\"}", "error(line break inside quotes @4)"},
      {"${a.b.}", "error(expected a name after '.' @5)"},
      {"${f::(a)}", "error(expected a name after '::' @5)"},
      {"${f::g}", "error(expected '(' after a function's name @6)"},
      {"${'a'}", "error(unexpected character @2)"},
      {"${jsonencode(\\\"a\\\")}", "error(unexpected character @13)"},
      {"${${1}}", "error(unexpected character @2)"},
      {"${a = 1}", "error(unexpected '=' @4)"},
      {"${a : 1}", "error(unexpected ':' @4)"},
      {"${.a}", "error(unexpected '.' @2)"},
      {"${[for x]}", "error(malformed 'for' @2)"},
      {"${[for x in y]}", "error(malformed 'for' @2)"},
      {"${var.a}x${", "ref(var.a) lit(x) error(unclosed '${' @9)"},
  };
  check_splits(cases);
}

std::string repeat(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST_CASE("long and deep texts") {
  CHECK(dump_split(repeat("${\"", 5'000'000)) == "error(nested too deep @384)");
  CHECK(dump_split("${" + repeat("(", 5'000'000)) == "error(nested too deep @257)");
  CHECK(
      dump_split("${" + repeat("[", 200) + "var.a" + repeat("]", 200) + '}').ends_with(": var.a)"));

  Arena arena;
  std::string document = "${yamldecode(\"" + repeat("a: 1\\n", 170'000) + "\")}";
  CHECK(split(document, arena).is_expression());
  std::string many = repeat("${var.a}-", 100'000);
  CHECK(split(many, arena).parts.size() == 200'000);
  std::string escapes = repeat("$${", 1'000'000);
  CHECK(split(escapes, arena).parts[0].text.size() == 2'000'000);
  std::string sum = "${" + repeat("var.a+", 500'000) + "1}";
  CHECK(split(sum, arena).parts[0].references.size() == 500'000);
}

}  // namespace
}  // namespace paycheck::terraform
