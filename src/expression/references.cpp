// SPDX-License-Identifier: Apache-2.0
// All references of a tree, in text order.
#include <algorithm>

#include "node.hpp"

namespace paycheck::expression {
namespace {

class Search {
 public:
  explicit Search(std::string_view text) : text_(text) {}
  void visit(const Node& node);
  std::vector<Traversal> found;

 private:
  void mention(const Node& name, const Node& chain);
  void visit_for(const Node& node);

  std::string_view text_;
  std::vector<std::string_view> bound_;
};

void Search::mention(const Node& name, const Node& chain) {
  if (std::find(bound_.begin(), bound_.end(), name.text) != bound_.end()) return;
  std::uint32_t end =
      chain.constants.empty() ? name.end : chain.steps[chain.constants.size() - 1].end;
  found.push_back(
      {name.text, chain.constants, text_.substr(name.begin, end - name.begin), name.begin});
}

void Search::visit_for(const Node& node) {
  visit(*node.children[0]);
  bound_.push_back(node.key_name);
  bound_.push_back(node.value_name);
  for (std::size_t i = 1; i < node.children.size(); ++i) visit(*node.children[i]);
  bound_.pop_back();
  bound_.pop_back();
}

void Search::visit(const Node& node) {
  if (node.kind == Node::Kind::ListFor || node.kind == Node::Kind::ObjectFor ||
      node.kind == Node::Kind::JoinFor)
    return visit_for(node);
  if (node.kind == Node::Kind::Binary) {
    std::vector<const Node*> line;
    const Node* first = &node;
    for (; first->kind == Node::Kind::Binary; first = first->children[0]) line.push_back(first);
    visit(*first);
    for (auto at = line.rbegin(); at != line.rend(); ++at) visit(*(*at)->children[1]);
    return;
  }
  if (node.kind == Node::Kind::Name) return mention(node, node);
  bool is_reference = node.kind == Node::Kind::Chain && node.children[0]->kind == Node::Kind::Name;
  if (is_reference) mention(*node.children[0], node);
  if (!is_reference)
    for (const Node* child : node.children) visit(*child);
  for (const ChainStep& step : node.steps)
    if (step.index) visit(*step.index);
}

}  // namespace

std::vector<Traversal> references(const Expression& expression) {
  Search search(expression.text());
  search.visit(expression.root());
  return std::move(search.found);
}

}  // namespace paycheck::expression
