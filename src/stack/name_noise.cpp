// SPDX-License-Identifier: Apache-2.0
// Region names are recognised by their shape (area, optional part, direction, number), so that a
// region of tomorrow is one too. Areas are listed: `qa-east-1` is no region.
#include "name_noise.hpp"

#include <array>

#include "characters.hpp"
#include "paycheck/stack.hpp"

namespace paycheck::conventions {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](auto known) { return same_word(word, known); });
}

/// The stretch of letters and digits at `at`.
std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(std::min(at, text.size()), end - std::min(at, text.size()));
}

/// Steps over `word` and the dash behind it.
bool step(std::string_view text, std::size_t& at, std::string_view word) {
  at += word.size();
  if (at >= text.size() || text[at] != '-') return false;
  ++at;
  return true;
}

}  // namespace

bool is_region_area(std::string_view word) {
  static constexpr std::array<std::string_view, 11> areas = {"us", "eu", "ap", "sa", "ca",  "me",
                                                             "af", "il", "mx", "cn", "eusc"};
  return (word.size() == 2 || word.size() == 4) && is_one_of(word, areas);
}

bool is_region_part(std::string_view word) {
  static constexpr std::array<std::string_view, 6> parts = {"gov",  "iso",  "isob",
                                                            "isoe", "isof", "de"};
  return word.size() <= 4 && is_one_of(word, parts);
}

bool is_region_direction(std::string_view word) {
  static constexpr std::array<std::string_view, 9> directions = {
      "north",     "south",     "east",      "west",     "central",
      "northeast", "northwest", "southeast", "southwest"};
  return word.size() >= 4 && word.size() <= 9 && is_one_of(word, directions);
}

bool is_region_number(std::string_view word) {
  return (word.size() == 1 || (word.size() == 2 && (is_lower(word[1]) || is_upper(word[1])))) &&
         is_digit(word[0]);
}

std::size_t region_length(std::string_view text) {
  std::size_t at = 0;
  std::size_t dash = text.size() > 2 && text[2] == '-' ? 2 : 4;
  if (text.size() <= dash || text[dash] != '-') return 0;
  std::string_view word = text.substr(0, dash);
  if (!is_region_area(word) || !step(text, at, word)) return 0;
  word = word_at(text, at);
  if (is_region_part(word)) {
    if (!step(text, at, word)) return 0;
    word = word_at(text, at);
  }
  if (!is_region_direction(word) || !step(text, at, word)) return 0;
  word = word_at(text, at);
  return is_region_number(word) ? at + word.size() : 0;
}

Prefix leading_prefix(std::string_view text, bool hole_after) {
  constexpr std::string_view alias = "alias/", aws = "/aws/", vended = "vendedlogs/";
  if (text.starts_with(alias)) return {alias.size()};
  if (!text.starts_with(aws)) return {};
  std::size_t service = aws.size();
  if (text.substr(service).starts_with(vended)) service += vended.size();
  std::size_t end = text.find('/', service);
  if (end == text.npos) return hole_after ? Prefix{text.size(), true} : Prefix{};
  // A word that is an environment is no service: `/aws/dev/key` is a name that somebody chose.
  bool is_service = end > service && environment_class(text.substr(service, end - service)).empty();
  return {is_service ? end + 1 : 0};
}

}  // namespace paycheck::conventions
