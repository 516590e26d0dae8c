// SPDX-License-Identifier: Apache-2.0
// What of a rule's page helps somebody who has a finding: why, how severe, how to fix. Metadata,
// check and examples stay in the file.
#include <algorithm>

#include "examples.hpp"
#include "metadata.hpp"
#include "plain_text.hpp"

namespace paycheck {
namespace {

using markdown::Block;

struct Page {
  std::vector<Block> blocks;
  std::size_t why = 0;  // the first block behind title and metadata
};

Page page_of(std::string_view prose) {
  Page page{markdown::read(prose), 0};
  RuleFile unused;
  Problems ignored;
  std::size_t title = !page.blocks.empty() && page.blocks[0].kind == Block::Kind::Heading ? 1 : 0;
  page.why =
      title + read_metadata(std::span(page.blocks).subspan(title), 1, unused, ignored).blocks;
  return page;
}

void add(std::string& text, const Block& block) {
  if (!text.empty()) text += '\n';
  text += block.whole;
  if (!text.ends_with('\n')) text += '\n';
}

// `[words](address)` as its words, line ends as spaces.
std::string plain_words(std::string_view paragraph) {
  std::string text;
  for (std::size_t i = 0; i < paragraph.size(); ++i) {
    std::size_t middle = paragraph[i] == '[' ? paragraph.find("](", i) : std::string_view::npos;
    std::size_t end = middle == std::string_view::npos ? middle : paragraph.find(')', middle);
    if (end != std::string_view::npos && paragraph.find(']', i) == middle) {
      text += plain_words(paragraph.substr(i + 1, middle - i - 1));
      i = end;
    } else {
      text += paragraph[i] == '\n' ? ' ' : paragraph[i];
    }
  }
  return std::string(trimmed(text));
}

}  // namespace

std::string lead_of(const Rule& rule) {
  Page page = page_of(rule.prose());
  bool has_why =
      page.why < page.blocks.size() && page.blocks[page.why].kind == Block::Kind::Paragraph;
  return has_why ? plain_words(page.blocks[page.why].content) : std::string(rule.title);
}

std::string help_of(const Rule& rule) {
  Page page = page_of(rule.prose());
  std::string text;
  bool wanted = true;
  for (std::size_t i = page.why; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    if (block.kind == Block::Kind::Heading && block.level <= 2)
      wanted = block.text == "Severity" || block.text == "Fix";
    bool is_check = block.kind == Block::Kind::Fence && block.text == "paycheck";
    if (wanted && !is_check) add(text, block);
  }
  return text;
}

}  // namespace paycheck
