// SPDX-License-Identifier: Apache-2.0
// How the first words of a reference make its address.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {

/// What a first word selects, and how many words, itself included, belong to the address: `var.x`
/// has two, `data.aws_region.r` three, `self` one.
struct Head {
  Root root = Root::Resource;
  std::size_t words = 2;
  bool is_prefix =
      false;  ///< the word says only what kind follows: `data`, `resource`, `ephemeral`
};
Head head_of(std::string_view word);

/// Fills in root, type and name.
void set_address(Reference& reference, const Head& head,
                 const std::array<std::string_view, 3>& words);

/// Reads `a.b.c}` from `at` on: ASCII words and dots alone, as nearly all interpolations are.
/// `closing` ends it ('\0': the end of the text). Empty for anything else, which is not to say that
/// it is wrong.
std::optional<Reference> read_plain(std::string_view text, std::size_t at, char closing,
                                    Arena& arena);

}  // namespace paycheck::terraform
