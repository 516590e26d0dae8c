// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/iam.hpp"

namespace paycheck::iam {

// How far a star of the pattern reaches.
enum class Reach : std::uint8_t {
  Anywhere,  // over everything
  Part,      // inside an ARN only up to the next colon, but for the last part
};

// Whether the pattern includes the whole of `subject` (whose own stars a star must include). Holes
// of one identity are the same; what other holes decide is Unknown.
Truth glob(const terraform::Value& pattern, const terraform::Value& subject, Reach reach,
           bool ignore_case);

}  // namespace paycheck::iam
