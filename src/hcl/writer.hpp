// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "paycheck/json.hpp"

namespace paycheck::hcl {

/// Writes JSON and where it comes from. A value or key is marked at both its ends; the punctuation
/// between two values needs no marks.
class Writer {
 public:
  explicit Writer(std::string_view source) : source_(source) {
    text_.reserve(source.size() + source.size() / 4);
    stretches_.push_back({});
  }

  /// What is written next stands for the one place `source`.
  void mark(std::size_t source) { begin_stretch(source, false); }
  /// Text that is JSON already.
  void raw(std::string_view json) { text_ += json; }
  /// A piece of the source, byte for byte.
  void copy(std::size_t begin, std::size_t end);
  /// A piece of the source within a JSON string: quotes, backslashes and control characters are
  /// escaped.
  void copy_escaped(std::size_t begin, std::size_t end);
  /// A character within a JSON string that stands for the source from `begin` on.
  void decoded(std::string_view utf8, std::size_t begin);

  std::size_t size() const { return text_.size(); }
  std::string take_text() { return std::move(text_); }
  std::vector<json::Stretch> take_stretches() { return std::move(stretches_); }

 private:
  void begin_stretch(std::size_t source, bool exact);
  void escape(unsigned char c);

  std::string_view source_;
  std::string text_;
  std::vector<json::Stretch> stretches_;
};

}  // namespace paycheck::hcl
