// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// The suffix that the names themselves show.

#include "paycheck/stack.hpp"

namespace paycheck::conventions {

/// Learns from `evidence.names`, with the stack's id and the environment tags as further evidence.
Suffix learn_from_names(const SuffixEvidence& evidence);

}  // namespace paycheck::conventions
