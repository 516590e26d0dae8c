// SPDX-License-Identifier: Apache-2.0
// The slow road of strings: plain runs are copied whole, everything else is one unit (an escape, a
// non-ASCII character, a template), each of which may step the offset map.
#include "string_text.hpp"

#include <optional>

#include "bytes.hpp"
#include "normal.hpp"
#include "paycheck/json.hpp"
#include "utf8.hpp"

namespace paycheck::json {
namespace {

struct TextReader {
  std::string_view source;
  std::size_t at;
  bool templates;
  std::string& text;
  OffsetMap* map;
  bool ascii = true;

  StringEnd read();
  StringFault read_unit();
  StringFault read_escape();
  StringFault read_unicode_escape();
  StringFault read_template();
  void read_wide();
  void put(char c);
  std::optional<char32_t> hexadecimal(std::size_t from) const;
};

StringEnd TextReader::read() {
  if (map) map->add(0, at);
  const char* end = source.data() + source.size();
  while (true) {
    const char* from = source.data() + at;
    const char* stop = plain_end(from, end);
    text.append(from, stop);
    at = static_cast<std::size_t>(stop - source.data());
    if (stop == end) return {StringFault::Unclosed, at};
    if (*stop == '"') return {StringFault::None, at + 1};
    if (StringFault fault = read_unit(); fault != StringFault::None) return {fault, at};
  }
}

StringFault TextReader::read_unit() {
  char c = source[at];
  std::size_t begin = at;
  std::size_t size = text.size();
  StringFault fault = StringFault::None;
  if (c == '\\') {
    fault = read_escape();
  } else if (c == '$' || c == '%') {
    if (templates && opens_template(source, at)) return read_template();
    text += c;
    ++at;
  } else if (static_cast<unsigned char>(c) < 0x20) {
    return StringFault::Control;
  } else {
    read_wide();
  }
  if (map && text.size() - size != at - begin) map->add(text.size(), at);
  return fault;
}

void TextReader::read_wide() {
  ascii = false;
  std::string_view rest = source.substr(at);
  std::size_t length = utf8_length(rest);
  text += length > 0 ? rest.substr(0, length) : replacement;
  at += length > 0 ? length : 1;
  if (map && length == 0) map->add(text.size(), at);
}

StringFault TextReader::read_template() {
  std::size_t end = template_end(source, at);
  if (end == std::string_view::npos) return StringFault::Template;
  // Terraform's own text: raw line feeds, bare quotes and backslashes are as good as any character.
  while (at < end) {
    if (static_cast<unsigned char>(source[at]) < 0x80)
      text += source[at++];
    else
      read_wide();
  }
  return StringFault::None;
}

StringFault TextReader::read_escape() {
  if (at + 1 == source.size()) {
    ++at;
    return StringFault::Unclosed;
  }
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  char letter = source[at + 1];
  if (letter == 'u') return read_unicode_escape();
  std::size_t which = letters.find(letter);
  if (which == std::string_view::npos) return StringFault::Escape;
  text += meanings[which];
  at += 2;
  return StringFault::None;
}

std::optional<char32_t> TextReader::hexadecimal(std::size_t from) const {
  if (source.size() < from + 4) return {};
  char32_t code = 0;
  for (char c : source.substr(from, 4)) {
    char lower = static_cast<char>(c | 0x20);
    bool digit = c >= '0' && c <= '9';
    if (!digit && (lower < 'a' || lower > 'f')) return {};
    code = code * 16 + static_cast<char32_t>(digit ? c - '0' : lower - 'a' + 10);
  }
  return code;
}

StringFault TextReader::read_unicode_escape() {
  std::optional<char32_t> code = hexadecimal(at + 2);
  if (!code) {
    bool cut_off = source.size() - at < 6 && source.find('"', at) == std::string_view::npos;
    if (!cut_off) return StringFault::UnicodeEscape;
    at = source.size();
    return StringFault::Unclosed;
  }
  at += 6;
  if (*code < 0x80) {
    put(static_cast<char>(*code));
    return StringFault::None;
  }
  ascii = false;
  if (*code >= 0xD800 && *code < 0xDC00 && source.substr(at, 2) == "\\u") {
    char32_t low = hexadecimal(at + 2).value_or(0);
    if (low >= 0xDC00 && low < 0xE000) {
      code = 0x10000 + ((*code - 0xD800) << 10) + (low - 0xDC00);
      at += 6;
    }
  }
  append_utf8(text, *code);
  return StringFault::None;
}

// An escaped character. Terraform reads templates before anything undoes these escapes: it sees no
// `${` in `\u0024{` or `$\u007b`, and no `$${` in `\u0024${`. The text must say the same, so the
// first two get a second `$`, and the `$` of the last becomes a template of its own.
void TextReader::put(char c) {
  bool marker = c == '$' || c == '%';
  std::string_view rest = source.substr(at);
  if (templates && marker && rest.starts_with('{')) text += c;
  if (templates && marker && rest.size() > 1 && rest[0] == c && rest[1] == '{') {
    text += {'$', '{', '"', c, '"', '}'};
    return;
  }
  if (templates && c == '{' && !text.empty() && (text.back() == '$' || text.back() == '%'))
    text += text.back();
  text += c;
}

StringEnd read_text(std::string_view source, std::size_t begin, bool templates, std::string& text,
                    OffsetMap* decoded, OffsetMap* normal) {
  text.clear();
  TextReader reader{source, begin, templates, text, decoded};
  StringEnd end = reader.read();
  if (end.fault == StringFault::None && !reader.ascii) normalize(text, normal);
  return end;
}

}  // namespace

bool opens_template(std::string_view text, std::size_t at) {
  char c = text[at];
  return (c == '$' || c == '%') && text.substr(at + 1, 1) == "{" && (at == 0 || text[at - 1] != c);
}

bool holds_template(std::string_view text) {
  for (std::size_t at = text.find('{', 1); at != std::string_view::npos;
       at = text.find('{', at + 1))
    if (text[at - 1] == '$' || text[at - 1] == '%') return true;
  return false;
}

StringEnd read_text(std::string_view source, std::size_t begin, bool templates, std::string& text) {
  return read_text(source, begin, templates, text, nullptr, nullptr);
}

StringEnd read_sequence(std::string_view source, std::size_t begin, std::string& text) {
  text.clear();
  TextReader reader{source, begin, true, text, nullptr};
  StringFault fault = reader.read_template();
  if (fault == StringFault::None && !reader.ascii) normalize(text, nullptr);
  return {fault, reader.at};
}

StringEnd read_text(std::string_view source, std::size_t begin, bool templates, std::string& text,
                    TextOrigin& origin) {
  return read_text(source, begin, templates, text, &origin.decoded, &origin.normal);
}

}  // namespace paycheck::json
