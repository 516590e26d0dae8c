// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/terraform.hpp"

namespace paycheck {

/// A text as it grows out of literals and holes; literals that touch become one piece.
class TextBuilder {
 public:
  explicit TextBuilder(Arena& arena) : arena_(arena) {}

  void add(std::string_view text);
  void add(const terraform::Hole* hole);
  /// Numbers and booleans as Terraform prints them; false for what has no text.
  bool add(const terraform::Value& value);
  /// One text may name others that name others: it would double with each step.
  bool too_large() const { return too_large_; }
  terraform::Value build(const json::Place& place);

 private:
  void flush();

  Arena& arena_;
  std::vector<terraform::TextPiece> pieces_;
  std::string literal_;
  std::size_t bytes_ = 0;
  bool sensitive_ = false;
  bool too_large_ = false;
};

/// A number as Terraform prints it.
std::string number_text(double number);

}  // namespace paycheck
