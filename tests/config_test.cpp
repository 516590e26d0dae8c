// SPDX-License-Identifier: Apache-2.0
// paycheck.json: what is read, what is refused and in which words; gates; which rules run with
// what.
#include "paycheck/config.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace paycheck;
using language::ParameterValue;
namespace fs = std::filesystem;

namespace {

RuleFile rule(std::string id, std::string name, std::vector<language::Parameter> parameters = {},
              RuleStatus status = RuleStatus::Stable) {
  RuleFile file;
  file.id = std::move(id);
  file.name = std::move(name);
  file.parameters = std::move(parameters);
  file.status = status;
  return file;
}

const Rulebook& book() {
  static const std::string pack = write_pack(std::vector<RuleFile>{
      rule("ENC001", "TableWithoutKey"),
      rule("ENC002", "BucketWithoutKey"),
      rule("ENC003", "OldRule", {}, RuleStatus::Retired),
      rule("LOG001", "ShortRetention",
           {{"days", ParameterValue{30.0}, ""}, {"strict", ParameterValue{false}, ""}}),
      rule("LOG002", "GroupWithoutRetention", {{"days", ParameterValue{7.0}, ""}}),
      rule("NET001", "OpenPort",
           {{"ports", ParameterValue{std::vector<double>{22}}, ""},
            {"prefix", ParameterValue{std::string("x")}, ""}}),
      rule("TAG001", "RequiredTagMissing",
           {{"keys", ParameterValue{std::vector<std::string>{}}, ""}}),
      rule("TAG008", "TagValue",
           {{"values", ParameterValue{std::vector<language::PatternEntry>{}}, ""}},
           RuleStatus::Preview),
  });
  static const Rulebook made = open_pack(pack);
  return made;
}

std::string joined(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) text += to_string(problem) + "\n";
  return text;
}

template <class T>
std::string told(const Result<T>& result) {
  return result ? "" : joined(result.problems());
}

Config config(const std::string& text) {
  auto read = read_config("paycheck.json", text, book());
  REQUIRE_MESSAGE(read, told(read));
  return std::move(*read);
}

std::string words(const Gate& gate) {
  std::string text;
  for (const std::string& word : gate.words()) text += (text.empty() ? "" : ",") + word;
  return text;
}

// `ENC001 LOG001(400, false)`
std::string written(const std::vector<BoundRule>& bound) {
  std::string text;
  for (const BoundRule& each : bound) {
    text += (text.empty() ? "" : " ") + std::string(each.rule->id);
    REQUIRE(each.arguments.size() == each.rule->parameters.size());
  }
  return text;
}

struct Folder {
  fs::path root = fs::canonical(fs::temp_directory_path()) /
                  ("paycheck-config-test-" + std::to_string(::getpid()));
  Folder() { fs::remove_all(root), fs::create_directories(root); }
  ~Folder() { fs::remove_all(root); }
  void write(const std::string& name) const {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name) << "{}";
  }
};

}  // namespace

TEST_CASE("a configuration with everything") {
  Config read = config(R"({
  // Comments and trailing commas are allowed.
  "$schema": "paycheck.schema.json",
  "suffix": {"payments-*": "dev", "legacy": false},
  "failOn": ["medium", "undetermined"],
  "rules": {"ENC": "off", "BucketWithoutKey": "on", "ENC003": "on"},
  "params": {
    "LOG": {"days": 400},
    "ShortRetention": {"strict": true},
    "TAG008": {"values": {"Environment": "dev|prod"}}, /* the end */
  },
})");
  CHECK(read.file == "paycheck.json");
  REQUIRE(read.suffixes.size() == 2);
  CHECK(read.suffixes[0].stack_glob == "payments-*");
  CHECK(read.suffixes[0].suffix == "dev");
  CHECK(read.suffixes[1].suffix == "none");
  CHECK(words(*read.gate) == "medium,undetermined");
  CHECK(read.rules == std::vector<std::pair<std::string, bool>>{
                          {"ENC", false}, {"ENC002", true}, {"ENC003", true}});
  REQUIRE(read.parameters.size() == 3);
  CHECK(read.parameters[0].id_or_pack == "LOG");
  CHECK(read.parameters[0].value == ParameterValue{400.0});
  CHECK(read.parameters[0].at == Position{8, 13});
  CHECK(read.parameters[1].id_or_pack == "LOG001");
  CHECK(read.parameters[1].name == "strict");
  CHECK(read.parameters[2].value ==
        ParameterValue{std::vector<language::PatternEntry>{{"Environment", "dev|prod"}}});
}

TEST_CASE("an empty configuration sets nothing") {
  Config read = config("{}");
  CHECK(read.suffixes.empty());
  CHECK_FALSE(read.gate.has_value());
  CHECK(read.rules.empty());
  CHECK(read.parameters.empty());
}

