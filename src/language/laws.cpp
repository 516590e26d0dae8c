// SPDX-License-Identifier: Apache-2.0
// The laws of use and of ties look at which variables a part mentions; the parser has noted that at
// every node. What mentions `anything` was not understood and is not judged.

#include "laws.hpp"

#include <algorithm>

#include "parser.hpp"
#include "ties.hpp"
#include "walk.hpp"

namespace paycheck::language {

namespace {

constexpr std::size_t longest_quote = 160;

bool mentions(std::uint64_t slots, std::uint32_t slot) {
  return (slots >> slot & 1) != 0;
}

// The first part, split at `and`, `or` and `not`, that does not mention the variable.
const Expr* silent_part(const Expr& expr, std::uint32_t slot) {
  bool splits = expr.op == Expr::Op::And || expr.op == Expr::Op::Or || expr.op == Expr::Op::Not;
  if (!splits) return mentions(expr.mentions, slot) ? nullptr : &expr;
  for (const Expr* part : expr.parts)
    if (const Expr* found = silent_part(*part, slot)) return found;
  return nullptr;
}

class Laws {
 public:
  Laws(const CheckTree& tree, Complaints& complaints)
      : tree_(tree), complaints_(complaints), free_(is_free(tree)) {}

  void visit(const Expr& expr) {
    if (expr.op != Expr::Op::Quantified) return;
    std::string name(expr.name);
    if (expr.where)
      use(*expr.where, expr.slot, "the 'where' of '" + name + "'",
          "put it beside the quantifier, outside of its 'where'");
    if (expr.body && silent_part(*expr.body, expr.slot))
      use(*expr.body, expr.slot, "the body of '" + name + "'", suggestion(expr));
    const Expr* judged = tied_by(expr);
    bool asks = judged && (judged->mentions & ~(1ull << expr.slot)) != 0;
    if (asks && judged->mentions != anything && expr.tie.kind == Tie::Kind::None && !free_)
      untied(expr.range.begin, expr.name, expr.source.type, expr.where != nullptr);
  }
  void visit(const Term&) {}
  void leave(const Expr&) {}

  void each(const Each& each) {
    std::string name(each.name);
    if (each.where)
      use(*each.where, each.slot, "the 'where' of '" + name + "'", "put it into 'when'");
    bool understood = !each.where || each.where->mentions != anything;
    if (!each.source.type.empty() && each.tie.kind == Tie::Kind::None && understood && !free_)
      untied(tree_.slot_names[each.slot].begin, each.name, each.source.type, true);
  }

 private:
  void use(const Expr& judged, std::uint32_t slot, const std::string& where, std::string hint) {
    const Expr* part = silent_part(judged, slot);
    if (!part) return;
    complaints_.add(ProblemKind::Structure, part->range.begin,
                    "this part of " + where + " does not mention it", std::move(hint));
  }

  void untied(std::uint32_t offset, std::string_view variable, std::string_view type,
              bool has_where) {
    std::string x(variable), t(type);
    complaints_.add(ProblemKind::Structure, offset,
                    "'" + x + "' has no tie: every " + t + " would be tried for every subject",
                    "a tie is '" + x + ".a refers to y', 'y.a refers to " + x + "' or '" + x +
                        ".a == y.a' with a variable y bound outside, joined to the " +
                        (has_where ? "'where'" : "body") + " by 'and'");
  }

  // The text in one line.
  std::string quote(std::uint32_t begin, std::uint32_t end) const {
    std::string line;
    for (char c : std::string_view(tree_.text).substr(begin, end - begin)) {
      bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!blank) line.push_back(c);
      if (blank && !line.empty() && line.back() != ' ') line.push_back(' ');
    }
    return line;
  }

  // A body reaches as far right as it can; parentheses end it before the first part that is not its
  // own.
  std::string suggestion(const Expr& quantified) const {
    const Expr& body = *quantified.body;
    auto silent = [&](const Expr* part) { return !mentions(part->mentions, quantified.slot); };
    bool joins = (body.op == Expr::Op::Or || body.op == Expr::Op::And) &&
                 tree_.text[body.range.begin] != '(';
    auto first = std::ranges::find_if(body.parts, silent);
    bool in_tail = first != body.parts.begin() && first != body.parts.end();
    bool only_tail = joins && in_tail && std::all_of(first, body.parts.end(), silent);
    std::string advice = "parentheses end a body: '(any x in list: x.a) or b'";
    if (!only_tail) return advice;
    std::uint32_t begin = quantified.range.begin;
    while (tree_.text[begin] == '(' || tree_.text[begin] == ' ') ++begin;
    std::string said = "say '(" + quote(begin, (*(first - 1))->range.end) + ") " +
                       (body.op == Expr::Op::Or ? "or " : "and ") +
                       quote((*first)->range.begin, body.range.end) + "'";
    return said.size() > longest_quote ? advice : said;
  }

  const CheckTree& tree_;
  Complaints& complaints_;
  bool free_;
};

// Where the variables of `each` are mentioned besides their own `where`.
std::uint64_t used(const CheckTree& tree) {
  std::uint64_t slots = 0;
  for (const Each& each : tree.each) {
    if (each.source.term) slots |= each.source.term->mentions;
    if (each.where) slots |= each.where->mentions & ~(1ull << each.slot);
  }
  for (const Expr* expr : {tree.when, tree.claim})
    if (expr) slots |= expr->mentions;
  for (const Term* term : {tree.report, tree.suggest})
    if (term) slots |= term->mentions;
  return slots;
}

}  // namespace

bool is_free(const CheckTree& tree) {
  return !tree.subjects.empty() && std::ranges::all_of(tree.subjects, [](std::string_view type) {
    return type == "stack" || type == "app";
  });
}

void apply_laws(const CheckTree& tree, Complaints& complaints, bool complete) {
  Laws laws(tree, complaints);
  Walk walk(laws);
  for (const Each& each : tree.each) {
    laws.each(each);
    walk.term(each.source.term);
    walk.expr(each.where);
  }
  walk.expr(tree.when);
  walk.expr(tree.claim);
  walk.term(tree.report);
  walk.term(tree.suggest);
  if (!complete) return;
  for (const Each& each : tree.each)
    if (!mentions(used(tree), each.slot))
      complaints.add(ProblemKind::Structure, tree.slot_names[each.slot].begin,
                     "the variable '" + std::string(each.name) + "' is not used",
                     "every variable of 'each' is used after its own sentence");
}

}  // namespace paycheck::language
