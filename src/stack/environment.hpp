// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// The words by which people name environments.

#include "tokens.hpp"

namespace paycheck::conventions {

/// What a token says as an environment word, its digits aside.
struct EnvironmentWord {
  std::string_view environment;  ///< class: `dev`; empty: no environment word
  std::string_view number;       ///< digits at its end: `2` of `qa2`
  bool ambiguous = false;        ///< means other things too: `test`, `live`
  bool needs_number = false;     ///< `pr` says nothing without one
  explicit operator bool() const { return !environment.empty(); }
};
EnvironmentWord environment_word(std::string_view token);

/// An environment named in a row of tokens: `dev`, `qa2`, `pr-17`.
struct EnvironmentMark {
  std::string_view environment;
  std::string_view number;
  std::size_t begin = 0, end = 0;  ///< tokens
};
/// The first one at or behind `from`.
std::optional<EnvironmentMark> find_environment(std::span<const Token> tokens,
                                                std::size_t from = 0);

/// The classes as a set of bits, for what several tags say together.
std::uint32_t class_bit(std::string_view environment);

}  // namespace paycheck::conventions
