// SPDX-License-Identifier: Apache-2.0
// A framework's page: title, two lines of metadata, a notice, and the table that says what exists.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "markdown.hpp"
#include "plain_text.hpp"
#include "problems.hpp"

namespace paycheck {
namespace {

namespace fs = std::filesystem;
using markdown::Block;

constexpr std::size_t max_bytes = 256 * 1024;
constexpr std::string_view table_head = "| Requirement | In our words |";

struct FrameworkReader {
  Framework framework;
  Problems problems;

  void structure(std::uint32_t line, std::string message, std::string hint = {}) {
    problems.add(ProblemKind::Structure, Position{line, 1}, std::move(message), std::move(hint));
  }

  void read_metadata(const Block& block) {
    std::uint32_t number = block.line;
    for (std::string_view line : markdown::lines(block.content)) {
      std::size_t colon = std::min(line.find(": "), line.size());
      std::string_view key = line.substr(0, colon);
      std::string_view value = trimmed(line.substr(std::min(colon + 1, line.size())));
      if (key == "Id")
        framework.id = value;
      else if (key == "Source")
        framework.source = value;
      else
        structure(number, "unknown key '" + std::string(key) + "'", "known keys: Id, Source");
      ++number;
    }
  }

  void read_row(std::string_view line, std::uint32_t number, std::set<std::string>& known) {
    auto cells = split(line, '|');
    if (cells.size() != 4 || cells[1].empty() || cells[2].empty())
      return structure(number, "a row is a requirement and its summary",
                       "| 3.5.1 | In our words |");
    framework.requirements.push_back({std::string(cells[1]), std::string(cells[2])});
    if (!known.insert(std::string(cells[1])).second)
      problems.add(ProblemKind::Duplicate, Position{number, 1},
                   "requirement " + std::string(cells[1]) + " stands here twice");
  }

  void read_table(const Block& block) {
    std::set<std::string> known;
    auto lines = markdown::lines(block.content);
    for (std::size_t i = 2; i < lines.size(); ++i)
      read_row(lines[i], block.line + static_cast<std::uint32_t>(i), known);
  }

  void read() {
    auto blocks = markdown::read(framework.text);
    if (blocks.size() < 2 || blocks[0].kind != Block::Kind::Heading || blocks[0].level != 1)
      return structure(1, "a framework's page begins with its title, Id and Source");
    framework.title = blocks[0].text;
    read_metadata(blocks[1]);
    for (std::size_t i = 2; i < blocks.size(); ++i) {
      if (blocks[i].content.starts_with(table_head))
        read_table(blocks[i]);
      else
        framework.notice += (framework.notice.empty() ? "" : "\n") + std::string(blocks[i].whole);
    }
    if (framework.id.empty()) structure(blocks[1].line, "key 'Id' is missing");
    if (framework.source.empty()) structure(blocks[1].line, "key 'Source' is missing");
    if (framework.requirements.empty())
      structure(1, "no requirement", "a table '" + std::string(table_head) + "'");
  }
};

}  // namespace

Result<Framework> read_framework(const std::string& path, const std::string& text) {
  if (text.size() > max_bytes)
    return Problem{ProblemKind::TooLarge, path, {}, "a framework's page has at most 256 KiB", ""};
  if (auto blemish = find_blemish(text))
    return Problem{
        ProblemKind::Encoding, path, {}, std::string(blemish->what) + " in a framework's page", ""};
  FrameworkReader reader{{}, {path, {}}};
  reader.framework.text = text;
  reader.read();
  if (!reader.problems.all.empty()) return std::move(reader.problems.all);
  return std::move(reader.framework);
}

Result<std::vector<Framework>> read_frameworks(const std::string& folder) {
  std::error_code error;
  std::vector<fs::path> paths;
  for (fs::directory_iterator at(fs::path(folder) / "frameworks", error), end; !error && at != end;
       at.increment(error))
    if (at->path().extension() == ".md") paths.push_back(at->path());
  std::ranges::sort(paths);
  std::vector<Framework> frameworks;
  std::vector<Problem> problems;
  for (const fs::path& path : paths) {
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    auto framework = read_framework(path.generic_string(), text);
    if (framework)
      frameworks.push_back(std::move(*framework));
    else
      problems.insert(problems.end(), framework.problems().begin(), framework.problems().end());
  }
  if (!problems.empty()) return problems;
  return frameworks;
}

}  // namespace paycheck
