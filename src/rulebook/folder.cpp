// SPDX-License-Identifier: Apache-2.0
// Rule files from disk. The folder that holds a file says its pack, however deep it lies; problems
// carry the names under which the files were found.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "problems.hpp"
#include "shelf.hpp"

namespace paycheck {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_files = 10'000;
constexpr std::size_t max_file_bytes = 64 * 1024;

bool is_hidden(const fs::path& path) {
  return path.filename().string().starts_with('.');
}
bool is_rule_file(const fs::path& path) {
  return path.extension() == ".md" && path.filename() != "README.md" && !is_hidden(path);
}

// The rule files below `folder`; unreadable folders are told.
std::vector<fs::path> list_files(const fs::path& folder, Problems& problems) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error), end;
  while (!error && at != end && files.size() <= max_files) {
    std::error_code ignored;
    if (at->is_directory(ignored)) {
      if (is_hidden(at->path()) || at->path().filename() == "frameworks")
        at.disable_recursion_pending();
    } else if (is_rule_file(at->path())) {
      files.push_back(at->path());
    }
    at.increment(error);
  }
  if (error)
    problems.add(ProblemKind::Unreadable, {}, "the folder cannot be read", error.message());
  if (files.size() > max_files)
    problems.add(ProblemKind::TooLarge, {}, "more than 10000 rule files");
  std::ranges::sort(files);
  return files;
}

// One byte more than a rule file may have, so that the reader tells what is too large.
std::optional<std::string> read_text(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::string text(max_file_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad()) return std::nullopt;
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

// `encryption/table-without-customer-key.md`
std::string path_in_pack(const fs::path& path) {
  std::error_code error;
  fs::path whole = fs::absolute(path, error).lexically_normal();
  return (whole.parent_path().filename() / whole.filename()).generic_string();
}

void read_file(const fs::path& path, std::vector<RuleFile>& files, std::vector<std::string>& names,
               Problems& problems) {
  std::string name = path.lexically_normal().generic_string();
  auto text = read_text(path);
  if (!text)
    return void(
        problems.all.push_back({ProblemKind::Unreadable, name, {}, "the file cannot be read", ""}));
  auto read = read_rule(path_in_pack(path), *text);
  if (read) {
    files.push_back(std::move(*read));
    names.push_back(std::move(name));
    return;
  }
  for (Problem problem : read.problems()) {
    problem.file = name;
    problems.all.push_back(std::move(problem));
  }
}

// Each id and each name once.
void require_unique(const std::vector<RuleFile>& files, const std::vector<std::string>& names,
                    Problems& problems) {
  std::map<std::string_view, std::size_t> first;
  auto claim = [&](std::string_view word, std::size_t index, std::string_view what) {
    auto [known, is_new] = first.emplace(word, index);
    if (is_new) return;
    problems.all.push_back(
        {ProblemKind::Duplicate,
         names[index],
         {},
         std::string(what) + " " + std::string(word) + " is taken by " + names[known->second],
         "ids and names are never used twice"});
  };
  for (std::size_t i = 0; i < files.size(); ++i) {
    claim(files[i].id, i, "id");
    claim(files[i].name, i, "name");
  }
}

}  // namespace

Result<std::vector<RuleFile>> read_rules(const std::string& folder) {
  Problems problems{folder, {}};
  std::error_code error;
  fs::file_status status = fs::status(folder, error);
  if (!fs::exists(status))
    return Problem{ProblemKind::Missing, folder, {}, "no such file or folder", ""};
  std::vector<fs::path> paths =
      fs::is_directory(status) ? list_files(folder, problems) : std::vector<fs::path>{folder};
  std::vector<RuleFile> files;
  std::vector<std::string> names;
  for (const fs::path& path : paths) read_file(path, files, names, problems);
  require_unique(files, names, problems);
  if (!problems.all.empty()) return std::move(problems.all);
  return files;
}

Result<Rulebook> with_rules(Rulebook book, const std::string& folder) {
  auto files = read_rules(folder);
  if (!files) return files.problems();
  if (files->empty())
    return Problem{ProblemKind::Empty,
                   folder,
                   {},
                   "no rule file in this folder",
                   "such as encryption/table-without-customer-key.md"};
  std::vector<Problem> problems;
  for (const RuleFile& file : *files)
    if (const Rule* taken = book.find(file.name); taken && taken->id != file.id)
      problems.push_back(
          {ProblemKind::Duplicate,
           folder,
           {},
           "name " + file.name + " of " + file.id + " is taken by " + std::string(taken->id),
           "ids and names are never used twice"});
  if (!problems.empty()) return problems;
  auto shelf = std::make_unique<RulebookBuilder::Shelf>();
  shelf->bytes = write_pack(*files);
  std::string_view bytes = shelf->bytes;
  return RulebookBuilder::merge(std::move(book), RulebookBuilder::open(std::move(shelf), bytes));
}

}  // namespace paycheck
