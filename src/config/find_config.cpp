// SPDX-License-Identifier: Apache-2.0
// Where a configuration comes from, and which of its suffixes a stack has.
#include <filesystem>

#include "glob.hpp"
#include "paycheck/config.hpp"

namespace paycheck {

namespace fs = std::filesystem;

std::string find_config(const std::string& folder) {
  std::error_code error;
  fs::path at = fs::weakly_canonical(fs::absolute(folder.empty() ? "." : folder, error), error);
  if (error || at.empty()) return {};
  for (;; at = at.parent_path()) {
    fs::path file = at / "paycheck.json";
    if (fs::is_regular_file(file, error)) return file.string();
    if (fs::exists(at / ".git", error) || at == at.parent_path()) return {};
  }
}

std::string_view Config::suffix_of(std::string_view stack) const {
  const SuffixSetting* best = nullptr;
  auto rank = [](const SuffixSetting& setting) {
    return std::pair(is_literal_glob(setting.stack_glob), setting.stack_glob.size());
  };
  for (const SuffixSetting& setting : suffixes)
    if (matches_glob(stack, setting.stack_glob) && (!best || rank(setting) > rank(*best)))
      best = &setting;
  return best ? std::string_view(best->suffix) : std::string_view();
}

}  // namespace paycheck
