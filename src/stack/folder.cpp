// SPDX-License-Identifier: Apache-2.0
// A folder is listed once and its entries told apart by name alone. Names that Terraform ignores
// (hidden files, editors' backups) and everything that is no configuration are passed over.

#include "folder.hpp"

#include <algorithm>

namespace paycheck::loading {
namespace {

constexpr std::size_t kMostFoldersSearched = 200;

bool is_ignored(std::string_view name) {
  return name.starts_with('.') || name.ends_with('~') ||
         (name.starts_with('#') && name.ends_with('#'));
}

bool is_override(std::string_view name, std::string_view suffix) {
  if (!name.ends_with(suffix)) return false;
  name.remove_suffix(suffix.size());
  return name == "override" || name.ends_with("_override");
}

void add_folder(Folder& folder, std::string_view name) {
  if (name == "cdktf.out") folder.output = true;
  if (name == "stacks") folder.stacks = true;
}

void add_file(Folder& folder, const std::string& name) {
  switch (file_name_kind(name)) {
    case FileName::Json:
      folder.json.push_back(name);
      break;
    case FileName::Hcl:
      folder.hcl.push_back(name);
      break;
    case FileName::Override:
      folder.overrides.push_back(name);
      break;
    case FileName::Tofu:
      folder.tofu.push_back(name);
      break;
    case FileName::Other:
      if (name == "manifest.json") folder.manifest = true;
      if (name == "cdktf.json") folder.project = true;
  }
}

bool is_real_folder(const fs::path& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() == fs::file_type::directory;
}

std::vector<std::string> some_subfolders(const fs::path& path) {
  std::vector<std::string> names = subfolders(path);
  std::erase(names, "node_modules");
  if (names.size() > kMostFoldersSearched) names.resize(kMostFoldersSearched);
  return names;
}

}  // namespace

FileName file_name_kind(std::string_view name) {
  if (is_ignored(name)) return FileName::Other;
  if (name.ends_with(".tofu") || name.ends_with(".tofu.json")) return FileName::Tofu;
  if (is_override(name, ".tf.json") || is_override(name, ".tf")) return FileName::Override;
  if (name.ends_with(".tf.json")) return FileName::Json;
  return name.ends_with(".tf") ? FileName::Hcl : FileName::Other;
}

Folder read_folder(const fs::path& path, std::error_code& error) {
  Folder folder;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    std::error_code unknown_type;
    if (entry->is_directory(unknown_type))
      add_folder(folder, name);
    else
      add_file(folder, name);
  }
  for (auto* names : {&folder.json, &folder.hcl, &folder.overrides, &folder.tofu})
    std::sort(names->begin(), names->end());
  return folder;
}

std::vector<std::string> subfolders(const fs::path& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    std::error_code unknown_type;
    if (!name.starts_with('.') && entry->is_directory(unknown_type))
      names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string nearby_output(const fs::path& path) {
  std::vector<std::string> names = some_subfolders(path);
  for (const std::string& name : names)
    if (is_real_folder(path / name / "cdktf.out")) return name + "/cdktf.out";
  for (const std::string& name : names) {
    if (!is_real_folder(path / name)) continue;
    for (const std::string& inner : some_subfolders(path / name))
      if (is_real_folder(path / name / inner / "cdktf.out"))
        return name + "/" + inner + "/cdktf.out";
  }
  return {};
}

}  // namespace paycheck::loading
