// SPDX-License-Identifier: Apache-2.0
// References: the first words make the address, the rest are steps. An index that is an expression
// interrupts its traversal, which goes on when the bracket closes.
#include <algorithm>

#include "address.hpp"
#include "lexer.hpp"
#include "scanner.hpp"

namespace paycheck::terraform {
namespace {

// Where the quoted string that opens at `open` ends; npos if it holds a template or does not end.
std::size_t plain_string_end(std::string_view text, std::size_t open) {
  for (std::size_t at = open + 1; at < text.size(); ++at) {
    char c = text[at];
    if (c == '"') return at + 1;
    if (c == '\n') break;
    if (c == '\\') ++at;
    bool marker = c == '$' || c == '%';
    if (marker && char_at(text, at + 1) == '{') break;
    if (marker && text.substr(at + 1, 2) == (c == '$' ? "${" : "%{")) at += 2;
  }
  return std::string_view::npos;
}

}  // namespace

bool Scanner::read_name() {
  std::size_t begin = at_;
  std::size_t end = identifier_end(text_, begin);
  std::string_view word = text_.substr(begin, end - begin);
  Frame& frame = top();
  bool in_loop = frame.kind == Kind::ForTuple || frame.kind == Kind::ForObject;
  if (in_loop && after_operand_ && word == "if") return operators(2), true;
  std::size_t next = skip_blank(text_, end, frame.kind != Kind::Object);
  if (char_at(text_, next) == '(' || text_.substr(next, 2) == "::") return read_call(next);
  at_ = end;
  if (word == "true" || word == "false" || word == "null") return operand(), true;
  begin_traversal(word, begin);
  return go_on();
}

// `f(`, `core::f(`, `provider::p::f(`.
bool Scanner::read_call(std::size_t end) {
  while (text_.substr(end, 2) == "::") {
    end = skip_blank(text_, end + 2, false);
    std::size_t word = identifier_end(text_, end);
    if (word == end) return fail("expected a name after '::'", end);
    end = skip_blank(text_, word, false);
  }
  if (char_at(text_, end) != '(') return fail("expected '(' after a function's name", end);
  at_ = end + 1;
  return push(Kind::Call, end);
}

bool Scanner::is_bound(std::string_view name) const {
  return std::find(bound_.rbegin(), bound_.rend(), name) != bound_.rend();
}

std::optional<std::string_view> Scanner::read_word() {
  bool newlines = top().kind != Kind::Object;
  std::size_t dot = skip_blank(text_, at_, newlines);
  if (char_at(text_, dot) != '.') return {};
  std::size_t begin = skip_blank(text_, dot + 1, newlines);
  std::size_t end = identifier_end(text_, begin);
  if (end == begin) return {};
  at_ = end;
  return text_.substr(begin, end - begin);
}

void Scanner::begin_traversal(std::string_view first, std::size_t begin) {
  Traversal traversal{-1, static_cast<std::uint32_t>(steps_.size())};
  if (!is_bound(first)) {
    Head head = head_of(first);
    std::array<std::string_view, 3> words{first};
    std::size_t count = 1;
    for (; count < head.words; ++count) {
      std::optional<std::string_view> word = read_word();
      if (!word) break;
      words[count] = *word;
    }
    bool complete = count == head.words;
    if (head.words == 1)
      complete = char_at(text_, skip_blank(text_, at_, top().kind != Kind::Object)) == '.';
    if (complete) {
      Reference reference;
      set_address(reference, head, words);
      reference.begin = static_cast<std::uint32_t>(begin);
      reference.end = static_cast<std::uint32_t>(at_);
      reference.sure = !top().unsure && !top().in_key;
      traversal.reference = static_cast<std::int32_t>(references_.size());
      if (reference.sure) sure_.push_back(static_cast<std::uint32_t>(traversal.reference));
      references_.push_back(reference);
    }
  }
  traversals_.push_back(traversal);
}

void Scanner::add_step(Step::Kind kind, std::string_view text) {
  std::int32_t reference = traversals_.back().reference;
  if (reference < 0) return;
  steps_.push_back({kind, text});
  references_[static_cast<std::size_t>(reference)].end = static_cast<std::uint32_t>(at_);
}

// Reads steps until the traversal ends or an index that is an expression opens.
bool Scanner::go_on() {
  while (true) {
    std::size_t next = skip_blank(text_, at_, top().kind != Kind::Object);
    char c = char_at(text_, next);
    if (c == '.' && char_at(text_, next + 1) != '.') {
      at_ = next;
      if (!read_attribute()) return false;
    } else if (c == '[') {
      at_ = next;
      if (read_plain_index()) continue;
      std::size_t open = at_++;
      if (!push(Kind::Index, open)) return false;
      top().resumes = true;
      return true;
    } else {
      break;
    }
  }
  Traversal traversal = traversals_.back();
  traversals_.pop_back();
  if (traversal.reference >= 0) {
    Reference& reference = references_[static_cast<std::size_t>(traversal.reference)];
    reference.steps = arena_.copy(std::span<const Step>(steps_).subspan(traversal.first_step));
    steps_.resize(traversal.first_step);
  }
  operand(traversal.reference);
  return true;
}

// `.name`, `.0`, `.*`
bool Scanner::read_attribute() {
  std::size_t dot = at_;
  std::size_t begin = skip_blank(text_, dot + 1, top().kind != Kind::Object);
  std::size_t end = begin;
  Step::Kind kind = Step::Kind::Attribute;
  if (char_at(text_, begin) == '*') {
    kind = Step::Kind::Splat;
    end = begin + 1;
  } else if (is_digit(char_at(text_, begin))) {
    while (is_digit(char_at(text_, end))) ++end;
  } else {
    end = identifier_end(text_, begin);
  }
  if (end == begin) return fail("expected a name after '.'", dot);
  at_ = end;
  add_step(kind, kind == Step::Kind::Splat ? std::string_view() : text_.substr(begin, end - begin));
  return true;
}

// `[0]`, `["k"]`, `[*]`; false, and nothing read, if the index is anything else.
bool Scanner::read_plain_index() {
  std::size_t begin = skip_blank(text_, at_ + 1, true);
  std::size_t end = begin;
  Step::Kind kind = Step::Kind::Splat;
  std::string_view text;
  char c = char_at(text_, begin);
  if (c == '*') {
    ++end;
  } else if (is_digit(c)) {
    kind = Step::Kind::Index;
    while (is_digit(char_at(text_, end))) ++end;
    text = text_.substr(begin, end - begin);
  } else if (c == '"') {
    kind = Step::Kind::Key;
    end = plain_string_end(text_, begin);
    if (end == std::string_view::npos) return false;
    text = text_.substr(begin + 1, end - begin - 2);
  }
  std::size_t close = skip_blank(text_, end, true);
  if (end == begin || char_at(text_, close) != ']') return false;
  at_ = close + 1;
  add_step(kind, kind == Step::Kind::Key ? unescape(text, arena_) : text);
  return true;
}

// A step behind something that is no name: `f(x).y`, `(x).*.y`; and the `...` of a call.
bool Scanner::read_postfix() {
  if (text_.substr(at_, 3) == "...") {
    at_ += 3;
    return true;
  }
  if (!after_operand_) return fail("unexpected '.'", at_);
  top().operators = true;
  traversals_.push_back({-1, static_cast<std::uint32_t>(steps_.size())});
  bool read = read_attribute();
  traversals_.pop_back();
  return read;
}

}  // namespace paycheck::terraform
