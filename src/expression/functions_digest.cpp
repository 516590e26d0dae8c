// SPDX-License-Identifier: Apache-2.0
// Digests, by nettle, and the UUID that is made of one (RFC 4122, version 5).
#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include "functions.hpp"

namespace paycheck::expression {
namespace {

const std::uint8_t* raw(std::string_view bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

template <class State, std::size_t size, void (*init)(State*),
          void (*update)(State*, std::size_t, const std::uint8_t*),
          void (*finish)(State*, std::size_t, std::uint8_t*)>
std::string digest_by(std::string_view bytes) {
  State state;
  init(&state);
  update(&state, bytes.size(), raw(bytes));
  std::string result(size, '\0');
  finish(&state, size, reinterpret_cast<std::uint8_t*>(result.data()));
  return result;
}

template <Digest kind>
Outcome hexadecimal(Arguments arguments, Context&) {
  return Value::string(in_hex(digest(kind, arguments[0].text())));
}

template <Digest kind>
Outcome base64(Arguments arguments, Context&) {
  return Value::string(to_base64(digest(kind, arguments[0].text())));
}

std::optional<int> nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return std::nullopt;
}

// 36 characters with dashes at their places, or 32 without any.
std::optional<std::string> uuid_bytes(std::string_view text) {
  bool dashed = text.size() == 36;
  std::string bytes;
  for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
    if (dashed && (at == 8 || at == 13 || at == 18 || at == 23)) {
      if (text[at] != '-') return std::nullopt;
      ++at;
    }
    std::optional<int> high = nibble(text[at]), low = nibble(text[at + 1]);
    if (!high || !low) return std::nullopt;
    bytes += static_cast<char>(*high * 16 + *low);
  }
  return bytes;
}

// As Go's package reads them: also with urn:uuid: before it, or with any characters in place of
// braces around it.
std::optional<std::string> read_uuid(std::string_view text) {
  if (text.size() == 45) {
    std::string start(text.substr(0, 9));
    for (char& c : start) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (start != "urn:uuid:") return std::nullopt;
    text.remove_prefix(9);
  } else if (text.size() == 38) {
    text = text.substr(1, 36);
  }
  if (text.size() != 36 && text.size() != 32) return std::nullopt;
  return uuid_bytes(text);
}

// https://www.rfc-editor.org/rfc/rfc4122#appendix-C
std::optional<std::string> name_space(std::string_view name) {
  constexpr std::string_view names[] = {"dns", "url", "oid", "x500"};
  constexpr std::string_view parts[] = {"10", "11", "12", "14"};
  for (std::size_t i = 0; i < 4; ++i)
    if (name == names[i])
      return read_uuid("6ba7b8" + std::string(parts[i]) + "-9dad-11d1-80b4-00c04fd430c8");
  return read_uuid(name);
}

Outcome uuid_v5(Arguments arguments, Context&) {
  std::optional<std::string> within = name_space(arguments[0].text());
  if (!within)
    return failed(named(arguments[0].text()) + " is neither a UUID nor dns, url, oid or x500", 0);
  std::string bytes = digest(Digest::Sha1, *within + arguments[1].text()).substr(0, 16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x50);
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
  std::string text = in_hex(bytes);
  for (std::size_t dash : {20, 16, 12, 8}) text.insert(dash, 1, '-');
  return Value::string(std::move(text));
}

}  // namespace

std::string digest(Digest kind, std::string_view bytes) {
  switch (kind) {
    case Digest::Md5:
      return digest_by<md5_ctx, MD5_DIGEST_SIZE, md5_init, md5_update, md5_digest>(bytes);
    case Digest::Sha1:
      return digest_by<sha1_ctx, SHA1_DIGEST_SIZE, sha1_init, sha1_update, sha1_digest>(bytes);
    case Digest::Sha256:
      return digest_by<sha256_ctx, SHA256_DIGEST_SIZE, sha256_init, sha256_update, sha256_digest>(
          bytes);
    case Digest::Sha512:
      return digest_by<sha512_ctx, SHA512_DIGEST_SIZE, sha512_init, sha512_update, sha512_digest>(
          bytes);
  }
  return {};
}

std::string in_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (char c : bytes) {
    auto byte = static_cast<unsigned char>(c);
    text += {digits[byte >> 4], digits[byte & 15]};
  }
  return text;
}

std::vector<Function> digest_functions() {
  Type text = Type::string();
  Parameter str = text_of("str");
  return {
      {"base64sha256", {str}, {}, text, base64<Digest::Sha256>},
      {"base64sha512", {str}, {}, text, base64<Digest::Sha512>},
      {"md5", {str}, {}, text, hexadecimal<Digest::Md5>},
      {"sha1", {str}, {}, text, hexadecimal<Digest::Sha1>},
      {"sha256", {str}, {}, text, hexadecimal<Digest::Sha256>},
      {"sha512", {str}, {}, text, hexadecimal<Digest::Sha512>},
      {"uuidv5", {text_of("namespace"), text_of("name")}, {}, text, uuid_v5},
  };
}

}  // namespace paycheck::expression
