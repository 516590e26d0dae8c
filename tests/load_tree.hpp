// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// Small trees in a temporary folder, and what `load` finds there as one text.

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "paycheck/stack.hpp"

namespace load_tree {

namespace fs = std::filesystem;
using namespace paycheck;

/// A folder of its own that goes away with it.
class Tree {
 public:
  Tree() : path_((fs::temp_directory_path() / "paycheck-load-XXXXXX").string()) {
    REQUIRE(::mkdtemp(path_.data()) != nullptr);
    path_ = fs::canonical(path_).string();
  }
  ~Tree() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  fs::path path(std::string_view relative) const { return fs::path(path_) / relative; }

  /// `a/` is a folder, `->target` a link, anything else a file's text. `{tree}` is the tree's path.
  void add(const std::string& name, std::string text) const {
    fs::path at = path(name);
    fs::create_directories(at.has_filename() ? at.parent_path() : at);
    if (!at.has_filename()) return;
    if (text.starts_with("->")) return fs::create_symlink(expand(text.substr(2)), at);
    std::ofstream(at, std::ios::binary) << text;
  }
  std::string expand(std::string text) const {
    if (std::size_t found = text.find("{tree}"); found != std::string::npos)
      text.replace(found, 6, path_);
    return text;
  }

 private:
  std::string path_;
};

inline std::string shown(const StackFiles& stack) {
  std::string text = "stack " + stack.app + " " + stack.name + ": " + stack.file + " in " +
                     stack.folder + ", " + stack.source;
  if (stack.documents.size() > 1)
    for (const auto& document : stack.documents) text += " + " + document->file();
  for (const std::string& name : stack.dependencies) text += ", needs " + name;
  if (!stack.readable) text += ", unreadable";
  text += "\n";
  for (const Note& note : stack.notes)
    text += "  " + note.kind + " " + note.file + ":" + std::to_string(note.line) + ": " +
            note.message + "\n";
  return text;
}

inline std::string shown(const Input& input) {
  std::string text = input.root == "." ? "" : "root " + input.root + "\n";
  for (const StackFiles& stack : input.stacks) text += shown(stack);
  for (const InputProblem& found : input.problems) {
    text += "problem " + std::string(to_string(found.problem.kind));
    if (!found.app.empty() || !found.stack.empty())
      text += " [" + found.app + " " + found.stack + "]";
    text += " " + to_string(found.problem) + "\n";
  }
  return text;
}

inline std::string without_first_line_break(std::string_view text) {
  return std::string(text.substr(text.starts_with('\n') ? 1 : 0));
}

struct Entry {
  std::string name;
  std::string text;
};

struct Case {
  std::string title;
  std::vector<Entry> files;
  std::vector<std::string> paths;
  std::string expected;
  std::string directory = "";
  std::string root = "";
};

inline void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.title);
    Tree tree;
    tree.add("work/", "");
    for (const Entry& entry : c.files) tree.add(entry.name, entry.text);
    LoadOptions options;
    options.working_directory = tree.path(c.directory.empty() ? "work" : c.directory).string();
    options.root = c.root;
    std::vector<std::string> paths;
    for (const std::string& path : c.paths) paths.push_back(tree.expand(path));
    CHECK(shown(load(paths, options)) == without_first_line_break(c.expected));
  }
}

inline std::string manifest(std::string stacks) {
  return "{\"version\": \"0.21.0\", \"stacks\": {" + stacks + "}}";
}
inline std::string entry(const std::string& id) {
  return "\"" + id + "\": {\"name\": \"" + id + "\", \"constructPath\": \"" + id +
         "\", \"synthesizedStackPath\": \"stacks/" + id +
         "/cdk.tf.json\", \"workingDirectory\": \"stacks/" + id + "\"}";
}
inline const std::string kStack =
    R"({"//": {"metadata": {"stackName": "named", "version": "0.20.7"}}})";
inline const std::string kPlain = R"({"resource": {}})";

}  // namespace load_tree
