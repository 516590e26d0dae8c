// SPDX-License-Identifier: Apache-2.0
// Counts are bounds: what names surely show is the lower one, and every name with a hole may add to
// the upper one. Evidence that depends on counts is sure only if it holds at both.
#include "candidates.hpp"

#include "characters.hpp"

namespace paycheck::conventions {
namespace {

bool is_enough(std::uint64_t count, std::uint64_t names) {
  return count >= 3 && 3 * count >= 2 * names;
}

Truth wins_count(const Tally& tally, const Tally& all) {
  std::uint64_t hidden = all.with_gap - tally.with_gap;
  if (is_enough(tally.names, all.names)) return Truth::True;
  return is_enough(tally.names + hidden, all.names) ? Truth::Unknown : Truth::False;
}

/// Whether `there` of the names that carry something are more than half, where `maybe` more of them
/// could be, and of the names that may hide it, `hidden` in all, `hidden_there` could.
Truth is_most(std::uint64_t there, std::uint64_t maybe, std::uint64_t names, std::uint64_t hidden,
              std::uint64_t hidden_there) {
  if (2 * there > names + hidden) return Truth::True;
  return truth(2 * (there + maybe + hidden_there) > names + hidden_there) & Truth::Unknown;
}

Truth mostly_first(const Tally& tally, const Tally& all) {
  return is_most(tally.first, tally.leading_gap, tally.names, all.with_gap - tally.with_gap,
                 all.leading_gap - tally.leading_gap);
}

Truth mostly_last(const Tally& tally, const Tally& all) {
  return is_most(tally.last, tally.trailing_gap, tally.names, all.with_gap - tally.with_gap,
                 all.trailing_gap - tally.trailing_gap);
}

Truth is_environment(const Candidate& candidate, const Tally& all, const Context& context) {
  EnvironmentWord word = environment_word(candidate.token->token.text);
  if (!word) return Truth::False;
  std::string_view second = candidate.second ? candidate.second->token.text : std::string_view();
  if (candidate.second && !candidate.second->has_digit) return Truth::False;
  bool numbered = !word.number.empty() || is_number(second);
  if (word.needs_number || !word.ambiguous) return truth(numbered || !word.needs_number);
  Truth beside = truth(context.tag_classes & class_bit(word.environment)) |
                 truth(ends_with_word(context.stack_id, candidate.token->token.text)) |
                 (truth(context.open_tag) & Truth::Unknown);
  return truth(numbered) | beside | mostly_last(candidate.tally, all);
}

/// `v2` counts versions and `1a` a region's zones: neither is an environment.
bool is_version_or_zone(std::string_view word) {
  if (lower(word.front()) == 'v') return is_number(word.substr(1));
  return !is_digit(word.back()) && is_number(word.substr(0, word.size() - 1));
}

Truth ends_stack_id(const Candidate& candidate, const Tally& all, const Context& context) {
  std::string_view text = candidate.token->token.text;
  bool is_mark = !candidate.second && candidate.token->has_digit && text.size() >= 3 &&
                 !is_version_or_zone(text);
  bool ends =
      is_mark && context.stack_id.size() > text.size() && ends_with_word(context.stack_id, text);
  return truth(ends) & !mostly_first(candidate.tally, all);
}

}  // namespace

bool Candidate::is_part_of(const Candidate& other) const {
  if (token == other.token && second == other.second) return true;
  return !second && other.second && (token == other.token || token == other.second);
}

std::vector<Candidate> may_win(const Census& census) {
  std::vector<Candidate> candidates;
  const std::vector<TokenCount>& tokens = census.tokens();
  for (const TokenCount& token : tokens) {
    Truth wins = wins_count(token.tally, census.all());
    if (wins != Truth::False)
      candidates.push_back({&token, nullptr, token.tally, token.is_tag, wins});
  }
  for (const PairCount& pair : census.pairs()) {
    Truth wins = wins_count(pair.tally, census.all());
    if (wins == Truth::False) continue;
    candidates.push_back(
        {&tokens[pair.first], &tokens[pair.second], pair.tally, pair.is_tag, wins});
  }
  return candidates;
}

std::vector<bool> tokens_that_may_win(const Census& census) {
  std::vector<bool> wins;
  wins.reserve(census.tokens().size());
  for (const TokenCount& token : census.tokens())
    wins.push_back(wins_count(token.tally, census.all()) != Truth::False);
  return wins;
}

Truth evidence_of(const Candidate& candidate, Evidence kind, const Tally& all,
                  const Context& context) {
  switch (kind) {
    case Evidence::Word:
      return is_environment(candidate, all, context);
    case Evidence::Reference:
      return truth(!candidate.second && candidate.token->token.kind == Token::Kind::Reference);
    case Evidence::StackId:
      return ends_stack_id(candidate, all, context);
    case Evidence::Tag:
      break;
  }
  Truth says = truth(candidate.is_tag) | (truth(context.open_tag) & Truth::Unknown);
  return says & !mostly_first(candidate.tally, all);
}

}  // namespace paycheck::conventions
