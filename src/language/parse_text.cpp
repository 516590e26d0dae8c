// SPDX-License-Identifier: Apache-2.0
// Texts: `{term}` is a placeholder, `{{` and `}}` are braces. Escapes are undone first, so that a
// term inside a text may hold texts itself.

#include <algorithm>

#include "parser.hpp"

namespace paycheck::language {

namespace {

constexpr std::string_view braces = "braces are written '{{' and '}}'";

}  // namespace

std::string_view Parser::plain(const Token& string) {
  if (!string.escaped) return string.text;
  std::string undone;
  undone.reserve(string.text.size());
  for (std::size_t i = 0; i < string.text.size(); ++i) {
    char c = string.text[i];
    if (c == '\\' && i + 1 < string.text.size() &&
        (string.text[i + 1] == '"' || string.text[i + 1] == '\\'))
      c = string.text[++i];
    undone.push_back(c);
  }
  return tree_.arena.copy(undone);
}

Term* Parser::text() {
  Token string = token_;
  std::uint32_t begin = here();
  Term* made = of_kind(Term::Kind::Text, begin);
  std::string_view content = plain(string);
  if (content.find_first_of("{}") == std::string_view::npos)
    made->text = content;
  else
    split(made, string, content);
  advance();
  made->range = since(begin);
  return made;
}

void Parser::split(Term* text, const Token& string, std::string_view content) {
  std::vector<TextPart> parts;
  std::string literal;
  auto flush = [&] {
    if (!literal.empty()) parts.push_back({tree_.arena.copy(std::string_view(literal)), nullptr});
    literal.clear();
  };
  for (std::size_t next = 0; next < content.size();) {
    std::size_t brace = std::min(content.find_first_of("{}", next), content.size());
    literal.append(content, next, brace - next);
    next = brace;
    if (next == content.size()) break;
    if (content.substr(next + 1, 1) == content.substr(next, 1)) {
      literal.push_back(content[next]);
      next += 2;
    } else if (content[next] == '{') {
      flush();
      parts.push_back({{}, placeholder(string, content, next)});
      text->mentions |= parts.back().term->mentions;
    } else {
      Lexer inside(*lexer_, string, content, 0);
      complaints_.add(ProblemKind::Syntax, inside.offset(static_cast<std::uint32_t>(next)),
                      "'}' without its '{'", std::string(braces));
      ++next;
    }
  }
  flush();
  if (parts.size() == 1 && !parts[0].term)
    text->text = parts[0].text;
  else
    text->parts = keep(parts);
}

// Reads the term that begins after the brace at `from`, and moves `from` past the closing brace.
// The lexer is not put back when the term is broken: reading then goes on after the whole text.
const Term* Parser::placeholder(const Token& string, std::string_view content, std::size_t& from) {
  Nested nested(*this);
  Lexer inside(*lexer_, string, content, static_cast<std::uint32_t>(from + 1));
  Lexer* outside = std::exchange(lexer_, &inside);
  Token outer_token = std::exchange(token_, inside.next());
  std::uint32_t outer_end = last_end_;
  if (at(Kind::CloseBrace)) unexpected("a term", std::string(braces));
  const Term* read = term();
  if (!at(Kind::CloseBrace)) unexpected("'}'", std::string(braces));
  from = token_.end;
  lexer_ = outside;
  token_ = outer_token;
  last_end_ = outer_end;
  return read;
}

}  // namespace paycheck::language
