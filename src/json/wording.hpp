// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace paycheck::json {

/// What the grammar allows at a place.
enum class Wanted : unsigned char {
  Value,
  Item,
  FirstItem,
  Key,
  FirstKey,
  Colon,
  AfterItem,
  AfterMember,
  Digit,
  End
};

std::string_view to_string(Wanted wanted);

/// What stands at the start of `rest`: `'}'`, `'True'`, `U+00A0`, `end of text`.
std::string describe(std::string_view rest);

/// What people who write `rest` where `wanted` belongs should do; empty if nothing comes to mind.
std::string_view advice(std::string_view rest, Wanted wanted);

}  // namespace paycheck::json
