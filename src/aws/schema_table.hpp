// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "paycheck/aws.hpp"

namespace paycheck::aws {

/// The embedded table, and lines of it. Its format is described in generate_schema.py.
std::string_view schema_table();
/// The rest of the line whose first word is `key`; empty if there is none. Lines are sorted.
std::string_view find_line(std::string_view table, std::string_view key);
/// How many nested blocks the table's first line announces.
std::size_t announced_blocks(std::string_view table);
/// Cuts the first word off `line`.
std::string_view next_word(std::string_view& line);

/// Turns argument lists of the table into schemas. Every block is read once, on first use, and
/// shared by all that hold it: the nested statements of web ACLs would not fit in memory otherwise.
class SchemaReader {
 public:
  SchemaReader(std::string_view table, Arena& arena) : table_(table), arena_(arena) {}
  /// `extra`, if not null, is sorted in; it takes the place of the table's argument of that name.
  const terraform::Schema* read(std::string_view list, const terraform::Argument* extra = nullptr);

 private:
  terraform::Argument argument(std::string_view word);
  const terraform::Schema* block(std::string_view reference);

  std::string_view table_;
  Arena& arena_;
  std::vector<const terraform::Schema*> blocks_;
};

}  // namespace paycheck::aws
