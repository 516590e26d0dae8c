// SPDX-License-Identifier: Apache-2.0
// A path has two sides: what is opened (absolute) and what is reported (relative to the root, never
// `..`). Both are derived together, so that a name can never say more than the root allows.

#include "paths.hpp"

#include <algorithm>

namespace paycheck::loading {

Located child(const Located& folder, std::string_view relative) {
  std::string name =
      folder.name == "." ? std::string(relative) : folder.name + "/" + std::string(relative);
  return {folder.path / fs::path(relative), std::move(name)};
}

std::string parent_name(std::string_view name) {
  std::size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? "." : std::string(name.substr(0, slash));
}

Located parent(const Located& located) {
  return {located.path.parent_path(), parent_name(located.name)};
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const std::string& inner = path.native();
  const std::string& outer = folder.native();
  if (!inner.starts_with(outer)) return false;
  return inner.size() == outer.size() || outer.ends_with('/') || inner[outer.size()] == '/';
}

namespace {

fs::path without_trailing_slash(fs::path path) {
  return path.has_filename() || !path.has_parent_path() ? path : path.parent_path();
}

/// The path with all links followed; as it is where the system cannot.
fs::path resolved(const fs::path& path) {
  std::error_code error;
  fs::path result = fs::weakly_canonical(path, error);
  return error ? path : without_trailing_slash(std::move(result));
}

std::string relative_name(const fs::path& path, const fs::path& folder) {
  std::string_view rest = std::string_view(path.native()).substr(folder.native().size());
  if (rest.starts_with('/')) rest.remove_prefix(1);
  return rest.empty() ? "." : std::string(rest);
}

}  // namespace

fs::path normal(const fs::path& path, const fs::path& working_directory) {
  fs::path absolute = working_directory / path;
  bool climbs = std::find(absolute.begin(), absolute.end(), fs::path("..")) != absolute.end();
  if (climbs) absolute = resolved(absolute);
  return without_trailing_slash(absolute.lexically_normal());
}

bool stays_in(const fs::path& path, const fs::path& folder, std::error_code& error) {
  fs::path real = fs::canonical(path, error);
  return !error && is_below(real, folder);
}

Located locate(const std::string& path, const fs::path& root, const fs::path& working_directory,
               bool& outside) {
  fs::path absolute = normal(path, working_directory);
  if (is_below(absolute, root)) return {absolute, relative_name(absolute, root)};
  fs::path real = resolved(absolute);
  fs::path real_root = resolved(root);
  if (is_below(real, real_root)) return {absolute, relative_name(real, real_root)};
  outside = true;
  return {absolute, absolute.has_filename() ? absolute.filename().string() : "."};
}

}  // namespace paycheck::loading
