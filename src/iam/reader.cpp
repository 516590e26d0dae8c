// SPDX-License-Identifier: Apache-2.0
// One reader for both spellings of a policy: JSON text with references inside, and the blocks of a
// data document. They differ in the names of the elements and in how principals and conditions
// nest; everything else is said once.

#include "reader.hpp"

#include <algorithm>

namespace paycheck::iam {

using terraform::Entry;
using terraform::Hole;
using terraform::Value;

Value list_of(Arena& arena, const std::vector<Value>& items, json::Place place) {
  return Value::list(arena.copy(std::span<const Value>(items)), false, place);
}

Value record(Arena& arena, std::initializer_list<std::pair<std::string_view, Value>> fields,
             json::Place place) {
  std::vector<Entry> entries;
  entries.reserve(fields.size());
  for (const auto& [name, value] : fields) entries.push_back({name, arena.make<Value>(value)});
  return Value::record(arena.copy(std::span<const Entry>(entries)), place);
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

Value principal(Arena& arena, const Value& type, const Value& id) {
  return record(arena, {{"type", type}, {"id", id}}, id.place());
}

Value condition(Arena& arena, const Value& operation, const Value& key, const Value& values) {
  Value lower = key;
  if (key.is_known_text()) lower = Value::text(arena.copy(lower_case(key.text())), key.place());
  Value guard = operation;
  if (operation.is_known_text()) {
    std::string_view word = guard_of(operation.text());
    guard = word.empty() ? Value::absent(operation.place()) : Value::text(word);
  }
  return record(arena,
                {{"operator", operation}, {"key", lower}, {"values", values}, {"guard", guard}},
                values.place());
}

namespace {

// A policy merges documents that merge documents; deeper ones are not read.
constexpr int most_documents_deep = 16;

struct Words {
  std::string_view effect, sid, action, not_action, resource, not_resource, principal,
      not_principal, condition;
  bool blocks;
};
constexpr Words json_words = {"Effect",      "Sid",       "Action",       "NotAction", "Resource",
                              "NotResource", "Principal", "NotPrincipal", "Condition", false};
constexpr Words block_words = {
    "effect",        "sid",        "actions",        "not_actions", "resources",
    "not_resources", "principals", "not_principals", "condition",   true};

class Reader {
 public:
  Reader(const Stack& stack, const Element& holder, PolicyKind kind, Policy& out)
      : stack_(stack), arena_(stack.arena()), holder_(holder), kind_(kind), out_(out) {}

  void policy(const Value& written) {
    if (written.is_absent() || (written.is_known_text() && written.text().empty())) return;
    if (const Element* document = data_document(written)) return from_document(*document);
    if (written.place() && written.place().value->is_string())
      check_escapes(*written.place().value, written.place(), false, out_);
    if (written.is_known_text()) {
      auto nested = written.place() ? written.place().document->nested(*written.place().value)
                                    : Result<const json::Document*>(nullptr);
      if (written.place() && written.place().value->is_string() && !nested &&
          written.place().value->text() == written.text())
        return slip(written.place(), "is no JSON");
    }
    Value tree = stack_.read_json(written);
    if (tree.is_unknown()) return out_.hide(tree.hole());
    from_json(tree);
  }

 private:
  void slip(json::Place place, std::string_view says) {
    out_.slips.push_back({Slip::Kind::Unreadable, place, says});
  }

  // `${data.aws_iam_policy_document.x.json}`
  const Element* data_document(const Value& written) const {
    const Hole* hole = written.first_hole();
    if (!hole || !hole->source || hole->source->type != "data.aws_iam_policy_document")
      return nullptr;
    return hole->attribute == "json" || hole->attribute == "minified_json" ? hole->source : nullptr;
  }

  // Element names count without case; what is written exactly wins.
  Value field(const Value& body, std::string_view name) const {
    Value found = stack_.step(body, name);
    if (!found.is_absent() || body.kind() != Value::Kind::Map || !body.is_written()) return found;
    for (const json::Member& member : body.place().value->members()) {
      std::string_view other = member.name();
      if (other.size() == name.size() && other != name && lower_case(other) == lower_case(name))
        return stack_.step(body, other);
    }
    return found;
  }

  void from_json(const Value& tree) {
    if (tree.kind() != Value::Kind::Map) return slip(tree.place(), "is no JSON object");
    Value list = field(tree, "Statement");
    if (list.is_absent()) return slip(tree.place(), "has no Statement");
    std::size_t first = out_.statements.size();
    if (list.kind() == Value::Kind::Map) {
      statement(list, json_words);
    } else {
      Arena scratch;
      Items items = stack_.items(list, scratch);
      if (items.open) out_.hide(items.why);
      for (const Item& item : items.items) statement(item.value, json_words);
    }
    check_version(stack_, field(tree, "Version"), std::span(out_.statements).subspan(first), out_);
  }

  void statement(const Value& body, const Words& words) {
    if (body.is_unknown()) return out_.hide(body.hole());
    if (body.kind() != Value::Kind::Map && body.kind() != Value::Kind::Block)
      return slip(body.place(), "has a statement that is no object");
    Written written;
    written.effect = field(body, words.effect);
    if (words.blocks && written.effect.is_absent()) written.effect = Value::text("Allow");
    written.sid = field(body, words.sid);
    written.action = field(body, words.action);
    written.not_action = field(body, words.not_action);
    written.resource = field(body, words.resource);
    written.not_resource = field(body, words.not_resource);
    written.principal = field(body, words.principal);
    written.not_principal = field(body, words.not_principal);
    written.condition = field(body, words.condition);
    Statement s{kind_, &holder_, body.place(), written.effect, written.sid, {}, {}, {}, {}, {},
                {},    {}};
    s.actions = or_empty(written.action);
    s.not_actions = or_empty(written.not_action);
    s.resources = or_empty(written.resource);
    s.not_resources = or_empty(written.not_resource);
    s.principals = principals(written.principal, words.blocks);
    s.not_principals = principals(written.not_principal, words.blocks);
    s.conditions = conditions(written.condition, words.blocks);
    check_grammar(stack_, s, written, out_);
    merge(s);
  }

  static Value or_empty(const Value& value) {
    return value.is_absent() ? Value::list({}, false, value.place()) : value;
  }

  static bool has_sid(const Statement& s) {
    return !s.sid.is_absent() && !(s.sid.is_known_text() && s.sid.text().empty());
  }

  // A data document's statement replaces an earlier one with the same Sid. Where a Sid is not
  // known, no earlier one with a Sid is sure to remain.
  void merge(const Statement& s) {
    if (merged_from_ != none && has_sid(s)) {
      auto first = out_.statements.begin() + static_cast<std::ptrdiff_t>(merged_from_);
      auto gone = std::remove_if(first, out_.statements.end(), [&](const Statement& earlier) {
        if (!has_sid(earlier)) return false;
        Truth same = stack_.equal(earlier.sid, s.sid);
        if (same == Truth::Unknown)
          out_.hide(s.sid.first_hole() ? s.sid.first_hole() : earlier.sid.first_hole());
        return same != Truth::False;
      });
      out_.statements.erase(gone, out_.statements.end());
    }
    out_.statements.push_back(s);
  }

  Value principals(const Value& written, bool blocks) {
    if (written.is_unknown()) return written;
    std::vector<Value> out;
    Arena scratch;
    if (blocks) {
      for (const Item& block : stack_.items(written, scratch).items)
        ids(stack_.step(block.value, "type"), stack_.step(block.value, "identifiers"), out);
    } else if (written.kind() == Value::Kind::Text) {
      out.push_back(principal(arena_, Value::text("AWS"), written));
    } else if (written.kind() == Value::Kind::Map) {
      for (const Item& type : stack_.items(written, scratch).items)
        ids(Value::text(type.key), type.value, out);
    }
    return list_of(arena_, out, written.place());
  }

  void ids(const Value& type, const Value& list, std::vector<Value>& out) {
    Arena scratch;
    Items items = stack_.items(list, scratch);
    for (const Item& id : items.items) out.push_back(principal(arena_, type, id.value));
    if (items.open) out.push_back(principal(arena_, type, Value::unknown(items.why, list.place())));
  }

  Value conditions(const Value& written, bool blocks) {
    if (written.is_unknown()) return written;
    std::vector<Value> out;
    Arena scratch;
    if (blocks) {
      for (const Item& block : stack_.items(written, scratch).items)
        out.push_back(condition(arena_, stack_.step(block.value, "test"),
                                stack_.step(block.value, "variable"),
                                stack_.step(block.value, "values")));
    } else if (written.kind() == Value::Kind::Map) {
      for (const Item& op : stack_.items(written, scratch).items) keys(op, out);
    }
    return list_of(arena_, out, written.place());
  }

  void keys(const Item& op, std::vector<Value>& out) {
    Arena scratch;
    Value operation = Value::text(op.key, op.value.place());
    if (op.value.is_unknown()) out.push_back(condition(arena_, operation, op.value, op.value));
    if (op.value.kind() != Value::Kind::Map) return;
    for (const Item& key : stack_.items(op.value, scratch).items)
      out.push_back(
          condition(arena_, operation, Value::text(key.key, key.value.place()), key.value));
  }

  void from_document(const Element& document) {
    if (depth_ >= most_documents_deep) return out_.hide(unread(document));
    ++depth_;
    std::size_t outer = merged_from_;
    merged_from_ = outer == none ? out_.statements.size() : outer;
    std::size_t first = out_.statements.size();
    others(document, {"source_json", "source_policy_documents"}, false);
    Arena scratch;
    Items blocks = stack_.items(stack_.step(document, "statement"), scratch);
    if (blocks.open) out_.hide(blocks.why);
    for (const Item& block : blocks.items) statement(block.value, block_words);
    others(document, {"override_json", "override_policy_documents"}, true);
    Value version = stack_.step(document, "version");
    if (!version.is_absent())
      check_version(stack_, version, std::span(out_.statements).subspan(first), out_);
    merged_from_ = outer;
    --depth_;
  }

  // The documents that a document merges. One that cannot be read and comes last may replace every
  // statement that has a Sid.
  void others(const Element& document, std::initializer_list<std::string_view> arguments,
              bool overrides) {
    for (std::string_view argument : arguments) {
      Arena scratch;
      Value list = stack_.step(document, argument);
      Items items = stack_.items(list, scratch);
      bool was_open = out_.open;
      out_.open = false;
      if (items.open) out_.hide(items.why ? items.why : unread(document));
      for (const Item& item : items.items) {
        if (item.value.is_unknown() && !data_document(item.value))
          out_.hide(item.value.hole());
        else
          policy(item.value);
      }
      if (out_.open && overrides)
        out_.statements.erase(
            std::remove_if(out_.statements.begin() + static_cast<std::ptrdiff_t>(merged_from_),
                           out_.statements.end(), has_sid),
            out_.statements.end());
      out_.open = out_.open || was_open;
    }
  }

  const Hole* unread(const Element& document) {
    Hole* hole = arena_.make<Hole>();
    hole->expression = document.address;
    hole->place = document.place;
    return hole;
  }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  const Stack& stack_;
  Arena& arena_;
  const Element& holder_;
  PolicyKind kind_;
  Policy& out_;
  int depth_ = 0;
  std::size_t merged_from_ = none;  // the first statement of the outermost data document
};

}  // namespace

void read_policy(const Stack& stack, const Element& holder, PolicyKind kind, const Value& argument,
                 Policy& out) {
  Reader(stack, holder, kind, out).policy(argument);
}

}  // namespace paycheck::iam
