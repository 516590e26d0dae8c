// SPDX-License-Identifier: Apache-2.0
// The words that rules are sorted by: packs and severities.
#include <array>

#include "paycheck/rulebook.hpp"

namespace paycheck {
namespace {

constexpr std::array<Pack, 11> table{{
    {"ENC", "encryption", "Encryption at rest and in transit"},
    {"KMS", "keys", "Keys and replica keys"},
    {"NAM", "naming", "Names and the environment's suffix"},
    {"TAG", "tagging", "Tags"},
    {"IAM", "least-privilege", "Least privilege"},
    {"NET", "network", "Exposure and network"},
    {"SEC", "secrets", "Secrets"},
    {"API", "api", "API authentication and limits"},
    {"LOG", "logging", "Logging, monitoring, tracing"},
    {"RES", "resilience", "Resilience and data protection"},
    {"TFM", "deployment", "What would not deploy or not work"},
}};

}  // namespace

std::span<const Pack> packs() {
  return table;
}

const Pack* find_pack(std::string_view letters) {
  for (const Pack& pack : table)
    if (pack.letters == letters) return &pack;
  return nullptr;
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::Low:
      return "low";
    case Severity::Medium:
      return "medium";
    case Severity::High:
      return "high";
    case Severity::Critical:
      return "critical";
  }
  return "";
}

std::optional<Severity> read_severity(std::string_view word) {
  for (Severity severity : {Severity::Low, Severity::Medium, Severity::High, Severity::Critical})
    if (to_string(severity) == word) return severity;
  return std::nullopt;
}

}  // namespace paycheck
