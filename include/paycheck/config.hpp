// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// paycheck.json: which rules run, with which parameters, and what fails a run. The command line
/// beats the file, an id beats its pack.

#include "paycheck/rulebook.hpp"

namespace paycheck {

/// What makes a run fail: severities from a threshold on or listed, and perhaps undetermined
/// entries.
struct Gate {
  std::vector<Severity> severities{
      Severity::High};  ///< as given: `high` alone means high and above; empty: none
  bool none = false;
  bool undetermined = false;
  /// Whether a new finding of this severity fails the run: at or above the lowest one given.
  bool fails(Severity severity) const;
  /// As the report spells it: `["high"]`, `["high", "undetermined"]`, `["none"]`.
  std::vector<std::string> words() const;
};
/// `critical|high|medium|low|none[,undetermined]`.
Result<Gate> read_gate(std::string_view text);

/// One `"suffix"` entry: a stack glob (`*`, `?`) and its suffix, or `none` for `false`.
struct SuffixSetting {
  std::string stack_glob;  ///< `*` where the file gives one suffix for all
  std::string suffix;
};

struct Config {
  std::string file;  ///< where it was read; empty: defaults
  std::vector<SuffixSetting> suffixes;
  std::optional<Gate> gate;
  std::vector<std::pair<std::string, bool>> rules;  ///< id or pack, on or off, in file order
  /// Parameters by id or pack. The value is of the type of the parameter that it sets; an empty
  /// list is a list of text.
  struct Setting {
    std::string id_or_pack, name;
    language::ParameterValue value;
    Position at;
  };
  std::vector<Setting> parameters;

  /// The suffix for a stack: the most specific glob that matches (a literal beats a pattern, then
  /// the longer one); empty if none.
  std::string_view suffix_of(std::string_view stack) const;
};

/// Reads a configuration (comments and trailing commas allowed). Unknown keys, rule ids, parameters
/// and values of a wrong type are problems, positioned, with a did-you-mean. `$schema` is allowed.
/// Rules may be named by id, name or pack; what is read holds ids and packs. Patterns of map
/// parameters are compiled. At most 1 MiB. Kinds: those of `json::read`, Structure, Duplicate.
Result<Config> read_config(const std::string& file, std::string text, const Rulebook& book);
/// The nearest `paycheck.json` from `folder` upward to the repository root (a folder with `.git`)
/// or `/`, as an absolute path; empty if there is none.
std::string find_config(const std::string& folder);

/// What of the rulebook runs.
struct Selection {
  std::vector<std::string> select;  ///< `--select`: ids, names, packs; empty: all
  std::vector<std::string> ignore;  ///< `--ignore`
  bool preview = false;
};
/// A rule that runs, with its parameters' values in the order of `rule->parameters`.
struct BoundRule {
  const Rule* rule = nullptr;
  std::vector<language::ParameterValue> arguments;
};
/// The rules that run, in order of their ids. All stable ones, less those that the configuration
/// turns off (an id beats its pack); `select` takes its place: what it names runs, whatever the
/// configuration says; `ignore` takes away from either. An unknown word of the selection, a retired
/// rule in `select`, and a preview rule that is selected by itself without `preview` are problems
/// (kind Structure, no file).
Result<std::vector<BoundRule>> bind(const Rulebook& book, const Config& config,
                                    const Selection& selection);

/// The JSON Schema of paycheck.json.
std::string config_schema();

}  // namespace paycheck
