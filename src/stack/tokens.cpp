// SPDX-License-Identifier: Apache-2.0
// A name is runs of literal text between holes. A run falls into stretches of letters and digits,
// a stretch into words. What touches a hole belongs to it, and so do pieces of a region name beside
// it: the hole may complete them to a region, which is no token.
#include "tokens.hpp"

#include "characters.hpp"
#include "name_noise.hpp"

namespace paycheck::conventions {
namespace {

using Kind = Token::Kind;

bool is(const std::pmr::vector<Token>& tokens, std::size_t at, bool (*part)(std::string_view)) {
  return at < tokens.size() && tokens[at].kind == Kind::Word && part(tokens[at].text);
}
bool is_gap(const std::pmr::vector<Token>& tokens, std::size_t at) {
  return at < tokens.size() && tokens[at].kind == Kind::Gap;
}

/// The first of the tokens before the gap that may begin a region. (Below 0 wraps: no such token.)
std::size_t region_before(const std::pmr::vector<Token>& tokens, std::size_t gap) {
  std::size_t at = gap - 1;
  if (is(tokens, at, is_region_direction)) --at;
  if (is(tokens, at, is_region_part)) --at;
  if (is(tokens, at, is_region_area)) return at;
  return is_gap(tokens, at) ? at + 1 : gap;
}

/// One past the last of the tokens after the gap that may end a region.
std::size_t region_after(const std::pmr::vector<Token>& tokens, std::size_t gap) {
  std::size_t at = gap + 1;
  if (is(tokens, at, is_region_part)) ++at;
  if (is(tokens, at, is_region_direction)) ++at;
  if (is(tokens, at, is_region_number)) return at + 1;
  return is_gap(tokens, at) ? at : gap + 1;
}

void leave_to_gaps(std::pmr::vector<Token>& tokens) {
  constexpr Token left_to_gap{Kind::Gap, {}, nullptr};
  for (std::size_t gap = 0; gap < tokens.size(); ++gap) {
    if (tokens[gap].kind != Kind::Gap || !tokens[gap].hole) continue;
    for (std::size_t i = region_before(tokens, gap); i < gap; ++i) {
      if (tokens[i].kind == Kind::Word) tokens[i] = left_to_gap;
    }
    for (std::size_t i = region_after(tokens, gap); i-- > gap + 1;) {
      if (tokens[i].kind == Kind::Word) tokens[i] = left_to_gap;
    }
  }
  std::erase_if(tokens, [](const Token& token) { return token.kind == Kind::Gap && !token.hole; });
}

}  // namespace

bool same_token(const Token& a, const Token& b) {
  if (a.kind != b.kind || a.kind == Kind::Gap) return false;
  return a.kind == Kind::Word ? same_word(a.text, b.text) : a.hole->identity == b.hole->identity;
}

TokenReader::TokenReader(std::pmr::memory_resource* memory) : joined_(memory), tokens_(memory) {
  tokens_.reserve(16);
}

std::span<const Token> TokenReader::read(NamePieces name) {
  tokens_.clear();
  joined_.clear();
  stretches_ = 0;
  touches_next_ = left_out_ = has_gap_ = false;
  std::size_t at = 0;
  while (at < name.size()) {
    if (!name[at].hole) {
      at = read_run(name, at);
    } else {
      add_hole(name[at].hole, touches_next_ || (at > 0 && name[at - 1].hole));
      touches_next_ = at + 1 < name.size() && name[at + 1].hole;
      if (touches_next_) make_gap(tokens_.back());
      ++at;
    }
  }
  if (has_gap_) leave_to_gaps(tokens_);
  return tokens_;
}

std::string_view TokenReader::single_stretch() const {
  if (stretches_ != 1 || left_out_ || tokens_.empty()) return {};
  for (const Token& token : tokens_) {
    if (token.kind != Kind::Word) return {};
  }
  const char* begin = tokens_.front().text.data();
  std::string_view last = tokens_.back().text;
  return {begin, static_cast<std::size_t>(last.data() + last.size() - begin)};
}

const terraform::Hole* TokenReader::first_gap() const {
  for (const Token& token : tokens_) {
    if (token.kind == Kind::Gap) return token.hole;
  }
  return nullptr;
}

/// Reads the literal pieces from `at` on; returns the place behind them.
std::size_t TokenReader::read_run(NamePieces name, std::size_t at) {
  std::size_t end = at + 1;
  while (end < name.size() && !name[end].hole) ++end;
  Run run{end == at + 1 ? name[at].text : join(name, at, end), at > 0, end < name.size()};
  if (at == 0) {
    Prefix prefix = leading_prefix(run.text, run.hole_after);
    run.text.remove_prefix(prefix.length);
    touches_next_ = prefix.open;
  } else if (run.text.empty() && run.hole_after) {
    touches_next_ = true;
    make_gap(tokens_.back());
  }
  split(run);
  return end;
}

/// Joined text never moves while a name is read: views into it are given out.
std::string_view TokenReader::join(NamePieces name, std::size_t from, std::size_t to) {
  if (joined_.empty()) {
    std::size_t size = 0;
    for (std::size_t i = from; i < name.size(); ++i) size += name[i].text.size();
    joined_.reserve(size);
  }
  std::size_t begin = joined_.size();
  for (std::size_t i = from; i < to; ++i) joined_ += name[i].text;
  return std::string_view(joined_).substr(begin);
}

void TokenReader::add_hole(const terraform::Hole* hole, bool touched) {
  bool reference = hole->environment && hole->identity != 0 && !touched;
  tokens_.push_back({reference ? Kind::Reference : Kind::Gap, {}, hole});
  has_gap_ |= !reference;
}

void TokenReader::make_gap(Token& token) {
  token.kind = Kind::Gap;
  has_gap_ = true;
}

void TokenReader::split(const Run& run) {
  std::size_t at = 0;
  while (at < run.text.size()) {
    if (!is_word(run.text[at])) {
      ++at;
      continue;
    }
    std::size_t region = at == 0 && run.hole_before ? 0 : region_length(run.text.substr(at));
    if (region > 0 && !(run.hole_after && at + region == run.text.size())) {
      left_out_ = true;
      at += region;
    } else {
      ++stretches_;
      at = split_stretch(run, at);
    }
  }
}

/// Splits one stretch at changes of case and account numbers; returns its end.
std::size_t TokenReader::split_stretch(const Run& run, std::size_t begin) {
  constexpr std::size_t account_digits = 12;
  std::string_view text = run.text;
  std::size_t at = begin;
  while (at < text.size() && is_word(text[at])) {
    if (is_digit(text[at])) {
      std::size_t end = at;
      while (end < text.size() && is_digit(text[end])) ++end;
      bool whole = !(run.hole_before && at == 0) && !(run.hole_after && end == text.size());
      if (whole && end - at == account_digits) {
        add_word(run, begin, at);
        begin = end;
        left_out_ = true;
      }
      at = end;
      continue;
    }
    if (is_upper(text[at]) && at > begin && is_lower(text[at - 1])) {
      add_word(run, begin, at);
      begin = at;
    }
    ++at;
  }
  add_word(run, begin, at);
  return at;
}

void TokenReader::add_word(const Run& run, std::size_t begin, std::size_t end) {
  if (begin == end) return;
  bool touches_before = run.hole_before && begin == 0;
  bool touches_after = run.hole_after && end == run.text.size();
  if (touches_before) make_gap(tokens_.back());
  if (touches_after) touches_next_ = true;
  if (touches_before || touches_after) return;
  tokens_.push_back({Kind::Word, run.text.substr(begin, end - begin), nullptr});
}

}  // namespace paycheck::conventions
