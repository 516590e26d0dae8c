// SPDX-License-Identifier: Apache-2.0
// The items of a template as a tree: neighbouring literals joined, directives closed.
#include "parser.hpp"

namespace paycheck::expression {

using Kind = TemplateItem::Kind;

const Node* Parser::template_tree(std::vector<TemplateItem>& items, std::uint32_t begin) {
  if (items.size() == 1 && items[0].kind == Kind::Value) {
    Node* node = make(Node::Kind::Wrapped, begin);
    node->children = {items[0].node};
    return finish(node);
  }
  bool is_literal = true;
  for (const TemplateItem& item : items) is_literal = is_literal && item.kind == Kind::Literal;
  if (is_literal) {
    std::string text;
    for (const TemplateItem& item : items) text += item.text;
    return literal(Value::string(std::move(text)), begin);
  }
  std::size_t next = 0;
  const Node* body = template_body(items, next, begin);
  if (body && next < items.size())
    return fail("a directive that closes nothing", items[next].begin, items[next].end);
  return body;
}

// Up to a directive that closes something, or to the end.
const Node* Parser::template_body(std::vector<TemplateItem>& items, std::size_t& next,
                                  std::uint32_t begin) {
  Level level(*this);
  if (too_deep()) return nullptr;
  Node* node = make(Node::Kind::Template, begin);
  std::string text;
  auto flush = [&](std::uint32_t at) {
    if (!text.empty()) node->children.push_back(literal(Value::string(std::move(text)), at));
    text.clear();
  };
  for (; next < items.size() && !failed_; ++next) {
    TemplateItem& item = items[next];
    if (item.kind == Kind::Literal) {
      text += item.text;
      continue;
    }
    flush(item.begin);
    if (item.kind == Kind::Else || item.kind == Kind::EndIf || item.kind == Kind::EndFor) break;
    const Node* part = item.kind == Kind::Value ? item.node
                       : item.kind == Kind::If  ? template_if(items, next)
                                                : template_for(items, next);
    if (!part) return nullptr;
    node->children.push_back(part);
  }
  flush(at_);
  return finish(node);
}

const Node* Parser::template_if(std::vector<TemplateItem>& items, std::size_t& next) {
  TemplateItem& open = items[next];
  Node* node = make(Node::Kind::Conditional, open.begin);
  const Node* yes = template_body(items, ++next, open.end);
  const Node* no = nullptr;
  if (yes && next < items.size() && items[next].kind == Kind::Else)
    no = template_body(items, ++next, open.end);
  else
    no = literal(Value::string(std::string()), open.end);
  if (failed_) return nullptr;
  if (next >= items.size() || items[next].kind != Kind::EndIf)
    return fail("an \"%{if}\" without \"%{endif}\"", open.begin, open.end);
  node->children = {open.node, yes, no};
  return finish(node);
}

const Node* Parser::template_for(std::vector<TemplateItem>& items, std::size_t& next) {
  TemplateItem& open = items[next];
  Node* node = make(Node::Kind::JoinFor, open.begin);
  node->key_name = open.key_name;
  node->value_name = open.value_name;
  const Node* body = template_body(items, ++next, open.end);
  if (!body) return nullptr;
  if (next >= items.size() || items[next].kind != Kind::EndFor)
    return fail("a \"%{for}\" without \"%{endfor}\"", open.begin, open.end);
  node->children = {open.node, body};
  return finish(node);
}

}  // namespace paycheck::expression
