// SPDX-License-Identifier: Apache-2.0
// Scenes: names in; suffix, reason and findings out.
#include "suffix_scene.hpp"

using namespace paycheck;

namespace {

struct Case {
  Strings names;
  std::string expected;  ///< `value (from): why`, or `none (from): why`
  std::string judged;
  std::string stack_id;
  Strings environment_tags;
  Strings suffix_tags;
  std::string option, option_from, environment;
  std::string note;
};

std::string told(const Suffix& suffix) {
  std::string value = suffix.state == Suffix::State::Known  ? suffix.value
                      : suffix.state == Suffix::State::None ? "none"
                                                            : "unknown";
  return value + " (" + suffix.from + "): " + suffix.why;
}

void check(const Case& c) {
  Scene scene;
  scene.names(c.names);
  for (const std::string& tag : c.environment_tags)
    scene.evidence.environment_tags.push_back(scene.pieces(tag));
  for (const std::string& tag : c.suffix_tags)
    scene.evidence.suffix_tags.push_back(scene.pieces(tag));
  scene.evidence.stack_id = c.stack_id;
  scene.evidence.option = c.option;
  scene.evidence.option_from = c.option_from;
  scene.evidence.environment = c.environment;
  Suffix suffix = scene.learn();
  CAPTURE(joined(c.names));
  CHECK(told(suffix) == c.expected);
  CHECK(suffix.note == c.note);
  CHECK((suffix.reference != nullptr) == (suffix.value.find("${") != std::string::npos));
  if (suffix.state == Suffix::State::Known) CHECK(joined(scene.judged(suffix)) == c.judged);
  if (suffix.state != Suffix::State::Known) CHECK(suffix.value.empty());
}

Strings times(std::size_t count, const std::string& text) {
  return Strings(count, text);
}

const Strings payment = {
    "payment-synthl0s3m1-{api-key,api,usage-plan}",
    "/aws/lambda/payment-synthl0s3m1-processor",
    "payment-synthl0s3m1-{dynamodb-throttles,lambda-duration,lambda-errors,payments,lambda-role}",
    "alias/payment-synthl0s3m1-{dynamodb,dynamodb-replica,lambda,s3}",
    "payment-synthl0s3m1-{processor,logs-us-east-1,alarms}",
    "/payment/synthl0s3m1/{api-key,bucket-name,table-name}"};
const Strings payment_ideal = {
    "payment-synthl0s3m1-{api-key,api,usage-plan}",
    "/aws/lambda/payment-processor",
    "payment-synthl0s3m1-{dynamodb-throttles,lambda-duration,lambda-errors,payments,lambda-role}",
    "alias/payment-synthl0s3m1-{dynamodb,lambda,s3}",
    "payment-synthl0s3m1-{processor,logs-us-east-1,alarms}",
    "/payment/synthl0s3m1/{api-key,bucket-name,table-name}"};
const Strings three_region = {
    "payment-{api,processing}-dev",
    "payment-failover-ap-southeast-1-to-{eu-west-1,us-east-1}-dev",
    "payment-failover-eu-west-1-to-{ap-southeast-1,us-east-1}-dev",
    "payment-failover-us-east-1-to-{ap-southeast-1,eu-west-1}-dev",
    "/aws/lambda/payment-processor-{ap-southeast-1,eu-west-1,us-east-1}-dev",
    "/aws/states/payment-workflow-{ap-southeast-1,eu-west-1,us-east-1}-dev",
    "payment-lambda-errors-{ap-southeast-1,eu-west-1,us-east-1}-dev",
    "payments-dev",
    "payment-lambda-{policy,role}-dev",
    "payment-sfn-{policy,role}-dev",
    "alias/payment-processing-{ap-southeast-1,eu-west-1,us-east-1}-dev",
    "payment-processor-{ap-southeast-1,eu-west-1,us-east-1}-dev",
    "payment-receipts-{ap-southeast-1,eu-west-1,us-east-1}-dev",
    "payment-workflow-{ap-southeast-1,eu-west-1,us-east-1}-dev",
    "payment-alerts-{ap-southeast-1,eu-west-1,us-east-1}-dev"};
const Strings dr = {"payments-table-{throttle-dev,dev}",
                    "payment-lambda-errors-{primary,secondary}-dev",
                    "payment-lambda-role-dev",
                    "s3-replication-role-dev",
                    "payment-processor-{primary,secondary}-dev",
                    "payment-audit-{primary,secondary}-dev",
                    "payment-notifications-{primary,secondary}-dev"};
const Strings migration = {
    "payment-{api,dashboard,lambda-errors,rds-cpu,db,db-subnet}-dev-001",
    "/aws/apigateway/payment-api-dev-001",
    "/aws/lambda/payment-processor-dev-001",
    "payment-{transactions,lambda-role,s3-replication}-dev-001",
    "alias/payment-rds-dev-001",
    "payment-{processor,data-eu-west-1,data-us-east-1,lambda-sg,rds-sg}-dev-001"};
// clang-format off
const Strings probe = {
    "/x", "dyn", "f", "n", "b", "r", "dyn", "x-${not_interpolated}", "a-${var.env-name}-b", "x-${if}y",
    "x-${terraform.workspace}", "q\\\"uote ${x}", "café-→-😀-<&>", "q--8.109562212591396e+298",
    "q_${count.index}", "q", "${each.value}", "q-${each.key}", "${each.value.name}", "x"};
// clang-format on

}  // namespace

