// SPDX-License-Identifier: Apache-2.0
// Any JSON as a plan: what is translated reads as configuration of blocks that are each told once,
// its positions lie in the plan, and a stack can be built of it and asked.

#include <cstdlib>
#include <set>
#include <string>

#include "paycheck/stack.hpp"

using namespace paycheck;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void ask(const json::Document& document) {
  terraform::Configuration configuration;
  terraform::add_document(configuration, document);
  std::set<std::string> blocks;
  for (const terraform::Block& block : configuration.blocks) {
    require(document.outer_offset(block.place.begin()) <= document.source_text().size());
    if (block.kind == terraform::BlockKind::Resource || block.kind == terraform::BlockKind::Data)
      require(blocks
                  .insert(std::string(block.kind == terraform::BlockKind::Data ? "data." : "")
                              .append(block.type)
                              .append(".")
                              .append(block.name))
                  .second);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  LoadOptions options;
  options.working_directory = "/";
  options.standard_input = [&]() -> Result<std::string> {
    return std::string(reinterpret_cast<const char*>(data), size);
  };
  Input input = load({"-"}, options);
  for (StackFiles& files : input.stacks) {
    if (!files.readable || files.source != "plan") continue;
    ask(*files.documents.front());
    auto stack = Stack::build(std::move(files), {});
    if (!stack) continue;
    for (const Element& element : (*stack)->elements()) {
      (*stack)->region(element);
      (*stack)->tags(element);
      (*stack)->is_secret(element.place);
    }
    (*stack)->suffix();
  }
  return 0;
}
