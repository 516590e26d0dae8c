// SPDX-License-Identifier: Apache-2.0
// A folder is an output folder with a manifest, holds one, or is one stack. A manifest.json that is
// none of CDKTF's does not count.

#include "classify.hpp"
#include "file.hpp"
#include "loading.hpp"

namespace paycheck::loading {
namespace {

Result<std::unique_ptr<json::Document>> read_manifest_file(const Located& folder,
                                                           const Located& file) {
  std::error_code error;
  if (!stays_in(file.path, real_path(folder.path), error) && !error) return escape_problem(file);
  auto text = read_file(file);
  if (!text) return text.problems();
  return json::read(file.name, std::move(*text));
}

/// Loads the folder through its manifest.json; false if that is none of CDKTF's.
bool load_with_manifest(Loading& loading, const Located& folder, const Folder& listing) {
  Located file = child(folder, "manifest.json");
  auto document = read_manifest_file(folder, file);
  bool certain = is_output_name(folder.path) || !(listing.has_configuration() || listing.output);
  if (!document) {
    if (certain)
      for (const Problem& problem : document.problems())
        add_problem(loading, problem, parent_name(folder.name));
    return certain;
  }
  if (!is_output_name(folder.path) && !is_manifest((*document)->root())) return false;
  load_app(loading, folder, **document);
  return true;
}

std::string hint_for_empty(const Located& folder, const Folder& listing) {
  if (std::string near = nearby_output(folder.path); !near.empty())
    return "scan '" + child(folder, near).name + "'";
  if (listing.project) return "run 'cdktf synth' first";
  if (folder.path.filename() == "stacks") return "scan the cdktf.out that holds it";
  return "run 'cdktf synth' and scan its cdktf.out";
}

void add_empty(Loading& loading, const Located& folder, const Folder& listing) {
  add_problem(loading,
              {ProblemKind::Empty,
               folder.name,
               {},
               "nothing to scan in this folder: no manifest.json, no cdktf.out, no *.tf.json",
               hint_for_empty(folder, listing)});
}

/// A folder without a `cdktf.out` in it; false if there is nothing to scan.
bool load_output_or_plain(Loading& loading, const Located& folder, Folder& listing) {
  if (listing.manifest && load_with_manifest(loading, folder, listing)) return true;
  if (listing.output) return false;
  if (listing.has_configuration()) {
    std::string app =
        is_output_name(folder.path) ? parent_name(folder.name) : app_of(folder, folder.name);
    load_plain_folder(loading, folder, std::move(listing), std::move(app), real_path(folder.path));
    return true;
  }
  return is_output_name(folder.path) && listing.stacks &&
         load_stacks_without_manifest(loading, folder);
}

std::optional<Folder> list(Loading& loading, const Located& folder) {
  std::error_code error;
  Folder listing = read_folder(folder.path, error);
  if (!error) return listing;
  add_problem(loading, system_problem(folder.name, error));
  return std::nullopt;
}

void load_output_of(Loading& loading, const Located& project) {
  Located output = child(project, "cdktf.out");
  std::error_code error;
  if (!stays_in(output.path, real_path(project.path), error))
    return add_problem(loading,
                       error ? system_problem(output.name, error) : escape_problem(output));
  auto listing = list(loading, output);
  if (!listing) return;
  listing->output = false;  // A cdktf.out in a cdktf.out is not looked for.
  if (!load_output_or_plain(loading, output, *listing)) add_empty(loading, output, *listing);
}

}  // namespace

void load_folder(Loading& loading, const Located& folder) {
  auto listing = list(loading, folder);
  if (!listing || load_output_or_plain(loading, folder, *listing)) return;
  if (listing->output) return load_output_of(loading, folder);
  add_empty(loading, folder, *listing);
}

void load_plain_folder(Loading& loading, const Located& folder, Folder listing, std::string app,
                       std::string scan_path) {
  StackSource source;
  source.files.app = std::move(app);
  source.files.folder = folder.name;
  source.files.folder_path = folder.path.string();
  source.files.scan_path = std::move(scan_path);
  source.fallback_name = folder.path.filename().string();
  source.folder = folder;
  source.listing = std::move(listing);
  load_stack_folder(loading, std::move(source));
}

}  // namespace paycheck::loading
