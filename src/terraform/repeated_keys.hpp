// SPDX-License-Identifier: Apache-2.0
// Keys that one JSON object holds more than once.
#pragma once

#include <utility>
#include <vector>

#include "paycheck/json.hpp"

namespace paycheck::terraform {

/// Whether `value` or an object anywhere in it holds a key twice. Fast: the keys of generated files
/// are sorted.
/// `stack` is room to work in, kept between calls.
bool has_repeated_key(const json::Value& value, std::vector<const json::Value*>& stack);

/// Each member whose key stood before, with the first of that key; in file order.
std::vector<std::pair<const json::Member*, const json::Member*>> repeated_members(
    const json::Value& object);

}  // namespace paycheck::terraform
