// SPDX-License-Identifier: Apache-2.0
// Rule files to one run of bytes. Records hold offsets into their area, so areas grow independently
// and are joined at the end.
#include <algorithm>
#include <array>
#include <charconv>

#include "pack_format.hpp"
#include "paycheck/rulebook.hpp"

namespace paycheck {
namespace {

using pack::Run;
using pack::Slice;

std::uint32_t u32(std::size_t number) {
  return static_cast<std::uint32_t>(number);
}

Slice append(std::string& area, std::string_view text) {
  Slice slice{u32(area.size()), u32(text.size())};
  area += text;
  return slice;
}

std::string text_of(bool truth) {
  return truth ? "true" : "false";
}
// The shortest text that reads back as the same number.
std::string text_of(double number) {
  std::array<char, 32> buffer;
  auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  return {buffer.data(), end};
}
std::string text_of(const std::string& text) {
  return text;
}

template <class Scalar>
std::vector<std::string> texts_of(const Scalar& value) {
  return {text_of(value)};
}
template <class Item>
std::vector<std::string> texts_of(const std::vector<Item>& items) {
  std::vector<std::string> texts;
  for (const Item& item : items) texts.push_back(text_of(item));
  return texts;
}
std::vector<std::string> texts_of(const std::vector<language::PatternEntry>& entries) {
  std::vector<std::string> texts;
  for (const language::PatternEntry& entry : entries) {
    texts.push_back(entry.key);
    texts.push_back(entry.pattern);
  }
  return texts;
}

struct PackWriter {
  std::vector<pack::RuleRecord> rules = {};
  std::vector<Slice> texts = {};
  std::vector<pack::ParameterRecord> parameters = {};
  std::vector<Slice> frameworks = {};
  std::string words = {}, checks = {}, prose = {};

  Run add_texts(const std::vector<std::string>& items) {
    Run run{u32(texts.size()), u32(items.size())};
    for (const std::string& item : items) texts.push_back(append(words, item));
    return run;
  }

  Run add_parameters(const std::vector<language::Parameter>& items) {
    Run run{u32(parameters.size()), u32(items.size())};
    for (const language::Parameter& item : items) {
      auto value = std::visit([](const auto& held) { return texts_of(held); }, item.value.value);
      parameters.push_back({append(words, item.name), append(words, item.help), add_texts(value),
                            u32(item.value.value.index())});
    }
    return run;
  }

  void add(const RuleFile& file) {
    rules.push_back({.id = append(words, file.id),
                     .name = append(words, file.name),
                     .title = append(words, file.title),
                     .path = append(words, file.path),
                     .rule_class = append(words, file.rule_class),
                     .since = append(words, file.since),
                     .digest = append(words, sha256(file.prose)),
                     .check = append(checks, file.check),
                     .prose = append(prose, file.prose),
                     .controls = add_texts(file.controls),
                     .subjects = add_texts(file.subjects),
                     .parameters = add_parameters(file.parameters),
                     .check_line = file.check_line,
                     .severity = static_cast<std::uint32_t>(file.severity),
                     .status = static_cast<std::uint32_t>(file.status)});
  }

  template <class Record>
  static void append_bytes(std::string& out, std::span<const Record> records) {
    out.append(reinterpret_cast<const char*>(records.data()), records.size_bytes());
  }

  std::string joined() const {
    pack::Header header{pack::magic,
                        u32(rules.size()),
                        u32(texts.size()),
                        u32(parameters.size()),
                        u32(frameworks.size()),
                        u32(words.size()),
                        u32(checks.size()),
                        u32(prose.size())};
    std::string out;
    append_bytes(out, std::span<const pack::Header>(&header, 1));
    append_bytes(out, std::span<const pack::RuleRecord>(rules));
    append_bytes(out, std::span<const Slice>(texts));
    append_bytes(out, std::span<const pack::ParameterRecord>(parameters));
    append_bytes(out, std::span<const Slice>(frameworks));
    return out + words + checks + prose;
  }
};

}  // namespace

std::string write_pack(std::span<const RuleFile> files, std::span<const Framework> frameworks) {
  std::vector<const RuleFile*> sorted;
  for (const RuleFile& file : files) sorted.push_back(&file);
  std::ranges::sort(sorted, {},
                    [](const RuleFile* file) -> const std::string& { return file->id; });
  PackWriter writer;
  for (const RuleFile* file : sorted) writer.add(*file);
  for (const Framework& framework : frameworks)
    writer.frameworks.push_back(append(writer.prose, framework.text));
  return writer.joined();
}

}  // namespace paycheck
