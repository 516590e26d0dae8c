// SPDX-License-Identifier: Apache-2.0
// A stack and the plan made of it are judged alike: the same findings at the same addresses. What a
// plan cannot know, or was made with, stands in the table.

#include "program.hpp"

namespace {

using namespace program;

Report report_of(const fs::path& path) {
  LoadOptions options;
  options.root = repository().string();
  return judge(load({path.string()}, options));
}

fs::path plan(std::string_view name) {
  return repository() / "fixtures/plans" / (std::string(name) + ".plan.json");
}

std::set<std::string> without(std::set<std::string> all, const std::set<std::string>& some) {
  for (const std::string& one : some) all.erase(one);
  return all;
}

std::set<std::string> open_questions(const Report& report) {
  std::set<std::string> all;
  for (const Undetermined& open : report.undetermined)
    for (const std::string& subject : open.subjects)
      all.insert(std::string(open.rule) + " " + subject);
  return all;
}

}  // namespace

TEST_CASE("a stack and its plan give the same findings") {
  struct Case {
    std::string tree;
    std::set<std::string> only_stack;  ///< findings that the plan cannot show
    std::set<std::string> only_plan;
    std::set<std::string>
        open_in_plan;  ///< undetermined, as the file beside the stack is not shown
  };
  const Case cases[] = {
      {"payment", {}, {}, {"TFM003 aws_lambda_function.payment_processor"}},
      {"payment-ideal", {}, {}, {"TFM003 aws_lambda_function.payment_processor"}},
      {"dr", {}, {}, {}},
      {"migration", {}, {}, {"TFM003 aws_lambda_function.lambda-payment-processor"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.tree);
    Report stack = report_of(fixture(c.tree) / "cdktf.out"), shown = report_of(plan(c.tree));
    REQUIRE(shown.problems.empty());
    REQUIRE(shown.stacks.size() == 1);
    CHECK(shown.stacks[0].source == "plan");
    CHECK(shown.stacks[0].stack == c.tree + ".plan");
    CHECK(shown.stacks[0].resources == stack.stacks[0].resources);
    CHECK(shown.stacks[0].suffix.value == stack.stacks[0].suffix.value);
    CHECK(shown.stacks[0].tags == stack.stacks[0].tags);
    CHECK(without(identities(stack), identities(shown)) == c.only_stack);
    CHECK(without(identities(shown), identities(stack)) == c.only_plan);
    CHECK(without(open_questions(shown), open_questions(stack)) == c.open_in_plan);
  }
}

TEST_CASE("a finding in a plan points at the value in the plan") {
  Report report = report_of(plan("payment-ideal"));
  std::string text = read_file(plan("payment-ideal"));
  std::set<std::string> seen;
  for (const Finding& finding : report.findings) {
    REQUIRE(finding.location);
    CHECK(finding.location->file == "fixtures/plans/payment-ideal.plan.json");
    std::istringstream lines(text);
    std::string line;
    for (std::uint32_t i = 0; i < finding.location->line; ++i) std::getline(lines, line);
    seen.insert(std::string(finding.rule) + " " +
                line.substr(finding.location->column - 1,
                            finding.location->end_column - finding.location->column));
  }
  CHECK(seen.contains("KMS002 \"kms_key_arn\""));
  CHECK(seen.contains("NAM001 \"name\""));
}

TEST_CASE("an errored plan is judged as far as it goes, and says so") {
  Report report = report_of(plan("three-region"));
  REQUIRE(report.problems.empty());
  REQUIRE(report.stacks.size() == 1);
  REQUIRE(report.stacks[0].notes.size() == 1);
  CHECK(report.stacks[0].notes[0].message ==
        "the plan ended with an error: resources that it does not show are not judged");
  CHECK(report.stacks[0].resources == 48);
  CHECK(!report.findings.empty());
}
