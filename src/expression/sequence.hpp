// SPDX-License-Identifier: Apache-2.0
// Collections of which a part may be all that is seen.
#pragma once

#include "functions.hpp"

namespace paycheck::expression {

/// The items of a known collection; of an unknown one those that are surely there.
inline std::span<const Value> seen_items(const Value& value) {
  if (value.is_known()) return value.items();
  return value.seen() ? value.seen()->items() : std::span<const Value>();
}
inline std::span<const Entry> seen_entries(const Value& value) {
  if (value.is_known()) return value.entries();
  return value.seen() ? value.seen()->entries() : std::span<const Entry>();
}

/// A list; with a reason one of which more may exist.
inline Value list_or_open(Type element, std::vector<Value> items, const WhyPointer& unknown) {
  Value list = Value::list(std::move(element), std::move(items));
  return unknown ? Value::open(std::move(list), unknown) : list;
}

}  // namespace paycheck::expression
