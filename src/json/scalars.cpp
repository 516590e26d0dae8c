// SPDX-License-Identifier: Apache-2.0
// Numbers, words, and strings that are more than plain characters.
#include "reader.hpp"

namespace paycheck::json {

bool Document::Reader::read_decoded_string() {
  StringEnd end = read_text(document_.text_, offset(cursor_) + 1, options_.templates, scratch_);
  return end.fault == StringFault::None ? push_decoded(1, end.at) : string_fault(end);
}

bool Document::Reader::read_interpolation() {
  StringEnd end = read_sequence(document_.text_, offset(cursor_), scratch_);
  return end.fault == StringFault::None ? push_decoded(0, end.at) : string_fault(end);
}

// The string whose text is in `scratch_`, from the cursor to `end`; `quotes` are at either side.
bool Document::Reader::push_decoded(std::size_t quotes, std::size_t end) {
  std::uint32_t begin = offset(cursor_);
  std::string_view source = document_.text_.substr(begin + quotes, end - begin - 2 * quotes);
  bool decoded = source != scratch_;
  std::string_view text = decoded ? arena_.copy(std::string_view(scratch_)) : source;
  pending_.push(Value::string(Kind::String, text, begin, static_cast<std::uint32_t>(end), decoded,
                              holds_template(text)));
  cursor_ = begin_ + end;
  return true;
}

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool continues_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

}  // namespace

bool Document::Reader::read_number() {
  const char* begin = cursor_;
  if (peek() == '-') ++cursor_;
  bool zero = peek() == '0';
  if (!read_digits()) return false;
  const char* first = *begin == '-' ? begin + 1 : begin;
  if (zero && cursor_ - first > 1)
    return fail(ProblemKind::Syntax, offset(first), "unexpected leading zero in a number",
                "JSON numbers start with 1 to 9, or are 0");
  if (peek() == '.') {
    ++cursor_;
    if (!read_digits()) return false;
  }
  if (peek() == 'e' || peek() == 'E') {
    ++cursor_;
    if (peek() == '+' || peek() == '-') ++cursor_;
    if (!read_digits()) return false;
  }
  std::string_view text(begin, static_cast<std::size_t>(cursor_ - begin));
  pending_.push(Value::string(Kind::Number, text, offset(begin), offset(cursor_), false, false));
  return true;
}

bool Document::Reader::read_digits() {
  if (!is_digit(peek())) return unexpected(Wanted::Digit, " in a number");
  while (is_digit(peek())) ++cursor_;
  return true;
}

bool Document::Reader::read_word(std::string_view word, Kind kind, Wanted wanted) {
  std::string_view text = rest();
  if (!text.starts_with(word) || (text.size() > word.size() && continues_word(text[word.size()])))
    return unexpected(wanted);
  const char* begin = cursor_;
  cursor_ += word.size();
  pending_.push(Value::scalar(kind, offset(begin), offset(cursor_)));
  return true;
}

}  // namespace paycheck::json
