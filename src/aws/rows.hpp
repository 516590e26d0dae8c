// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <ranges>
#include <span>
#include <string_view>

#include "paycheck/aws.hpp"

namespace paycheck::aws {

/// The rows of a type in a table that is sorted by `type`.
template <class Row, std::size_t size>
constexpr std::span<const Row> rows_of(const Row (&table)[size], std::string_view type) {
  auto [first, last] = std::ranges::equal_range(table, type, {}, &Row::type);
  return {first, last};
}

/// For static_assert: the table can be searched.
template <class Row, std::size_t size>
constexpr bool sorted_by_type(const Row (&table)[size]) {
  return std::ranges::is_sorted(table, {}, &Row::type);
}

/// Whether `word` is one of the words of `list`, which are separated by single spaces.
constexpr bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    std::size_t end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == word) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

/// Whether the service of a type has no region. `data.` in front is allowed.
bool is_global(std::string_view type);
/// Whether AWS provider 6 gives the type no `region` argument although its service has one.
bool lacks_region_argument(std::string_view type);
/// The identity attributes of a type as words, `!` before those that AWS makes; empty if the type
/// is not in the hand-made table.
std::string_view identity_words(std::string_view type);

}  // namespace paycheck::aws
