// SPDX-License-Identifier: Apache-2.0
// Regular expressions as Terraform has them: RE2's syntax
// (https://github.com/google/re2/wiki/Syntax) with names of groups as Go reads them.
#pragma once

#include <re2/re2.h>

#include <memory>

#include "functions.hpp"

namespace paycheck::expression {

struct Pattern {
  std::unique_ptr<re2::RE2> program;
  std::vector<std::string> names;  ///< of each group, empty for one without

  std::size_t groups() const { return names.size(); }
};

/// Otherwise why the call has no value: the text, which is `argument`, is no pattern (in RE2's
/// words), or one too large.
std::variant<Pattern, Outcome> compile(std::string_view text, int argument, Context& context);

/// Begin and size of the match and of each group; a group that took no part has no data.
using Match = std::vector<re2::StringPiece>;

/// All matches from left to right, without overlap and without an empty one right behind another.
/// Stops where `found` returns false.
template <class Found>
void for_each_match(const Pattern& pattern, std::string_view text, Found found) {
  re2::StringPiece all(text.data(), text.size());
  Match match(pattern.groups() + 1);
  std::size_t at = 0, last_end = text.npos;
  while (at <= text.size()) {
    if (!pattern.program->Match(all, at, all.size(), re2::RE2::UNANCHORED, match.data(),
                                static_cast<int>(match.size())))
      return;
    auto begin = static_cast<std::size_t>(match[0].data() - text.data());
    std::size_t end = begin + match[0].size();
    bool behind_another = match[0].empty() && begin == last_end;
    if (end == at)
      for (++at; at < text.size() && (text[at] & 0xC0) == 0x80;) ++at;
    else
      at = end;
    last_end = end;
    if (!behind_another && !found(match)) return;
  }
}

}  // namespace paycheck::expression
