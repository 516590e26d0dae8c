// SPDX-License-Identifier: Apache-2.0
// Ways in which somebody can get more rights than were given: each is a set of actions that must
// all be granted, on resources that fit each other, without a condition and without a Deny.
// Sources:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html and
// AWS's own list of permission management actions in the Service Authorization Reference.

#include <algorithm>
#include <array>

#include "attachments.hpp"
#include "reader.hpp"

namespace paycheck::iam {

using terraform::Hole;
using terraform::Value;

namespace {

// Whom the first action must reach.
enum class On : std::uint8_t { Self, Policies, Roles, Others };

struct Way {
  std::string_view kind, story, who;  // who: the type that it concerns; empty: all
  On on;
  std::array<std::string_view, 3> actions;  // the first one is bound by `on`
};

constexpr Way ways[] = {
    {"self", "attach any policy to itself", "aws_iam_role", On::Self, {"iam:AttachRolePolicy"}},
    {"self", "write any policy into itself", "aws_iam_role", On::Self, {"iam:PutRolePolicy"}},
    {"self", "attach any policy to itself", "aws_iam_user", On::Self, {"iam:AttachUserPolicy"}},
    {"self", "write any policy into itself", "aws_iam_user", On::Self, {"iam:PutUserPolicy"}},
    {"self", "join any group", "aws_iam_user", On::Others, {"iam:AddUserToGroup"}},
    {"self", "attach any policy to itself", "aws_iam_group", On::Self, {"iam:AttachGroupPolicy"}},
    {"self", "write any policy into itself", "aws_iam_group", On::Self, {"iam:PutGroupPolicy"}},
    {"self", "rewrite any policy, its own too", "", On::Policies, {"iam:CreatePolicyVersion"}},
    {"self",
     "bring back any version of a policy, its own too",
     "",
     On::Policies,
     {"iam:SetDefaultPolicyVersion"}},
    {"pass role",
     "start a machine under any role",
     "",
     On::Roles,
     {"iam:PassRole", "ec2:RunInstances"}},
    {"pass role",
     "make and call a function under any role",
     "",
     On::Roles,
     {"iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"}},
    {"pass role",
     "make a function under any role that a stream calls",
     "",
     On::Roles,
     {"iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"}},
    {"pass role",
     "run a task under any role",
     "",
     On::Roles,
     {"iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"}},
    {"pass role",
     "make a stack under any role",
     "",
     On::Roles,
     {"iam:PassRole", "cloudformation:CreateStack"}},
    {"pass role",
     "run a Glue job under any role",
     "",
     On::Roles,
     {"iam:PassRole", "glue:CreateJob", "glue:StartJobRun"}},
    {"pass role",
     "run a build under any role",
     "",
     On::Roles,
     {"iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"}},
    {"pass role",
     "run a notebook under any role",
     "",
     On::Roles,
     {"iam:PassRole", "sagemaker:CreateNotebookInstance"}},
    {"pass role",
     "run a workflow under any role",
     "",
     On::Roles,
     {"iam:PassRole", "states:CreateStateMachine", "states:StartExecution"}},
    {"others", "make keys for any user", "", On::Others, {"iam:CreateAccessKey"}},
    {"others", "give any user a password", "", On::Others, {"iam:CreateLoginProfile"}},
    {"others", "change any user's password", "", On::Others, {"iam:UpdateLoginProfile"}},
    {"others",
     "let itself into any role",
     "",
     On::Others,
     {"iam:UpdateAssumeRolePolicy", "sts:AssumeRole"}},
};

class Judge {
 public:
  Judge(const Stack& stack, const Element& who, const Statements& effective)
      : stack_(stack), who_(who), effective_(effective) {
    own_arn_ = stack.step(who, "arn");
  }

  Items all(Arena& arena) {
    // Every way begins with an action of IAM; few roles have one.
    if (std::none_of(effective_.statements.begin(), effective_.statements.end(),
                     [&](const Statement& s) { return may_touch_iam(s); }))
      return {};
    std::vector<Item> out;
    bool open = false;
    const Hole* why = effective_.why;
    for (const Way& way : ways) {
      if (!way.who.empty() && way.who != who_.type) continue;
      place_ = {};
      Truth goes = Truth::True;
      for (std::size_t i = 0; i < way.actions.size() && goes != Truth::False; ++i)
        if (!way.actions[i].empty()) goes = goes & granted(way.actions[i], i == 0 ? way.on : any_);
      if (goes == Truth::True && effective_.open) goes = Truth::Unknown;
      if (goes == Truth::Unknown) {
        open = true;
        if (!why) why = why_;
      }
      if (goes == Truth::True) out.push_back(told(way, arena));
    }
    return {arena.copy(std::span<const Item>(out)), open, why};
  }

 private:
  static constexpr On any_ = On::Others;

