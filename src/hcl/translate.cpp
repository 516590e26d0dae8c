// SPDX-License-Identifier: Apache-2.0
// A file is read three times, each in one pass: tokens, bodies, JSON. Complaints are gathered as
// offsets and become positions at the end.
#include <algorithm>

#include "emitter.hpp"
#include "paycheck/hcl.hpp"

namespace paycheck::hcl {
namespace {

constexpr std::size_t largest_text = 1u << 29;

// Another encoding, or bytes that are no text at all: what JSON's reader says of such a beginning.
std::optional<Problem> foreign(const std::string& file, std::string_view text) {
  bool strange = text.starts_with("\xFE") || text.starts_with("\xFF") ||
                 text.substr(0, 4).find('\0') != std::string_view::npos;
  if (!strange) return {};
  auto read = json::read(file, std::string(text.substr(0, 4)));
  if (read || read.problems()[0].kind != ProblemKind::Encoding) return {};
  return read.problems()[0];
}

// Positions need a document with the file's text: one without a value does.
std::vector<Problem> positioned(const std::string& file, const std::string& text,
                                std::vector<Fault> faults) {
  if (faults.empty()) return {};
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Fault& a, const Fault& b) { return a.at < b.at; });
  auto document = json::read(file, json::Translation{text, "[]", {}});
  std::vector<Problem> problems;
  for (Fault& fault : faults)
    problems.push_back({fault.kind, file, (*document)->position_in_source(fault.at),
                        std::move(fault.message), std::move(fault.hint)});
  return problems;
}

}  // namespace

Translated translate(std::string file, std::string text, const json::Document* metadata) {
  Translated result;
  if (text.size() > largest_text) {
    result.problems.push_back({ProblemKind::TooLarge,
                               file,
                               {},
                               "larger than " + std::to_string(largest_text) + " bytes",
                               {}});
    return result;
  }
  if (auto problem = foreign(file, text)) {
    result.problems.push_back(*std::move(problem));
    return result;
  }
  Complaints complaints;
  Tokens tokens = read_tokens(text);
  std::vector<Node> nodes = read_body(tokens, complaints);
  Emitter emitter(tokens, nodes, complaints, metadata);
  emitter.write();
  result.translation.text = emitter.out().take_text();
  result.translation.stretches = emitter.out().take_stretches();
  result.problems = positioned(file, text, std::move(complaints.faults));
  result.translation.source = std::move(text);
  return result;
}

}  // namespace paycheck::hcl
