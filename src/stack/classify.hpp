// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "paycheck/json.hpp"

namespace paycheck::loading {

/// Whether the text begins as a JSON document does.
bool begins_as_json(std::string_view text);

/// Whether the text is HCL: by its first block, or by its name where it does not begin as JSON.
bool is_hcl(std::string_view file, std::string_view text);

/// The one problem of a text that is surely no configuration: a binary plan, a log, a path. Looks
/// at the beginning only. Empty where the JSON reader shall judge.
std::optional<Problem> refuse_text(const std::string& file, std::string_view text);

/// The one problem of JSON that is no configuration: a plan, a state, values of variables. `named`:
/// the file's name says configuration (`*.tf.json`), so that unknown root keys are for later.
std::optional<Problem> refuse_document(const json::Document& document, bool named);

/// What `terraform show -json` prints: not configuration, but what came of one.
enum class Outcome : std::uint8_t { None, Plan, State };
Outcome outcome_of(const json::Document& document);

/// Whether it is the manifest of a cdktf.out.
bool is_manifest(const json::Value& root);

}  // namespace paycheck::loading
