// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// The literate rulebook: one rule is one Markdown file that is its metadata, its reason, its
/// check, its fix, its tests and its documentation (docs/decisions/0001-literate-rules.md).
///
/// The rules are packed into the binary; `open_pack` reads their metadata only. A rule's check is
/// parsed when `Rule::check` is first called, its prose when somebody asks for it.

#include "paycheck/language.hpp"

namespace paycheck {

enum class Severity : std::uint8_t { Low, Medium, High, Critical };
std::string_view to_string(Severity severity);
std::optional<Severity> read_severity(std::string_view word);

/// Stable rules run always; preview rules with `--preview`; retired ones only keep their id taken.
enum class RuleStatus : std::uint8_t { Stable, Preview, Retired };

/// `ENC` is encryption: a pack's three letters and the folder of its rules.
struct Pack {
  std::string_view letters, folder, title;
};
std::span<const Pack> packs();
const Pack* find_pack(std::string_view letters);

/// A fenced block of an example: a file of its stack.
struct ExampleFile {
  std::string path;  ///< `main.tf.json` unless the block names another
  std::string text;
  std::uint32_t line = 0;  ///< of its first line in the rule file
};
/// A heading `## Good: ...`, `## Bad: ...`, `## Undetermined: ...` with its blocks.
struct Example {
  enum class Kind : std::uint8_t { Good, Bad, Undetermined };
  Kind kind = Kind::Good;
  std::string title;
  std::uint32_t line = 0;
  std::vector<ExampleFile> files;       ///< json and file blocks, in order
  std::optional<std::string> expected;  ///< the text block, without the last line end
  std::uint32_t expected_line = 0;      ///< of its first line
};

/// A rule file, read whole.
struct RuleFile {
  std::string path;   ///< `encryption/table-without-customer-key.md`
  std::string id;     ///< `ENC001`
  std::string name;   ///< `TableWithoutCustomerKey`, from the file name
  std::string title;  ///< the first heading
  Severity severity = Severity::Medium;
  std::string since;
  RuleStatus status = RuleStatus::Stable;
  std::string rule_class;  ///< `Class:`; empty where `Controls:` stand
  std::vector<std::string> controls;
  std::vector<language::Parameter> parameters;
  std::vector<std::pair<std::string, std::string>> equivalents;  ///< `Equivalent: path, why`
  std::vector<std::string> subjects;  ///< types of the check's `match`; empty for `any resource`
  std::string check;                  ///< text of the paycheck block; empty for a retired rule
  std::uint32_t check_line = 0;
  std::string prose;  ///< the whole file
  std::vector<Example> examples;
};
/// Reads a rule file. `path` is relative to the rules folder: pack folder and kebab name. All
/// problems at once: unknown or missing metadata (did-you-mean), an id outside its pack, a name
/// that is not kebab-case, no check, a check that does not parse, an example without blocks, no
/// Good or no Bad example, prose missing (why, Severity, Fix with Python and TypeScript). A retired
/// rule needs metadata and a paragraph only. A missing `text` block is no problem: `rules test
/// --update` writes it. Problems: TooLarge (more than 64 KiB), Encoding (other than UTF-8 with line
/// feeds), Syntax, Structure, Duplicate.
Result<RuleFile> read_rule(const std::string& path, const std::string& text);

/// A requirement of a framework, its title in our own words.
struct Requirement {
  std::string id;     ///< `3.5.1`
  std::string title;  ///< `Card numbers are unreadable wherever they are stored`
};
/// A page `rules/frameworks/<name>.md`: what rules may name in `Controls:`, as
/// `<id>/<requirement>`.
struct Framework {
  std::string id;                         ///< `pci-dss-4.0.1`; may hold a slash: `external/cwe`
  std::string title;                      ///< the first heading
  std::string source;                     ///< where the framework's own text is
  std::string notice;                     ///< paragraphs on whose it is, as Markdown
  std::vector<Requirement> requirements;  ///< in the order of the page
  std::string text;                       ///< the whole page
};
/// Reads a framework's page: title, `Id:` and `Source:`, a notice, and one table `| Requirement |
/// In our words |`. Problems, all at once: kinds Structure, Duplicate, Encoding, TooLarge.
Result<Framework> read_framework(const std::string& path, const std::string& text);
/// The pages below `folder`/frameworks, in order of their names; none is no problem.
Result<std::vector<Framework>> read_frameworks(const std::string& folder);
/// What a rule names in `Controls:` and no framework holds: positioned, with a did-you-mean.
std::vector<Problem> unknown_controls(const RuleFile& file, std::span<const Framework> frameworks);

/// A rule as the engine sees it.
class Rule {
 public:
  std::string_view id, name, title, pack, path, rule_class;
  Severity severity = Severity::Medium;
  RuleStatus status = RuleStatus::Stable;
  std::string_view since;
  std::span<const std::string_view> controls;
  std::span<const language::Parameter> parameters;
  /// Types of its `match`; empty for `any resource`.
  std::span<const std::string_view> subjects;
  /// Came with `with_rules`: its page is not among paycheck's own.
  bool added = false;
  /// SHA-256 of the rule file, hexadecimal.
  std::string_view digest;
  /// The parsed check; made on first call, from any thread. Embedded checks have been proven when
  /// they were packed. A retired rule has none: not to be asked for.
  const language::Check& check() const;
  /// The rule file's text.
  std::string_view prose() const;

