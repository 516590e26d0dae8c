// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reading one policy, whatever its spelling, into statements and slips.

#include <vector>

#include "places.hpp"

namespace paycheck::iam {

// What has been read so far of the policies of one resource.
struct Policy {
  std::vector<Statement> statements;
  std::vector<Slip> slips;
  bool open = false;
  const terraform::Hole* why = nullptr;

  void hide(const terraform::Hole* hole) {
    open = true;
    if (!why) why = hole;
  }
};

// A statement's elements as written, whatever they are called there.
struct Written {
  terraform::Value effect, sid, action, not_action, resource, not_resource, principal,
      not_principal, condition;
};

// Adds the statements of the policy in `argument` to `out`.
void read_policy(const Stack& stack, const Element& holder, PolicyKind kind,
                 const terraform::Value& argument, Policy& out);
// Adds the statement that the arguments of `holder` are (aws_lambda_permission).
void read_permission(const Stack& stack, const Element& holder, Policy& out);
bool is_permission(std::string_view type);

// grammar.cpp: what AWS refuses in one statement.
void check_grammar(const Stack& stack, const Statement& statement, const Written& written,
                   Policy& out);
// variables.cpp: policy variables in the text of a policy, and in values of one of 2008.
void check_escapes(const json::Value& text, json::Place place, bool document, Policy& out);
void check_version(const Stack& stack, const terraform::Value& version,
                   std::span<const Statement> statements, Policy& out);

// A record of the given fields.
terraform::Value record(Arena& arena,
                        std::initializer_list<std::pair<std::string_view, terraform::Value>> fields,
                        json::Place place);
terraform::Value list_of(Arena& arena, const std::vector<terraform::Value>& items,
                         json::Place place);
// A condition as rules see it.
terraform::Value condition(Arena& arena, const terraform::Value& operation,
                           const terraform::Value& key, const terraform::Value& values);
terraform::Value principal(Arena& arena, const terraform::Value& type, const terraform::Value& id);

// A hole that names one thing of the stack or the account, never a star.
bool is_fixed(const terraform::Hole& hole);
std::string lower_case(std::string_view text);

}  // namespace paycheck::iam
