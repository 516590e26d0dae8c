// SPDX-License-Identifier: Apache-2.0
// Encodings are told by their byte order mark or, as JSON starts with an ASCII character, by where
// the first zero bytes stand.
#include "encoding.hpp"

namespace paycheck::json {
namespace {

using namespace std::string_view_literals;

struct Sign {
  std::string_view start;
  WrongEncoding meaning;
};

constexpr std::string_view shell =
    "PowerShell's > writes UTF-16; write UTF-8 without a byte order mark";
constexpr std::string_view plain = "write UTF-8 without a byte order mark";

// Longer signs first: UTF-32's little-endian mark starts with UTF-16's.
constexpr Sign marks[] = {
    {"\xEF\xBB\xBF"sv,
     {"the text starts with a UTF-8 byte order mark",
      "Terraform refuses it; write UTF-8 without a byte order mark"}},
    {"\xFF\xFE\0\0"sv, {"the text is UTF-32 (little endian), not UTF-8", plain}},
    {"\0\0\xFE\xFF"sv, {"the text is UTF-32 (big endian), not UTF-8", plain}},
    {"\xFF\xFE"sv, {"the text is UTF-16 (little endian), not UTF-8", shell}},
    {"\xFE\xFF"sv, {"the text is UTF-16 (big endian), not UTF-8", shell}},
};

}  // namespace

WrongEncoding wrong_encoding(std::string_view text) {
  for (const Sign& mark : marks)
    if (text.starts_with(mark.start)) return mark.meaning;
  bool first_zero = text.size() >= 2 && text[0] == '\0';
  bool second_zero = text.size() >= 2 && text[1] == '\0';
  if (first_zero && !second_zero) return {"the text is UTF-16 (big endian), not UTF-8", shell};
  if (second_zero && !first_zero) return {"the text is UTF-16 (little endian), not UTF-8", shell};
  return {};
}

}  // namespace paycheck::json
