// SPDX-License-Identifier: Apache-2.0
// IP addresses in texts: https://www.rfc-editor.org/rfc/rfc4291#section-2.2,
// https://www.rfc-editor.org/rfc/rfc5952.
#include <array>

#include "address.hpp"

namespace paycheck::expression {
namespace {

constexpr std::string_view mapped_head{"\0\0\0\0\0\0\0\0\0\0\xFF\xFF", 12};

// A number in digits of `base` alone, at most `most`.
std::optional<unsigned> number(std::string_view text, unsigned base, unsigned most) {
  unsigned value = 0;
  for (char c : text) {
    unsigned digit = 99;
    if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
      digit = static_cast<unsigned>((c | 0x20) - 'a' + 10);
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
    if (value > most) return std::nullopt;
  }
  if (text.empty()) return std::nullopt;
  return value;
}

std::optional<std::string> read_v4(std::string_view text) {
  std::string bytes;
  for (std::size_t dot = 0; dot != text.npos;) {
    dot = text.find('.');
    std::optional<unsigned> part = number(text.substr(0, dot), 10, 255);
    if (!part) return std::nullopt;
    bytes += static_cast<char>(*part);
    if (dot != text.npos) text.remove_prefix(dot + 1);
  }
  if (bytes.size() != 4) return std::nullopt;
  return bytes;
}

// Groups with single colons between them; the last may be an IPv4 address.
std::optional<std::string> read_groups(std::string_view text, bool last) {
  std::string bytes;
  if (text.empty()) return bytes;
  for (std::size_t colon = 0; colon != text.npos;) {
    colon = text.find(':');
    std::string_view part = text.substr(0, colon);
    if (last && colon == text.npos && part.find('.') != part.npos) {
      std::optional<std::string> v4 = read_v4(part);
      if (!v4) return std::nullopt;
      return bytes + *v4;
    }
    std::optional<unsigned> group = number(part, 16, 0xFFFF);
    if (!group) return std::nullopt;
    bytes += {static_cast<char>(*group >> 8), static_cast<char>(*group)};
    if (colon != text.npos) text.remove_prefix(colon + 1);
  }
  return bytes;
}

std::optional<std::string> read_v6(std::string_view text) {
  std::size_t gap = text.find("::");
  std::optional<std::string> head = read_groups(text.substr(0, gap), gap == text.npos);
  if (!head) return std::nullopt;
  if (gap == text.npos) return head->size() == 16 ? head : std::nullopt;
  std::optional<std::string> tail = read_groups(text.substr(gap + 2), true);
  if (!tail || head->size() + tail->size() > 14) return std::nullopt;
  return *head + std::string(16 - head->size() - tail->size(), '\0') + *tail;
}

// The longest run of two or more zero groups; the first of equal ones.
std::pair<std::size_t, std::size_t> longest_zeros(const std::array<unsigned, 8>& groups) {
  std::size_t best = 8, best_size = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t size = 0;
    while (i + size < 8 && groups[i + size] == 0) ++size;
    if (size > best_size) best = i, best_size = size;
    i += size;
  }
  return {best, best_size};
}

std::string hexadecimal(unsigned value) {
  std::string text = in_hex(std::string{static_cast<char>(value >> 8), static_cast<char>(value)});
  return text.substr(std::min<std::size_t>(text.find_first_not_of('0'), 3));
}

std::string dotted(std::string_view bytes) {
  std::string text;
  for (char c : bytes) {
    if (!text.empty()) text += '.';
    text += std::to_string(static_cast<unsigned char>(c));
  }
  return text;
}

}  // namespace

bool Address::is_mapped() const {
  return bytes.size() == 16 && bytes.starts_with(mapped_head);
}

std::optional<Address> read_address(std::string_view text) {
  bool v6 = text.find(':') != text.npos;
  std::optional<std::string> bytes = v6 ? read_v6(text) : read_v4(text);
  if (!bytes) return std::nullopt;
  return Address{std::move(*bytes)};
}

std::optional<Prefix> read_prefix(std::string_view text) {
  std::size_t slash = text.find('/');
  if (slash == text.npos) return std::nullopt;
  std::optional<Address> address = read_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  std::optional<unsigned> length =
      number(text.substr(slash + 1), 10, static_cast<unsigned>(address->bits()));
  if (!length) return std::nullopt;
  for (std::size_t i = 0; i < address->bytes.size(); ++i) {
    std::size_t kept = *length > i * 8 ? std::min<std::size_t>(*length - i * 8, 8) : 0;
    address->bytes[i] = static_cast<char>(address->bytes[i] & (0xFF00 >> kept));
  }
  return Prefix{std::move(*address), *length};
}

std::string to_text(const Address& address) {
  if (address.is_v4()) return dotted(address.bytes);
  if (address.is_mapped()) return dotted(std::string_view(address.bytes).substr(12));
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < 16; ++i)
    groups[i / 2] = groups[i / 2] << 8 | static_cast<unsigned char>(address.bytes[i]);
  auto [gap, size] = longest_zeros(groups);
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == gap) {
      text += "::";
      i += size - 1;
      continue;
    }
    if (!text.empty() && !text.ends_with(':')) text += ':';
    text += hexadecimal(groups[i]);
  }
  return text;
}

std::optional<std::string> to_text(const Prefix& prefix) {
  std::size_t length = prefix.length;
  if (prefix.address.is_mapped()) {
    if (length < 96) return std::nullopt;
    length -= 96;
  }
  return to_text(prefix.address) + "/" + std::to_string(length);
}

void to_integer(mpz_ptr integer, const Address& address) {
  mpz_import(integer, address.bytes.size(), 1, 1, 1, 0, address.bytes.data());
}

std::optional<Address> from_integer(mpz_srcptr integer, std::size_t size) {
  std::size_t count = mpz_sgn(integer) == 0 ? 0 : (mpz_sizeinbase(integer, 2) + 7) / 8;
  if (count > size) return std::nullopt;
  std::string bytes(size, '\0');
  mpz_export(bytes.data() + (size - count), nullptr, 1, 1, 1, 0, integer);
  return Address{std::move(bytes)};
}

}  // namespace paycheck::expression
