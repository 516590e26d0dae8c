// SPDX-License-Identifier: Apache-2.0
// One pass over the names. A token is hashed once per occurrence; all that follows is counting by
// number, so the cost is linear in the text of the names.
#include "census.hpp"

#include "characters.hpp"

namespace paycheck::conventions {
namespace {

using Kind = Token::Kind;

std::uint32_t mixed(std::uint64_t hash) {
  hash *= 0x9E3779B97F4A7C15u;
  return static_cast<std::uint32_t>(hash >> 32);
}

std::uint32_t hash_of(const Token& token) {
  if (token.kind == Kind::Reference) return mixed(token.hole->identity);
  std::uint64_t hash = token.text.size();
  for (char c : token.text) {
    hash = (hash ^ static_cast<unsigned char>(lower(c))) * 0x100000001B3u;
  }
  return mixed(hash ^ (hash >> 29));
}

}  // namespace

Census::Census(std::string_view stack_id, std::size_t names)
    : token_slots_(64), pair_slots_(64), stack_id_(stack_id), names_(names) {}

void Census::add_tag(std::span<const Token> value) {
  constexpr std::size_t few = 8;  // more tokens are cheaper to hash than to compare
  if (value.empty() || value.size() > 2) return;
  std::uint32_t first = number_of(value[0]);
  std::uint32_t second = value.size() == 2 ? number_of(value[1]) : nothing;
  if (second == nothing) tokens_[first].is_tag = true;
  if (second != nothing) pairs_[pair_of(first, second, true)].is_tag = true;
  tag_tokens_.clear();
  for (std::size_t i = 0; i < std::min(few, tokens_.size()); ++i)
    tag_tokens_.push_back(tokens_[i].token);
  every_token_ |= tokens_.size() > few;
}

void Census::add_name(std::span<const Token> name) {
  bool add = newcomer_may_win();
  NameAtHand at_hand = note_gaps(++all_.names, name);
  all_.with_gap += at_hand.has_gap;
  all_.leading_gap += at_hand.leading_gap;
  all_.trailing_gap += at_hand.trailing_gap;
  numbers_.clear();
  bool after_environment = false;
  for (const Token& token : name) {
    bool counts =
        token.kind != Kind::Gap && (every_token_ || may_be_suffix(token, after_environment));
    numbers_.push_back(counts ? number_of(token, add) : nothing);
    after_environment = numbers_.back() != nothing && tokens_[numbers_.back()].is_environment;
  }
  count_tokens(at_hand);
  if (!keeps_numbers_) return;
  seen_numbers_.insert(seen_numbers_.end(), numbers_.begin(), numbers_.end());
  seen_names_.push_back({at_hand, seen_numbers_.size()});
}

/// Of pairs, those that could be a suffix by themselves and those that tags say.
void Census::count_tokens(const NameAtHand& name) {
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    if (numbers_[i] == nothing) continue;
    bool last = i + 1 == numbers_.size();
    count(tokens_[numbers_[i]].tally, name, i == 0, last);
    if (i == 0 || numbers_[i - 1] == nothing) continue;
    std::uint32_t pair =
        pair_of(numbers_[i - 1], numbers_[i], pair_may_be_suffix(numbers_[i - 1], numbers_[i]));
    if (pair != nothing) count(pairs_[pair].tally, name, i == 1, last);
  }
}

void Census::count_pairs(const std::vector<bool>& may_win) {
  std::size_t begin = 0;
  for (const auto& [name, end] : seen_names_) {
    count_pairs_of(name, std::span(seen_numbers_).subspan(begin, end - begin), may_win);
    begin = end;
  }
}

void Census::count_pairs_of(const NameAtHand& name, std::span<const std::uint32_t> numbers,
                            const std::vector<bool>& may_win) {
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    std::uint32_t first = numbers[i - 1], second = numbers[i];
    if (first == nothing || second == nothing || !may_win[first] || !may_win[second]) continue;
    if (pair_may_be_suffix(first, second)) continue;
    PairCount& pair = pairs_[pair_of(first, second, true)];
    if (!pair.is_tag) count(pair.tally, name, i == 1, i + 1 == numbers.size());
  }
}

