// SPDX-License-Identifier: Apache-2.0
// What goes to standard error: problems of usage, and files read and written whole.

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "commands.hpp"

namespace paycheck {

int refuse(const World& world, std::span<const Problem> problems, int code) {
  for (const Problem& problem : problems) world.error("paycheck: " + to_string(problem) + "\n");
  return code;
}

int refuse(const World& world, const std::string& message, const std::string& hint) {
  world.error("paycheck: " + message + (hint.empty() ? "" : " (" + hint + ")") + "\n");
  return 2;
}

Result<Rulebook> rulebook_of(const std::string& rules_folder) {
  Rulebook book = open_pack(embedded_pack());
  if (rules_folder.empty()) return book;
  return with_rules(std::move(book), rules_folder);
}

namespace {

Problem unreadable(const std::string& path, int reason) {
  if (reason == ENOENT) return {ProblemKind::Missing, path, {}, "no such file or folder", {}};
  if (reason == EISDIR) return {ProblemKind::Unreadable, path, {}, "is a folder, not a file", {}};
  return {ProblemKind::Unreadable,
          path,
          {},
          std::string("cannot be read: ") + std::strerror(reason),
          {}};
}

}  // namespace

Result<std::string> read_text_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return unreadable(path, errno);
  std::string text;
  char buffer[65536];
  std::size_t got = 0;
  while ((got = std::fread(buffer, 1, sizeof buffer, file)) > 0) text.append(buffer, got);
  bool failed = std::ferror(file) != 0;
  int reason = errno;
  std::fclose(file);
  if (failed) return unreadable(path, reason);
  return text;
}

std::optional<Problem> write_text_file(const std::string& path, std::string_view text) {
  std::string partial = path + ".partial";
  std::FILE* file = std::fopen(partial.c_str(), "wb");
  bool fine = file && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  int reason = errno;
  if (file && std::fclose(file) != 0) {
    fine = false;
    reason = errno;
  }
  if (fine && std::rename(partial.c_str(), path.c_str()) == 0) return std::nullopt;
  if (fine) reason = errno;
  if (file) std::remove(partial.c_str());
  return Problem{ProblemKind::Unreadable,
                 path,
                 {},
                 std::string("cannot be written: ") + std::strerror(reason),
                 {}};
}

}  // namespace paycheck
