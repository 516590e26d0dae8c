// SPDX-License-Identifier: Apache-2.0
// References that stand without `${}`, and names.
#include <doctest/doctest.h>

#include "terraform_dump.hpp"

namespace paycheck::terraform {
namespace {

struct Case {
  std::string_view text;
  std::string_view expected;
};

TEST_CASE("references without braces") {
  constexpr Case cases[] = {
      {"aws_x.y", "aws_x.y!"},
      {"aws_s3_bucket.reset-me", "aws_s3_bucket.reset-me!"},
      {"aws_s3_bucket.renamed.id", "aws_s3_bucket.renamed.id!"},
      {"${aws_s3_bucket.renamed}", "aws_s3_bucket.renamed!"},
      {"${ aws_x.y }", "aws_x.y!"},
      {" aws_x.y ", "aws_x.y!"},
      {"aws.west", "aws.west!"},
      {"aws", "aws!"},
      {"${aws}", "aws!"},
      {"data.aws_x.y", "data.aws_x.y!"},
      {"module.m", "module.m!"},
      {"module.m[0].x", "module.m[0].x!"},
      {"aws_x.y[\"k\"]", "aws_x.y[\"k\"]!"},
      {"aws_x.y[each.key].id", "aws_x.y[?each.key].id!"},
      {"each.value", "each.value!"},
      {"", "none"},
      {"data", "none"},
      {"data.aws_x", "none"},
      {"true", "none"},
      {"aws_x.", "none"},
      {"aws_x.y z.a", "none"},
      {"f(x.y)", "none"},
      {"x.y + 1", "none"},
      {"a-${x.y}", "none"},
      {"${x.y}-a", "none"},
      {"\"x.y\"", "none"},
      {"}", "none"},
      {")${a.b", "none"},
      {"(x.y)", "x.y!"},
      {"x.y}", "none"},
      {"${", "none"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    Arena arena;
    std::optional<Reference> reference = read_reference(c.text, arena);
    CHECK((reference ? dump(*reference) : "none") == c.expected);
  }
}

TEST_CASE("the range of a reference") {
  Arena arena;
  std::string_view text = "a ${upper( aws_x.y [0] . id )}";
  Template parts = split(text, arena);
  REQUIRE(parts.parts.size() == 2);
  const Reference& reference = parts.parts[1].references[0];
  CHECK(text.substr(reference.begin, reference.end - reference.begin) == "aws_x.y [0] . id");

  for (std::string_view written :
       {"${aws_x.y}", " ${aws_x.y} ", "${ aws_x.y }", "aws_x.y", " aws_x.y ", "(aws_x.y)"}) {
    CAPTURE(written);
    std::optional<Reference> bare = read_reference(written, arena);
    REQUIRE(bare);
    CHECK(written.substr(bare->begin, bare->end - bare->begin) == "aws_x.y");
  }
}

TEST_CASE("identifiers") {
  struct Name {
    std::string_view text;
    bool valid;
  };
  constexpr Name names[] = {{"a", true},    {"_", true},     {"a-b_2", true}, {"größe", true},
                            {"ключ", true}, {"é́", true},     {"", false},     {"2a", false},
                            {"-a", false},  {"a.b", false},  {"a b", false},  {"→", false},
                            {"a→", false},  {"a\xff", false}};
  for (const Name& name : names) {
    CAPTURE(name.text);
    CHECK(is_identifier(name.text) == name.valid);
  }
}

}  // namespace
}  // namespace paycheck::terraform