  bool may_touch_iam(const Statement& s) {
    if (s.kind != PolicyKind::Identity) return false;
    Arena scratch;
    if (Items others = stack_.items(s.not_actions, scratch); others.open || !others.items.empty())
      return true;
    Items items = stack_.items(s.actions, scratch);
    return items.open || std::any_of(items.items.begin(), items.items.end(), [](const Item& item) {
             if (!item.value.is_known_text()) return true;
             std::string_view pattern = item.value.text();
             std::string_view service = pattern.substr(0, pattern.find(':'));
             return service.find_first_of("*?") != std::string_view::npos ||
                    lower_case(service) == "iam";
           });
  }

  Item told(const Way& way, Arena& arena) {
    std::vector<Value> actions;
    for (std::string_view action : way.actions)
      if (!action.empty()) actions.push_back(Value::text(action));
    Value value = record(arena,
                         {{"kind", Value::text(way.kind)},
                          {"story", Value::text(way.story, place_)},
                          {"actions", list_of(arena, actions, place_)}},
                         place_);
    return {value, way.actions[way.actions[1].empty() ? 0 : 1], Truth::True};
  }

  // Granted by one statement, and not taken away by another.
  Truth granted(std::string_view action, On on) {
    Truth found = Truth::False;
    for (const Statement& s : effective_.statements) {
      if (s.kind != PolicyKind::Identity) continue;
      Truth one = grants(s, action, on);
      if (one == Truth::True && found != Truth::True) place_of(s, action);
      if (one == Truth::Unknown) why_ = blocker(s);
      found = found | one;
    }
    if (found == Truth::False) return found;
    for (const Statement& s : effective_.statements)
      if (s.kind == PolicyKind::Identity && denies(s, action)) {
        if (found == Truth::True) why_ = blocker(s);
        return conditional(s) ? found & Truth::Unknown : Truth::False;
      }
    return found;
  }

  static const Hole* blocker(const Statement& s) {
    for (const Value* value : {&s.effect, &s.actions, &s.resources, &s.conditions})
      if (value->first_hole()) return value->first_hole();
    return nullptr;
  }

  bool conditional(const Statement& s) {
    Arena scratch;
    Items items = stack_.items(s.conditions, scratch);
    return items.open || !items.items.empty() || s.effect.is_unknown();
  }

  Truth grants(const Statement& s, std::string_view action, On on) {
    if (s.effect.is_known_text() && s.effect.text() != "Allow") return Truth::False;
    if (!s.effect.is_known_text() && s.effect.is_absent()) return Truth::False;
    Arena scratch;
    Items items = stack_.items(s.conditions, scratch);
    if (!items.items.empty()) return Truth::False;  // a condition is taken for the guard it may be
    // Who may do everything needs no way to more; another rule tells it.
    for (const Item& pattern : stack_.items(s.actions, scratch).items)
      if (pattern.value.is_known_text() && pattern.value.text() == "*") return Truth::False;
    Truth acts = acts_on(s, action);
    if (acts == Truth::False) return acts;
    Truth allow = s.effect.is_known_text() && !items.open ? Truth::True : Truth::Unknown;
    return acts & allow & reach(s, on);
  }

  Truth acts_on(const Statement& s, std::string_view action) {
    Statement anywhere = s;
    anywhere.kind = PolicyKind::Trust;  // resources not considered
    return covers(stack_, anywhere, action, Value::text("*"));
  }

  // Whether the resources are wide enough for the first action of a way.
  Truth reach(const Statement& s, On on) {
    Arena scratch;
    Items items = stack_.items(s.resources, scratch);
    Truth found = items.open ? Truth::Unknown : Truth::False;
    for (const Item& item : items.items) {
      Truth wide = everywhere(item.value);
      if (on == On::Self) wide = wide | reaches_self(item.value);
      found = found | wide;
    }
    return found;
  }

  Truth reaches_self(const Value& pattern) {
    if (stack_.refers(pattern, who_) == Truth::True) return Truth::True;
    return reaches(pattern, own_arn_) == Truth::True ? Truth::True : Truth::False;
  }

  // A Deny that may concern the action.
  bool denies(const Statement& s, std::string_view action) {
    bool allow = s.effect.is_known_text() && s.effect.text() == "Allow";
    if (allow || s.effect.is_absent()) return false;
    return acts_on(s, action) != Truth::False;
  }

  void place_of(const Statement& s, std::string_view action) {
    if (place_) return;
    place_ = s.place;
    Arena scratch;
    for (const Item& item : stack_.items(s.actions, scratch).items)
      if (includes(item.value, action) == Truth::True && item.value.place()) {
        place_ = item.value.place();
        return;
      }
  }

  const Stack& stack_;
  const Element& who_;
  const Statements& effective_;
  Value own_arn_;
  json::Place place_;
  const Hole* why_ = nullptr;
};

}  // namespace

Items escalations_of(const Stack& stack, const Element& who, const Statements& effective,
                     Arena& arena) {
  return Judge(stack, who, effective).all(arena);
}

}  // namespace paycheck::iam
