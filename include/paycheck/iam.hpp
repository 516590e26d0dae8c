// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// What a policy says: statements with references inside, wherever Terraform keeps a policy.
/// Source: IAM JSON policy elements reference
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html).
///
/// Every answer is three-valued. A hole that names something of the stack or the account (an
/// attribute that AWS makes, a data source) is one fixed thing; any other may be a star.

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
  terraform::Value effect, sid, actions, not_actions, resources, not_resources;
  terraform::Value principals, not_principals;  ///< records `type`, `id`
  terraform::Value conditions;  ///< records `operator`, `key` (lower case), `values`, `guard`
};

/// Something in a policy that AWS refuses or reads otherwise than meant.
struct Slip {
  enum class Kind : std::uint8_t {
    Unreadable,  ///< no JSON object, or not of a policy's shape
    Variable,    ///< a policy variable that Terraform takes for its own, or that stays text
    Version,     ///< a policy variable in a policy of 2008, where it is text
    Grammar,     ///< elements that are missing, empty, unknown or exclude each other
  };
  Kind kind = Kind::Grammar;
  json::Place place;
  std::string_view says;  ///< "has no Effect"; begins with a verb
};
std::string_view to_string(Slip::Kind kind);

/// The statements of a resource; `open`: a policy that cannot be read hides more.
struct Statements {
  std::span<const Statement> statements;
  bool open = false;
  const terraform::Hole* why = nullptr;
};

/// Policies of one stack, read once each.
class Policies {
 public:
  explicit Policies(const Stack& stack);
  ~Policies();
  /// Statements written in a resource (`iam.written`): in its policy arguments, its inline
  /// policies, the data document that it takes its policy from (with the documents that this one
  /// merges), or in arguments that are a statement (`aws_lambda_permission`).
  Statements written(const Element& element);
  /// Statements that apply to a role, user, group, key, bucket, ... from anywhere
  /// (`iam.effective`): its own, those of attached policies and of companion resources. Policies of
  /// AWS's that are attached by ARN are not among them.
  Statements effective(const Element& element);
  /// What AWS refuses in the policies written in a resource (`iam.slips`).
  std::span<const Slip> slips(const Element& element, bool* open, const terraform::Hole** why);
  /// The same as lists of records, for rules; with `kinds` only statements of these, and open only
  /// for them.
  Items written_records(const Element& element, std::span<const std::string_view> kinds,
                        Arena& arena);
  Items effective_records(const Element& element);
  Items slip_records(const Element& element, std::string_view kind);  ///< as texts
  /// AWS's own policies that a resource attaches by ARN, by name: `AdministratorAccess`
  /// (`iam.managed`).
  Items managed(const Element& element);
  /// Ways in which a role, user or group can get more rights than it was given: records `kind`
  /// (`self`, `pass role`, `others`), `story`, `actions` (`iam.escalations`).
  Items escalations(const Element& who);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether a type can hold a policy at all (`iam.written` is empty for all others).
bool holds_policy(std::string_view type);
/// Whether a type can attach a policy by its ARN (`iam.managed` is empty for all others).
bool attaches_policy(std::string_view type);

/// The statement that a record of `iam.written` or `iam.effective` stands for.
Statement statement_of(const terraform::Value& record);

/// `iam.everywhere`: every variable part of the ARN is a star: `*`, `arn:aws:logs:*:*:*`,
/// `arn:aws:s3:::*`, `arn:*`. A reference in it fixes what it names: `${group.arn}:*` is False.
/// Unknown where a hole could be a star; False for text that is no ARN.
Truth everywhere(const terraform::Value& pattern);

/// `iam.includes`: the action pattern names the action (without case; `*` and `?`).
Truth includes(const terraform::Value& pattern, std::string_view action);
/// The resource pattern surely includes the resource. A star inside an ARN is surely meant within
/// its part; that it may reach past a colon makes the answer Unknown.
Truth reaches(const terraform::Value& pattern, const terraform::Value& resource);
/// `iam.covers`: the statement includes the pair, conditions not considered.
Truth covers(const Stack& stack, const Statement& statement, std::string_view action,
             const terraform::Value& resource);

/// What a condition narrows.
enum class Dimension : std::uint8_t { Caller, Source, Network, Via, Proof, Tag };
constexpr std::size_t dimensions = 6;
std::string_view to_string(Dimension dimension);
/// The dimension of a condition key in lower case; empty for keys that narrow nothing
/// (`aws:securetransport`, `aws:requestedregion`, ...).
std::optional<Dimension> dimension_of(std::string_view key);
/// How an operator lets requests pass that lack its key: `holds` (it does not), `if exists`, `all
/// values`, `negated`, `presence` (Null); empty for an operator that IAM does not know.
std::string_view guard_of(std::string_view operation);

struct Narrowing {
  std::array<Truth, dimensions> by{};  ///< indexed by Dimension
  const terraform::Hole* why = nullptr;
  Truth in(std::initializer_list<Dimension> any_of) const;
};
/// Which dimensions an Allow's conditions narrow. Void are stars under Like, IfExists, ForAllValues
/// without a Null condition, and negated operators alone.
Narrowing narrowing(const Stack& stack, const Statement& statement);

/// A principal that anybody is: `*` of type AWS or `*`.
Truth is_everybody(const terraform::Value& principal);
/// `iam.anybody`: an Allow to everybody that no condition on caller, source, network or proof
/// narrows. `who`, if given, receives the principal.
Truth anybody(const Stack& stack, const Statement& statement, terraform::Value* who = nullptr,
              const terraform::Hole** why = nullptr);
/// `iam.deputy`: a service that says on whose behalf it assumes a role.
Truth deputy(const terraform::Value& principal);
/// `iam.own`: an account, role or user of the account that the stack is made in.
Truth own(const Stack& stack, const terraform::Value& principal);
/// `iam.stranger`: why a trust statement for an identity provider that many customers share lets
/// strangers in; Absent if it does not.
terraform::Value stranger(const Stack& stack, const Statement& statement);

/// `iam.scopable`: actions of an identity Allow that AWS can restrict to resources and no condition
/// narrows; of `iam.reads` those that read data or secrets; of `iam.captures` the dangerous actions
/// that a wildcard takes in.
Items scopable(const Stack& stack, const Statement& statement, Arena& arena);
Items reads(const Stack& stack, const Statement& statement, Arena& arena);
Items captures(const terraform::Value& action, Arena& arena);

}  // namespace paycheck::iam
