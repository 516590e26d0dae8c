// SPDX-License-Identifier: Apache-2.0
// What a reference in a module's configuration means in the translation.
#pragma once

#include "plan_model.hpp"

namespace paycheck::terraform {

/// A reference as the translation writes it.
struct PlanReference {
  std::string text;                        ///< `aws_kms_key.module-m-k.arn`
  const PlanResource* resource = nullptr;  ///< null: a variable, `path.module`
  std::string_view attribute;              ///< of `resource`; empty unless it is one plain step
};

class PlanReferences {
 public:
  explicit PlanReferences(const PlanModel& model) : model_(model) {}

  /// Nothing where the plan does not tell: locals, `each`, resources that it does not show.
  std::optional<PlanReference> resolve(const Reference& reference, std::string_view text,
                                       const PlanScope& scope, Arena& arena) const;
  /// The one thing that an expression of the configuration can be: its only reference. `sole`: it
  /// is surely all of the expression.
  struct Only {
    PlanReference reference;
    bool sole = false;
  };
  std::optional<Only> only(const json::Value& expression, const PlanScope& scope,
                           Arena& arena) const;
  /// What an expression mentions, as the translation writes it; false if there is more than can be
  /// told.
  bool mentioned(const json::Value& expression, const PlanScope& scope, Arena& arena,
                 std::vector<PlanReference>& out) const;

 private:
  std::optional<PlanReference> resolve(const Reference& reference, std::string_view text,
                                       const PlanScope& scope, Arena& arena, int depth) const;
  std::optional<PlanReference> of_resource(const Reference& reference, std::string_view text,
                                           const PlanScope& scope) const;
  bool add_loose(const Reference& reference, const PlanScope& scope,
                 std::vector<PlanReference>& out) const;
  std::optional<PlanReference> of_variable(const Reference& reference, std::string_view text,
                                           const PlanScope& scope, Arena& arena, int depth) const;
  std::optional<PlanReference> of_output(const Reference& reference, std::string_view text,
                                         const PlanScope& scope, Arena& arena, int depth) const;
  std::optional<Only> only(const json::Value& expression, const PlanScope& scope, Arena& arena,
                           int depth) const;

  const PlanModel& model_;
};

/// The references of an expression without those that another one continues (`a.b` of `a.b.id`).
std::vector<std::string_view> longest_references(const json::Value& expression);

}  // namespace paycheck::terraform
