// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// How the names write their suffix.

#include "candidates.hpp"

namespace paycheck::conventions {

/// Tokens in the letters that are seen most, joined by the separator that is seen most; a reference
/// as `${expression}`.
std::string spelled(const Candidate& suffix, const std::vector<NamePieces>& names);

}  // namespace paycheck::conventions
