// SPDX-License-Identifier: Apache-2.0
// Texts in other encodings. Of the many that Terraform knows by their IANA names
// (https://www.iana.org/assignments/character-sets) those of Windows, AWS user data and plain text
// are computed, the rest is unknown.
#include <array>
#include <utility>

#include "functions.hpp"

namespace paycheck::expression {
namespace {

enum class Charset : std::uint8_t { Utf8, Utf16, Utf16Le, Utf16Be, Ascii, Latin1, Windows1252 };

constexpr std::pair<std::string_view, Charset> names[] = {
    {"utf-8", Charset::Utf8},
    {"csutf8", Charset::Utf8},
    {"utf-16", Charset::Utf16},
    {"csutf16", Charset::Utf16},
    {"utf-16le", Charset::Utf16Le},
    {"csutf16le", Charset::Utf16Le},
    {"utf-16be", Charset::Utf16Be},
    {"csutf16be", Charset::Utf16Be},
    {"us-ascii", Charset::Ascii},
    {"csascii", Charset::Ascii},
    {"us", Charset::Ascii},
    {"ansi_x3.4-1968", Charset::Ascii},
    {"ansi_x3.4-1986", Charset::Ascii},
    {"iso_646.irv:1991", Charset::Ascii},
    {"iso646-us", Charset::Ascii},
    {"iso-ir-6", Charset::Ascii},
    {"ibm367", Charset::Ascii},
    {"cp367", Charset::Ascii},
    {"iso-8859-1", Charset::Latin1},
    {"iso_8859-1", Charset::Latin1},
    {"iso_8859-1:1987", Charset::Latin1},
    {"iso-ir-100", Charset::Latin1},
    {"latin1", Charset::Latin1},
    {"l1", Charset::Latin1},
    {"ibm819", Charset::Latin1},
    {"cp819", Charset::Latin1},
    {"csisolatin1", Charset::Latin1},
    {"windows-1252", Charset::Windows1252},
    {"cswindows1252", Charset::Windows1252},
};

// Windows-1252 from 0x80 to 0x9F; 0 where it has no character.
// https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT
constexpr std::array<char16_t, 32> windows = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr char32_t replacement = 0xFFFD;

std::optional<Charset> charset_of(std::string_view name) {
  while (name.starts_with(' ')) name.remove_prefix(1);
  while (name.ends_with(' ')) name.remove_suffix(1);
  std::string lower(name);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  for (auto& [known, charset] : names)
    if (known == lower) return charset;
  return std::nullopt;
}

// The code points of valid UTF-8.
std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) == 0x80) {
      points.back() = points.back() << 6 | (byte & 0x3F);
    } else {
      char32_t head = byte < 0x80   ? byte
                      : byte < 0xE0 ? byte & 0x1F
                      : byte < 0xF0 ? byte & 15
                                    : byte & 7;
      points.push_back(head);
    }
  }
  return points;
}

void append_utf8(std::string& out, char32_t point) {
  auto add = [&](char32_t byte) { out += static_cast<char>(byte); };
  auto tail = [&](int shift) { add(0x80 | (point >> shift & 0x3F)); };
  if (point < 0x80) return add(point);
  if (point < 0x800) return add(0xC0 | point >> 6), tail(0);
  if (point < 0x10000) return add(0xE0 | point >> 12), tail(6), tail(0);
  add(0xF0 | point >> 18), tail(12), tail(6), tail(0);
}

std::optional<char> byte_of(Charset charset, char32_t point) {
  if (point < 0x80) return static_cast<char>(point);
  if (charset == Charset::Windows1252 && point > 0)
    for (std::size_t i = 0; i < windows.size(); ++i)
      if (windows[i] == point) return static_cast<char>(0x80 + i);
  char32_t first = charset == Charset::Latin1 ? 0x80 : 0xA0;
  if (charset != Charset::Ascii && point >= first && point <= 0xFF) return static_cast<char>(point);
  return std::nullopt;
}

void append_unit(std::string& out, char32_t unit, bool big) {
  char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit);
  out += big ? std::string{high, low} : std::string{low, high};
}

