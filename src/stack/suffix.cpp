// SPDX-License-Identifier: Apache-2.0
// The sources of a stack's suffix in order: what the user says, the environment variable, the tag
// that bears its name, the names. The first that speaks of this stack is the last that is asked.
#include "carries.hpp"
#include "learned_suffix.hpp"

namespace paycheck {
namespace conventions {
namespace {

using State = Suffix::State;

Suffix known(std::string_view value, std::string_view from, std::string why) {
  Suffix suffix;
  suffix.state = State::Known;
  suffix.value = value;
  suffix.from = from;
  suffix.why = std::move(why);
  return suffix;
}

Suffix none(std::string_view from, std::string why) {
  Suffix suffix;
  suffix.from = from;
  suffix.why = std::move(why);
  return suffix;
}

Suffix unknown(std::string why, const terraform::Hole* hole) {
  Suffix suffix;
  suffix.state = State::Unknown;
  suffix.from = "unknown";
  suffix.why = std::move(why);
  if (hole) suffix.place = hole->place;
  return suffix;
}

/// Whether at least one name carries the suffix; environment variables count as no holes unless
/// `references_may`. Where it is open, `hole` is what hides it.
struct Carried {
  Truth truth = Truth::False;
  const terraform::Hole* hole = nullptr;
};
Carried carried_by_any(const SuffixTokens& suffix, const std::vector<NamePieces>& names,
                       bool references_may) {
  Carried carried;
  TokenReader reader;
  for (NamePieces name : names) {
    std::span<const Token> tokens = reader.read(name);
    SuffixTokens::Match match = suffix.match(tokens, reader, name);
    if (match.shown) return {Truth::True, nullptr};
    if (carried.hole || !(match.has_gap || (references_may && match.has_reference))) continue;
    auto open =
        std::find_if(tokens.begin(), tokens.end(), [](const Token& token) { return token.hole; });
    carried = {Truth::Unknown, open->hole};
  }
  return carried;
}

Suffix from_option(const SuffixEvidence& evidence) {
  std::string_view value = evidence.option;
  std::string_view from = evidence.option_from.empty() ? "option" : evidence.option_from;
  std::string who = from == "config" ? "paycheck.json" : "--suffix";
  std::string why = who + " says " + std::string(value);
  if (value == "none") return none(from, std::move(why));
  terraform::TextPiece piece{value, nullptr};
  if (SuffixTokens(NamePieces(&piece, 1)).tokens().empty())
    return none(from, why + ", which is no suffix");
  return known(value, from, std::move(why));
}

/// Empty: the variable is not about this stack; `note` says so.
std::optional<Suffix> from_environment(const SuffixEvidence& evidence, std::string& note) {
  std::string says = "ENVIRONMENT_SUFFIX says " + std::string(evidence.environment);
  terraform::TextPiece piece{evidence.environment, nullptr};
  SuffixTokens tokens(NamePieces(&piece, 1));
  Carried carried = carried_by_any(tokens, evidence.names, false);
  if (tokens.tokens().empty()) carried = {};
  if (carried.truth == Truth::True)
    return known(evidence.environment, "environment", std::move(says));
  if (carried.truth == Truth::Unknown)
    return unknown(says + ", which no name surely carries", carried.hole);
  note = says + ", which no name carries: ignored";
  return {};
}

/// The values of the tag EnvironmentSuffix.
struct TagValues {
  std::vector<NamePieces> different;     ///< known ones, each once
  const terraform::Hole* gap = nullptr;  ///< of one that is not known
};

bool same_tokens(std::span<const Token> a, std::span<const Token> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_token);
}

TagValues read_values(const std::vector<NamePieces>& tags) {
  constexpr std::size_t enough = 4;  // to tell that they differ, and how
  TagValues values;
  TokenReader reader, other;
  for (NamePieces tag : tags) {
    std::span<const Token> tokens = reader.read(tag);
    if (!values.gap) values.gap = reader.first_gap();
    if (reader.first_gap() || values.different.size() == enough) continue;
    bool seen =
        std::any_of(values.different.begin(), values.different.end(),
                    [&](NamePieces known) { return same_tokens(other.read(known), tokens); });
    if (!seen) values.different.push_back(tag);
  }
  return values;
}

const terraform::Hole* reference_in(NamePieces pieces) {
  for (const terraform::TextPiece& piece : pieces) {
    if (piece.hole) return piece.hole;
  }
  return nullptr;
}

/// `a and b`; `a, b and others` where there are more than three.
std::string listed(const std::vector<NamePieces>& values) {
  std::string text = terraform::to_string(values[0]);
  for (std::size_t i = 1; i < values.size(); ++i) {
    bool last = i + 1 == values.size();
    text += last ? " and " : ", ";
    text += i == 3 ? "others" : terraform::to_string(values[i]);
  }
  return text;
}

Suffix from_differing(const TagValues& values) {
  std::size_t literal = 0;
  const terraform::Hole* hole = values.gap;
  for (NamePieces value : values.different) {
    const terraform::Hole* reference = reference_in(value);
    if (!reference) ++literal;
    if (!hole) hole = reference;
  }
  std::string why = "EnvironmentSuffix says " + listed(values.different);
  return literal > 1 ? none("tag", std::move(why)) : unknown(std::move(why), hole);
}

Suffix from_tags(const SuffixEvidence& evidence) {
  TagValues values = read_values(evidence.suffix_tags);
  if (values.different.empty())
    return unknown("the value of EnvironmentSuffix is not known", values.gap);
  if (values.different.size() > 1) return from_differing(values);
  NamePieces value = values.different[0];
  std::string text = terraform::to_string(value);
  if (text.empty()) text = "\"\"";
  SuffixTokens tokens(value);
  Carried carried = carried_by_any(tokens, evidence.names, true);
  if (tokens.tokens().empty()) carried = {};
  if (carried.truth == Truth::False) return none("tag", "no name carries " + text);
  if (values.gap)
    return unknown("not all EnvironmentSuffix tags are known to say " + text, values.gap);
  if (carried.truth == Truth::Unknown)
    return unknown("no name surely carries " + text, carried.hole);
  bool single = evidence.suffix_tags.size() == 1;
  Suffix suffix = known(
      text, "tag",
      (single ? "the EnvironmentSuffix tag says " : "all EnvironmentSuffix tags say ") + text);
  suffix.reference = reference_in(value);
  return suffix;
}

}  // namespace
}  // namespace conventions

Suffix learn_suffix(const SuffixEvidence& evidence) {
  using namespace conventions;
  if (!evidence.option.empty()) return from_option(evidence);
  std::string note;
  if (!evidence.environment.empty()) {
    if (std::optional<Suffix> suffix = from_environment(evidence, note)) return *suffix;
  }
  Suffix suffix = evidence.suffix_tags.empty() ? learn_from_names(evidence) : from_tags(evidence);
  suffix.note = std::move(note);
  return suffix;
}

}  // namespace paycheck
