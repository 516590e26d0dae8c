// SPDX-License-Identifier: Apache-2.0
// Small plans and the whole configuration that they become; each case is one trap of the format.

#include <doctest/doctest.h>

#include <array>
#include <nlohmann/json.hpp>

#include "paycheck/terraform.hpp"

namespace {

using namespace paycheck;
using terraform::Argument;

/// A type with an argument of each kind.
const terraform::Schema& schema() {
  static const std::array<Argument, 3> rule = {
      Argument{.name = "days", .form = Argument::Form::Number, .optional = true},
      Argument{.name = "made", .computed = true},
      Argument{.name = "target_arn", .optional = true},
  };
  static const terraform::Schema rules{rule};
  static const std::array<Argument, 8> arguments = {
      Argument{.name = "arn", .computed = true},
      Argument{.name = "id", .computed = true, .optional = true},
      Argument{.name = "kms_key_id", .computed = true, .optional = true},
      Argument{.name = "name", .optional = true},
      Argument{.name = "policy", .optional = true},
      Argument{.name = "region", .computed = true, .optional = true},
      Argument{.name = "rule", .form = Argument::Form::Block, .optional = true, .block = &rules},
      Argument{.name = "subnet_ids", .form = Argument::Form::List, .optional = true},
  };
  static const terraform::Schema all{arguments};
  return all;
}

const terraform::Schema* schema_of(const terraform::Block& block) {
  return block.type == "aws_x" ? &schema() : nullptr;
}

std::unique_ptr<json::Document> read(const std::string& text) {
  auto document = json::read("plan.json", text);
  REQUIRE_MESSAGE(document, text);
  return std::move(*document);
}

json::Translation translated(const std::string& text) {
  auto result = terraform::translate_plan(*read(text), schema_of);
  REQUIRE(result);
  return std::move(*result);
}

/// One created resource `aws_x.a` with this change, and this configuration for it.
std::string plan_of(const std::string& change, const std::string& expressions) {
  return R"({"format_version":"1.2","resource_changes":[{"address":"aws_x.a","mode":"managed",)"
         R"("type":"aws_x","name":"a","change":{"actions":["create"],"before":null,)" +
         change +
         R"(}},{"address":"aws_k.k","mode":"managed","type":"aws_k","name":"k","change":{)"
         R"("actions":["create"],"after":{"name":"n"},"after_unknown":{"arn":true}}}],)"
         R"("configuration":{"root_module":{"resources":[{"address":"aws_x.a","mode":"managed",)"
         R"("type":"aws_x","name":"a","expressions":)" +
         expressions + R"(},{"address":"aws_k.k","mode":"managed","type":"aws_k","name":"k",)" +
         R"("expressions":{"name":{"constant_value":"n"}}}]}}})";
}

/// The body of `aws_x.a`, without its address.
std::string body_of(const std::string& plan) {
  auto all = nlohmann::ordered_json::parse(translated(plan).text);
  auto body = all.at("resource").at("aws_x").at("a");
  CHECK(body.at("//").dump() == R"({"address":"aws_x.a"})");
  body.erase("//");
  return body.dump();
}

}  // namespace

