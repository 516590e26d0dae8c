// SPDX-License-Identifier: Apache-2.0
// Configurations. Blocks are written one a line: kind type name, and the line and column that a
// finding about the block would have.
#include <doctest/doctest.h>

#include <algorithm>

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {
namespace {

using Document = std::unique_ptr<json::Document>;

Document read(std::string text, std::string file = "main.tf.json") {
  auto document = json::read(std::move(file), std::move(text));
  REQUIRE(document);
  return std::move(*document);
}

std::string dump(const std::vector<Problem>& problems) {
  std::string out;
  for (const Problem& problem : problems)
    out +=
        (out.empty() ? "" : "\n") + std::string(to_string(problem.kind)) + ' ' + to_string(problem);
  return out;
}

std::string dump(const Configuration& configuration) {
  constexpr std::string_view kinds[] = {"resource", "data",   "ephemeral", "provider", "variable",
                                        "output",   "module", "terraform", "locals",   "other"};
  std::string out;
  for (const Block& block : configuration.blocks) {
    Position at = block.place.document->position(block.place.begin());
    out += out.empty() ? "" : "; ";
    out += kinds[static_cast<std::size_t>(block.kind)];
    for (std::string_view word : {block.type, block.name})
      out += word.empty() ? "" : ' ' + std::string(word);
    out += ' ' + std::to_string(at.line) + ':' + std::to_string(at.column);
  }
  return out;
}

struct Case {
  std::string_view text;
  std::string_view blocks;
  std::string_view problems = "";
};

template <std::size_t N>
void check(const Case (&cases)[N]) {
  for (const Case& c : cases) {
    CAPTURE(c.text);
    Document document = read(std::string(c.text));
    Configuration configuration;
    std::string problems = dump(add_document(configuration, *document));
    CHECK(dump(configuration) == c.blocks);
    CHECK(problems == c.problems);
  }
}

TEST_CASE("shapes of blocks") {
  constexpr Case cases[] = {
      {R"({})", ""},
      {R"([])", ""},
      {R"({"//": {"metadata": 1}})", ""},
      {R"({"resource": {"t": {"a": {}, "b": {}}, "u": {"a": {}}}})",
       "resource t a 1:21; resource t b 1:30; resource u a 1:46"},
      {R"({"resource": [{"t": [{"a": [{}]}, {"b": {}}]}, {"u": {"a": {}}}]})",
       "resource t a 1:23; resource t b 1:36; resource u a 1:55"},
      {R"([{"resource": {"t": {"a": {}}}}, {"data": {"t": {"a": {}}}}])",
       "resource t a 1:22; data t a 1:50"},
      {R"({"resource": {"t": {"a": {}}, "t": {"b": {}}}, "resource": {"t": {"c": {}}}})",
       "resource t a 1:21; resource t b 1:37; resource t c 1:67"},
      {R"({"resource": {"t": {"a": null, "b": []}}})", ""},
      {R"({"resource": {"t": {"a": [null]}}})", "resource t a 1:21"},
      {R"({"resource": {"t": {"a": [{}, {}]}}})", "resource t a 1:27; resource t a 1:31"},
      {R"({"ephemeral": {"t": {"a": {}}}})", "ephemeral t a 1:22"},
      {R"({"provider": {"aws": {}}})", "provider aws 1:15"},
      {R"({"provider": {"aws": [{"region": "r"}]}})", "provider aws 1:15"},
      {R"({"provider": {"aws": [{}, {"alias": "west"}, {"alias": 1}]}})",
       "provider aws 1:23; provider aws west 1:27; provider aws 1:46"},
      {R"({"provider": [{"aws": {}}, {"google-beta": {"alias": "x"}}]})",
       "provider aws 1:16; provider google-beta x 1:29"},
      {R"({"variable": {"a": {}}, "output": {"b": [{}]}, "module": {"c": {}}})",
       "variable a 1:15; output b 1:36; module c 1:59"},
      {R"({"terraform": [{}, {}]})", "terraform 1:16; terraform 1:20"},
      {R"({"terraform": {}, "locals": {"x": 1, "//": 2}})", "terraform 1:2; locals 1:19"},
      {R"({"locals": [{"x": 1}, {"y": 1}], "locals": null})", "locals 1:13; locals 1:23"},
      {R"({"moved": [{}, {}], "import": {}, "removed": {}})",
       "other moved 1:12; other moved 1:16; other import 1:21; other removed 1:35"},
      {R"({"check": {"c": {}}, "action": {"t": {"a": {}}}, "required_providers": {}})",
       "other check c 1:12; other action a 1:39; other required_providers 1:50"},
      {R"({"resource": {"t": {"größe": {"//": 1, "_": {}}}}})", "resource t größe 1:21"},
  };
  check(cases);
}

TEST_CASE("what Terraform refuses") {
  constexpr Case cases[] = {
      {R"("x")", "",
       "structure main.tf.json:1:1: configuration: expected an object or an array of objects, "
       "found a string"},
      {R"(null)", "",
       "structure main.tf.json:1:1: configuration: expected an object or an array of objects, "
       "found null"},
      {R"([{}, [], {"locals": {}}])", "locals 1:11",
       "structure main.tf.json:1:6: configuration: expected an object, found an array"},
      {R"({"resources": {}})", "",
       "structure main.tf.json:1:2: unknown root key 'resources' (did you mean 'resource'?)"},
      {R"({"unknown": null})", "",
       "structure main.tf.json:1:2: unknown root key 'unknown' (no argument or block of that name "
       "stands at the root)"},
      {R"({"resource": null})", "",
       "structure main.tf.json:1:14: resource: missing block label (write {\"type\": {...}} or "
       "leave it out)"},
      {R"({"resource": {}})", "",
       "structure main.tf.json:1:14: resource: missing block label (write {\"type\": {...}} or "
       "leave it out)"},
      {R"({"resource": []})", "",
       "structure main.tf.json:1:14: resource: missing block label (write {\"type\": {...}} or "
       "leave it out)"},
      {R"({"resource": [{}]})", "",
       "structure main.tf.json:1:14: resource: missing block label (write {\"type\": {...}} or "
       "leave it out)"},
      {R"({"data": {"t": null}})", "",
       "structure main.tf.json:1:16: data.t: missing block label (write {\"name\": {...}} or leave "
       "it out)"},
      {R"({"resource": {"t": []}})", "",
       "structure main.tf.json:1:20: resource.t: missing block label (write {\"name\": {...}} or "
       "leave it out)"},
      {R"({"provider": null})", "",
       "structure main.tf.json:1:14: provider: missing block label (write {\"name\": {...}} or "
       "leave it out)"},
      {R"({"resource": "x"})", "",
       "structure main.tf.json:1:14: resource: expected an object or an array of objects, found a "
       "string"},
      {R"({"resource": [null, {"t": {"a": {}}}]})", "resource t a 1:28",
       "structure main.tf.json:1:15: resource: expected an object, found null"},
      {R"({"resource": {"t": {"a": "x", "b": {}}}})", "resource t b 1:31",
       "structure main.tf.json:1:26: t.a: expected a body, which is an object or an array of "
       "objects, found a string"},
      {R"({"data": {"t": {"a": ["x"]}}})", "",
       "structure main.tf.json:1:23: data.t.a: expected a body, which is an object, found a "
       "string"},
      {R"({"locals": "x", "terraform": true})", "",
       "structure main.tf.json:1:12: locals: expected a body, which is an object or an array of "
       "objects, found a string\n"
       "structure main.tf.json:1:30: terraform: expected a body, which is an object or an array of "
       "objects, found a boolean"},
      {R"({"resource": {"//": "x", "t": {"//": {}, "a": {}}}})", "resource t a 1:42",
       "structure main.tf.json:1:15: resource: '//' is no comment here, but the name of a resource "
       "type "
       "(comments stand at the root and in bodies)\n"
       "structure main.tf.json:1:32: resource.t: '//' is no comment here, but the name of a "
       "resource "
       "(comments stand at the root and in bodies)"},
      {R"({"resource": {"t": {"2a": {}, "": {}}, "2t": {"a": {}}}})", "",
       "structure main.tf.json:1:21: t.2a: invalid resource name '2a' (a name is a letter or '_', "
       "then letters, digits, '_' and '-')\n"
       "structure main.tf.json:1:31: t.: invalid resource name '' (a name is a letter or '_', then "
       "letters, digits, '_' and '-')\n"
       "structure main.tf.json:1:40: resource.2t: invalid resource type '2t' "
       "(a name is a letter or '_', then letters, digits, '_' and '-')"},
      {R"({"variable": {"a b": {}, "count": {}}})", "",
       "structure main.tf.json:1:15: variable.a b: invalid variable name 'a b' (a name is a letter "
       "or '_', then letters, digits, '_' and '-')\n"
       "structure main.tf.json:1:26: variable.count: the variable name is reserved (modules have "
       "an argument of that name)"},
      {R"({"output": {"a.b": {}}, "locals": {"c d": 1, "e": 1}})", "locals 1:25",
       "structure main.tf.json:1:13: output.a.b: invalid output name 'a.b' (a name is a letter or "
       "'_', then letters, digits, '_' and '-')\n"
       "structure main.tf.json:1:36: local.c d: invalid local value name 'c d' (a name is a letter "
       "or '_', then letters, digits, '_' and '-')"},
      {R"({"provider": {"aws.west": {}, "a_b": {}}})", "",
       "structure main.tf.json:1:15: provider.aws.west: invalid provider name 'aws.west' (write "
       "\"aws\": [{\"alias\": \"west\"}])\n"
       "structure main.tf.json:1:31: provider.a_b: invalid provider name 'a_b' (a provider's name "
       "holds small letters, digits and inner dashes)"},
  };
  check(cases);
}

TEST_CASE("metadata and places") {
  Document document =
      read(R"([{"//": {"a": 1}}, {"//": "b", "module": {"m": [{"source": "x"}]}}])");
  Configuration configuration;
  CHECK(add_document(configuration, *document).empty());
  REQUIRE(configuration.metadata.size() == 2);
  CHECK(configuration.metadata[0]->find("a"));
  CHECK(configuration.metadata[1]->text() == "b");
  const json::Place& place = configuration.blocks.at(0).place;
  CHECK(place.document == document.get());
  CHECK(place.key->text() == "m");
  CHECK(place.value->find("source")->text() == "x");
}

TEST_CASE("no more problems than can be read") {
  std::string text = "{\"a\": 1";
  for (int i = 0; i < 5000; ++i) text += ", \"a\": 1";
  Document document = read(text + '}');
  Configuration configuration;
  CHECK(add_document(configuration, *document).size() == 1000);
}

constexpr Argument bucket_arguments[] = {
    {.name = "bucket"},
    {.name = "rule", .form = Argument::Form::Block},
    {.name = "tags", .form = Argument::Form::Map},
};
constexpr Schema bucket_schema{bucket_arguments};

const Schema* schema_of(const Block& block) {
  return block.type == "bucket" ? &bucket_schema : nullptr;
}

TEST_CASE("what is written twice") {
  struct Pair {
    std::string_view text;
    std::string_view problems;
  };
  constexpr Pair cases[] = {
      {R"({"resource": {"t": {"a": {}}}, "data": {"t": {"a": {}}}, "output": {"a": {}}, "variable": {"a": {}}, "module": {"a": {}}})",
       ""},
      {R"({"resource": {"t": {"a": {}, "a": {}}}})",
       "duplicate m:1:30: t.a is declared twice (first at line 1)"},
      {R"({"resource": {"t": {"a": {}}}, "resource": {"t": {"a": {}, "a": {}}}})",
       "duplicate m:1:51: t.a is declared twice (first at line 1)\nduplicate m:1:60: t.a is "
       "declared twice (first at line 1)"},
      {R"({"resource": {"t": {"a": [{}, {}]}}})",
       "duplicate m:1:31: t.a is declared twice (first at line 1)"},
      {R"({"data": {"t": {"a": {}, "a": {}}}})",
       "duplicate m:1:26: data.t.a is declared twice (first at line 1)"},
      {"{\"output\": {\"a\": {},\n\"a\": {}}}",
       "duplicate m:2:1: output.a is declared twice (first at line 1)"},
      {R"({"variable": {"a": {}, "a": {}}})",
       "duplicate m:1:24: variable.a is declared twice (first at line 1)"},
      {R"({"module": {"a": {}, "a": {}}})",
       "duplicate m:1:22: module.a is declared twice (first at line 1)"},
      {R"({"locals": {"a": 1, "a": 2, "//": 1, "//": 2}})",
       "duplicate m:1:21: local.a is declared twice (first at line 1)"},
      {R"({"locals": [{"a": 1}, {"a": 2}]})",
       "duplicate m:1:24: local.a is declared twice (first at line 1)"},
      {R"({"provider": {"aws": [{}, {"alias": "x"}]}, "terraform": [{}, {}]})", ""},
      // Arguments.
      {R"({"resource": {"t": {"a": {"x": 1, "x": 1}}}})",
       "duplicate m:1:35: t.a: 'x' is written twice (first at line 1)"},
      {R"({"resource": {"t": {"a": {"x": "1", "x": {}}}}})",
       "duplicate m:1:37: t.a: 'x' is written twice (first at line 1)"},
      {R"({"resource": {"t": {"a": {"x": {"k": 1, "k": 2}}}}})",
       "duplicate m:1:41: t.a: 'k' is written twice (first at line 1)"},
      {R"({"resource": {"t": {"a": {"x": [{"y": [{"k": 1, "l": 2, "k": 2}]}]}}}})",
       "duplicate m:1:57: t.a: 'k' is written twice (first at line 1)"},
      {R"({"resource": {"t": {"a": {"//": 1, "//": {"a": 1, "a": 1}}}}})", ""},
      {R"({"resource": {"t": {"a": {"rule": {}, "rule": [{}, {}]}}}})", ""},
      {R"({"resource": {"t": {"a": {"lifecycle": {}, "lifecycle": {}}}}})",
       "duplicate m:1:44: t.a: 'lifecycle' is written twice (first at line 1)"},
      {R"({"resource": {"t": {"a": {"provisioner": {"local-exec": {"command": 1}}, "provisioner": {"local-exec": {"command": 1}, "local-exec": {}}}}}})",
       ""},
      {R"({"resource": {"t": {"a": {"provisioner": [{"local-exec": {"command": 1, "command": 1}}]}}}})",
       "duplicate m:1:73: t.a: 'command' is written twice (first at line 1)"},
      {R"({"resource": {"t": {"a": {"dynamic": {"rule": {"content": {"x": 1, "x": 1}}}}}}})",
       "duplicate m:1:68: t.a: 'x' is written twice (first at line 1)"},
      {R"({"output": {"a": {"value": {"x": {}, "x": {}}}}})",
       "duplicate m:1:38: output.a: 'x' is written twice (first at line 1)"},
      {R"({"output": {"a": {"value": {"//": 1, "//": 2}}}})",
       "duplicate m:1:38: output.a: '//' is written twice (first at line 1)"},
      {R"({"variable": {"a": {"default": {"x": {}, "x": {}}, "validation": {}, "validation": {}}}})",
       "duplicate m:1:42: variable.a: 'x' is written twice (first at line 1)"},
      {R"({"module": {"a": {"x": {}, "x": {}, "//": 1, "//": 2}}})",
       "duplicate m:1:28: module.a: 'x' is written twice (first at line 1)"},
      {R"({"locals": {"a": {"x": {}, "x": {}}}})",
       "duplicate m:1:28: locals: 'x' is written twice (first at line 1)"},
      {R"({"provider": {"aws": {"alias": "w", "region": "a", "region": "b"}}})",
       "duplicate m:1:52: provider.aws.w: 'region' is written twice (first at line 1)"},
      {R"({"terraform": {"required_version": "1", "required_version": "1"}})",
       "duplicate m:1:41: terraform: 'required_version' is written twice (first at line 1)"},
      // With a schema.
      {R"({"resource": {"bucket": {"a": {"tags": {}, "tags": {}, "rule": {}, "rule": {}, "bucket": {}, "bucket": {}}}}})",
       "duplicate m:1:44: bucket.a: 'tags' is written twice (first at line 1)\n"
       "duplicate m:1:94: bucket.a: 'bucket' is written twice (first at line 1)"},
      {R"({"resource": {"bucket": {"a": {"tags": {"k": {}, "k": {}}, "_": {"tags": {}, "tags": {}}}}}})",
       "duplicate m:1:50: bucket.a: 'k' is written twice (first at line 1)\n"
       "duplicate m:1:78: bucket.a: 'tags' is written twice (first at line 1)"},
  };
  for (const Pair& c : cases) {
    CAPTURE(c.text);
    Document document = read(std::string(c.text), "m");
    Configuration configuration;
    CHECK(dump(add_document(configuration, *document)) == "");
    CHECK(dump(duplicates(configuration, schema_of)) == c.problems);
  }
}

TEST_CASE("without a schema, repeated objects pass for blocks") {
  Document document = read(R"({"resource": {"bucket": {"a": {"tags": {}, "tags": {}}}}})");
  Configuration configuration;
  CHECK(add_document(configuration, *document).empty());
  CHECK(duplicates(configuration).empty());
}

TEST_CASE("duplicates over several files and among many keys") {
  Document one = read("{\"output\": {\n\"a\": {}}}", "one.tf.json");
  std::string body;
  for (int i = 40; i > 0; --i) body += "\"k" + std::to_string(i) + "\": 1, ";
  Document two =
      read("{\"output\": {\"a\": {" + body + "\n\"k7\": 1, \"k40\": 2}}}", "two.tf.json");
  Configuration configuration;
  CHECK(add_document(configuration, *one).empty());
  CHECK(add_document(configuration, *two).empty());
  CHECK(dump(duplicates(configuration)) ==
        "duplicate two.tf.json:1:13: output.a is declared twice (first at one.tf.json, line 2)\n"
        "duplicate two.tf.json:2:1: output.a: 'k7' is written twice (first at line 1)\n"
        "duplicate two.tf.json:2:10: output.a: 'k40' is written twice (first at line 1)");
}

}  // namespace
}  // namespace paycheck::terraform
