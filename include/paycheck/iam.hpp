// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// What a policy says: statements with references inside, wherever Terraform keeps a policy.
/// Source: IAM JSON policy elements reference
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html).

#include "paycheck/stack.hpp"

namespace paycheck::iam {

/// What a policy is for; decides which rules speak about its statements.
enum class PolicyKind : std::uint8_t {
  Identity,  ///< attached to a role, user or group: grants
  Trust,     ///< who may assume a role
  Resource,  ///< of a key, bucket, topic, queue, ...
  Ceiling,   ///< permissions boundary, SCP, VPC endpoint: grants nothing
};
std::string_view to_string(PolicyKind kind);

/// One statement. Lists are always lists: an absent element is an empty list, a single text a list
/// of one. Values are evaluated; a text may have holes.
struct Statement {
  PolicyKind kind = PolicyKind::Identity;
  const Element* holder = nullptr;  ///< the resource in which it is written
  json::Place place;                ///< the statement's object
  terraform::Value effect, sid, actions, not_actions, resources, not_resources, principals,
      not_principals, conditions;
};

/// The statements written in a resource (`iam.written`): in its policy arguments, its inline
/// policies, or the data document that it takes its policy from.
struct Statements {
  std::span<const Statement> statements;
  bool open = false;  ///< a policy that cannot be read hides more
  const terraform::Hole* why = nullptr;
};

/// Policies of one stack, read once each.
class Policies {
 public:
  explicit Policies(const Stack& stack);
  ~Policies();
  Statements written(const Element& element);
  /// The same as a list of records, for rules: fields `kind`, `effect`, `sid`, `actions`,
  /// `not_actions`, `resources`, `not_resources`, `principals` (`type`, `id`), `not_principals`,
  /// `conditions` (`operator`, `key` in lower case, `values`), `holder`; natural key: the Sid.
  Items written_records(const Element& element);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether a type can hold a policy at all (`iam.written` is empty for all others).
bool holds_policy(std::string_view type);

/// `iam.everywhere`: every variable part of the ARN is a star: `*`, `arn:aws:logs:*:*:*`,
/// `arn:aws:s3:::*`, `arn:*`. A reference in it fixes what it names: `${group.arn}:*` is False.
/// Unknown where a hole could be a star; False for text that is no ARN.
Truth everywhere(const terraform::Value& pattern);

}  // namespace paycheck::iam