Census::NameAtHand Census::note_gaps(std::uint32_t number, std::span<const Token> name) {
  auto is_gap = [](const Token& token) { return token.kind == Kind::Gap; };
  if (std::none_of(name.begin(), name.end(), is_gap)) return {number};
  return {number, is_gap(name.front()), is_gap(name.back()), true};
}

/// A name counts once. Where something stands twice in it, one of them may be first, one last.
void Census::count(Tally& tally, const NameAtHand& name, bool first, bool last) {
  if (tally.seen_in != name.number) {
    ++tally.names;
    tally.with_gap += name.has_gap;
    tally.leading_gap += name.leading_gap;
    tally.trailing_gap += name.trailing_gap;
    tally.seen_in = name.number;
  }
  tally.first += first;
  tally.last += last;
}

/// A token first seen now is missing in all names before that have no hole; when these are more
/// than a third of all, it can no longer be the suffix and needs no number.
bool Census::newcomer_may_win() const {
  return 3 * std::size_t{all_.names - all_.with_gap} <= names_;
}

/// Whether there may be evidence for the token, alone or as the number of an environment.
bool Census::may_be_suffix(const Token& token, bool after_environment) const {
  if (token.kind == Kind::Reference || environment_word(token.text)) return true;
  if (after_environment && has_digit(token.text)) return true;
  if (!stack_id_.empty() && lower(stack_id_.back()) == lower(token.text.back()) &&
      ends_with_word(stack_id_, token.text)) {
    return true;
  }
  return std::any_of(tag_tokens_.begin(), tag_tokens_.end(),
                     [&](const Token& known) { return same_token(known, token); });
}

bool Census::pair_may_be_suffix(std::uint32_t first, std::uint32_t second) const {
  return tokens_[first].is_environment && tokens_[second].has_digit;
}

std::uint32_t Census::number_of(const Token& token, bool add) {
  std::uint32_t hash = hash_of(token);
  std::size_t mask = token_slots_.size() - 1, at = hash & mask;
  for (; token_slots_[at].index != nothing; at = (at + 1) & mask) {
    if (token_slots_[at].hash != hash) continue;
    TokenCount& known = tokens_[token_slots_[at].index];
    if (known.token.text == token.text && same_token(known.token, token))
      return token_slots_[at].index;
    if (!same_token(known.token, token)) continue;
    known.varies = true;
    return token_slots_[at].index;
  }
  if (!add) return nothing;
  auto index = static_cast<std::uint32_t>(tokens_.size());
  token_slots_[at] = {hash, index};
  TokenCount& added = tokens_.emplace_back();
  added.token = {token.kind, texts_.copy(token.text), token.hole};
  added.is_environment = static_cast<bool>(environment_word(token.text));
  added.has_digit = has_digit(token.text);
  grow(token_slots_, tokens_.size());
  return index;
}

std::uint32_t Census::pair_of(std::uint32_t first, std::uint32_t second, bool add) {
  if (pairs_.empty() && !add) return nothing;
  std::uint32_t hash = mixed((std::uint64_t{first} << 32 | second) + 1);
  std::size_t mask = pair_slots_.size() - 1, at = hash & mask;
  for (; pair_slots_[at].index != nothing; at = (at + 1) & mask) {
    const PairCount& known = pairs_[pair_slots_[at].index];
    if (known.first == first && known.second == second) return pair_slots_[at].index;
  }
  if (!add) return nothing;
  auto index = static_cast<std::uint32_t>(pairs_.size());
  pair_slots_[at] = {hash, index};
  pairs_.push_back({first, second, false, {}});
  grow(pair_slots_, pairs_.size());
  return index;
}

void Census::grow(std::vector<Slot>& slots, std::size_t used) {
  if (used * 2 < slots.size()) return;
  std::vector<Slot> larger(slots.size() * 4);
  std::size_t mask = larger.size() - 1;
  for (const Slot& slot : slots) {
    if (slot.index == nothing) continue;
    std::size_t at = slot.hash & mask;
    while (larger[at].index != nothing) at = (at + 1) & mask;
    larger[at] = slot;
  }
  slots = std::move(larger);
}

}  // namespace paycheck::conventions
