// SPDX-License-Identifier: Apache-2.0
// One reader for every place where Terraform keeps a policy: JSON text with references inside, or
// the `statement` blocks of a data document. Both become the same statements.

#include <unordered_map>

#include "places.hpp"

namespace paycheck::iam {

using terraform::Entry;
using terraform::Hole;
using terraform::Value;

namespace {

Value list_of(Arena& arena, const std::vector<Value>& items, json::Place place) {
  return Value::list(arena.copy(std::span<const Value>(items)), false, place);
}

Value record(Arena& arena, std::initializer_list<std::pair<std::string_view, Value>> fields,
             json::Place place) {
  std::vector<Entry> entries;
  for (const auto& [name, value] : fields) entries.push_back({name, arena.make<Value>(value)});
  return Value::record(arena.copy(std::span<const Entry>(entries)), place);
}

Value or_empty(const Value& value) {
  return value.is_absent() ? Value::list({}, false) : value;
}

class Reader {
 public:
  Reader(const Stack& stack, const Element& holder, PolicyKind kind)
      : stack_(stack), arena_(stack.arena()), holder_(holder), kind_(kind) {}

  void policy(const Value& written) {
    if (written.is_absent() || (written.is_known_text() && written.text().empty())) return;
    if (const Element* document = data_document(written)) return from_document(*document);
    Value tree = stack_.read_json(written);
    if (tree.is_unknown()) return hide(tree.hole());
    Arena scratch;
    Value list = stack_.step(tree, "Statement");
    if (list.kind() == Value::Kind::Map) return statement(list);
    Items items = stack_.items(list, scratch);
    if (items.open) hide(items.why);
    for (const Item& item : items.items) statement(item.value);
  }

  std::vector<Statement> found;
  bool open = false;
  const Hole* why = nullptr;

 private:
  void hide(const Hole* hole) {
    open = true;
    if (!why) why = hole;
  }

  // `${data.aws_iam_policy_document.x.json}`
  const Element* data_document(const Value& written) const {
    const Hole* hole = written.first_hole();
    if (!hole || !hole->source || hole->source->type != "data.aws_iam_policy_document")
      return nullptr;
    return hole->attribute == "json" || hole->attribute == "minified_json" ? hole->source : nullptr;
  }

  void statement(const Value& body) {
    if (body.is_unknown()) return hide(body.hole());
    Statement s{kind_, &holder_, body.place(), {}, {}, {}, {}, {}, {}, {}, {}, {}};
    s.effect = stack_.step(body, "Effect");
    s.sid = stack_.step(body, "Sid");
    s.actions = or_empty(stack_.step(body, "Action"));
    s.not_actions = or_empty(stack_.step(body, "NotAction"));
    s.resources = or_empty(stack_.step(body, "Resource"));
    s.not_resources = or_empty(stack_.step(body, "NotResource"));
    s.principals = principals(stack_.step(body, "Principal"));
    s.not_principals = principals(stack_.step(body, "NotPrincipal"));
    s.conditions = conditions(stack_.step(body, "Condition"));
    found.push_back(s);
  }

  Value principals(const Value& written) {
    std::vector<Value> out;
    if (written.is_unknown()) return written;
    if (written.kind() == Value::Kind::Text) out.push_back(principal("AWS", written));
    Arena scratch;
    if (written.kind() == Value::Kind::Map)
      for (const Item& type : stack_.items(written, scratch).items)
        for (const Item& id : stack_.items(type.value, scratch).items)
          out.push_back(principal(type.key, id.value));
    return list_of(arena_, out, written.place());
  }

  Value principal(std::string_view type, const Value& id) {
    return record(arena_, {{"type", Value::text(type)}, {"id", id}}, id.place());
  }

  Value conditions(const Value& written) {
    std::vector<Value> out;
    if (written.is_unknown()) return written;
    Arena scratch;
    if (written.kind() == Value::Kind::Map)
      for (const Item& op : stack_.items(written, scratch).items)
        for (const Item& key : stack_.items(op.value, scratch).items)
          out.push_back(condition(Value::text(op.key), key.key, key.value));
    return list_of(arena_, out, written.place());
  }

  Value condition(const Value& op, std::string_view key, const Value& values) {
    std::string lower(key);
    for (char& c : lower)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return record(arena_,
                  {{"operator", op}, {"key", Value::text(arena_.copy(lower))}, {"values", values}},
                  values.place());
  }

