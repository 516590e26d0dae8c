// SPDX-License-Identifier: Apache-2.0
// A scanner for HCL's template sequences that knows only what can hide a `}`. Levels are kept on a
// stack of its own: expressions, quoted strings, heredocs.
#include <algorithm>
#include <vector>

#include "paycheck/json.hpp"
#include "string_text.hpp"

namespace paycheck::json {
namespace {

constexpr std::size_t most_levels = 1000;

enum class Within : std::uint8_t { Expression, Quotes, EscapedQuotes, Heredoc };

struct Level {
  Within within = Within::Expression;
  bool line_start = false;       // Heredoc
  std::size_t braces = 0;        // Expression: how many are open
  std::string_view marker = {};  // Heredoc
};

class Scan {
 public:
  Scan(std::string_view text, std::size_t open) : text_(text), at_(open) { enter_expression(); }
  std::size_t end();

 private:
  void step();
  void in_expression();
  void in_quotes();
  void in_escaped_quotes();
  void in_heredoc();
  void comment();
  void heredoc_opening();
  bool marker_line();
  bool literal_or_template();
  void enter_expression() { enter({}, 2); }
  void enter(Level level, std::size_t length) {
    levels_.push_back(level);
    at_ += length;
  }
  void leave(std::size_t length) {
    levels_.pop_back();
    at_ += length;
  }
  bool here(std::string_view word) const { return text_.substr(at_).starts_with(word); }

  std::string_view text_;
  std::size_t at_;
  std::vector<Level> levels_;
};

std::size_t Scan::end() {
  while (!levels_.empty() && at_ < text_.size() && levels_.size() <= most_levels) step();
  return levels_.empty() ? at_ : std::string_view::npos;
}

void Scan::step() {
  switch (levels_.back().within) {
    case Within::Expression:
      return in_expression();
    case Within::Quotes:
      return in_quotes();
    case Within::EscapedQuotes:
      return in_escaped_quotes();
    case Within::Heredoc:
      return in_heredoc();
  }
}

void Scan::in_expression() {
  Level& level = levels_.back();
  switch (text_[at_]) {
    case '{':
      ++level.braces;
      break;
    case '}':
      if (level.braces == 0) return leave(1);
      --level.braces;
      break;
    case '"':
      return enter({.within = Within::Quotes}, 1);
    case '\\':
      if (here("\\\"")) return enter({.within = Within::EscapedQuotes}, 2);
      break;
    case '#':
    case '/':
      return comment();
    case '<':
      return heredoc_opening();
    default:
      break;
  }
  ++at_;
}

// A comment runs to the end of its line; one of several lines without an end hides all that
// follows.
void Scan::comment() {
  bool block = here("/*");
  if (!block && !here("//") && !here("#")) {
    ++at_;
    return;
  }
  std::size_t last = block ? text_.find("*/", at_ + 2) : text_.find('\n', at_);
  at_ = last == std::string_view::npos ? text_.size() : last + (block ? 2 : 1);
}

bool continues_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

// `<<EOT` or `<<-EOT` and a line feed; anything else is two comparisons.
void Scan::heredoc_opening() {
  std::size_t opening = here("<<-") ? 3 : here("<<") ? 2 : 0;
  std::string_view rest = text_.substr(at_ + opening);
  auto name_end = std::find_if_not(rest.begin(), rest.end(), continues_name);
  std::string_view name(rest.begin(), name_end);
  rest.remove_prefix(name.size());
  std::size_t line_end = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
  bool names = !name.empty() && (name[0] < '0' || name[0] > '9') && name[0] != '-';
  if (opening == 0 || !names || line_end == 0) {
    ++at_;
    return;
  }
  enter({.within = Within::Heredoc, .line_start = true, .marker = name},
        opening + name.size() + line_end);
}

void Scan::in_quotes() {
  if (text_[at_] == '\\')
    at_ += 2;
  else if (text_[at_] == '"')
    leave(1);
  else if (!literal_or_template())
    ++at_;
}

// Within `\"...\"` every backslash and every quote has a further backslash before it.
void Scan::in_escaped_quotes() {
  if (here("\\\""))
    leave(2);
  else if (here("\\\\"))
    at_ += text_.substr(at_ + 2, 1) == "\\" ? 4 : 3;
  else if (!literal_or_template())
    ++at_;
}

void Scan::in_heredoc() {
  if (levels_.back().line_start && marker_line()) return;
  levels_.back().line_start = text_[at_] == '\n';
  if (!literal_or_template()) ++at_;
}

// The line feed after the marker belongs to the expression again.
bool Scan::marker_line() {
  std::size_t line_end = text_.find('\n', at_);
  if (line_end == std::string_view::npos) return false;
  std::string_view line = text_.substr(at_, line_end - at_);
  constexpr std::string_view blank = " \t\r\f\v";
  std::size_t first = line.find_first_not_of(blank);
  if (first == std::string_view::npos) return false;
  line = line.substr(first, line.find_last_not_of(blank) - first + 1);
  if (line != levels_.back().marker) return false;
  leave(line_end - at_);
  return true;
}

bool Scan::literal_or_template() {
  if (!opens_template(text_, at_)) return false;
  enter_expression();
  return true;
}

}  // namespace

std::size_t template_end(std::string_view text, std::size_t open) {
  return Scan(text, open).end();
}

}  // namespace paycheck::json
