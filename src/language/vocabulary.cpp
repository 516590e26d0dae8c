// SPDX-License-Identifier: Apache-2.0
// The vocabulary is a table; docs/rule-language.md prints it, the parser looks names up in it.

#include <algorithm>

#include "functions.hpp"

namespace paycheck::language {

namespace {

constexpr Takes any = Takes::Any, element = Takes::Element, text = Takes::Text,
                number = Takes::Number, list = Takes::List, map = Takes::Map;

bool has_tags(std::string_view type, const aws::Type* row) {
  return row ? row->taggable : type.starts_with("aws_");
}
bool has_name(std::string_view, const aws::Type* row) {
  return row && !row->name_argument.empty();
}
bool uses_keys(std::string_view type, const aws::Type*) {
  return !aws::key_uses(type).empty();
}
bool has_policy(std::string_view type, const aws::Type*) {
  return iam::holds_policy(type);
}

constexpr std::string_view policy_grammar =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html";
bool attaches(std::string_view type, const aws::Type*) {
  return iam::attaches_policy(type);
}
bool holds_or_attaches(std::string_view type, const aws::Type*) {
  return iam::holds_policy(type) || iam::attaches_policy(type);
}

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
constexpr std::string_view regional_keys =
    "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html";
constexpr std::string_view global_tables =
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
    "V2globaltables_reqs_bestpractices.html";
constexpr std::string_view default_tags_page =
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging";

// name, takes, variadic, gives, parameters, meaning, source, code, what it concerns
const Function rows[] = {
    {"default",
     {any, any},
     false,
     Gives::Value,
     "value, fallback",
     "`value`, or `fallback` where `value` is absent: AWS's default, or the second of two "
     "attribute names",
     {},
     default_},
    {"key",
     {any},
     false,
     Gives::Text,
     "item",
     "key of a map entry, label of a block, name of an argument",
     {},
     key},
    {"keys", {map}, false, Gives::List, "map", "the map's keys; open if the map is", {}, keys},
    {"concat",
     {list},
     true,
     Gives::List,
     "list, ...",
     "the members of all lists; absent lists are left out, an unknown one makes the result open",
     {},
     concat},
    {"without",
     {list, any},
     false,
     Gives::List,
     "list, others",
     "members of `list` that are not in `others` (a list, or a map's keys)",
     {},
     without},
    {"times",
     {number, number},
     false,
     Gives::Number,
     "number, number",
     "the product: seconds against milliseconds, six times a timeout",
     {},
     times},
    {"json",
     {text},
     false,
     Gives::Map,
     "text",
     "the JSON inside a text, references and positions kept; unknown if it is no JSON",
     {},
     json_},
    {"allowed",
     {any, map},
     false,
     Gives::Truth,
     "tag, patterns",
     "the pattern under the tag's key matches its whole value; true where there is none",
     {},
     allowed},
    {"source",
     {any},
     false,
     Gives::Text,
     "value",
     "the value as it stands in the file, before evaluation",
     {},
     source},
    {"type",
     {element},
     false,
     Gives::Text,
     "resource",
     "`aws_...`, `module`, `data.aws_...`",
     {},
     type},
    {"region",
     {any},
     false,
     Gives::Text,
     "x",
     "of a resource: its `region` argument, else its provider's; of a value: of what it refers to, "
     "or of its ARN. Absent for global services and for values without a region: guard with "
     "`exists`. An undeclared alias spelled like a region is taken for it, and the finding says so",
     {},
     region},
    {"provider",
     {element},
     false,
     Gives::Text,
     "resource",
     "`aws`, `aws.west`: the configuration that makes the resource",
     {},
     provider},
    {"declared",
     {element},
     false,
     Gives::Truth,
     "resource",
     "a provider block declares that configuration; the implicit default one counts",
     {},
     declared},
    {"tags",
     {element},
     false,
     Gives::Map,
     "resource",
     "effective tags: `default_tags` of the provider, overlaid by its own; open where either is",
     default_tags_page,
     tags},
    {"taggable",
     {element},
     false,
     Gives::Truth,
     "resource",
     "the type has `tags`",
     {},
     taggable,
     has_tags},
    {"usual_tags",
     {element},
     false,
     Gives::List,
     "resource",
     "keys that at least 90 % of the stack's taggable resources surely carry; absent where fewer "
     "than 8 are taggable",
     {},
     usual_tags},
    {"usual_spelling",
     {any},
     false,
     Gives::Text,
     "tag",
     "the commonest spelling of this key in the stack, ignoring case, `-`, `_` and space",
     {},
     usual_spelling},
    {"names",
     {element},
     false,
     Gives::List,
     "resource",
     "names that live in the account's name space, resolved; what carries no suffix by design is "
     "not among them",
     {},
     names,
     has_name},
    {"suffix",
     {any},
     false,
     Gives::Text,
     "x",
     "the environment suffix of x's stack: given or learned; absent where no candidate may win, "
     "unknown where one may",
     {},
     suffix},
    {"carries",
     {text, text},
     false,
     Gives::Truth,
     "name, suffix",
     "the name has the suffix as whole tokens, anywhere",
     {},
     carries_},
    {"stranger",
     {text, text},
     false,
     Gives::Text,
     "name, suffix",
     "another environment's token in the name; absent if there is none, or if the name carries the "
     "suffix",
     {},
     stranger_},
    {"environment",
     {text},
     false,
     Gives::Text,
     "text",
     "`dev` for dev, development; `prod`, `test`, `staging`, ...; absent for other words",
     {},
     environment},
    {"users",
     {element},
     false,
     Gives::List,
     "x",
     "resources, data sources and module calls that refer to x; outputs are no users",
     {},
     users},
    {"asset",
     {text},
     false,
     Gives::Record,
     "path",
     "`kind` (zip, folder, other, missing) and `folder` where Terraform runs; unknown outside the "
     "scanned folder",
     {},
     asset},
    {"kms.customer",
     {any},
     false,
     Gives::Truth,
     "value",
     "a key of the customer's; false for `alias/aws/...` and where there is none",
     regional_keys,
     kms_customer},
    {"kms.uses",
     {element},
     false,
     Gives::List,
     "resource",
     "places where the resource names a key: `key`, `region` in which AWS uses it, `replica`",
     regional_keys,
     kms_uses,
     uses_keys},
    {"dynamodb.replicas",
     {element},
     false,
     Gives::List,
     "table",
     "inline blocks and aws_dynamodb_table_replica alike: `region_name`, `kms_key_arn`, "
     "`point_in_time_recovery`",
     global_tables,
     dynamodb_replicas},
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

std::span<const Function> functions() {
  return rows;
}

const Function* find_function(std::string_view name) {
  auto found = std::find_if(std::begin(rows), std::end(rows),
                            [&](const Function& row) { return row.name == name; });
  return found == std::end(rows) ? nullptr : found;
}

std::vector<FunctionPage> vocabulary() {
  std::vector<FunctionPage> pages;
  for (const Function& row : rows)
    pages.push_back({row.name, row.parameters, "", row.meaning, row.source});
  return pages;
}

}  // namespace paycheck::language
