// SPDX-License-Identifier: Apache-2.0
// Writes reports into a rule file: the text is copied from cut to cut, and only what stands between
// two cuts is new.
#include "examples.hpp"

namespace paycheck {
namespace {

using markdown::Block;

struct Rewriter {
  std::string_view text;
  std::size_t done = 0;
  std::string out = {};

  std::size_t offset(std::string_view piece) const {
    return static_cast<std::size_t>(piece.data() - text.data());
  }
  void copy_to(std::size_t end) {
    out += text.substr(done, end - done);
    done = end;
  }
  void replace(std::string_view piece, std::string_view by) {
    copy_to(offset(piece));
    out += by;
    done = offset(piece) + piece.size();
  }
  std::string rest() {
    copy_to(text.size());
    return std::move(out);
  }
};

std::string text_block(std::string_view report) {
  std::string fence = markdown::fence_around(report);
  return fence + "text\n" + std::string(report) + "\n" + fence + "\n";
}

// An existing block keeps its fence unless a line of the report would close it.
void replace_report(Rewriter& rewriter, const Block& block, std::string_view report) {
  std::string lines = std::string(report) + "\n";
  if (block.content == lines) return;
  bool safe =
      block.fence.starts_with('`') && markdown::fence_around(report).size() <= block.fence.size();
  if (safe)
    rewriter.replace(block.content, lines);
  else
    rewriter.replace(block.whole, text_block(report));
}

// The block and the empty lines before it.
void remove_report(Rewriter& rewriter, const Block& block) {
  std::size_t begin = rewriter.offset(block.whole);
  while (begin > 1 && rewriter.text[begin - 1] == '\n' && rewriter.text[begin - 2] == '\n') --begin;
  rewriter.replace(
      {rewriter.text.data() + begin, rewriter.offset(block.whole) + block.whole.size() - begin},
      "");
}

// Behind the last file.
void insert_report(Rewriter& rewriter, const Section& section, std::string_view report) {
  const Block* last = nullptr;
  for (const Block& block : section.blocks)
    if (block.kind == Block::Kind::Fence) last = &block;
  if (!last) return;
  rewriter.copy_to(rewriter.offset(last->whole) + last->whole.size());
  if (!last->whole.ends_with('\n')) rewriter.out += '\n';
  rewriter.out += "\n" + text_block(report);
}

void write_report(Rewriter& rewriter, const Section& section, std::string_view report) {
  const Block* block = expected_block(section);
  if (report.empty() && block) return remove_report(rewriter, *block);
  if (report.empty()) return;
  if (block)
    replace_report(rewriter, *block, report);
  else
    insert_report(rewriter, section, report);
}

}  // namespace

std::string with_expected(const RuleFile& file, std::span<const std::string> reports) {
  auto blocks = markdown::read(file.prose);
  Rewriter rewriter{.text = file.prose};
  std::size_t next = 0;
  for (const Section& section : sections_of(blocks)) {
    auto heading = example_heading(section.heading->text);
    if (!heading || next == reports.size()) continue;
    std::string_view report = reports[next++];
    if (heading->first != Example::Kind::Good) write_report(rewriter, section, report);
  }
  return rewriter.rest();
}

}  // namespace paycheck
