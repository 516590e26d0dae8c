// SPDX-License-Identifier: Apache-2.0
// The shape of the repository: every text is read once, and each rule of the house is a check over
// all of them that lists its offenders.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

/// The modules from left to right; an include may only point left.
constexpr std::string_view modules[] = {"json",   "hcl",    "terraform", "aws",
                                        "stack",  "iam",    "language",  "rulebook",
                                        "config", "engine", "report",    "cli"};

/// Third-party headers by how they begin, and the modules that may name them.
const std::map<std::string_view, std::vector<std::string_view>> packages = {
    {"nlohmann/", {"stack", "config", "report", "cli"}},
    {"CLI/", {"cli"}},
    {"re2/", {"language"}},
    {"nettle/", {"rulebook"}},
    {"utf8proc", {"json", "terraform"}},
    {"fmt/", {"language", "rulebook", "engine", "report", "cli"}},
};

struct Text {
  std::string path;  ///< from the repository's root
  std::vector<std::string> lines;
};

/// Folders of the repository that hold no texts of its own.
bool is_foreign(const fs::path& name) {
  return name == ".git" || name == "build" || name == "corpus" || name.extension() == ".zip";
}

std::vector<Text> read_texts() {
  std::vector<Text> texts;
  fs::path root = PAYCHECK_SOURCE_DIR;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::recursive_directory_iterator();
       ++at) {
    if (is_foreign(at->path().filename())) at.disable_recursion_pending();
    if (is_foreign(at->path().filename()) || !at->is_regular_file()) continue;
    std::ifstream file(at->path(), std::ios::binary);
    Text text{at->path().lexically_relative(root).string(), {}};
    for (std::string line; std::getline(file, line);) text.lines.push_back(line);
    texts.push_back(std::move(text));
  }
  std::sort(texts.begin(), texts.end(),
            [](const Text& a, const Text& b) { return a.path < b.path; });
  return texts;
}

const std::vector<Text>& texts() {
  static const std::vector<Text> all = read_texts();
  return all;
}

bool is_source(const Text& text) {
  return text.path.ends_with(".cpp") || text.path.ends_with(".hpp");
}
bool is_product(const Text& text) {
  return text.path.starts_with("src/") || text.path.starts_with("include/");
}

/// `src/stack/text.hpp` and `include/paycheck/stack.hpp` belong to `stack`; others to none.
std::string module_of(const std::string& path) {
  fs::path file(path);
  if (path.starts_with("src/")) return (*std::next(file.begin())).string();
  return path.starts_with("include/paycheck/") ? file.stem().string() : "";
}
std::ptrdiff_t rank(std::string_view module) {
  return std::find(std::begin(modules), std::end(modules), module) - std::begin(modules);
}

/// What stands between the marks of an #include; with the opening mark. Empty for other lines.
std::string included(std::string_view line) {
  std::size_t begin = line.find_first_not_of(" \t");
  if (begin == line.npos || !line.substr(begin).starts_with("#include ")) return "";
  std::size_t open = line.find_first_of("<\"", begin);
  if (open == line.npos) return std::string(line);
  return std::string(line.substr(open, line.find_first_of(">\"", open + 1) - open));
}

/// What is wrong with an include of the product; empty if nothing.
std::string objection(const Text& text, const std::string& include) {
  std::string module = module_of(text.path), name = include.substr(1);
  bool is_public = text.path.starts_with("include/");
  if (name.starts_with("paycheck/")) {
    std::ptrdiff_t other = rank(fs::path(name).stem().string());
    if (other == std::ssize(modules)) return "is the header of no module";
    if (other > rank(module)) return "points right";
    return is_public && other == rank(module) ? "is the header itself" : "";
  }
  if (include[0] == '"') {
    if (is_public) return "is private, in a public header";
    bool own = std::any_of(texts().begin(), texts().end(),
                           [&](const Text& t) { return t.path == "src/" + module + "/" + name; });
    return own ? "" : "is no header of its folder";
  }
  for (const auto& [prefix, users] : packages)
    if (name.starts_with(prefix))
      return std::count(users.begin(), users.end(), module) > 0 ? "" : "is not for this module";
  bool standard = name.find('/') == name.npos || name.starts_with("sys/");
  return standard ? "" : "belongs to no known package";
}

