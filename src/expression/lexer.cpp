// SPDX-License-Identifier: Apache-2.0
// One token at a time, from any place: what stands inside of quotes is the parser's matter.
#include "lexer.hpp"

#include <algorithm>
#include <string_view>

#include "characters.hpp"

namespace paycheck::expression {
namespace {

using namespace std::string_view_literals;

// Longer ones first.
constexpr std::string_view signs[] = {
    "..."sv, "::"sv, "=>"sv, "=="sv, "!="sv, "<="sv, ">="sv, "&&"sv, "||"sv, "("sv,
    ")"sv,   "["sv,  "]"sv,  "{"sv,  "}"sv,  ","sv,  "."sv,  ":"sv,  "?"sv,  "="sv,
    "<"sv,   ">"sv,  "+"sv,  "-"sv,  "*"sv,  "/"sv,  "%"sv,  "!"sv,  "~"sv};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) -
                                  text.begin());
}

std::size_t number_size(std::string_view text) {
  std::size_t size = digits(text);
  if (size == 0) return 0;
  if (size < text.size() && text[size] == '.')
    if (std::size_t fraction = digits(text.substr(size + 1))) size += 1 + fraction;
  if (size < text.size() && (text[size] == 'e' || text[size] == 'E')) {
    std::size_t sign = size + 1 < text.size() && (text[size + 1] == '+' || text[size + 1] == '-');
    if (std::size_t exponent = digits(text.substr(std::min(text.size(), size + 1 + sign))))
      size += 1 + sign + exponent;
  }
  return size;
}

// How a stretch that is no token ends: at a token, at the end of a line, or in an open comment.
struct Skip {
  std::size_t size = 0;
  bool newline = false;
  bool unclosed = false;
};

Skip skip(std::string_view text, bool newlines) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::string_view rest = text.substr(at);
    char c = rest[0];
    if (c == ' ' || c == '\t' || (c == '\r' && rest.substr(1).starts_with('\n'))) {
      ++at;
    } else if (c == '\n') {
      if (newlines) return {at, true, false};
      ++at;
    } else if (c == '#' || rest.starts_with("//")) {
      at = std::min(text.find('\n', at), text.size());
    } else if (rest.starts_with("/*")) {
      std::size_t close = text.find("*/", at + 2);
      if (close == text.npos) return {at, false, true};
      at = close + 2;
    } else {
      break;
    }
  }
  return {at, false, false};
}

Token::Kind sign_kind(std::string_view rest) {
  if (!rest.starts_with("<<")) return Token::Kind::Sign;
  std::size_t mark = rest.starts_with("<<-") ? 3 : 2;
  return identifier_size(rest.substr(mark)) > 0 ? Token::Kind::Heredoc : Token::Kind::Sign;
}

Token::Kind classify(std::string_view rest, std::size_t& size) {
  if (rest.empty()) return Token::Kind::End;
  if ((size = identifier_size(rest)) > 0) return Token::Kind::Name;
  if ((size = number_size(rest)) > 0) return Token::Kind::Number;
  size = 1;
  if (rest[0] == '"') return Token::Kind::Quote;
  if (sign_kind(rest) == Token::Kind::Heredoc) {
    size = rest.starts_with("<<-") ? 3 : 2;
    return Token::Kind::Heredoc;
  }
  for (std::string_view sign : signs) {
    if (!rest.starts_with(sign)) continue;
    size = sign.size();
    return Token::Kind::Sign;
  }
  size = character_at(rest, 0).size;
  return Token::Kind::Wrong;
}

}  // namespace

Token next_token(std::string_view text, std::uint32_t at, bool newlines) {
  Skip skipped = skip(text.substr(at), newlines);
  std::size_t begin = at + skipped.size, size = 0;
  Token::Kind kind = classify(text.substr(begin), size);
  if (skipped.newline) kind = Token::Kind::Newline, size = 1;
  if (skipped.unclosed) kind = Token::Kind::Wrong, size = 2;
  return {kind, text.substr(begin, size), static_cast<std::uint32_t>(begin),
          static_cast<std::uint32_t>(begin + size)};
}

}  // namespace paycheck::expression
