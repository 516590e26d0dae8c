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
bool has_bounds(std::string_view type, const aws::Type*) {
  return aws::name_rule(type) != nullptr;
}
bool uses_keys(std::string_view type, const aws::Type*) {
  return !aws::key_uses(type).empty();
}
constexpr std::string_view regional_keys =
    "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html";
constexpr std::string_view global_tables =
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
    "V2globaltables_reqs_bestpractices.html";
constexpr std::string_view tag_limits_page =
    "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html";
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
    {"unseen",
     {any, text},
     false,
     Gives::Value,
     "x, what",
     "a fact about x that no file shows, such as a setting of the account: always unknown",
     {},
     unseen},
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
     "effective tags: `default_tags` of the provider, overlaid by its own; open where either is. "
     "Of "
     "a provider configuration: its `default_tags`",
     default_tags_page,
     tags},
    {"tags.past_limit",
     {element},
     false,
     Gives::List,
     "resource",
     "the first tag that is more than AWS takes on one resource (50, S3 objects 10)",
     tag_limits_page,
     tags_past_limit,
     has_tags},
    {"tags.fault",
     {element, any},
     false,
     Gives::Text,
     "resource, tag",
     "why AWS refuses the tag: too long, or of characters that the resource's service does not "
     "take; absent if it takes it",
     tag_limits_page,
     tags_fault},
    {"shared_tags",
     {element},
     false,
     Gives::List,
     "provider",
     "keys of `default_tags` of the other configurations of the same provider; absent if none",
     default_tags_page,
     shared_tags},
    {"made_by",
     {element},
     false,
     Gives::List,
     "provider",
     "the resources that the provider configuration makes",
     {},
     made_by},
    {"blank",
     {any},
     false,
     Gives::Truth,
     "text",
     "empty, or nothing but spaces; what AWS makes is never blank",
     {},
     blank},
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
    {"names.twins",
     {element},
     false,
     Gives::List,
     "resource",
     "later resources of the same name where AWS takes it once: world, account or region",
     {},
     names_twins,
     has_name},
    {"names.chosen",
     {element},
     false,
     Gives::List,
     "resource",
     "the name, or the prefix that Terraform completes to one, where AWS's bounds are known",
     {},
     names_chosen,
     has_bounds},
    {"names.fault",
     {element, text},
     false,
     Gives::Text,
     "resource, name",
     "why AWS refuses one of `names.chosen`: its length or its characters; absent if it takes it",
     {},
     names_fault},
    {"names.tagged",
     {element},
     false,
     Gives::List,
     "resource",
     "the `Name` tag of what has no name, where at least three and two thirds of such tags carry "
     "the suffix",
     {},
     names_tagged,
     has_tags},
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
    {"kms.multi_region",
     {any},
     false,
     Gives::Truth,
     "value",
     "the key that the value names has replicas or may have some: its `multi_region`, or an id "
     "that "
     "begins with `mrk-`",
     "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html",
     kms_multi_region},
    {"kms.uses",
     {element},
     false,
     Gives::List,
     "resource",
     "places where the resource names a key: `key`, `region` in which AWS uses it (absent where it "
     "is that of a bucket outside the stack), `replica` for copies in another region",
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
};

}  // namespace

std::span<const Function> functions() {
  static const std::vector<Function> all = [] {
    std::vector<Function> joined(std::begin(rows), std::end(rows));
    auto policies = functions_of_policies();
    joined.insert(joined.end(), policies.begin(), policies.end());
    return joined;
  }();
  return all;
}

const Function* find_function(std::string_view name) {
  auto all = functions();
  auto found =
      std::find_if(all.begin(), all.end(), [&](const Function& row) { return row.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<FunctionPage> vocabulary() {
  std::vector<FunctionPage> pages;
  for (const Function& row : functions())
    pages.push_back({row.name, row.parameters, "", row.meaning, row.source});
  return pages;
}

}  // namespace paycheck::language