/// One line per offender, empty if there is none.
template <class Offends>
std::string offenders(Offends offends) {
  std::string all;
  for (const Text& text : texts())
    for (std::size_t i = 0; i < text.lines.size(); ++i)
      if (std::string why = offends(text, text.lines[i]); !why.empty())
        all += text.path + ":" + std::to_string(i + 1) + ": " + why + "\n";
  return all;
}

}  // namespace

TEST_CASE("the repository is read") {
  for (std::string_view module : modules) {
    CAPTURE(module);
    auto is_of = [&](const Text& text) { return module_of(text.path) == module; };
    CHECK(std::count_if(texts().begin(), texts().end(), is_of) >= 2);
  }
  std::string strange;
  for (const Text& text : texts())
    if (is_product(text) && rank(module_of(text.path)) == std::ssize(modules))
      strange += text.path + "\n";
  CHECK(strange == "");
}

TEST_CASE("includes point left, private headers stay private, packages stay where they belong") {
  std::string found = offenders([](const Text& text, const std::string& line) -> std::string {
    std::string include = is_product(text) && is_source(text) ? included(line) : "";
    if (include.empty()) return "";
    std::string why = objection(text, include);
    return why.empty() ? "" : include.substr(1) + " " + why;
  });
  CHECK(found == "");
}

TEST_CASE("files are small") {
  std::string found;
  for (const Text& text : texts())
    if (is_source(text) && is_product(text) && text.lines.size() > 400)
      found += text.path + " has " + std::to_string(text.lines.size()) + " lines\n";
  CHECK(found == "");
}

TEST_CASE("each source says whose it is and what it is") {
  std::string found;
  for (const Text& text : texts()) {
    if (!is_source(text)) continue;
    if (text.lines.empty() || text.lines[0] != "// SPDX-License-Identifier: Apache-2.0")
      found += text.path + " does not begin with the licence\n";
    auto first = std::find_if(text.lines.begin(), text.lines.end(),
                              [](const std::string& line) { return !line.starts_with("//"); });
    bool is_header = text.path.ends_with(".hpp");
    // A header may leave what it is to its declarations, a source file may not.
    if (is_header && (first == text.lines.end() || *first != "#pragma once"))
      found += text.path + " does not begin with #pragma once\n";
    if (!is_header && is_product(text) && first - text.lines.begin() < 2)
      found += text.path + " does not state its model\n";
  }
  CHECK(found == "");
}

TEST_CASE("public headers read as a manual") {
  std::string found;
  for (const Text& text : texts())
    if (text.path.starts_with("include/") &&
        std::find(text.lines.begin(), text.lines.end(), "/// \\file") == text.lines.end())
      found += text.path + " has no \\file comment\n";
  CHECK(found == "");
}

TEST_CASE("nothing is left to be done") {
  const std::string words[] = {std::string("TO") + "DO", std::string("FIX") + "ME",
                               std::string("XX") + "X:"};
  std::string found = offenders([&](const Text&, const std::string& line) -> std::string {
    for (const std::string& word : words)
      if (line.find(word) != line.npos) return word;
    return "";
  });
  CHECK(found == "");
}

TEST_CASE("no text names a path outside of the repository") {
  // Written in pieces, so that this file is none of its own offenders.
  const std::string folders[] = {std::string("/wo") + "rk/", std::string("/ro") + "ot/",
                                 std::string("/tm") + "p/build"};
  std::string found = offenders([&](const Text&, const std::string& line) -> std::string {
    for (const std::string& folder : folders)
      for (std::size_t at = line.find(folder); at != line.npos; at = line.find(folder, at + 1))
        // A folder below something else is no root: `{tree}` stands for a temporary one.
        if (at == 0 || " \t\"'`(=:<>,"sv.find(line[at - 1]) != std::string_view::npos)
          return folder;
    return "";
  });
  CHECK(found == "");
}

TEST_CASE("the rulebook's rules are where their ids say") {
  std::string found;
  for (const Text& text : texts()) {
    if (!text.path.starts_with("rules/") || !text.path.ends_with(".md") ||
        text.path.ends_with("README.md"))
      continue;
    bool in_pack = std::count(text.path.begin(), text.path.end(), '/') == 2;
    if (!in_pack) found += text.path + " lies in no pack\n";
  }
  CHECK(found == "");
}
