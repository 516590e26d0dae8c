// SPDX-License-Identifier: Apache-2.0
// A module's resource names a configuration of its module, which may be the root's, passed on. A
// configuration that is used but not shown is declared all the same: that a plan leaves it out is
// no fault of the stack.

#include "plan_providers.hpp"

#include <algorithm>

namespace paycheck::terraform {
namespace {

struct KeyParts {
  std::string_view module, name, alias;
};

/// `module.m`, `aws`, `west` of `module.m:aws.west`.
KeyParts parts_of(std::string_view key) {
  std::size_t colon = key.rfind(':');
  KeyParts parts;
  if (colon != std::string_view::npos) parts.module = key.substr(0, colon);
  if (colon != std::string_view::npos) key.remove_prefix(colon + 1);
  std::size_t dot = key.find('.');
  parts.name = key.substr(0, dot);
  if (dot != std::string_view::npos) parts.alias = key.substr(dot + 1);
  return parts;
}

std::string plain(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'))
      c = '-';
  return result;
}

bool is_constant(const json::Value& entry) {
  std::vector<const json::Value*> open{&entry};
  bool any = false;
  while (!open.empty()) {
    const json::Value* at = open.back();
    open.pop_back();
    if (at->is_string() && at->has_template()) return false;
    if (at->find("references")) return false;
    any |= at->find("constant_value") != nullptr;
    for (const json::Member& member : at->members()) open.push_back(&member.value);
    for (const json::Value& item : at->items()) open.push_back(&item);
  }
  return any;
}

bool tells_tags(const json::Value& entry) {
  const json::Value* expressions = entry.find("expressions");
  const json::Value* tags = expressions ? expressions->find("default_tags") : nullptr;
  return !tags || is_constant(*tags);
}

}  // namespace

PlanProviders::PlanProviders(const json::Value& plan) {
  const json::Value* configuration = plan.find("configuration");
  if (!configuration) return;
  if (const json::Value* shown = configuration->find("provider_config"))
    for (const json::Member& member : shown->members()) add(member.key, &member.value);
  shown_ = all_.size();
  add_used(configuration->find("root_module"));
  std::stable_sort(all_.begin(), all_.end(),
                   [](const PlanProvider& a, const PlanProvider& b) { return a.name < b.name; });
  by_key_.clear();
  for (std::size_t i = 0; i < all_.size(); ++i)
    by_key_.try_emplace(std::string(all_[i].key->text()), i);
  for (const auto& [key, other] : passed_)
    if (auto found = by_key_.find(other); found != by_key_.end())
      by_key_.try_emplace(key, found->second);
}

void PlanProviders::add(const json::Value& key, const json::Value* entry) {
  KeyParts parts = parts_of(key.text());
  if (!is_identifier(parts.name) || by_key_.contains(key.text())) return;
  PlanProvider made;
  made.name = parts.name;
  made.module = parts.module;
  made.alias = plain(parts.module);
  if (!parts.alias.empty())
    made.alias += (made.alias.empty() ? "" : "-") + std::string(parts.alias);
  made.key = &key;
  made.entry = entry;
  made.tags_are_told = entry && tells_tags(*entry);
  if (!made.alias.empty() && !is_identifier(made.alias)) return;
  if (!taken_.insert(made.name + "." + made.alias).second) return;
  by_key_.emplace(std::string(key.text()), all_.size());
  all_.push_back(std::move(made));
}

/// A module's configuration that is not shown was passed to it: which one is clear where there is
/// one only.
void PlanProviders::add_unshown(const json::Value& key) {
  KeyParts parts = parts_of(key.text());
  std::size_t count = 0, last = 0;
  for (std::size_t i = 0; i < shown_; ++i)
    if (all_[i].name == parts.name) {
      ++count;
      last = i;
    }
  if (count == 1 && !parts.module.empty())
    passed_.emplace(key.text(), all_[last].key->text());
  else if (!parts.module.empty() || !parts.alias.empty())
    add(key, nullptr);
}

void PlanProviders::add_used(const json::Value* module) {
  std::vector<const json::Value*> open;
  if (module) open.push_back(module);
  while (!open.empty()) {
    const json::Value* at = open.back();
    open.pop_back();
    if (const json::Value* resources = at->find("resources"))
      for (const json::Value& resource : resources->items()) {
        const json::Value* key = resource.find("provider_config_key");
        if (key && key->is_string() && !find(key->text())) add_unshown(*key);
      }
    if (const json::Value* calls = at->find("module_calls"))
      for (const json::Member& call : calls->members())
        if (const json::Value* called = call.value.find("module")) open.push_back(called);
  }
}

const PlanProvider* PlanProviders::find(std::string_view key) const {
  auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : &all_[found->second];
}

}  // namespace paycheck::terraform
