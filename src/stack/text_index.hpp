// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/terraform.hpp"
#include "table.hpp"

namespace paycheck {

/// Values by the texts that they may be. Known texts are found by hash, texts with holes by their
/// literal ends, and what shows nothing is always found. A lookup may give too much, never too
/// little.
class TextIndex {
 public:
  void add(const terraform::Value& value, std::uint32_t number);
  /// A further known text under which `number` is found.
  void add_text(std::string_view text, std::uint32_t number);
  /// The values that may equal `value`. `names_only`: leave out those whose only unknown parts are
  /// attributes of known resources, unless they are the same parts.
  void find(const terraform::Value& value, bool names_only, std::vector<std::uint32_t>& out);
  /// Those that could be anything, or any name.
  void loose(std::vector<std::uint32_t>& out) const;

 private:
  struct Shape {
    std::string_view front, back;  ///< the literal ends
    std::uint32_t number;
  };
  /// Shapes by their fronts and by their backs.
  struct Shapes {
    std::vector<Shape> by_front, by_back;
    std::vector<std::size_t> front_sizes, back_sizes;  ///< that occur, ascending
    bool sorted = false;
    void add(const Shape& shape) {
      by_front.push_back(shape);
      sorted = false;
    }
    void sort();
    void find(const Shape& like, bool known, std::vector<std::uint32_t>& out);
  };
  void add_number(double number, std::uint32_t holder);

  HashIndex known_;  ///< texts, and texts with holes that have identities
  Shapes known_texts_, shaped_, loose_;
  std::vector<std::uint32_t> always_;  ///< lists and the like
  std::vector<std::uint32_t>
      scalars_;  ///< numbers and booleans: found by text, and by whatever has holes
};

}  // namespace paycheck
