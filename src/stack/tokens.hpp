// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// A name as the tokens that it surely shows: the ground on which suffixes are learned and judged.

#include <memory_resource>
#include <string>

#include "paycheck/stack.hpp"

namespace paycheck::conventions {

struct Token {
  enum class Kind : std::uint8_t {
    Word,       ///< letters and digits, as written
    Reference,  ///< an environment variable that stands alone: one token, known by its identity
    Gap,        ///< a hole with the text that touches it: no, one or many tokens
  };
  Kind kind = Kind::Word;
  std::string_view text;                  ///< Word
  const terraform::Hole* hole = nullptr;  ///< Reference, Gap
};

/// Splits names. Keeps its buffers, so that a hundred thousand names cost no allocation each.
class TokenReader {
 public:
  explicit TokenReader(std::pmr::memory_resource* memory = std::pmr::get_default_resource());
  /// The tokens of `name`, valid until the next call and as long as the name's text.
  std::span<const Token> read(NamePieces name);
  /// The last name is one stretch of letters and digits, nothing left out: this stretch; else
  /// empty.
  std::string_view single_stretch() const;
  const terraform::Hole* first_gap() const;

 private:
  struct Run {
    std::string_view text;  ///< literal text between two holes
    bool hole_before = false;
    bool hole_after = false;
  };
  std::size_t read_run(NamePieces name, std::size_t at);
  std::string_view join(NamePieces name, std::size_t from, std::size_t to);
  void add_hole(const terraform::Hole* hole, bool touched);
  void make_gap(Token& token);
  void split(const Run& run);
  std::size_t split_stretch(const Run& run, std::size_t begin);
  void add_word(const Run& run, std::size_t begin, std::size_t end);

  std::pmr::string joined_;
  std::pmr::vector<Token> tokens_;
  std::size_t stretches_ = 0;
  bool touches_next_ = false;
  bool left_out_ = false;
  bool has_gap_ = false;
};

/// A reader whose buffers lie on the stack: for single names.
class SmallTokenReader {
 public:
  SmallTokenReader() : memory_(buffer_, sizeof buffer_), reader_(&memory_) {}
  TokenReader* operator->() { return &reader_; }
  const TokenReader& operator*() const { return reader_; }

 private:
  alignas(std::max_align_t) std::byte buffer_[1024];
  std::pmr::monotonic_buffer_resource memory_;
  TokenReader reader_;
};

/// Words without regard to case; references by identity; a gap equals nothing.
bool same_token(const Token& a, const Token& b);

}  // namespace paycheck::conventions
