// SPDX-License-Identifier: Apache-2.0
// Numbers in texts, as Terraform's `tonumber` reads them: `+1`, `.5`, `5.` and `007` are numbers;
// spaces, `0x10`, `1_000` and `Inf` are none.
#include <charconv>
#include <cstdlib>

#include "lexer.hpp"
#include "paycheck/terraform.hpp"

namespace paycheck::terraform {
namespace {

std::size_t digits_end(std::string_view text, std::size_t at) {
  while (is_digit(char_at(text, at))) ++at;
  return at;
}

bool is_decimal(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  std::size_t fraction = digits_end(text, at);
  std::size_t digits = fraction - at;
  at = fraction;
  if (char_at(text, at) == '.') {
    at = digits_end(text, fraction + 1);
    digits += at - fraction - 1;
  }
  if (digits == 0) return false;
  if ((char_at(text, at) | 0x20) == 'e') {
    ++at;
    if (char_at(text, at) == '+' || char_at(text, at) == '-') ++at;
    std::size_t end = digits_end(text, at);
    if (end == at) return false;
    at = end;
  }
  return at == text.size();
}

}  // namespace

std::optional<double> to_number(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  if (!is_decimal(text)) return {};
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // Beyond a double's range: infinity or zero, of which strtod alone tells which.
  if (error == std::errc::result_out_of_range)
    return std::strtod(std::string(text).c_str(), nullptr);
  return value;
}

}  // namespace paycheck::terraform
