// SPDX-License-Identifier: Apache-2.0
// Spellings are counted for the one suffix that won, in a second pass over the names, and only if
// there is something to choose. Of spellings seen equally often the first one stands.
#include "spelling.hpp"

#include <unordered_map>

#include "characters.hpp"

namespace paycheck::conventions {
namespace {

/// Counts texts; remembers which came first.
class Votes {
 public:
  void add(std::string_view text) {
    auto [entry, is_new] = places_.try_emplace(std::string(text), counts_.size());
    if (is_new) counts_.push_back({entry->first, 0});
    ++counts_[entry->second].second;
  }
  std::string_view winner(std::string_view otherwise) const {
    auto most = std::max_element(counts_.begin(), counts_.end(),
                                 [](auto& a, auto& b) { return a.second < b.second; });
    return most == counts_.end() ? otherwise : most->first;
  }

 private:
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::pair<std::string_view, std::size_t>> counts_;
};

std::string_view between(std::string_view first, std::string_view second) {
  const char* begin = first.data() + first.size();
  return {begin, static_cast<std::size_t>(second.data() - begin)};
}

bool is_separator(std::string_view text) {
  return text.size() <= 3 && std::none_of(text.begin(), text.end(), is_word);
}

struct PairVotes {
  Votes first, second, separator;

  void add(const Token& a, const Token& b) {
    first.add(a.text);
    second.add(b.text);
    std::string_view text = between(a.text, b.text);
    if (is_separator(text)) separator.add(text);
  }
};

std::string spelled_pair(const Candidate& suffix, const std::vector<NamePieces>& names) {
  PairVotes votes;
  TokenReader reader;
  for (NamePieces name : names) {
    std::span<const Token> tokens = reader.read(name);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      if (!same_token(tokens[i], suffix.token->token) ||
          !same_token(tokens[i + 1], suffix.second->token))
        continue;
      votes.add(tokens[i], tokens[i + 1]);
      break;
    }
  }
  std::string value(votes.first.winner(suffix.token->token.text));
  value += votes.separator.winner("-");
  value += votes.second.winner(suffix.second->token.text);
  return value;
}

std::string spelled_token(const Token& suffix, const std::vector<NamePieces>& names) {
  Votes votes;
  TokenReader reader;
  for (NamePieces name : names) {
    std::span<const Token> tokens = reader.read(name);
    auto found = std::find_if(tokens.begin(), tokens.end(),
                              [&](auto& token) { return same_token(token, suffix); });
    if (found != tokens.end()) votes.add(found->text);
  }
  return std::string(votes.winner(suffix.text));
}

}  // namespace

std::string spelled(const Candidate& suffix, const std::vector<NamePieces>& names) {
  const Token& token = suffix.token->token;
  if (suffix.second) return spelled_pair(suffix, names);
  if (token.hole) return "${" + std::string(token.hole->expression) + "}";
  return suffix.token->varies ? spelled_token(token, names) : std::string(token.text);
}

}  // namespace paycheck::conventions
