// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "state.hpp"
#include "text_index.hpp"
#include "usual_tags.hpp"

namespace paycheck {

struct PathIndex {
  TextIndex values;   ///< of the path as it is
  TextIndex members;  ///< of it and, where it is a list, of its members, with the tails of ARNs
  std::vector<std::uint32_t> any;  ///< elements with a part that could be anything
};

struct IdentityIndex {
  TextIndex texts;
  std::vector<std::uint32_t> open;  ///< elements that have an identity which is not known
};

struct LearnedTags {
  terraform::Value usual;  ///< absent: too few resources
  std::optional<conventions::UsualSpellings> spellings;
};

}  // namespace paycheck
