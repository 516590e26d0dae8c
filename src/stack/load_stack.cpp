// SPDX-License-Identifier: Apache-2.0
// A stack is all configuration files of its folder, as Terraform reads them. A file that cannot be
// read makes the stack unreadable, since judging the rest would blame it for what the file holds;
// files of a kind that is not read (HCL, overrides) are told and the JSON is judged.

#include <algorithm>

#include "classify.hpp"
#include "file.hpp"
#include "loading.hpp"
#include "synthesis.hpp"

namespace paycheck::loading {
namespace {

constexpr std::string_view kSynthesizedHcl = "cdk.tf";

bool is_hcl_problem(const Problem& problem, const std::string& file) {
  return problem == hcl_problem(file);
}

std::vector<std::string> files_to_read(const StackSource& source) {
  std::vector<std::string> names = source.listing.json;
  auto add = [&](std::string_view name) {
    if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
  };
  if (!source.main_file.empty()) add(source.main_file);
  // CDKTF can write JSON under this name.
  if (std::ranges::find(source.listing.hcl, kSynthesizedHcl) != source.listing.hcl.end())
    add(kSynthesizedHcl);
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::unique_ptr<json::Document>> read_stack_file(const Located& file,
                                                        const std::string& scan_path) {
  std::error_code error;
  if (!stays_in(file.path, scan_path, error) && !error) return escape_problem(file);
  return read_document(file.name, read_file(file), true);
}

void keep_problems(StackSource& source, const std::vector<Problem>& problems, const Located& file) {
  bool is_main = file.path.filename() == source.main_file;
  bool hcl = is_hcl_problem(problems.front(), file.name) && file.path.extension() == ".tf";
  if (!hcl || is_main) source.files.readable = false;
  source.problems.insert(source.problems.end(), problems.begin(), problems.end());
}

void report_unread(StackSource& source) {
  auto name = [&](const std::string& file) { return child(source.folder, file).name; };
  bool told = std::ranges::any_of(source.problems,
                                  [](const Problem& p) { return is_hcl_problem(p, p.file); });
  for (const std::string& file : source.listing.hcl) {
    if (file == kSynthesizedHcl || told) continue;
    source.problems.push_back(hcl_problem(name(file)));
    told = true;
  }
  for (const std::string& file : source.listing.overrides)
    source.problems.push_back({ProblemKind::Unsupported,
                               name(file),
                               {},
                               "override files are not read by this version",
                               ""});
  for (const std::string& file : source.listing.tofu)
    source.problems.push_back({ProblemKind::Unsupported,
                               name(file),
                               {},
                               "OpenTofu's own files are not read by this version",
                               ""});
}

std::string first_file(const StackSource& source, const std::vector<std::string>& read) {
  const Folder& listing = source.listing;
  for (const auto* names : {&read, &listing.hcl, &listing.overrides, &listing.tofu})
    if (!names->empty()) return child(source.folder, names->front()).name;
  return source.folder.name;
}

bool any_new(Loading& loading, const StackSource& source, const std::vector<std::string>& names) {
  if (names.empty()) return is_new(loading, source.folder.path);
  bool any = false;
  for (const std::string& name : names) any |= is_new(loading, source.folder.path / name);
  return any;
}

}  // namespace

Problem escape_problem(const Located& link) {
  return {ProblemKind::Structure,
          link.name,
          {},
          "is a symbolic link that leads out of the scanned folder",
          "name its target as PATH"};
}

Result<std::unique_ptr<json::Document>> read_document(const std::string& file,
                                                      Result<std::string> text, bool named) {
  if (!text) return text.problems();
  if (auto problem = refuse_text(file, *text)) return *problem;
  auto document = json::read(file, std::move(*text));
  if (!document) return document;
  if (auto problem = refuse_document(**document, named)) return *problem;
  return document;
}

void load_stack_folder(Loading& loading, StackSource source) {
  std::vector<std::string> names = files_to_read(source);
  if (!any_new(loading, source, names)) return;
  source.files.file = first_file(source, names);
  for (const std::string& name : names) {
    Located file = child(source.folder, name);
    auto document = read_stack_file(file, source.files.scan_path);
    if (document)
      source.files.documents.push_back(std::move(*document));
    else
      keep_problems(source, document.problems(), file);
  }
  report_unread(source);
  add_stack(loading, std::move(source));
}

void add_stack(Loading& loading, StackSource source) {
  StackFiles& files = source.files;
  bool is_plan = !files.documents.empty() && files.documents.front()->is_outcome();
  files.source =
      is_plan ? "plan" : synthesizer(files.documents, source.version, source.has_manifest);
  if (files.name.empty()) files.name = stack_name(files.documents);
  if (files.name.empty()) files.name = source.fallback_name;
  if (files.documents.empty()) files.readable = false;
  if (files.readable) files.file = files.documents.front()->file();
  if (!files.readable) files.documents.clear();
  for (Problem& problem : source.problems)
    loading.input.problems.push_back({std::move(problem), files.app, files.name});
  loading.input.stacks.push_back(std::move(files));
}

}  // namespace paycheck::loading