TEST_CASE("what is wrong with a configuration is told with its place") {
  struct Case {
    std::string text, expected;
  };
  const std::vector<Case> cases{
      {"[]", "paycheck.json:1:1: a configuration is an object, found a list\n"},
      {R"({"failon": "high"})",
       "paycheck.json:1:2: unknown key 'failon' (did you mean 'failOn'?)\n"},
      {R"({"colour": 1})",
       "paycheck.json:1:2: unknown key 'colour' (known: $schema, suffix, failOn, rules, params)\n"},
      {R"({"rules": {}, "rules": {}})", "paycheck.json:1:15: 'rules' is written twice\n"},
      {R"({"suffix": 1})", "paycheck.json:1:12: a suffix must be text or false, found a number\n"},
      {R"({"suffix": true})", "paycheck.json:1:12: a suffix must be text or false, found true\n"},
      {R"({"suffix": ""})",
       "paycheck.json:1:12: a suffix is never empty (false says that there is none)\n"},
      {R"({"suffix": {"a": null, "": "dev"}})",
       "paycheck.json:1:18: a suffix must be text or false, found null\n"
       "paycheck.json:1:24: a stack's name is never empty ('*' means every stack)\n"},
      {R"({"failOn": 1})",
       "paycheck.json:1:12: 'failOn' must be text or a list of texts, found a number\n"},
      {R"({"failOn": ["hgih", 1, "worst"]})",
       "paycheck.json:1:13: unknown severity 'hgih' (did you mean 'high'?)\n"
       "paycheck.json:1:21: each item of 'failOn' must be text, found a number\n"
       "paycheck.json:1:24: unknown severity 'worst' (critical, high, medium, low, none or "
       "undetermined)\n"},
      {R"({"failOn": ["none", "high"]})",
       "paycheck.json:1:12: 'none' and 'high' exclude each other\n"},
      {R"({"failOn": "undetermined"})",
       "paycheck.json:1:12: 'undetermined' needs a severity or 'none' beside it (such as "
       "high,undetermined)\n"},
      {R"({"failOn": []})",
       "paycheck.json:1:12: no word says what fails a run ('none' is a word too)\n"},
      {R"({"rules": []})", "paycheck.json:1:11: 'rules' must be an object, found a list\n"},
      {R"({"rules": {"ENC01": "off"}})",
       "paycheck.json:1:12: unknown rule or pack 'ENC01' (did you mean 'ENC001'?)\n"},
      {R"({"rules": {"Unheard": "off"}})", "paycheck.json:1:12: unknown rule or pack 'Unheard'\n"},
      {R"({"rules": {"ENC001": false}})",
       "paycheck.json:1:22: a rule is 'on' or 'off', found false (as text, in quotes)\n"},
      {R"({"rules": {"ENC001": "offf"}})",
       "paycheck.json:1:22: a rule is 'on' or 'off', not 'offf' (did you mean 'off'?)\n"},
      {R"({"rules": {"ENC001": "on", "TableWithoutKey": "off"}})",
       "paycheck.json:1:28: 'TableWithoutKey' is written twice, as 'ENC001' too\n"},
      {R"({"params": {"LOG001": 1}})",
       "paycheck.json:1:23: 'LOG001' must be an object, found a number\n"},
      {R"({"params": {"LOG001": {"day": 1}}})",
       "paycheck.json:1:24: rule LOG001 has no parameter 'day' (did you mean 'days'?)\n"},
      {R"({"params": {"LOG001": {"colour": 1}}})",
       "paycheck.json:1:24: rule LOG001 has no parameter 'colour' (known: days, strict)\n"},
      {R"({"params": {"ENC001": {"days": 1}}})",
       "paycheck.json:1:24: rule ENC001 has no parameter 'days' (it has none)\n"},
      {R"({"params": {"TAG": {"days": 1}}})",
       "paycheck.json:1:21: no rule of pack TAG has a parameter 'days' (known: keys, values)\n"},
      {R"({"params": {"ENC": {"days": 1}}})",
       "paycheck.json:1:21: no rule of pack ENC has a parameter 'days' (it has none)\n"},
      {R"({"params": {"LOG": {"days": "400"}}})",
       "paycheck.json:1:29: 'days' of LOG001 must be a number, found text\n"},
      {R"({"params": {"LOG": {"days": 1e999}}})",
       "paycheck.json:1:29: 'days' of LOG001 is beyond all numbers\n"},
      {R"({"params": {"LOG": {"days": 1, "days": 2}}})",
       "paycheck.json:1:32: 'days' is written twice\n"},
      {R"({"params": {"LOG001": {"strict": 1}}})",
       "paycheck.json:1:34: 'strict' of LOG001 must be true or false, found a number\n"},
      {R"({"params": {"NET001": {"ports": 1, "prefix": []}}})",
       "paycheck.json:1:33: 'ports' of NET001 must be a list of numbers, found a number\n"
       "paycheck.json:1:46: 'prefix' of NET001 must be text, found a list\n"},
      {R"({"params": {"NET001": {"ports": [1, "2"]}}})",
       "paycheck.json:1:37: each item of 'ports' of NET001 must be a number, found text\n"},
      {R"({"params": {"TAG001": {"keys": ["a", null]}}})",
       "paycheck.json:1:38: each item of 'keys' of TAG001 must be text, found null\n"},
      {R"({"params": {"TAG001": {"keys": {}}}})",
       "paycheck.json:1:32: 'keys' of TAG001 must be a list of texts, found an object\n"},
      {R"({"params": {"TAG008": {"values": []}}})",
       "paycheck.json:1:34: 'values' of TAG008 must be an object of patterns, found a list\n"},
      {R"({"params": {"TAG008": {"values": {"a": 1}}}})",
       "paycheck.json:1:40: each pattern of 'values' of TAG008 must be text, found a number\n"},
      {R"({"params": {"TAG008": {"values": {"a": "x", "a": "y"}}}})",
       "paycheck.json:1:45: key 'a' is written twice\n"},
      {R"({"params": {"TAG008": {"values": {"a": "(x"}}}})",
       "paycheck.json:1:40: the pattern does not compile: missing ): (x (patterns are RE2)\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(told(read_config("paycheck.json", c.text, book())) == c.expected);
  }
}

TEST_CASE("text that is no JSON") {
  struct Case {
    std::string text;
    ProblemKind kind;
  };
  const std::vector<Case> cases{{"", ProblemKind::Empty},
                                {"{\"rules\":", ProblemKind::Syntax},
                                {std::string(100, '['), ProblemKind::TooDeep},
                                {std::string((1u << 20) + 1, ' '), ProblemKind::TooLarge}};
  for (const Case& c : cases) {
    auto read = read_config("paycheck.json", c.text, book());
    REQUIRE_FALSE(read);
    CHECK(read.problems()[0].kind == c.kind);
    CHECK(read.problems()[0].file == "paycheck.json");
  }
}

TEST_CASE("gates are words") {
  struct Case {
    std::string text, fails, words;
  };
  const std::vector<Case> cases{
      {"critical", "critical", "critical"},
      {"high", "critical high", "high"},
      {"medium", "critical high medium", "medium"},
      {"low", "critical high medium low", "low"},
      {"none", "", "none"},
      {"none,undetermined", "", "none,undetermined"},
      {"high,undetermined", "critical high", "high,undetermined"},
      {"undetermined,high", "critical high", "high,undetermined"},
      {"high,low,high", "critical high medium low", "high,low"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    auto gate = read_gate(c.text);
    REQUIRE_MESSAGE(gate, told(gate));
    std::string fails;
    for (Severity severity : {Severity::Critical, Severity::High, Severity::Medium, Severity::Low})
      if (gate->fails(severity))
        fails += (fails.empty() ? "" : " ") + std::string(to_string(severity));
    CHECK(fails == c.fails);
    CHECK(words(*gate) == c.words);
  }
  CHECK(words(Gate()) == "high");
}

TEST_CASE("words that are no gate") {
  struct Case {
    std::string text, expected;
  };
  const std::vector<Case> cases{
      {"", "unknown severity '' (critical, high, medium, low, none or undetermined)\n"},
      {"hihg", "unknown severity 'hihg' (did you mean 'high'?)\n"},
      {"high,,worst",
       "unknown severity '' (critical, high, medium, low, none or undetermined)\n"
       "unknown severity 'worst' (critical, high, medium, low, none or undetermined)\n"},
      {"none,low", "'none' and 'low' exclude each other\n"},
      {"undetermined",
       "'undetermined' needs a severity or 'none' beside it (such as high,undetermined)\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(told(read_gate(c.text)) == c.expected);
  }
}

TEST_CASE("the most specific suffix wins") {
  Config read = config(
      R"({"suffix": {"*": "all", "pay*": "pay", "p*-dev": "dev", "pay-x-dev": "exact", "m?n": "one", "t*t*t": "t"}})");
  struct Case {
    std::string stack, suffix;
  };
  const std::vector<Case> cases{{"other", "all"},       {"payments", "pay"}, {"pay-dev", "dev"},
                                {"pay-x-dev", "exact"}, {"man", "one"},      {"m\xC3\xA4n", "one"},
                                {"mn", "all"},          {"maan", "all"},     {"tattat", "t"},
                                {"tt", "all"},          {"", "all"}};
  for (const Case& c : cases) {
    CAPTURE(c.stack);
    CHECK(read.suffix_of(c.stack) == c.suffix);
  }
  CHECK(config("{}").suffix_of("x") == "");
  CHECK(config(R"({"suffix": false})").suffix_of("x") == "none");
  CHECK(config(R"({"suffix": {"a*": "dev"}})").suffix_of("x") == "");
}

TEST_CASE("which rules run") {
  struct Case {
    std::string text;
    Selection selection;
    std::string expected;
  };
  const std::vector<Case> cases{
      {"{}", {}, "ENC001 ENC002 LOG001 LOG002 NET001 TAG001"},
      {"{}",
       {.select = {}, .ignore = {}, .preview = true},
       "ENC001 ENC002 LOG001 LOG002 NET001 TAG001 TAG008"},
      {R"({"rules": {"ENC002": "on", "ENC": "off", "TAG": "off"}})",
       {},
       "ENC002 LOG001 LOG002 NET001"},
      {R"({"rules": {"TAG008": "on", "ENC003": "on"}})",
       {},
       "ENC001 ENC002 LOG001 LOG002 NET001 TAG001"},
      {R"({"rules": {"ENC001": "off", "LOG": "off"}})",
       {.select = {"ENC", "ShortRetention"}, .ignore = {}},
       "ENC001 ENC002 LOG001"},
      {"{}", {.select = {"TAG"}, .ignore = {}}, "TAG001"},
      {"{}", {.select = {"TAG008"}, .ignore = {}, .preview = true}, "TAG008"},
      {"{}", {.select = {"ENC", "LOG"}, .ignore = {"ENC001", "LOG", "ENC003"}}, "ENC002"},
      {"{}", {.select = {}, .ignore = {"ENC", "LOG", "NET", "TAG"}}, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CAPTURE(c.expected);
    auto bound = bind(book(), config(c.text), c.selection);
    REQUIRE_MESSAGE(bound, told(bound));
    CHECK(written(*bound) == c.expected);
  }
}

TEST_CASE("selections that mean nothing") {
  auto bound = bind(book(), {},
                    {.select = {"ENC01", "ENC003", "TAG008", "OldRule"}, .ignore = {"nonsense"}});
  CHECK(told(bound) ==
        "--select: unknown rule or pack 'ENC01' (did you mean 'ENC001'?)\n"
        "--select: rule ENC003 is retired (it never runs; its id is kept so that no other rule "
        "gets it)\n"
        "--select: rule TAG008 is in preview (add --preview)\n"
        "--select: rule ENC003 is retired (it never runs; its id is kept so that no other rule "
        "gets it)\n"
        "--ignore: unknown rule or pack 'nonsense'\n");
}

TEST_CASE("parameters: the default, the pack's, the rule's own") {
  auto bound = bind(
      book(),
      config(R"({"params": {"LOG002": {"days": 1}, "LOG": {"days": 400}, "NET": {"ports": []}}})"),
      {});
  REQUIRE_MESSAGE(bound, told(bound));
  REQUIRE(written(*bound) == "ENC001 ENC002 LOG001 LOG002 NET001 TAG001");
  CHECK((*bound)[2].arguments == std::vector<ParameterValue>{{400.0}, {false}});
  CHECK((*bound)[3].arguments == std::vector<ParameterValue>{{1.0}});
  CHECK((*bound)[4].arguments ==
        std::vector<ParameterValue>{{std::vector<double>{}}, {std::string("x")}});
}

TEST_CASE("the nearest configuration up to the repository's root") {
  Folder folder;
  folder.write("paycheck.json");
  folder.write("app/.git/HEAD");
  folder.write("app/infra/stacks/x.json");
  std::string at = (folder.root / "app/infra/stacks").string();
  CHECK(find_config(at) == "");
  folder.write("app/paycheck.json");
  CHECK(find_config(at) == (folder.root / "app/paycheck.json").string());
  CHECK(find_config(at + "/../stacks/") == (folder.root / "app/paycheck.json").string());
  folder.write("app/infra/paycheck.json");
  CHECK(find_config(at) == (folder.root / "app/infra/paycheck.json").string());
  CHECK(find_config((folder.root / "none").string()) == (folder.root / "paycheck.json").string());
}

TEST_CASE("the schema names every key") {
  auto schema = nlohmann::json::parse(config_schema());
  CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  CHECK(schema["additionalProperties"] == false);
  std::string keys;
  for (const auto& [key, value] : schema["properties"].items()) keys += key + " ";
  CHECK(keys == "$schema failOn params rules suffix ");
}
