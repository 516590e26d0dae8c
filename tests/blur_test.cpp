// SPDX-License-Identifier: Apache-2.0
// What is not known is never held against anybody: every scalar of the fixtures and of the rules'
// Bad examples is replaced by a value of which nothing is known, one at a time. Findings may
// vanish, none may appear (language.md 1.8 and 4.6 of the design: the blur test).

#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>

#include "program.hpp"

namespace {

using namespace program;
using Json = nlohmann::ordered_json;

/// A reference to what only an instance knows: nothing at all is known of it.
const std::string opaque = "${each.value}";

/// Places in which Terraform reads no expression, and settings that decide what there is at all.
bool is_literal(const std::vector<std::string>& path) {
  static const std::set<std::string> anywhere = {"//",    "provider", "providers", "depends_on",
                                                 "count", "for_each", "lifecycle"};
  static const std::set<std::string> roots = {"terraform", "variable", "moved",
                                              "import",    "removed",  "check"};
  if (roots.count(path[0])) return true;
  for (std::size_t i = 1; i < path.size(); ++i)
    if (anywhere.count(path[i]) && !(path[0] == "provider" && i == 1)) return true;
  const std::string& last = path.back();
  if (path[0] == "provider") return last == "alias" || last == "version";
  if (path[0] == "module") return last == "source" || last == "version";
  return path[0] == "output" && last == "sensitive";
}

/// Calls `blurred` with every scalar that may be blurred while it is, and with what it was. Strings
/// that hold JSON (policies) are blurred as a whole and then scalar by scalar.
using Blurred = std::function<void(const Json& was)>;
void each_scalar(Json& value, std::vector<std::string>& path, const Blurred& blurred) {
  if (value.is_object()) {
    for (auto& [key, member] : value.items()) {
      path.push_back(key);
      each_scalar(member, path, blurred);
      path.pop_back();
    }
  } else if (value.is_array()) {
    for (Json& item : value) each_scalar(item, path, blurred);
  } else if (!value.is_null() && !path.empty() && !is_literal(path)) {
    const Json was = std::exchange(value, opaque);
    blurred(was);
    Json inner = was.is_string() ? Json::parse(was.get<std::string>(), nullptr, false) : Json();
    if (inner.is_object())
      each_scalar(inner, path, [&](const Json& scalar) {
        value = inner.dump();
        blurred(scalar);
      });
    value = was;
  }
}

std::string where(const std::vector<std::string>& path) {
  std::string text;
  for (const std::string& step : path) text += (text.empty() ? "" : ".") + step;
  return text;
}

/// Findings of a stack whose first text is replaced.
class Subject {
 public:
  Subject(std::string title, std::vector<NamedText> texts, fs::path folder,
          std::span<const BoundRule> bound, EngineOptions options = quick_options())
      : title_(std::move(title)),
        texts_(std::move(texts)),
        folder_(std::move(folder)),
        bound_(bound),
        options_(std::move(options)) {}

  /// Blurs the scalars of one of the texts, one by one; returns how many.
  std::size_t blur(std::size_t text) {
    Json json = Json::parse(texts_[text].text, nullptr, false);
    if (json.is_discarded()) return 0;
    const Found before = found(text, json);
    std::size_t count = 0;
    std::vector<std::string> path;
    each_scalar(json, path, [&](const Json& was) {
      Found after = found(text, json);
      for (const std::string& finding : fresh(before, after))
        FAIL_CHECK(title_ << ": " << where(path) << " = " << was.dump() << " blurred: " << finding);
      effects_ += after.undetermined > before.undetermined ||
                  after.findings.size() < before.findings.size();
      ++count;
    });
    return count;
  }
  /// How often a blur took a finding away or made something undetermined.
  std::size_t effects() const { return effects_; }

 private:
  struct Found {
    std::vector<std::string> findings;  ///< sorted; what they are about, then their keys
    std::size_t undetermined = 0;
  };

  Found found(std::size_t text, const Json& json) {
    std::vector<NamedText> now = texts_;
    now[text].text = json.dump();
    Report report = check(input_of(now, "example", folder_), bound_, options_);
    REQUIRE_MESSAGE(report.problems.empty(),
                    title_ << ": " << to_string(report.problems.front().problem));
    Found result;
    for (const Finding& finding : report.findings) result.findings.push_back(identity(finding));
    std::sort(result.findings.begin(), result.findings.end());
    for (const Undetermined& entry : report.undetermined)
      result.undetermined += entry.subjects.size();
    return result;
  }

  /// Findings that were not there before. One whose key is the blurred value itself (a replica's
  /// region, the digest of a statement) has a new key: it is paired with one that is gone.
  static std::vector<std::string> fresh(const Found& before, const Found& after) {
    auto subject = [](const std::string& finding) { return finding.substr(0, finding.find(" [")); };
    std::vector<std::string> gone, result;
    std::set_difference(before.findings.begin(), before.findings.end(), after.findings.begin(),
                        after.findings.end(), std::back_inserter(gone));
    for (std::string& finding : gone) finding = subject(finding);
    std::set_difference(after.findings.begin(), after.findings.end(), before.findings.begin(),
                        before.findings.end(), std::back_inserter(result));
    std::erase_if(result, [&](const std::string& finding) {
      auto pair = std::find(gone.begin(), gone.end(), subject(finding));
      if (pair == gone.end()) return false;
      gone.erase(pair);
      return true;
    });
    return result;
  }

  std::size_t effects_ = 0;
  std::string title_;
  std::vector<NamedText> texts_;
  fs::path folder_;
  std::span<const BoundRule> bound_;
  EngineOptions options_;
};

}  // namespace

TEST_CASE("no scalar of a fixture makes a finding when it becomes unknown") {
  std::size_t blurs = 0, effects = 0;
  for (std::string_view tree : json_trees)
    for (const fs::path& file : stack_files(tree)) {
      Subject subject(std::string(tree), {{"cdk.tf.json", read_file(file)}}, file.parent_path(),
                      rules().bound);
      blurs += subject.blur(0);
      effects += subject.effects();
    }
  std::cout << blurs << " scalars of fixtures blurred, " << effects << " with effect\n";
  CHECK(blurs > 2'000);
  CHECK(effects > 200);
}

TEST_CASE("no scalar of a Bad example makes a finding of its rule when it becomes unknown") {
  auto files = read_rules((repository() / "rules").string());
  REQUIRE(files);
  std::size_t blurs = 0;
  for (const RuleFile& file : *files) {
    std::string pack = write_pack({&file, 1});
    Rulebook alone = open_pack(pack);
    for (const Example& example : file.examples) {
      if (example.kind != Example::Kind::Bad) continue;
      Config config;
      std::vector<NamedText> texts;
      for (const ExampleFile& part : example.files) {
        if (part.path.ends_with(".tf.json")) texts.push_back({part.path, part.text});
        if (part.path != "paycheck.json") continue;
        auto read = read_config(part.path, part.text, alone);
        REQUIRE(read);
        config = *read;
      }
      std::vector<BoundRule> bound = Rules::bound_by(alone, config);
      EngineOptions options = quick_options();
      options.config = &config;
      Subject subject(file.path + ", " + example.title, texts, {}, bound, options);
      for (std::size_t i = 0; i < texts.size(); ++i) blurs += subject.blur(i);
    }
  }
  std::cout << blurs << " scalars of Bad examples blurred\n";
  CHECK(blurs > 180);
}
