// SPDX-License-Identifier: Apache-2.0
// A text with holes, read from both ends.
#pragma once

#include <span>
#include <string_view>

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {

/// What is left of a text with holes while its ends are taken off. Never starts or ends with an
/// empty literal.
class TextPattern {
 public:
  explicit TextPattern(std::span<const TextPiece> pieces);

  bool empty() const { return pieces_.empty(); }
  /// Whether a hole is left.
  bool has_hole() const;
  /// The first (last) piece that is left.
  TextPiece front() const { return first_; }
  TextPiece back() const { return pieces_.size() == 1 ? first_ : last_; }
  /// Takes off `size` characters, or a hole (`size` does not count then).
  void remove_front(std::size_t size);
  void remove_back(std::size_t size);
  /// Whether the known `text` is one of the texts that this may become.
  bool can_be(std::string_view text) const;

 private:
  void settle();
  std::span<const TextPiece> pieces_;
  TextPiece
      first_;  // the first piece, as far as it is left; it is the last one too if there is one
  TextPiece last_;
};

}  // namespace paycheck::terraform
