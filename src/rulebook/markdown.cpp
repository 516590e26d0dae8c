// SPDX-License-Identifier: Apache-2.0
// One pass over the lines: inside a fence everything is content, outside a line is a heading, opens
// a fence, is blank, or belongs to a paragraph.
// (https://spec.commonmark.org/0.31.2/#fenced-code-blocks)
#include "markdown.hpp"

#include <algorithm>

#include "plain_text.hpp"

namespace paycheck::markdown {
namespace {

std::string_view between(std::string_view first, std::string_view last) {
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\n") == std::string_view::npos;
}

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  return line;
}

// A line with its end, and where it stands.
struct Cursor {
  std::string_view rest;
  std::uint32_t number = 0;
  std::string_view line = {};

  bool next() {
    if (rest.empty()) return false;
    std::size_t end = rest.find('\n');
    line = rest.substr(0, end == std::string_view::npos ? end : end + 1);
    rest.remove_prefix(line.size());
    ++number;
    return true;
  }
};

std::string_view unindented(std::string_view line) {
  std::size_t spaces = std::min(line.find_first_not_of(' '), line.size());
  return spaces <= 3 ? line.substr(spaces) : std::string_view();
}

// The run of three or more fence characters that a line begins with; empty if there is none.
std::string_view fence_run(std::string_view line) {
  line = unindented(line);
  if (!line.starts_with("```") && !line.starts_with("~~~")) return {};
  return line.substr(0, std::min(line.find_first_not_of(line.front()), line.size()));
}

std::string_view opening_fence(std::string_view line) {
  std::string_view run = fence_run(line);
  if (run.starts_with('`') && unindented(line).find('`', run.size()) != std::string_view::npos)
    return {};
  return run;
}

bool closes(std::string_view line, std::string_view fence) {
  std::string_view run = fence_run(line);
  return run.size() >= fence.size() && run.front() == fence.front() &&
         is_blank(unindented(line).substr(run.size()));
}

Block read_fence(Cursor& cursor, std::string_view fence) {
  Block block{
      .kind = Block::Kind::Fence, .line = cursor.number, .fence = fence, .whole = cursor.line};
  block.text = trimmed(without_line_end(unindented(cursor.line)).substr(fence.size()));
  block.content = cursor.rest.substr(0, 0);
  block.closed = false;
  while (!block.closed && cursor.next()) {
    block.whole = between(block.whole, cursor.line);
    if (closes(cursor.line, fence))
      block.closed = true;
    else
      block.content = between(block.content, cursor.line);
  }
  return block;
}

std::uint32_t heading_level(std::string_view line) {
  std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
  bool ends =
      marks == line.size() || line[marks] == ' ' || line[marks] == '\t' || line[marks] == '\n';
  return marks <= 6 && ends ? static_cast<std::uint32_t>(marks) : 0;
}

Block read_heading(const Cursor& cursor, std::uint32_t level) {
  return {.kind = Block::Kind::Heading,
          .line = cursor.number,
          .level = level,
          .text = trimmed(without_line_end(cursor.line).substr(level)),
          .whole = cursor.line};
}

}  // namespace

std::vector<Block> read(std::string_view text) {
  std::vector<Block> blocks;
  bool in_paragraph = false;
  for (Cursor cursor{text}; cursor.next();) {
    std::string_view fence = opening_fence(cursor.line);
    std::uint32_t level = heading_level(cursor.line);
    bool continues = in_paragraph;
    in_paragraph = false;
    if (!fence.empty()) {
      blocks.push_back(read_fence(cursor, fence));
    } else if (level > 0) {
      blocks.push_back(read_heading(cursor, level));
    } else if (!is_blank(cursor.line)) {
      if (!continues) blocks.push_back({.line = cursor.number, .whole = cursor.line});
      Block& paragraph = blocks.back();
      paragraph.whole = paragraph.content = between(paragraph.whole, cursor.line);
      in_paragraph = true;
    }
  }
  return blocks;
}

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> result;
  for (Cursor cursor{text}; cursor.next();) result.push_back(without_line_end(cursor.line));
  return result;
}

std::string fence_around(std::string_view content) {
  std::size_t length = 3;
  for (std::string_view line : lines(content))
    if (std::string_view run = fence_run(line); run.starts_with('`'))
      length = std::max(length, run.size() + 1);
  return std::string(length, '`');
}

}  // namespace paycheck::markdown
