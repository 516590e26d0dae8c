// SPDX-License-Identifier: Apache-2.0
// User-perceived characters: what Terraform counts, cuts and turns around in texts.
// https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries
#include <utf8proc.h>

#include "functions.hpp"

namespace paycheck::expression {
namespace {

utf8proc_ssize_t decode(std::string_view text, std::size_t at, utf8proc_int32_t& point) {
  return utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                          static_cast<utf8proc_ssize_t>(text.size() - at), &point);
}

bool is_plain(char c) {
  return static_cast<unsigned char>(c) < 0x80 && c != '\r';
}

}  // namespace

std::size_t cluster_end(std::string_view text, std::size_t at) {
  // Two ASCII characters never join, but for CR LF.
  if (is_plain(text[at]) && (at + 1 == text.size() || is_plain(text[at + 1]))) return at + 1;
  utf8proc_int32_t previous = 0, state = 0;
  utf8proc_ssize_t length = decode(text, at, previous);
  if (length <= 0) return at + 1;
  at += static_cast<std::size_t>(length);
  while (at < text.size()) {
    utf8proc_int32_t next = 0;
    length = decode(text, at, next);
    if (length <= 0 || utf8proc_grapheme_break_stateful(previous, next, &state)) break;
    previous = next;
    at += static_cast<std::size_t>(length);
  }
  return at;
}

std::size_t count_clusters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at = cluster_end(text, at)) ++count;
  return count;
}

bool is_utf8(std::string_view bytes) {
  utf8proc_int32_t point = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    utf8proc_ssize_t length = decode(bytes, at, point);
    if (length <= 0) return false;
    at += static_cast<std::size_t>(length);
  }
  return true;
}

}  // namespace paycheck::expression
