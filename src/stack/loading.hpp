// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "folder.hpp"
#include "paths.hpp"
#include "paycheck/stack.hpp"

namespace paycheck::loading {

/// One run of `load`: what was found so far.
struct Loading {
  fs::path working_directory;
  fs::path root;
  bool outside = false;        ///< an input lies outside the root
  std::set<std::string> seen;  ///< canonical paths of files and output folders met
  Input input;
};

/// A stack before its files are read.
struct StackSource {
  StackFiles files;  ///< `name` empty: learned from the documents, else `fallback_name`
  std::string fallback_name;
  std::string version;  ///< the manifest's
  bool has_manifest = false;
  Located folder;
  Folder listing;
  std::string main_file;  ///< the file that the manifest names, in `folder`; may be empty
  std::vector<Problem> problems;
};

/// A configuration file: no document if it cannot be used; HCL is read in part.
struct ReadFile {
  std::unique_ptr<json::Document> document;
  std::vector<Problem> problems;
  std::vector<Note> notes;  ///< worth telling of it
};

/// The document itself, or configuration that says the same where it is a plan or state.
ReadFile as_configuration(std::unique_ptr<json::Document> document);

/// Text that was read, as configuration in JSON or HCL, whichever it is. `named`: see
/// `refuse_document`. Beside CDKTF's HCL its metadata is looked for in `scan_path`, if that is not
/// empty.
ReadFile read_document(const Located& file, Result<std::string> text, bool named,
                       const std::string& scan_path);

/// Reads the files of a stack's folder and adds the stack, with its problems.
void load_stack_folder(Loading& loading, StackSource source);

/// Adds a stack whose documents are read, or that cannot be read.
void add_stack(Loading& loading, StackSource source);

/// Loads what the manifest of an output folder names.
void load_app(Loading& loading, const Located& output, const json::Document& manifest);

/// Loads the stacks of an output folder that has no manifest; false if there are none.
bool load_stacks_without_manifest(Loading& loading, const Located& output);

/// A file of the command line.
void load_file(Loading& loading, const Located& file);

/// A folder of the command line.
void load_folder(Loading& loading, const Located& folder);

/// A plain folder of `*.tf.json` and `*.tf`; nothing outside `scan_path` (canonical) is read.
void load_plain_folder(Loading& loading, const Located& folder, Folder listing, std::string app,
                       std::string scan_path);

/// The problem of a link that must not be followed.
Problem escape_problem(const Located& link);

/// Adds a problem that belongs to no stack.
void add_problem(Loading& loading, Problem problem, std::string app = {});

/// Whether the file or folder is met for the first time.
bool is_new(Loading& loading, const fs::path& path);

/// The path with all links followed; itself where the system cannot.
std::string real_path(const fs::path& path);

/// The folder that holds cdktf.out where the stack folder's path is `cdktf.out/stacks/<id>`; else
/// `otherwise`.
std::string app_of(const Located& stack_folder, const std::string& otherwise);
bool is_output_name(const fs::path& path);
bool is_stack_folder(const fs::path& path);

}  // namespace paycheck::loading
