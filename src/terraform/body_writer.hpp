// SPDX-License-Identifier: Apache-2.0
#pragma once

// Writes expanded bodies as JSON, with the way back to what they were made of.

#include "known.hpp"

namespace paycheck::terraform {

class BodyWriter {
 public:
  BodyWriter(const json::Document& document, Known& known) : document_(document), known_(known) {
    out_.text = "[";
  }

  /// Writes the body of a block as `{"name": {...}}`. An instance loses `count` and `for_each`;
  /// `none` writes that there is none.
  void block(const Block& block, const Bindings& bindings, bool is_instance, bool none);
  json::Translation take();
  std::size_t blocks() const { return blocks_; }

 private:
  void object(const json::Value& object, const Bindings& bindings, bool at_top);
  void value(const json::Value& value, const Bindings& bindings);
  void copy(const json::Value& value);
  void dynamic_blocks(const json::Value& object, const Bindings& bindings, bool& first);
  /// The blocks that one `dynamic` makes.
  struct Made {
    const json::Value* content;
    std::string_view iterator;
    std::vector<expression::Value> iterations;
  };
  std::optional<Made> made_of(const json::Value& block, std::string_view label,
                              const Bindings& bindings);
  void left_dynamic(std::span<const std::pair<const json::Member*, const json::Value*>> left,
                    bool& first);
  void content(const json::Value& content, const Bindings& bindings, bool& first);
  void computed(const expression::Value& value);
  void text_of(const expression::Value& value);
  void members(const expression::Value& seen);
  void name(const json::Value& key);
  void separate(bool& first);
  bool mentions(std::string_view text, const Bindings& bindings) const;
  std::uint32_t here() const { return static_cast<std::uint32_t>(out_.text.size()); }
  void stretch(std::uint32_t offset, bool exact);
  std::string hole(const expression::Why& why);

  const json::Document& document_;
  Known& known_;
  json::Translation out_;
  std::size_t blocks_ = 0;
  int depth_ = 0;
  int holes_ = 0;
  bool is_instance_ = false, none_ = false;
};

/// Whether an object's member `dynamic` holds blocks to be made, and no argument of that name.
bool is_dynamic(const json::Value& dynamic);

}  // namespace paycheck::terraform
