// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace paycheck::loading {

namespace fs = std::filesystem;

/// Something in the file system together with the name that reports give it: relative to the root,
/// `/` as separator, `.` for the root itself. The path is absolute.
struct Located {
  fs::path path;
  std::string name;
};

/// What lies at `relative` below a folder.
Located child(const Located& folder, std::string_view relative);
/// The folder that holds it; a parent above the root has the root's name, so that no name leaves
/// it.
Located parent(const Located& located);

/// `name` without its last part; `.` where nothing is left.
std::string parent_name(std::string_view name);

/// Whether `path` is `folder` or lies below it. Compares text: both are absolute and normal.
bool is_below(const fs::path& path, const fs::path& folder);

/// Absolute and normal. Where `..` occurs, links before it are followed as the system does.
fs::path normal(const fs::path& path, const fs::path& working_directory);

/// Whether `path`, all links followed, lies in `folder` (canonical). Errors are the system's.
bool stays_in(const fs::path& path, const fs::path& folder, std::error_code& error);

/// Where a path of the command line lies. Names are relative to `root` where the path lies below
/// it, else to the path's own parent; then `outside` is set.
Located locate(const std::string& path, const fs::path& root, const fs::path& working_directory,
               bool& outside);

}  // namespace paycheck::loading
