// SPDX-License-Identifier: Apache-2.0
// Any text is read as a manifest: whatever it says, no path leads out of its folder and no stack is
// there twice.

#include <cstdint>
#include <cstdlib>

#include "paycheck/stack.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool stays_inside(std::string_view path) {
  if (path.starts_with('/') || path.ends_with('/') || path.find('\0') != std::string_view::npos)
    return false;
  std::string padded = "/" + std::string(path) + "/";
  return path.empty() ||
         (padded.find("/../") == std::string::npos && padded.find("/./") == std::string::npos &&
          padded.find("//") == std::string::npos && padded.find('\\') == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto document =
      paycheck::json::read("manifest.json", std::string(reinterpret_cast<const char*>(data), size));
  if (!document) return 0;
  paycheck::Manifest manifest = paycheck::read_manifest(**document);
  require(!manifest.stacks.empty() || !manifest.problems.empty());
  for (std::size_t i = 0; i < manifest.stacks.size(); ++i) {
    const paycheck::ManifestStack& stack = manifest.stacks[i];
    require(i == 0 || manifest.stacks[i - 1].name < stack.name);
    require(stays_inside(stack.file) && stays_inside(stack.folder));
    require(stack.file.empty() || stack.at);
  }
  return 0;
}
