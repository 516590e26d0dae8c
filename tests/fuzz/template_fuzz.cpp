// SPDX-License-Identifier: Apache-2.0
// Arbitrary text as a template and as a reference. Parts lie in the text in order, sequences end
// where the JSON reader's matcher says so, and references lie in their parts.

#include <cstdlib>

#include "paycheck/terraform.hpp"

using namespace paycheck;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_reference(const terraform::Reference& reference, std::size_t begin, std::size_t end) {
  require(begin <= reference.begin && reference.begin < reference.end && reference.end <= end);
  require(!reference.stands_free || reference.whole);
  for (const terraform::Step& step : reference.steps)
    require(step.kind != terraform::Step::Kind::Attribute || !step.text.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  Arena arena;
  terraform::Template result = terraform::split(text, arena);
  require(result.error_at <= size);
  std::size_t end = 0;
  for (const terraform::Part& part : result.parts) {
    require(end <= part.begin && part.begin < part.end && part.end <= size);
    end = part.end;
    if (part.kind == terraform::Part::Kind::Literal) {
      require(!part.text.empty() && part.references.empty());
      continue;
    }
    require(json::template_end(text, part.begin) == part.end);
    for (const terraform::Reference& reference : part.references)
      check_reference(reference, part.begin, part.end);
  }
  if (std::optional<terraform::Reference> reference = terraform::read_reference(text, arena))
    check_reference(*reference, 0, size);
  return 0;
}