TEST_CASE("what a plan says of a value") {
  struct Case {
    const char* why;
    std::string change, expressions, body;
  };
  const Case cases[] = {
      {"a known value is the plan's, whatever the configuration's text",
       R"("after":{"name":"payments-dev"},"after_unknown":{})",
       R"({"name":{"constant_value":"payments-${var.e}","references":["var.e"]}})",
       R"({"name":"payments-dev"})"},
      {"text that looks like a template is text",
       R"("after":{"name":"${x} %{y} $${z}"},"after_unknown":{})",
       R"({"name":{"constant_value":"$${x} %%{y} $$${z}"}})", R"({"name":"$${x} %%{y} $$${z}"})"},
      {"an escape of JSON hides a template", R"("after":{"name":"\u0024{x}"},"after_unknown":{})",
       R"({"name":{}})", R"({"name":"$${x}"})"},
      {"an unknown value of a configuration in JSON is its expression",
       R"("after":{},"after_unknown":{"policy":true})",
       R"({"policy":{"constant_value":"{\"a\":\"${aws_k.k.arn}/*\"}","references":["aws_k.k.arn","aws_k.k"]}})",
       R"({"policy":"{\"a\":\"${aws_k.k.arn}/*\"}"})"},
      {"a function without references is an expression too",
       R"("after":{},"after_unknown":{"name":true})",
       R"({"name":{"constant_value":"${timestamp()}"}})", R"({"name":"${timestamp()}"})"},
      {"an unknown identity of a configuration in HCL is its only reference",
       R"("after":{},"after_unknown":{"kms_key_id":true})",
       R"({"kms_key_id":{"references":["aws_k.k.arn","aws_k.k"]}})",
       R"({"kms_key_id":"${aws_k.k.arn}"})"},
      {"an unknown text of a configuration in HCL mentions it",
       R"("after":{},"after_unknown":{"policy":true})",
       R"({"policy":{"references":["aws_k.k.arn","aws_k.k"]}})",
       R"({"policy":"${paycheck::after_apply(aws_k.k.arn)}"})"},
      {"what it refers to cannot be told", R"("after":{},"after_unknown":{"policy":true})",
       R"({"policy":{"references":["local.p","aws_k.k.arn","aws_k.k"]}})",
       R"({"policy":"${paycheck::not_shown()}"})"},
      {"a list of references", R"("after":{},"after_unknown":{"subnet_ids":true})",
       R"({"subnet_ids":{"references":["aws_k.k.id","aws_k.k"]}})",
       R"({"subnet_ids":["${aws_k.k.id}"]})"},
      {"null in a list is unknown where its mark says so",
       R"("after":{"subnet_ids":["s",null]},"after_unknown":{"subnet_ids":[false,true]})",
       R"({"subnet_ids":{"constant_value":["s","${aws_k.k.id}"],"references":["aws_k.k.id","aws_k.k"]}})",
       R"({"subnet_ids":["s","${aws_k.k.id}"]})"},
      {"a known name that is another's is the reference",
       R"("after":{"name":"n"},"after_unknown":{})",
       R"({"name":{"references":["aws_k.k.name","aws_k.k"]}})", R"({"name":"${aws_k.k.name}"})"},
      {"a known name that is made of another's is not",
       R"("after":{"name":"n-x"},"after_unknown":{})",
       R"({"name":{"references":["aws_k.k.name","aws_k.k"]}})", R"({"name":"n-x"})"},
      {"null is absent, and so is what the provider sets by itself",
       R"("after":{"name":null,"arn":"arn:x","id":"i","region":"us-east-1","policy":""},"after_unknown":{"kms_key_id":true})",
       R"({})", R"({"region":"us-east-1"})"},
      {"a default is shown", R"("after":{"name":"d"},"after_unknown":{})", R"({})",
       R"({"name":"d"})"},
      {"an empty text that is written stays", R"("after":{"name":""},"after_unknown":{})",
       R"({"name":{"constant_value":""}})", R"({"name":""})"},
      {"blocks in another order than they are written",
       R"("after":{"rule":[{"days":1},{"days":2}]},"after_unknown":{"rule":[{"target_arn":true},{"target_arn":true,"made":true}]})",
       R"({"rule":[{"days":{"constant_value":2},"target_arn":{"references":["aws_k.k.arn","aws_k.k"]}},{"days":{"constant_value":1}}]})",
       R"({"rule":[{"days":1},{"days":2,"target_arn":"${aws_k.k.arn}"}]})"},
      {"a block that the provider computes", R"("after":{},"after_unknown":{"rule":true})", R"({})",
       R"({})"},
      {"no block", R"("after":{"rule":[]},"after_unknown":{"rule":[]})", R"({})", R"({})"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(body_of(plan_of(c.change, c.expressions)) == c.body);
  }
}