TEST_CASE("suffixes of whole stacks") {
  const std::string ideal = "NAM001 /aws/lambda/payment-processor", id = "TapStacksynthl0s3m1";
  const Case cases[] = {
      {payment, "synthl0s3m1 (tag): all EnvironmentSuffix tags say synthl0s3m1", "", id,
       times(21, "dev"), times(21, "synthl0s3m1")},
      {payment_ideal, "synthl0s3m1 (tag): all EnvironmentSuffix tags say synthl0s3m1", ideal, id,
       times(20, "dev"), times(20, "synthl0s3m1")},
      {payment, "synthl0s3m1 (names): 19 of 19 names carry it", "", id, times(21, "dev")},
      {payment_ideal, "synthl0s3m1 (names): 17 of 18 names carry it", ideal, id, times(20, "dev")},
      {three_region, "dev (names): 37 of 37 names carry it", "", "tap", times(37, "dev")},
      {dr, "dev (names): 12 of 12 names carry it", "", "TapStackdev", times(12, "dev")},
      {migration, "dev-001 (names): 17 of 17 names carry it", "", "tap", times(41, "development")},
      {probe, "none (none): no environment suffix found in 20 names", "", "probe"},
      {{"shared-bucket"}, "none (none): only 1 name", "", "base"},
      {{}, "none (none): no names"},
  };
  for (const Case& c : cases) check(c);
}

