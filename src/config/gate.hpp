// SPDX-License-Identifier: Apache-2.0
#pragma once

// A gate made word by word, for the command line and the configuration alike.

#include <array>

#include "paycheck/config.hpp"

namespace paycheck {

inline constexpr std::array<std::string_view, 6> gate_words{"critical", "high", "medium",
                                                            "low",      "none", "undetermined"};

struct GateBuilder {
  Gate gate{.severities = {}};
  // False if the word is unknown.
  bool add(std::string_view word);
  // What is wrong with all words together: message and hint; empty if nothing is.
  std::pair<std::string, std::string> objection() const;
};

// Message and hint for an unknown word.
std::pair<std::string, std::string> unknown_gate_word(std::string_view word);

}  // namespace paycheck
