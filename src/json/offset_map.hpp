// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace paycheck::json {

/// From offsets in a text to offsets in the text that it was made from. Holds a step wherever the
/// distance between both changes; starts as the identity.
class OffsetMap {
 public:
  /// From `derived` on, which is beyond all before, the text stands at `source`.
  void add(std::size_t derived, std::size_t source) {
    Step step{static_cast<std::uint32_t>(derived), static_cast<std::uint32_t>(source)};
    if (steps_.back().derived == step.derived)
      steps_.back() = step;
    else
      steps_.push_back(step);
  }

  std::uint32_t source_of(std::uint32_t derived) const {
    auto next = std::upper_bound(
        steps_.begin(), steps_.end(), derived,
        [](std::uint32_t offset, const Step& step) { return offset < step.derived; });
    const Step& step = *(next - 1);
    std::uint32_t source = step.source + (derived - step.derived);
    // What became longer than its source stays within it.
    if (next != steps_.end() && source >= next->source)
      source = std::max(step.source, next->source - 1);
    return source;
  }

 private:
  struct Step {
    std::uint32_t derived;
    std::uint32_t source;
  };
  std::vector<Step> steps_{Step{0, 0}};
};

}  // namespace paycheck::json
