// SPDX-License-Identifier: Apache-2.0
// The ends of texts: what they begin and end with, and without it. A text known in part is judged
// by its literal ends.
#include <utf8proc.h>

#include "functions.hpp"

namespace paycheck::expression {
namespace {

// Spaces of Unicode; those are what `trimspace` drops.
bool is_space(utf8proc_int32_t point) {
  return (point >= 9 && point <= 13) || point == ' ' || point == 0x85 || point == 0xA0 ||
         point == 0x1680 || (point >= 0x2000 && point <= 0x200A) || point == 0x2028 ||
         point == 0x2029 || point == 0x202F || point == 0x205F || point == 0x3000;
}

std::size_t first_size(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (text[size] & 0xC0) == 0x80) ++size;
  return size;
}
std::size_t last_size(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (text[text.size() - size] & 0xC0) == 0x80) ++size;
  return size;
}

template <class Drops>
std::string_view without(std::string_view text, Drops drops) {
  while (!text.empty()) {
    std::size_t size = first_size(text);
    if (!drops(text.substr(0, size))) break;
    text.remove_prefix(size);
  }
  while (!text.empty()) {
    std::size_t size = last_size(text);
    if (!drops(text.substr(text.size() - size))) break;
    text.remove_suffix(size);
  }
  return text;
}

Value own(std::string_view text) {
  return Value::string(std::string(text));
}

Outcome trim(Arguments arguments, Context&) {
  std::string_view cutset = arguments[1].text();
  return own(without(arguments[0].text(), [&](std::string_view character) {
    return cutset.find(character) != cutset.npos;
  }));
}

Outcome trim_space(Arguments arguments, Context&) {
  return own(without(arguments[0].text(), [](std::string_view character) {
    utf8proc_int32_t point = 0;
    utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(character.data()),
                     static_cast<utf8proc_ssize_t>(character.size()), &point);
    return is_space(point);
  }));
}

Outcome chomp(Arguments arguments, Context&) {
  std::string_view text = arguments[0].text();
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return own(text);
}

std::string_view literal(const Piece& piece) {
  return piece.hole ? std::string_view() : std::string_view(piece.text);
}

// Whether a text that begins with `start`, and goes on unless `whole`, begins with `prefix`.
std::optional<bool> begins(std::string_view start, bool whole, std::string_view prefix) {
  if (start.starts_with(prefix)) return true;
  if (whole || !prefix.starts_with(start)) return false;
  return std::nullopt;
}
std::optional<bool> ends(std::string_view end, bool whole, std::string_view suffix) {
  if (end.ends_with(suffix)) return true;
  if (whole || !suffix.ends_with(end)) return false;
  return std::nullopt;
}

std::optional<bool> begins(const Value& text, std::string_view prefix) {
  if (text.is_known()) return begins(text.text(), true, prefix);
  std::vector<Piece> pieces = text.pieces();
  return begins(literal(pieces.front()), false, prefix);
}
std::optional<bool> ends(const Value& text, std::string_view suffix) {
  if (text.is_known()) return ends(text.text(), true, suffix);
  std::vector<Piece> pieces = text.pieces();
  return ends(literal(pieces.back()), false, suffix);
}

Value answer(std::optional<bool> whether, const Value& text) {
  return whether ? Value::boolean(*whether) : Value::unknown(Type::boolean(), text.why());
}

Outcome starts_with(Arguments arguments, Context&) {
  return answer(begins(arguments[0], arguments[1].text()), arguments[0]);
}

Outcome ends_with(Arguments arguments, Context&) {
  return answer(ends(arguments[0], arguments[1].text()), arguments[0]);
}

Outcome contains_text(Arguments arguments, Context&) {
  std::string_view part = arguments[1].text();
  for (const Piece& piece : arguments[0].pieces())
    if (literal(piece).find(part) != std::string_view::npos) return Value::boolean(true);
  if (part.empty()) return Value::boolean(true);
  return answer(arguments[0].is_known() ? std::optional(false) : std::nullopt, arguments[0]);
}

Outcome trim_prefix(Arguments arguments, Context&) {
  std::size_t size = arguments[1].text().size();
  std::optional<bool> there = begins(arguments[0], arguments[1].text());
  if (!there) return unknown_text(arguments[0]);
  if (!*there) return arguments[0];
  std::vector<Piece> pieces = arguments[0].pieces();
  pieces.front().text.erase(0, size);
  return Value::string(std::move(pieces));
}

Outcome trim_suffix(Arguments arguments, Context&) {
  std::size_t size = arguments[1].text().size();
  std::optional<bool> there = ends(arguments[0], arguments[1].text());
  if (!there) return unknown_text(arguments[0]);
  if (!*there) return arguments[0];
  std::vector<Piece> pieces = arguments[0].pieces();
  std::string& last = pieces.back().text;
  last.resize(last.size() - size);
  return Value::string(std::move(pieces));
}

}  // namespace

std::vector<Function> trimming_functions() {
  Type text = Type::string(), yes = Type::boolean();
  Parameter str = text_of("str"), part = partly(text_of("str"));
  return {
      {"chomp", {str}, {}, text, chomp},
      {"endswith", {part, text_of("suffix")}, {}, yes, ends_with},
      {"startswith", {part, text_of("prefix")}, {}, yes, starts_with},
      {"strcontains", {part, text_of("substr")}, {}, yes, contains_text},
      {"trim", {str, text_of("cutset")}, {}, text, trim},
      {"trimprefix", {part, text_of("prefix")}, {}, text, trim_prefix},
      {"trimspace", {str}, {}, text, trim_space},
      {"trimsuffix", {part, text_of("suffix")}, {}, text, trim_suffix},
  };
}

}  // namespace paycheck::expression
