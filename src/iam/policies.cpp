// SPDX-License-Identifier: Apache-2.0
// The policies of one stack, each read once: what a resource writes itself, and what applies to it
// from its companions and attachments.

#include <algorithm>
#include <unordered_map>

#include "attachments.hpp"
#include "reader.hpp"

namespace paycheck::iam {

using terraform::Hole;
using terraform::Value;

namespace {

// A managed policy that serves as a permissions boundary and is attached to nobody grants nothing.
bool is_boundary_only(const Stack& stack, const Element& policy) {
  if (policy.type != "aws_iam_policy") return false;
  bool boundary = false;
  for (std::uint32_t index : stack.referrers(policy)) {
    const Element& user = stack.elements()[index];
    if (user.kind == Element::Kind::Output) continue;
    bool bounds = stack.refers(stack.step(user, "permissions_boundary"), policy) == Truth::True;
    if (!bounds) return false;
    boundary = true;
  }
  return boundary;
}

// Of the organization's policies only those that limit access are written in IAM's language.
bool is_other_language(const Stack& stack, const Element& element) {
  if (element.type != "aws_organizations_policy") return false;
  Value type = stack.step(element, "type");
  return type.is_known_text() && type.text() != "SERVICE_CONTROL_POLICY" &&
         type.text() != "RESOURCE_CONTROL_POLICY";
}

// Everything that one resource writes; what cannot be read is known by its kind.
struct All {
  Policy policy;
  std::array<bool, 4> open{};
  std::array<const Hole*, 4> why{};

  void add(Policy&& part, PolicyKind kind) {
    auto index = static_cast<std::size_t>(kind);
    open[index] = open[index] || part.open;
    if (!why[index]) why[index] = part.why;
    if (part.open) policy.hide(part.why);
    policy.statements.insert(policy.statements.end(), part.statements.begin(),
                             part.statements.end());
    policy.slips.insert(policy.slips.end(), part.slips.begin(), part.slips.end());
  }
};

All read(const Stack& stack, const Element& element) {
  All all;
  read_permission(stack, element, all.policy);
  if (is_other_language(stack, element)) return all;
  auto places = policy_places(element.type);
  bool boundary = !places.empty() && is_boundary_only(stack, element);
  for (const PolicyPlace& place : places) {
    PolicyKind kind = boundary ? PolicyKind::Ceiling : place.kind;
    Policy part;
    std::size_t dot = place.path.find('.');
    if (dot == std::string_view::npos) {
      read_policy(stack, element, kind, stack.step(element, place.path), part);
    } else {
      Arena scratch;
      Items blocks = stack.items(stack.step(element, place.path.substr(0, dot)), scratch);
      if (blocks.open) part.hide(blocks.why);
      for (const Item& block : blocks.items)
        read_policy(stack, element, kind, stack.step(block.value, place.path.substr(dot + 1)),
                    part);
    }
    all.add(std::move(part), kind);
  }
  return all;
}

Value as_record(Arena& arena, const Statement& s) {
  return record(arena,
                {{"kind", Value::text(to_string(s.kind))},
                 {"effect", s.effect},
                 {"sid", s.sid},
                 {"actions", s.actions},
                 {"not_actions", s.not_actions},
                 {"resources", s.resources},
                 {"not_resources", s.not_resources},
                 {"principals", s.principals},
                 {"not_principals", s.not_principals},
                 {"conditions", s.conditions},
                 {"holder", Value::element(s.holder, s.holder->place)}},
                s.place);
}

Items as_records(Arena& arena, const Statements& read) {
  std::vector<Item> items;
  for (const Statement& s : read.statements)
    items.push_back({as_record(arena, s), s.sid.text(), Truth::True});
  return {arena.copy(std::span<const Item>(items)), read.open, read.why};
}

}  // namespace

Statement statement_of(const Value& of) {
  auto field = [&](std::string_view name) {
    const Value* value = of.field(name);
    return value ? *value : Value::absent();
  };
  Statement s;
  for (PolicyKind kind :
       {PolicyKind::Identity, PolicyKind::Trust, PolicyKind::Resource, PolicyKind::Ceiling})
    if (to_string(kind) == field("kind").text()) s.kind = kind;
  s.holder = field("holder").element();
  s.place = of.place();
  s.effect = field("effect");
  s.sid = field("sid");
  s.actions = field("actions");
  s.not_actions = field("not_actions");
  s.resources = field("resources");
  s.not_resources = field("not_resources");
  s.principals = field("principals");
  s.not_principals = field("not_principals");
  s.conditions = field("conditions");
  return s;
}

struct Policies::State {
  explicit State(const Stack& of) : stack(of) {}

  struct Read {
    Statements written;
    std::span<const Slip> slips;
    std::array<bool, 4> open{};  // by kind
    std::array<const Hole*, 4> why{};
    std::optional<Items> records;
  };

  Read& read(const Element& element) {
    auto [known, fresh] = written.try_emplace(&element);
    Read& result = known->second;
    if (!fresh || !element.is_managed() || !holds_policy(element.type)) return result;
    All all = iam::read(stack, element);
    result.written = {stack.arena().copy(std::span<const Statement>(all.policy.statements)),
                      all.policy.open, all.policy.why};
    result.slips = stack.arena().copy(std::span<const Slip>(all.policy.slips));
    result.open = all.open;
    result.why = all.why;
    return result;
  }

  // The elements whose `argument` (text or list) may name `owner`.
  template <class Each>
  void referring(const Element& owner, std::string_view type, std::string_view argument,
                 Each each) {
    std::vector<std::uint32_t> found;
    auto referrers = stack.referrers(owner, type);
    found.assign(referrers.begin(), referrers.end());
    std::string_view path[] = {argument};
    stack.text_referrers(owner, type, path, found);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    for (std::uint32_t index : found) {
      const Element& other = stack.elements()[index];
      if (!other.is_managed() || other.type != type) continue;
      Truth refers = stack.refers(stack.step(other, argument), owner) & other.exists;
      if (refers != Truth::False) each(other, refers);
    }
  }

