// SPDX-License-Identifier: Apache-2.0
// Templates join the texts of their parts; an unknown part is a hole.
#include "evaluator.hpp"

namespace paycheck::expression {

std::optional<Failure> append_text(std::vector<Piece>& pieces, const Value& part) {
  if (part.is_null()) return Failure{"a null value cannot stand in a text"};
  Outcome text = convert(part, Type::string());
  if (!text) return Failure{"a " + part.type().name() + " cannot stand in a text"};
  if (text->is_known()) {
    pieces.push_back({text->text(), nullptr});
    return std::nullopt;
  }
  for (Piece& piece : text->pieces()) pieces.push_back(std::move(piece));
  return std::nullopt;
}

Checked<Value> Evaluator::template_text(const Node& node) {
  std::vector<Piece> pieces;
  std::size_t bytes = 0;
  bool sensitive = false;
  for (const Node* child : node.children) {
    Checks part = evaluate(*child);
    if (!part) return part;
    bool joins = child->kind == Node::Kind::JoinFor;
    sensitive = sensitive || part->holds_sensitive();
    if (joins && part->seen()) pieces.push_back({{}, part->why()});
    std::vector<Value> parts{*part};
    if (joins && part->is_known()) parts.assign(part->items().begin(), part->items().end());
    if (joins && !part->is_known()) parts = {Value::unknown(Type::string(), part->why())};
    for (const Value& one : parts) {
      bytes += one.weight();
      if (bytes > context_.limits.bytes || !pays_for(one)) return too_large(node, Type::string());
      if (auto failure = append_text(pieces, one)) return error(failure->message, *child);
    }
  }
  return Value::string(std::move(pieces)).with_sensitive(sensitive);
}

}  // namespace paycheck::expression
