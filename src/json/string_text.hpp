// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "offset_map.hpp"

namespace paycheck::json {

enum class StringFault : unsigned char { None, Unclosed, Control, Escape, UnicodeEscape, Template };

/// Where reading a string's source ended: past its closing quote, or at the byte that is wrong (at
/// the backslash, the `$` or `%`).
struct StringEnd {
  StringFault fault = StringFault::None;
  std::size_t at = 0;
};

/// Whether an unescaped `${` or `%{` stands at `text[at]`; `$${` and `%%{` are text.
bool opens_template(std::string_view text, std::size_t at);
/// Whether `text` holds `${` or `%{`.
bool holds_template(std::string_view text);

/// Reads the string whose first character stands at `source[begin]`, just past its opening quote,
/// into `text`: escapes undone, invalid bytes replaced, normalised. `templates` as in `Options`.
StringEnd read_text(std::string_view source, std::size_t begin, bool templates, std::string& text);

/// The same for a template sequence outside of strings, which starts at `source[begin]`.
StringEnd read_sequence(std::string_view source, std::size_t begin, std::string& text);

/// From a string's text back to its source.
struct TextOrigin {
  OffsetMap decoded;
  OffsetMap normal;
  std::size_t source_of(std::size_t offset) const {
    return decoded.source_of(normal.source_of(static_cast<std::uint32_t>(offset)));
  }
};
/// The same, and where everything came from.
StringEnd read_text(std::string_view source, std::size_t begin, bool templates, std::string& text,
                    TextOrigin& origin);

}  // namespace paycheck::json
