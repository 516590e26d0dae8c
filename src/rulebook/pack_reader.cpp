// SPDX-License-Identifier: Apache-2.0
// Opens a pack: one pass over its records, views into its words, nothing parsed. The bytes are our
// own work, so their sizes are asserted, not judged; bytes of another size or make are an empty
// book.
#include <charconv>

#include "pack_format.hpp"
#include "shelf.hpp"

namespace paycheck {
namespace {

struct PackReader {
  pack::Header header{};
  std::string_view rules, texts, parameters, frameworks, words, checks, prose;

  // False if `bytes` are no pack.
  bool begin(std::string_view bytes) {
    if (bytes.size() < sizeof header) return false;
    std::memcpy(&header, bytes.data(), sizeof header);
    bytes.remove_prefix(sizeof header);
    rules = take(bytes, sizeof(pack::RuleRecord) * std::uint64_t{header.rules});
    texts = take(bytes, sizeof(pack::Slice) * std::uint64_t{header.texts});
    parameters = take(bytes, sizeof(pack::ParameterRecord) * std::uint64_t{header.parameters});
    frameworks = take(bytes, sizeof(pack::Slice) * std::uint64_t{header.frameworks});
    words = take(bytes, header.words_size);
    checks = take(bytes, header.checks_size);
    prose = take(bytes, header.prose_size);
    return header.magic == pack::magic && whole && bytes.empty();
  }

  std::string_view word(pack::Slice slice) const { return piece(words, slice); }
  static std::string_view piece(std::string_view area, pack::Slice slice) {
    assert(std::uint64_t{slice.begin} + slice.size <= area.size());
    return {area.data() + slice.begin, slice.size};
  }
  template <class Record>
  static Record record(std::string_view table, std::size_t index) {
    Record result;
    assert((index + 1) * sizeof result <= table.size());
    std::memcpy(&result, table.data() + index * sizeof result, sizeof result);
    return result;
  }

 private:
  std::string_view take(std::string_view& bytes, std::uint64_t size) {
    if (size > bytes.size()) whole = false;
    auto taken = bytes.substr(0, whole ? static_cast<std::size_t>(size) : 0);
    bytes.remove_prefix(taken.size());
    return taken;
  }
  bool whole = true;
};

template <class T>
std::span<const T> run_of(const std::vector<T>& all, pack::Run run) {
  assert(std::uint64_t{run.first} + run.count <= all.size());
  return std::span<const T>(all).subspan(run.first, run.count);
}

double number_of(std::string_view text) {
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::vector<language::PatternEntry> entries_of(std::span<const std::string_view> texts) {
  std::vector<language::PatternEntry> entries;
  for (std::size_t i = 0; i + 1 < texts.size(); i += 2)
    entries.push_back({std::string(texts[i]), std::string(texts[i + 1])});
  return entries;
}

language::ParameterValue value_of(std::uint32_t kind, std::span<const std::string_view> texts) {
  switch (kind) {
    case 0:
      return {texts[0] == "true"};
    case 1:
      return {number_of(texts[0])};
    case 2:
      return {std::string(texts[0])};
    case 3:
      return {std::vector<std::string>(texts.begin(), texts.end())};
    case 4: {
      std::vector<double> numbers;
      for (std::string_view text : texts) numbers.push_back(number_of(text));
      return {std::move(numbers)};
    }
    default:
      return {entries_of(texts)};
  }
}

void read_tables(const PackReader& reader, RulebookBuilder::Shelf& shelf) {
  shelf.texts.reserve(reader.header.texts);
  for (std::size_t i = 0; i < reader.header.texts; ++i)
    shelf.texts.push_back(reader.word(PackReader::record<pack::Slice>(reader.texts, i)));
  shelf.parameters.reserve(reader.header.parameters);
  for (std::size_t i = 0; i < reader.header.parameters; ++i) {
    auto record = PackReader::record<pack::ParameterRecord>(reader.parameters, i);
    shelf.parameters.push_back({std::string(reader.word(record.name)),
                                value_of(record.kind, run_of(shelf.texts, record.texts)),
                                std::string(reader.word(record.help))});
  }
}

void read_framework_texts(const PackReader& reader, RulebookBuilder::Shelf& shelf) {
  for (std::size_t i = 0; i < reader.header.frameworks; ++i)
    shelf.frameworks.push_back(
        PackReader::piece(reader.prose, PackReader::record<pack::Slice>(reader.frameworks, i)));
}

Rule read_rule_record(const PackReader& reader, const pack::RuleRecord& record,
                      const RulebookBuilder::Shelf& shelf) {
  Rule rule;
  rule.id = reader.word(record.id);
  rule.name = reader.word(record.name);
  rule.title = reader.word(record.title);
  rule.pack = rule.id.substr(0, 3);
  rule.path = reader.word(record.path);
  rule.rule_class = reader.word(record.rule_class);
  rule.since = reader.word(record.since);
  rule.digest = reader.word(record.digest);
  rule.severity = static_cast<Severity>(record.severity);
  rule.status = static_cast<RuleStatus>(record.status);
  rule.controls = run_of(shelf.texts, record.controls);
  rule.subjects = run_of(shelf.texts, record.subjects);
  rule.parameters = run_of(shelf.parameters, record.parameters);
  return rule;
}

}  // namespace

Rulebook RulebookBuilder::open(std::unique_ptr<Shelf> shelf, std::string_view bytes) {
  Rulebook book;
  PackReader reader;
  if (!reader.begin(bytes)) return book;
  read_tables(reader, *shelf);
  read_framework_texts(reader, *shelf);
  shelf->lazy = std::make_unique<Rule::Lazy[]>(reader.header.rules);
  book.state_->rules.reserve(reader.header.rules);
  for (std::size_t i = 0; i < reader.header.rules; ++i) {
    auto record = PackReader::record<pack::RuleRecord>(reader.rules, i);
    Rule rule = read_rule_record(reader, record, *shelf);
    rule.lazy_ = &shelf->lazy[i];
    rule.lazy_->path = rule.path;
    rule.lazy_->text = PackReader::piece(reader.checks, record.check);
    rule.lazy_->prose = PackReader::piece(reader.prose, record.prose);
    rule.lazy_->line = record.check_line;
    rule.lazy_->parameters = rule.parameters;
    book.state_->rules.push_back(rule);
  }
  book.state_->shelves.push_back(std::move(shelf));
  return book;
}

Rulebook open_pack(std::string_view pack) {
  return RulebookBuilder::open(std::make_unique<RulebookBuilder::Shelf>(), pack);
}

}  // namespace paycheck
