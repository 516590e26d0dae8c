// SPDX-License-Identifier: Apache-2.0
// Metadata is read field by field: a table says what each key may be, how often it may stand there,
// and which function reads its value.
#include "metadata.hpp"

#include <algorithm>
#include <array>
#include <bitset>

#include "plain_text.hpp"

namespace paycheck {
namespace {

struct Field {
  std::string_view line, key, value;
  std::uint32_t number = 0;

  // The place of a piece of the line.
  Position at(std::string_view piece) const {
    auto offset = static_cast<std::size_t>(piece.data() - line.data());
    return {number, 1 + utf16_length(line.substr(0, offset))};
  }
};

constexpr std::array<std::string_view, 3> statuses{"stable", "preview", "retired"};
constexpr std::array<std::string_view, 4> severities{"critical", "high", "medium", "low"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void wrong(Problems& problems, const Field& field, std::string message, std::string hint) {
  problems.add(ProblemKind::Structure, field.at(field.value), std::move(message), std::move(hint));
}

std::string in_quotes(std::string_view word) {
  return "'" + std::string(word) + "'";
}

void read_id(const Field& field, RuleFile& file, Problems& problems) {
  file.id = field.value;
  if (!is_rule_id(field.value))
    wrong(problems, field, in_quotes(field.value) + " is no rule id",
          "three letters of the pack and three digits: ENC001");
}

void read_severity_field(const Field& field, RuleFile& file, Problems& problems) {
  if (auto severity = read_severity(field.value))
    file.severity = *severity;
  else
    wrong(problems, field, "unknown severity " + in_quotes(field.value),
          did_you_mean(field.value, severities, one_of(severities)));
}

// `0.1` or `0.1.0`
bool is_version(std::string_view text) {
  auto parts = split(text, '.');
  return (parts.size() == 2 || parts.size() == 3) &&
         std::ranges::all_of(parts, [](std::string_view part) {
           return !part.empty() && part.size() <= 9 && std::ranges::all_of(part, is_digit);
         });
}

void read_since(const Field& field, RuleFile& file, Problems& problems) {
  file.since = field.value;
  if (!is_version(field.value))
    wrong(problems, field, in_quotes(field.value) + " is no version", "such as 0.1.0");
}

void read_status(const Field& field, RuleFile& file, Problems& problems) {
  auto found = std::ranges::find(statuses, field.value);
  if (found != statuses.end())
    file.status = static_cast<RuleStatus>(found - statuses.begin());
  else
    wrong(problems, field, "unknown status " + in_quotes(field.value),
          did_you_mean(field.value, statuses, one_of(statuses)));
}

void read_class(const Field& field, RuleFile& file, Problems& problems) {
  file.rule_class = field.value;
  if (!is_kebab_case(field.value))
    wrong(problems, field, in_quotes(field.value) + " is no class",
          "one word in kebab-case: deployment");
}

void read_controls(const Field& field, RuleFile& file, Problems& problems) {
  for (std::string_view control : split(field.value, ',')) {
    bool twice = std::ranges::find(file.controls, control) != file.controls.end();
    if (control.empty())
      problems.add(ProblemKind::Structure, field.at(control), "an empty control",
                   "controls are separated by one comma");
    else if (twice)
      problems.add(ProblemKind::Duplicate, field.at(control),
                   "control " + in_quotes(control) + " is named twice");
    else
      file.controls.emplace_back(control);
  }
}

bool is_parameter_name(std::string_view word) {
  auto inner = [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; };
  return !word.empty() && (is_letter(word.front()) || word.front() == '_') &&
         std::ranges::all_of(word, inner);
}

// Where the default ends: at two spaces that stand outside of its texts.
std::size_t default_end(std::string_view text) {
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_text && text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      in_text = !in_text;
    else if (!in_text && text.substr(i).starts_with("  "))
      return i;
  }
  return text.size();
}

void read_param(const Field& field, RuleFile& file, Problems& problems) {
  std::size_t equals = std::min(field.value.find('='), field.value.size());
  std::string_view name = trimmed(field.value.substr(0, equals));
  std::string_view rest = trimmed(field.value.substr(std::min(equals + 1, field.value.size())));
  std::size_t end = default_end(rest);
  std::string_view help = trimmed(rest.substr(end));
  if (!is_parameter_name(name) || rest.empty() || help.empty())
    return wrong(problems, field, "a parameter is a name, its default and its help",
                 "such as 'days = 30  shortest retention', two spaces before the help");
  auto known = [&](const language::Parameter& parameter) { return parameter.name == name; };
  if (std::ranges::any_of(file.parameters, known))
    return problems.add(ProblemKind::Duplicate, field.at(name),
                        "parameter " + in_quotes(name) + " is written twice");
  auto value = language::read_parameter(rest.substr(0, end));
  if (!value)
    return problems.add(
        ProblemKind::Structure, field.at(rest), in_quotes(rest.substr(0, end)) + " is no default",
        "a number, true, false, \"text\", a list of texts or numbers, or {} of texts");
  if (auto* entries = std::get_if<std::vector<language::PatternEntry>>(&value->value))
    for (const language::PatternEntry& entry : *entries)
      if (std::string refusal = language::pattern_error(entry.pattern); !refusal.empty())
        problems.add(ProblemKind::Structure, field.at(rest),
                     "the pattern of " + in_quotes(entry.key) + " does not compile: " + refusal,
                     "patterns are RE2");
  file.parameters.push_back({std::string(name), std::move(*value), std::string(help)});
}

void read_equivalent(const Field& field, RuleFile& file, Problems& problems) {
  std::size_t comma = std::min(field.value.find(','), field.value.size());
  std::string_view path = trimmed(field.value.substr(0, comma));
  std::string_view why = trimmed(field.value.substr(std::min(comma + 1, field.value.size())));
  if (path.empty() || why.empty())
    return wrong(problems, field, "an equivalent is a path, a comma and why", "");
  file.equivalents.emplace_back(path, why);
}

struct Key {
  std::string_view name;
  bool repeatable;
  void (*read)(const Field&, RuleFile&, Problems&);
};
constexpr std::array<Key, 8> keys{{
    {"Id", false, read_id},
    {"Severity", false, read_severity_field},
    {"Since", false, read_since},
    {"Status", false, read_status},
    {"Controls", false, read_controls},
    {"Class", false, read_class},
    {"Param", true, read_param},
    {"Equivalent", true, read_equivalent},
}};
constexpr std::array<std::string_view, 8> key_names = [] {
  std::array<std::string_view, 8> names;
  for (std::size_t i = 0; i < keys.size(); ++i) names[i] = keys[i].name;
  return names;
}();

std::optional<Field> read_field(std::string_view line, std::uint32_t number) {
  std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  std::string_view key = line.substr(0, colon);
  if (!std::ranges::all_of(key, is_letter)) return std::nullopt;
  return Field{line, key, trimmed(line.substr(colon + 1)), number};
}

// The paragraph under the title is metadata if it begins like it; a later one only with a known
// key.
bool is_metadata(const markdown::Block& block, bool first) {
  if (block.kind != markdown::Block::Kind::Paragraph) return false;
  auto field = read_field(markdown::lines(block.content).front(), block.line);
  return field && (first || !nearest(field->key, key_names).empty());
}

struct Metadata {
  RuleFile& file;
  Problems& problems;
  std::bitset<keys.size()> seen = {};
  std::size_t parameters = 0;

