// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// A report in one format per file. Every format is a function of the same `Report`; names and
/// texts from the input are escaped for the format, secrets are masked before they get here.

#include "paycheck/engine.hpp"

namespace paycheck {

enum class Format : std::uint8_t { Text, Json };
std::optional<Format> read_format(std::string_view word);
std::span<const std::string_view> format_names();

/// How text is told.
struct TextOptions {
  bool color = false;  ///< a terminal, and NO_COLOR is not set
};

/// Appends the report to `out`.
void write_text(const Report& report, const TextOptions& options, std::string& out);
/// The JSON contract, version 1: keys in its order, absent = null, arrays never null; ends with a
/// line end.
void write_json(const Report& report, std::string& out);

}  // namespace paycheck
