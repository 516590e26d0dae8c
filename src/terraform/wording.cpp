// SPDX-License-Identifier: Apache-2.0
// How messages name things. Addresses are those that reports use.
#include "wording.hpp"

namespace paycheck::terraform {

std::string_view noun(json::Kind kind) {
  switch (kind) {
    case json::Kind::Null:
      return "null";
    case json::Kind::False:
    case json::Kind::True:
      return "a boolean";
    case json::Kind::Number:
      return "a number";
    case json::Kind::String:
      return "a string";
    case json::Kind::Array:
      return "an array";
    case json::Kind::Object:
      return "an object";
  }
  return "";
}

std::string address(const Block& block) {
  constexpr std::string_view prefixes[] = {"",       "data",   "ephemeral", "provider", "variable",
                                           "output", "module", "terraform", "locals",   ""};
  std::string result(prefixes[static_cast<std::size_t>(block.kind)]);
  for (std::string_view word : {block.type, block.name}) {
    if (word.empty()) continue;
    if (!result.empty()) result += '.';
    result += word;
  }
  return result;
}

}  // namespace paycheck::terraform
