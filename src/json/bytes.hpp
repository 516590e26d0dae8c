// SPDX-License-Identifier: Apache-2.0
// Eight bytes at a time: where a run of spaces or of plain string characters ends.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace paycheck::json {

inline constexpr std::uint64_t each_byte = 0x0101010101010101;
inline constexpr std::uint64_t high_bits = 0x80 * each_byte;

/// The next eight bytes, the first in the lowest place.
inline std::uint64_t load_eight(const char* from) {
  std::uint64_t bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
  return bytes;
}

/// Marks by high bits. The lowest mark is always right; a borrow may set wrong ones above it.
inline std::uint64_t zero_bytes(std::uint64_t bytes) {
  return (bytes - each_byte) & ~bytes & high_bits;
}
inline std::uint64_t bytes_equal(std::uint64_t bytes, unsigned char c) {
  return zero_bytes(bytes ^ (c * each_byte));
}
inline int first_marked(std::uint64_t marks) {
  return std::countr_zero(marks) >> 3;
}

/// Bytes that end a plain run: quote, backslash, control, non-ASCII, and `$` and `%`, which differ
/// in one bit.
inline std::uint64_t stops_in(std::uint64_t bytes) {
  std::uint64_t controls = (bytes - 0x20 * each_byte) & ~bytes & high_bits;
  return bytes_equal(bytes, '"') | bytes_equal(bytes, '\\') |
         zero_bytes((bytes | each_byte) ^ ('%' * each_byte)) | controls | (bytes & high_bits);
}
inline bool is_stop(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\' || c == '$' || c == '%';
}

/// The first byte in [from, end) that is no plain string character; `end` if all are.
inline const char* plain_end(const char* from, const char* end) {
  for (; end - from >= 8; from += 8)
    if (std::uint64_t stops = stops_in(load_eight(from))) return from + first_marked(stops);
  while (from < end && !is_stop(*from)) ++from;
  return from;
}

inline bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// The first byte in [from, end) that is no white space; `end` if all are. Fast for the line feed
/// and the spaces that pretty-printed text has between any two tokens.
inline const char* space_end(const char* from, const char* end) {
  if (from < end && !is_space(*from)) return from;
  while (from < end && is_space(*from)) {
    ++from;
    for (; end - from >= 8; from += 8)
      if (std::uint64_t others = load_eight(from) ^ (' ' * each_byte)) {
        from += std::countr_zero(others) >> 3;
        break;
      }
  }
  return from;
}

}  // namespace paycheck::json
