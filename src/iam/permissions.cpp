// SPDX-License-Identifier: Apache-2.0
// Resources whose arguments are one statement of a resource policy. AWS writes the statement; this
// reads the arguments as AWS would.

#include <algorithm>
#include <array>

#include "reader.hpp"

namespace paycheck::iam {

using terraform::Value;

namespace {

struct Guard {
  std::string_view argument, operation, key;
};

// `action` and `resource` are arguments; an action that begins with a service is the action itself.
struct Permission {
  std::string_view type, action, resource, principal;
  std::array<Guard, 5> guards;
};

// Sources: AddPermission of Lambda
// (https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html),
// AddLayerVersionPermission, PutPermission of EventBridge.
constexpr Permission permissions[] = {
    {"aws_cloudwatch_event_permission",
     "action",
     "event_bus_name",
     "principal",
     {{{"condition.value", "StringEquals", "aws:principalorgid"}, {}, {}, {}, {}}}},
    {"aws_lambda_layer_version_permission",
     "action",
     "layer_name",
     "principal",
     {{{"organization_id", "StringEquals", "aws:principalorgid"}, {}, {}, {}, {}}}},
    {"aws_lambda_permission",
     "action",
     "function_name",
     "principal",
     {{{"source_arn", "ArnLike", "aws:sourcearn"},
       {"source_account", "StringEquals", "aws:sourceaccount"},
       {"principal_org_id", "StringEquals", "aws:principalorgid"},
       {"event_source_token", "StringEquals", "lambda:eventsourcetoken"},
       {"function_url_auth_type", "StringEquals", "lambda:functionurlauthtype"}}}},
};

const Permission* find(std::string_view type) {
  auto row = std::find_if(std::begin(permissions), std::end(permissions),
                          [&](const Permission& p) { return p.type == type; });
  return row == std::end(permissions) ? nullptr : row;
}

Value at(const Stack& stack, const Element& holder, std::string_view path) {
  std::size_t dot = path.find('.');
  Value value = stack.step(holder, path.substr(0, dot));
  return dot == std::string_view::npos ? value : stack.step(value, path.substr(dot + 1));
}

Value list_with(Arena& arena, const Value& value) {
  if (value.is_absent()) return Value::list({}, false, value.place());
  return list_of(arena, {value}, value.place());
}

// `apigateway.amazonaws.com` is a service, everything else an account, a role or everybody.
Value principal_type(const Value& id) {
  if (id.is_known_text())
    return Value::text(id.text().find(".amazonaws.com") != std::string_view::npos ? "Service"
                                                                                  : "AWS");
  if (id.is_unknown() && !is_fixed(*id.hole())) return Value::unknown(id.hole(), id.place());
  return Value::text("AWS");
}

}  // namespace

bool is_permission(std::string_view type) {
  return find(type) != nullptr;
}

void read_permission(const Stack& stack, const Element& holder, Policy& out) {
  const Permission* row = find(holder.type);
  if (!row) return;
  Arena& arena = stack.arena();
  Statement s{PolicyKind::Resource,
              &holder,
              holder.place,
              Value::text("Allow"),
              {},
              {},
              {},
              {},
              {},
              {},
              {},
              {}};
  s.sid = stack.step(holder, "statement_id");
  s.actions = list_with(arena, stack.step(holder, row->action));
  s.resources = list_with(arena, stack.step(holder, row->resource));
  s.not_actions = s.not_resources = s.not_principals = Value::list({}, false);
  std::vector<Value> principals, conditions;
  if (Value id = stack.step(holder, row->principal); !id.is_absent())
    principals.push_back(principal(arena, principal_type(id), id));
  for (const Guard& guard : row->guards) {
    if (guard.argument.empty()) continue;
    Value value = at(stack, holder, guard.argument);
    if (!value.is_absent())
      conditions.push_back(
          condition(arena, Value::text(guard.operation), Value::text(guard.key), value));
  }
  s.principals = list_of(arena, principals, holder.place);
  s.conditions = list_of(arena, conditions, holder.place);
  out.statements.push_back(s);
}

}  // namespace paycheck::iam
