// SPDX-License-Identifier: Apache-2.0
// Rule files: what is read, what is refused and in which words; packs, folders, pages, scaffolds,
// reports.
#include "paycheck/rulebook.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace paycheck;
namespace fs = std::filesystem;

namespace {

const std::string path = "encryption/queue-without-key.md";

const std::string valid = R"(# Queue without a key of your own

Id: ENC007
Severity: medium
Since: 0.1
Controls: pci-dss-4.0.1/3.5.1, nist-800-53-r5/SC-28
Param: days = 30  shortest retention
Param: keys = ["a  b"]  names of keys
Equivalent: provider/aws_sqs_queue, encrypts everything

Whoever holds the key decides who reads.

```paycheck
match   aws_sqs_queue as queue
require queue.kms_master_key_id exists and queue.days >= param.days
        and queue.name in param.keys
report  "{queue} is not encrypted with a key of your own"
```

## Severity

Medium: AWS encrypts anyway.

## Fix

Name a key.

```python
kms_master_key_id=key.arn
```

```ts
kmsMasterKeyId: key.arn
```

## Good: with a key

```json
{ "resource": { "aws_sqs_queue": { "q": { "kms_master_key_id": "alias/q" } } } }
```

## Bad: without

Prose between heading and blocks.

```json
{ "resource": { "aws_sqs_queue": { "q": {} } } }
```

~~~json paycheck.json
{ "suffix": "dev" }
~~~

````file lib/a.py
```
````

```text
1:40 aws_sqs_queue.q is not encrypted with a key of your own
```

## Undetermined: who knows

```json
{ "resource": { "aws_sqs_queue": { "q": { "kms_master_key_id": "${var.key}" } } } }
```
)";

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
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

RuleFile rule(const std::string& text = valid, const std::string& at = path) {
  auto read = read_rule(at, text);
  REQUIRE_MESSAGE(read, told(read));
  return std::move(*read);
}

RuleFile rule_named(const std::string& at, const std::string& id) {
  return rule(replaced(valid, "ENC007", id), at);
}

// A folder of its own for each test that needs one.
struct Folder {
  fs::path root =
      fs::temp_directory_path() / ("paycheck-rulebook-test-" + std::to_string(::getpid()));
  Folder() { fs::remove_all(root), fs::create_directories(root); }
  ~Folder() { fs::remove_all(root); }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name, std::ios::binary) << text;
  }
  // Problems with the folder's name left out.
  std::string without_root(std::string text) const {
    std::string prefix = root.string();
    for (std::size_t at; (at = text.find(prefix)) != std::string::npos;)
      text.replace(at, prefix.size(), "ROOT");
    return text;
  }
};

}  // namespace

TEST_CASE("a rule file is read whole") {
  RuleFile file = rule();
  CHECK(file.path == path);
  CHECK(file.id == "ENC007");
  CHECK(file.name == "QueueWithoutKey");
  CHECK(file.title == "Queue without a key of your own");
  CHECK(file.severity == Severity::Medium);
  CHECK(file.since == "0.1");
  CHECK(file.status == RuleStatus::Stable);
  CHECK(file.rule_class.empty());
  CHECK(file.controls == std::vector<std::string>{"pci-dss-4.0.1/3.5.1", "nist-800-53-r5/SC-28"});
  CHECK(file.subjects == std::vector<std::string>{"aws_sqs_queue"});
  CHECK(file.equivalents == std::vector<std::pair<std::string, std::string>>{
                                {"provider/aws_sqs_queue", "encrypts everything"}});
  REQUIRE(file.parameters.size() == 2);
  CHECK(file.parameters[0].name == "days");
  CHECK(file.parameters[0].value == language::ParameterValue{30.0});
  CHECK(file.parameters[0].help == "shortest retention");
  CHECK(file.parameters[1].value == language::ParameterValue{std::vector<std::string>{"a  b"}});
  CHECK(file.check.starts_with("match   aws_sqs_queue as queue\n"));
  CHECK(file.check.ends_with("of your own\"\n"));
  CHECK(file.check_line == 14);
  CHECK(file.prose == valid);
}

TEST_CASE("examples are small folders") {
  RuleFile file = rule();
  REQUIRE(file.examples.size() == 3);
  const Example& good = file.examples[0];
  CHECK(good.kind == Example::Kind::Good);
  CHECK(good.title == "with a key");
  CHECK_FALSE(good.expected.has_value());
  const Example& bad = file.examples[1];
  CHECK(bad.kind == Example::Kind::Bad);
  CHECK(bad.line == 42);
  REQUIRE(bad.files.size() == 3);
  CHECK(bad.files[0].path == "main.tf.json");
  CHECK(bad.files[0].line == 47);
  CHECK(bad.files[0].text == "{ \"resource\": { \"aws_sqs_queue\": { \"q\": {} } } }\n");
  CHECK(bad.files[1].path == "paycheck.json");
  CHECK(bad.files[2].path == "lib/a.py");
  CHECK(bad.files[2].text == "```\n");
  CHECK(bad.expected == "1:40 aws_sqs_queue.q is not encrypted with a key of your own");
  CHECK(bad.expected_line == 59);
  CHECK(file.examples[2].kind == Example::Kind::Undetermined);
  CHECK_FALSE(file.examples[2].expected.has_value());
}

