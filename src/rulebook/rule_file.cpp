// SPDX-License-Identifier: Apache-2.0
// A rule file read in the order in which it is written: title, metadata, why, check, sections.
// Whatever is wrong is collected; what was read is given out only if nothing is.
#include <algorithm>
#include <array>

#include "examples.hpp"
#include "metadata.hpp"
#include "plain_text.hpp"

namespace paycheck {
namespace {

using markdown::Block;

constexpr std::size_t max_bytes = 64 * 1024;

// Problems that make any further reading pointless.
std::optional<Problem> unreadable(const std::string& path, std::string_view text) {
  if (text.size() > max_bytes)
    return Problem{ProblemKind::TooLarge, path, {}, "a rule file has at most 64 KiB", ""};
  auto blemish = find_blemish(text);
  if (!blemish) return std::nullopt;
  std::string_view before = text.substr(0, blemish->offset);
  auto line = static_cast<std::uint32_t>(std::ranges::count(before, '\n'));
  std::size_t line_begin = line == 0 ? 0 : before.rfind('\n') + 1;
  return Problem{
      ProblemKind::Encoding, path, Position{line + 1, 1 + utf16_length(before.substr(line_begin))},
      std::string(blemish->what) + " in a rule file", "rule files are UTF-8 with plain line feeds"};
}

struct RuleReader {
  std::vector<Block> blocks;
  std::vector<Section> sections;
  RuleFile file;
  Problems problems;

  void structure(std::uint32_t line, std::string message, std::string hint = {}) {
    problems.add(ProblemKind::Structure, Position{line, 1}, std::move(message), std::move(hint));
  }
  bool starts_with_title() const {
    return !blocks.empty() && blocks[0].kind == Block::Kind::Heading && blocks[0].level == 1 &&
           blocks[0].line == 1;
  }
  // A title without its mark, or with another: told once, and read over.
  bool starts_with_words() const {
    return !blocks.empty() && blocks[0].kind != Block::Kind::Fence &&
           blocks[0].whole.find(':') == std::string_view::npos;
  }
  std::uint32_t end_line() const { return blocks.empty() ? 1 : blocks.back().line; }

  void read_title() {
    if (starts_with_title()) file.title = blocks[0].text;
    if (file.title.empty())
      structure(1, "the first line is the rule's title",
                "such as '# Table without a key of your own'");
    for (std::size_t i = 1; i < blocks.size(); ++i)
      if (blocks[i].kind == Block::Kind::Heading && blocks[i].level == 1)
        structure(blocks[i].line, "a second title", "sections begin with ##");
  }

  void check_pack(const Pack* pack) {
    if (!pack || !is_rule_id(file.id) || file.id.starts_with(pack->letters)) return;
    const Pack* own = find_pack(file.id.substr(0, 3));
    std::string hint = own ? "rules of " + std::string(own->letters) + " stand in " +
                                 std::string(own->folder) + "/"
                           : "rules of this folder are named " + std::string(pack->letters) + "...";
    problems.add(ProblemKind::Structure, {},
                 "rule " + file.id + " does not belong into folder " + std::string(pack->folder),
                 std::move(hint));
  }

  void require_closed_fences() {
    for (const Block& block : blocks)
      if (!block.closed)
        problems.add(ProblemKind::Syntax, Position{block.line, 1}, "this block is never closed");
  }

  // The paragraphs before the check and the first section say why the rule exists.
  void require_why(std::size_t begin) {
    if (begin < blocks.size() && blocks[begin].kind == Block::Kind::Paragraph) return;
    structure(begin < blocks.size() ? blocks[begin].line : end_line(),
              "no paragraph says why the rule matters", "it follows the metadata");
  }

