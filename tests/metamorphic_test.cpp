// SPDX-License-Identifier: Apache-2.0
// The same stack written in another way gives the same findings: resources renamed, keys shuffled,
// one block as an object or as a list of one, one file as several, metadata dropped, strangers
// inserted.

#include <functional>
#include <nlohmann/json.hpp>
#include <random>

#include "program.hpp"

namespace {

using namespace program;
using Json = nlohmann::ordered_json;
using Rewrite = std::function<std::vector<NamedText>(Json)>;

/// What a rewriting must leave as it is.
struct Kept {
  bool attributes = true;  ///< `replica[0].kms_key_arn`: positions, not only natural keys
  bool fingerprints = true;
};

/// Findings and undetermined entries without lines, sorted; `mark` is taken out of all names.
std::vector<std::string> told(const Report& report, const std::string& mark, Kept kept) {
  std::vector<std::string> lines;
  for (const InputProblem& problem : report.problems)
    lines.push_back("problem " + to_string(problem.problem));
  for (const Finding& finding : report.findings) {
    std::string line = identity(finding) + " at " + finding.path + ": " + finding.message;
    if (kept.attributes) line += " (" + finding.attribute + ")";
    if (kept.fingerprints) line += " " + finding.fingerprint + " of " + finding.group;
    lines.push_back(line);
  }
  for (const Undetermined& entry : report.undetermined) {
    std::vector<std::string> subjects = entry.subjects;
    std::sort(subjects.begin(), subjects.end());
    std::string line = "undetermined " + std::string(entry.rule) + " " + std::string(entry.reason) +
                       " " + entry.expression;
    for (const std::string& subject : subjects) line += " " + subject;
    lines.push_back(line);
  }
  lines.push_back(std::to_string(report.groups()) + " groups");
  for (const StackReport& stack : report.stacks) {
    std::string line = "suffix " + stack.suffix.value + " from " + stack.suffix.from + ", tags";
    for (const std::string& tag : stack.tags) line += " " + tag;
    lines.push_back(line);
  }
  if (!mark.empty())
    for (std::string& line : lines)
      for (std::size_t at = line.find(mark); at != line.npos; at = line.find(mark))
        line.erase(at, mark.size());
  std::sort(lines.begin(), lines.end());
  return lines;
}

/// The lines of one that the other lacks.
std::string differences(const std::vector<std::string>& before,
                        const std::vector<std::string>& after) {
  std::vector<std::string> gone, fresh;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                      std::back_inserter(gone));
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::back_inserter(fresh));
  std::string text;
  for (const std::string& line : gone) text += "- " + line + "\n";
  for (const std::string& line : fresh) text += "+ " + line + "\n";
  return text;
}

void check_same(const Rewrite& rewrite, Kept kept, const std::string& mark = "") {
  for (std::string_view tree : reference_trees) {
    CAPTURE(tree);
    fs::path file = stack_files(tree).front();
    std::string text = read_file(file), stack = file.parent_path().filename().string();
    Report before = judge(input_of({{"cdk.tf.json", text}}, stack, file.parent_path()));
    Report after = judge(input_of(rewrite(Json::parse(text)), stack, file.parent_path()));
    REQUIRE(!before.findings.empty());
    CHECK(differences(told(before, mark, kept), told(after, mark, kept)) == "");
  }
}

std::vector<NamedText> one_file(const Json& json) {
  return {{"cdk.tf.json", json.dump(1)}};
}

void each_string(Json& value, const std::function<void(std::string&)>& visit) {
  if (value.is_string()) {
    std::string text = value.get<std::string>();
    visit(text);
    value = text;
  } else if (value.is_structured()) {
    for (auto& item : value.items()) each_string(item.value(), visit);
  }
}

/// Every resource and data source renamed, with whatever refers to them.
class Renaming {
 public:
  explicit Renaming(std::string mark) : mark_(std::move(mark)) {}

  std::vector<NamedText> operator()(Json json) const {
    std::set<std::string> addresses;
    for (const char* kind : {"resource", "data"})
      for (auto& type : json[kind].items())
        for (auto& named : type.value().items()) addresses.insert(type.key() + "." + named.key());
    each_string(json, [&](std::string& text) { rename(text, addresses); });
    for (const char* kind : {"resource", "data"})
      for (auto& type : json[kind].items()) {
        Json renamed = Json::object();
        for (auto& named : type.value().items()) renamed[named.key() + mark_] = named.value();
        type.value() = renamed;
      }
    if (json["data"].empty()) json.erase("data");
    return one_file(json);
  }

 private:
  static bool is_of_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
  }

  void rename(std::string& text, const std::set<std::string>& addresses) const {
    for (std::size_t at = text.find("aws_"); at != text.npos; at = text.find("aws_", at + 1)) {
      std::size_t dot = at;
      while (dot < text.size() && is_of_name(text[dot])) ++dot;
      if (dot >= text.size() || text[dot] != '.' || (at > 0 && is_of_name(text[at - 1]))) continue;
      std::size_t end = dot + 1;
      while (end < text.size() && is_of_name(text[end])) ++end;
      if (addresses.count(text.substr(at, end - at))) text.insert(end, mark_);
    }
  }

  std::string mark_;
};

