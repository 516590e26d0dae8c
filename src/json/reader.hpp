// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bytes.hpp"
#include "paycheck/json.hpp"
#include "string_text.hpp"
#include "wording.hpp"

namespace paycheck::json {

/// A stack of values. Unlike a vector's, its growth is out of the way of `push`, which is hot.
class ValueStack {
 public:
  void push(const Value& value) {
    if (size_ == storage_.size()) storage_.resize(2 * size_);
    storage_[size_++] = value;
  }
  std::uint32_t size() const { return size_; }
  const Value& top() const { return storage_[size_ - 1]; }
  std::span<const Value> from(std::uint32_t first) const {
    return std::span(storage_).subspan(first, size_ - first);
  }
  void shrink(std::uint32_t size) { size_ = size; }

 private:
  std::vector<Value> storage_ = std::vector<Value>(64);
  std::uint32_t size_ = 0;
};

/// Reads a document's text into its root value. What is open stands on `open_`; values whose
/// container is open stand on `pending_`, keys and values in turn, until the container closes and
/// they move into the arena as a whole.
struct Document::Reader {
 public:
  Reader(Document& document, const Options& options);
  /// The first problem, after which nothing is read.
  std::optional<Problem> read();

 private:
  struct Open {
    std::uint32_t begin;
    std::uint32_t first;  // of pending_
    bool object;
  };

  bool read_all();
  bool next_item();
  bool next_member();
  bool read_value(Wanted wanted);
  bool open(bool object);
  bool close_array();
  bool close_object();

  bool read_string();
  bool read_decoded_string();
  bool read_interpolation();
  bool push_decoded(std::size_t quotes, std::size_t end);
  bool read_number();
  bool read_digits();
  bool read_word(std::string_view word, Kind kind, Wanted wanted);

  bool skip_space() {
    cursor_ = space_end(cursor_, end_);
    return peek() != '/' || !options_.comments || skip_comments();
  }
  bool skip_comments();

  std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - begin_); }
  std::string_view rest() const { return {cursor_, static_cast<std::size_t>(end_ - cursor_)}; }
  char peek() const { return cursor_ < end_ ? *cursor_ : '\0'; }

  bool fail(ProblemKind kind, std::size_t at, std::string message, std::string hint = {});
  bool unexpected(Wanted wanted, std::string_view where = {});
  bool string_fault(StringEnd end);
  bool control_in_string(std::size_t at);
  std::string line_and_column(std::size_t at) const;
  std::string hint_for_open() const;

  Document& document_;
  const Options& options_;
  Arena& arena_;
  const char* begin_;
  const char* cursor_;
  const char* end_;
  ValueStack pending_;
  std::vector<Open> open_;
  std::string scratch_;
  std::optional<Problem> problem_;
};

}  // namespace paycheck::json
