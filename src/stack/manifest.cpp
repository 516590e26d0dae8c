// SPDX-License-Identifier: Apache-2.0
// A manifest is read member by member: each fault is a problem of its stack, and the others are
// kept. Its paths are untrusted and are judged here as text, before anything is opened.

#include <algorithm>
#include <set>

#include "paycheck/stack.hpp"

namespace paycheck {
namespace {

using json::Value;

// A stack's name is a folder's name. The bound keeps names that many stacks depend on from adding
// up.
constexpr std::size_t kLongestName = 255;

struct Reading {
  const json::Document& document;
  Manifest manifest;
};

void report(Reading& reading, ProblemKind kind, const Value& at, std::string stack,
            std::string message) {
  Problem problem{kind, reading.document.file(), reading.document.position(at.begin()),
                  std::move(message), ""};
  reading.manifest.problems.push_back({std::move(problem), "", std::move(stack)});
}

std::string_view text_of(const Value& object, std::string_view key) {
  const Value* value = object.find(key);
  return value && value->is_string() ? value->text() : std::string_view();
}

bool is_absolute(std::string_view path) {
  return path.starts_with('/') || (path.size() >= 2 && path[1] == ':');
}

/// `path` without `.` and `..`; empty if it leads out of its folder or to it.
std::string normal_path(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    std::size_t slash = std::min(path.find('/'), path.size());
    std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return {};
    } else {
      parts.pop_back();
    }
  }
  std::string result;
  for (std::string_view part : parts) (result += result.empty() ? "" : "/") += part;
  return result;
}

/// A path of the manifest in normal form; empty, and reported, if it cannot be used. The path
/// itself is not told: reports hold no absolute path.
std::string read_path(Reading& reading, const Value& value, const std::string& stack,
                      std::string_view key) {
  std::string path(value.text());
  std::replace(path.begin(), path.end(), '\\', '/');
  if (is_absolute(path)) {
    report(reading, ProblemKind::Structure, value, stack,
           std::string(key) + " is absolute: the paths of a manifest are relative to its folder");
    return {};
  }
  std::string normal = path.find('\0') == std::string::npos ? normal_path(path) : std::string();
  if (normal.empty())
    report(reading, ProblemKind::Structure, value, stack,
           std::string(key) + " does not lead into the manifest's folder");
  return normal;
}

void read_file_path(Reading& reading, const Value& body, ManifestStack& stack) {
  const Value* value = body.find("synthesizedStackPath");
  if (!value || !value->is_string() || value->text().empty()) {
    report(reading, ProblemKind::Structure, value ? *value : body, stack.name,
           "the stack has no 'synthesizedStackPath'");
    return;
  }
  stack.at = reading.document.position(value->begin());
  stack.file = read_path(reading, *value, stack.name, "synthesizedStackPath");
}

void read_folder_path(Reading& reading, const Value& body, ManifestStack& stack) {
  const Value* value = body.find("workingDirectory");
  if (!value || !value->is_string() || value->text().empty()) return;
  if (value->text() == ".") return;
  stack.folder = read_path(reading, *value, stack.name, "workingDirectory");
}

Note annotation(const json::Document& document, const Value& value) {
  std::string_view level = text_of(value, "level");
  std::string_view construct = text_of(value, "constructPath");
  if (std::size_t slash = level.rfind('/'); slash != std::string_view::npos)
    level.remove_prefix(slash + 1);
  std::string message(level.empty() ? "annotation" : level);
  if (!construct.empty()) (message += " at ") += construct;
  (message += ": ") += text_of(value, "message");
  return {"annotation", std::move(message), document.file(), document.position(value.begin()).line};
}

void read_annotations(const json::Document& document, const Value& body, ManifestStack& stack) {
  const Value* annotations = body.find("annotations");
  if (!annotations) return;
  for (const Value& value : annotations->items())
    if (value.is_object()) stack.notes.push_back(annotation(document, value));
}

void read_stack(Reading& reading, const json::Member& member) {
  ManifestStack stack;
  stack.name = member.name();
  if (!member.value.is_object()) {
    report(reading, ProblemKind::Structure, member.value, stack.name, "the stack is no object");
  } else {
    read_file_path(reading, member.value, stack);
    read_folder_path(reading, member.value, stack);
    read_annotations(reading.document, member.value, stack);
  }
  reading.manifest.stacks.push_back(std::move(stack));
}

/// Stacks by construct path: (`a/b`, `b`).
using Constructs = std::vector<std::pair<std::string_view, std::string_view>>;

Constructs constructs_of(const Value& stacks) {
  Constructs constructs;
  for (const json::Member& member : stacks.members())
    constructs.emplace_back(text_of(member.value, "constructPath"), member.name());
  std::sort(constructs.begin(), constructs.end());
  return constructs;
}

std::vector<std::string> dependencies(const Value& body, const Constructs& constructs) {
  std::vector<std::string_view> names;
  const Value* list = body.find("dependencies");
  if (!list) return {};
  for (const Value& item : list->items()) {
    auto found = std::lower_bound(constructs.begin(), constructs.end(),
                                  std::pair(item.text(), std::string_view()));
    if (item.is_string() && found != constructs.end() && found->first == item.text())
      names.push_back(found->second);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return {names.begin(), names.end()};
}

/// Two stacks cannot be one file: the later one is reported and loses it.
void report_shared_files(Reading& reading) {
  std::set<std::string_view> files;
  for (ManifestStack& stack : reading.manifest.stacks) {
    if (stack.file.empty() || files.insert(stack.file).second) continue;
    Problem problem{ProblemKind::Structure, reading.document.file(), stack.at,
                    "another stack names the same file", ""};
    reading.manifest.problems.push_back({std::move(problem), "", stack.name});
    stack.file.clear();
  }
}

void read_stacks(Reading& reading, const Value& stacks) {
  std::vector<const json::Member*> members;
  for (const json::Member& member : stacks.members()) members.push_back(&member);
  std::stable_sort(members.begin(), members.end(),
                   [](auto* a, auto* b) { return a->name() < b->name(); });
  Constructs constructs = constructs_of(stacks);
  for (const json::Member* member : members) {
    if (!reading.manifest.stacks.empty() && reading.manifest.stacks.back().name == member->name()) {
      report(reading, ProblemKind::Duplicate, member->key, std::string(member->name()),
             "the stack is named twice");
      continue;
    }
    if (member->name().size() > kLongestName) {
      report(reading, ProblemKind::Structure, member->key, "",
             "the stack's name is longer than 255 bytes");
      continue;
    }
    read_stack(reading, *member);
    reading.manifest.stacks.back().dependencies = dependencies(member->value, constructs);
  }
  report_shared_files(reading);
}

}  // namespace

Manifest read_manifest(const json::Document& document) {
  Reading reading{document, {}};
  const Value& root = document.root();
  const Value* stacks = root.find("stacks");
  reading.manifest.version = text_of(root, "version");
  if (!stacks || !stacks->is_object())
    report(reading, ProblemKind::Structure, stacks ? *stacks : root, "",
           "the manifest has no object 'stacks'");
  else if (stacks->members().empty())
    report(reading, ProblemKind::Empty, *stacks, "", "the manifest names no stack");
  else
    read_stacks(reading, *stacks);
  return std::move(reading.manifest);
}

}  // namespace paycheck