  void read_check() {
    const Block* check = nullptr;
    for (const Block& block : blocks) {
      if (block.kind != Block::Kind::Fence || block.text != "paycheck") continue;
      if (check)
        structure(block.line, "a second check", "one rule, one check");
      else
        check = &block;
    }
    if (!check) return structure(end_line(), "no check", "a fenced block ```paycheck");
    if (!sections.empty() && check->line > sections.front().heading->line)
      structure(check->line, "the check stands before the first section");
    file.check = check->content;
    file.check_line = check->line + 1;
  }

  void parse_check() {
    language::Origin origin{file.path, file.check_line};
    auto parsed = language::parse_check(file.check, origin, file.parameters);
    if (!parsed) return take(parsed.problems());
    for (std::string_view subject : parsed->subjects()) file.subjects.emplace_back(subject);
    take(language::compile_patterns(*parsed, origin));
  }

  void take(const std::vector<Problem>& others) {
    problems.all.insert(problems.all.end(), others.begin(), others.end());
  }

  const Section* find_section(std::string_view heading) {
    const Section* found = nullptr;
    for (const Section& section : sections) {
      if (section.heading->text != heading) continue;
      if (found)
        structure(section.heading->line, "a second section '" + std::string(heading) + "'");
      else
        found = &section;
    }
    if (!found) structure(end_line(), "section '## " + std::string(heading) + "' is missing");
    return found;
  }

  void require_severity_reason() {
    const Section* section = find_section("Severity");
    if (section && (section->blocks.empty() || section->blocks[0].kind != Block::Kind::Paragraph))
      structure(section->heading->line, "section '## Severity' gives no reason",
                "a paragraph says why it is " + std::string(to_string(file.severity)));
  }

  void require_fix() {
    const Section* section = find_section("Fix");
    if (!section) return;
    auto has = [&](std::initializer_list<std::string_view> languages) {
      return std::ranges::any_of(section->blocks, [&](const Block& block) {
        return block.kind == Block::Kind::Fence &&
               std::ranges::find(languages, block.text) != languages.end();
      });
    };
    if (!has({"python"})) structure(section->heading->line, "section '## Fix' has no python block");
    if (!has({"typescript", "ts"}))
      structure(section->heading->line, "section '## Fix' has no typescript block");
  }

  void require_both_kinds() {
    auto has = [&](Example::Kind kind) {
      return std::ranges::find(file.examples, kind, &Example::kind) != file.examples.end();
    };
    if (!has(Example::Kind::Good))
      structure(end_line(), "no good example", "a heading '## Good: ...' with a json block");
    if (!has(Example::Kind::Bad))
      structure(end_line(), "no bad example", "a heading '## Bad: ...' with a json block");
  }

  void read() {
    sections = sections_of(blocks);
    const Pack* pack = read_path(file, problems);
    read_title();
    std::size_t begin = starts_with_title() || starts_with_words() ? 1 : 0;
    MetadataRead metadata = read_metadata(std::span(blocks).subspan(begin), 1, file, problems);
    begin += metadata.blocks;
    check_pack(pack);
    require_closed_fences();
    require_why(begin);
    if (file.status == RuleStatus::Retired) return;
    read_check();
    if (metadata.parameters_hold && file.check_line > 0) parse_check();
    require_severity_reason();
    require_fix();
    file.examples = read_examples(sections, problems);
    require_both_kinds();
  }
};

}  // namespace

Result<RuleFile> read_rule(const std::string& path, const std::string& text) {
  if (auto problem = unreadable(path, text)) return std::move(*problem);
  RuleReader reader{
      .blocks = markdown::read(text), .sections = {}, .file = {}, .problems = {path, {}}};
  reader.file.path = path;
  reader.file.prose = text;
  reader.read();
  auto& problems = reader.problems.all;
  if (problems.empty()) return std::move(reader.file);
  // In the order of the file; those of the whole file first.
  std::ranges::stable_sort(problems, {}, [](const Problem& problem) {
    return problem.at ? std::pair(problem.at->line, problem.at->column)
                      : std::pair<std::uint32_t, std::uint32_t>(0, 0);
  });
  return std::move(problems);
}

}  // namespace paycheck
