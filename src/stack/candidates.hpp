// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// What could be the suffix, by class of evidence, and which of them is.

#include <array>

#include "census.hpp"

namespace paycheck::conventions {

/// What stands beside the names as evidence.
struct Context {
  std::string_view stack_id;
  std::uint32_t tag_classes = 0;  ///< environments that the environment tags say, see `class_bit`
  bool open_tag = false;          ///< one of them is not known: it may say anything
};

/// A token or pair that may win the count.
struct Candidate {
  const TokenCount* token = nullptr;   ///< the first token of a pair
  const TokenCount* second = nullptr;  ///< null: a single token
  Tally tally;
  bool is_tag = false;              ///< an environment tag says just this
  Truth wins = Truth::Unknown;      ///< the count
  Truth evidence = Truth::Unknown;  ///< of the class at hand
  Truth sure() const { return wins & evidence; }
  bool is_part_of(const Candidate& other) const;
};

/// Evidence in classes; a class is asked only if none before it has a candidate.
enum class Evidence : std::uint8_t { Word, Reference, StackId, Tag };
inline constexpr std::array all_evidence = {Evidence::Word, Evidence::Reference, Evidence::StackId,
                                            Evidence::Tag};

/// Everything that may win the count, evidence not yet asked.
std::vector<Candidate> may_win(const Census& census);
/// By number of the token.
std::vector<bool> tokens_that_may_win(const Census& census);
Truth evidence_of(const Candidate& candidate, Evidence kind, const Tally& all,
                  const Context& context);

}  // namespace paycheck::conventions
