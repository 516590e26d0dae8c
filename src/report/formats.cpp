// SPDX-License-Identifier: Apache-2.0
// The formats by name.

#include <array>

#include "paycheck/report.hpp"

namespace paycheck {

namespace {
constexpr std::array<std::string_view, 3> names = {"text", "json", "sarif"};
}

std::optional<Format> read_format(std::string_view word) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == word) return static_cast<Format>(i);
  return std::nullopt;
}

std::span<const std::string_view> format_names() {
  return names;
}

}  // namespace paycheck
