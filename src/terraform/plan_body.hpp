// SPDX-License-Identifier: Apache-2.0
// Bodies of the translation: values that a plan knows, and expressions where it does not.
//
// What `translate_plan` makes of a plan (formats 0.1 to 1.2,
// https://developer.hashicorp.com/terraform/internals/json-format): every instance of a resource
// that will exist is a block of its own, whose `//.address` is the instance's; data sources are
// those that were read. A known value is literal (`$${` where it holds `${`). An unknown one is the
// expression that the configuration gives it, in names of the translation, or
// `${paycheck::after_apply(...)}` with what it mentions, or `${paycheck::not_shown()}`, which could
// be anything. A known name that the configuration takes from another resource is that reference.
// What the provider sets by itself is left out, and so are blocks that a `dynamic` makes of values
// that are known after apply only: the format does not tell the two apart.
#pragma once

#include "plan_reference.hpp"
#include "plan_text.hpp"

namespace paycheck::terraform {

/// What the configuration says of a value.
struct Written {
  enum class Form : std::uint8_t {
    NotShown,    ///< there is no configuration
    Absent,      ///< nothing is written
    Body,        ///< an object of expressions
    Bodies,      ///< a list of them
    Expression,  ///< `{"constant_value": ..., "references": [...]}`
    Raw,         ///< configuration in JSON syntax, below a `constant_value`
  };
  Form form = Form::NotShown;
  const json::Value* at = nullptr;
  bool part = false;  ///< the expression makes what holds the value
};

/// What an entry of `expressions` is.
Written written_as(const json::Value& entry);
/// What is written of a member of what `body` writes.
Written member_of(const Written& body, std::string_view name);
/// The bodies that make the items of a list: one for each, matched by what they have in common, as
/// sets are ordered anew.
std::vector<Written> items_of(const Written& list, std::span<const json::Value> values);

/// A value and what the plan says of it.
struct Planned {
  const json::Value* value = nullptr;  ///< null where it is not known
  const json::Value* unknown = nullptr;
  const json::Value* sensitive = nullptr;
};

class PlanBody {
 public:
  PlanBody(PlanText& out, const PlanReferences& references) : out_(out), references_(references) {}

  /// The arguments of a resource's instance. `tags_all`: its `tags` are what `tags_all` gives.
  void resource(const PlanResource& resource, const Schema* schema, bool tags_all);
  /// What an expression, or configuration in JSON syntax, says without a plan's value.
  void expression(const json::Value& entry, const PlanScope& scope);
  /// A value outside of resources; `at` is where it stands if it is not known.
  void value(const Planned& planned, const Written& written, const PlanScope& scope,
             const json::Value& at);
  /// Nested too deep to be a plan.
  const json::Value* too_deep() const { return too_deep_; }

 private:
  void members(const Planned& planned, const Written& written, const Schema* schema, bool is_body);
  void value_of(const Planned& planned, const Written& written, const Argument* argument,
                const json::Value& at);
  void object(const Planned& planned, const Written& written, const Argument* argument,
              const json::Value& at);
  void array(const Planned& planned, const Written& written, const Argument* argument,
             const json::Value& at);
  void scalar(const json::Value& value, const Written& written);
  void unknown(const Written& written, const Argument* argument, const json::Value& at);
  bool unknown_reference(const json::Value& expression, const Argument* argument,
                         const json::Value& at);
  void raw(const json::Value& value);
  std::string translated(const Part& part, std::string_view text);
  void expression_template(const json::Value& string);
  void after_apply(const json::Value& expression, const json::Value& at);
  void template_after_apply(const Template& text, const json::Value& at);

  PlanText& out_;
  const PlanReferences& references_;
  const PlanScope* scope_ = nullptr;
  Arena arena_;
  int depth_ = 0;
  bool tags_from_all_ = false;
  const json::Value* too_deep_ = nullptr;
};

}  // namespace paycheck::terraform
