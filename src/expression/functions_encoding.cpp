// SPDX-License-Identifier: Apache-2.0
// JSON, base64, URLs, gzip.
#include <zlib.h>

#include "functions.hpp"

namespace paycheck::expression {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Outcome utf8_text(std::string bytes, Context& context) {
  if (!is_utf8(bytes)) return failed("the decoded bytes are no UTF-8 text", 0);
  return bounded_text(std::move(bytes), context);
}

Outcome base64_decode(Arguments arguments, Context& context) {
  std::optional<std::string> bytes = from_base64(arguments[0].text());
  if (!bytes) return failed("the text is no base64", 0);
  return utf8_text(std::move(*bytes), context);
}

Outcome base64_encode(Arguments arguments, Context& context) {
  return bounded_text(to_base64(arguments[0].text()), context);
}

// Inflates gzip (RFC 1952) up to a size; empty if the bytes are none, or more than that.
class Inflater {
 public:
  enum class State : std::uint8_t { Done, Broken, TooLarge };

  State inflate(std::string_view bytes, std::size_t most, std::string& out) {
    z_stream stream{};
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) return State::Broken;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    int state = Z_OK;
    while (state == Z_OK && out.size() <= most) {
      char buffer[16384];
      stream.next_out = reinterpret_cast<Bytef*>(buffer);
      stream.avail_out = sizeof buffer;
      state = ::inflate(&stream, Z_NO_FLUSH);
      out.append(buffer, sizeof buffer - stream.avail_out);
      if (state == Z_STREAM_END && stream.avail_in > 0) state = inflateReset(&stream);
    }
    inflateEnd(&stream);
    if (out.size() > most) return State::TooLarge;
    return state == Z_STREAM_END ? State::Done : State::Broken;
  }
};

// OpenTofu's (https://opentofu.org/docs/language/functions/base64gunzip/).
Outcome base64_gunzip(Arguments arguments, Context& context) {
  std::optional<std::string> bytes = from_base64(arguments[0].text());
  if (!bytes) return failed("the text is no base64", 0);
  std::string text;
  switch (Inflater().inflate(*bytes, context.limits.bytes, text)) {
    case Inflater::State::Broken:
      return failed("the decoded bytes are not gzipped", 0);
    case Inflater::State::TooLarge:
      return context.too_large(Type::string());
    case Inflater::State::Done:
      break;
  }
  return utf8_text(std::move(text), context);
}

Outcome json_decode(Arguments arguments, Context&) {
  Outcome value = from_json(arguments[0].text());
  if (!value) return failed(value.failure().message, 0);
  return value;
}

Outcome json_encode(Arguments arguments, Context&) {
  Outcome text = to_json(arguments[0]);
  if (!text) return failed(text.failure().message, 0);
  return text;
}

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("-_.~").find(c) != std::string_view::npos;
}

Outcome url_encode(Arguments arguments, Context& context) {
  std::string out;
  for (char c : arguments[0].text()) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    auto byte = static_cast<unsigned char>(c);
    if (is_unreserved(c))
      out += c;
    else if (c == ' ')
      out += '+';
    else
      out += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return bounded_text(std::move(out), context);
}

int nibble(std::string_view text, std::size_t at) {
  if (at >= text.size()) return -1;
  char c = text[at];
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// OpenTofu's (https://opentofu.org/docs/language/functions/urldecode/).
Outcome url_decode(Arguments arguments, Context& context) {
  std::string_view text = arguments[0].text();
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    int high = nibble(text, i + 1), low = nibble(text, i + 2);
    if (high < 0 || low < 0) return failed("invalid escape " + named(text.substr(i, 3)), 0);
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return utf8_text(std::move(out), context);
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      out += i + k <= bytes.size() ? alphabet[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out;
  std::uint32_t group = 0;
  int count = 0, padding = 0;
  for (char c : text) {
    if (c == '\n' || c == '\r') continue;
    if (c == '=') {
      if (count + ++padding > 4 || count < 2) return std::nullopt;
      continue;
    }
    std::size_t digit = alphabet.find(c);
    if (digit == alphabet.npos || padding > 0) return std::nullopt;
    if (count == 4) group = 0, count = 0;
    group = group << 6 | static_cast<std::uint32_t>(digit);
    if (++count == 4)
      out +=
          {static_cast<char>(group >> 16), static_cast<char>(group >> 8), static_cast<char>(group)};
  }
  if (count == 0 || (count == 4 && padding == 0)) return out;
  if (count + padding != 4) return std::nullopt;
  out += static_cast<char>(group >> (count == 3 ? 10 : 4));
  if (count == 3) out += static_cast<char>(group >> 2);
  return out;
}

std::vector<Function> encoding_functions() {
  Type text = Type::string();
  Parameter str = text_of("str");
  return {
      {"base64decode", {str}, {}, text, base64_decode},
      {"base64encode", {str}, {}, text, base64_encode},
      {"base64gunzip", {str}, {}, text, base64_gunzip},
      {"jsondecode", {str}, {}, Type::any(), json_decode},
      {"jsonencode", {or_null(partly(any_of("val")))}, {}, text, json_encode},
      {"urldecode", {str}, {}, text, url_decode},
      {"urlencode", {str}, {}, text, url_encode},
  };
}

}  // namespace paycheck::expression
