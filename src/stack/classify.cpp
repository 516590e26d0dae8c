// SPDX-License-Identifier: Apache-2.0
// What a file is, is told by its content: first by the text's beginning, then by the root's keys.
// The tables name each kind in the words of the problem that it becomes.

#include "classify.hpp"

#include <algorithm>

namespace paycheck::loading {
namespace {

constexpr std::size_t kLookAhead = 64 * 1024;
constexpr std::string_view kHint = "scan the synthesized configuration: cdktf.out or *.tf.json";

constexpr std::string_view kPlanHint =
    "run 'terraform plan -out=tfplan' and 'terraform show -json tfplan > plan.json', and scan that";

constexpr std::string_view kRootKeys[] = {
    "resource",           "data",   "ephemeral", "provider", "variable", "output", "module",
    "terraform",          "locals", "moved",     "removed",  "import",   "check",  "action",
    "required_providers", "//"};

bool is_root_key(std::string_view word) {
  return std::ranges::find(kRootKeys, word) != std::end(kRootKeys);
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trimmed_left(std::string_view text) {
  std::size_t first = 0;
  while (first < text.size() && is_space(text[first])) ++first;
  return text.substr(first);
}

std::string_view base_name(std::string_view file) {
  return file.substr(file.rfind('/') + 1);
}

bool has_hcl_name(std::string_view name) {
  return name.ends_with(".tf");
}

Problem unsupported(const std::string& file, std::string message, std::string_view hint = kHint) {
  return {ProblemKind::Unsupported, file, {}, std::move(message), std::string(hint)};
}

/// The text after HCL's comments and space.
std::string_view without_comments(std::string_view text) {
  for (;;) {
    text = trimmed_left(text);
    std::size_t end;
    if (text.starts_with('#') || text.starts_with("//")) {
      end = text.find('\n');
    } else if (text.starts_with("/*")) {
      end = text.find("*/", 2);
      if (end != std::string_view::npos) ++end;
    } else {
      return text;
    }
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
}

/// A block's head: a root key, then a label or a brace.
bool begins_as_hcl(std::string_view text) {
  text = without_comments(text.substr(0, kLookAhead));
  std::size_t end = 0;
  while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || text[end] == '_')) ++end;
  if (!is_root_key(text.substr(0, end))) return false;
  text = trimmed_left(text.substr(end));
  return text.starts_with('{') || text.starts_with('"');
}

/// A byte order mark or UTF-16, which the JSON reader names.
bool is_foreign_encoding(std::string_view text) {
  return static_cast<unsigned char>(text[0]) >= 0x80 ||
         text.substr(0, 2).find('\0') != std::string_view::npos;
}

/// One line that is a path: how git checks out a symbolic link where links are not available.
bool is_path(std::string_view text) {
  if (text.size() > 4096) return false;
  if (text.ends_with('\n')) text.remove_suffix(1);
  bool plain = std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) <= ' ' ||
           std::string_view("\"'{}=:").find(c) != std::string_view::npos;
  });
  return plain && (text.find('/') != std::string_view::npos || text.ends_with(".json"));
}

/// The line, from 1, in which a JSON object begins after other text; 0 if none does.
std::uint32_t line_of_late_json(std::string_view text) {
  text = text.substr(0, kLookAhead);
  std::uint32_t line = 1;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    ++line;
    if (text.substr(at + 1).starts_with('{')) return line;
  }
  return 0;
}

bool has(const json::Value& root, std::string_view key) {
  return root.find(key) != nullptr;
}

bool is_raw_state(const json::Value& root) {
  if (has(root, "serial") && has(root, "lineage")) return true;
  const json::Value* version = root.find("version");
  return version && version->is_number() && has(root, "terraform_version");
}

bool is_plan(const json::Value& root) {
  return has(root, "planned_values") || has(root, "resource_changes");
}

bool is_state(const json::Value& root) {
  return has(root, "values") || (has(root, "format_version") && root.members().size() <= 2);
}

bool is_project_file(const json::Value& root) {
  return has(root, "language") && has(root, "app");
}

struct Kind {
  bool (*is)(const json::Value& root);
  std::string_view message;
  std::string_view hint;
};

