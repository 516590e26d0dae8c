// SPDX-License-Identifier: Apache-2.0
// `paycheck rules test` beyond the examples: controls, and mutants.

#include "cli_scene.hpp"

using namespace cli_scene;

TEST_CASE("rules test refuses a control that no framework holds") {
  Tree tree;
  std::string rule = read_file(repository() / "rules/keys/key-never-rotated.md");
  std::string wanted = "pci-dss-4.0.1/3.7.4";
  std::size_t at = rule.find(wanted);
  REQUIRE(at != std::string::npos);
  tree.add("rules/keys/key-never-rotated.md",
           std::string(rule).replace(at, wanted.size(), "house/1"));
  Run refused = run_in(tree, {"rules", "test", "rules"});
  CHECK(refused.code == 2);
  CHECK(refused.error.starts_with(
      "paycheck: keys/key-never-rotated.md:6:11: no framework holds the control 'house/1' "));
  // A team's own framework stands beside its rules.
  tree.add("rules/frameworks/house.md",
           "# House\n\nId: house\nSource: https://example.com\n\nOurs.\n\n"
           "| Requirement | In our words |\n|---|---|\n| 1 | Keys rotate |\n");
  Run accepted = run_in(tree, {"rules", "test", "rules"});
  CHECK(accepted.error == "");
  CHECK(accepted.code == 0);
}

namespace {

// A rule that means a modern policy and only looks for three letters.
std::string weak_rule(const std::string& severity, const std::string& metadata) {
  return "# Listener without a modern policy\n\nId: NET900\nSeverity: " + severity +
         "\nSince: 0.1.0\nClass: network\n" + metadata +
         "\nOld protocols can be broken.\n\n```paycheck\n"
         "match   aws_lb_listener as listener\n"
         "require listener.ssl_policy matches \".*TLS.*\" or listener.protocol == \"TCP\"\n"
         "report  \"{listener} speaks old protocols\"\n```\n\n## Severity\n\nA reason.\n\n## "
         "Fix\n\n"
         "Set it.\n\n```python\nx = 1\n```\n\n```typescript\nconst x = 1;\n```\n\n"
         "## Good: a modern policy\n\n```json\n{ \"resource\": { \"aws_lb_listener\": { \"l\": {\n"
         "  \"port\": 443, \"ssl_policy\": \"ELBSecurityPolicy-TLS13-1-2-2021-06\" } } } }\n```\n\n"
         "## Bad: none\n\n```json\n{ \"resource\": { \"aws_lb_listener\": { \"l\": { \"port\": 443 "
         "} } } "
         "}\n```\n\n"
         "```text\n1:42 aws_lb_listener.l aws_lb_listener.l speaks old protocols\n```\n";
}

}  // namespace

TEST_CASE("rules test --mutate finds what a weak rule does not notice") {
  struct Case {
    std::string severity, metadata, out;
    int code;
  };
  const std::string survivor = "  a modern policy: aws_lb_listener.l ssl_policy negated\n";
  const Case cases[] = {{"critical", "",
                         "NET900  critical  2 of 3 mutants killed\n" + survivor +
                             "1 rules, 2 of 3 mutants killed (66 %), 1 rules too weak\n",
                         1},
                        {"medium", "",
                         "NET900  medium    2 of 3 mutants killed\n" + survivor +
                             "1 rules, 2 of 3 mutants killed (66 %), 0 rules too weak\n",
                         0},
                        {"high", "Equivalent: ssl_policy negated, the letters are still there\n",
                         "NET900  high      2 of 2 mutants killed, 1 listed as equivalent\n"
                         "1 rules, 2 of 2 mutants killed (100 %), 0 rules too weak\n",
                         0},
                        {"low", "Equivalent: port, it does not matter\n",
                         "NET900  low       2 of 3 mutants killed\n" + survivor +
                             "  Equivalent: port: no such mutant stays right\n"
                             "1 rules, 2 of 3 mutants killed (66 %), 1 rules too weak\n",
                         1}};
  for (const Case& c : cases) {
    Tree tree;
    tree.add("network/listener-without-a-modern-policy.md", weak_rule(c.severity, c.metadata));
    Run run = run_in(tree, {"rules", "test", "--mutate", "network"});
    CHECK(run.error == "");
    CHECK(run.out == c.out);
    CHECK(run.code == c.code);
  }
}

