// SPDX-License-Identifier: Apache-2.0
// What values share. The kind and state of a value tell which node it has.
#pragma once

#include "paycheck/expression.hpp"

namespace paycheck::expression {

struct Value::Node {
  std::size_t weight = sizeof(Value);
  std::size_t depth = 0;
  bool holds_unknown = false;
  bool holds_sensitive = false;

  /// Counts a part in.
  void hold(const Value& part);
};

struct Value::TextNode : Node {
  std::string text;
};
struct Value::NumberNode : Node {
  Number number;
};
/// List, Set, Tuple.
struct Value::ItemsNode : Node {
  Type element;
  std::vector<Value> items;
};
/// Map, Object.
struct Value::EntriesNode : Node {
  Type element;
  std::vector<Entry> entries;
};
struct Value::NullNode : Node {
  Type type;
};
struct Value::UnknownNode : Node {
  Type type;
  WhyPointer why;
  std::vector<Piece> pieces;
  Value seen;
};

template <class T>
const T* Value::node() const {
  return static_cast<const T*>(node_.get());
}

}  // namespace paycheck::expression
