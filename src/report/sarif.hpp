// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>

#include "json_writer.hpp"
#include "matters.hpp"

namespace paycheck::sarif {

// What goes into one run: a stack's groups, worst first, of which the first `kept` are written.
struct Run {
  const StackReport* stack = nullptr;  // null: a report without any stack
  std::vector<Matter> results;
  std::size_t kept = 0;
  std::vector<const Undetermined*> undetermined;
  std::vector<const InputProblem*> problems;
};

// What every part of a log looks up.
struct Context {
  const Report& report;
  std::string_view homepage;
  std::unordered_map<std::string_view, std::size_t> rule_index = {};
};

// All runs of a report; none of them is limited yet.
std::vector<Run> plan(const Report& report);

// tool.driver: the rules that ran, with help for those that the run has something to say about.
void write_driver(JsonWriter& json, const Context& context, const Run& run);
// One element of results.
void write_result(JsonWriter& json, const Context& context, const StackReport& stack,
                  const Matter& matter);
// invocations: one, with what could not be read, decided or told.
void write_invocations(JsonWriter& json, const Context& context, const Run& run);

// The members of an object that name a place: `physicalLocation`.
void write_physical(JsonWriter& json, const Location& at);
// SARIF's word for a severity.
std::string_view level(Severity severity);
// Text with control characters made visible, as a sentence.
std::string sentence(std::string_view text);
// The sentence that tells how many of a run's results are left out.
std::string omission(const Run& run);

// The descriptors of notifications, in the order in which the driver lists them.
enum class Notice : std::uint8_t { Undetermined, Problem, Omission };

}  // namespace paycheck::sarif