/// Also within strings that hold JSON.
void shuffle_keys(Json& value, std::mt19937& random) {
  if (value.is_string()) {
    Json inner = Json::parse(value.get<std::string>(), nullptr, false);
    if (!inner.is_object()) return;
    shuffle_keys(inner, random);
    value = inner.dump();
  }
  if (value.is_structured())
    for (auto& item : value.items()) shuffle_keys(item.value(), random);
  if (!value.is_object()) return;
  std::vector<std::pair<std::string, Json>> members;
  for (auto& [key, member] : value.items()) members.emplace_back(key, member);
  for (std::size_t i = members.size(); i > 1; --i) std::swap(members[i - 1], members[random() % i]);
  value = Json::object();
  for (auto& [key, member] : members) value[key] = member;
}

/// One block as a list of one where it was an object, and as an object where it was a list of one.
void turn_blocks(Json& body, const terraform::Schema& schema, std::size_t& turned) {
  for (auto& [key, value] : body.items()) {
    const terraform::Argument* argument = schema.find(key);
    if (!argument || argument->form != terraform::Argument::Form::Block) continue;
    Json blocks = value.is_array() ? value : Json::array({value});
    for (Json& block : blocks)
      if (block.is_object()) turn_blocks(block, *argument->block, turned);
    if (value.is_array() && blocks.size() != 1) {
      value = blocks;
    } else {
      value = value.is_array() ? blocks[0] : blocks;
      ++turned;
    }
  }
}

/// A stack that has nothing to do with the one that it is put into.
const char* const strangers = R"({
  "null_resource": {"aaa_unrelated": {"triggers": {"at": "1"}}, "zzz_unrelated": {}},
  "random_id": {"unrelated": {"byte_length": 4}},
  "aws_ebs_encryption_by_default": {"unrelated": {"enabled": true}},
  "aws_iam_account_password_policy": {"unrelated": {"minimum_password_length": 14}},
  "terraform_data": {"unrelated": {"input": "${null_resource.aaa_unrelated.id}"}}
})";

}  // namespace

TEST_CASE("renamed resources") {
  const std::string mark = "_q7z";
  check_same(Renaming(mark), {true, false}, mark);
}

TEST_CASE("shuffled keys") {
  for (unsigned seed : {1u, 2u, 3u}) {
    CAPTURE(seed);
    check_same(
        [&](Json json) {
          std::mt19937 random(seed);
          shuffle_keys(json, random);
          return one_file(json);
        },
        {});
  }
}

TEST_CASE("another layout of the text") {
  check_same([](Json json) { return std::vector<NamedText>{{"cdk.tf.json", json.dump()}}; }, {});
  check_same(
      [](Json json) {
        return std::vector<NamedText>{{"cdk.tf.json", json.dump(7, '\t', true)}};
      },
      {});
}

TEST_CASE("blocks as objects and as lists of one") {
  aws::Types types;
  std::size_t turned = 0;
  check_same(
      [&](Json json) {
        for (auto& type : json["resource"].items())
          if (const aws::Type* row = types.find(type.key()))
            for (auto& named : type.value().items())
              turn_blocks(named.value(), *row->schema, turned);
        return one_file(json);
      },
      {false, true});
  CHECK(turned > 50);
}

TEST_CASE("labels as lists of one") {
  check_same(
      [](Json json) {
        for (auto& type : json["resource"].items()) {
          for (auto& named : type.value().items()) named.value() = Json::array({named.value()});
          type.value() = Json::array({type.value()});
        }
        json["resource"] = Json::array({json["resource"]});
        return one_file(json);
      },
      {});
}

TEST_CASE("one file as several") {
  check_same(
      [](Json json) {
        std::vector<NamedText> files;
        for (auto& type : json["resource"].items())
          for (auto& named : type.value().items()) {
            Json part = {{"resource", {{type.key(), {{named.key(), named.value()}}}}}};
            files.push_back({type.key() + "." + named.key() + ".tf.json", part.dump(2)});
          }
        json.erase("resource");
        files.push_back({"cdk.tf.json", json.dump(2)});
        std::sort(files.begin(), files.end(),
                  [](const NamedText& a, const NamedText& b) { return a.name < b.name; });
        return files;
      },
      {});
}

TEST_CASE("without metadata") {
  check_same(
      [](Json json) {
        json.erase("//");
        for (const char* kind : {"resource", "data", "output"})
          for (auto& type : json[kind].items()) {
            type.value().erase("//");
            for (auto& named : type.value().items())
              if (named.value().is_object()) named.value().erase("//");
          }
        for (const char* kind : {"data", "output"})
          if (json[kind].empty()) json.erase(kind);
        return one_file(json);
      },
      {true, false});
}

TEST_CASE("strangers among the resources") {
  for (bool in_front : {true, false}) {
    CAPTURE(in_front);
    check_same(
        [&](Json json) {
          Json all = Json::object(), others = Json::parse(strangers);
          if (in_front) all.update(others);
          all.update(json["resource"]);
          if (!in_front) all.update(others);
          json["resource"] = all;
          return one_file(json);
        },
        {});
  }
}
