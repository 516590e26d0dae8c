// SPDX-License-Identifier: Apache-2.0
// What is not known is never held against anybody: every scalar of the fixtures and of the rules'
// Bad examples is replaced by a value of which nothing is known, one at a time. Findings may
// vanish, none may appear (language.md 1.8 and 4.6 of the design: the blur test).
//
// The sanitized build takes every so-many-th scalar of the large trees; PAYCHECK_FULL=1 takes all.

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

/// Calls `visit` with every scalar that may be blurred; it may change it and must change it back.
void each_scalar(Json& value, std::vector<std::string>& path,
                 const std::function<void(Json&)>& visit) {
  if (value.is_object()) {
    for (auto& [key, member] : value.items()) {
      path.push_back(key);
      each_scalar(member, path, visit);
      path.pop_back();
    }
  } else if (value.is_array()) {
    for (Json& item : value) each_scalar(item, path, visit);
  } else if (!value.is_null() && !path.empty() && !is_literal(path)) {
    visit(value);
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

  /// Blurs every `stride`-th scalar; returns how many there were.
  std::size_t blur(std::size_t text, std::size_t stride) {
    Json json = Json::parse(texts_[text].text, nullptr, false);
    if (json.is_discarded()) return 0;
    const std::set<std::string> before = found(text, json);
    std::size_t number = 0, count = 0;
    std::vector<std::string> path;
    each_scalar(json, path, [&](Json& scalar) {
      if (number++ % stride != 0) return;
      Json kept = std::exchange(scalar, opaque);
      for (const std::string& finding : found(text, json))
        CHECK_MESSAGE(before.count(finding) == 1, title_ << ": " << where(path) << " = "
                                                         << kept.dump() << " blurred: " << finding);
      scalar = std::move(kept);
      ++count;
    });
    return count;
  }

 private:
  std::set<std::string> found(std::size_t text, const Json& json) {
    std::vector<NamedText> now = texts_;
    now[text].text = json.dump();
    Report report = check(input_of(now, "example", folder_), bound_, options_);
    REQUIRE_MESSAGE(report.problems.empty(),
                    title_ << ": " << to_string(report.problems.front().problem));
    return identities(report);
  }

  std::string title_;
  std::vector<NamedText> texts_;
  fs::path folder_;
  std::span<const BoundRule> bound_;
  EngineOptions options_;
};

}  // namespace

TEST_CASE("no scalar of a fixture makes a finding when it becomes unknown") {
  std::size_t blurs = 0;
  for (std::string_view tree : json_trees)
    for (const fs::path& file : stack_files(tree)) {
      std::string text = read_file(file);
      std::size_t stride = is_full() || text.size() < 4'000 ? 1 : text.size() / 4'000;
      Subject subject(std::string(tree), {{"cdk.tf.json", text}}, file.parent_path(),
                      rules().bound);
      blurs += subject.blur(0, stride);
    }
  std::cout << blurs << " scalars of fixtures blurred\n";
  CHECK(blurs > 500);
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
      for (std::size_t i = 0; i < texts.size(); ++i) blurs += subject.blur(i, 1);
    }
  }
  std::cout << blurs << " scalars of Bad examples blurred\n";
  CHECK(blurs > 200);
}
