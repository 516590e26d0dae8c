// SPDX-License-Identifier: Apache-2.0
// From text to tokens. What is no token becomes a Bad one with its fault, and reading goes on:
// after it on the same line, or with the next line where a string or heredoc is not closed.
#include <algorithm>
#include <cstdio>

#include "token.hpp"

namespace paycheck::hcl {
namespace {

// Scans to the end of the text that found nothing; after so many, strings end with their line.
constexpr int most_exhausted = 8;

constexpr std::string_view operators[] = {"...", "==", "!=", "<=", ">=", "=>", "&&", "||", "::"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Lexer {
 public:
  explicit Lexer(Tokens& out) : out_(out), text_(out.text) {}
  void read() {
    if (here("\xEF\xBB\xBF")) at_ = 3;  // a byte order mark, which Terraform allows
    while (at_ < text_.size()) token();
    push(TokenKind::End, 0);
  }

 private:
  void token();
  void punctuation();
  void number();
  void quoted();
  void heredoc();
  bool comment();
  std::size_t root_block_after(std::size_t at) const;
  void bad(std::size_t length, ProblemKind kind, std::size_t at, std::string message,
           std::string hint);
  void bad_character();
  void swallow() { out_.swallowing.push_back(static_cast<std::uint32_t>(out_.all.size() - 1)); }
  bool here(std::string_view word) const { return text_.substr(at_).starts_with(word); }
  void push(TokenKind kind, std::size_t length) {
    out_.all.push_back({static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + length),
                        kind, false, none});
    at_ += length;
  }

  Tokens& out_;
  std::string_view text_;
  std::size_t at_ = 0;
  int exhausted_ = 0;
};

void Lexer::token() {
  char c = text_[at_];
  if (c == ' ' || c == '\t' || (c == '\r' && here("\r\n"))) {
    ++at_;
  } else if (c == '\n') {
    push(TokenKind::Newline, 1);
  } else if (begins_name(c)) {
    std::size_t end = at_;
    while (end < text_.size() && continues_name(text_[end])) {
      std::size_t length = character_length(text_, end);
      if (length == 0) break;
      end += length;
    }
    end == at_ ? bad_character() : push(TokenKind::Identifier, end - at_);
  } else if (is_digit(c)) {
    number();
  } else if (c == '"') {
    quoted();
  } else if (c == '<' && here("<<")) {
    heredoc();
  } else if (!comment()) {
    punctuation();
  }
}

bool Lexer::comment() {
  std::size_t end;
  if (here("#") || here("//")) {
    end = std::min(text_.find('\n', at_), text_.size());
  } else if (here("/*")) {
    end = text_.find("*/", at_ + 2);
    if (end == std::string_view::npos) {
      bad(text_.size() - at_, ProblemKind::Syntax, at_, "the comment is not closed", "write '*/'");
      swallow();
      return true;
    }
    end += 2;
  } else {
    return false;
  }
  at_ = end;
  return true;
}

void Lexer::number() {
  std::size_t end = at_;
  auto digits = [&] {
    while (end < text_.size() && is_digit(text_[end])) ++end;
  };
  digits();
  if (end + 1 < text_.size() && text_[end] == '.' && is_digit(text_[end + 1])) {
    ++end;
    digits();
  }
  if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
    std::size_t exponent = end + 1;
    if (exponent < text_.size() && (text_[exponent] == '+' || text_[exponent] == '-')) ++exponent;
    if (exponent < text_.size() && is_digit(text_[exponent])) {
      end = exponent;
      digits();
    }
  }
  push(TokenKind::Number, end - at_);
}

// The first byte in `text[begin, end)` that belongs to no UTF-8 character; `end` if none.
std::size_t invalid_byte(std::string_view text, std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end;) {
    std::size_t length = character_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return end;
}

constexpr std::string_view utf8_only = "write UTF-8";

void Lexer::quoted() {
  bool confined = exhausted_ >= most_exhausted;
  std::size_t line_end = confined ? text_.find('\n', at_) : std::string_view::npos;
  StringScan scan = scan_quoted(text_.substr(0, line_end), at_);
  exhausted_ += scan.exhausted && !confined;
  std::size_t length = scan.end - at_;
  if (!scan.closed) {
    bool is_string = text_[scan.fault] == '"';
    std::string hint = is_string ? "a quoted string ends on its line; use <<EOT for several lines"
                                 : "no '}' matches it; a literal one is written '" +
                                       std::string(1, text_[scan.fault]) +
                                       std::string(text_.substr(scan.fault, 2)) + "'";
    bad(length, ProblemKind::Syntax, scan.fault,
        is_string ? "the string is not closed: expected '\"'"
                  : "unclosed '" + std::string(text_.substr(scan.fault, 2)) + "'",
        std::move(hint));
    if (at_ == text_.size()) swallow();
    return;
  }
  if (std::size_t wrong = invalid_byte(text_, at_, scan.end); wrong < scan.end)
    return bad(length, ProblemKind::Encoding, wrong, "invalid UTF-8 in a string",
               std::string(utf8_only));
  push(TokenKind::Quoted, length);
}

// The line feed before a line that begins as a root block does; the end if there is none.
std::size_t Lexer::root_block_after(std::size_t at) const {
  for (; (at = text_.find('\n', at)) != std::string_view::npos; ++at) {
    std::string_view line = text_.substr(at + 1, 80);
    std::size_t word = 0;
    while (word < line.size() && continues_name(line[word])) ++word;
    std::size_t next = line.find_first_not_of(' ', word);
    if (next == std::string_view::npos || (line[next] != '"' && line[next] != '{')) continue;
    if (root_block(line.substr(0, word))) return at;
  }
  return text_.size();
}

void Lexer::heredoc() {
  if (exhausted_ >= most_exhausted) return push(TokenKind::Operator, 1);
  auto shape = scan_heredoc(text_, at_);
  if (!shape)
    return bad(2, ProblemKind::Syntax, at_, "unexpected '<<'",
               "a heredoc begins with <<NAME or <<-NAME at the end of a line");
  if (!shape->closed) {
    ++exhausted_;
    bad(root_block_after(at_) - at_, ProblemKind::Syntax, at_, "the heredoc is not closed",
        "its name must stand alone on a line of its own, and that line must end");
    swallow();
    return;
  }
  if (std::size_t wrong = invalid_byte(text_, at_, shape->end); wrong < shape->end)
    return bad(shape->end - at_, ProblemKind::Encoding, wrong, "invalid UTF-8 in a heredoc",
               std::string(utf8_only));
  push(TokenKind::Heredoc, shape->end - at_);
}

void Lexer::punctuation() {
  for (std::string_view word : operators)
    if (here(word)) return push(TokenKind::Operator, word.size());
  switch (text_[at_]) {
    case '(':
    case '[':
    case '{':
      return push(TokenKind::Open, 1);
    case ')':
    case ']':
    case '}':
      return push(TokenKind::Close, 1);
    case ',':
      return push(TokenKind::Comma, 1);
    case '=':
      return push(TokenKind::Equal, 1);
    case ':':
      return push(TokenKind::Colon, 1);
    case '.':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '!':
    case '<':
    case '>':
    case '?':
      return push(TokenKind::Operator, 1);
    default:
      return bad_character();
  }
}

// A run of characters that the language does not know is one fault.
void Lexer::bad_character() {
  char c = text_[at_];
  if (static_cast<unsigned char>(c) >= 0x80)
    return bad(1, ProblemKind::Encoding, at_, "invalid UTF-8", std::string(utf8_only));
  std::string shown(1, c), hint;
  if (c == '\'') hint = "strings stand in double quotes";
  if (c == ';') hint = "arguments and blocks end with their line";
  if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
    char code[8];
    std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(c));
    shown = code;
  } else {
    shown = "'" + shown + "'";
  }
  bad(1, c == '\0' ? ProblemKind::Encoding : ProblemKind::Syntax, at_, "unexpected " + shown,
      std::move(hint));
}

void Lexer::bad(std::size_t length, ProblemKind kind, std::size_t at, std::string message,
                std::string hint) {
  bool goes_on = !out_.all.empty() && out_.all.back().kind == TokenKind::Bad &&
                 out_.all.back().end == at_ && length == 1;
  if (goes_on) {  // one fault for a run of them
    out_.all.back().end = static_cast<std::uint32_t>(++at_);
    return;
  }
  out_.bad.push_back(static_cast<std::uint32_t>(out_.all.size()));
  push(TokenKind::Bad, length);
  out_.all.back().partner = static_cast<std::uint32_t>(out_.faults.size());
  out_.faults.push_back(
      {kind, static_cast<std::uint32_t>(at), std::move(message), std::move(hint)});
}

}  // namespace

Tokens read_tokens(std::string_view text) {
  Tokens tokens;
  tokens.text = text;
  tokens.all.reserve(text.size() / 6 + 1);
  Lexer(tokens).read();
  pair_brackets(tokens);
  return tokens;
}

}  // namespace paycheck::hcl
