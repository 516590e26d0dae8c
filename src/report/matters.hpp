// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/report.hpp"

namespace paycheck {

// A group of findings: the entry that is told, and the others.
struct Matter {
  const Finding* first = nullptr;
  std::vector<const Finding*> others;
};

// A stack's groups, worst first, then in the order of their first entries.
std::vector<Matter> matters_of(const Report& report, const StackReport& stack);

}  // namespace paycheck
