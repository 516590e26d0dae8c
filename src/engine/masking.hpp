// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/engine.hpp"

namespace paycheck {

// A stretch of a file's own text with every secret value in it replaced by `"***"`, and where an
// offset of the file came to lie.
struct MaskedText {
  std::string text;
  std::size_t at(std::size_t offset) const;  // offset in `text` for one of the file
  std::size_t begin = 0;
  struct Cut {
    std::size_t from, to, length;  // file range, and the length of what stands there now
  };
  std::vector<Cut> cuts;
};
// `root`: of the file, or the body in which the stretch lies.
MaskedText masked_source(const Stack& stack, const json::Document& file, const json::Value& root,
                         std::size_t begin, std::size_t end);

// The value at the place as written, in one line of at most 160 characters, secrets masked.
std::string evidence_text(const Stack& stack, const json::Place& place);

}  // namespace paycheck
