// SPDX-License-Identifier: Apache-2.0
// A file of the command line is judged by its content: a manifest stands for its folder,
// configuration is a stack of its own, everything else is one problem that names what it is.

#include "classify.hpp"
#include "file.hpp"
#include "loading.hpp"

namespace paycheck::loading {
namespace {

std::string name_of_file(const fs::path& path) {
  std::string name = path.filename().string();
  for (std::string_view suffix : {".tf.json", ".json", ".tf"})
    if (name.size() > suffix.size() && name.ends_with(suffix))
      return name.substr(0, name.size() - suffix.size());
  return name;
}

void add_file_problems(Loading& loading, StackSource source, const std::vector<Problem>& problems) {
  FileName kind = file_name_kind(fs::path(source.files.file).filename().string());
  if (kind == FileName::Json || kind == FileName::Hcl) {
    source.files.readable = false;
    source.problems = problems;
    add_stack(loading, std::move(source));
  } else {
    for (const Problem& problem : problems) add_problem(loading, problem);
  }
}

StackSource source_of_file(const Located& file) {
  StackSource source;
  Located folder = parent(file);
  bool is_stack = is_stack_folder(folder.path);
  source.files.app = app_of(folder, folder.name);
  source.fallback_name = is_stack ? folder.path.filename().string() : name_of_file(file.path);
  source.files.file = file.name;
  source.files.folder = folder.name;
  source.files.folder_path = folder.path.string();
  source.files.scan_path = real_path(folder.path);
  return source;
}

/// Refuses by name what Terraform would read with other parts of the folder only.
std::optional<Problem> refuse_name(const Located& file) {
  switch (file_name_kind(file.path.filename().string())) {
    case FileName::Override:
      return Problem{ProblemKind::Unsupported,
                     file.name,
                     {},
                     "override files are not read by this version",
                     ""};
    case FileName::Tofu:
      return Problem{ProblemKind::Unsupported,
                     file.name,
                     {},
                     "OpenTofu's own files are not read by this version",
                     ""};
    default:
      return std::nullopt;
  }
}

void add_file(Loading& loading, StackSource source, ReadFile read) {
  source.problems = std::move(read.problems);
  source.files.notes = std::move(read.notes);
  source.files.documents.push_back(std::move(read.document));
  add_stack(loading, std::move(source));
}

void load_file_text(Loading& loading, const Located& file, std::string text) {
  StackSource source = source_of_file(file);
  if (is_hcl(file.name, text)) {
    ReadFile read = read_document(file, std::move(text), true, source.files.scan_path);
    if (!read.document) return add_file_problems(loading, std::move(source), read.problems);
    return add_file(loading, std::move(source), std::move(read));
  }
  if (auto problem = refuse_text(file.name, text))
    return add_file_problems(loading, std::move(source), {*problem});
  auto document = json::read(file.name, std::move(text));
  if (!document) return add_file_problems(loading, std::move(source), document.problems());
  if (is_manifest((*document)->root())) return load_app(loading, parent(file), **document);
  bool named = file_name_kind(file.path.filename().string()) == FileName::Json;
  if (auto problem = refuse_document(**document, named))
    return add_file_problems(loading, std::move(source), {*problem});
  ReadFile read = as_configuration(std::move(*document));
  if (!read.document) return add_file_problems(loading, std::move(source), read.problems);
  add_file(loading, std::move(source), std::move(read));
}

}  // namespace

void load_file(Loading& loading, const Located& file) {
  if (!is_new(loading, file.path)) return;
  if (auto problem = refuse_name(file)) return add_problem(loading, *problem);
  auto text = read_file(file);
  if (!text) return add_problem(loading, text.problems().front());
  load_file_text(loading, file, std::move(*text));
}

}  // namespace paycheck::loading
