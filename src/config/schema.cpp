// SPDX-License-Identifier: Apache-2.0
// docs/paycheck.schema.json. It knows the shape of a configuration, not the rules of one release: a
// newer rulebook needs no newer schema.
#include "paycheck/config.hpp"

namespace paycheck {

std::string config_schema() {
  return R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "paycheck.json",
  "description": "Which rules paycheck runs, with which parameters, and what fails a run. Comments and trailing commas are allowed.",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "$schema": { "type": "string" },
    "suffix": {
      "description": "The environment suffix that names carry; false: there is none. Of all stacks, or by stack name (* and ? are wildcards; the most specific one wins).",
      "oneOf": [
        { "$ref": "#/$defs/suffix" },
        {
          "type": "object",
          "propertyNames": { "minLength": 1 },
          "additionalProperties": { "$ref": "#/$defs/suffix" }
        }
      ]
    },
    "failOn": {
      "description": "New findings of this severity or above fail a run; undetermined entries do only if they are named. Default: high.",
      "oneOf": [
        { "enum": ["critical", "high", "medium", "low", "none"] },
        {
          "type": "array",
          "items": { "enum": ["critical", "high", "medium", "low", "none", "undetermined"] },
          "contains": { "enum": ["critical", "high", "medium", "low", "none"] }
        }
      ]
    },
    "rules": {
      "description": "Rules (by id or name) and packs that are turned on or off; a rule beats its pack.",
      "type": "object",
      "propertyNames": { "$ref": "#/$defs/target" },
      "additionalProperties": { "enum": ["on", "off"] }
    },
    "params": {
      "description": "Parameters of rules (by id or name), or of every rule of a pack that has them; a rule beats its pack.",
      "type": "object",
      "propertyNames": { "$ref": "#/$defs/target" },
      "additionalProperties": {
        "type": "object",
        "additionalProperties": { "$ref": "#/$defs/value" }
      }
    }
  },
  "$defs": {
    "suffix": {
      "oneOf": [{ "type": "string", "minLength": 1 }, { "const": false }]
    },
    "target": {
      "description": "ENC (a pack), ENC001 (a rule's id) or TableWithoutCustomerKey (its name).",
      "pattern": "^[A-Z][A-Za-z0-9]*$"
    },
    "value": {
      "anyOf": [
        { "type": ["boolean", "number", "string"] },
        { "type": "array", "items": { "type": "string" } },
        { "type": "array", "items": { "type": "number" } },
        {
          "description": "Text to the RE2 pattern that its value must match as a whole.",
          "type": "object",
          "additionalProperties": { "type": "string" }
        }
      ]
    }
  }
}
)";
}

}  // namespace paycheck
