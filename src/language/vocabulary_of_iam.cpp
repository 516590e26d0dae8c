// SPDX-License-Identifier: Apache-2.0
// The vocabulary's rows on policies.

#include "functions.hpp"

namespace paycheck::language {

namespace {

constexpr Takes any = Takes::Any, element = Takes::Element, text = Takes::Text;

bool has_policy(std::string_view type, const aws::Type*) {
  return iam::holds_policy(type);
}
bool attaches(std::string_view type, const aws::Type*) {
  return iam::attaches_policy(type);
}
bool holds_or_attaches(std::string_view type, const aws::Type*) {
  return iam::holds_policy(type) || iam::attaches_policy(type);
}

constexpr std::string_view policy_grammar =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html";
constexpr std::string_view operators_page =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
    "reference_policies_elements_condition_operators.html";
constexpr std::string_view condition_keys =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";
constexpr std::string_view confused_deputy =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html";
constexpr std::string_view service_reference =
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html";
constexpr std::string_view arn_format =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";
constexpr std::string_view oidc_page =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
    "id_roles_providers_oidc_secure-by-default.html";
constexpr std::string_view attached_policies =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html";
constexpr std::string_view passing_roles =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html";

// name, takes, variadic, gives, parameters, meaning, source, code, what it concerns
const Function rows[] = {
    {"arn",
     {text},
     false,
     Gives::Record,
     "text",
     "the parts of an ARN: `partition`, `service`, `region`, `account`, `resource`; absent where "
     "the text is no whole ARN",
     arn_format,
     arn},
    {"iam.written",
     {any},
     true,
     Gives::List,
     "resource, kind...",
     "statements written in the resource, in the data document that it takes its policy from, or "
     "in arguments that are a statement (`aws_lambda_permission`): `kind` (identity, trust, "
     "resource, ceiling), `effect`, `sid`, `actions`, `not_actions`, `resources`, "
     "`not_resources`, `principals` (`type`, `id`), `not_principals`, `conditions` (`operator`, "
     "`key` in lower case, `values`, `guard`: whether a request without the key passes: holds, if "
     "exists, all values, negated, presence), `holder`. With kinds: only those, and open only "
     "where "
     "a policy of those kinds cannot be read",
     policy_grammar,
     iam_written,
     has_policy},
    {"iam.effective",
     {element},
     false,
     Gives::List,
     "x",
     "statements that apply to a role, user, group, key, bucket, ... from anywhere: its own, those "
     "of companion resources and of attached policies of the stack",
     attached_policies,
     iam_effective},
    {"iam.holder",
     {element},
     false,
     Gives::Truth,
     "resource",
     "the type can hold a policy, or attach one",
     policy_grammar,
     iam_holder,
     holds_or_attaches},
    {"iam.slips",
     {element, text},
     false,
     Gives::List,
     "resource, kind",
     "what AWS refuses in the policies written in the resource, or reads otherwise than meant, as "
     "texts (`has no Effect`); kind: unreadable, variable, version, grammar",
     policy_grammar,
     iam_slips,
     has_policy},
    {"iam.managed",
     {element},
     false,
     Gives::List,
     "resource",
     "names of AWS's own policies that the resource attaches by ARN: `AdministratorAccess`",
     attached_policies,
     iam_managed,
     attaches},
    {"iam.escalations",
     {element},
     false,
     Gives::List,
     "who",
     "ways in which a role, user or group can get more rights than it was given, by all that "
     "applies to it: `kind` (self, pass role, others), `story`, `actions`",
     passing_roles,
     iam_escalations},
    {"iam.everywhere",
     {text},
     false,
     Gives::Truth,
     "pattern",
     "every variable part of the ARN is a star",
     policy_grammar,
     iam_everywhere},
    {"iam.includes",
     {text, text},
     false,
     Gives::Truth,
     "pattern, action",
     "the pattern names the action: without case, `*` any run, `?` one character",
     policy_grammar,
     iam_includes},
    {"iam.covers",
     {any, text, text},
     false,
     Gives::Truth,
     "statement, action, resource",
     "the statement includes the pair (`Not...` elements and wildcards count, conditions do not)",
     policy_grammar,
     iam_covers},
    {"iam.narrowed",
     {any, any},
     false,
     Gives::Truth,
     "statement, by",
     "a condition narrows the statement in one of the dimensions: caller, source, network, via, "
     "proof, tag. Stars under Like, `...IfExists`, `ForAllValues` without `Null` and negated "
     "operators narrow nothing",
     condition_keys,
     iam_narrowed},
    {"iam.anybody",
     {any},
     false,
     Gives::Truth,
     "statement",
     "an Allow to the principal `*` that no condition on caller, source, network or proof narrows",
     condition_keys,
     iam_anybody},
    {"iam.deputy",
     {any},
     false,
     Gives::Truth,
     "principal",
     "a service that says on whose behalf it assumes a role (`aws:SourceArn`, `aws:SourceAccount`)",
     confused_deputy,
     iam_deputy},
    {"iam.own",
     {any},
     false,
     Gives::Truth,
     "principal",
     "an account, role or user of the account that the stack is made in, as far as the providers "
     "or `data.aws_caller_identity` tell it",
     confused_deputy,
     iam_own},
    {"iam.stranger",
     {any},
     false,
     Gives::Text,
     "statement",
     "why a trust statement for an identity provider that many customers share lets strangers in; "
     "absent if it does not",
     oidc_page,
     iam_stranger},
    {"iam.scopable",
     {any},
     false,
     Gives::List,
     "statement",
     "actions of an identity Allow that AWS can restrict to resources and no condition of the "
     "statement narrows; a short list of certain ones, whole services left out",
     service_reference,
     iam_scopable},
    {"iam.reads",
     {any},
     false,
     Gives::List,
     "statement",
     "of `iam.scopable` the actions that give data, secrets or plain text away",
     service_reference,
     iam_reads},
    {"iam.captures",
     {any},
     false,
     Gives::List,
     "action",
     "actions that open or destroy a resource and that a wildcard in the action's name takes in",
     service_reference,
     iam_captures},
    {"iam.starred",
     {any},
     false,
     Gives::Truth,
     "text",
     "what is written of the text has a `*` or `?`; a reference is not suspected of one",
     operators_page,
     iam_starred},
};

}  // namespace

std::span<const Function> functions_of_policies() {
  return rows;
}

}  // namespace paycheck::language
