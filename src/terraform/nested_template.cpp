// SPDX-License-Identifier: Apache-2.0
// Templates inside expressions (quoted strings, heredocs) and the directives of all templates. A
// directive that opens a block leaves a frame on the stack, which its end takes away.
#include "lexer.hpp"
#include "scanner.hpp"

namespace paycheck::terraform {
namespace {

constexpr std::string_view unclosed_block = "a string ends inside a directive";

// At a `$` or `%`: how many bytes of an escape (`$${`) stand there, else 0.
std::size_t escape_size(std::string_view text, std::size_t at) {
  return char_at(text, at + 1) == text[at] && char_at(text, at + 2) == '{' ? 3 : 0;
}

}  // namespace

bool Scanner::read_quoted() {
  while (at_ < text_.size()) {
    char c = text_[at_];
    if (c == '"') {
      if (top().kind != Kind::Quoted) return fail(unclosed_block, top().open);
      ++at_;
      close_string();
      return true;
    }
    if (c == '\n') return fail("line break inside quotes", at_);
    if (c == '\\') {
      at_ = std::min(at_ + 2, text_.size());
    } else if ((c == '$' || c == '%') && char_at(text_, at_ + 1) == '{') {
      return open_sequence(at_);
    } else if (c == '$' || c == '%') {
      at_ += std::max<std::size_t>(1, escape_size(text_, at_));
    } else {
      ++at_;
    }
  }
  return true;
}

bool Scanner::open_heredoc() {
  if (char_at(text_, at_ + 1) != '<') return false;
  std::size_t begin = at_ + (char_at(text_, at_ + 2) == '-' ? 3u : 2u);
  std::size_t end = identifier_end(text_, begin);
  std::size_t line = end + (char_at(text_, end) == '\r' ? 1u : 0u);
  if (end == begin || char_at(text_, line) != '\n') return false;
  if (!push(Kind::Heredoc, at_)) return true;
  top().names[0] = text_.substr(begin, end - begin);
  top().line_start = true;
  at_ = line + 1;
  return true;
}

// At the start of a line: whether it is the heredoc's last.
bool Scanner::read_marker() {
  top().line_start = false;
  std::size_t end = text_.find('\n', at_);
  if (end == std::string_view::npos) {
    at_ = text_.size();
    return false;
  }
  if (trim(text_.substr(at_, end - at_)) != top().names[0]) return false;
  at_ = end;
  return true;
}

bool Scanner::read_heredoc() {
  while (at_ < text_.size()) {
    if (top().line_start && read_marker()) {
      if (top().kind != Kind::Heredoc) return fail(unclosed_block, top().open);
      close_string();
      return true;
    }
    if (at_ == text_.size()) break;
    char c = text_[at_];
    if ((c == '$' || c == '%') && char_at(text_, at_ + 1) == '{') return open_sequence(at_);
    if (c == '\n') top().line_start = true;
    at_ += c == '$' || c == '%' ? std::max<std::size_t>(1, escape_size(text_, at_)) : 1;
  }
  return true;
}

void Scanner::close_string() {
  pop();
  operand();
}

bool Scanner::open_sequence(std::size_t open) {
  top().line_start = false;
  bool directive = text_[open] == '%';
  if (!push(directive ? Kind::Directive : Kind::Interpolation, open)) return false;
  at_ = open + 2;
  if (char_at(text_, at_) == '~') {
    top().strips_before = true;
    ++at_;
  }
  return !directive || open_directive(top());
}

bool Scanner::open_directive(Frame& frame) {
  constexpr std::string_view words[] = {"if", "else", "endif", "for", "endfor"};
  at_ = skip_blank(text_, at_, true);
  std::size_t end = identifier_end(text_, at_);
  std::string_view word = text_.substr(at_, end - at_);
  for (std::size_t i = 0; i < std::size(words); ++i)
    if (words[i] == word) frame.keyword = static_cast<Keyword>(i + 1);
  if (frame.keyword == Keyword::None) {
    bool closed = end < text_.size();
    return fail(closed ? "no directive after '%{'" : "unclosed '%{'", frame.open);
  }
  at_ = end;
  return frame.keyword != Keyword::For || read_for_header(frame);
}

bool Scanner::close_directive(const Frame& frame) {
  Keyword keyword = frame.keyword;
  bool opens = keyword == Keyword::If || keyword == Keyword::For;
  if (opens != (frame.operands > 0)) return fail("malformed directive", frame.open);
  if (opens) {
    Kind host =
        top().kind == Kind::IfBlock || top().kind == Kind::ForBlock ? top().host : top().kind;
    std::string_view marker = top().names[0];
    if (!push(keyword == Keyword::If ? Kind::IfBlock : Kind::ForBlock, frame.open)) return false;
    top().host = host;
    if (keyword == Keyword::For) bind(frame);
    if (host == Kind::Heredoc) top().names[0] = marker;
    return true;
  }
  Kind expected = keyword == Keyword::EndFor ? Kind::ForBlock : Kind::IfBlock;
  if (top().kind != expected) return fail("a directive ends that is not open", frame.open);
  if (keyword == Keyword::Else) return true;
  pop();
  top().line_start = false;
  return true;
}

}  // namespace paycheck::terraform
