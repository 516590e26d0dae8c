// SPDX-License-Identifier: Apache-2.0
// A plan as configuration: settings, providers, variables, resources, data sources, outputs.
// Modules are no calls here: their resources stand beside the root's.

#include <algorithm>

#include "plan_body.hpp"
#include "plan_providers.hpp"

namespace paycheck::terraform {
namespace {

class Translator {
 public:
  Translator(const json::Document& plan, const SchemaOf& schema_of)
      : plan_(plan),
        schema_of_(schema_of),
        model_(plan),
        providers_(plan.root()),
        references_(model_),
        out_(plan),
        body_(out_, references_) {}

  Result<json::Translation> run() {
    out_.open('{', &plan_.root());
    settings();
    providers();
    variables();
    blocks("resource", false);
    blocks("data", true);
    outputs();
    out_.close('}', &plan_.root());
    if (const json::Value* deep = body_.too_deep())
      return problem(ProblemKind::TooDeep, *deep, "a value is nested too deep for a plan");
    if (out_.is_too_large())
      return problem(ProblemKind::TooLarge, plan_.root(), "the plan repeats itself too often");
    return out_.take();
  }

 private:
  Problem problem(ProblemKind kind, const json::Value& at, std::string message) {
    return {kind, plan_.file(), plan_.position(at.begin()), std::move(message), ""};
  }
  void settings();
  void providers();
  void provider(const PlanProvider& provider);
  void variables();
  void variable(const json::Member& member, const json::Value* declared);
  void blocks(std::string_view root, bool data);
  void block(const PlanResource& resource);
  void depends_on(const PlanResource& resource);
  void outputs();
  void output(const json::Member& member, const Planned& planned, bool is_declared);

