// SPDX-License-Identifier: Apache-2.0
#pragma once

// The packed rulebook, byte for byte: a header, fixed-size records, then three areas of text. What
// every start reads comes first; checks and prose lie apart, so that their pages are not touched
// before somebody asks. Numbers are as the machine that packs has them: every supported one is
// little-endian.

#include <array>
#include <bit>
#include <cstdint>

namespace paycheck::pack {

static_assert(std::endian::native == std::endian::little);

inline constexpr std::array<char, 8> magic{'p', 'a', 'y', 'r', 'u', 'l', 'e', '2'};

// A piece of an area.
struct Slice {
  std::uint32_t begin = 0, size = 0;
};
// A run of entries in a table.
struct Run {
  std::uint32_t first = 0, count = 0;
};

// Tables follow the header in this order: rules, texts (Slice of the words area), parameters,
// frameworks (Slice of the prose area: whole pages); then the areas: words, checks, prose.
struct Header {
  std::array<char, 8> magic;
  std::uint32_t rules, texts, parameters, frameworks;
  std::uint32_t words_size, checks_size, prose_size;
};

struct RuleRecord {
  Slice id, name, title, path, rule_class, since, digest;  // words
  Slice check, prose;                                      // their areas
  Run controls, subjects;                                  // texts
  Run parameters;                                          // parameters
  std::uint32_t check_line, severity, status;
};

// The default as texts: of one, or of each item; of a map key, pattern, key, pattern.
struct ParameterRecord {
  Slice name, help;
  Run texts;
  std::uint32_t kind;  // index of ParameterValue's variant
};

}  // namespace paycheck::pack
