// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "paycheck/json.hpp"

namespace paycheck {

// Appends JSON to a text in one pass, indented or without a space: reports of a hundred thousand
// findings are written without building a tree first.
class JsonWriter {
 public:
  enum class Layout : std::uint8_t { Indented, Compact };
  explicit JsonWriter(std::string& out, Layout layout = Layout::Indented)
      : out_(out), layout_(layout) {}

  JsonWriter& key(std::string_view name) {
    separate();
    json::append_quoted(out_, name);
    out_ += layout_ == Layout::Indented ? ": " : ":";
    after_key_ = true;
    return *this;
  }
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }

  void null() { raw("null"); }
  void text(std::string_view value) {
    separate();
    json::append_quoted(out_, value);
  }
  // Empty is null.
  void text_or_null(std::string_view value) { value.empty() ? null() : text(value); }
  void number(std::uint64_t value) { raw(std::to_string(value)); }
  void boolean(bool value) { raw(value ? "true" : "false"); }
  // JSON text as it is.
  void raw(std::string_view json) {
    separate();
    out_ += json;
  }

 private:
  void separate() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (depth_ == 0) return;
    if (!first_) out_ += ',';
    line();
    first_ = false;
  }
  void line() {
    if (layout_ == Layout::Compact) return;
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }
  void open(char bracket) {
    separate();
    out_ += bracket;
    ++depth_;
    first_ = true;
  }
  void close(char bracket) {
    --depth_;
    if (!first_) line();
    first_ = false;
    out_ += bracket;
  }

  std::string& out_;
  Layout layout_;
  std::size_t depth_ = 0;
  bool first_ = true;
  bool after_key_ = false;
};

}  // namespace paycheck
