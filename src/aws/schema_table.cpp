// SPDX-License-Identifier: Apache-2.0
// The table is sorted text in read-only memory. Nothing is prepared at start: a line is found by
// bisecting byte positions and stepping back to the line's begin.

#include "schema_table.hpp"

#include <algorithm>
#include <charconv>

extern "C" {
extern const char paycheck_schema_begin[];
extern const char paycheck_schema_end[];
}

namespace paycheck::aws {

using terraform::Argument;
using terraform::Schema;

namespace {

std::size_t line_begin(std::string_view table, std::size_t at) {
  std::size_t newline = at == 0 ? std::string_view::npos : table.rfind('\n', at - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

std::size_t number(std::string_view text, int base) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

Argument::Form form_of(char letter) {
  switch (letter) {
    case 't':
      return Argument::Form::Text;
    case 'n':
      return Argument::Form::Number;
    case 'b':
      return Argument::Form::Bool;
    case 'l':
      return Argument::Form::List;
    case 'm':
      return Argument::Form::Map;
    case 'j':
      return Argument::Form::ObjectList;
    case 'o':
      return Argument::Form::Object;
    case 'k':
      return Argument::Form::Block;
    default:
      return Argument::Form::Dynamic;
  }
}

}  // namespace

std::string_view schema_table() {
  return {paycheck_schema_begin,
          static_cast<std::size_t>(paycheck_schema_end - paycheck_schema_begin)};
}

std::string_view next_word(std::string_view& line) {
  std::size_t end = std::min(line.find(' '), line.size());
  std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

std::string_view find_line(std::string_view table, std::string_view key) {
  std::size_t low = 0;
  std::size_t high = table.size();
  while (low < high) {
    std::size_t begin = line_begin(table, low + (high - low) / 2);
    std::size_t end = std::min(table.find('\n', begin), table.size());
    std::string_view line = table.substr(begin, end - begin);
    std::string_view word = next_word(line);
    if (word == key) return line;
    if (word < key) {
      low = end + 1;
    } else {
      high = begin;
    }
  }
  return {};
}

std::size_t announced_blocks(std::string_view table) {
  std::string_view line = table.substr(0, table.find('\n'));
  for (std::string_view word, before; !line.empty(); before = word) {
    word = next_word(line);
    if (word.starts_with("blocks")) return number(before, 10);
  }
  return 0;
}

const Schema* SchemaReader::read(std::string_view list, const Argument* extra) {
  auto words = static_cast<std::size_t>(std::ranges::count(list, ' ')) + (list.empty() ? 0 : 1);
  std::size_t capacity = words + (extra ? 1 : 0);
  auto* arguments =
      static_cast<Argument*>(arena_.allocate(capacity * sizeof(Argument), alignof(Argument)));
  std::size_t count = 0;
  while (!list.empty()) {
    Argument next = argument(next_word(list));
    if (extra && extra->name <= next.name) {
      bool replaces = extra->name == next.name;
      new (&arguments[count++]) Argument(*std::exchange(extra, nullptr));
      if (replaces) continue;
    }
    new (&arguments[count++]) Argument(next);
  }
  if (extra) new (&arguments[count++]) Argument(*extra);
  return arena_.make<Schema>(std::span<const Argument>(arguments, count));
}

Argument SchemaReader::argument(std::string_view word) {
  Argument result;
  std::size_t colon = std::min(word.find(':'), word.size());
  result.name = word.substr(0, colon);
  word.remove_prefix(std::min(colon + 1, word.size()));
  if (word.empty()) return result;
  result.form = form_of(word.front());
  std::size_t reference = std::min(word.find('@'), word.size());
  for (char flag : word.substr(1, reference - 1)) {
    if (flag == 'r') result.required = true;
    if (flag == 'o') result.optional = true;
    if (flag == 'c') result.computed = true;
    if (flag == 's') result.sensitive = true;
  }
  if (reference == word.size()) return result;
  std::size_t star = std::min(word.find('*', reference), word.size());
  result.block = block(word.substr(reference, star - reference));
  if (star < word.size()) {
    result.max_items = static_cast<std::uint16_t>(number(word.substr(star + 1), 10));
  }
  return result;
}

const Schema* SchemaReader::block(std::string_view reference) {
  if (blocks_.empty()) blocks_.resize(announced_blocks(table_));
  std::size_t index = number(reference.substr(1), 16);
  if (index >= blocks_.size()) return nullptr;
  // A block refers to blocks of smaller numbers only, so this ends.
  if (!blocks_[index]) blocks_[index] = read(find_line(table_, reference));
  return blocks_[index];
}

}  // namespace paycheck::aws
