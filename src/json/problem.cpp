// SPDX-License-Identifier: Apache-2.0
// Problems in the words of reports.
#include "paycheck/json.hpp"

namespace paycheck {

std::string_view to_string(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::Missing:
      return "missing";
    case ProblemKind::Empty:
      return "empty";
    case ProblemKind::Unreadable:
      return "unreadable";
    case ProblemKind::Encoding:
      return "encoding";
    case ProblemKind::Syntax:
      return "syntax";
    case ProblemKind::Duplicate:
      return "duplicate";
    case ProblemKind::Structure:
      return "structure";
    case ProblemKind::TooDeep:
      return "too-deep";
    case ProblemKind::TooLarge:
      return "too-large";
    case ProblemKind::Unsupported:
      return "unsupported";
  }
  return "";
}

std::string to_string(const Problem& problem) {
  std::string text = problem.file;
  if (problem.at) {
    if (!text.empty()) text += ':';
    text += std::to_string(problem.at->line) + ':' + std::to_string(problem.at->column);
  }
  if (!text.empty()) text += ": ";
  text += problem.message;
  if (!problem.hint.empty()) text += " (" + problem.hint + ')';
  return text;
}

}  // namespace paycheck
