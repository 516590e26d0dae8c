// SPDX-License-Identifier: Apache-2.0
// Templates as a flat list of literals, values and directives; strip marks are applied here. The
// literals of a heredoc are cut at line ends, because marks and indentation work line by line.
#include "characters.hpp"
#include "parser.hpp"

namespace paycheck::expression {

const Node* Parser::quoted() {
  std::uint32_t begin = read().begin;
  std::vector<TemplateItem> items;
  if (!template_items(Style::Quoted, {}, items)) return nullptr;
  return template_tree(items, begin);
}

// Skips the spaces before a heredoc's lines that all of them have.
static void unindent(std::vector<TemplateItem>& items) {
  constexpr std::size_t most = ~std::size_t{0};
  std::size_t least = most;
  std::vector<std::string*> starts;
  bool at_start = true;
  for (TemplateItem& item : items) {
    bool is_literal = item.kind == TemplateItem::Kind::Literal;
    if (at_start) {
      std::size_t spaces = is_literal ? item.text.size() - trim_left(item.text).size() : 0;
      bool blank = is_literal && spaces == item.text.size() && item.text.ends_with('\n');
      if (is_literal && !blank) starts.push_back(&item.text);
      if (!blank) least = std::min(least, spaces);
    }
    at_start = is_literal && item.text.ends_with('\n');
  }
  for (std::string* text : starts) text->erase(0, std::min(least, text->size()));
}

const Node* Parser::heredoc() {
  Token open = read();
  std::size_t size = identifier_size(text_.substr(at_));
  std::string_view marker = text_.substr(at_, size);
  at_ += static_cast<std::uint32_t>(size);
  if (text_.substr(at_).starts_with('\r')) ++at_;
  if (!text_.substr(at_).starts_with('\n'))
    return fail("expected the end of the line after the heredoc's marker", at_, at_ + 1);
  ++at_;
  std::vector<TemplateItem> items;
  if (!template_items(Style::Heredoc, marker, items)) return nullptr;
  if (open.text == "<<-") unindent(items);
  return template_tree(items, open.begin);
}

// Whether the line at hand is the marker; then it is left behind, but for its end.
bool Parser::heredoc_ends(std::string_view marker) {
  std::size_t end = text_.find('\n', at_);
  if (end == text_.npos) return false;
  std::string_view line = text_.substr(at_, end - at_);
  bool ends = trim_left(trim_right(line)) == marker;
  if (ends) at_ = static_cast<std::uint32_t>(end - (line.ends_with('\r') ? 1 : 0));
  return ends;
}

bool Parser::hex_escape(std::string& out, std::size_t digits) {
  std::string_view hex = text_.substr(at_, digits);
  char32_t code = 0;
  for (char c : hex) {
    int value = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    if (value < 0) {
      fail("an escape of " + std::to_string(digits) + " hexadecimal digits is expected", at_ - 2,
           at_ + static_cast<std::uint32_t>(digits));
      return false;
    }
    code = code * 16 + static_cast<char32_t>(value);
  }
  if (hex.size() < digits) {
    fail("an escape of " + std::to_string(digits) + " hexadecimal digits is expected", at_ - 2,
         at_);
    return false;
  }
  if ((code >= 0xD800 && code < 0xE000) || code > 0x10FFFF) {
    fail("an escape that is no character", at_ - 2, at_ + static_cast<std::uint32_t>(digits));
    return false;
  }
  at_ += static_cast<std::uint32_t>(digits);
  append_utf8(out, code);
  return true;
}

// At a back-slash within quotes.
bool Parser::escape(std::string& out) {
  constexpr std::string_view letters = "nrt\"\\", meanings = "\n\r\t\"\\";
  char c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
  at_ += 2;
  if (c == 'u') return hex_escape(out, 4);
  if (c == 'U') return hex_escape(out, 8);
  if (std::size_t which = letters.find(c); which != letters.npos) {
    out += meanings[which];
    return true;
  }
  fail("an unknown escape: \"\\\" may stand before n, r, t, \", \\, u and U", at_ - 2, at_);
  return false;
}

bool Parser::template_items(Style style, std::string_view marker,
                            std::vector<TemplateItem>& items) {
  Level level(*this);
  if (too_deep()) return false;
  std::uint32_t begin = at_;
  std::string literal;
  bool has_literal = false, line_start = true;
  auto flush = [&] {
    if (has_literal) {
      if (trim_next_) literal = trim_left(literal);
      items.push_back(
          {TemplateItem::Kind::Literal, std::move(literal), nullptr, {}, {}, begin, at_});
    }
    if (has_literal) trim_next_ = false;
    literal.clear();
    has_literal = false;
  };
  trim_next_ = false;
  for (;;) {
    if (style == Style::Heredoc && line_start && heredoc_ends(marker)) break;
    line_start = false;
    if (at_ >= text_.size()) {
      if (style == Style::Bare) break;
      fail(style == Style::Quoted ? "an unclosed string" : "an unclosed heredoc", begin - 1, at_);
      return false;
    }
    std::string_view rest = text_.substr(at_);
    char c = rest[0];
    if (style == Style::Quoted && c == '"') break;
    if (rest.starts_with("${") || rest.starts_with("%{")) {
      flush();
      if (!sequence(items)) return false;
      begin = at_;
      continue;
    }
    has_literal = true;
    if (rest.starts_with("$${") || rest.starts_with("%%{")) {
      literal += rest.substr(1, 2);
      at_ += 3;
    } else if (style == Style::Quoted && c == '\\') {
      if (!escape(literal)) return false;
    } else if (style == Style::Quoted && c == '\n') {
      fail("a line end inside of quotes", at_, at_ + 1);
      return false;
    } else {
      literal += c;
      ++at_;
      line_start = style != Style::Quoted && c == '\n';
      if (line_start) flush();
    }
  }
  flush();
  trim_next_ = false;
  if (style == Style::Quoted) ++at_;
  return true;
}

// `${...}` or `%{...}`.
bool Parser::sequence(std::vector<TemplateItem>& items) {
  Lines lines(*this, false);
  std::uint32_t begin = at_;
  bool is_directive = text_[at_] == '%';
  at_ += 2;
  if (text_.substr(at_).starts_with('~')) {
    ++at_;
    if (!items.empty() && items.back().kind == TemplateItem::Kind::Literal)
      items.back().text.resize(trim_right(items.back().text).size());
  }
  TemplateItem item;
  item.kind = TemplateItem::Kind::Value;
  item.begin = begin;
  if (is_directive) {
    if (!directive(item)) return false;
  } else {
    item.node = expression();
  }
  if (failed_) return false;
  Token close = read();
  bool trims = close.is("~");
  if (trims) {
    close = text_.substr(at_).starts_with('}') ? read() : close;
  }
  if (!close.is("}")) {
    if (close.kind == Token::Kind::End)
      fail(is_directive ? "an unclosed \"%{\"" : "an unclosed \"${\"", begin, begin + 2);
    else
      fail("expected \"}\", found \"" + std::string(close.text.substr(0, 40)) + "\"", close);
    return false;
  }
  item.end = at_;
  trim_next_ = trims;
  items.push_back(std::move(item));
  return true;
}

bool Parser::directive(TemplateItem& item) {
  using Kind = TemplateItem::Kind;
  Token word = read();
  if (word.is_name("if")) {
    item.kind = Kind::If;
    item.node = expression();
  } else if (word.is_name("for")) {
    item.kind = Kind::For;
    if (for_names(item.key_name, item.value_name)) item.node = expression();
  } else if (word.is_name("else")) {
    item.kind = Kind::Else;
  } else if (word.is_name("endif")) {
    item.kind = Kind::EndIf;
  } else if (word.is_name("endfor")) {
    item.kind = Kind::EndFor;
  } else {
    fail("expected if, else, endif, for or endfor after \"%{\"", word);
  }
  return !failed_;
}

}  // namespace paycheck::expression
