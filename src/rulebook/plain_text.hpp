// SPDX-License-Identifier: Apache-2.0
#pragma once

// Bytes and words: what a rule file may be made of.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace paycheck {

/// How many UTF-16 code units valid UTF-8 takes.
std::uint32_t utf16_length(std::string_view text);
/// Where the first byte stands that a rule file must not hold, and what it is.
struct Blemish {
  std::size_t offset = 0;
  std::string_view what;
};
/// Anything but UTF-8 without byte order mark, carriage returns and control characters.
std::optional<Blemish> find_blemish(std::string_view text);

std::string_view trimmed(std::string_view text);
/// Trimmed pieces; one empty piece for empty text.
std::vector<std::string_view> split(std::string_view text, char separator);
/// `table-without-customer-key`
bool is_kebab_case(std::string_view word);
/// `TableWithoutCustomerKey`
std::string pascal_case(std::string_view kebab);
/// `ENC001`
bool is_rule_id(std::string_view word);
/// A relative path that stays below its folder, in its only spelling.
bool is_plain_path(std::string_view path);

}  // namespace paycheck