TEST_CASE("what is wrong with a rule file is told with its place") {
  struct Case {
    std::string what, by, expected;
  };
  const std::vector<Case> cases{
      {"# Queue", "Queue",
       "encryption/queue-without-key.md:1:1: the first line is the rule's title (such as '# Table "
       "without a key of your own')\n"},
      {"Id: ENC007", "Id: KMS007",
       "encryption/queue-without-key.md: rule KMS007 does not belong into folder encryption (rules "
       "of KMS stand in keys/)\n"},
      {"Id: ENC007", "Id: XYZ007",
       "encryption/queue-without-key.md: rule XYZ007 does not belong into folder encryption (rules "
       "of this folder are named ENC...)\n"},
      {"Id: ENC007", "Id: ENC7",
       "encryption/queue-without-key.md:3:5: 'ENC7' is no rule id (three letters of the pack and "
       "three digits: ENC001)\n"},
      {"Id: ENC007\n", "", "encryption/queue-without-key.md:3:1: key 'Id' is missing\n"},
      {"Severity: medium", "Severity: meduim",
       "encryption/queue-without-key.md:4:11: unknown severity 'meduim' (did you mean "
       "'medium'?)\n"},
      {"Severity: medium", "Severity: grave",
       "encryption/queue-without-key.md:4:11: unknown severity 'grave' (critical, high, medium or "
       "low)\n"},
      {"Severity: medium", "Severty: medium",
       "encryption/queue-without-key.md:3:1: key 'Severity' is missing\n"
       "encryption/queue-without-key.md:4:1: unknown key 'Severty' (did you mean 'Severity'?)\n"},
      {"Since: 0.1", "Since: soon",
       "encryption/queue-without-key.md:5:8: 'soon' is no version (such as 0.1.0)\n"},
      {"Since: 0.1", "Since: 0.1\nSince: 0.2",
       "encryption/queue-without-key.md:6:1: key 'Since' is written twice\n"},
      {"Since: 0.1", "Since:", "encryption/queue-without-key.md:5:1: key 'Since' has no value\n"},
      {"Since: 0.1", "Since: 0.1\nStatus: previw",
       "encryption/queue-without-key.md:6:9: unknown status 'previw' (did you mean 'preview'?)\n"},
      {"Since: 0.1", "Since: 0.1\nClass: Deploy It",
       "encryption/queue-without-key.md:6:8: 'Deploy It' is no class (one word in kebab-case: "
       "deployment)\n"},
      {"Since: 0.1", "Since: 0.1\nColour: green",
       "encryption/queue-without-key.md:6:1: unknown key 'Colour' (known keys: Id, Severity, "
       "Since, Status, Controls, Class, Param or Equivalent)\n"},
      {"Since: 0.1", "Since: 0.1\nand more",
       "encryption/queue-without-key.md:6:1: this line is not 'Key: value' (an empty line ends the "
       "metadata)\n"},
      {"Controls: pci-dss-4.0.1/3.5.1, nist-800-53-r5/SC-28\n", "",
       "encryption/queue-without-key.md:3:1: key 'Controls' or 'Class' is missing (Class is for "
       "rules that no compliance control asks for)\n"},
      {", nist-800-53-r5/SC-28", ", pci-dss-4.0.1/3.5.1",
       "encryption/queue-without-key.md:6:32: control 'pci-dss-4.0.1/3.5.1' is named twice\n"},
      {", nist-800-53-r5/SC-28", ", , nist",
       "encryption/queue-without-key.md:6:31: an empty control (controls are separated by one "
       "comma)\n"},
      {"days = 30  shortest retention", "days = 30 shortest retention",
       "encryption/queue-without-key.md:7:8: a parameter is a name, its default and its help (such "
       "as 'days = 30  shortest retention', two spaces before the help)\n"},
      {"days = 30  shortest", "days = thirty  shortest",
       "encryption/queue-without-key.md:7:15: 'thirty' is no default (a number, true, false, "
       "\"text\", a list of texts or numbers, or {} of texts)\n"},
      {"keys = [", "days = [",
       "encryption/queue-without-key.md:8:8: parameter 'days' is written twice\n"},
      {"keys = [\"a  b\"]", "keys = {\"a\": \"(b\"}",
       "encryption/queue-without-key.md:8:15: the pattern of 'a' does not compile: missing ): (b "
       "(patterns are RE2)\n"},
      {"exists and queue.days", "matches \"(\" and queue.days",
       "encryption/queue-without-key.md:15:41: the pattern does not compile: missing ): ( "
       "(patterns are RE2: https://github.com/google/re2/wiki/Syntax)\n"},
      {"provider/aws_sqs_queue, encrypts", "provider/aws_sqs_queue encrypts",
       "encryption/queue-without-key.md:9:13: an equivalent is a path, a comma and why\n"},
      {"Whoever holds the key decides who reads.\n", "",
       "encryption/queue-without-key.md:12:1: no paragraph says why the rule matters (it follows "
       "the metadata)\n"},
      {"```paycheck", "```paychek",
       "encryption/queue-without-key.md:64:1: no check (a fenced block ```paycheck)\n"},
      {"## Fix", "```paycheck\nmatch\n```\n\n## Fix",
       "encryption/queue-without-key.md:24:1: a second check (one rule, one check)\n"},
      {"match   aws", "mach   aws",
       "encryption/queue-without-key.md:14:1: expected 'match', found 'mach' (did you mean "
       "'match'?)\n"},
      {"## Severity\n\nMedium: AWS encrypts anyway.\n", "",
       "encryption/queue-without-key.md:61:1: section '## Severity' is missing\n"},
      {"Medium: AWS encrypts anyway.\n", "",
       "encryption/queue-without-key.md:20:1: section '## Severity' gives no reason (a paragraph "
       "says why it is medium)\n"},
      {"## Fix", "### Fix", "encryption/queue-without-key.md:64:1: section '## Fix' is missing\n"},
      {"```python", "```ruby",
       "encryption/queue-without-key.md:24:1: section '## Fix' has no python block\n"},
      {"```ts", "```js",
       "encryption/queue-without-key.md:24:1: section '## Fix' has no typescript block\n"},
      {"## Good: with", "## Fine: with",
       "encryption/queue-without-key.md:64:1: no good example (a heading '## Good: ...' with a "
       "json block)\n"},
      {"## Good: with", "## Goood: with",
       "encryption/queue-without-key.md:36:1: heading 'Goood: with a key' is no example (did you "
       "mean 'Good: ...'?)\n"
       "encryption/queue-without-key.md:64:1: no good example (a heading '## Good: ...' with a "
       "json block)\n"},
      {"## Good: with", "## Good with",
       "encryption/queue-without-key.md:36:1: heading 'Good with a key' is no example (did you "
       "mean 'Good: ...'?)\n"
       "encryption/queue-without-key.md:64:1: no good example (a heading '## Good: ...' with a "
       "json block)\n"},
      {"## Good: with a key", "## Good:",
       "encryption/queue-without-key.md:36:1: the example has no title (such as 'Bad: one switch "
       "is off')\n"},
      {"## Good: with a key", "## Good: without",
       "encryption/queue-without-key.md:42:1: two examples are titled 'without'\n"},
      {"## Bad: without", "## Good: more\n\n## Bad: without",
       "encryption/queue-without-key.md:42:1: the example has no file (a fenced json block is its "
       "main.tf.json)\n"},
      {"~~~json paycheck.json", "~~~json ../paycheck.json",
       "encryption/queue-without-key.md:50:1: path '../paycheck.json' leaves the example's folder "
       "or is no plain path (relative, with '/', without '.' and '..')\n"},
      {"~~~json paycheck.json", "~~~json /etc/x",
       "encryption/queue-without-key.md:50:1: path '/etc/x' leaves the example's folder or is no "
       "plain path (relative, with '/', without '.' and '..')\n"},
      {"~~~json paycheck.json", "~~~json",
       "encryption/queue-without-key.md:50:1: file 'main.tf.json' collides with 'main.tf.json' of "
       "line 46\n"},
      {"~~~json paycheck.json", "~~~json lib",
       "encryption/queue-without-key.md:54:1: file 'lib/a.py' collides with 'lib' of line 50\n"},
      {"````file lib/a.py", "````file",
       "encryption/queue-without-key.md:54:1: 'file' is no block of an example (json, json PATH, "
       "file PATH or text)\n"},
      {"~~~json paycheck.json", "~~~jsn paycheck.json",
       "encryption/queue-without-key.md:50:1: 'jsn paycheck.json' is no block of an example (did "
       "you mean 'json'?)\n"},
      {"## Undetermined: who knows\n", "",
       "encryption/queue-without-key.md:63:1: the text block comes last\n"
       "encryption/queue-without-key.md:63:1: file 'main.tf.json' collides with 'main.tf.json' of "
       "line 46\n"},
      {"## Bad: without\n\nProse between heading and blocks.\n",
       "```text\nx\n```\n\n## Bad: without\n",
       "encryption/queue-without-key.md:42:1: a good example has no report (leave the text block "
       "away)\n"},
      {"\"${var.key}\" } } } }\n```", "\"${var.key}\" } } } }",
       "encryption/queue-without-key.md:64:1: this block is never closed\n"},
      {"## Fix", "# Fix",
       "encryption/queue-without-key.md:24:1: a second title (sections begin with ##)\n"
       "encryption/queue-without-key.md:64:1: section '## Fix' is missing\n"},
      {"Whoever holds", "Whoever\r\nholds",
       "encryption/queue-without-key.md:11:8: a carriage return in a rule file (rule files are "
       "UTF-8 with plain line feeds)\n"},
      {"Whoever holds", "Who\xC3\xA9 \xFF",
       "encryption/queue-without-key.md:11:6: a byte that is no UTF-8 in a rule file (rule files "
       "are UTF-8 with plain line feeds)\n"},
      {"Whoever holds", "Who\x1B[2J",
       "encryption/queue-without-key.md:11:4: a control character in a rule file (rule files are "
       "UTF-8 with plain line feeds)\n"},
      {"# Queue", "\xEF\xBB\xBF# Queue",
       "encryption/queue-without-key.md:1:1: a byte order mark in a rule file (rule files are "
       "UTF-8 with plain line feeds)\n"},
      {"Whoever holds", std::string(65536, 'x'),
       "encryption/queue-without-key.md: a rule file has at most 64 KiB\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CAPTURE(c.by.substr(0, 80));
    CHECK(told(read_rule(path, replaced(valid, c.what, c.by))) == c.expected);
  }
}

TEST_CASE("a file's name is its rule's name") {
  struct Case {
    std::string path, expected;
  };
  const std::vector<Case> cases{
      {"queue.md",
       "queue.md: a rule file stands in its pack's folder (such as "
       "encryption/table-without-customer-key.md)\n"},
      {"encryption/queue.txt",
       "encryption/queue.txt: a rule file stands in its pack's folder (such as "
       "encryption/table-without-customer-key.md)\n"},
      {"encrypton/queue.md",
       "encrypton/queue.md: no pack has the folder 'encrypton' (did you mean 'encryption'?)\n"},
      {"storage/queue.md",
       "storage/queue.md: no pack has the folder 'storage' (folders: encryption, keys, naming, "
       "tagging, least-privilege, network, secrets, api, logging, resilience or deployment)\n"},
      {"encryption/Queue.md",
       "encryption/Queue.md: file name 'Queue' is not in kebab-case (such as "
       "table-without-customer-key)\n"},
      {"encryption/a--b.md",
       "encryption/a--b.md: file name 'a--b' is not in kebab-case (such as "
       "table-without-customer-key)\n"},
      {"encryption/.md",
       "encryption/.md: file name '' is not in kebab-case (such as table-without-customer-key)\n"},
      {"encryption/no-key.md",
       "encryption/no-key.md: file name 'no-key' begins with 'no-' (name what is wrong: "
       "table-without-customer-key)\n"},
      {"encryption/ensure-key.md",
       "encryption/ensure-key.md: file name 'ensure-key' begins with 'ensure-' (name what is "
       "wrong: table-without-customer-key)\n"},
      {"encryption/check-key.md",
       "encryption/check-key.md: file name 'check-key' begins with 'check-' (name what is wrong: "
       "table-without-customer-key)\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.path);
    CHECK(told(read_rule(c.path, valid)) == c.expected);
  }
  CHECK(rule_named("keys/kms-key2-nobody-uses.md", "KMS005").name == "KmsKey2NobodyUses");
}

TEST_CASE("an empty file lacks everything") {
  CHECK(told(read_rule(path, "")) ==
        "encryption/queue-without-key.md:1:1: the first line is the rule's title (such as '# Table "
        "without a key of your own')\n"
        "encryption/queue-without-key.md:1:1: key 'Id' is missing\n"
        "encryption/queue-without-key.md:1:1: key 'Severity' is missing\n"
        "encryption/queue-without-key.md:1:1: key 'Since' is missing\n"
        "encryption/queue-without-key.md:1:1: key 'Controls' or 'Class' is missing (Class is for "
        "rules that no compliance control asks for)\n"
        "encryption/queue-without-key.md:1:1: no paragraph says why the rule matters (it follows "
        "the metadata)\n"
        "encryption/queue-without-key.md:1:1: no check (a fenced block ```paycheck)\n"
        "encryption/queue-without-key.md:1:1: section '## Severity' is missing\n"
        "encryption/queue-without-key.md:1:1: section '## Fix' is missing\n"
        "encryption/queue-without-key.md:1:1: no good example (a heading '## Good: ...' with a "
        "json block)\n"
        "encryption/queue-without-key.md:1:1: no bad example (a heading '## Bad: ...' with a json "
        "block)\n");
}

TEST_CASE("a retired rule needs metadata and a paragraph") {
  RuleFile file = rule(
      "# Old\n\nId: ENC002\nSeverity: low\nSince: 0.1\nStatus: retired\n\nENC007 says it better.\n",
      "encryption/old.md");
  CHECK(file.status == RuleStatus::Retired);
  CHECK(file.check.empty());
}

TEST_CASE("metadata may be several paragraphs, prose may have colons") {
  RuleFile file = rule(replaced(valid, "\nParam: days", "\n\nParam: days"));
  CHECK(file.parameters.size() == 2);
  file = rule(replaced(valid, "Whoever holds", "Remember: whoever holds"));
  CHECK(file.id == "ENC007");
}

TEST_CASE("a pack gives back what went in") {
  RuleFile first = rule();
  RuleFile second = rule_named("encryption/topic-without-key.md", "ENC002");
  second.status = RuleStatus::Preview;
  second.severity = Severity::Critical;
  second.rule_class = "deployment";
  second.controls.clear();
  second.subjects.clear();
  using language::ParameterValue;
  second.parameters = {
      {"a", ParameterValue{true}, "yes/no"},
      {"b", ParameterValue{0.1}, "number"},
      {"c", ParameterValue{std::string("x\ny")}, "text"},
      {"d", ParameterValue{std::vector<std::string>{}}, "texts"},
      {"e", ParameterValue{std::vector<double>{-1, 1e300}}, "numbers"},
      {"f", ParameterValue{std::vector<language::PatternEntry>{{"k", "v|w"}}}, "patterns"}};
  std::string pack = write_pack(std::vector<RuleFile>{first, second});
  Rulebook book = open_pack(pack);
  REQUIRE(book.rules().size() == 2);
  CHECK(book.rules()[0].id == "ENC002");
  CHECK(book.rules()[1].id == "ENC007");

  const Rule& one = book.rules()[1];
  CHECK(one.name == "QueueWithoutKey");
  CHECK(one.title == first.title);
  CHECK(one.pack == "ENC");
  CHECK(one.path == path);
  CHECK(one.rule_class.empty());
  CHECK(one.severity == Severity::Medium);
  CHECK(one.status == RuleStatus::Stable);
  CHECK(one.since == "0.1");
  CHECK(std::vector<std::string>(one.controls.begin(), one.controls.end()) == first.controls);
  CHECK(std::vector<std::string>(one.subjects.begin(), one.subjects.end()) == first.subjects);
  CHECK(one.digest == sha256(valid));
  CHECK(one.prose() == valid);
  CHECK(one.check().subjects().size() == 1);
  CHECK(&one.check() == &one.check());
  REQUIRE(one.parameters.size() == 2);
  CHECK(one.parameters[1].value == first.parameters[1].value);

  const Rule& other = book.rules()[0];
  CHECK(other.status == RuleStatus::Preview);
  CHECK(other.severity == Severity::Critical);
  CHECK(other.rule_class == "deployment");
  CHECK(other.controls.empty());
  CHECK(other.subjects.empty());
  REQUIRE(other.parameters.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) {
    CAPTURE(i);
    CHECK(other.parameters[i].name == second.parameters[i].name);
    CHECK(other.parameters[i].value == second.parameters[i].value);
    CHECK(other.parameters[i].help == second.parameters[i].help);
  }
  CHECK(write_pack(std::vector<RuleFile>{second, first}) == pack);
}

TEST_CASE("an empty pack and bytes that are none") {
  std::string empty = write_pack({});
  CHECK(open_pack(empty).rules().empty());
  CHECK(open_pack("").rules().empty());
  CHECK(open_pack(std::string_view(empty).substr(1)).rules().empty());
  std::string cut = write_pack(std::vector<RuleFile>{rule()});
  cut.pop_back();
  CHECK(open_pack(cut).rules().empty());
}

TEST_CASE("rules are found by id and name, and guessed") {
  std::string pack =
      write_pack(std::vector<RuleFile>{rule(), rule_named("keys/key-nobody-uses.md", "KMS005")});
  Rulebook book = open_pack(pack);
  CHECK(book.find("KMS005")->name == "KeyNobodyUses");
  CHECK(book.find("QueueWithoutKey")->id == "ENC007");
  CHECK(book.find("ENC") == nullptr);
  CHECK(book.find("") == nullptr);
  CHECK(book.nearest("ENC07") == "ENC007");
  CHECK(book.nearest("QueueWithoutKeys") == "QueueWithoutKey");
  CHECK(book.nearest("enc") == "ENC");
  CHECK(book.nearest("something else") == "");
}

TEST_CASE("packs and severities have their words") {
  CHECK(packs().size() == 11);
  CHECK(find_pack("TFM")->folder == "deployment");
  CHECK(find_pack("tfm") == nullptr);
  for (Severity severity : {Severity::Low, Severity::Medium, Severity::High, Severity::Critical})
    CHECK(read_severity(to_string(severity)) == severity);
  CHECK_FALSE(read_severity("High").has_value());
}

TEST_CASE("a digest is SHA-256 (FIPS 180-4)") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a folder's rules are read at any depth") {
  Folder folder;
  CHECK(read_rules(folder.root.string())->empty());
  folder.write("encryption/queue-without-key.md", valid);
  folder.write("ours/deep/keys/key-nobody-uses.md", replaced(valid, "ENC007", "KMS005"));
  folder.write("README.md", "no rule");
  folder.write("frameworks/pci.md", "no rule");
  folder.write(".hidden/x.md", "no rule");
  folder.write("encryption/notes.txt", "no rule");
  auto files = read_rules(folder.root.string());
  REQUIRE_MESSAGE(files, told(files));
  REQUIRE(files->size() == 2);
  CHECK((*files)[0].path == "encryption/queue-without-key.md");
  CHECK((*files)[1].path == "keys/key-nobody-uses.md");

  auto one = read_rules((folder.root / "ours/deep/keys/../keys/key-nobody-uses.md").string());
  REQUIRE_MESSAGE(one, told(one));
  CHECK((*one)[0].path == "keys/key-nobody-uses.md");
  REQUIRE(read_rules((folder.root / "encryption").string()));
}

TEST_CASE("all problems of all rule files, by the files' names") {
  Folder folder;
  folder.write("encryption/a.md", replaced(valid, "Severity: medium", "Severity: hgih"));
  folder.write("encryption/b.md", valid);
  folder.write("encryption/c.md", valid);
  folder.write("more/encryption/b.md", replaced(valid, "ENC007", "ENC008"));
  CHECK(folder.without_root(told(read_rules(folder.root.string()))) ==
        "ROOT/encryption/a.md:4:11: unknown severity 'hgih' (did you mean 'high'?)\n"
        "ROOT/encryption/c.md: id ENC007 is taken by ROOT/encryption/b.md (ids and names are never "
        "used twice)\n"
        "ROOT/more/encryption/b.md: name B is taken by ROOT/encryption/b.md (ids and names are "
        "never used twice)\n");
  CHECK(folder.without_root(told(read_rules((folder.root / "none").string()))) ==
        "ROOT/none: no such file or folder\n");
}

TEST_CASE("rules of a folder are added, or replace those of the same id") {
  Folder folder;
  std::string pack = write_pack(
      std::vector<RuleFile>{rule(), rule_named("encryption/topic-without-key.md", "ENC005")});
  folder.write("encryption/our-queue.md",
               replaced(valid, "Severity: medium", "Severity: critical"));
  folder.write("keys/key-nobody-uses.md", replaced(valid, "ENC007", "KMS005"));
  auto book = with_rules(open_pack(pack), folder.root.string());
  REQUIRE_MESSAGE(book, told(book));
  std::string ids;
  for (const Rule& each : book->rules())
    ids += std::string(each.id) + " " + std::string(each.name) + "\n";
  CHECK(ids == "ENC005 TopicWithoutKey\nENC007 OurQueue\nKMS005 KeyNobodyUses\n");
  CHECK(book->find("ENC007")->severity == Severity::Critical);
  CHECK(book->find("ENC007")->check().subjects()[0] == "aws_sqs_queue");
  CHECK(book->find("ENC005")->prose().starts_with("# Queue"));
}

TEST_CASE("what a folder's rules may not do") {
  Folder folder;
  std::string pack = write_pack(std::vector<RuleFile>{rule()});
  CHECK(folder.without_root(told(with_rules(open_pack(pack), folder.root.string()))) ==
        "ROOT: no rule file in this folder (such as encryption/table-without-customer-key.md)\n");
  folder.write("encryption/queue-without-key.md", replaced(valid, "ENC007", "ENC008"));
  CHECK(folder.without_root(told(with_rules(open_pack(pack), folder.root.string()))) ==
        "ROOT: name QueueWithoutKey of ENC008 is taken by ENC007 (ids and names are never used "
        "twice)\n");
}

TEST_CASE("the page of all rules") {
  RuleFile first = rule(replaced(valid, "of your own", "of your | own"));
  RuleFile second = rule_named("keys/key-nobody-uses.md", "KMS005");
  second.status = RuleStatus::Preview;
  RuleFile third = rule_named("keys/old.md", "KMS001");
  third.status = RuleStatus::Retired;
  std::string pack = write_pack(std::vector<RuleFile>{first, second, third});
  CHECK(rules_page(open_pack(pack)) == R"(# Rules

The 2 rules of the rulebook, by pack. Each is one file that holds its reason, its check, its fix and its tests. Written by `paycheck rules docs`.

## ENC: Encryption at rest and in transit

| Id | Name | Severity | Title | Since |
|---|---|---|---|---|
| [ENC007](../rules/encryption/queue-without-key.md) | QueueWithoutKey | medium | Queue without a key of your \| own | 0.1 |

## KMS: Keys and replica keys

| Id | Name | Severity | Title | Since |
|---|---|---|---|---|
| [KMS001](../rules/keys/old.md) | Old | medium | Queue without a key of your own | 0.1, retired |
| [KMS005](../rules/keys/key-nobody-uses.md) | KeyNobodyUses | medium | Queue without a key of your own | 0.1, preview |
)");
}

TEST_CASE("a new rule reads at once") {
  std::string pack = write_pack(std::vector<RuleFile>{rule()});
  Rulebook book = open_pack(pack);
  for (const Pack& each : packs())
    for (std::string_view word : {each.letters, each.folder}) {
      CAPTURE(word);
      auto made = new_rule(book, std::string(word) + "/thing-left-open", "0.3.0");
      REQUIRE_MESSAGE(made, told(made));
      CHECK(made->path == std::string(each.folder) + "/thing-left-open.md");
      CHECK(made->id == std::string(each.letters) + (each.letters == "ENC" ? "008" : "001"));
      CHECK(made->name == "ThingLeftOpen");
      CHECK(made->title == "Thing left open");
      CHECK(made->since == "0.3.0");
      CHECK(made->prose.find("report  \"{queue} is") != std::string::npos);
    }
}

TEST_CASE("a new rule needs a pack and a free name") {
  RuleFile last = rule_named("keys/old.md", "KMS999");
  std::string pack = write_pack(std::vector<RuleFile>{rule(), last});
  struct Case {
    std::string word, expected;
  };
  const std::vector<Case> cases{
      {"ENCR/x", "ENCR/x: unknown pack 'ENCR' (did you mean 'ENC'?)\n"},
      {"storage/x",
       "storage/x: unknown pack 'storage' (packs: encryption, keys, naming, tagging, "
       "least-privilege, network, secrets, api, logging, resilience or deployment)\n"},
      {"ENC", "ENC: '' is not in kebab-case (such as encryption/queue-without-key)\n"},
      {"ENC/Queue",
       "ENC/Queue: 'Queue' is not in kebab-case (such as encryption/queue-without-key)\n"},
      {"ENC/a/b", "ENC/a/b: 'a/b' is not in kebab-case (such as encryption/queue-without-key)\n"},
      {"ENC/queue-without-key",
       "ENC/queue-without-key: the name is taken by ENC007 (ids and names are never used twice)\n"},
      {"KMS/new", "KMS/new: pack KMS has no free id\n"},
      {"ENC/no-key",
       "encryption/no-key.md: file name 'no-key' begins with 'no-' (name what is wrong: "
       "table-without-customer-key)\n"},
  };
  Rulebook book = open_pack(pack);
  for (const Case& c : cases) {
    CAPTURE(c.word);
    CHECK(told(new_rule(book, c.word, "0.1.0")) == c.expected);
  }
}

TEST_CASE("reports are written into the examples") {
  const std::string bad =
      "\n```text\n1:40 aws_sqs_queue.q is not encrypted with a key of your own\n```\n";
  struct Case {
    std::string name;
    std::vector<std::string> reports;
    std::string what, by;  // the change
  };
  const std::vector<Case> cases{
      {"nothing new",
       {"", "1:40 aws_sqs_queue.q is not encrypted with a key of your own", ""},
       "# Queue",
       "# Queue"},
      {"replaced", {"", "1:1 a\n2:2 b", ""}, bad, "\n```text\n1:1 a\n2:2 b\n```\n"},
      {"removed", {"", "", ""}, bad, ""},
      {"inserted",
       {"", "1:40 aws_sqs_queue.q is not encrypted with a key of your own",
        "1:50 q undetermined: variable"},
       "\"${var.key}\" } } } }\n```\n",
       "\"${var.key}\" } } } }\n```\n\n```text\n1:50 q undetermined: variable\n```\n"},
      {"good ones are left alone",
       {"1:1 oops", "1:40 aws_sqs_queue.q is not encrypted with a key of your own"},
       "# Queue",
       "# Queue"},
      {"a fence that holds", {"", "```\nx", ""}, bad, "\n````text\n```\nx\n````\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    std::string expected = replaced(valid, c.what, c.by);
    std::string once = with_expected(rule(), c.reports);
    CHECK(once == expected);
    CHECK(with_expected(rule(once), c.reports) == once);
  }
}

TEST_CASE("a report can be taken away and put back") {
  std::vector<std::string> reports{
      "", "1:40 aws_sqs_queue.q is not encrypted with a key of your own", ""};
  std::string without = with_expected(rule(), std::vector<std::string>(3));
  CHECK(with_expected(rule(without), reports) == valid);
  std::string unended = valid.substr(0, valid.size() - 1);
  reports[2] = "1:50 q undetermined: variable";
  CHECK(with_expected(rule(unended), reports) == with_expected(rule(), reports));
}