namespace {

std::string rule_of(const std::string& check, const std::string& good, const std::string& bad,
                    const std::string& report) {
  return "# Something wrong\n\nId: NET901\nSeverity: high\nSince: 0.1.0\nClass: network\n\nIt is "
         "wrong.\n\n```paycheck\n" +
         check + "report  \"wrong\"\n```\n\n## Severity\n\nA reason.\n\n## Fix\n\nMend it.\n\n" +
         "```python\nx = 1\n```\n\n```typescript\nconst x = 1;\n```\n\n## Good: "
         "right\n\n```json\n" +
         good + "\n```\n\n## Bad: wrong\n\n```json\n" + bad + "\n```\n\n```text\n" + report +
         "\n```\n";
}

}  // namespace

TEST_CASE("mutants stay of the kind that AWS and Terraform take") {
  const std::string providers =
      "{ \"provider\": { \"aws\": [ { \"region\": \"us-east-1\" }, { \"alias\": \"west\", "
      "\"region\": \"us-west-2\" } ] },\n";
  struct Case {
    std::string what;
    std::string rule;
    const char* counts;
  };
  const Case cases[] = {
      {"a required argument is not removed; a reference becomes another of its type",
       rule_of(
           "match   aws_subnet as part\nwhen    region(part.vpc_id) exists\n"
           "require region(part.vpc_id) == region(part)\n",
           providers +
               "  \"resource\": { \"aws_subnet\": { \"a\": { \"vpc_id\": \"${aws_vpc.a.id}\" } },\n"
               "    \"aws_vpc\": { \"a\": {}, \"b\": { \"provider\": \"aws.west\" } } } }",
           providers +
               "  \"resource\": { \"aws_subnet\": { \"a\": { \"vpc_id\": \"${aws_vpc.b.id}\" } },\n"
               "    \"aws_vpc\": { \"b\": { \"provider\": \"aws.west\" } } } }",
           "2:40 aws_subnet.a wrong"),
       "1 of 1"},
      {"a region becomes another region",
       rule_of("match   aws_secretsmanager_secret as s\neach    r in s.replica\n"
               "when    region(r.kms_key_id) exists\nrequire r.region == region(r.kms_key_id)\n",
               "{ \"resource\": { \"aws_secretsmanager_secret\": { \"s\": { \"replica\": [ {\n"
               "  \"kms_key_id\": \"arn:aws:kms:us-west-2:111122223333:key/k\", \"region\": "
               "\"us-west-2\" } ] } } } }",
               "{ \"resource\": { \"aws_secretsmanager_secret\": { \"s\": { \"replica\": [ {\n"
               "  \"kms_key_id\": \"arn:aws:kms:us-east-1:111122223333:key/k\", \"region\": "
               "\"us-west-2\" } ] } } } }",
               "2:61 aws_secretsmanager_secret.s wrong"),
       "2 of 3"},
      {"a key is borrowed as a key",
       rule_of(
           "match   aws_sqs_queue as q\neach    tag in q.tags\n"
           "forbid  key(tag) matches \"(?i)aws:.*\"\n",
           "{ \"resource\": { \"aws_sqs_queue\": { \"q\": { \"tags\": { \"a\": \"b\" } } } } }",
           "{ \"resource\": { \"aws_sqs_queue\": { \"q\": { \"tags\": { \"aws:a\": \"b\" } } } } }",
           "1:53 aws_sqs_queue.q wrong"),
       "1 of 1"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    Tree tree;
    tree.add("network/something-wrong.md", c.rule);
    Run examples = run_in(tree, {"rules", "test", "network"});
    CAPTURE(examples.error);
    CHECK(examples.out == "1 rules, 2 examples, 0 failed\n");
    Run run = run_in(tree, {"rules", "test", "--mutate", "network"});
    CHECK(run.out.substr(0, run.out.find(" mutants")) ==
          std::string("NET901  high      ") + c.counts);
  }
}

TEST_CASE("critical and high rules of the program notice every mutant") {
  Run run = program::run({"rules", "test", "--mutate", "rules"});
  CAPTURE(run.out);
  CHECK(run.code == 0);
}
