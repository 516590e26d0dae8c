// SPDX-License-Identifier: Apache-2.0
#pragma once

// The examples of a rule file: headings `## Good: ...`, `## Bad: ...`, `## Undetermined: ...`.

#include "markdown.hpp"
#include "problems.hpp"

namespace paycheck {

/// A level-two heading and what stands under it.
struct Section {
  const markdown::Block* heading = nullptr;
  std::span<const markdown::Block> blocks;
};
std::vector<Section> sections_of(std::span<const markdown::Block> blocks);

/// `Good: title` as kind and title; empty for other headings.
std::optional<std::pair<Example::Kind, std::string_view>> example_heading(std::string_view text);

/// The `text` block of an example; null if there is none.
const markdown::Block* expected_block(const Section& section);

/// Reads every example among the sections; told: what is no example, though it looks like one.
std::vector<Example> read_examples(std::span<const Section> sections, Problems& problems);

}  // namespace paycheck
