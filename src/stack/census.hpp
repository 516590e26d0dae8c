// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// How often tokens and pairs of adjacent tokens occur in the names of a stack.

#include <limits>

#include "environment.hpp"
#include "tokens.hpp"

namespace paycheck::conventions {

/// In how many names something surely stands, and where in them. Every name counts once.
struct Tally {
  std::uint32_t names = 0;
  std::uint32_t with_gap = 0;      ///< of these, names with a hole
  std::uint32_t leading_gap = 0;   ///< ... that begin with it: another token may be first
  std::uint32_t trailing_gap = 0;  ///< ... that end with it
  std::uint32_t first = 0;         ///< it surely is the first token
  std::uint32_t last = 0;
  std::uint32_t seen_in = 0;  ///< number of the last name counted, from 1
};

/// A token that may be a suffix, and what it has for itself.
struct TokenCount {
  Token token;                  ///< as first written
  bool is_environment = false;  ///< an environment word
  bool has_digit = false;
  bool varies = false;  ///< other names write it in other case
  bool is_tag = false;  ///< an environment tag says just this
  Tally tally;
};
struct PairCount {
  std::uint32_t first = 0, second = 0;  ///< tokens
  bool is_tag = false;
  Tally tally;
};

/// Counts tokens by number: each distinct token that could be a suffix gets one.
///
/// First the tags, then the names; where a tag is open, `count_pairs` at last.
class Census {
 public:
  Census(std::string_view stack_id, std::size_t names);
  /// An environment tag's known value.
  void add_tag(std::span<const Token> value);
  /// An environment tag says something that is not known: every token could be a suffix.
  void add_open_tag() { every_token_ = keeps_numbers_ = true; }
  void add_name(std::span<const Token> name);
  /// Pairs of tokens of which both `may_win`, if `add_name` has not counted them. Needs an open
  /// tag.
  void count_pairs(const std::vector<bool>& may_win);

  const std::vector<TokenCount>& tokens() const { return tokens_; }
  const std::vector<PairCount>& pairs() const { return pairs_; }
  /// All names: how many, and how many with holes where.
  const Tally& all() const { return all_; }

 private:
  /// Open addressing from a hash to a place in a vector.
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t index = nothing;
  };
  static constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t number_of(const Token& token, bool add = true);
  bool newcomer_may_win() const;
  std::uint32_t pair_of(std::uint32_t first, std::uint32_t second, bool add);
  bool may_be_suffix(const Token& token, bool after_environment) const;
  bool pair_may_be_suffix(std::uint32_t first, std::uint32_t second) const;
  /// What all tokens of a name share.
  struct NameAtHand {
    std::uint32_t number = 0;  ///< from 1
    bool leading_gap = false, trailing_gap = false, has_gap = false;
  };
  static NameAtHand note_gaps(std::uint32_t number, std::span<const Token> name);
  static void count(Tally& tally, const NameAtHand& name, bool first, bool last);
  void count_tokens(const NameAtHand& name);
  void count_pairs_of(const NameAtHand& name, std::span<const std::uint32_t> numbers,
                      const std::vector<bool>& may_win);
  static void grow(std::vector<Slot>& slots, std::size_t used);

  Arena texts_;
  std::vector<TokenCount> tokens_;
  std::vector<PairCount> pairs_;
  std::vector<Slot> token_slots_, pair_slots_;
  std::vector<std::uint32_t>
      numbers_;  ///< of the name at hand; `nothing` for gaps and what is not counted
  std::vector<Token> tag_tokens_;
  std::vector<std::pair<NameAtHand, std::size_t>>
      seen_names_;  ///< with an open tag: where their numbers end in
  std::vector<std::uint32_t> seen_numbers_;
  std::string_view stack_id_;
  std::size_t names_;
  bool every_token_ = false;
  bool keeps_numbers_ = false;
  Tally all_;
};

}  // namespace paycheck::conventions
