// SPDX-License-Identifier: Apache-2.0
// The translation of a plan in the making: JSON, the way back, and what must not be printed.
#pragma once

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {

class PlanText {
 public:
  explicit PlanText(const json::Document& plan);

  /// `{`, `[`, `}`, `]` that stand for the ends of `at`; null: for nothing in the plan.
  void open(char bracket, const json::Value* at);
  void close(char bracket, const json::Value* at);
  /// A member's name; `at` is the token in the plan that names it.
  void key(std::string_view name, const json::Value& at);
  /// A key as it stands in the plan, its template marks escaped (`$${`).
  void key_of(const json::Value& key);
  /// A key as it is written in configuration.
  void key_as_written(const json::Value& key);
  /// A string of our own that stands for `at` as a whole.
  void text(std::string_view text, const json::Value& at);
  /// A value as it stands in the plan: an expression, or what no template can be in.
  void copy(const json::Value& value);
  /// A scalar that is a value: what looks like a template is text.
  void literal(const json::Value& scalar);

  std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  /// What was written since `begin` must not be printed.
  void hide_since(std::uint32_t begin);
  /// More was written than any plan of this size gives.
  bool is_too_large() const { return text_.size() > bound_; }
  json::Translation take();

 private:
  void separate();
  void at(std::uint32_t source, bool exact);
  void escaped(const json::Value& string);

  std::string_view source_;
  std::size_t bound_;
  std::string text_;
  std::vector<json::Stretch> stretches_;
  std::vector<json::Translation::Span> hidden_;
};

}  // namespace paycheck::terraform
