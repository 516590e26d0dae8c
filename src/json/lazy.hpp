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

/// Where lines start, and how many UTF-16 units stand before every stride of a text, so that a
/// column in a file of one long line costs no more than in any other.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);
  Position position(std::string_view text, std::size_t offset) const;

 private:
  std::size_t units_before(std::string_view text, std::size_t offset) const;

  std::vector<std::uint32_t> starts_;
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
