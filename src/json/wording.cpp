// SPDX-License-Identifier: Apache-2.0
// Syntax errors in words, with advice for what other languages allow and JSON does not.
#include "wording.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

#include "utf8.hpp"

namespace paycheck::json {
namespace {

constexpr std::size_t longest_shown = 24;

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string_view word_at(std::string_view rest) {
  auto end = std::find_if_not(rest.begin(), rest.end(), in_word);
  return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
}

std::string in_hexadecimal(const char* format, std::uint32_t number) {
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), format, number);
  return digits.data();
}

struct Spelling {
  std::string_view start;
  std::string_view advice;
};

constexpr Spelling words[] = {
    {"True", "write true"},
    {"False", "write false"},
    {"TRUE", "write true"},
    {"FALSE", "write false"},
    {"None", "write null"},
    {"NULL", "write null"},
    {"nil", "write null"},
    {"undefined", "write null, or leave it out"},
    {"NaN", "JSON knows finite numbers only"},
    {"Infinity", "JSON knows finite numbers only"},
};

constexpr Spelling signs[] = {
    {"'", "JSON strings stand in double quotes"},
    {"`", "JSON strings stand in double quotes"},
    {"\xE2\x80\x9C", "a typographic quote; JSON strings stand in plain double quotes"},
    {"\xE2\x80\x9D", "a typographic quote; JSON strings stand in plain double quotes"},
    {"\xC2\xA0", "a no-break space; only plain spaces, tabs and line feeds may stand here"},
    {"\xEF\xBB\xBF", "a byte order mark; files were joined or saved with one"},
    {"//", "JSON has no comments"},
    {"/*", "JSON has no comments"},
    {"#", "JSON has no comments"},
    {"${", "an expression stands in a string: \"${...}\""},
    {"%{", "a directive stands in a string"},
};

template <class Matches>
std::string_view advice_of(const auto& spellings, Matches matches) {
  auto found = std::find_if(std::begin(spellings), std::end(spellings), matches);
  return found != std::end(spellings) ? found->advice : std::string_view();
}

bool wants_value(Wanted wanted) {
  return wanted == Wanted::Value || wanted == Wanted::Item || wanted == Wanted::FirstItem;
}

std::string_view advice_for_value(char first, Wanted wanted) {
  if (first == '+') return "JSON numbers have no plus sign";
  if (first == '.') return "JSON numbers start with a digit";
  if (first == ']' && wanted == Wanted::Item) return "JSON allows no comma after the last item";
  return {};
}

std::string_view advice_for_key(char first, Wanted wanted) {
  if (first == '}' && wanted == Wanted::Key) return "JSON allows no comma after the last member";
  if (in_word(first)) return "JSON keys stand in double quotes";
  return {};
}

}  // namespace

std::string_view to_string(Wanted wanted) {
  switch (wanted) {
    case Wanted::Value:
    case Wanted::Item:
      return "a value";
    case Wanted::FirstItem:
      return "a value or ']'";
    case Wanted::Key:
      return "a key in double quotes";
    case Wanted::FirstKey:
      return "a key in double quotes or '}'";
    case Wanted::Colon:
      return "':'";
    case Wanted::AfterItem:
      return "',' or ']'";
    case Wanted::AfterMember:
      return "',' or '}'";
    case Wanted::Digit:
      return "a digit";
    case Wanted::End:
      return "the end of the text";
  }
  return "";
}

std::string describe(std::string_view rest) {
  if (rest.empty()) return "end of text";
  std::string_view word = word_at(rest);
  if (word.size() > longest_shown) return "'" + std::string(word.substr(0, longest_shown)) + "...'";
  if (!word.empty()) return "'" + std::string(word) + "'";
  auto first = static_cast<unsigned char>(rest[0]);
  std::size_t length = utf8_length(rest);
  if (length == 0) return in_hexadecimal("byte 0x%02X", first);
  if (first < 0x20 || first >= 0x7F)
    return in_hexadecimal("U+%04X", static_cast<std::uint32_t>(code_point(rest, length)));
  return {'\'', rest[0], '\''};
}

std::string_view advice(std::string_view rest, Wanted wanted) {
  if (rest.empty()) return {};
  auto at_start = [&](const Spelling& spelling) { return rest.starts_with(spelling.start); };
  if (std::string_view known = advice_of(signs, at_start); !known.empty()) return known;
  auto is_word = [&](const Spelling& spelling) { return word_at(rest) == spelling.start; };
  if (wants_value(wanted) || wanted == Wanted::Digit)
    if (std::string_view known = advice_of(words, is_word); !known.empty()) return known;
  if (wants_value(wanted)) return advice_for_value(rest[0], wanted);
  if (wanted == Wanted::Key || wanted == Wanted::FirstKey) return advice_for_key(rest[0], wanted);
  if (wanted == Wanted::Colon && rest[0] == '=')
    return "JSON writes ':' between a key and its value";
  if (wanted == Wanted::End) return "a file holds one JSON document";
  return {};
}

}  // namespace paycheck::json
