// SPDX-License-Identifier: Apache-2.0
// CDKTF and its successor CDK Terrain sign their output in `//.metadata`. They differ by version
// (CDKTF ended with 0.21) and by the full source address of the AWS provider.

#include "synthesis.hpp"

#include <algorithm>
#include <charconv>

namespace paycheck::loading {
namespace {

using json::Value;

/// The objects that stand at a block's level: itself, or the items of an array.
std::span<const Value> level(const Value* value) {
  if (!value) return {};
  return value->is_array() ? value->items() : std::span(value, 1);
}

/// A text of `//.metadata`; nothing where there is no metadata, empty where it lacks the text.
std::optional<std::string_view> metadata(const json::Document& document, std::string_view key) {
  for (const Value& root : level(&document.root())) {
    const Value* comment = root.find("//");
    const Value* found = comment ? comment->find("metadata") : nullptr;
    if (!found || !found->is_object()) continue;
    const Value* text = found->find(key);
    return text && text->is_string() ? text->text() : std::string_view();
  }
  return std::nullopt;
}

bool is_full_aws_source(const Value& provider) {
  const Value* aws = provider.find("aws");
  const Value* source = aws ? aws->find("source") : nullptr;
  return source && source->text() == "hashicorp/aws";
}

bool has_full_aws_source(const json::Document& document) {
  for (const Value& root : level(&document.root()))
    for (const Value& terraform : level(root.find("terraform")))
      for (const Value& providers : level(terraform.find("required_providers")))
        if (is_full_aws_source(providers)) return true;
  return false;
}

/// Whether it is above 0.21; words such as `stubbed` are not.
bool is_cdktn_version(std::string_view version) {
  unsigned major = 0, minor = 0;
  const char* end = version.data() + version.size();
  auto [dot, error] = std::from_chars(version.data(), end, major);
  if (error != std::errc() || dot == end || *dot != '.') return false;
  std::from_chars(dot + 1, end, minor);
  return major > 0 || minor > 21;
}

/// A version goes into every report: what does not look like one is left out.
bool is_version(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '-' || c == '+';
  });
}

}  // namespace

std::string_view stack_name(std::span<const std::shared_ptr<json::Document>> documents) {
  for (const auto& document : documents)
    if (auto name = metadata(*document, "stackName"); name && !name->empty()) return *name;
  return {};
}

std::string synthesizer(std::span<const std::shared_ptr<json::Document>> documents,
                        std::string_view version, bool has_manifest) {
  bool full_source = false;
  for (const auto& document : documents) {
    auto own = metadata(*document, "version");
    has_manifest = has_manifest || own;
    if (!is_version(version) && own) version = *own;
    full_source = full_source || has_full_aws_source(*document);
  }
  if (!has_manifest)
    return !documents.empty() && documents.front()->is_translated() ? "hcl" : "terraform";
  if (!is_version(version)) version = {};
  std::string name = is_cdktn_version(version) || full_source ? "cdktn" : "cdktf";
  return version.empty() ? name : name + " " + std::string(version);
}

}  // namespace paycheck::loading
