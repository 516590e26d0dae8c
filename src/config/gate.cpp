// SPDX-License-Identifier: Apache-2.0
// A gate is a threshold, the lowest severity named, and whether undetermined entries fail too.
#include "gate.hpp"

#include <algorithm>

namespace paycheck {

bool Gate::fails(Severity severity) const {
  return !none &&
         std::ranges::any_of(severities, [&](Severity lowest) { return severity >= lowest; });
}

std::vector<std::string> Gate::words() const {
  std::vector<std::string> words;
  for (Severity severity : severities) words.emplace_back(to_string(severity));
  if (words.empty()) words.emplace_back("none");
  if (undetermined) words.emplace_back("undetermined");
  return words;
}

bool GateBuilder::add(std::string_view word) {
  if (auto severity = read_severity(word)) {
    if (std::ranges::find(gate.severities, *severity) == gate.severities.end())
      gate.severities.push_back(*severity);
    return true;
  }
  if (word == "none") return gate.none = true;
  if (word == "undetermined") return gate.undetermined = true;
  return false;
}

std::pair<std::string, std::string> GateBuilder::objection() const {
  if (gate.none && !gate.severities.empty())
    return {
        "'none' and '" + std::string(to_string(gate.severities.front())) + "' exclude each other",
        ""};
  if (gate.none || !gate.severities.empty()) return {};
  if (gate.undetermined)
    return {"'undetermined' needs a severity or 'none' beside it", "such as high,undetermined"};
  return {"no word says what fails a run", "'none' is a word too"};
}

std::pair<std::string, std::string> unknown_gate_word(std::string_view word) {
  std::string_view near = nearest(word, gate_words);
  return {"unknown severity '" + std::string(word) + "'",
          near.empty() ? "critical, high, medium, low, none or undetermined"
                       : "did you mean '" + std::string(near) + "'?"};
}

Result<Gate> read_gate(std::string_view text) {
  GateBuilder builder;
  std::vector<Problem> problems;
  auto object = [&](std::pair<std::string, std::string> what) {
    problems.push_back(
        {ProblemKind::Structure, "", {}, std::move(what.first), std::move(what.second)});
  };
  for (;;) {
    std::size_t comma = text.find(',');
    std::string_view word = text.substr(0, comma);
    if (!builder.add(word)) object(unknown_gate_word(word));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  if (problems.empty() && !builder.objection().first.empty()) object(builder.objection());
  if (!problems.empty()) return problems;
  return std::move(builder.gate);
}

}  // namespace paycheck
