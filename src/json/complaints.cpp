// SPDX-License-Identifier: Apache-2.0
// The one problem of a text that does not parse: where, what, and what to do.
#include <algorithm>

#include "reader.hpp"
#include "utf8.hpp"

namespace paycheck::json {

bool Document::Reader::fail(ProblemKind kind, std::size_t at, std::string message,
                            std::string hint) {
  Position position = document_.position(static_cast<std::uint32_t>(at));
  problem_ = Problem{kind, document_.file(), position, std::move(message), std::move(hint)};
  return false;
}

std::string Document::Reader::line_and_column(std::size_t at) const {
  Position position = document_.position(static_cast<std::uint32_t>(at));
  return "line " + std::to_string(position.line) + ", column " + std::to_string(position.column);
}

std::string Document::Reader::hint_for_open() const {
  if (open_.empty()) return {};
  std::uint32_t at = open_.back().begin;
  return std::string("the '") + begin_[at] + "' at " + line_and_column(at) + " is not closed";
}

bool Document::Reader::unexpected(Wanted wanted, std::string_view where) {
  std::string_view text = rest();
  std::string hint(advice(text, wanted));
  if (options_.templates && text.starts_with("${"))
    hint = "an interpolation stands for a whole value or in a string";
  if (options_.templates && text.starts_with("%{"))
    hint = "what a directive outside a string leaves is known after evaluation only";
  bool mismatched = text.starts_with(']') || text.starts_with('}');
  bool after = wanted == Wanted::AfterItem || wanted == Wanted::AfterMember;
  if (hint.empty() && (text.empty() || (mismatched && after))) hint = hint_for_open();
  bool invalid = !text.empty() && utf8_length(text) == 0;
  std::string message = "unexpected " + describe(text);
  message.append(where).append(": expected ").append(to_string(wanted));
  return fail(invalid ? ProblemKind::Encoding : ProblemKind::Syntax, offset(cursor_),
              std::move(message), std::move(hint));
}

bool Document::Reader::control_in_string(std::size_t at) {
  auto code = static_cast<unsigned char>(begin_[at]);
  std::string opening = line_and_column(offset(cursor_));
  switch (code) {
    case '\n':
    case '\r':
      return fail(ProblemKind::Syntax, at, "unexpected line break in a string",
                  "write \\n, or close the string that opens at " + opening);
    case '\t':
      return fail(ProblemKind::Syntax, at, "unexpected tab in a string", "write \\t");
    default:
      break;
  }
  std::string name = describe({begin_ + at, 1});
  return fail(ProblemKind::Syntax, at, "unexpected " + name + " in a string",
              "write \\u" + name.substr(2));
}

bool Document::Reader::string_fault(StringEnd end) {
  std::string_view text = document_.text_.substr(end.at);
  switch (end.fault) {
    case StringFault::None:
      break;
    case StringFault::Unclosed:
      return fail(ProblemKind::Syntax, end.at, "unexpected end of text: expected '\"'",
                  "the string at " + line_and_column(offset(cursor_)) + " is not closed");
    case StringFault::Control:
      return control_in_string(end.at);
    case StringFault::Escape: {
      std::string letter(text.substr(1, std::max<std::size_t>(utf8_length(text.substr(1)), 1)));
      bool shown =
          static_cast<unsigned char>(letter[0]) > 0x20 && utf8_length(letter) == letter.size();
      return fail(
          ProblemKind::Syntax, end.at,
          shown ? "unknown escape '\\" + letter + "' in a string" : "unknown escape in a string",
          R"(JSON knows \" \\ \/ \b \f \n \r \t and \uXXXX)");
    }
    case StringFault::UnicodeEscape:
      return fail(ProblemKind::Syntax, end.at, "unfinished escape '\\u' in a string",
                  "\\u takes four hexadecimal digits");
    case StringFault::Template:
      return fail(ProblemKind::Syntax, end.at, "unclosed '" + std::string(text.substr(0, 2)) + "'",
                  "no '}' matches it; a literal one is written '" + std::string(1, text[0]) +
                      std::string(text.substr(0, 2)) + "'");
  }
  return false;
}

}  // namespace paycheck::json