TEST_CASE("suffixes learned from names") {
  const std::string ref = "${var.environment}";
  const Case cases[] = {
      {{"acme-payment-{api,table,topic,dlq}", "acme-refunds"},
       "none (none): no environment suffix found in 5 names"},
      {{"dev-payment-{api,table}", "dev-orders-topic", "payment-dlq"},
       "dev (names): 3 of 4 names carry it",
       "NAM001 payment-dlq"},
      {{"acme-dev-payment-{api,t,q}", "acme-payment-dlq"},
       "dev (names): 3 of 4 names carry it",
       "NAM001 acme-payment-dlq"},
      {{"Payment{Api,Table,Topic}Dev", "PaymentDlq"},
       "Dev (names): 3 of 4 names carry it",
       "NAM001 PaymentDlq"},
      {{"PAY_DEV_{A,B,C}", "PAY_D"}, "DEV (names): 3 of 4 names carry it", "NAM001 PAY_D"},
      {{"payment-dev", "orders"}, "none (none): only 2 names"},
      {{"acme-test-runner-{api,t,q}", "acme-dash"},
       "none (none): no environment suffix found in 4 names"},
      {{"pay-${var.environment}-{a,b,c}", "pay-d"},
       ref + " (names): 3 of 4 names carry it",
       "NAM001 pay-d"},
      {{"pay-${var.environment}-{a,b,c}", "pay-dev-d"},
       ref + " (names): 3 of 4 names carry it",
       "NAM002 pay-dev-d (dev)"},
      {{"pay-${var.environment}-{a,b,c}", "pay-${local.env}-d"},
       ref + " (names): 3 of 4 names carry it",
       "? pay-${local.env}-d"},
      {{"pay-${var.environment}-{a,b,c}", "payqueue${var.environment}"},
       ref + " (names): 3 of 4 names carry it"},
      {{"pay-dev-a-${random_id.x.hex}", "pay-dev-{b,c}", "pay-${random_id.x.hex}"},
       "dev (names): 3 of 4 names carry it",
       "? pay-${random_id.x.hex}"},
      {{"pay-dev-{a,b}", "pay-prod-{a,b}"}, "none (none): no environment suffix found in 4 names"},
      {{"pay-dev-{a,b,c}", "pay-prod-d"},
       "dev (names): 3 of 4 names carry it",
       "NAM002 pay-prod-d (prod)"},
      {{"{a,b,c}-dev-001", "d-dev-002"},
       "dev-001 (names): 3 of 4 names carry it",
       "NAM002 d-dev-002 (dev-002)"},
      {{"{a,b}-dev-001", "{c,d}-dev-002"}, "dev (names): 4 of 4 names carry it"},
      {{"acme-billing-v2-{a,b,c}", "acme-x"},
       "none (none): no environment suffix found in 4 names",
       "",
       "billing-v2"},
      {{"acme-payments-{a,b,c}", "acme-x"},
       "none (none): no environment suffix found in 4 names",
       "",
       "acme-payments"},
      {{"pay-x7k2-{a,b,c}", "pay-d"},
       "x7k2 (names): 3 of 4 names carry it",
       "NAM001 pay-d",
       "PayStackx7k2"},
      {{"pay-x7k2-{a,b,c}", "pay-qa3-d"},
       "x7k2 (names): 3 of 4 names carry it",
       "NAM002 pay-qa3-d (qa3)",
       "PayStackx7k2"},
      {{"pay-x7k2-{a,b,c}", "pay-d"},
       "none (none): no environment suffix found in 4 names",
       "",
       "x7k2"},
      {{"x7k2-{a,b,c}", "pay-d"},
       "none (none): no environment suffix found in 4 names",
       "",
       "PayStackx7k2"},
      {{"pay-blue-{a,b,c}", "pay-d"},
       "blue (names): 3 of 4 names carry it",
       "NAM001 pay-d",
       "",
       {"Blue"}},
      {{"pay-blue-{a,b,c}", "pay-d"}, "none (none): no environment suffix found in 4 names"},
      {{"pay-blue-x-{a,b,c}", "pay-d"},
       "blue-x (names): 3 of 4 names carry it",
       "NAM001 pay-d",
       "",
       {"blue", "Blue-X"}},
      {{"pay-{a,b,c}", "pay-d"},
       "none (none): no environment suffix found in 4 names",
       "",
       "",
       {"pay"}},
      {{"/aws/lambda/pay-dev-f", "alias/pay-dev-k", "/pay/dev/key", "/aws/lambda/pay-f"},
       "dev (names): 3 of 4 names carry it",
       "NAM001 /aws/lambda/pay-f"},
      // Two thirds, and three.
      {{"pay-dev-{a,b,c,d}", "pay-{e,f}"},
       "dev (names): 4 of 6 names carry it",
       "NAM001 pay-e; NAM001 pay-f"},
      {{"pay-dev-{a,b,c}", "pay-{d,e}"}, "none (none): no environment suffix found in 5 names"},
      {{"pay-dev-{a,b}", "pay-c"}, "none (none): no environment suffix found in 3 names"},
      // One name counts once; a name without separators is judged, but teaches nothing.
      {{"dev-dev-a", "dev-b", "pay-c"}, "none (none): no environment suffix found in 3 names"},
      {{"pay-dev-{a,b,c}", "payqueuedev", "payqueue"},
       "none (none): no environment suffix found in 5 names"},
      {{"pay-dev-{a,b,c}", "payqueuedev"}, "dev (names): 3 of 4 names carry it"},
      // Digits, pull requests, ambiguous words.
      {{"pay-pr17-{a,b,c}", "pay-pr18-d"},
       "pr17 (names): 3 of 4 names carry it",
       "NAM002 pay-pr18-d (pr18)"},
      {{"pay-PR-17-{a,b,c}", "pay-pr-18"},
       "PR-17 (names): 3 of 4 names carry it",
       "NAM002 pay-pr-18 (pr-18)"},
      {{"pay-pr-{a,b,c}"}, "none (none): no environment suffix found in 3 names"},
      {{"{a,b,c}-test"}, "test (names): 3 of 3 names carry it"},
      {{"{a,b}-test", "c-test-x", "test-d"}, "none (none): no environment suffix found in 4 names"},
      {{"{a,b,c}-test", "c-test-x", "d-test-x"}, "test (names): 5 of 5 names carry it"},
      {{"acme-test2-{a,b,c}"}, "test2 (names): 3 of 3 names carry it"},
      {{"acme-test-2-{a,b,c}"}, "test-2 (names): 3 of 3 names carry it"},
      {{"acme-test-runner-{a,b,c}"}, "test (names): 3 of 3 names carry it", "", "", {"Testing"}},
      {{"acme-test-runner-{a,b,c}"}, "test (names): 3 of 3 names carry it", "", "AcmeTest"},
      {{"acme-test-runner-{a,b,c}"},
       "unknown (unknown): whether test names an environment is not known",
       "",
       "",
       {"${var.e}"}},
      {{"acme-live-dev-{a,b,c}"}, "dev (names): 3 of 3 names carry it"},
      // Rivals.
      {{"dev-{a,b,c}-prod"}, "none (none): most names carry dev and prod alike"},
      {{"dev-{a,b}-prod", "${x}-dev"}, "unknown (unknown): prod may be the suffix as well as dev"},
      {{"pay-dev-001-{a,b}", "pay-dev-${x}"},
       "unknown (unknown): only 2 of 3 names surely carry dev-001"},
      {{"pay-dev-${var.environment}-{a,b,c}"}, "dev (names): 3 of 3 names carry it"},
      // Holes.
      {{"pay-dev-{a,b,c}", "${x}"}, "dev (names): 3 of 4 names carry it", "? ${x}"},
      {{"pay-dev-{a,b}", "${x}"}, "unknown (unknown): only 2 of 3 names surely carry dev"},
      {{"pay-{a,b,c}", "${x}"}, "none (none): no environment suffix found in 4 names"},
      {{"${x}-{a,b,c}", "pay-d"}, "unknown (unknown): 3 of 4 names are not fully known"},
      {{"pay-dev${x}-{a,b}", "pay-dev-{c,d,e,f,g}", "h"},
       "unknown (unknown): only 5 of 8 names surely carry dev"},
      {{"pay-blue-{a,b,c}"},
       "unknown (unknown): whether blue names an environment is not known",
       "",
       "",
       {"blue${x}"}},
      {{"pay-x7k2-{a,b}", "${x}"},
       "unknown (unknown): only 2 of 3 names surely carry x7k2",
       "",
       "PayStackx7k2"},
      {{"{a,b}-test", "c-test-x", "${x}"},
       "unknown (unknown): whether test names an environment is not known"},
      {{"x7k2-{a,b}", "pay-x7k2-{c,d}", "${x}"},
       "unknown (unknown): whether x7k2 names an environment is not known",
       "",
       "PayStackx7k2"},
      {{"x7k2-a", "pay-x7k2-{c,d}", "${x}"},
       "x7k2 (names): 3 of 4 names carry it",
       "? ${x}",
       "PayStackx7k2"},
      // How it is written.
      {{"pay-Dev-{a,b}", "pay-DEV-c"}, "Dev (names): 3 of 3 names carry it"},
      {{"a-dev_001", "{b,c}-dev-001"}, "dev-001 (names): 3 of 3 names carry it"},
      {{"{a,b}_Dev_001", "c-dev-001"}, "Dev_001 (names): 3 of 3 names carry it"},
      {{"{a,b,c}-dev-us-east-1-001"}, "dev-001 (names): 3 of 3 names carry it"},
      // What is left out of names: prefixes, regions, accounts.
      {{"dev-us-gov-west-1-{a,b}", "c-123456789012dev"}, "dev (names): 3 of 3 names carry it"},
      {{"/aws/dev/{a,b,c}", "/aws/vendedlogs/states/d"},
       "dev (names): 3 of 4 names carry it",
       "NAM001 /aws/vendedlogs/states/d"},
      {{"pay-dev-us-${x}", "pay-dev-{b,c}"}, "dev (names): 3 of 3 names carry it"},
  };
  for (const Case& c : cases) check(c);
}