constexpr Kind kKinds[] = {
    {[](const json::Value& root) { return has(root, "plan_format_version"); },
     "a plan of HCP Terraform is not read by this version", kHint},
    {[](const json::Value& root) { return has(root, "@level"); },
     "this is the log of 'terraform plan -json', which holds no values", kPlanHint},
    {is_raw_state, "this is a raw state file, which is never read",
     "run 'terraform show -json > state.json' where it is used and scan that"},
    {is_manifest, "this is the manifest of a cdktf.out, not configuration",
     "scan the cdktf.out that holds it"},
    {is_project_file, "this is CDKTF's project file, not configuration",
     "run 'cdktf synth' and scan its cdktf.out"},
};

bool is_configuration(const json::Value& root) {
  return root.members().empty() ||
         std::ranges::any_of(root.members(),
                             [](const json::Member& member) { return is_root_key(member.name()); });
}

}  // namespace

bool begins_as_json(std::string_view text) {
  text = trimmed_left(text);
  return text.starts_with('{') || text.starts_with('[');
}

bool is_hcl(std::string_view file, std::string_view text) {
  if (begins_as_json(text) || text.starts_with("PK\x03\x04")) return false;
  return has_hcl_name(base_name(file)) || begins_as_hcl(text);
}

std::optional<Problem> refuse_text(const std::string& file, std::string_view text) {
  if (text.starts_with("PK\x03\x04"))
    return unsupported(file, "this is a binary plan, which is never read",
                       "run 'terraform show -json " + std::string(base_name(file)) +
                           " > plan.json' and scan that");
  std::string_view start = trimmed_left(text);
  if (start.starts_with('{')) {
    if (!trimmed_left(start.substr(1)).starts_with("\"@level\"")) return std::nullopt;
    return unsupported(file, "this is the log of 'terraform plan -json', which holds no values",
                       kPlanHint);
  }
  if (start.starts_with('[') && !start.starts_with("[command]")) return std::nullopt;
  if (start.empty()) return std::nullopt;
  if (is_hcl(file, text)) return std::nullopt;
  if (is_foreign_encoding(text)) return std::nullopt;
  if (is_path(text))
    return unsupported(
        file, "this text is a path: a symbolic link that git checked out as a file",
        "set 'git config core.symlinks true' and check out again, or scan the link's target");
  if (std::uint32_t line = line_of_late_json(text))
    return Problem{ProblemKind::Syntax, file, Position{1, 1},
                   "text stands before the JSON, which begins in line " + std::to_string(line),
                   "a program wrote its messages into the file: keep the JSON only"};
  return std::nullopt;
}

Outcome outcome_of(const json::Document& document) {
  const json::Value& root = document.root();
  if (is_plan(root)) return Outcome::Plan;
  bool other = has(root, "plan_format_version") || has(root, "@level") || is_raw_state(root);
  return !other && is_state(root) ? Outcome::State : Outcome::None;
}

bool is_manifest(const json::Value& root) {
  const json::Value* stacks = root.find("stacks");
  return stacks && stacks->is_object();
}

std::optional<Problem> refuse_document(const json::Document& document, bool named) {
  const json::Value& root = document.root();
  const std::string& file = document.file();
  if (!root.is_object()) return std::nullopt;
  std::string_view base = base_name(file);
  if (base.ends_with(".tfvars.json"))
    return unsupported(file, "this file gives values to variables, it is not configuration");
  if (base == "metadata.json" && has(root, "//"))
    return unsupported(file,
                       "this is the metadata that CDKTF writes beside HCL, not configuration");
  bool is_printed = outcome_of(document) != Outcome::None;
  if (is_printed && !named) return std::nullopt;
  if (is_printed)
    return unsupported(file, "this is a plan or state under the name of configuration",
                       "name it plan.json and scan it by its own path");
  for (const Kind& kind : kKinds)
    if (kind.is(root)) return unsupported(file, std::string(kind.message), kind.hint);
  if (named || is_configuration(root)) return std::nullopt;
  return unsupported(file,
                     "this JSON is not Terraform configuration: it has none of its root keys");
}

}  // namespace paycheck::loading
