// SPDX-License-Identifier: Apache-2.0
// embed_rules RULES_DIR OUT: packs the rule files below a folder into one file for the linker.
// Refuses all of them if one has a problem or names a control that no framework holds; writes only
// what has changed.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "paycheck/rulebook.hpp"

namespace {

std::string read_all(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool write_if_changed(const char* path, const std::string& bytes) {
  if (std::filesystem::exists(path) && read_all(path) == bytes) return true;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
  return static_cast<bool>(out.flush());
}

// A checkout without any rule has no folder: that is an empty rulebook.
paycheck::Result<std::vector<paycheck::RuleFile>> read_folder(const char* folder) {
  if (!std::filesystem::exists(folder)) return std::vector<paycheck::RuleFile>{};
  return paycheck::read_rules(folder);
}

int refuse(const std::vector<paycheck::Problem>& problems) {
  for (const paycheck::Problem& problem : problems)
    std::fprintf(stderr, "%s\n", paycheck::to_string(problem).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: embed_rules RULES_DIR OUT\n", stderr);
    return 2;
  }
  auto files = read_folder(argv[1]);
  if (!files) return refuse(files.problems());
  auto frameworks = paycheck::read_frameworks(argv[1]);
  if (!frameworks) return refuse(frameworks.problems());
  for (const paycheck::RuleFile& file : *files)
    if (auto unknown = paycheck::unknown_controls(file, *frameworks); !unknown.empty())
      return refuse(unknown);
  if (write_if_changed(argv[2], paycheck::write_pack(*files, *frameworks))) return 0;
  std::fprintf(stderr, "%s: cannot be written\n", argv[2]);
  return 1;
}
