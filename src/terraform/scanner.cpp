// SPDX-License-Identifier: Apache-2.0
// Tokens and brackets. Nothing is parsed into a tree: operators only tell that an element is more
// than its one operand, so what it holds may not matter.
#include "scanner.hpp"

#include "lexer.hpp"

namespace paycheck::terraform {
namespace {

constexpr std::size_t max_depth = 256;

constexpr std::string_view nested_too_deep = "nested too deep";
constexpr std::string_view malformed_for = "malformed 'for'";

}  // namespace

Scanner::Scanner(std::string_view text, Arena& arena) : text_(text), arena_(arena) {
  frames_.reserve(8);
  references_.reserve(4);
  frames_.emplace_back();
}

bool Scanner::fail(std::string_view error, std::size_t at) {
  error_ = error;
  error_at_ = at;
  return false;
}

bool Scanner::push(Kind kind, std::size_t open) {
  if (frames_.size() > max_depth) return fail(nested_too_deep, open);
  const Frame& outer = top();
  Frame frame;
  frame.kind = kind;
  frame.unsure = outer.unsure || outer.in_key || kind == Kind::Call || kind == Kind::Index ||
                 kind == Kind::ForTuple || kind == Kind::ForObject || kind == Kind::IfBlock ||
                 kind == Kind::ForBlock || kind == Kind::Directive;
  frame.open = static_cast<std::uint32_t>(open);
  frame.first_reference = static_cast<std::uint32_t>(references_.size());
  frame.bound = static_cast<std::uint32_t>(bound_.size());
  frames_.push_back(frame);
  after_operand_ = false;
  return true;
}

void Scanner::pop() {
  bound_.resize(top().bound);
  frames_.pop_back();
  after_operand_ = false;
}

std::optional<Sequence> Scanner::read_sequence(std::size_t open) {
  sequence_ = {};
  references_.clear();
  sure_.clear();
  done_ = false;
  base_ = frames_.size();
  top().first_reference = 0;
  if (!open_sequence(open)) return {};
  while (!done_)
    if (!step()) return {};
  sequence_.end = at_;
  sequence_.references = arena_.copy(std::span<const Reference>(references_));
  return sequence_;
}

std::optional<std::span<Reference>> Scanner::read_expression() {
  // Parentheses keep braces out; where they close, the expression was none.
  if (!push(Kind::Parentheses, 0)) return {};
  while (at_ < text_.size())
    if (!step() || frames_.size() < 2) return {};
  if (frames_.size() != 2) return {};
  const Frame& frame = top();
  if (frame.operands == 1 && !frame.operators && frame.sole >= 0)
    references_[static_cast<std::size_t>(frame.sole)].whole = true;
  return arena_.copy(std::span<const Reference>(references_));
}

bool Scanner::finish() {
  if (frames_.size() == 1) return true;
  return fail(
      top().kind == Kind::IfBlock ? "'%{if}' without '%{endif}'" : "'%{for}' without '%{endfor}'",
      top().open);
}

bool Scanner::step() {
  if (at_ >= text_.size()) {
    const Frame& base = frames_[base_];
    return fail(base.kind == Kind::Directive ? "unclosed '%{'" : "unclosed '${'", base.open);
  }
  Kind kind = top().kind;
  if (is_template(kind)) {
    bool heredoc = kind == Kind::Heredoc || top().host == Kind::Heredoc;
    return heredoc ? read_heredoc() : read_quoted();
  }
  return read_token();
}

bool Scanner::read_token() {
  char c = text_[at_];
  switch (c) {
    case ' ':
    case '\t':
    case '\r':
      ++at_;
      return true;
    case '\n':
      read_newline();
      return true;
    case '"':
      return push(Kind::Quoted, at_++);
    case '(':
    case '[':
    case '{':
      return open_bracket(c);
    case ')':
    case ']':
    case '}':
      return close_bracket(c);
    case ',':
      end_element();
      top().in_key = top().kind == Kind::Object;
      ++at_;
      return true;
    case ':':
      return read_colon();
    case '=':
      return read_equals();
    case '.':
      return read_postfix();
    default:
      break;
  }
  if (is_digit(c)) {
    at_ = number_end(text_, at_);
    operand();
    return true;
  }
  std::size_t blank = skip_blank(text_, at_, false);
  if (blank > at_) {
    at_ = blank;
    return true;
  }
  if (c == '<' && open_heredoc()) return error_.empty();
  return identifier_end(text_, at_) > at_ ? read_name() : read_operator();
}

void Scanner::read_newline() {
  ++at_;
  if (top().kind != Kind::Object || !after_operand_ || top().in_key) return;
  end_element();
  top().in_key = true;
}

bool Scanner::read_operator() {
  constexpr std::string_view pairs[] = {"!=", "<=", ">=", "&&", "||"};
  for (std::string_view pair : pairs)
    if (text_.substr(at_, 2) == pair) return operators(2), true;
  char c = text_[at_];
  if (c == '~' && char_at(text_, at_ + 1) == '}') return ++at_, true;
  if (c == '?') ++top().questions;
  if (std::string_view("+-*/%!<>?").find(c) == std::string_view::npos)
    return fail("unexpected character", at_);
  operators(1);
  return true;
}

bool Scanner::read_colon() {
  Frame& frame = top();
  ++at_;
  if (frame.questions > 0) {
    --frame.questions;
    after_operand_ = false;
  } else if (frame.in_collection) {
    end_element();
    frame.in_collection = false;
    bind(frame);
  } else if (frame.in_key) {
    end_element();
    frame.in_key = false;
  } else {
    return fail("unexpected ':'", at_ - 1);
  }
  return true;
}

bool Scanner::read_equals() {
  Frame& frame = top();
  char next = char_at(text_, at_ + 1);
  if (next == '=') {
    operators(2);
  } else if (next == '>' && frame.kind == Kind::ForObject && !frame.in_collection) {
    end_element();
    at_ += 2;
  } else if (frame.in_key) {
    end_element();
    frame.in_key = false;
    ++at_;
  } else {
    return fail("unexpected '='", at_);
  }
  return true;
}

bool Scanner::open_bracket(char bracket) {
  std::size_t open = at_++;
  if (bracket == '(') return push(Kind::Parentheses, open);
  if (bracket == '[' && after_operand_) {
    top().operators = true;
    return push(Kind::Index, open);
  }
  std::size_t word = skip_blank(text_, at_, true);
  std::size_t end = identifier_end(text_, word);
  bool loops = text_.substr(word, end - word) == "for";
  if (!loops) {
    if (!push(bracket == '[' ? Kind::Tuple : Kind::Object, open)) return false;
    top().in_key = bracket == '{';
    return true;
  }
  at_ = end;
  if (!push(bracket == '[' ? Kind::ForTuple : Kind::ForObject, open)) return false;
  top().in_collection = true;
  return read_for_header(top());
}

// Reads `k, v in`.
bool Scanner::read_for_header(Frame& frame) {
  for (std::string_view& name : frame.names) {
    at_ = skip_blank(text_, at_, true);
    std::size_t end = identifier_end(text_, at_);
    if (end == at_) return fail(malformed_for, frame.open);
    name = text_.substr(at_, end - at_);
    at_ = skip_blank(text_, end, true);
    if (char_at(text_, at_) != ',') break;
    ++at_;
  }
  std::size_t end = identifier_end(text_, at_);
  if (text_.substr(at_, end - at_) != "in") return fail(malformed_for, frame.open);
  at_ = end;
  return true;
}

void Scanner::bind(const Frame& frame) {
  for (std::string_view name : frame.names)
    if (!name.empty()) bound_.push_back(name);
}

bool Scanner::close_bracket(char bracket) {
  Frame frame = top();
  char expected = '}';
  if (frame.kind == Kind::Parentheses || frame.kind == Kind::Call) expected = ')';
  if (frame.kind == Kind::Tuple || frame.kind == Kind::Index || frame.kind == Kind::ForTuple)
    expected = ']';
  if (bracket != expected) {
    if (expected == ')') return fail("unclosed '('", frame.open);
    if (expected == ']') return fail("unclosed '['", frame.open);
    return fail(bracket == ')' ? "unexpected ')'" : "unexpected ']'", at_);
  }
  if (frame.in_collection) return fail(malformed_for, frame.open);
  bool single = frame.operands == 1 && !frame.operators;
  if (frame.operators) doubt(frame.first_reference);
  if (frame.kind == Kind::Interpolation || frame.kind == Kind::Directive)
    return close_sequence(frame);
  pop();
  ++at_;
  if (frame.kind == Kind::Index && frame.resumes) {
    add_step(Step::Kind::Expression, trim(text_.substr(frame.open + 1, at_ - frame.open - 2)));
    return go_on();
  }
  if (frame.kind == Kind::Index) return after_operand_ = true;
  operand(frame.kind == Kind::Parentheses && single ? frame.sole : -1);
  return true;
}

bool Scanner::close_sequence(const Frame& frame) {
  bool strips = text_[at_ - 1] == '~' && at_ - 1 > frame.open + 1 + (frame.strips_before ? 1 : 0);
  bool at_base = frames_.size() == base_ + 1;
  if (frame.operands == 0 && frame.kind == Kind::Interpolation)
    return fail("nothing between '${' and '}'", frame.open);
  if (at_base) {
    std::size_t begin = frame.open + (frame.strips_before ? 3u : 2u);
    sequence_.expression = trim(text_.substr(begin, at_ - (strips ? 1 : 0) - begin));
    sequence_.strips_before = frame.strips_before;
    sequence_.strips_after = strips;
    done_ = true;
    if (frame.kind == Kind::Interpolation && frame.operands == 1 && !frame.operators &&
        frame.sole >= 0)
      references_[static_cast<std::size_t>(frame.sole)].whole = true;
  }
  pop();
  ++at_;
  return frame.kind == Kind::Interpolation || close_directive(frame);
}

void Scanner::operand(std::int32_t sole) {
  Frame& frame = top();
  ++frame.operands;
  frame.sole = sole;
  if (frame.operands > 1 || after_operand_) frame.operators = true;
  after_operand_ = true;
}

void Scanner::operators(std::size_t size) {
  top().operators = true;
  after_operand_ = false;
  at_ += size;
}

void Scanner::end_element() {
  Frame& frame = top();
  if (frame.operators) doubt(frame.first_reference);
  frame.first_reference = static_cast<std::uint32_t>(references_.size());
  frame.operators = false;
  frame.operands = 0;
  frame.sole = -1;
  frame.questions = 0;
  after_operand_ = false;
}

void Scanner::doubt(std::uint32_t first) {
  for (; !sure_.empty() && sure_.back() >= first; sure_.pop_back())
    references_[sure_.back()].sure = false;
}

}  // namespace paycheck::terraform
