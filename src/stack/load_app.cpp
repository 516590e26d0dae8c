// SPDX-License-Identifier: Apache-2.0
// An app is what its manifest names, not what lies about in its folder: CDKTF leaves the folders of
// removed stacks behind, and those are told as orphans. Nothing outside the output folder is
// opened.

#include <algorithm>
#include <map>

#include "file.hpp"
#include "loading.hpp"

namespace paycheck::loading {
namespace {

struct App {
  Located output;
  std::string name;
  std::string scan_path;
  Manifest manifest;
  std::string manifest_file;
  std::map<std::string, int> stacks_in_folder;  ///< how many stacks a folder's files are split into
};

StackSource source_of(const App& app, ManifestStack& stack) {
  StackSource source;
  source.files.app = app.name;
  source.files.name = stack.name;
  source.files.scan_path = app.scan_path;
  source.files.dependencies = std::move(stack.dependencies);
  source.files.notes = std::move(stack.notes);
  source.version = app.manifest.version;
  source.has_manifest = true;
  return source;
}

Problem at_path(const App& app, const ManifestStack& stack, ProblemKind kind, std::string message,
                std::string hint) {
  return {kind, app.manifest_file, stack.at, std::move(message), std::move(hint)};
}

/// Why the file that the manifest names cannot be opened, or must not be.
std::optional<Problem> refuse_file(const App& app, const ManifestStack& stack,
                                   const Located& file) {
  std::error_code error;
  if (stays_in(file.path, app.scan_path, error)) return std::nullopt;
  std::string name = json::quoted(stack.file);
  if (!error)
    return at_path(app, stack, ProblemKind::Structure,
                   name + " is a symbolic link that leads out of the manifest's folder", "");
  Problem problem = system_problem(file.name, error);
  if (problem.kind != ProblemKind::Missing) return problem;
  return at_path(app, stack, ProblemKind::Missing, name + " does not exist",
                 "run 'cdktf synth' again");
}

/// Where Terraform runs: the manifest's working directory if it is a folder inside, else the
/// file's.
Located working_folder(const App& app, const ManifestStack& stack, const Located& file) {
  Located folder = child(app.output, stack.folder);
  std::error_code error;
  bool usable = !stack.folder.empty() && stays_in(folder.path, app.scan_path, error) &&
                fs::is_directory(folder.path, error);
  return usable ? folder : parent(file);
}

/// What is in the stack's folder; only its own file where several stacks share the folder.
Folder listing_of(const App& app, const ManifestStack& stack, const Located& folder) {
  std::error_code error;
  auto shared = app.stacks_in_folder.find(parent_name(stack.file));
  if (shared != app.stacks_in_folder.end() && shared->second > 1) return {};
  if (!stays_in(folder.path, app.scan_path, error)) return {};
  return read_folder(folder.path, error);
}

void load_manifest_stack(Loading& loading, const App& app, ManifestStack& stack) {
  StackSource source = source_of(app, stack);
  if (stack.file.empty()) {
    source.files.file = app.manifest_file;
    source.files.folder = app.output.name;
    source.files.folder_path = app.output.path.string();
    source.files.readable = false;
    return add_stack(loading, std::move(source));
  }
  Located file = child(app.output, stack.file);
  Located folder = working_folder(app, stack, file);
  source.files.file = file.name;
  source.files.folder = folder.name;
  source.files.folder_path = folder.path.string();
  source.folder = parent(file);
  source.listing = listing_of(app, stack, source.folder);
  auto problem = refuse_file(app, stack, file);
  bool hcl_instead =
      problem && problem->kind == ProblemKind::Missing && !source.listing.hcl.empty();
  if (problem && !hcl_instead) {
    source.problems.push_back(std::move(*problem));
    source.files.readable = false;
    return add_stack(loading, std::move(source));
  }
  source.main_file = hcl_instead ? source.listing.hcl.front() : file.path.filename().string();
  load_stack_folder(loading, std::move(source));
}

/// Folders below `stacks` that the manifest does not name.
std::vector<Note> orphans(const App& app) {
  std::vector<Note> notes;
  std::set<std::string> named;
  std::error_code error;
  if (!stays_in(app.output.path / "stacks", app.scan_path, error)) return notes;
  for (const ManifestStack& stack : app.manifest.stacks)
    for (const std::string& path : {stack.file, stack.folder})
      if (path.starts_with("stacks/")) named.insert(path.substr(7, path.find('/', 7) - 7));
  for (const std::string& folder : subfolders(app.output.path / "stacks"))
    if (!named.contains(folder))
      notes.push_back({"orphan", "the folder is not in the manifest, so it was not scanned",
                       child(app.output, "stacks/" + folder).name, 0});
  return notes;
}

}  // namespace

void load_app(Loading& loading, const Located& output, const json::Document& manifest) {
  if (!is_new(loading, output.path)) return;
  App app{output,
          parent_name(output.name),
          real_path(output.path),
          read_manifest(manifest),
          manifest.file(),
          {}};
  for (InputProblem& found : app.manifest.problems)
    loading.input.problems.push_back({std::move(found.problem), app.name, std::move(found.stack)});
  for (const ManifestStack& stack : app.manifest.stacks)
    ++app.stacks_in_folder[parent_name(stack.file)];
  std::vector<Note> notes = orphans(app);
  std::size_t first = loading.input.stacks.size();
  for (ManifestStack& stack : app.manifest.stacks) load_manifest_stack(loading, app, stack);
  if (first == loading.input.stacks.size()) return;
  std::vector<Note>& first_notes = loading.input.stacks[first].notes;
  first_notes.insert(first_notes.end(), notes.begin(), notes.end());
}

bool load_stacks_without_manifest(Loading& loading, const Located& output) {
  std::string scan_path = real_path(output.path);
  bool any = false;
  for (const std::string& name : subfolders(output.path / "stacks")) {
    Located folder = child(output, "stacks/" + name);
    std::error_code error;
    if (!stays_in(folder.path, scan_path, error)) continue;
    Folder listing = read_folder(folder.path, error);
    if (!listing.has_configuration()) continue;
    load_plain_folder(loading, folder, std::move(listing), parent_name(output.name), scan_path);
    any = true;
  }
  return any;
}

}  // namespace paycheck::loading
