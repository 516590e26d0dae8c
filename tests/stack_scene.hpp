// SPDX-License-Identifier: Apache-2.0
#pragma once

// Small stacks for tests, and values as one line of text.

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "paycheck/stack.hpp"

namespace paycheck::scenes {

inline std::unique_ptr<Stack> read(std::string text, const std::string& name = "example",
                                   const StackOptions& options = {}) {
  StackFiles files;
  files.app = ".";
  files.name = name;
  files.file = "main.tf.json";
  files.folder = ".";
  auto document = json::read("main.tf.json", std::move(text));
  REQUIRE_MESSAGE(document, to_string(document.problems().front()));
  files.documents.push_back(std::move(*document));
  auto stack = Stack::build(std::move(files), options);
  REQUIRE_MESSAGE(stack, to_string(stack.problems().front()));
  return std::move(*stack);
}

/// A stack of the fixtures: `payment/cdktf.out/stacks/TapStacksynthl0s3m1`.
inline std::unique_ptr<Stack> fixture(const std::string& folder, const StackOptions& options = {}) {
  std::string path = std::string(PAYCHECK_SOURCE_DIR) + "/fixtures/" + folder;
  std::ifstream file(path + "/cdk.tf.json");
  REQUIRE(file);
  std::stringstream text;
  text << file.rdbuf();
  StackFiles files;
  files.app = ".";
  files.name = folder.substr(folder.rfind('/') + 1);
  files.file = "cdk.tf.json";
  files.folder = folder;
  files.folder_path = path;
  files.scan_path = std::string(PAYCHECK_SOURCE_DIR) + "/fixtures";
  auto document = json::read("cdk.tf.json", text.str());
  REQUIRE(document);
  files.documents.push_back(std::move(*document));
  auto stack = Stack::build(std::move(files), options);
  REQUIRE(stack);
  return std::move(*stack);
}

inline std::string word(Truth truth) {
  return truth == Truth::True ? "true" : truth == Truth::False ? "false" : "unknown";
}

/// `absent`, `"text ${hole}"`, `unknown(reason: expression)`, `[a, b, ...]`, `{k: v}`, an address.
inline std::string show(const Stack& stack, const terraform::Value& value) {
  using Kind = terraform::Value::Kind;
  Arena scratch;
  switch (value.kind()) {
    case Kind::Absent:
      return "absent";
    case Kind::Unknown:
      return "unknown(" + std::string(terraform::to_string(value.hole()->reason)) + ": " +
             std::string(value.hole()->expression) + ")";
    case Kind::Bool:
      return value.boolean() ? "true" : "false";
    case Kind::Number: {
      std::ostringstream out;
      out << value.number();
      return out.str();
    }
    case Kind::Text: {
      terraform::TextPiece single;
      return '"' + terraform::to_string(value.pieces(single)) + '"';
    }
    case Kind::Element:
      return std::string(value.element()->address);
    case Kind::Record: {
      std::string out = "{";
      for (const auto& entry : value.entries())
        out += (out.size() > 1 ? ", " : "") + std::string(entry.name) + ": " +
               show(stack, *entry.value);
      return out + "}";
    }
    case Kind::Block: {
      std::string out = "block{";
      for (const json::Member& member : value.place().value->members())
        out += (out.back() == '{' ? "" : ", ") + std::string(member.name()) + ": " +
               show(stack, stack.step(value, member.name()));
      return out + "}";
    }
    default:
      break;
  }
  Items items = stack.items(value, scratch);
  bool map = value.kind() == Kind::Map;
  std::string out = map ? "{" : "[";
  for (const Item& item : items.items) {
    if (out.size() > 1) out += ", ";
    if (!item.key.empty()) out += std::string(item.key) + ": ";
    out += show(stack, item.value);
    if (item.exists != Truth::True) out += "?";
  }
  if (items.open) out += out.size() > 1 ? ", ..." : "...";
  return out + (map ? "}" : "]");
}

/// The value at a dotted path of an element; the address may hold dots: `aws_x.y`, `data.aws_x.y`.
inline terraform::Value at(const Stack& stack, std::string_view address, std::string_view path) {
  const Element* element = stack.find(address);
  REQUIRE_MESSAGE(element, address);
  terraform::Value value = terraform::Value::element(element);
  while (!path.empty()) {
    std::string_view name = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    value = stack.step(value, name);
  }
  return value;
}

}  // namespace paycheck::scenes
