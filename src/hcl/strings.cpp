// SPDX-License-Identifier: Apache-2.0
// Strings and heredocs become JSON strings that hold the same template: literal parts are decoded,
// sequences stay as written. Where an escape hid a `${` from HCL, `$${` hides it from JSON's
// reader. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions
#include <algorithm>
#include <charconv>

#include "emitter.hpp"

namespace paycheck::hcl {
namespace {

struct Escape {
  std::size_t length = 0;  // 0: unknown
  char32_t code = 0;
};

Escape hexadecimal(std::string_view text, std::size_t digits) {
  std::string_view number = text.substr(2, digits);
  unsigned code = 0;
  auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), code, 16);
  bool whole = error == std::errc() && number.size() == digits && end == number.data() + digits;
  bool character = code < 0xD800 || (code > 0xDFFF && code <= 0x10FFFF);
  return whole && character ? Escape{2 + digits, code} : Escape{};
}

Escape read_escape(std::string_view text) {
  switch (text.size() > 1 ? text[1] : ' ') {
    case 'n':
      return {2, '\n'};
    case 'r':
      return {2, '\r'};
    case 't':
      return {2, '\t'};
    case '"':
      return {2, '"'};
    case '\\':
      return {2, '\\'};
    case 'u':
      return hexadecimal(text, 4);
    case 'U':
      return hexadecimal(text, 8);
    default:
      return {};
  }
}

std::string utf8(char32_t code) {
  auto byte = [](char32_t bits) { return static_cast<char>(bits); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xC0 | code >> 6), byte(0x80 | (code & 0x3F))};
  if (code < 0x10000)
    return {byte(0xE0 | code >> 12), byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F))};
  return {byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 0x3F)),
          byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F))};
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

// The lines of a heredoc that begin outside of templates.
class Lines {
 public:
  Lines(std::string_view text, std::size_t begin, std::size_t end)
      : text_(text), end_(end), line_(begin) {}
  std::size_t begin() const { return line_; }
  bool at_end() const { return line_ >= end_; }
  /// The spaces that the line begins with; npos if there is nothing else on it.
  std::size_t indentation() const {
    std::size_t at = line_;
    while (at < end_ && is_space(text_[at])) ++at;
    return at >= end_ || text_[at] == '\n' ? std::string_view::npos : at - line_;
  }
  void next() {
    std::size_t at = line_;
    while (at < end_ && text_[at] != '\n') {
      std::size_t past = opens_template(text_, at) ? json::template_end(text_.substr(0, end_), at)
                                                   : std::string_view::npos;
      at = past == std::string_view::npos ? at + 1 : past;
    }
    line_ = std::min(at + 1, end_);
  }

 private:
  std::string_view text_;
  std::size_t end_, line_;
};

}  // namespace

// Past the template sequence at `at`; `at` if there is none.
std::size_t Emitter::template_at(std::size_t at, std::size_t end) const {
  std::string_view text = tokens_.text.substr(0, end);
  if (!opens_template(text, at)) return at;
  std::size_t past = json::template_end(text, at);
  return past == std::string_view::npos ? end : past;
}

// One escape sequence; past it.
std::size_t Emitter::escape(std::size_t at, std::size_t end) {
  std::string_view text = tokens_.text.substr(0, end);
  Escape found = read_escape(text.substr(at));
  if (found.length == 0) {
    std::size_t length = std::max<std::size_t>(1, character_length(text, at + 1));
    complaints_.add(ProblemKind::Syntax, static_cast<std::uint32_t>(at),
                    "unknown escape '" + std::string(text.substr(at, 1 + length)) + "' in a string",
                    R"(HCL knows \" \\ \n \r \t, \uXXXX and \UXXXXXXXX)");
    out_.decoded(text.substr(at, 1 + length), at);
    return at + 1 + length;
  }
  std::size_t next = at + found.length;
  bool opens = (found.code == '$' || found.code == '%') &&
               (text.substr(next, 1) == "{" ||
                (text.substr(next, 1) == "\\" && read_escape(text.substr(next)).code == '{'));
  bool brace = found.code == '{' && (text[at - 1] == '$' || text[at - 1] == '%');
  if (opens) out_.decoded(found.code == '$' ? "$" : "%", at);
  if (brace) out_.decoded(text.substr(at - 1, 1), at);
  out_.decoded(utf8(found.code), at);
  return next;
}

void Emitter::template_text(std::size_t begin, std::size_t end, Mode mode, bool escapes) {
  std::string_view text = tokens_.text;
  std::size_t plain = begin;
  for (std::size_t at = begin; at < end;) {
    char c = text[at];
    bool escaped = c == '\\' && escapes;
    bool doubled = mode == Mode::Literal && (c == '$' || c == '%') && at + 2 < end &&
                   text[at + 1] == c && text[at + 2] == '{';
    if (!escaped && !doubled) {
      at = std::max(template_at(at, end), at + 1);
      continue;
    }
    out_.copy_escaped(plain, at);
    plain = at = escaped ? escape(at, end) : at + 1;
    if (doubled) at += 2;
  }
  out_.copy_escaped(plain, end);
}

void Emitter::quoted(const Token& token, Mode mode) {
  out_.mark(token.begin);
  out_.raw("\"");
  template_text(token.begin + 1, token.end - 1, mode, true);
  out_.raw("\"");
  out_.mark(token.end);
}

void Emitter::heredoc(const Token& token, Mode mode) {
  auto shape = scan_heredoc(tokens_.text, token.begin);
  if (!shape) return unknown(token.begin);
  std::size_t least = std::string_view::npos;
  for (Lines lines(tokens_.text, shape->body, shape->body_end); shape->flush && !lines.at_end();
       lines.next())
    least = std::min(least, lines.indentation());
  out_.mark(token.begin);
  out_.raw("\"");
  for (Lines lines(tokens_.text, shape->body, shape->body_end); !lines.at_end();) {
    std::size_t begin = lines.begin();
    if (shape->flush && lines.indentation() != std::string_view::npos) begin += least;
    lines.next();
    template_text(begin, lines.begin(), mode, false);
  }
  out_.raw("\"");
  out_.mark(token.end);
}

}  // namespace paycheck::hcl
