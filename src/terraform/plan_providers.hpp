// SPDX-License-Identifier: Apache-2.0
// The provider configurations of a plan: `aws`, `aws.west`, `module.m:aws.west`.
#pragma once

#include <deque>
#include <map>
#include <set>

#include "plan_model.hpp"

namespace paycheck::terraform {

struct PlanProvider {
  std::string name;                    ///< `aws`
  std::string alias;                   ///< `west`; of a module's own `module-m-west`
  std::string module;                  ///< the module that configures it; empty for the root
  const json::Value* key = nullptr;    ///< the token that names it
  const json::Value* entry = nullptr;  ///< null: a resource uses it, and nothing shows it
  bool tags_are_told = false;          ///< its `default_tags` are constants, or there are none

  bool is_declared() const { return !alias.empty() || (entry && entry->find("expressions")); }
};

class PlanProviders {
 public:
  explicit PlanProviders(const json::Value& plan);
  /// By name, each once; those of one name follow each other.
  const std::vector<PlanProvider>& all() const { return all_; }
  /// The one that a `provider_config_key` means; null for empty keys.
  const PlanProvider* find(std::string_view key) const;

 private:
  void add(const json::Value& key, const json::Value* entry);
  void add_unshown(const json::Value& key);
  void add_used(const json::Value* module);

  std::vector<PlanProvider> all_;
  std::size_t shown_ = 0;                      ///< how many of them `provider_config` shows
  std::map<std::string, std::string> passed_;  ///< key of a module's to that of the one it is
  std::set<std::string> taken_;                ///< names with aliases
  std::map<std::string, std::size_t, std::less<>> by_key_;
};

}  // namespace paycheck::terraform
