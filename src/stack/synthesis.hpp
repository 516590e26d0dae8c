// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "paycheck/json.hpp"

namespace paycheck::loading {

using Documents = std::vector<std::shared_ptr<json::Document>>;

/// `//.metadata.stackName` of the first document that has one; else empty.
std::string_view stack_name(std::span<const std::shared_ptr<json::Document>> documents);

/// What wrote the documents: `cdktf 0.21.0`, `cdktn 0.24.0`, `terraform`. `version` is the
/// manifest's or empty; `has_manifest`: they come from a cdktf.out.
std::string synthesizer(std::span<const std::shared_ptr<json::Document>> documents,
                        std::string_view version, bool has_manifest);

}  // namespace paycheck::loading
