// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// Which tag keys a stack's resources usually carry, and how they spell them.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace paycheck::conventions {

/// The tag keys of taggable resources that are tagged alike, from their provider and their own.
struct CarriedKeys {
  std::vector<std::string_view> keys;  ///< those that each surely carries
  bool open = false;                   ///< they may carry others too
  std::size_t resources = 1;           ///< how many are tagged so
};

/// Keys that at least nine of ten resources surely carry, in alphabetical order, without `Name` and
/// `aws:*`. Empty optional: fewer than eight resources, too few to learn from.
std::optional<std::vector<std::string_view>> usual_keys(std::span<const CarriedKeys> resources);

/// How a key is usually spelled.
class UsualSpellings {
 public:
  /// `default_keys`: the keys that `default_tags` of provider configurations write. Views must live
  /// on.
  UsualSpellings(std::span<const CarriedKeys> resources,
                 std::span<const std::string_view> default_keys);

  struct Spelling {
    enum class State : std::uint8_t { Known, Unseen, Unknown };
    State state = State::Unseen;
    std::string_view text;  ///< Known
  };
  /// Unseen: no resource surely carries the key in any spelling. Unknown: two spellings are as
  /// common, or tags that are not seen could make them so.
  Spelling of(std::string_view key) const;

 private:
  std::unordered_map<std::string, Spelling> by_folded_key_;
};

}  // namespace paycheck::conventions
