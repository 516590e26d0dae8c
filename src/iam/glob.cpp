// SPDX-License-Identifier: Apache-2.0
// IAM's patterns: `*` is any run, `?` one character. Two questions are asked: does the pattern
// surely include the subject (holes stand for themselves), and may it (holes are stars)?

#include "glob.hpp"

#include <vector>

namespace paycheck::iam {

using terraform::Hole;
using terraform::TextPiece;
using terraform::Value;

namespace {

struct Symbol {
  enum class Kind : std::uint8_t { Char, One, Any, Hole };
  Kind kind = Kind::Char;
  char c = 0;
  bool whole = true;  // Any: may swallow colons
  const Hole* hole = nullptr;
};

// Longer patterns are not compared; AWS's quota for a whole policy is 6,144 characters.
constexpr std::size_t most_symbols = 8192;

struct Text {
  std::vector<Symbol> symbols;
  bool holes = false, too_long = false;
};

char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

Text symbols_of(const Value& value, bool ignore_case) {
  Text text;
  TextPiece single;
  std::span<const TextPiece> pieces;
  if (value.is_unknown()) {
    single = {{}, value.hole()};
    pieces = {&single, 1};
  } else if (value.kind() == Value::Kind::Text) {
    pieces = value.pieces(single);
  }
  for (const TextPiece& piece : pieces) {
    if (piece.hole) {
      text.symbols.push_back({Symbol::Kind::Hole, 0, true, piece.hole});
      text.holes = true;
      continue;
    }
    if (piece.text.size() + text.symbols.size() > most_symbols) {
      text.too_long = true;
      return text;
    }
    for (char c : piece.text) {
      auto kind = c == '*' ? Symbol::Kind::Any : c == '?' ? Symbol::Kind::One : Symbol::Kind::Char;
      text.symbols.push_back({kind, ignore_case ? folded(c) : c, true, nullptr});
    }
  }
  return text;
}

// Inside an ARN a star ends at the colon, but in the last part and at the end of a short ARN.
void bound_stars(std::vector<Symbol>& pattern) {
  int colons = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i].kind == Symbol::Kind::Char && pattern[i].c == ':') ++colons;
    if (pattern[i].kind == Symbol::Kind::Any && colons > 0 && colons < 5 && i + 1 < pattern.size())
      pattern[i].whole = false;
  }
}

bool same_hole(const Symbol& a, const Symbol& b) {
  return a.kind == Symbol::Kind::Hole && b.kind == Symbol::Kind::Hole &&
         (a.hole == b.hole || (a.hole->identity != 0 && a.hole->identity == b.hole->identity));
}

bool surely_matches(const Symbol& p, const Symbol& s) {
  if (p.kind == Symbol::Kind::One)
    return s.kind == Symbol::Kind::Char || s.kind == Symbol::Kind::One;
  if (p.kind == Symbol::Kind::Hole) return same_hole(p, s);
  return p.kind == Symbol::Kind::Char && s.kind == Symbol::Kind::Char && p.c == s.c;
}

// Row by row: which lengths of the subject the pattern so far can be.
bool surely(const std::vector<Symbol>& pattern, const std::vector<Symbol>& subject) {
  std::vector<char> row(subject.size() + 1, 0), next(subject.size() + 1);
  row[0] = 1;
  for (const Symbol& p : pattern) {
    std::fill(next.begin(), next.end(), 0);
    for (std::size_t j = 0; j <= subject.size(); ++j) {
      if (p.kind == Symbol::Kind::Any) {
        const Symbol* last = j > 0 ? &subject[j - 1] : nullptr;
        bool passable = last && (p.whole || (last->kind == Symbol::Kind::Char && last->c != ':') ||
                                 last->kind == Symbol::Kind::One ||
                                 (last->kind == Symbol::Kind::Any && !last->whole) ||
                                 last->kind == Symbol::Kind::Hole);
        next[j] = row[j] || (passable && next[j - 1]);
      } else {
        next[j] = j > 0 && row[j - 1] && surely_matches(p, subject[j - 1]);
      }
    }
    row.swap(next);
  }
  return row[subject.size()];
}

bool is_run(const Symbol& s) {
  return s.kind == Symbol::Kind::Any || s.kind == Symbol::Kind::Hole;
}

// What both begin with, holes of one identity included, is the same whatever it is.
void drop_common_begin(std::vector<Symbol>& a, std::vector<Symbol>& b) {
  std::size_t same = 0;
  while (same < a.size() && same < b.size() &&
         (same_hole(a[same], b[same]) ||
          (a[same].kind == Symbol::Kind::Char && b[same].kind == Symbol::Kind::Char &&
           a[same].c == b[same].c)))
    ++same;
  a.erase(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(same));
  b.erase(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(same));
}

// Whether some text is both.
bool possibly(std::vector<Symbol> a, std::vector<Symbol> b) {
  drop_common_begin(a, b);
  std::vector<char> row(b.size() + 1, 0), next(b.size() + 1);
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      bool can = i == 0 && j == 0;
      if (i > 0 && is_run(a[i - 1])) can = can || row[j] || (j > 0 && next[j - 1]);
      if (j > 0 && is_run(b[j - 1])) can = can || next[j - 1] || (i > 0 && row[j]);
      if (i > 0 && j > 0 && !is_run(a[i - 1]) && !is_run(b[j - 1]))
        can =
            can || (row[j - 1] && (a[i - 1].kind == Symbol::Kind::One ||
                                   b[j - 1].kind == Symbol::Kind::One || a[i - 1].c == b[j - 1].c));
      next[j] = can;
    }
    row.swap(next);
    std::fill(next.begin(), next.end(), 0);
  }
  return row[b.size()];
}

}  // namespace

Truth glob(const Value& pattern, const Value& subject, Reach reach, bool ignore_case) {
  if (pattern.is_known_text() && pattern.text() == "*") return Truth::True;
  Text p = symbols_of(pattern, ignore_case), s = symbols_of(subject, ignore_case);
  if (p.too_long || s.too_long) return Truth::Unknown;
  std::vector<Symbol> bounded = p.symbols;
  if (reach == Reach::Part) bound_stars(bounded);
  if (surely(bounded, s.symbols)) return Truth::True;
  if (!p.holes && !s.holes) {
    // Without holes the answer is open only where a star may reach past a colon.
    return reach == Reach::Part && surely(p.symbols, s.symbols) ? Truth::Unknown : Truth::False;
  }
  return possibly(p.symbols, s.symbols) ? Truth::Unknown : Truth::False;
}

}  // namespace paycheck::iam
