// SPDX-License-Identifier: Apache-2.0
// A stack is all configuration files of its folder, as Terraform reads them. A file that cannot be
// read makes the stack unreadable, since judging the rest would blame it for what the file holds;
// files of a kind that is not read (overrides) are told and the others are judged.

#include <algorithm>

#include "classify.hpp"
#include "file.hpp"
#include "loading.hpp"
#include "paycheck/hcl.hpp"
#include "synthesis.hpp"

namespace paycheck::loading {
namespace {

constexpr std::string_view kSynthesized[] = {"cdk.tf", "cdk.tf.json"};
constexpr std::string_view kMetadata = "metadata.json";

bool is_synthesized(std::string_view name) {
  return std::ranges::find(kSynthesized, name) != std::end(kSynthesized);
}

/// The other form of the file that the manifest names: left from an earlier run.
bool is_stale(const StackSource& source, std::string_view name) {
  return is_synthesized(name) && is_synthesized(source.main_file) && name != source.main_file;
}

std::vector<std::string> files_to_read(const StackSource& source) {
  std::vector<std::string> names = source.listing.json;
  names.insert(names.end(), source.listing.hcl.begin(), source.listing.hcl.end());
  if (!source.main_file.empty() && std::ranges::find(names, source.main_file) == names.end())
    names.push_back(source.main_file);
  std::erase_if(names, [&](const std::string& name) { return is_stale(source, name); });
  std::sort(names.begin(), names.end());
  return names;
}

ReadFile read_stack_file(const Located& file, const std::string& scan_path) {
  std::error_code error;
  if (!stays_in(file.path, scan_path, error) && !error) return {nullptr, {escape_problem(file)}};
  return read_document(file, read_file(file), true, scan_path);
}

void report_unread(StackSource& source) {
  auto report = [&](const std::string& file, ProblemKind kind, std::string_view message,
                    std::string_view hint) {
    source.problems.push_back(
        {kind, child(source.folder, file).name, {}, std::string(message), std::string(hint)});
  };
  for (const auto* names : {&source.listing.json, &source.listing.hcl})
    for (const std::string& file : *names)
      if (is_stale(source, file))
        report(file, ProblemKind::Structure,
               "stands beside " + source.main_file + ", and Terraform reads both",
               "remove it, or run 'cdktf synth' into an empty folder");
  for (const std::string& file : source.listing.overrides)
    report(file, ProblemKind::Unsupported, "override files are not read by this version", "");
  for (const std::string& file : source.listing.tofu)
    report(file, ProblemKind::Unsupported, "OpenTofu's own files are not read by this version", "");
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

namespace {

/// The metadata that CDKTF writes beside its HCL; null if there is none.
std::unique_ptr<json::Document> read_metadata(const Located& file, const std::string& scan_path,
                                              std::vector<Problem>& problems) {
  if (scan_path.empty() || !is_synthesized(file.path.filename().string())) return nullptr;
  Located beside = child(parent(file), std::string(kMetadata));
  std::error_code error;
  if (!stays_in(beside.path, scan_path, error)) {
    if (!error) problems.push_back(escape_problem(beside));
    return nullptr;
  }
  auto text = read_file(beside);
  auto read = text ? json::read(beside.name, std::move(*text))
                   : Result<std::unique_ptr<json::Document>>(text.problems());
  if (read) return std::move(*read);
  problems.insert(problems.end(), read.problems().begin(), read.problems().end());
  return nullptr;
}

ReadFile read_hcl(const Located& file, std::string text, const std::string& scan_path) {
  ReadFile result;
  auto metadata = read_metadata(file, scan_path, result.problems);
  auto [translation, problems] = hcl::translate(file.name, std::move(text), metadata.get());
  result.problems.insert(result.problems.end(), problems.begin(), problems.end());
  if (translation.text.empty()) return result;
  auto document = json::read(file.name, std::move(translation));
  if (document)
    result.document = std::move(*document);
  else
    result.problems.push_back(document.problems().front());
  return result;
}

}  // namespace

ReadFile read_document(const Located& file, Result<std::string> text, bool named,
                       const std::string& scan_path) {
  if (!text) return {nullptr, text.problems()};
  if (auto problem = refuse_text(file.name, *text)) return {nullptr, {*problem}};
  if (is_hcl(file.name, *text)) return read_hcl(file, std::move(*text), scan_path);
  auto document = json::read(file.name, std::move(*text));
  if (!document) return {nullptr, document.problems()};
  if (auto problem = refuse_document(**document, named)) return {nullptr, {*problem}};
  return {std::move(*document), {}};
}

void load_stack_folder(Loading& loading, StackSource source) {
  std::vector<std::string> names = files_to_read(source);
  if (!any_new(loading, source, names)) return;
  source.files.file = first_file(source, names);
  for (const std::string& name : names) {
    ReadFile read = read_stack_file(child(source.folder, name), source.files.scan_path);
    if (read.document)
      source.files.documents.push_back(std::move(read.document));
    else
      source.files.readable = false;
    source.problems.insert(source.problems.end(), read.problems.begin(), read.problems.end());
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