TEST_CASE("whole plans") {
  struct Case {
    const char* why;
    std::string plan, text;
  };
  const Case
      cases[] =
          {
              {"nothing", R"({"format_version":"1.0","resource_changes":null})", "{}"},
              {"values alone, without a configuration",
               R"({"planned_values":{"root_module":{"resources":[{"address":"aws_x.a","mode":"managed","type":"aws_x","name":"a","values":{"name":"n","policy":"","arn":"x"}},{"address":"aws_y.b","type":"aws_y","name":"b"}]}}})",
               R"({"resource":{"aws_x":{"a":{"//":{"address":"aws_x.a"},"name":"n"}},"aws_y":{"b":{"//":{"address":"aws_y.b"}}}}})"},
              {"deletes and deposed objects are left out, no-ops are not",
               R"({"resource_changes":[{"address":"aws_x.a","type":"aws_x","name":"a","change":{"actions":["delete"],"before":{"name":"n"},"after":null}},{"address":"aws_x.b","type":"aws_x","name":"b","deposed":"00","change":{"actions":["delete"],"after":null}},{"address":"aws_x.b","type":"aws_x","name":"b","change":{"actions":["no-op"],"after":{"name":"b"}}},{"address":"aws_x.c","type":"aws_x","name":"c","change":{}}]})",
               R"({"resource":{"aws_x":{"b":{"//":{"address":"aws_x.b"},"name":"b"}}}})"},
              {"instances by number and key, and references between those of one module",
               R"({"resource_changes":[{"address":"aws_x.a[0]","type":"aws_x","name":"a","index":0,"change":{"after":{"name":"0"}}},{"address":"module.m[\"k.]\"].aws_x.a[\"b.c\"]","module_address":"module.m[\"k.]\"]","type":"aws_x","name":"a","index":"b.c","change":{"after":{},"after_unknown":{"kms_key_id":true,"policy":true}}},{"address":"module.m[\"k.]\"].aws_k.k","type":"aws_k","name":"k","change":{"after":{"n":1}}}],"configuration":{"root_module":{"module_calls":{"m":{"module":{"resources":[{"mode":"managed","type":"aws_x","name":"a","expressions":{"kms_key_id":{"references":["aws_k.k.arn","aws_k.k"]},"policy":{"references":["var.p"]}}}]}}}}}})",
               R"({"resource":{"aws_x":{"a-0":{"//":{"address":"aws_x.a[0]"},"name":"0"},"module-m-k-a-b-c":{"//":{"address":"module.m[\"k.]\"].aws_x.a[\"b.c\"]"},"kms_key_id":"${aws_k.module-m-k-k.arn}","policy":"${paycheck::not_shown()}"}},"aws_k":{"module-m-k-k":{"//":{"address":"module.m[\"k.]\"].aws_k.k"},"n":1}}}})"},
              {"through a module's argument and output",
               R"({"resource_changes":[{"address":"module.m.aws_x.a","type":"aws_x","name":"a","change":{"after":{},"after_unknown":{"kms_key_id":true}}},{"address":"aws_k.k","type":"aws_k","name":"k","change":{"after":{"n":1}}},{"address":"aws_x.b","type":"aws_x","name":"b","change":{"after":{},"after_unknown":{"kms_key_id":true}}}],"configuration":{"root_module":{"resources":[{"type":"aws_x","name":"b","expressions":{"kms_key_id":{"references":["module.m.out","module.m"]}}}],"module_calls":{"m":{"expressions":{"key":{"references":["aws_k.k.arn","aws_k.k"]}},"module":{"outputs":{"out":{"expression":{"references":["aws_x.a.arn","aws_x.a"]}}},"resources":[{"type":"aws_x","name":"a","expressions":{"kms_key_id":{"references":["var.key"]}}}]}}}}}})", R"({"resource":{"aws_x":{"module-m-a":{"//":{"address":"module.m.aws_x.a"},"kms_key_id":"${aws_k.k.arn}"},"b":{"//":{"address":"aws_x.b"},"kms_key_id":"${aws_x.module-m-a.arn}"}},"aws_k":{"k":{"//":{"address":"aws_k.k"},"n":1}}}})"},
              {"data sources that were read stand in the prior state",
               R"({"resource_changes":[{"address":"data.aws_x.r","mode":"data","type":"aws_x","name":"r","change":{"actions":["read"],"after":{"name":"r"},"after_unknown":{}}}],"prior_state":{"values":{"root_module":{"resources":[{"address":"data.aws_y.d","mode":"data","type":"aws_y","name":"d","values":{"json":"{}"}},{"address":"aws_x.gone","mode":"managed","type":"aws_x","name":"gone","values":{}}]}}}})",
               R"({"data":{"aws_x":{"r":{"//":{"address":"data.aws_x.r"},"name":"r"}},"aws_y":{"d":{"//":{"address":"data.aws_y.d"},"json":"{}"}}}})"},
              {"providers of the root and of modules, one that is not shown",
               R"({"planned_values":{"root_module":{"resources":[{"address":"aws_x.a","type":"aws_x","name":"a","values":{}},{"address":"aws_x.b","type":"aws_x","name":"b","values":{}}],"child_modules":[{"address":"module.m","resources":[{"address":"module.m.aws_x.c","type":"aws_x","name":"c","values":{}},{"address":"module.m.aws_x.d","type":"aws_x","name":"d","values":{}}]}]}},"variables":{"r":{"value":"eu-west-1"}},"configuration":{"provider_config":{"aws":{"name":"aws","full_name":"registry.terraform.io/hashicorp/aws","version_constraint":"5.100.0","expressions":{"region":{"references":["var.r"]}}},"aws.west":{"name":"aws","alias":"west"},"module.m:aws":{"name":"aws","module_address":"module.m","expressions":{"region":{"constant_value":"us-east-2"}}}},"root_module":{"resources":[{"type":"aws_x","name":"a","provider_config_key":"aws.west","expressions":{}},{"type":"aws_x","name":"b","provider_config_key":"aws.lost","expressions":{}}],"module_calls":{"m":{"module":{"resources":[{"type":"aws_x","name":"c","provider_config_key":"module.m:aws","expressions":{}},{"type":"aws_x","name":"d","provider_config_key":"module.m:aws.west","expressions":{}}]}}}}}})",
               R"({"terraform":{"required_providers":{"aws":{"source":"hashicorp/aws","version":"5.100.0"}}},"provider":{"aws":[{"region":"${var.r}"},{"alias":"west"},{"alias":"module-m","region":"us-east-2"},{"alias":"lost","region":"${paycheck::not_shown()}"},{"alias":"module-m-west","region":"${paycheck::not_shown()}"}]},"variable":{"r":{"default":"eu-west-1"}},"resource":{"aws_x":{"a":{"//":{"address":"aws_x.a"},"provider":"aws.west"},"b":{"//":{"address":"aws_x.b"},"provider":"aws.lost"},"module-m-c":{"//":{"address":"module.m.aws_x.c"},"provider":"aws.module-m"},"module-m-d":{"//":{"address":"module.m.aws_x.d"},"provider":"aws.module-m-west"}}}})"},
              {"tags come from tags_all where the provider's are not told",
               R"({"resource_changes":[{"address":"aws_x.a","type":"aws_x","name":"a","change":{"after":{"tags":{"A":"1"},"tags_all":{"A":"1","B":"2"}}}},{"address":"aws_x.b","type":"aws_x","name":"b","change":{"after":{"tags":{"A":"1"},"tags_all":{"A":"1","B":"2"}}}}],"configuration":{"provider_config":{"aws":{"name":"aws","expressions":{"default_tags":[{"tags":{"references":["local.t"]}}]}},"aws.w":{"name":"aws","alias":"w","expressions":{"default_tags":[{"tags":{"constant_value":{"B":"2"}}}]}}},"root_module":{"resources":[{"type":"aws_x","name":"a","provider_config_key":"aws","expressions":{"tags":{"constant_value":{"A":"1"}}}},{"type":"aws_x","name":"b","provider_config_key":"aws.w","expressions":{"tags":{"constant_value":{"A":"1"}}}}]}}})", R"({"provider":{"aws":[{},{"alias":"w","default_tags":[{"tags":{"B":"2"}}]}]},"resource":{"aws_x":{"a":{"//":{"address":"aws_x.a"},"tags":{"A":"1","B":"2"}},"b":{"//":{"address":"aws_x.b"},"provider":"aws.w","tags":{"A":"1"}}}}})"},
              {"variables and outputs, whose type may be a list",
               R"({"variables":{"e":{"value":"${dev}"},"none":{}},"planned_values":{"outputs":{"o":{"sensitive":false,"type":["object",{"a":"string"}],"value":{"a":"b"}}},"root_module":{}},"output_changes":{"u":{"after_unknown":true}},"configuration":{"root_module":{"outputs":{"o":{"expression":{"references":["local.x"]}},"u":{"sensitive":true,"expression":{"references":["aws_x.a.arn","aws_x.a"]}}},"variables":{"e":{"sensitive":true}}}}})",
               R"({"variable":{"e":{"sensitive":true,"default":"${dev}"},"none":{}},"output":{"o":{"value":{"a":"b"}},"u":{"sensitive":true,"value":"${paycheck::after_apply()}"}}})"},
              {"a state has values alone; deposed objects are left out",
               R"({"format_version":"1.0","values":{"root_module":{"resources":[{"address":"aws_x.a","mode":"managed","type":"aws_x","name":"a","deposed_key":"00","values":{"name":"old"}},{"address":"aws_x.a","mode":"managed","type":"aws_x","name":"a","values":{"name":"n"},"depends_on":["aws_k.k"]}],"child_modules":[{"address":"module.m","resources":[{"address":"module.m.data.aws_y.d","mode":"data","type":"aws_y","name":"d","values":{"v":1e+06}}]}]}}})", R"({"resource":{"aws_x":{"a":{"//":{"address":"aws_x.a"},"name":"n"}}},"data":{"aws_y":{"module-m-d":{"//":{"address":"module.m.data.aws_y.d"},"v":1e+06}}}})"},
          };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(translated(c.plan).text == c.text);
  }
}

TEST_CASE("what is marked is hidden, as a whole where the mark covers a whole") {
  json::Translation plan = translated(plan_of(
      R"("after":{"name":"secret","rule":[{"days":1},{"days":2}]},"after_unknown":{},"after_sensitive":{"name":true,"rule":[{},{"days":true}]})",
      R"({"name":{"references":["var.s"]},"rule":[{"days":{"constant_value":1}},{"days":{"references":["var.s"]}}]})"));
  std::vector<std::string> hidden;
  for (auto span : plan.hidden)
    hidden.push_back(plan.text.substr(span.begin, span.end - span.begin));
  CHECK(hidden == std::vector<std::string>{"\"secret\"", "2"});
  auto document = json::read("plan.json", std::move(plan));
  REQUIRE(document);
  const json::Value& body = *(*document)->root().find("resource")->find("aws_x")->find("a");
  CHECK((*document)->is_hidden(body.find("name")->begin()));
  CHECK(!(*document)->is_hidden(body.find("rule")->begin()));
  CHECK((*document)->is_outcome());
}

TEST_CASE("positions are those of the values in the plan") {
  std::string text =
      plan_of(R"("after":{
  "name": "a ${b} \u00e9",
  "policy": "p"},"after_unknown":{"kms_key_id":true})",
              R"({"name":{},"policy":{},"kms_key_id":{"references":["aws_k.k.arn"]}})");
  auto document = json::read("plan.json", translated(text));
  REQUIRE(document);
  const json::Value& body = *(*document)->root().find("resource")->find("aws_x")->find("a");
  auto shown = [&](const json::Value& value) {
    std::uint32_t begin = (*document)->outer_offset(value.begin());
    return text.substr(begin, (*document)->outer_offset(value.end()) - begin);
  };
  CHECK(shown(body.find_member("name")->key) == "\"name\"");
  CHECK(shown(*body.find("name")) == R"("a ${b} \u00e9")");
  CHECK((*document)->position(body.find("name")->begin()) == Position{2, 11});
  CHECK(shown(*body.find("policy")) == "\"p\"");
  CHECK(shown(body.find_member("kms_key_id")->key) == "\"kms_key_id\"");
  CHECK(shown(body).starts_with("{\n  \"name\""));
}

TEST_CASE("a plan that is none, or nests too deep, is a problem") {
  auto list = terraform::translate_plan(*read("[]"), schema_of);
  REQUIRE(!list);
  CHECK(list.problems()[0].kind == ProblemKind::Structure);
  std::string deep(1000, '[');
  deep.append(1000, ']');
  auto nested = terraform::translate_plan(*read(plan_of("\"after\":{\"name\":" + deep + "}", "{}")),
                                          schema_of);
  REQUIRE(!nested);
  CHECK(nested.problems()[0].kind == ProblemKind::TooDeep);
}

TEST_CASE("many instances take linear time") {
  std::string text = R"({"resource_changes":[)";
  for (int i = 0; i < 20000; ++i)
    text += std::string(i == 0 ? "" : ",") + R"({"address":"aws_x.a[)" + std::to_string(i) +
            R"(]","type":"aws_x","name":"a","index":)" + std::to_string(i) +
            R"(,"change":{"after":{"name":"n"}}})";
  text += "]}";
  auto all = nlohmann::json::parse(translated(text).text);
  CHECK(all.at("resource").at("aws_x").size() == 20000);
}
