// SPDX-License-Identifier: Apache-2.0
// A name carries a suffix if the suffix's tokens stand in it side by side. What known pieces do not
// show, a hole could; so no name is judged to lack a suffix while a part of it is unknown.
#include "carries.hpp"

#include "characters.hpp"
#include "environment.hpp"

namespace paycheck {
namespace conventions {
namespace {

using Kind = Token::Kind;

bool same_reference(const terraform::Hole* a, const terraform::Hole* b) {
  return a && b && a->identity != 0 && a->identity == b->identity;
}

/// A text that ends in one hole and holds nothing but letters and digits before: its hole.
const terraform::Hole* hole_after_word(NamePieces pieces) {
  if (pieces.empty() || !pieces.back().hole) return nullptr;
  for (const terraform::TextPiece& piece : pieces.first(pieces.size() - 1)) {
    if (piece.hole || !std::all_of(piece.text.begin(), piece.text.end(), is_word)) return nullptr;
  }
  return pieces.back().hole;
}

/// The environment's words in the name from its token to its number, with what stands between.
std::string_view as_written(std::span<const Token> tokens, const EnvironmentMark& mark) {
  std::string_view first = tokens[mark.begin].text, last = tokens[mark.end - 1].text;
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

/// The first environment in `name` that differs from the suffix's, as written; else empty.
std::string_view other_environment(std::span<const Token> name, std::span<const Token> suffix) {
  auto own = find_environment(suffix);
  for (auto mark = find_environment(name); mark; mark = find_environment(name, mark->end)) {
    bool same = own && own->environment == mark->environment && own->number == mark->number;
    if (!same) return as_written(name, *mark);
  }
  return {};
}

terraform::Value not_known(const terraform::Hole* hole, const Suffix& suffix, Arena& arena) {
  if (!hole) {
    terraform::Hole open;
    open.reason = terraform::Reason::SuffixOrTagsOpen;
    open.place = suffix.place;
    hole = arena.make<terraform::Hole>(open);
  }
  return terraform::Value::unknown(hole);
}

const terraform::Hole* first_hole(NamePieces pieces) {
  for (const terraform::TextPiece& piece : pieces) {
    if (piece.hole) return piece.hole;
  }
  return nullptr;
}

}  // namespace

SuffixTokens::SuffixTokens(NamePieces suffix) : tokens_(reader_->read(suffix)) {
  for (const Token& token : tokens_) joined_ += token.text;
  auto is_word_token = [](const Token& token) { return token.kind == Kind::Word; };
  if (!std::all_of(tokens_.begin(), tokens_.end(), is_word_token)) joined_.clear();
}

SuffixTokens::Match SuffixTokens::match(std::span<const Token> name, const TokenReader& read_by,
                                        NamePieces pieces) const {
  Match match;
  if (tokens_.empty()) return match;
  match.shown = std::search(name.begin(), name.end(), tokens_.begin(), tokens_.end(), same_token) !=
                    name.end() ||
                ends_without_separator(read_by, pieces);
  for (const Token& token : name) {
    match.has_gap |= token.kind == Kind::Gap;
    match.has_reference |= token.kind == Kind::Reference && !is_own(token);
  }
  return match;
}

bool SuffixTokens::is_own(const Token& token) const {
  return std::any_of(tokens_.begin(), tokens_.end(),
                     [&](const Token& own) { return same_token(own, token); });
}

bool SuffixTokens::ends_without_separator(const TokenReader& read_by, NamePieces pieces) const {
  if (is_reference()) return same_reference(hole_after_word(pieces), tokens_[0].hole);
  return !joined_.empty() && ends_with_word(read_by.single_stretch(), joined_);
}

SuffixPieces::SuffixPieces(const Suffix& suffix) {
  std::string_view value = suffix.value;
  pieces[0].text = value;
  if (!suffix.reference) return;
  std::string_view expression = suffix.reference->expression;
  std::size_t at = value.find(expression);
  bool inside =
      !expression.empty() && at != value.npos && at >= 2 && at + expression.size() < value.size();
  pieces[0].text = inside ? value.substr(0, at - 2) : std::string_view();
  pieces[1].hole = suffix.reference;
  size = pieces.size();
  pieces[2].text = inside ? value.substr(at + expression.size() + 1) : std::string_view();
}

}  // namespace conventions

using conventions::SmallTokenReader;
using conventions::SuffixPieces;
using conventions::SuffixTokens;

Truth carries(NamePieces name, const Suffix& suffix) {
  if (suffix.state != Suffix::State::Known) {
    return suffix.state == Suffix::State::None ? Truth::False : Truth::Unknown;
  }
  SuffixPieces pieces(suffix);
  SuffixTokens wanted(pieces);
  SmallTokenReader reader;
  std::span<const conventions::Token> tokens = reader->read(name);
  return wanted.match(tokens, *reader, name).truth();
}

terraform::Value stranger(NamePieces name, const Suffix& suffix, Arena& arena) {
  if (suffix.state == Suffix::State::None) return terraform::Value::absent();
  if (suffix.state == Suffix::State::Unknown) return conventions::not_known(nullptr, suffix, arena);
  SuffixPieces pieces(suffix);
  SuffixTokens wanted(pieces);
  SmallTokenReader reader;
  std::span<const conventions::Token> tokens = reader->read(name);
  switch (wanted.match(tokens, *reader, name).truth()) {
    case Truth::True:
      return terraform::Value::absent();
    case Truth::Unknown:
      return conventions::not_known(conventions::first_hole(name), suffix, arena);
    case Truth::False:
      break;
  }
  std::string_view other = conventions::other_environment(tokens, wanted.tokens());
  return other.empty() ? terraform::Value::absent() : terraform::Value::text(arena.copy(other));
}

}  // namespace paycheck