  void from_document(const Element& document) {
    for (std::string_view other :
         {"source_policy_documents", "override_policy_documents", "source_json", "override_json"})
      if (Value value = stack_.step(document, other); !value.is_absent())
        hide(value.first_hole() ? value.first_hole() : unread(document));
    Arena scratch;
    Items blocks = stack_.items(stack_.step(document, "statement"), scratch);
    if (blocks.open) hide(blocks.why);
    for (const Item& block : blocks.items) statement_block(block.value);
  }

  const Hole* unread(const Element& document) {
    Hole* hole = arena_.make<Hole>();
    hole->expression = document.address;
    hole->place = document.place;
    return hole;
  }

  void statement_block(const Value& body) {
    Statement s{kind_, &holder_, body.place(), {}, {}, {}, {}, {}, {}, {}, {}, {}};
    s.effect = stack_.step(body, "effect");
    if (s.effect.is_absent()) s.effect = Value::text("Allow");
    s.sid = stack_.step(body, "sid");
    s.actions = or_empty(stack_.step(body, "actions"));
    s.not_actions = or_empty(stack_.step(body, "not_actions"));
    s.resources = or_empty(stack_.step(body, "resources"));
    s.not_resources = or_empty(stack_.step(body, "not_resources"));
    s.principals = principal_blocks(stack_.step(body, "principals"));
    s.not_principals = principal_blocks(stack_.step(body, "not_principals"));
    s.conditions = condition_blocks(stack_.step(body, "condition"));
    found.push_back(s);
  }

  Value principal_blocks(const Value& blocks) {
    std::vector<Value> out;
    Arena scratch;
    for (const Item& block : stack_.items(blocks, scratch).items) {
      Value type = stack_.step(block.value, "type");
      for (const Item& id : stack_.items(stack_.step(block.value, "identifiers"), scratch).items)
        out.push_back(record(arena_, {{"type", type}, {"id", id.value}}, id.value.place()));
    }
    return list_of(arena_, out, blocks.place());
  }

  Value condition_blocks(const Value& blocks) {
    std::vector<Value> out;
    Arena scratch;
    for (const Item& block : stack_.items(blocks, scratch).items)
      out.push_back(condition(stack_.step(block.value, "test"),
                              stack_.step(block.value, "variable").text(),
                              stack_.step(block.value, "values")));
    return list_of(arena_, out, blocks.place());
  }

  const Stack& stack_;
  Arena& arena_;
  const Element& holder_;
  PolicyKind kind_;
};

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

}  // namespace

struct Policies::State {
  explicit State(const Stack& of) : stack(of) {}
  const Stack& stack;
  std::unordered_map<const Element*, Statements> read;
  std::unordered_map<const Element*, Items> records;
};

Policies::Policies(const Stack& stack) : state_(std::make_unique<State>(stack)) {}
Policies::~Policies() = default;

Statements Policies::written(const Element& element) {
  auto places = policy_places(element.type);
  if (places.empty() || !element.is_managed()) return {};
  auto known = state_->read.find(&element);
  if (known != state_->read.end()) return known->second;
  const Stack& stack = state_->stack;
  std::vector<Statement> all;
  Statements result;
  for (const PolicyPlace& place : places) {
    PolicyKind kind = is_boundary_only(stack, element) ? PolicyKind::Ceiling : place.kind;
    Reader reader(stack, element, kind);
    std::size_t dot = place.path.find('.');
    if (dot == std::string_view::npos) {
      reader.policy(stack.step(element, place.path));
    } else {
      Arena scratch;
      for (const Item& block :
           stack.items(stack.step(element, place.path.substr(0, dot)), scratch).items)
        reader.policy(stack.step(block.value, place.path.substr(dot + 1)));
    }
    all.insert(all.end(), reader.found.begin(), reader.found.end());
    result.open = result.open || reader.open;
    if (!result.why) result.why = reader.why;
  }
  result.statements = stack.arena().copy(std::span<const Statement>(all));
  state_->read.emplace(&element, result);
  return result;
}

Items Policies::written_records(const Element& element) {
  auto known = state_->records.find(&element);
  if (known != state_->records.end()) return known->second;
  Statements read = written(element);
  Arena& arena = state_->stack.arena();
  std::vector<Item> items;
  for (const Statement& s : read.statements) {
    Value value = record(arena,
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
    items.push_back({value, s.sid.text(), Truth::True});
  }
  Items result{arena.copy(std::span<const Item>(items)), read.open, read.why};
  state_->records.emplace(&element, result);
  return result;
}

}  // namespace paycheck::iam