  void read_line(std::string_view line, std::uint32_t number) {
    auto field = read_field(line, number);
    if (!field)
      return problems.add(ProblemKind::Syntax, Position{number, 1}, "this line is not 'Key: value'",
                          "an empty line ends the metadata");
    auto found = std::ranges::find(keys, field->key, &Key::name);
    if (found == keys.end())
      return problems.add(ProblemKind::Structure, Position{number, 1},
                          "unknown key " + in_quotes(field->key),
                          did_you_mean(field->key, key_names, "known keys: " + one_of(key_names)));
    auto index = static_cast<std::size_t>(found - keys.begin());
    if (seen[index] && !found->repeatable)
      return problems.add(ProblemKind::Duplicate, Position{number, 1},
                          "key " + in_quotes(field->key) + " is written twice");
    seen.set(index);
    parameters += found->name == "Param";
    if (field->value.empty())
      return problems.add(ProblemKind::Structure, Position{number, 1},
                          "key " + in_quotes(field->key) + " has no value");
    found->read(*field, file, problems);
  }

  void require_keys(Position at) {
    auto has = [&](std::string_view name) {
      return seen[static_cast<std::size_t>(std::ranges::find(key_names, name) - key_names.begin())];
    };
    for (std::string_view name : {"Id", "Severity", "Since"})
      if (!has(name))
        problems.add(ProblemKind::Structure, at, "key " + in_quotes(name) + " is missing");
    if (!has("Controls") && !has("Class") && file.status != RuleStatus::Retired)
      problems.add(ProblemKind::Structure, at, "key 'Controls' or 'Class' is missing",
                   "Class is for rules that no compliance control asks for");
  }
};

}  // namespace

MetadataRead read_metadata(std::span<const markdown::Block> blocks, std::uint32_t title_line,
                           RuleFile& file, Problems& problems) {
  Metadata metadata{file, problems};
  std::size_t count = 0;
  for (; count < blocks.size() && is_metadata(blocks[count], count == 0); ++count) {
    std::uint32_t number = blocks[count].line;
    for (std::string_view line : markdown::lines(blocks[count].content))
      metadata.read_line(line, number++);
  }
  metadata.require_keys({count > 0 ? blocks[0].line : title_line, 1});
  return {count, metadata.parameters == file.parameters.size()};
}

const Pack* read_path(RuleFile& file, Problems& problems) {
  std::string_view path = file.path;
  std::size_t slash = path.find('/');
  if (slash == std::string_view::npos || !path.ends_with(".md")) {
    problems.add(ProblemKind::Structure, {}, "a rule file stands in its pack's folder",
                 "such as encryption/table-without-customer-key.md");
    return nullptr;
  }
  std::string_view folder = path.substr(0, slash);
  std::string_view name = path.substr(slash + 1, path.size() - slash - 4);
  if (!is_kebab_case(name))
    problems.add(ProblemKind::Structure, {},
                 "file name " + in_quotes(name) + " is not in kebab-case",
                 "such as table-without-customer-key");
  for (std::string_view prefix : {"ensure-", "no-", "check-"})
    if (name.starts_with(prefix))
      problems.add(ProblemKind::Structure, {},
                   "file name " + in_quotes(name) + " begins with " + in_quotes(prefix),
                   "name what is wrong: table-without-customer-key");
  file.name = pascal_case(name);
  std::vector<std::string_view> folders;
  for (const Pack& pack : packs()) {
    if (pack.folder == folder) return &pack;
    folders.push_back(pack.folder);
  }
  problems.add(ProblemKind::Structure, {}, "no pack has the folder " + in_quotes(folder),
               did_you_mean(folder, folders, "folders: " + one_of(folders)));
  return nullptr;
}

}  // namespace paycheck
