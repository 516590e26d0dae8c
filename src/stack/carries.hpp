// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// Whether names carry one suffix.

#include <array>

#include "tokens.hpp"

namespace paycheck::conventions {

/// A suffix, read once, against which many names are held.
class SuffixTokens {
 public:
  /// `suffix` must outlive it.
  explicit SuffixTokens(NamePieces suffix);
  std::span<const Token> tokens() const { return tokens_; }

  /// What a name shows of the suffix.
  struct Match {
    bool shown = false;          ///< known pieces show it
    bool has_gap = false;        ///< a hole could
    bool has_reference = false;  ///< another environment variable could have its value
    Truth truth() const {
      return shown ? Truth::True : has_gap || has_reference ? Truth::Unknown : Truth::False;
    }
  };
  Match match(std::span<const Token> name, const TokenReader& read_by, NamePieces pieces) const;

 private:
  bool ends_without_separator(const TokenReader& read_by, NamePieces pieces) const;
  bool is_own(const Token& token) const;
  bool is_reference() const {
    return tokens_.size() == 1 && tokens_[0].kind == Token::Kind::Reference;
  }

  SmallTokenReader reader_;
  std::span<const Token> tokens_;
  std::string joined_;  ///< the words without separators; empty if one is a reference
};

/// The text of a known suffix as pieces: its reference, if it has one, is a hole again.
struct SuffixPieces {
  explicit SuffixPieces(const Suffix& suffix);
  operator NamePieces() const { return NamePieces(pieces).first(size); }
  std::array<terraform::TextPiece, 3> pieces;
  std::size_t size = 1;
};

}  // namespace paycheck::conventions
