// SPDX-License-Identifier: Apache-2.0
// Frameworks: their pages, what rules may name, and the page that turns it round.

#include <doctest/doctest.h>

#include <set>

#include "paycheck/rulebook.hpp"

namespace {

using namespace paycheck;

const std::string page =
    "# House rules 1\n\nId: house-1\nSource: https://example.com/house\n\nOurs.\n\n"
    "| Requirement | In our words |\n|---|---|\n| 1.1 | Keys are ours |\n| 1.2(a) | Logs too |\n";

RuleFile rule_with(const std::string& controls) {
  RuleFile file;
  file.path = "encryption/x.md";
  file.prose = "# X\n\nId: ENC900\nControls: " + controls + "\n";
  for (std::size_t at = 0; at < controls.size();) {
    std::size_t end = std::min(controls.find(", ", at), controls.size());
    file.controls.push_back(controls.substr(at, end - at));
    at = end + 2;
  }
  return file;
}

std::string told(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) text += to_string(problem) + "\n";
  return text;
}

}  // namespace

TEST_CASE("a framework's page is read") {
  auto framework = read_framework("house.md", page);
  REQUIRE(framework);
  CHECK(framework->id == "house-1");
  CHECK(framework->title == "House rules 1");
  CHECK(framework->source == "https://example.com/house");
  CHECK(framework->notice == "Ours.\n");
  REQUIRE(framework->requirements.size() == 2);
  CHECK(framework->requirements[1].id == "1.2(a)");
  CHECK(framework->requirements[1].title == "Logs too");
}

TEST_CASE("a page that is none is refused, with all that is wrong") {
  struct Case {
    std::string text, problems;
  };
  const Case cases[] = {
      {"", "h.md:1:1: a framework's page begins with its title, Id and Source\n"},
      {"# T\n\nIdd: x\n",
       "h.md:3:1: unknown key 'Idd' (known keys: Id, Source)\nh.md:3:1: key 'Id' is missing\n"
       "h.md:3:1: key 'Source' is missing\nh.md:1:1: no requirement (a table '| Requirement | In "
       "our words |')\n"},
      {"# T\n\nId: x\nSource: y\n\n| Requirement | In our words |\n|---|---|\n| 1 | a |\n| 1 | b "
       "|\n| 2 "
       "|\n",
       "h.md:9:1: requirement 1 stands here twice\nh.md:10:1: a row is a requirement and its "
       "summary "
       "(| 3.5.1 | In our words |)\n"}};
  for (const Case& c : cases) {
    auto read = read_framework("h.md", c.text);
    REQUIRE(!read);
    CHECK(told(read.problems()) == c.problems);
  }
}

TEST_CASE("controls that no framework holds are told with what was meant") {
  std::vector<Framework> frameworks = {*read_framework("house.md", page)};
  struct Case {
    std::string controls, problems;
  };
  const Case cases[] = {
      {"house-1/1.1, house-1/1.2(a)", ""},
      {"house-1/1.1, house-1/1.2(b)",
       "encryption/x.md:4:24: no framework holds the control 'house-1/1.2(b)' (did you mean "
       "'house-1/1.2(a)'?)\n"},
      {"house-1/77.12.9",
       "encryption/x.md:4:11: no framework holds the control 'house-1/77.12.9' (did you mean "
       "'house-1/1.1'?)\n"},
      {"house-1/cryptography",
       "encryption/x.md:4:11: no framework holds the control 'house-1/cryptography' (see the page "
       "of framework house-1 in rules/frameworks)\n"},
      {"hause-1/1.1",
       "encryption/x.md:4:11: no framework holds the control 'hause-1/1.1' (did you mean "
       "'house-1'?)\n"},
      {"pci/1",
       "encryption/x.md:4:11: no framework holds the control 'pci/1' (frameworks: house-1)\n"}};
  for (const Case& c : cases)
    CHECK(told(unknown_controls(rule_with(c.controls), frameworks)) == c.problems);
}

TEST_CASE("every control of the embedded rules is a requirement of an embedded framework") {
  Rulebook book = open_pack(embedded_pack());
  auto frameworks = book.frameworks();
  std::set<std::string> ids, known;
  for (const Framework& framework : frameworks) {
    CHECK(ids.insert(framework.id).second);
    for (const Requirement& requirement : framework.requirements)
      known.insert(framework.id + "/" + requirement.id);
  }
  for (const char* id :
       {"pci-dss-4.0.1", "aws-fsbp", "cis-aws-5.0", "nist-800-53-r5", "external/cwe"})
    CHECK(ids.contains(id));
  std::string page_text = controls_page(book);
  for (const Rule& rule : book.rules())
    for (std::string_view control : rule.controls) {
      CAPTURE(control);
      CHECK(known.contains(std::string(control)));
      CHECK(page_text.find("[" + std::string(rule.id) + "](../rules/") != std::string::npos);
    }
}

TEST_CASE("rules that a folder adds keep the frameworks, and are known as added") {
  Rulebook book = open_pack(embedded_pack());
  for (const Rule& rule : book.rules()) CHECK(!rule.added);
  CHECK(open_pack(write_pack({}, std::vector<Framework>{*read_framework("h", page)}))
            .frameworks()
            .size() == 1);
}