 private:
  friend class Rulebook;
  friend struct RulebookBuilder;
  struct Lazy;
  Lazy* lazy_ = nullptr;
};

/// All rules of a run, in order of their ids.
class Rulebook {
 public:
  Rulebook();
  Rulebook(Rulebook&&) noexcept;
  Rulebook& operator=(Rulebook&&) noexcept;
  ~Rulebook();
  std::span<const Rule> rules() const;
  /// By id (`ENC001`) or name (`TableWithoutCustomerKey`); null if there is none.
  const Rule* find(std::string_view id_or_name) const;
  /// The id, name or pack that `word` was probably meant to be; empty if none is near.
  std::string_view nearest(std::string_view word) const;
  /// The frameworks that were packed with the rules; read when asked for.
  std::vector<Framework> frameworks() const;

 private:
  friend struct RulebookBuilder;
  struct State;
  std::unique_ptr<State> state_;
};

/// The pack that is part of the program (defined in library paycheck_embedded).
std::string_view embedded_pack();
/// Opens a pack made by `write_pack`; `pack` must outlive the rulebook. Cheap: metadata only.
Rulebook open_pack(std::string_view pack);
/// The packed form of rule files and frameworks: metadata and checks first, prose apart.
std::string write_pack(std::span<const RuleFile> files, std::span<const Framework> frameworks = {});
/// The rule files below a folder, at any depth, or one rule file; in order of their paths; all
/// problems of all files, under the names of the files. A rule's pack is told by the folder that
/// holds its file. An id or a name used twice is a problem. Folders named `frameworks` and files
/// named README.md hold no rules, hidden ones are passed over. Kinds also: Missing, Unreadable,
/// Duplicate.
Result<std::vector<RuleFile>> read_rules(const std::string& folder);
/// `book` with rules from a folder or file (`--rules DIR`): they are added, or replace those of the
/// same id. A folder without any rule is a problem (Empty).
Result<Rulebook> with_rules(Rulebook book, const std::string& folder);

/// A rule's first paragraph as plain words in one line: what it is about.
std::string lead_of(const Rule& rule);
/// The part of a rule's page for somebody who has a finding, as Markdown: why, Severity and Fix,
/// without title, metadata, check and examples.
std::string help_of(const Rule& rule);

/// SHA-256 in lower-case hexadecimal.
std::string sha256(std::string_view bytes);

/// docs/rules.md, whole: every rule's id, name, severity, title, since.
std::string rules_page(const Rulebook& book);
/// docs/controls.md, whole: of every framework each requirement that rules support, with them.
std::string controls_page(const Rulebook& book);
/// A new rule with the next free id of the pack (`paycheck rules new PACK/NAME`, the pack by its
/// letters or its folder): its text is `prose`, to be written to `path`. `version` is what `Since:`
/// says.
Result<RuleFile> new_rule(const Rulebook& book, std::string_view pack_and_name,
                          std::string_view version);
/// The file's text with its examples' `text` blocks replaced by `reports` (one per example, without
/// the last line end), made where there are none, and removed where a report is empty. Good
/// examples are left alone. Everything else stays as it is, byte for byte.
std::string with_expected(const RuleFile& file, std::span<const std::string> reports);

}  // namespace paycheck
