// SPDX-License-Identifier: Apache-2.0
// Edit distance over bytes, three rows at a time: insert, delete, replace, swap neighbours.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "paycheck/json.hpp"

namespace paycheck {
namespace {

// Nobody mistypes a longer name; and the work is the product of both lengths.
constexpr std::size_t longest_word = 128;
using Row = std::array<std::size_t, longest_word + 1>;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(char a, char b) {
  return lower(a) == lower(b);
}

std::size_t distance(std::string_view a, std::string_view b) {
  Row before_last{}, last{}, row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t replaced = last[j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      bool swapped = i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = last;
    last = row;
  }
  return last[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
  if (word.empty() || word.size() > longest_word) return {};
  std::string_view best;
  std::size_t limit = word.size() / 3 + 1;
  for (std::string_view candidate : known) {
    auto [shorter, longer] = std::minmax({word.size(), candidate.size()});
    if (longer > longest_word || longer - shorter >= limit) continue;
    std::size_t edits = distance(word, candidate);
    if (edits >= limit) continue;
    best = candidate;
    limit = edits;
  }
  return best;
}

}  // namespace paycheck