TEST_CASE("sources in order") {
  const Strings dev = {"pay-dev-{a,b,c}", "pay-d"};
  const Strings open = {"pay-dev-{a,b,c}", "${x}"};
  const std::string learned = "dev (names): 3 of 4 names carry it", d = "NAM001 pay-d";
  const Case cases[] = {
      {dev, "none (option): --suffix says none", "", "", {}, {"dev"}, "none", "option", "dev"},
      {dev, "none (config): paycheck.json says none", "", "", {}, {"dev"}, "none", "config", "dev"},
      {{"pay-a"}, "x9 (option): --suffix says x9", "NAM001 pay-a", "", {}, {}, "x9", "option"},
      {dev, "DEV (config): paycheck.json says DEV", d, "", {}, {}, "DEV", "config", "b"},
      {dev, "none (option): --suffix says --, which is no suffix", "", "", {}, {}, "--", "option"},
      {{"pay-${var.env}-a"},
       "dev (option): --suffix says dev",
       "? pay-${var.env}-a",
       "",
       {},
       {},
       "dev",
       "option"},

      {dev, "dev (environment): ENVIRONMENT_SUFFIX says dev", d, "", {}, {"x"}, "", "", "dev"},
      {dev,
       learned,
       d,
       "",
       {},
       {},
       "",
       "",
       "pr9",
       "ENVIRONMENT_SUFFIX says pr9, which no name carries: ignored"},
      {open,
       "unknown (unknown): ENVIRONMENT_SUFFIX says pr9, which no name surely carries",
       "",
       "",
       {},
       {},
       "",
       "",
       "pr9"},
      {{"p-${var.env}-{a,b,c}"},
       "${var.env} (names): 3 of 3 names carry it",
       "",
       "",
       {},
       {},
       "",
       "",
       "pr9",
       "ENVIRONMENT_SUFFIX says pr9, which no name carries: ignored"},

      {dev, "dev (tag): the EnvironmentSuffix tag says dev", d, "", {}, {"dev"}},
      {dev, "Dev (tag): all EnvironmentSuffix tags say Dev", d, "", {}, {"Dev", "dev"}},
      {dev, "none (tag): EnvironmentSuffix says a and b", "", "", {}, {"a", "b", "a"}},
      {dev,
       "none (tag): EnvironmentSuffix says a, b, c and others",
       "",
       "",
       {},
       {"a", "b", "c", "d", "e"}},
      {dev, "none (tag): EnvironmentSuffix says a and dev", "", "", {}, {"a", "dev", "${x}"}},
      {dev, "none (tag): no name carries x9", "", "", {}, {"x9"}},
      {dev, "none (tag): no name carries x9", "", "", {}, {"x9", "${x}"}},
      {dev, "none (tag): no name carries \"\"", "", "", {}, {""}},
      {open, "unknown (unknown): no name surely carries x9", "", "", {}, {"x9"}},
      {dev,
       "unknown (unknown): not all EnvironmentSuffix tags are known to say dev",
       "",
       "",
       {},
       {"dev", "${x}"}},
      {dev, "unknown (unknown): the value of EnvironmentSuffix is not known", "", "", {}, {"${x}"}},
      {{"p-${var.env}-{a,b}", "p-c"},
       "${var.env} (tag): all EnvironmentSuffix tags say ${var.env}",
       "NAM001 p-c",
       "",
       {},
       {"${var.env}", "${var.env}"}},
      {{"p-${var.env}-1-{a,b}", "p-c-${var.env}"},
       "${var.env}-1 (tag): the EnvironmentSuffix tag says ${var.env}-1",
       "NAM001 p-c-${var.env}",
       "",
       {},
       {"${var.env}-1"}},
      {{"p-${var.env}-{a,b}", "p-c"},
       "unknown (unknown): EnvironmentSuffix says ${var.env} and dev",
       "",
       "",
       {},
       {"${var.env}", "dev"}},
  };
  for (const Case& c : cases) {
    check(c);
  }
}

TEST_CASE("what stands in the way has a place") {
  json::Value text;
  Hole hole;
  hole.place.value = &text;
  const TextPiece dev[] = {{"pay-dev-a", nullptr}}, open[] = {{{}, &hole}};
  SuffixEvidence evidence;
  evidence.names = {dev, dev, open};
  Suffix suffix = learn_suffix(evidence);
  CHECK(suffix.state == Suffix::State::Unknown);
  CHECK(suffix.place == hole.place);
  Arena arena;
  CHECK(carries(dev, suffix) == Truth::Unknown);
  terraform::Value other = stranger(dev, suffix, arena);
  REQUIRE(other.hole());
  CHECK(other.hole()->place == hole.place);
  CHECK(other.hole()->reason == terraform::Reason::SuffixOrTagsOpen);
  CHECK(carries(dev, Suffix{}) == Truth::False);
  CHECK(stranger(dev, Suffix{}, arena).is_absent());
}
