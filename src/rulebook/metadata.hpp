// SPDX-License-Identifier: Apache-2.0
#pragma once

// The `Key: value` lines under a rule's title.

#include "markdown.hpp"
#include "problems.hpp"

namespace paycheck {

struct MetadataRead {
  std::size_t blocks = 0;       // how many paragraphs are metadata
  bool parameters_hold = true;  // false: a `Param` was refused, so the check lacks it
};
// Reads the metadata paragraphs at the start of `blocks` (those behind the title) into `file`.
// `title_line` is where missing keys are told if there is no metadata.
MetadataRead read_metadata(std::span<const markdown::Block> blocks, std::uint32_t title_line,
                           RuleFile& file, Problems& problems);

// Judges `file.path`, sets `file.name`, and returns the pack of its folder; null if there is none.
const Pack* read_path(RuleFile& file, Problems& problems);

}  // namespace paycheck
