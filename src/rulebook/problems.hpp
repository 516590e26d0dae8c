// SPDX-License-Identifier: Apache-2.0
#pragma once

// Problems of one text, collected until all are known.

#include "paycheck/rulebook.hpp"

namespace paycheck {

struct Problems {
  std::string file;
  std::vector<Problem> all;

  void add(ProblemKind kind, std::optional<Position> at, std::string message,
           std::string hint = {}) {
    all.push_back({kind, file, at, std::move(message), std::move(hint)});
  }
};

/// `did you mean 'high'?` if a known word is near, else `otherwise`.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known,
                         std::string otherwise = {});
/// `a, b or c`
std::string one_of(std::span<const std::string_view> words);

}  // namespace paycheck
