// SPDX-License-Identifier: Apache-2.0
// Only runs of non-ASCII characters, each with the ASCII character before it, can change: a run is
// decomposed, its combining characters sorted (never more than 30 in a row, so linear), and
// composed.
#include "normal.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "utf8.hpp"

namespace paycheck::json {
namespace {

using Codes = std::vector<utf8proc_int32_t>;
constexpr auto composing = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE);
constexpr std::size_t most_combining = 30;
constexpr utf8proc_int32_t grapheme_joiner = 0x34F;
// The lead byte of U+0300, below which everything is composed already.
constexpr unsigned char first_lead = 0xCC;

bool is_wide(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

int combining_class(utf8proc_int32_t code) {
  return utf8proc_get_property(code)->combining_class;
}

// Stable; by insertion, as there are few.
void sort_combining(Codes& codes, std::size_t count) {
  auto first = codes.end() - static_cast<std::ptrdiff_t>(count);
  auto earlier = [](auto a, auto b) { return combining_class(a) < combining_class(b); };
  for (auto at = first; at != codes.end(); ++at)
    std::rotate(std::upper_bound(first, at, *at, earlier), at, at + 1);
}

// Decomposed, sorted and with joiners; canonical decompositions have at most four characters.
Codes decomposed(std::string_view text) {
  Codes codes;
  std::size_t combining = 0;
  while (!text.empty()) {
    std::size_t length = utf8_length(text);
    utf8proc_int32_t parts[8];
    int boundary = 0;
    auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(code_point(text, length)),
                                         parts, 8, composing, &boundary);
    text.remove_prefix(length);
    for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(count, 8); ++i) {
      bool starter = combining_class(parts[i]) == 0;
      if (starter || combining == most_combining) {
        sort_combining(codes, combining);
        combining = 0;
        if (!starter) codes.push_back(grapheme_joiner);
      }
      codes.push_back(parts[i]);
      if (!starter) ++combining;
    }
  }
  sort_combining(codes, combining);
  return codes;
}

std::string composed(std::string_view text) {
  Codes codes = decomposed(text);
  auto size = utf8proc_normalize_utf32(codes.data(), static_cast<utf8proc_ssize_t>(codes.size()),
                                       composing);
  std::string out;
  for (utf8proc_ssize_t i = 0; i < size; ++i)
    append_utf8(out, static_cast<char32_t>(codes[static_cast<std::size_t>(i)]));
  return out;
}

}  // namespace

void normalize(std::string& text, OffsetMap* map) {
  auto end = text.end();
  auto may_change = [](char c) { return static_cast<unsigned char>(c) >= first_lead; };
  auto copied = text.begin();
  std::string out;
  for (auto at = std::find_if(text.begin(), end, may_change); at != end;
       at = std::find_if(at, end, may_change)) {
    auto begin = at;
    while (begin != copied && is_wide(*(begin - 1))) --begin;
    if (begin != copied) --begin;
    at = std::find_if_not(at, end, is_wide);
    std::string run = composed({begin, at});
    if (run == std::string_view(begin, at)) continue;
    out.append(copied, begin);
    if (map) map->add(out.size(), static_cast<std::size_t>(begin - text.begin()));
    out += run;
    if (map) map->add(out.size(), static_cast<std::size_t>(at - text.begin()));
    copied = at;
  }
  if (copied == text.begin()) return;
  out.append(copied, end);
  text.swap(out);
}

}  // namespace paycheck::json
