// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/engine.hpp"

namespace paycheck {

// The value as it is written.
std::string_view source_of(const json::Place& place);

// Values, as JSON texts, that say something else than the place's: false for true, another region
// for a region. At least one; those of a reference name the file's other resources of its type.
std::vector<std::string> other_values(const json::Place& place);

}  // namespace paycheck
