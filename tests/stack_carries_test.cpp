// SPDX-License-Identifier: Apache-2.0
// Single names, texts and tag keys.
#include "suffix_scene.hpp"

using namespace paycheck;

TEST_CASE("carries and stranger") {
  struct {
    const char *name, *suffix;
    Truth carried;
    const char* other;  ///< `?`: unknown; empty: absent
  } cases[] = {
      {"payment-api-prod-dev", "dev", Truth::True, ""},
      {"pay_Dev.001/x", "dev-001", Truth::True, ""},
      {"pay-dev-us-east-1-001", "dev-001", Truth::True, ""},
      {"pay-dev-x-001", "dev-001", Truth::False, "dev"},
      {"pay-001-dev", "dev-001", Truth::False, "dev"},
      {"pay-dev-1", "dev-001", Truth::False, "dev-1"},
      {"payqueuedev", "dev", Truth::True, ""},
      {"PayQueuedev", "dev", Truth::True, ""},
      {"alias/payqueuedev001", "dev-001", Truth::True, ""},
      {"/payqueuedev", "dev", Truth::True, ""},
      {"pay-queuedev", "dev", Truth::False, ""},
      {"payqueuedev-us-east-1", "dev", Truth::False, ""},
      {"paydevqueue", "dev", Truth::False, ""},
      {"pay-development", "dev", Truth::False, ""},
      {"pay-development", "dev-2", Truth::False, "development"},
      {"pay-dev2-a", "dev", Truth::False, "dev2"},
      {"pay-qa-uat", "x7k2", Truth::False, "qa"},
      {"pay-pr-x", "dev", Truth::False, ""},
      {"pay-PR-0012", "dev", Truth::False, "PR-0012"},
      {"pay-Prod-d", "dev", Truth::False, "Prod"},
      {"", "dev", Truth::False, ""},
      {"${x}", "dev", Truth::Unknown, "?"},
      {"pay-prod-${x}", "dev", Truth::Unknown, "?"},
      {"pay-dev${x}", "dev", Truth::Unknown, "?"},
      {"pay-${x}dev", "dev", Truth::Unknown, "?"},
      {"pay-${x}-dev", "dev", Truth::True, ""},
      {"pay-dev-${x}", "dev", Truth::True, ""},
      {"payDev${x}", "pay", Truth::True, ""},
      {"${x}${y}", "dev", Truth::Unknown, "?"},
      {"${x}Dev-${y}", "dev", Truth::Unknown, "?"},
      {"pay-${var.env}", "dev", Truth::Unknown, "?"},
      {"/aws/${x}/pay-dev", "dev", Truth::True, ""},
      {"/aws/lam${x}/pay", "lam", Truth::Unknown, "?"},
      {"caf\xc3\xa9"
       "dev-x",
       "dev", Truth::False, ""},
  };
  for (auto& c : cases) {
    Scene scene;
    Suffix suffix;
    suffix.state = Suffix::State::Known;
    suffix.value = c.suffix;
    NamePieces name = scene.pieces(c.name);
    Arena arena;
    CAPTURE(c.name);
    CAPTURE(c.suffix);
    CHECK(carries(name, suffix) == c.carried);
    terraform::Value other = stranger(name, suffix, arena);
    CHECK((other.is_unknown() ? "?" : std::string(other.text())) == c.other);
    CHECK(other.is_absent() == (*c.other == 0));
  }
}

TEST_CASE("text that comes in pieces is one text") {
  const TextPiece pieces[] = {{"pay-d", nullptr}, {"e", nullptr}, {"v-a", nullptr}};
  Suffix suffix;
  suffix.state = Suffix::State::Known;
  suffix.value = "dev";
  CHECK(carries(pieces, suffix) == Truth::True);
  SuffixEvidence evidence;
  evidence.names = {pieces, pieces, pieces};
  CHECK(learn_suffix(evidence).value == "dev");
}

TEST_CASE("classes of environments") {
  struct {
    const char *text, *environment;
  } cases[] = {{"dev", "dev"},
               {"Develop", "dev"},
               {"devel", "dev"},
               {"DEVELOPMENT", "dev"},
               {"test", "test"},
               {"tst", "test"},
               {"testing", "test"},
               {"qa2", "test"},
               {"uat", "uat"},
               {"int", "int"},
               {"integration", "int"},
               {"stage", "staging"},
               {"staging", "staging"},
               {"stg", "staging"},
               {"preprod", "staging"},
               {"preproduction", "staging"},
               {"prod", "prod"},
               {"prd", "prod"},
               {"production", "prod"},
               {"live", "prod"},
               {"sandbox", "sandbox"},
               {"sbx", "sandbox"},
               {"demo", "demo"},
               {"perf", "perf"},
               {"preview", "preview"},
               {"pr17", "preview"},
               {"pr-17", "preview"},
               {"pr", ""},
               {"pr-x", ""},
               {"Dev-2", "dev"},
               {"acme-prod-dev", "prod"},
               {"", ""},
               {"device", ""},
               {"2dev", ""},
               {"blue", ""},
               {"$default", ""}};
  for (auto& c : cases) {
    CAPTURE(c.text);
    CHECK(environment_class(c.text) == c.environment);
  }
}

TEST_CASE("tag keys are compared without case and separators") {
  CHECK(folded_tag_key("Cost-Center") == "costcenter");
  CHECK(folded_tag_key("cost_center") == "costcenter");
  CHECK(folded_tag_key("COST CENTER") == "costcenter");
  CHECK(folded_tag_key("cost.center") == "cost.center");
  CHECK(folded_tag_key("") == "");
}
