// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is wrong with a check, gathered by byte offset and told in text order.

#include "check.hpp"

namespace paycheck::language {

class Complaints {
 public:
  Complaints(std::string_view text, const Origin& origin) : text_(text), origin_(origin) {}

  void add(ProblemKind kind, std::uint32_t offset, std::string message, std::string hint = {});
  bool empty() const { return found_.empty(); }
  // So many that nobody reads on; whoever reads the check may stop.
  bool full() const { return found_.size() >= most; }
  std::vector<Problem> problems() &&;

 private:
  static constexpr std::size_t most = 100;
  struct Found {
    std::uint32_t offset;
    Problem problem;
  };
  std::string_view text_;
  const Origin& origin_;
  std::vector<Found> found_;
};

// `did you mean 'bucket'?`, or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

}  // namespace paycheck::language