  struct Gathered {
    std::vector<Statement> statements;
    bool open = false;
    const Hole* why = nullptr;

    void add(const Statements& more, Truth sure) {
      if (more.open || sure != Truth::True) open = true;
      if (!why) why = more.why;
      if (sure == Truth::True)
        statements.insert(statements.end(), more.statements.begin(), more.statements.end());
    }
    void hide(const Hole* hole) {
      open = true;
      if (!why) why = hole;
    }
  };

  Statements gather(const Element& owner) {
    Gathered all;
    all.add(read(owner).written, Truth::True);
    for (const Companion& row : companions_of(owner.type))
      referring(owner, row.type, row.argument, [&](const Element& companion, Truth refers) {
        all.add(read(companion).written, refers);
        if (refers != Truth::True) all.hide(stack.step(companion, row.argument).first_hole());
      });
    for (const Attachment& row : all_attachments()) {
      if (row.who_type != owner.type) continue;
      if (row.who.empty()) {
        attached(stack.step(owner, row.policy), Truth::True, all);
        continue;
      }
      referring(owner, row.type, row.who, [&](const Element& attachment, Truth refers) {
        attached(stack.step(attachment, row.policy), refers, all);
      });
    }
    return {stack.arena().copy(std::span<const Statement>(all.statements)), all.open, all.why};
  }

  // The statements of the policies that `arns` name. AWS's own hold no Deny and are not read.
  void attached(const Value& arns, Truth sure, Gathered& all) {
    Arena scratch;
    Items items = stack.items(arns, scratch);
    if (items.open) all.hide(items.why);
    for (const Item& arn : items.items) {
      terraform::TextPiece single;
      bool aws = false;
      if (arn.value.kind() == Value::Kind::Text)
        for (const terraform::TextPiece& piece : arn.value.pieces(single))
          aws = aws || (!piece.hole && piece.text.find(":iam::aws:policy/") != std::string::npos);
      if (aws) continue;
      std::vector<std::uint32_t> found;
      stack.referents(arn.value, "aws_iam_policy", found);
      Truth met = Truth::False;
      for (std::uint32_t index : found) {
        const Element& policy = stack.elements()[index];
        Truth refers = stack.refers(arn.value, policy);
        if (refers == Truth::True) all.add(read(policy).written, sure);
        met = met | refers;
      }
      if (met != Truth::True) all.hide(arn.value.first_hole());
    }
  }

  const Stack& stack;
  std::unordered_map<const Element*, Read> written;
  std::unordered_map<const Element*, Statements> effective;
  std::unordered_map<const Element*, Items> escalations;
};

Policies::Policies(const Stack& stack) : state_(std::make_unique<State>(stack)) {}
Policies::~Policies() = default;

Statements Policies::written(const Element& element) {
  return state_->read(element).written;
}

Statements Policies::effective(const Element& element) {
  auto known = state_->effective.find(&element);
  if (known != state_->effective.end()) return known->second;
  Statements gathered = state_->gather(element);
  state_->effective.emplace(&element, gathered);
  return gathered;
}

std::span<const Slip> Policies::slips(const Element& element, bool* open, const Hole** why) {
  const State::Read& read = state_->read(element);
  if (open) *open = read.written.open;
  if (why) *why = read.written.why;
  return read.slips;
}

Items Policies::written_records(const Element& element, std::span<const std::string_view> kinds,
                                Arena& arena) {
  if (!element.is_managed() || !holds_policy(element.type)) return {};
  State::Read& read = state_->read(element);
  if (!read.records) read.records = as_records(state_->stack.arena(), read.written);
  if (kinds.empty()) return *read.records;
  auto wanted = [&](PolicyKind kind) {
    return std::find(kinds.begin(), kinds.end(), to_string(kind)) != kinds.end();
  };
  Items chosen;
  std::vector<Item> items;
  for (std::size_t i = 0; i < read.records->items.size(); ++i)
    if (wanted(read.written.statements[i].kind)) items.push_back(read.records->items[i]);
  for (std::size_t kind = 0; kind < read.open.size(); ++kind) {
    if (!read.open[kind] || !wanted(static_cast<PolicyKind>(kind))) continue;
    chosen.open = true;
    if (!chosen.why) chosen.why = read.why[kind];
  }
  chosen.items = items.size() == read.records->items.size()
                     ? read.records->items
                     : arena.copy(std::span<const Item>(items));
  return chosen;
}

Items Policies::effective_records(const Element& element) {
  return as_records(state_->stack.arena(), effective(element));
}

Items Policies::slip_records(const Element& element, std::string_view kind) {
  Items result;
  std::vector<Item> items;
  bool open = false;
  for (const Slip& slip : slips(element, &open, &result.why))
    if (to_string(slip.kind) == kind)
      items.push_back({Value::text(slip.says, slip.place), slip.says, Truth::True});
  result.items = state_->stack.arena().copy(std::span<const Item>(items));
  // What cannot be read is told once, as that.
  result.open = open && kind == to_string(Slip::Kind::Unreadable);
  return result;
}

Items Policies::managed(const Element& element) {
  return managed_policies(state_->stack, element, state_->stack.arena());
}

Items Policies::escalations(const Element& who) {
  auto known = state_->escalations.find(&who);
  if (known != state_->escalations.end()) return known->second;
  Items found = escalations_of(state_->stack, who, effective(who), state_->stack.arena());
  state_->escalations.emplace(&who, found);
  return found;
}

}  // namespace paycheck::iam
