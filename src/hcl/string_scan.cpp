// SPDX-License-Identifier: Apache-2.0
// Where strings, templates and heredocs end. Levels are kept on a stack of its own. A quoted string
// ends with its line, also inside a template, so a quote that was forgotten costs one line.
#include <algorithm>

#include "token.hpp"

namespace paycheck::hcl {
namespace {

constexpr std::size_t most_levels = 1000;

enum class Within : std::uint8_t { Expression, Quotes, Heredoc };

struct Level {
  Within within = Within::Expression;
  std::size_t begin = 0;
  std::size_t braces = 0;        // Expression: how many are open
  std::string_view marker = {};  // Heredoc
};

struct Opening {
  std::string_view marker;
  std::size_t body = 0;
  bool flush = false;
};

// `<<EOT` or `<<-EOT` and the end of the line.
std::optional<Opening> heredoc_opening(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "<<") return {};
  Opening opening;
  opening.flush = text.substr(at + 2, 1) == "-";
  std::size_t name = at + (opening.flush ? 3 : 2), end = name;
  while (end < text.size() && continues_name(text[end])) ++end;
  opening.marker = text.substr(name, end - name);
  if (text.substr(end, 2) == "\r\n") ++end;
  if (opening.marker.empty() || !begins_name(opening.marker[0])) return {};
  if (end >= text.size() || text[end] != '\n') return {};
  opening.body = end + 1;
  return opening;
}

// Whether the line at `at` holds the marker and spaces only and ends; then the offset past the
// marker.
std::size_t past_marker(std::string_view text, std::size_t at, std::string_view marker) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  if (!text.substr(at).starts_with(marker)) return 0;
  std::size_t end = at + marker.size(), rest = end;
  while (rest < text.size() && (text[rest] == ' ' || text[rest] == '\t' || text[rest] == '\r'))
    ++rest;
  return rest < text.size() && text[rest] == '\n' ? end : 0;
}

class Scan {
 public:
  Scan(std::string_view text, std::size_t begin) : text_(text), at_(begin) {}
  StringScan quoted();
  std::optional<HeredocShape> heredoc();

 private:
  void step();
  void in_expression();
  void in_quotes();
  void in_heredoc();
  void comment();
  void fail(std::size_t at, bool exhausted);
  void enter(Within within, std::size_t length) {
    levels_.push_back({within, at_});
    at_ += length;
  }
  bool literal_or_template();
  bool enter_heredoc();
  void at_line_start();
  bool goes_on() const { return !levels_.empty() && !failed_ && at_ < text_.size(); }

  std::string_view text_;
  std::size_t at_;
  std::vector<Level> levels_;
  bool failed_ = false;
  StringScan result_;
  std::size_t marker_begin_ = 0;
};

void Scan::fail(std::size_t at, bool exhausted) {
  failed_ = true;
  result_.fault = at;
  result_.exhausted = exhausted;
}

StringScan Scan::quoted() {
  std::size_t begin = at_;
  enter(Within::Quotes, 1);
  while (goes_on()) step();
  if (levels_.empty()) {
    result_.closed = true;
    result_.end = at_;
    return result_;
  }
  if (!failed_) {
    // The innermost string or the outermost template: what was most likely forgotten.
    fail(levels_.size() > 1 ? levels_[1].begin : levels_[0].begin, true);
  }
  std::size_t line_end = std::min(text_.find('\n', begin), text_.size());
  result_.end = line_end > begin && text_[line_end - 1] == '\r' ? line_end - 1 : line_end;
  return result_;
}

std::optional<HeredocShape> Scan::heredoc() {
  std::size_t begin = at_;
  auto opening = heredoc_opening(text_, at_);
  if (!opening) return {};
  HeredocShape shape{opening->body, text_.size(), text_.size(), opening->flush, false};
  enter_heredoc();
  while (goes_on()) step();
  shape.closed = levels_.empty();
  if (shape.closed) {
    shape.body_end = marker_begin_;
    shape.end = at_;
    return shape;
  }
  shape.body_end = shape.end = std::min(text_.find('\n', begin), text_.size());
  return shape;
}

void Scan::step() {
  if (levels_.size() > most_levels) return fail(levels_.front().begin, true);
  switch (levels_.back().within) {
    case Within::Expression:
      return in_expression();
    case Within::Quotes:
      return in_quotes();
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
      ++at_;
      if (level.braces-- == 0) levels_.pop_back();
      return;
    case '"':
      return enter(Within::Quotes, 1);
    case '#':
    case '/':
      return comment();
    case '<':
      if (enter_heredoc()) return;
      break;
    default:
      break;
  }
  ++at_;
}

void Scan::comment() {
  bool block = text_.substr(at_, 2) == "/*";
  if (!block && text_[at_] != '#' && text_.substr(at_, 2) != "//") {
    ++at_;
    return;
  }
  std::size_t last = block ? text_.find("*/", at_ + 2) : text_.find('\n', at_);
  at_ = last == std::string_view::npos ? text_.size() : last + (block ? 2 : 1);
}

void Scan::in_quotes() {
  char c = text_[at_];
  if (c == '\n') return fail(levels_.back().begin, false);
  if (c == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') {
    at_ += 2;
  } else if (c == '"') {
    ++at_;
    levels_.pop_back();
  } else if (!literal_or_template()) {
    ++at_;
  }
}

bool Scan::enter_heredoc() {
  auto opening = heredoc_opening(text_, at_);
  if (!opening) return false;
  levels_.push_back({Within::Heredoc, at_, 0, opening->marker});
  at_ = opening->body;
  at_line_start();
  return true;
}

// Ends the heredoc if this line is its marker's.
void Scan::at_line_start() {
  std::size_t end = past_marker(text_, at_, levels_.back().marker);
  if (end == 0) return;
  marker_begin_ = at_;
  at_ = end;
  levels_.pop_back();
}

void Scan::in_heredoc() {
  if (literal_or_template()) return;
  if (text_[at_++] == '\n') at_line_start();
}

bool Scan::literal_or_template() {
  if (!opens_template(text_, at_)) return false;
  enter(Within::Expression, 2);
  return true;
}

}  // namespace

StringScan scan_quoted(std::string_view text, std::size_t begin) {
  return Scan(text, begin).quoted();
}

std::optional<HeredocShape> scan_heredoc(std::string_view text, std::size_t begin) {
  return Scan(text, begin).heredoc();
}

}  // namespace paycheck::hcl
