// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/engine.hpp"

namespace paycheck {

// Where a place is told: the key that names it, else the value. Empty for nowhere.
std::optional<Location> location_of(const json::Place& place);

// The source lines around a location: the line itself, one before and one after.
std::optional<Frame> frame_of(const Stack& stack, const json::Place& place);

// `replica[0].kms_key_arn`, with the missing rest of the path; places in another element than the
// subject are told with its address in front. `natural`: with natural keys for indexes.
std::string path_of(const Element& subject, const language::Evidence& evidence, bool natural);

}  // namespace paycheck
