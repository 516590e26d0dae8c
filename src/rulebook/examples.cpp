// SPDX-License-Identifier: Apache-2.0
// An example is a small folder: each fenced block is a file of it, the last one perhaps the report.
#include "examples.hpp"

#include <algorithm>
#include <array>

#include "plain_text.hpp"

namespace paycheck {
namespace {

using markdown::Block;

constexpr std::array<std::string_view, 3> kinds{"Good", "Bad", "Undetermined"};
constexpr std::array<std::string_view, 3> block_words{"json", "file", "text"};

std::string in_quotes(std::string_view word) {
  return "'" + std::string(word) + "'";
}

// The words behind an opening fence: `json modules/queue/main.tf.json`.
struct Words {
  std::string_view first, rest;
  explicit Words(std::string_view text) {
    std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    first = text.substr(0, end);
    rest = trimmed(text.substr(end));
  }
};

// One is the other, or would have to be a folder for it.
bool collide(std::string_view one, std::string_view other) {
  if (one.size() > other.size()) std::swap(one, other);
  return other.starts_with(one) && (other.size() == one.size() || other[one.size()] == '/');
}

struct ExampleReader {
  Example& example;
  Problems& problems;
  bool any = false;

  void add_file(const Block& block, std::string_view path) {
    Position at{block.line, 1};
    if (!is_plain_path(path))
      return problems.add(
          ProblemKind::Structure, at,
          "path " + in_quotes(path) + " leaves the example's folder or is no plain path",
          "relative, with '/', without '.' and '..'");
    for (const ExampleFile& other : example.files)
      if (collide(other.path, path))
        return problems.add(ProblemKind::Duplicate, at,
                            "file " + in_quotes(path) + " collides with " + in_quotes(other.path) +
                                " of line " + std::to_string(other.line - 1));
    example.files.push_back({std::string(path), std::string(block.content), block.line + 1});
  }

  void set_expected(const Block& block) {
    Position at{block.line, 1};
    if (example.kind == Example::Kind::Good)
      return problems.add(ProblemKind::Structure, at, "a good example has no report",
                          "leave the text block away");
    if (example.expected)
      return problems.add(ProblemKind::Duplicate, at, "an example has one text block");
    example.expected = block.content;
    if (example.expected->ends_with('\n')) example.expected->pop_back();
    example.expected_line = block.line + 1;
  }

  void read_block(const Block& block) {
    Words words(block.text);
    any = true;
    if (words.first != "text" && example.expected)
      problems.add(ProblemKind::Structure, Position{block.line, 1}, "the text block comes last");
    if (words.first == "text" && words.rest.empty()) return set_expected(block);
    if (words.first == "json")
      return add_file(block, words.rest.empty() ? "main.tf.json" : words.rest);
    if (words.first == "file" && !words.rest.empty()) return add_file(block, words.rest);
    std::string hint = words.first == "file" || words.first == "text"
                           ? ""
                           : did_you_mean(words.first, block_words);
    if (hint.empty()) hint = "json, json PATH, file PATH or text";
    problems.add(ProblemKind::Structure, Position{block.line, 1},
                 in_quotes(block.text) + " is no block of an example", std::move(hint));
  }
};

Example read_example(const Section& section, Example::Kind kind, std::string_view title,
                     Problems& problems) {
  Example example{kind, std::string(title), section.heading->line, {}, {}, 0};
  Position at{section.heading->line, 1};
  if (title.empty())
    problems.add(ProblemKind::Structure, at, "the example has no title",
                 "such as 'Bad: one switch is off'");
  ExampleReader reader{example, problems};
  for (const Block& block : section.blocks)
    if (block.kind == Block::Kind::Fence) reader.read_block(block);
  if (example.files.empty() && (!reader.any || example.expected))
    problems.add(ProblemKind::Structure, at, "the example has no file",
                 "a fenced json block is its main.tf.json");
  return example;
}

// `Good shielded`, `god: shielded`: headings that were meant to be examples.
void tell_misspelled(const Block& heading, Problems& problems) {
  std::string_view word = heading.text.substr(0, heading.text.find_first_of(": "));
  bool exact = std::ranges::find(kinds, word) != kinds.end();
  std::string_view near = nearest(word, kinds);
  bool colon = heading.text.substr(word.size()).starts_with(':');
  if (!exact && (near.empty() || !colon)) return;
  problems.add(ProblemKind::Structure, Position{heading.line, 1},
               "heading " + in_quotes(heading.text) + " is no example",
               "did you mean '" + std::string(near) + ": ...'?");
}

}  // namespace

std::vector<Section> sections_of(std::span<const Block> blocks) {
  std::vector<Section> sections;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (block.kind == Block::Kind::Heading && block.level == 2)
      sections.push_back({&block, blocks.subspan(i + 1, 0)});
    else if (!sections.empty())
      sections.back().blocks = {sections.back().blocks.data(), sections.back().blocks.size() + 1};
  }
  return sections;
}

std::optional<std::pair<Example::Kind, std::string_view>> example_heading(std::string_view text) {
  std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto found = std::ranges::find(kinds, text.substr(0, colon));
  if (found == kinds.end()) return std::nullopt;
  return std::pair(static_cast<Example::Kind>(found - kinds.begin()),
                   trimmed(text.substr(colon + 1)));
}

const Block* expected_block(const Section& section) {
  for (const Block& block : section.blocks)
    if (block.kind == Block::Kind::Fence && block.text == "text") return &block;
  return nullptr;
}

std::vector<Example> read_examples(std::span<const Section> sections, Problems& problems) {
  std::vector<Example> examples;
  for (const Section& section : sections) {
    auto heading = example_heading(section.heading->text);
    if (!heading) {
      tell_misspelled(*section.heading, problems);
      continue;
    }
    Example example = read_example(section, heading->first, heading->second, problems);
    auto same = [&](const Example& other) {
      return !other.title.empty() && other.title == example.title;
    };
    if (std::ranges::any_of(examples, same))
      problems.add(ProblemKind::Duplicate, Position{example.line, 1},
                   "two examples are titled " + in_quotes(example.title));
    examples.push_back(std::move(example));
  }
  return examples;
}

}  // namespace paycheck
