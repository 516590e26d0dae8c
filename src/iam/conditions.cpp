// SPDX-License-Identifier: Apache-2.0
// What conditions narrow. A condition counts by its key's dimension, by whether a request that
// lacks the key passes, and by whether its values leave anything out.
// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

#include <algorithm>

#include "reader.hpp"

namespace paycheck::iam {

using terraform::Hole;
using terraform::Value;
using enum Dimension;

namespace {

struct Key {
  std::string_view name;
  Dimension dimension;
};

// Sorted. A name that ends in `/` or `:` is a prefix.
constexpr Key keys[] = {
    {"aws:calledvia", Via},
    {"aws:calledviafirst", Via},
    {"aws:calledvialast", Via},
    {"aws:federatedprovider", Proof},
    {"aws:multifactorauthage", Proof},
    {"aws:multifactorauthpresent", Proof},
    {"aws:principalaccount", Caller},
    {"aws:principalarn", Caller},
    {"aws:principalisawsservice", Caller},
    {"aws:principalorgid", Caller},
    {"aws:principalorgpaths", Caller},
    {"aws:principalservicename", Caller},
    {"aws:principalservicenameslist", Caller},
    {"aws:principaltag/", Tag},
    {"aws:principaltype", Caller},
    {"aws:requesttag/", Tag},
    {"aws:resourcetag/", Tag},
    {"aws:sourceaccount", Source},
    {"aws:sourcearn", Source},
    {"aws:sourceip", Network},
    {"aws:sourceorgid", Source},
    {"aws:sourceorgpaths", Source},
    {"aws:sourceowner", Source},
    {"aws:sourcevpc", Network},
    {"aws:sourcevpcarn", Network},
    {"aws:sourcevpce", Network},
    {"aws:tagkeys", Tag},
    {"aws:userid", Caller},
    {"aws:username", Caller},
    {"aws:vpcsourceip", Network},
    {"cloudwatch:namespace", Via},
    {"dynamodb:attributes", Via},
    {"dynamodb:leadingkeys", Via},
    {"ec2:instanceprofile", Via},
    {"ec2:resourcetag/", Tag},
    {"ecs:cluster", Via},
    {"elasticfilesystem:accessedviamounttarget", Network},
    {"elasticfilesystem:accesspointarn", Via},
    {"events:source", Via},
    {"iam:associatedresourcearn", Via},
    {"iam:passedtoservice", Via},
    {"iam:permissionsboundary", Via},
    {"iam:policyarn", Via},
    {"iam:resourcetag/", Tag},
    {"kms:calleraccount", Caller},
    {"kms:encryptioncontext:", Via},
    {"kms:encryptioncontextkeys", Via},
    {"kms:grantisforawsresource", Via},
    {"kms:requestalias", Via},
    {"kms:resourcealiases", Via},
    {"kms:viaservice", Via},
    {"lambda:eventsourcetoken", Source},
    {"lambda:functionarn", Via},
    {"lambda:sourcefunctionarn", Via},
    {"logs:logstream", Via},
    {"s3:dataaccesspointaccount", Source},
    {"s3:dataaccesspointarn", Source},
    {"s3:existingobjecttag/", Tag},
    {"s3:prefix", Via},
    {"s3:resourcetag/", Tag},
    {"secretsmanager:resourcetag/", Tag},
    {"sns:endpoint", Source},
    {"ssm:resourcetag/", Tag},
    {"sts:externalid", Proof},
};

// Bool keys narrow when they must be true.
bool is_yes_no(std::string_view key) {
  return key == "aws:multifactorauthpresent" || key == "aws:principalisawsservice" ||
         key == "elasticfilesystem:accessedviamounttarget" || key == "kms:grantisforawsresource";
}

constexpr std::string_view base_operators[] = {
    "arnequals",
    "arnlike",
    "arnnotequals",
    "arnnotlike",
    "binaryequals",
    "bool",
    "dateequals",
    "dategreaterthan",
    "dategreaterthanequals",
    "datelessthan",
    "datelessthanequals",
    "datenotequals",
    "ipaddress",
    "notipaddress",
    "null",
    "numericequals",
    "numericgreaterthan",
    "numericgreaterthanequals",
    "numericlessthan",
    "numericlessthanequals",
    "numericnotequals",
    "stringequals",
    "stringequalsignorecase",
    "stringlike",
    "stringnotequals",
    "stringnotequalsignorecase",
    "stringnotlike",
};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_pattern(std::string_view operation) {
  std::string lower = lower_case(operation);
  return lower.find("like") != std::string::npos || lower.find("arnequals") != std::string::npos;
}

Truth value_narrows(std::string_view key, bool pattern, const Value& value) {
  if (is_yes_no(key)) {
    if (value.kind() == Value::Kind::Bool) return truth(value.boolean());
    if (value.is_known_text()) return truth(lower_case(value.text()) == "true");
    return Truth::Unknown;
  }
  if (key == "aws:sourceip" || key == "aws:vpcsourceip") {
    if (!value.is_known_text())
      return value.first_hole() && is_fixed(*value.first_hole()) ? Truth::True : Truth::Unknown;
    return truth(!ends_with(value.text(), "/0") && !ends_with(value.text(), "/1"));
  }
  if (!pattern) return Truth::True;
  if (value.is_known_text() && !value.text().empty() &&
      value.text().find_first_not_of("*?") == std::string_view::npos)
    return Truth::False;
  if (!value.is_unknown() && value.kind() != Value::Kind::Text) return Truth::Unknown;
  return !everywhere(value);
}

// The values are alternatives: the widest decides.
Truth values_narrow(const Stack& stack, std::string_view key, bool pattern, const Value& values) {
  Arena scratch;
  Items items = stack.items(values, scratch);
  Truth all = Truth::True;
  if (items.open) {
    bool fixed = !pattern && !is_yes_no(key) && key != "aws:sourceip";
    all = fixed || (items.why && is_fixed(*items.why)) ? Truth::True : Truth::Unknown;
  }
  for (const Item& item : items.items) all = all & value_narrows(key, pattern, item.value);
  return all;
}

// `Null: {key: false}`: the key must be there.
bool demands(const Stack& stack, const Value& conditions, std::string_view key) {
  Arena scratch;
  for (const Item& item : stack.items(conditions, scratch).items) {
    const Value *guard = item.value.field("guard"), *name = item.value.field("key"),
                *values = item.value.field("values");
    if (!guard || guard->text() != "presence" || name->text() != key) continue;
    for (const Item& value : stack.items(*values, scratch).items)
      if (lower_case(value.value.text()) == "false" ||
          (value.value.kind() == Value::Kind::Bool && !value.value.boolean()))
        return true;
  }
  return false;
}

}  // namespace

std::string_view to_string(Dimension dimension) {
  constexpr std::array<std::string_view, dimensions> words = {"caller", "source", "network",
                                                              "via",    "proof",  "tag"};
  return words[static_cast<std::size_t>(dimension)];
}

std::optional<Dimension> dimension_of(std::string_view key) {
  for (const Key& row : keys) {
    bool prefix = row.name.back() == '/' || row.name.back() == ':';
    if (prefix ? key.starts_with(row.name) : key == row.name) return row.dimension;
  }
  // Claims of identity providers: `token.actions.githubusercontent.com:sub`, `SAML:aud`.
  if (key.starts_with("saml:") || ends_with(key, ":sub") || ends_with(key, ":aud") ||
      ends_with(key, ":amr"))
    return Proof;
  return std::nullopt;
}

std::string_view guard_of(std::string_view operation) {
  std::string lower = lower_case(operation);
  std::string_view name = lower;
  bool all = name.starts_with("forallvalues:");
  if (all || name.starts_with("foranyvalue:")) name.remove_prefix(name.find(':') + 1);
  bool if_exists = ends_with(name, "ifexists");
  if (if_exists) name.remove_suffix(8);
  if (std::find(std::begin(base_operators), std::end(base_operators), name) ==
      std::end(base_operators))
    return {};
  if (all) return "all values";
  if (if_exists) return "if exists";
  if (name == "null") return "presence";
  return name.find("not") != std::string_view::npos ? "negated" : "holds";
}

Truth Narrowing::in(std::initializer_list<Dimension> any_of) const {
  Truth found = Truth::False;
  for (Dimension dimension : any_of) found = found | by[static_cast<std::size_t>(dimension)];
  return found;
}

Narrowing narrowing(const Stack& stack, const Statement& statement) {
  Narrowing result;
  Arena scratch;
  Items items = stack.items(statement.conditions, scratch);
  if (items.open) {
    result.by.fill(Truth::Unknown);
    result.why = items.why;
  }
  for (const Item& item : items.items) {
    const Value &key = *item.value.field("key"), &guard = *item.value.field("guard"),
                &operation = *item.value.field("operator"), &values = *item.value.field("values");
    if (!key.is_known_text() || !guard.is_known_text()) {
      for (Truth& by : result.by) by = by | (guard.is_absent() ? Truth::False : Truth::Unknown);
      if (!result.why) result.why = key.first_hole() ? key.first_hole() : guard.first_hole();
      continue;
    }
    auto dimension = dimension_of(key.text());
    bool holds = guard.text() == "holds" ||
                 (guard.text() == "all values" && demands(stack, statement.conditions, key.text()));
    if (!dimension || !holds) continue;
    Truth narrows = values_narrow(stack, key.text(), is_pattern(operation.text()), values);
    if (narrows == Truth::Unknown && !result.why) result.why = values.first_hole();
    Truth& by = result.by[static_cast<std::size_t>(*dimension)];
    by = by | narrows;
  }
  return result;
}

}  // namespace paycheck::iam