std::string to_utf16(std::string_view text, bool big, bool mark) {
  std::string out;
  if (mark) append_unit(out, 0xFEFF, big);
  for (char32_t point : code_points(text)) {
    if (point < 0x10000) {
      append_unit(out, point, big);
    } else {
      append_unit(out, 0xD800 + ((point - 0x10000) >> 10), big);
      append_unit(out, 0xDC00 + ((point - 0x10000) & 0x3FF), big);
    }
  }
  return out;
}

std::optional<std::string> to_bytes(Charset charset, const std::string& text) {
  switch (charset) {
    case Charset::Utf8:
      return text;
    case Charset::Utf16:
      return to_utf16(text, true, true);
    case Charset::Utf16Le:
      return to_utf16(text, false, false);
    case Charset::Utf16Be:
      return to_utf16(text, true, false);
    default:
      break;
  }
  std::string out;
  for (char32_t point : code_points(text)) {
    std::optional<char> byte = byte_of(charset, point);
    if (!byte) return std::nullopt;
    out += *byte;
  }
  return out;
}

std::optional<std::string> from_utf16(std::string_view bytes, bool big, bool mark) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  auto unit = [&](std::size_t i) -> char32_t {
    auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(big ? a << 8 | b : b << 8 | a);
  };
  std::size_t i = 0;
  if (mark && bytes.size() >= 2 && unit(0) == 0xFFFE) big = !big;
  if (mark && bytes.size() >= 2 && unit(0) == 0xFEFF) i = 2;
  std::string out;
  for (; i < bytes.size(); i += 2) {
    char32_t point = unit(i);
    if (point >= 0xD800 && point < 0xE000) {
      if (point >= 0xDC00 || i + 3 >= bytes.size()) return std::nullopt;
      char32_t low = unit(i + 2);
      if (low < 0xDC00 || low >= 0xE000) return std::nullopt;
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    if (point == replacement) return std::nullopt;
    append_utf8(out, point);
  }
  return out;
}

std::optional<std::string> from_bytes(Charset charset, const std::string& bytes) {
  switch (charset) {
    case Charset::Utf8:
      // Terraform takes U+FFFD for a sign of what could not be decoded.
      if (!is_utf8(bytes) || bytes.find("\xEF\xBF\xBD") != bytes.npos) return std::nullopt;
      return bytes;
    case Charset::Utf16:
      return from_utf16(bytes, true, true);
    case Charset::Utf16Le:
      return from_utf16(bytes, false, false);
    case Charset::Utf16Be:
      return from_utf16(bytes, true, false);
    default:
      break;
  }
  std::string out;
  for (char c : bytes) {
    auto byte = static_cast<unsigned char>(c);
    char32_t point = byte;
    if (charset == Charset::Windows1252 && byte >= 0x80 && byte < 0xA0)
      point = windows[byte - 0x80];
    if (byte >= 0x80 && (charset == Charset::Ascii || point == 0)) return std::nullopt;
    append_utf8(out, point);
  }
  return out;
}

Outcome unsupported(std::string_view name, Context& context) {
  return context.unknown(Type::string(), Reason::Function,
                         "the encoding " + named(name) + " is not computed");
}

Outcome encode(Arguments arguments, Context& context) {
  std::optional<Charset> charset = charset_of(arguments[1].text());
  if (!charset) return unsupported(arguments[1].text(), context);
  std::optional<std::string> bytes = to_bytes(*charset, arguments[0].text());
  if (!bytes) return failed("a character of the text is not in " + arguments[1].text(), 0);
  return bounded_text(to_base64(*bytes), context);
}

Outcome decode(Arguments arguments, Context& context) {
  std::optional<Charset> charset = charset_of(arguments[1].text());
  if (!charset) return unsupported(arguments[1].text(), context);
  std::optional<std::string> bytes = from_base64(arguments[0].text());
  if (!bytes) return failed("the text is no base64", 0);
  std::optional<std::string> text = from_bytes(*charset, *bytes);
  if (!text) return failed("the decoded bytes are no text in " + arguments[1].text(), 0);
  return bounded_text(std::move(*text), context);
}

}  // namespace

std::vector<Function> charset_functions() {
  Type text = Type::string();
  Parameter encoding = text_of("encoding");
  return {
      {"textdecodebase64", {text_of("source"), encoding}, {}, text, decode},
      {"textencodebase64", {text_of("string"), encoding}, {}, text, encode},
  };
}

}  // namespace paycheck::expression
