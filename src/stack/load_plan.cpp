// SPDX-License-Identifier: Apache-2.0
// A plan or state is read once to know what it is, then as the configuration that it stands for.

#include "classify.hpp"
#include "loading.hpp"
#include "schemas.hpp"

namespace paycheck::loading {
namespace {

bool is(const json::Value& root, std::string_view key, json::Kind kind) {
  const json::Value* value = root.find(key);
  return value && value->kind() == kind;
}

/// What a plan says of its own completeness.
std::vector<Note> notes_of(const json::Document& plan) {
  const json::Value& root = plan.root();
  auto note = [&](std::string message) {
    return std::vector<Note>{{"ignored", std::move(message), plan.file(), 0}};
  };
  if (is(root, "errored", json::Kind::True))
    return note("the plan ended with an error: resources that it does not show are not judged");
  if (is(root, "complete", json::Kind::False) || root.find("deferred_changes"))
    return note("the plan is not complete: resources that it defers are not judged");
  return {};
}

/// Only a format of another major version may mean other things.
std::optional<Problem> refuse_format(const json::Document& plan) {
  const json::Value* version = plan.root().find("format_version");
  if (!version || !version->is_string()) return std::nullopt;
  std::string_view major = version->text().substr(0, version->text().find('.'));
  if (major == "0" || major == "1") return std::nullopt;
  return Problem{
      ProblemKind::Unsupported, plan.file(), plan.position(version->begin()),
      "a plan or state of format " + json::quoted(version->text()) + " is not read by this version",
      ""};
}

}  // namespace

ReadFile as_configuration(std::unique_ptr<json::Document> document) {
  ReadFile result;
  if (outcome_of(*document) == Outcome::None) {
    result.document = std::move(document);
    return result;
  }
  if (auto problem = refuse_format(*document)) return {nullptr, {*std::move(problem)}, {}};
  aws::Types types;
  auto translation = terraform::translate_plan(*document, schemas_of(types));
  if (!translation) return {nullptr, translation.problems(), {}};
  result.notes = notes_of(*document);
  std::string file = document->file();
  document.reset();
  auto read = json::read(std::move(file), std::move(*translation));
  if (!read) return {nullptr, read.problems(), {}};
  result.document = std::move(*read);
  return result;
}

}  // namespace paycheck::loading
