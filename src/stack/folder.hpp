// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <system_error>
#include <vector>

#include "paths.hpp"

namespace paycheck::loading {

/// What a folder holds directly, as Terraform and CDKTF see it; names are sorted.
struct Folder {
  std::vector<std::string> json;       ///< `*.tf.json` and no override
  std::vector<std::string> hcl;        ///< `*.tf` and no override
  std::vector<std::string> overrides;  ///< `override.tf.json`, `*_override.tf`
  std::vector<std::string> tofu;       ///< `*.tofu`, `*.tofu.json`
  bool manifest = false;               ///< `manifest.json`
  bool output = false;                 ///< a folder `cdktf.out`
  bool stacks = false;                 ///< a folder `stacks`
  bool project = false;                ///< `cdktf.json`, the project file of CDKTF

  bool has_configuration() const {
    return !json.empty() || !hcl.empty() || !overrides.empty() || !tofu.empty();
  }
};

Folder read_folder(const fs::path& path, std::error_code& error);

/// Names of the folders in a folder, hidden ones left out; sorted.
std::vector<std::string> subfolders(const fs::path& path);

/// What a file's name says it is.
enum class FileName { Other, Json, Hcl, Override, Tofu };
FileName file_name_kind(std::string_view name);

/// A `cdktf.out` one or two levels below, relative to the folder; empty if none was met.
std::string nearby_output(const fs::path& path);

}  // namespace paycheck::loading
