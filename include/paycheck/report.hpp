// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// A report in one format per file. Every format is a function of the same `Report`; names and
/// texts from the input are escaped for the format, secrets are masked before they get here.

#include "paycheck/engine.hpp"

namespace paycheck {

enum class Format : std::uint8_t { Text, Json, Sarif };
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

/// How SARIF is told.
struct SarifOptions {
  /// Where the project's pages are, for `informationUri` and `helpUri`; empty: neither is told.
  std::string_view homepage;
  /// At most so many runs a file, further ones in further files; 0: all in one.
  std::size_t runs_per_file = 0;
};
/// What GitHub takes of one file (docs/code-review.md): runs a file, results a run, bytes a file.
/// The bytes are counted uncompressed, so that no way of uploading refuses the file.
inline constexpr std::size_t sarif_most_runs = 20;
inline constexpr std::size_t sarif_most_results = 5000;
inline constexpr std::size_t sarif_most_bytes = 10'000'000;
/// One or more SARIF 2.1.0 logs; each ends with a line end.
struct SarifLogs {
  std::vector<std::string> texts;
  /// What was left out or will be refused, one sentence each: for standard error.
  std::vector<std::string> warnings;
};
/// One run per stack that could be read, one result per group of findings, the worst first; what
/// could not be decided and problems are notifications. Where a limit is met the least severe
/// results are left out, and both the log and `warnings` say so.
/// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)
SarifLogs write_sarif(const Report& report, const SarifOptions& options);

}  // namespace paycheck
