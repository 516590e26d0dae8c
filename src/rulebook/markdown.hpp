// SPDX-License-Identifier: Apache-2.0
#pragma once

// The part of Markdown that rule files are made of: headings, fenced blocks, and paragraphs, which
// are all lines between them that are not blank.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace paycheck::markdown {

struct Block {
  enum class Kind : std::uint8_t { Heading, Fence, Paragraph };
  Kind kind = Kind::Paragraph;
  std::uint32_t line = 0;    // of its first line, from 1
  std::uint32_t level = 0;   // Heading: 1 to 6
  std::string_view text;     // Heading: its words; Fence: what stands behind the opening fence
  std::string_view content;  // Fence: the lines inside, line ends included; Paragraph: its lines
  std::string_view fence;    // Fence: the opening run of ` or ~
  std::string_view whole;    // all lines of the block, with the last line end
  bool closed = true;        // Fence
};

/// All views point into `text`.
std::vector<Block> read(std::string_view text);

/// The lines of a block, without line ends.
std::vector<std::string_view> lines(std::string_view text);

/// A fence that no line of `content` closes.
std::string fence_around(std::string_view content);

}  // namespace paycheck::markdown
