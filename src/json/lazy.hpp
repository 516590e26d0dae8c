// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "paycheck/json.hpp"
#include "string_text.hpp"

namespace paycheck::json {

/// For every stretch of a text: how many lines and UTF-16 units stand before it, and where the line
/// in which it begins does, so that a column in a file of one long line costs no more than any
/// other, and the index is small beside the text.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);
  Position position(std::string_view text, std::size_t offset) const;

 private:
  struct Stretch {
    std::uint32_t lines, line_begin;
  };
  std::size_t units_before(std::string_view text, std::size_t offset) const;

  std::vector<Stretch> stretches_;
  std::vector<std::uint32_t> units_;  // empty: all ASCII
};

/// Two strings are one if they stand at one place and have one text; the values may be copies.
struct StringKey {
  const void* text;
  std::uint32_t begin;
  friend bool operator==(const StringKey&, const StringKey&) = default;
};
struct StringKeyHash {
  std::size_t operator()(const StringKey& key) const {
    return std::hash<const void*>()(key.text) * 31 + key.begin;
  }
};

/// What a document makes only when somebody asks.
struct Document::Lazy {
  std::optional<LineIndex> lines;
  /// Nested documents: the way back into the host; empty if it cannot be told.
  std::optional<std::optional<TextOrigin>> origin;
  std::unordered_map<StringKey, Result<std::unique_ptr<Document>>, StringKeyHash> nested;
};

}  // namespace paycheck::json
