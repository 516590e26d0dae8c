// SPDX-License-Identifier: Apache-2.0
// Any bytes as HCL: what is written is JSON that reads, stands in the source, and is configuration;
// reading it twice gives the same.
#include <cstdlib>
#include <string>

#include "paycheck/hcl.hpp"
#include "paycheck/terraform.hpp"

namespace {

using namespace paycheck;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_positions(const json::Document& document) {
  std::vector<const json::Value*> waiting{&document.root()};
  while (!waiting.empty()) {
    const json::Value& value = *waiting.back();
    waiting.pop_back();
    require(document.outer_offset(value.begin()) <= document.outer_offset(value.end()));
    require(document.outer_offset(value.end()) <= document.source_text().size());
    for (const json::Value& item : value.items()) waiting.push_back(&item);
    for (const json::Member& member : value.members()) waiting.push_back(&member.value);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  auto [translation, problems] = hcl::translate("fuzz.tf", text);
  for (const Problem& problem : problems) {
    require(!problem.message.empty());
    require(problem.at && problem.at->line > 0 && problem.at->column > 0);
  }
  require(problems.size() <= 100);
  auto again = hcl::translate("fuzz.tf", text);
  require(again.translation.text == translation.text && again.problems == problems);
  if (translation.text.empty()) {
    require(!problems.empty());
    return 0;
  }
  auto document = json::read("fuzz.tf", std::move(translation));
  if (!document) {
    require(document.problems()[0].kind == ProblemKind::TooDeep);
    return 0;
  }
  check_positions(**document);
  terraform::Configuration configuration;
  terraform::add_document(configuration, **document);
  terraform::duplicates(configuration);
  return 0;
}
