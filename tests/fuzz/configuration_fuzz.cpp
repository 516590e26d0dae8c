// SPDX-License-Identifier: Apache-2.0
// Arbitrary JSON as a configuration, once alone and once beside itself: then everything that has a
// name is there twice.

#include <cstdlib>
#include <string>

#include "paycheck/terraform.hpp"

using namespace paycheck;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  auto read = json::read("fuzz.tf.json", text);
  if (!read) return 0;
  terraform::Configuration once;
  auto problems = terraform::add_document(once, **read);
  for (const Problem& problem : problems)
    if (problem.message.empty() || !problem.at) std::abort();
  terraform::duplicates(once);

  terraform::Configuration twice;
  terraform::add_document(twice, **read);
  terraform::add_document(twice, **read);
  if (twice.blocks.size() != 2 * once.blocks.size()) std::abort();
  bool named = false;
  for (const terraform::Block& block : once.blocks)
    named = named || block.kind == terraform::BlockKind::Resource;
  if (named && terraform::duplicates(twice).empty()) std::abort();
  return 0;
}
