// SPDX-License-Identifier: Apache-2.0
// Paths as URI references: https://www.rfc-editor.org/rfc/rfc3986#section-2.3

#include "uri.hpp"

namespace paycheck {

namespace {

bool stays(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~' || c == '/';
}

}  // namespace

std::string uri_of_path(std::string_view path) {
  std::string uri;
  uri.reserve(path.size());
  for (char c : path) {
    if (stays(c)) {
      uri += c;
      continue;
    }
    auto byte = static_cast<unsigned char>(c);
    uri += '%';
    uri += "0123456789ABCDEF"[byte >> 4];
    uri += "0123456789ABCDEF"[byte & 15];
  }
  return uri;
}

}  // namespace paycheck