  const json::Document& plan_;
  const SchemaOf& schema_of_;
  PlanModel model_;
  PlanProviders providers_;
  PlanReferences references_;
  PlanText out_;
  PlanBody body_;
  Arena arena_;
};

void Translator::settings() {
  bool any = false;
  for (const PlanProvider& provider : providers_.all()) {
    const json::Value* version =
        provider.entry ? provider.entry->find("version_constraint") : nullptr;
    if (!version || !version->is_string() || !provider.alias.empty()) continue;
    if (!any) {
      out_.key("terraform", *provider.key);
      out_.open('{', nullptr);
      out_.key("required_providers", *provider.key);
      out_.open('{', nullptr);
    }
    any = true;
    out_.key(provider.name, *provider.key);
    out_.open('{', provider.entry);
    const json::Value* source = provider.entry->find("full_name");
    if (source && source->is_string()) {
      constexpr std::string_view registry = "registry.terraform.io/";
      std::string_view name = source->text();
      if (name.starts_with(registry)) name.remove_prefix(registry.size());
      out_.key("source", *source);
      out_.text(name, *source);
    }
    out_.key("version", *version);
    out_.literal(*version);
    out_.close('}', provider.entry);
  }
  if (!any) return;
  out_.close('}', nullptr);
  out_.close('}', nullptr);
}

void Translator::providers() {
  std::vector<PlanProvider> all;
  std::ranges::copy_if(providers_.all(), std::back_inserter(all), &PlanProvider::is_declared);
  bool is_open = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    bool is_first = i == 0 || all[i - 1].name != all[i].name;
    if (is_first && is_open) out_.close(']', nullptr);
    if (!is_open) {
      out_.key("provider", *all[i].key);
      out_.open('{', nullptr);
      is_open = true;
    }
    if (is_first) {
      out_.key(all[i].name, *all[i].key);
      out_.open('[', nullptr);
    }
    provider(all[i]);
  }
  if (!is_open) return;
  out_.close(']', nullptr);
  out_.close('}', nullptr);
}

void Translator::provider(const PlanProvider& provider) {
  out_.open('{', provider.entry);
  if (!provider.alias.empty()) {
    out_.key("alias", *provider.key);
    out_.text(provider.alias, *provider.key);
  }
  const json::Value* expressions = provider.entry ? provider.entry->find("expressions") : nullptr;
  const PlanScope* scope = model_.scope(provider.module);
  if (expressions && scope)
    for (const json::Member& member : expressions->members()) {
      bool is_told = member.name() != "default_tags" || provider.tags_are_told;
      if (!is_told || member.name() == "alias" || member.name() == "//") continue;
      out_.key_of(member.key);
      body_.expression(member.value, *scope);
    }
  if (!provider.entry || (expressions && !scope)) {
    out_.key("region", *provider.key);
    out_.text("${paycheck::not_shown()}", *provider.key);
  }
  out_.close('}', provider.entry);
}

void Translator::variables() {
  const json::Value* variables = plan_.root().find("variables");
  if (!variables || variables->members().empty()) return;
  const json::Value* module = model_.root_scope().module;
  Members declared(module ? module->find("variables") : nullptr);
  std::uint32_t count = 0;
  for (const json::Member& member : variables->members()) {
    if (!is_identifier(member.name())) continue;
    if (count++ == 0) {
      out_.key("variable", member.key);
      out_.open('{', variables);
    }
    variable(member, declared.find(member.name()));
  }
  if (count > 0) out_.close('}', variables);
}

void Translator::variable(const json::Member& member, const json::Value* declared) {
  out_.key_of(member.key);
  out_.open('{', &member.value);
  const json::Value* sensitive = declared ? declared->find("sensitive") : nullptr;
  if (is_true(sensitive)) {
    out_.key("sensitive", *sensitive);
    out_.copy(*sensitive);
  }
  if (const json::Member* value = member.value.find_member("value")) {
    out_.key("default", value->key);
    std::uint32_t begin = out_.size();
    out_.copy(value->value);  // Terraform reads no templates in a variable's block
    if (is_true(sensitive)) out_.hide_since(begin);
  }
  out_.close('}', &member.value);
}

void Translator::blocks(std::string_view root, bool data) {
  std::vector<const PlanResource*> all;
  std::unordered_map<std::string_view, std::size_t> first;
  for (const PlanResource& resource : model_.resources())
    if (resource.data == data) {
      first.try_emplace(resource.type, all.size());
      all.push_back(&resource);
    }
  if (all.empty()) return;
  std::stable_sort(all.begin(), all.end(), [&](const PlanResource* a, const PlanResource* b) {
    return first.find(a->type)->second < first.find(b->type)->second;
  });
  out_.key(root, *all.front()->at);
  out_.open('{', nullptr);
  std::string_view type;
  for (const PlanResource* resource : all) {
    if (resource->type != type) {
      if (!type.empty()) out_.close('}', nullptr);
      type = resource->type;
      out_.key(type, *resource->at);
      out_.open('{', nullptr);
    }
    if (!out_.is_too_large()) block(*resource);
  }
  out_.close('}', nullptr);
  out_.close('}', nullptr);
}

void Translator::block(const PlanResource& resource) {
  const json::Value* span = resource.values ? resource.values : resource.at;
  out_.key(resource.label, *resource.at);
  out_.open('{', span);
  out_.key("//", *resource.at);
  out_.open('{', nullptr);
  out_.key("address", *resource.at);
  out_.text(resource.address, *resource.at);
  out_.close('}', nullptr);
  const json::Value* key =
      resource.configured ? resource.configured->find("provider_config_key") : nullptr;
  const PlanProvider* provider = key ? providers_.find(key->text()) : nullptr;
  if (provider && !provider->alias.empty()) {
    out_.key("provider", *key);
    out_.text(provider->name + "." + provider->alias, *key);
  }
  depends_on(resource);
  Block block;
  block.kind = resource.data ? BlockKind::Data : BlockKind::Resource;
  block.type = resource.type;
  block.name = resource.label;
  bool tags_all = !resource.data && !(provider && provider->tags_are_told);
  body_.resource(resource, schema_of_ ? schema_of_(block) : nullptr, tags_all);
  out_.close('}', span);
}

void Translator::depends_on(const PlanResource& resource) {
  const json::Value* list = resource.configured ? resource.configured->find("depends_on") : nullptr;
  std::vector<std::pair<std::string, const json::Value*>> found;
  if (list)
    for (const json::Value& item : list->items()) {
      auto reference = read_reference(item.text(), arena_);
      auto resolved = reference
                          ? references_.resolve(*reference, item.text(), *resource.scope, arena_)
                          : std::nullopt;
      if (resolved && resolved->resource) found.emplace_back(std::move(resolved->text), &item);
    }
  if (found.empty()) return;
  out_.key("depends_on", *list);
  out_.open('[', list);
  for (const auto& [text, at] : found) out_.text(text, *at);
  out_.close(']', list);
}

void Translator::outputs() {
  const json::Value* module = model_.root_scope().module;
  const json::Value* declared = module ? module->find("outputs") : nullptr;
  const json::Value* holder = plan_.root().find("planned_values");
  if (!holder) holder = plan_.root().find("values");
  const json::Value* planned = holder ? holder->find("outputs") : nullptr;
  bool is_declared = declared && declared->is_object();
  const json::Value* all = is_declared ? declared : planned;
  if (!all || all->members().empty()) return;
  Members values(planned), changes(plan_.root().find("output_changes"));
  std::uint32_t count = 0;
  for (const json::Member& member : all->members()) {
    if (!is_identifier(member.name())) continue;
    const json::Value* value = values.find(member.name());
    const json::Value* change = changes.find(member.name());
    Planned shown;
    shown.value = value ? value->find("value") : nullptr;
    if (!shown.value && change) shown.value = change->find("after");
    if (change) shown.unknown = change->find("after_unknown");
    if (change) shown.sensitive = change->find("after_sensitive");
    if (count++ == 0) {
      out_.key("output", member.key);
      out_.open('{', all);
    }
    if (value && is_true(value->find("sensitive"))) shown.sensitive = value->find("sensitive");
    output(member, shown, is_declared);
  }
  if (count > 0) out_.close('}', all);
}

void Translator::output(const json::Member& member, const Planned& planned, bool is_declared) {
  out_.key_of(member.key);
  out_.open('{', &member.value);
  const json::Value* sensitive = member.value.find("sensitive");
  if (is_true(sensitive)) {
    out_.key("sensitive", *sensitive);
    out_.copy(*sensitive);
  }
  const json::Value* expression = is_declared ? member.value.find("expression") : nullptr;
  const json::Value* at = planned.value ? planned.value : expression;
  if (at) {
    std::uint32_t begin = out_.size();
    out_.key("value", *at);
    begin = out_.size();
    if (planned.value || planned.unknown)
      body_.value(planned, expression ? written_as(*expression) : Written{}, model_.root_scope(),
                  *at);
    else
      body_.expression(*expression, model_.root_scope());
    if (is_true(sensitive)) out_.hide_since(begin);
  }
  out_.close('}', &member.value);
}

}  // namespace

Result<json::Translation> translate_plan(const json::Document& plan, const SchemaOf& schema_of) {
  if (!plan.root().is_object())
    return Problem{ProblemKind::Structure, plan.file(), Position{1, 1}, "a plan is one JSON object",
                   ""};
  return Translator(plan, schema_of).run();
}

}  // namespace paycheck::terraform
