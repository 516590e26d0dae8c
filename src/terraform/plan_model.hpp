// SPDX-License-Identifier: Apache-2.0
// What a plan or state says, joined: every instance of a resource or data source with its values,
// its marks, and what the configuration says of it.
#pragma once

#include <deque>
#include <unordered_map>

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {

/// An instance of a module.
struct PlanScope {
  std::string address;  ///< `module.m["k"]`; empty for the root
  const PlanScope* parent = nullptr;
  const json::Value* call = nullptr;    ///< its entry of `module_calls`; null: root, or not shown
  const json::Value* module = nullptr;  ///< its configuration; null: not shown
};

/// An instance of a resource or data source.
struct PlanResource {
  bool data = false;
  std::string_view address, type, name;
  std::string_view index;                ///< `0` or `k`; empty data(): none
  const json::Value* at = nullptr;       ///< the token that gives its address
  const json::Value* values = nullptr;   ///< null: all unknown
  const json::Value* unknown = nullptr;  ///< shaped like `values`, true where unknown
  const json::Value* sensitive = nullptr;
  const json::Value* configured = nullptr;  ///< its entry in the configuration; null: not shown
  const PlanScope* scope = nullptr;
  std::string label;  ///< the block's last label: unique within its type
};

class PlanModel {
 public:
  explicit PlanModel(const json::Document& plan);

  const json::Value& root() const { return root_; }
  const std::deque<PlanResource>& resources() const { return resources_; }
  const PlanScope& root_scope() const { return *scopes_.at(""); }
  const PlanScope* scope(const std::string& address) const;
  /// The instances of a resource (`aws_x.y`, `data.aws_x.y`) of a module's instance.
  std::span<const PlanResource* const> instances(const PlanScope& scope, bool data,
                                                 std::string_view type,
                                                 std::string_view name) const;
  /// The one of them with that instance key; null if there is none.
  const PlanResource* instance(const PlanScope& scope, bool data, std::string_view type,
                               std::string_view name, std::string_view index) const;
  /// There is a configuration beside the values.
  bool has_configuration() const { return configuration_ != nullptr; }

 private:
  const PlanScope* make_scope(std::string_view address);
  const json::Value* configured(const PlanScope& scope, bool data, std::string_view type,
                                std::string_view name);
  void add_changes(const json::Value* changes);
  void add_change(const json::Value& entry);
  void add_values(const json::Value* values, bool data_only);
  void add(const json::Value& entry, const json::Value* values, const json::Value* unknown,
           const json::Value* sensitive);
  void give_labels();

  const json::Value& root_;
  const json::Value* configuration_ = nullptr;
  std::deque<PlanResource> resources_;
  std::unordered_map<std::string, std::unique_ptr<PlanScope>> scopes_;
  std::unordered_map<std::string_view, std::size_t> seen_;  ///< by address
  std::unordered_map<std::string_view, const json::Value*> planned_;
  std::unordered_map<std::string, std::vector<const PlanResource*>> by_name_;
  std::unordered_map<const json::Value*, std::unordered_map<std::string, const json::Value*>>
      configured_;
};

/// Members of an object by name, at once for large ones.
class Members {
 public:
  explicit Members(const json::Value* object);
  const json::Value* find(std::string_view name) const;

 private:
  const json::Value* object_ = nullptr;
  std::unordered_map<std::string_view, const json::Value*> names_;
};

bool is_true(const json::Value* value);

}  // namespace paycheck::terraform
