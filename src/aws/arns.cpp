// SPDX-License-Identifier: Apache-2.0
// An ARN has six parts; the first five end at a colon, the sixth takes the rest. Source: "IAM
// identifiers" and "Amazon Resource Names" in the IAM User Guide.

#include <array>

#include "paycheck/aws.hpp"

namespace paycheck::aws {

std::optional<Arn> read_arn(std::string_view text) {
  if (!text.starts_with("arn:")) return std::nullopt;
  text.remove_prefix(4);
  std::array<std::string_view, 4> parts;
  for (std::string_view& part : parts) {
    std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    part = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  return Arn{parts[0], parts[1], parts[2], parts[3], text};
}

}  // namespace paycheck::aws
