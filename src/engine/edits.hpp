// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/engine.hpp"

namespace paycheck {

// A change of a file's text.
struct Edit {
  std::string file;
  std::size_t begin = 0, end = 0;
  std::string text;
};

// Each is empty where the place does not allow it. Places inside JSON text are changed in the file
// that holds the text, escapes of all levels minded. `json` is a JSON text.
std::optional<Edit> remove_value(const json::Place& place);
std::optional<Edit> replace_value(const json::Place& place, std::string_view json);
std::optional<Edit> rename_key(const json::Place& place, std::string_view key);
// Adds `steps`, nested, with a value to an object.
std::optional<Edit> insert_value(const json::Place& place, std::span<const std::string_view> steps,
                                 std::string_view json);

// The files with all edits made; empty if two of them overlap.
std::optional<std::vector<ExampleFile>> edited(std::vector<ExampleFile> files,
                                               std::vector<Edit> edits);

}  // namespace paycheck
