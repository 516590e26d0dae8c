// SPDX-License-Identifier: Apache-2.0
// The names are counted once; then the classes of evidence are asked in order. The first class with
// something that may win decides: one sure winner, of which every other candidate is part, is the
// suffix. Where something unknown stands in the way of that, so is the suffix.
#include "learned_suffix.hpp"

#include "candidates.hpp"
#include "spelling.hpp"

namespace paycheck::conventions {
namespace {

using State = Suffix::State;

Suffix none(std::string why) {
  Suffix suffix;
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

std::string count_of(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

bool same_literal(NamePieces a, NamePieces b) {
  return a.size() == 1 && b.size() == 1 && !a[0].hole && !b[0].hole && a[0].text == b[0].text;
}

/// The names, counted, and the evidence beside them.
struct Observed {
  Census census;
  Context context;
  std::vector<Candidate> candidates;
  const terraform::Hole* hole = nullptr;  ///< the first that stands in the way

  explicit Observed(const SuffixEvidence& evidence)
      : census(evidence.stack_id, evidence.names.size()) {
    context.stack_id = evidence.stack_id;
    const terraform::Hole* tag_hole = read_tags(evidence.environment_tags);
    if (context.open_tag) census.add_open_tag();
    TokenReader reader;
    for (NamePieces name : evidence.names) {
      census.add_name(reader.read(name));
      if (!hole) hole = reader.first_gap();
    }
    if (!hole) hole = tag_hole;
    // Both tokens of a pair that may win may win too: with them known, few pairs are left to count.
    if (context.open_tag) census.count_pairs(tokens_that_may_win(census));
    candidates = may_win(census);
  }

 private:
  const terraform::Hole* read_tags(const std::vector<NamePieces>& tags) {
    const terraform::Hole* open = nullptr;
    TokenReader reader;
    for (std::size_t i = 0; i < tags.size(); ++i) {
      if (i > 0 && same_literal(tags[i], tags[i - 1])) continue;
      std::span<const Token> value = reader.read(tags[i]);
      auto not_word =
          std::find_if(value.begin(), value.end(), [](const Token& token) { return token.hole; });
      if (not_word != value.end()) {
        context.open_tag = true;
        if (!open) open = not_word->hole;
        continue;
      }
      if (auto mark = find_environment(value)) context.tag_classes |= class_bit(mark->environment);
      census.add_tag(value);
    }
    return open;
  }
};

/// Whether something in `all` could be the suffix, were all that is unknown in its favour: every
/// sure winner would have to be part of it.
bool one_could_be(const std::vector<Candidate>& all) {
  std::vector<const Candidate*> sure;
  for (const Candidate& candidate : all) {
    if (candidate.sure() == Truth::True) sure.push_back(&candidate);
    if (sure.size() > 3) return false;  // a pair has two parts
  }
  return std::any_of(all.begin(), all.end(), [&](const Candidate& whole) {
    return std::all_of(sure.begin(), sure.end(),
                       [&](auto part) { return part->is_part_of(whole); });
  });
}

const Candidate& longest(const std::vector<Candidate>& all) {
  auto is_better = [](const Candidate& a, const Candidate& b) {
    if (!a.second != !b.second) return a.second != nullptr;
    return a.sure() > b.sure();
  };
  return *std::min_element(all.begin(), all.end(), is_better);
}

std::string text_of(const Candidate& candidate) {
  const Token& token = candidate.token->token;
  if (token.hole) return "${" + std::string(token.hole->expression) + "}";
  std::string text(token.text);
  return candidate.second ? text + "-" + std::string(candidate.second->token.text) : text;
}

std::string why_unknown(const Candidate& best, const Candidate* rival, std::size_t names) {
  std::string text = text_of(best);
  if (best.wins != Truth::True) {
    return "only " + std::to_string(best.tally.names) + " of " + count_of(names, "name") +
           " surely carry " + text;
  }
  if (best.evidence != Truth::True) return "whether " + text + " names an environment is not known";
  return rival ? text_of(*rival) + " may be the suffix as well as " + text : "";
}

/// What a class with these candidates says.
Suffix decide(const std::vector<Candidate>& all, const Observed& observed,
              const SuffixEvidence& evidence) {
  const Candidate& best = longest(all);
  auto rival =
      std::find_if(all.begin(), all.end(), [&](auto& other) { return !other.is_part_of(best); });
  const Candidate* other = rival == all.end() ? nullptr : &*rival;
  std::size_t names = evidence.names.size();
  if (best.sure() == Truth::True && !other) {
    Suffix suffix;
    suffix.state = State::Known;
    suffix.from = "names";
    suffix.why = std::to_string(best.tally.names) + " of " + count_of(names, "name") + " carry it";
    suffix.value = spelled(best, evidence.names);
    suffix.reference = best.token->token.hole;
    return suffix;
  }
  if (one_could_be(all)) return unknown(why_unknown(best, other, names), observed.hole);
  std::vector<std::string> sure;
  for (const Candidate& candidate : all) {
    if (candidate.sure() == Truth::True && sure.size() < 2) sure.push_back(text_of(candidate));
  }
  return none("most names carry " + sure.front() + " and " + sure.back() + " alike");
}

std::string why_too_few(std::size_t names) {
  return names == 0 ? "no names" : "only " + count_of(names, "name");
}

}  // namespace

Suffix learn_from_names(const SuffixEvidence& evidence) {
  std::size_t names = evidence.names.size();
  if (names < 3) return none(why_too_few(names));
  Observed observed(evidence);
  const Tally& all = observed.census.all();
  if (all.with_gap >= 3 && std::size_t{3} * all.with_gap >= 2 * names) {
    return unknown(
        std::to_string(all.with_gap) + " of " + count_of(names, "name") + " are not fully known",
        observed.hole);
  }
  for (Evidence kind : all_evidence) {
    std::vector<Candidate> of_class;
    for (Candidate candidate : observed.candidates) {
      candidate.evidence = evidence_of(candidate, kind, all, observed.context);
      if (candidate.evidence != Truth::False) of_class.push_back(candidate);
    }
    if (!of_class.empty()) return decide(of_class, observed, evidence);
  }
  return none("no environment suffix found in " + count_of(names, "name"));
}

}  // namespace paycheck::conventions
