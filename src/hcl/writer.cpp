// SPDX-License-Identifier: Apache-2.0
// Stretches that go on where the last one led are not begun anew; of two at one place, the later
// counts.
#include "writer.hpp"

#include <cstdio>

namespace paycheck::hcl {

void Writer::begin_stretch(std::size_t source, bool exact) {
  auto text = static_cast<std::uint32_t>(text_.size());
  auto from = static_cast<std::uint32_t>(source);
  json::Stretch& last = stretches_.back();
  if (last.text == text) {
    last = {text, from, exact};
    return;
  }
  bool goes_on = last.exact == exact && last.source + (exact ? text - last.text : 0) == from;
  if (!goes_on) stretches_.push_back({text, from, exact});
}

void Writer::copy(std::size_t begin, std::size_t end) {
  begin_stretch(begin, true);
  text_ += source_.substr(begin, end - begin);
}

void Writer::copy_escaped(std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end;) {
    std::size_t run = at;
    while (run < end && source_[run] != '"' && source_[run] != '\\' &&
           static_cast<unsigned char>(source_[run]) >= 0x20)
      ++run;
    if (run > at) copy(at, run);
    if (run == end) return;
    begin_stretch(run, true);
    escape(static_cast<unsigned char>(source_[run]));
    at = run + 1;
  }
}

void Writer::decoded(std::string_view utf8, std::size_t begin) {
  begin_stretch(begin, false);
  for (char c : utf8) escape(static_cast<unsigned char>(c));
}

void Writer::escape(unsigned char c) {
  switch (c) {
    case '"':
      text_ += "\\\"";
      return;
    case '\\':
      text_ += "\\\\";
      return;
    case '\n':
      text_ += "\\n";
      return;
    case '\r':
      text_ += "\\r";
      return;
    case '\t':
      text_ += "\\t";
      return;
    default:
      break;
  }
  if (c >= 0x20) {
    text_ += static_cast<char>(c);
    return;
  }
  char code[8];
  std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
  text_ += code;
}

}  // namespace paycheck::hcl
