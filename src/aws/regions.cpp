// SPDX-License-Identifier: Apache-2.0
// Names of regions, by form: an area, a direction, a number. A list of today's regions would call
// tomorrow's a mistake. Areas are a closed set, so that `pay-east-1` is no region.

#include <algorithm>

#include "paycheck/aws.hpp"

namespace paycheck::aws {
namespace {

// Longer ones first: `us-gov` before `us`. The last rows are the isolated partitions and the
// European Sovereign Cloud.
constexpr std::string_view areas[] = {
    "us-gov", "us-isob", "us-isof", "us-iso", "eu-isoe", "eusc-de", "us", "eu",
    "ap",     "sa",      "ca",      "me",     "af",      "il",      "mx", "cn",
};
constexpr std::string_view directions[] = {
    "northeast", "northwest", "southeast", "southwest", "central", "north", "south", "east", "west",
};

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Length of a region's name at the begin of `text`; 0 if there is none.
std::size_t region_length(std::string_view text) {
  for (std::string_view area : areas) {
    std::size_t at = area.size();
    if (!text.starts_with(area) || at >= text.size() || text[at] != '-') continue;
    for (std::string_view direction : directions) {
      if (!text.substr(at + 1).starts_with(direction)) continue;
      std::size_t number = at + 1 + direction.size() + 1;
      if (number >= text.size() || text[number - 1] != '-' || !is_digit(text[number])) break;
      return number + 1;
    }
  }
  return 0;
}

/// A local zone's middle: `-bos-1` of us-east-1-bos-1a, `-wl1-bos-wlz-1` of Wavelength has no
/// letter.
bool is_local_zone(std::string_view rest) {
  return rest.size() == 7 && rest[0] == '-' && is_letter(rest[1]) && is_letter(rest[2]) &&
         is_letter(rest[3]) && rest[4] == '-' && is_digit(rest[5]) && is_letter(rest[6]);
}

/// Letters and digits only, in lower case; empty if anything but `-` and `_` is between them.
std::string squeezed(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_letter(c) || is_digit(c))
      result += c;
    else if (c != '-' && c != '_')
      return {};
  }
  return result;
}

}  // namespace

bool is_region(std::string_view text) {
  return !text.empty() && region_length(text) == text.size();
}

bool is_zone(std::string_view text) {
  std::size_t region = region_length(text);
  if (region == 0) return false;
  std::string_view rest = text.substr(region);
  return (rest.size() == 1 && is_letter(rest[0])) || is_local_zone(rest);
}

std::string region_of_alias(std::string_view alias) {
  if (alias.size() > 24) return {};
  std::string word = squeezed(alias);
  for (std::string_view area : areas) {
    std::string start = squeezed(area);
    if (!word.starts_with(start)) continue;
    std::string_view rest = std::string_view(word).substr(start.size());
    for (std::string_view direction : directions) {
      if (!rest.starts_with(direction) || rest.size() != direction.size() + 1 ||
          !is_digit(rest.back()))
        continue;
      return std::string(area) + "-" + std::string(direction) + "-" + rest.back();
    }
  }
  return {};
}

}  // namespace paycheck::aws
