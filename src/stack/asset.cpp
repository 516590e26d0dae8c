// SPDX-License-Identifier: Apache-2.0
// What a path in a stack names: looked up where Terraform runs, only inside the folder that is
// scanned, and no more of a file is read than tells a zip from anything else.

#include <cstdio>
#include <filesystem>

#include "file.hpp"
#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::Reason;
using terraform::Value;
namespace fs = std::filesystem;

/// Whether `path` is `folder` or lies in it. Both are canonical.
bool lies_in(const fs::path& path, const fs::path& folder) {
  auto at = path.begin();
  for (const fs::path& part : folder) {
    if (part.empty()) continue;
    if (at == path.end() || *at != part) return false;
    ++at;
  }
  return true;
}

/// A local file header, or the end of an empty archive.
bool is_zip(const fs::path& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return false;
  unsigned char bytes[4] = {};
  std::size_t size = std::fread(bytes, 1, sizeof bytes, file);
  std::fclose(file);
  return size == 4 && bytes[0] == 'P' && bytes[1] == 'K' &&
         ((bytes[2] == 3 && bytes[3] == 4) || (bytes[2] == 5 && bytes[3] == 6));
}

/// Empty: outside of what may be read.
std::string_view kind_of(const std::string& folder, const std::string& scanned,
                         std::string_view name) {
  std::error_code error;
  fs::path path = fs::path(folder) / fs::path(name);
  fs::path resolved = fs::weakly_canonical(path, error);
  if (error || !lies_in(resolved, scanned)) return {};
  fs::file_status status = fs::status(resolved, error);
  if (status.type() == fs::file_type::not_found) return "missing";
  if (error) return {};
  if (fs::is_directory(status)) return "folder";
  if (!fs::is_regular_file(status)) return "other";
  return is_zip(resolved) ? "zip" : "other";
}

bool may_be_looked_up(const StackFiles& files, std::string_view path) {
  return !files.folder_path.empty() && !files.scan_path.empty() && !path.empty() &&
         path.find('\0') == std::string_view::npos && !path.starts_with('/') &&
         !path.starts_with('~');
}

}  // namespace

expression::FileAnswer Stack::State::read_beside(std::string_view path) const {
  using Answer = expression::FileAnswer::State;
  constexpr std::uintmax_t most_bytes = 4u << 20;
  if (!may_be_looked_up(files, path)) return {Answer::NotShown, {}};
  std::string_view kind = kind_of(files.folder_path, files.scan_path, path);
  if (kind == "missing") return {Answer::Missing, {}};
  if (kind.empty() || kind == "folder") return {Answer::NotShown, {}};
  fs::path full = fs::path(files.folder_path) / fs::path(path);
  std::error_code error;
  if (!fs::is_regular_file(full, error) || fs::file_size(full, error) > most_bytes || error)
    return {Answer::NotShown, {}};
  auto text = loading::read_file({full, std::string(path)});
  if (!text) return {Answer::NotShown, {}};
  return {Answer::Found, std::move(*text)};
}

terraform::Value Stack::asset(const Value& path) const {
  State& s = *state_;
  if (path.is_absent() || path.is_unknown()) return path;
  if (path.kind() != Value::Kind::Text) return Value::absent(path.place());
  const StackFiles& files = s.files;
  std::string_view kind;
  if (path.is_known_text() && may_be_looked_up(files, path.text()))
    kind = kind_of(files.folder_path, files.scan_path, path.text());
  if (files.documents.front()->is_outcome()) {  // the plan may have been made anywhere
    if (path.first_hole()) return Value::unknown(path.first_hole(), path.place());
    return s.unknown(Reason::NotShownByThisInput, Hole::Carries::Nothing, path.text(), path.place(),
                     0);
  }
  if (kind.empty()) {
    if (const Hole* hole = path.first_hole()) return Value::unknown(hole, path.place());
    return s.unknown(Reason::OutsideTheFolder, Hole::Carries::Nothing, path.text(), path.place(),
                     0);
  }
  return s.record({{"kind", s.arena.make<Value>(Value::text(kind, path.place()))},
                   {"folder", s.arena.make<Value>(Value::text(std::string_view(files.folder)))}},
                  path.place());
}

}  // namespace paycheck
