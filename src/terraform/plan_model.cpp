// SPDX-License-Identifier: Apache-2.0
// Changes tell most: values, unknown and sensitive marks. What they leave out comes from the
// planned values, data sources from the prior state. Deletes, forgotten and deposed objects are not
// what there will be.

#include "plan_model.hpp"

#include <algorithm>
#include <unordered_set>

namespace paycheck::terraform {
namespace {

constexpr std::size_t deepest_module = 32;
constexpr std::size_t small_object = 16;

std::string_view text_of(const json::Value& object, std::string_view name) {
  const json::Value* value = object.find(name);
  return value && value->is_string() ? value->text() : std::string_view();
}

std::string key_of(bool data, std::string_view type, std::string_view name) {
  std::string key = data ? "data." : "";
  return key.append(type).append(".").append(name);
}

/// Just past the instance key that may begin at `at`: `[0]`, `["a.b]"]`.
std::size_t index_end(std::string_view address, std::size_t at) {
  if (at >= address.size() || address[at] != '[') return at;
  if (at + 1 < address.size() && address[at + 1] == '"') {
    for (at += 2; at < address.size() && address[at] != '"'; ++at)
      if (address[at] == '\\') ++at;
  }
  std::size_t close = address.find(']', std::min(at, address.size()));
  return close == std::string_view::npos ? address.size() : close + 1;
}

/// Just past the first module of an address: `module.a["x"]`; 0 if it begins with none.
std::size_t module_end(std::string_view address) {
  constexpr std::string_view word = "module.";
  if (!address.starts_with(word)) return 0;
  std::size_t name_end = std::min(address.find_first_of(".[", word.size()), address.size());
  return index_end(address, name_end);
}

/// The address of the module that holds a resource: empty for the root.
std::string_view module_of(std::string_view address) {
  std::size_t end = 0;
  for (std::size_t depth = 0; depth <= deepest_module; ++depth) {
    std::size_t from = end == 0 ? 0 : end + 1;
    std::size_t next = from < address.size() ? module_end(address.substr(from)) : 0;
    if (next == 0) break;
    end = from + next;
  }
  return address.substr(0, std::min(end, address.size()));
}

/// `m` of `module.m["k"]`, the last module of an address.
struct LastModule {
  std::string_view parent, name;
};
LastModule last_module(std::string_view address) {
  std::size_t begin = 0, end = 0;
  while (end < address.size()) {
    begin = end == 0 ? 0 : end + 1;
    std::size_t next = begin < address.size() ? module_end(address.substr(begin)) : 0;
    if (next == 0) break;
    end = begin + next;
  }
  constexpr std::size_t word = 7;
  std::string_view last = address.substr(std::min(begin + word, address.size()));
  return {address.substr(0, begin == 0 ? 0 : begin - 1), last.substr(0, last.find('['))};
}

bool is_gone(const json::Value* actions) {
  if (!actions) return false;
  auto items = actions->items();
  return !items.empty() && std::ranges::all_of(items, [](const json::Value& action) {
    return action.text() == "delete" || action.text() == "forget";
  });
}

/// Calls `visit` for the resources of a module and of all modules in it.
template <class Visit>
void each_resource(const json::Value* module, const Visit& visit) {
  std::vector<const json::Value*> open;
  if (module) open.push_back(module);
  while (!open.empty()) {
    const json::Value* at = open.back();
    open.pop_back();
    if (const json::Value* resources = at->find("resources"))
      for (const json::Value& resource : resources->items()) visit(resource);
    if (const json::Value* children = at->find("child_modules"))
      for (auto child = children->items().rbegin(); child != children->items().rend(); ++child)
        open.push_back(&*child);
  }
}

/// `module-m-k-0` for `module.m.aws_kms_key.k[0]`: an identifier that shows what it stands for.
std::string label_of(const PlanResource& resource) {
  std::string text(resource.scope->address);
  text.append(text.empty() ? "" : ".").append(resource.name);
  if (resource.index.data()) text.append(".").append(resource.index);
  std::string label;
  for (char c : text) {
    bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                 c == '_' || c == '-';
    if (plain)
      label += c;
    else if (!label.empty() && label.back() != '-')
      label += '-';
  }
  if (label.empty() || !is_identifier(label)) label.insert(0, "r-");
  return label;
}

}  // namespace

bool is_true(const json::Value* value) {
  return value && value->kind() == json::Kind::True;
}

Members::Members(const json::Value* object) : object_(object) {
  if (!object || object->members().size() <= small_object) return;
  names_.reserve(object->members().size());
  for (const json::Member& member : object->members())
    names_.try_emplace(member.name(), &member.value);
}

const json::Value* Members::find(std::string_view name) const {
  if (!object_) return nullptr;
  if (names_.empty()) return object_->find(name);
  auto found = names_.find(name);
  return found == names_.end() ? nullptr : found->second;
}

PlanModel::PlanModel(const json::Document& plan) : root_(plan.root()) {
  const json::Value* configuration = root_.find("configuration");
  if (configuration) configuration_ = configuration->find("root_module");
  auto root = std::make_unique<PlanScope>();
  root->module = configuration_;
  scopes_.emplace("", std::move(root));
  const json::Value* planned = root_.find("planned_values");
  const json::Value* prior = root_.find("prior_state");
  if (planned)
    each_resource(planned->find("root_module"), [&](const json::Value& resource) {
      planned_.try_emplace(text_of(resource, "address"), &resource);
    });
  add_changes(root_.find("resource_changes"));
  add_values(planned, false);
  add_values(prior ? prior->find("values") : nullptr, true);
  if (!planned && !root_.find("resource_changes")) add_values(root_.find("values"), false);
  give_labels();
}

const PlanScope* PlanModel::scope(const std::string& address) const {
  auto found = scopes_.find(address);
  return found == scopes_.end() ? nullptr : found->second.get();
}

const PlanScope* PlanModel::make_scope(std::string_view address) {
  std::vector<std::string_view> missing;
  std::string_view at = address;
  while (!scopes_.contains(std::string(at)) && missing.size() < deepest_module) {
    missing.push_back(at);
    at = last_module(at).parent;
  }
  const PlanScope* known = scope(std::string(at));
  for (auto next = missing.rbegin(); next != missing.rend(); ++next) {
    auto made = std::make_unique<PlanScope>();
    made->address = std::string(*next);
    made->parent = known;
    const json::Value* calls =
        known && known->module ? known->module->find("module_calls") : nullptr;
    made->call = calls ? calls->find(last_module(*next).name) : nullptr;
    made->module = made->call ? made->call->find("module") : nullptr;
    known = made.get();
    scopes_.emplace(std::string(*next), std::move(made));
  }
  return known;
}

const json::Value* PlanModel::configured(const PlanScope& scope, bool data, std::string_view type,
                                         std::string_view name) {
  if (!scope.module) return nullptr;
  auto [slot, is_new] = configured_.try_emplace(scope.module);
  if (const json::Value* resources = is_new ? scope.module->find("resources") : nullptr)
    for (const json::Value& resource : resources->items())
      slot->second.try_emplace(key_of(text_of(resource, "mode") == "data",
                                      text_of(resource, "type"), text_of(resource, "name")),
                               &resource);
  auto found = slot->second.find(key_of(data, type, name));
  return found == slot->second.end() ? nullptr : found->second;
}

void PlanModel::add_changes(const json::Value* changes) {
  if (!changes) return;
  for (const json::Value& entry : changes->items()) add_change(entry);
}

void PlanModel::add_change(const json::Value& entry) {
  const json::Value* change = entry.find("change");
  if (!change || entry.find("deposed") || is_gone(change->find("actions"))) return;
  const json::Value* after = change->find("after");
  const json::Value* unknown = change->find("after_unknown");
  bool shown = (after && after->is_object()) || (unknown && unknown->is_object());
  if (shown) add(entry, after, unknown, change->find("after_sensitive"));
}

void PlanModel::add_values(const json::Value* values, bool data_only) {
  each_resource(values ? values->find("root_module") : nullptr, [&](const json::Value& resource) {
    if (resource.find("deposed_key") || (data_only && text_of(resource, "mode") != "data")) return;
    add(resource, resource.find("values"), nullptr, resource.find("sensitive_values"));
  });
}

void PlanModel::add(const json::Value& entry, const json::Value* values, const json::Value* unknown,
                    const json::Value* sensitive) {
  PlanResource made;
  std::string_view mode = text_of(entry, "mode");
  made.data = mode == "data";
  made.at = entry.find("address");
  made.type = text_of(entry, "type");
  made.name = text_of(entry, "name");
  if (!made.at || !made.at->is_string() || made.type.empty() || made.name.empty()) return;
  if (!mode.empty() && mode != "managed" && !made.data) return;
  made.address = made.at->text();
  if (!seen_.try_emplace(made.address, resources_.size()).second) return;
  if (const json::Value* index = entry.find("index")) made.index = index->text();
  made.values = values && values->is_object() ? values : nullptr;
  made.unknown = unknown;
  made.sensitive = sensitive;
  made.scope = make_scope(module_of(made.address));
  if (!made.scope) return;
  made.configured = configured(*made.scope, made.data, made.type, made.name);
  resources_.push_back(std::move(made));
}

void PlanModel::give_labels() {
  std::unordered_set<std::string> taken;
  std::unordered_map<std::string, std::size_t> counts;
  auto give = [&](PlanResource& resource, std::string label) {
    std::string key = key_of(resource.data, resource.type, label);
    if (!taken.insert(key).second) {
      std::size_t& count = counts[key];
      std::string next;
      do {
        next = label + "-" + std::to_string(++count + 1);
      } while (!taken.insert(key_of(resource.data, resource.type, next)).second);
      label = next;
    }
    resource.label = std::move(label);
  };
  auto is_plain = [](const PlanResource& resource) {
    return resource.scope->address.empty() && !resource.index.data() &&
           is_identifier(resource.name);
  };
  for (PlanResource& resource : resources_)
    if (is_plain(resource)) give(resource, std::string(resource.name));
  for (PlanResource& resource : resources_) {
    if (!is_plain(resource)) give(resource, label_of(resource));
    std::string key =
        resource.scope->address + '\n' + key_of(resource.data, resource.type, resource.name);
    by_name_[key].push_back(&resource);
    if (resource.index.data())
      by_name_[key.append("[").append(resource.index)].push_back(&resource);
  }
}

std::span<const PlanResource* const> PlanModel::instances(const PlanScope& scope, bool data,
                                                          std::string_view type,
                                                          std::string_view name) const {
  auto found = by_name_.find(scope.address + '\n' + key_of(data, type, name));
  if (found == by_name_.end()) return {};
  return found->second;
}

const PlanResource* PlanModel::instance(const PlanScope& scope, bool data, std::string_view type,
                                        std::string_view name, std::string_view index) const {
  std::string key = scope.address + '\n' + key_of(data, type, name);
  auto found = by_name_.find(key.append("[").append(index));
  return found == by_name_.end() ? nullptr : found->second.front();
}

}  // namespace paycheck::terraform
