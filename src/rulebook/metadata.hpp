// SPDX-License-Identifier: Apache-2.0
#pragma once

// The `Key: value` lines under a rule's title.

#include "markdown.hpp"
#include "problems.hpp"

namespace paycheck {

/// Reads the metadata paragraphs at the start of `blocks` (those behind the title) into `file`, and
/// returns how many they are. `title_line` is where missing keys are told if there is no metadata.
std::size_t read_metadata(std::span<const markdown::Block> blocks, std::uint32_t title_line,
                          RuleFile& file, Problems& problems);

/// Judges `file.path`, sets `file.name`, and returns the pack of its folder; null if there is none.
const Pack* read_path(RuleFile& file, Problems& problems);

}  // namespace paycheck
