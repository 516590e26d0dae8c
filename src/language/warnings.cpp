// SPDX-License-Identifier: Apache-2.0
// What a schema says of the paths of a check, and what its quantifiers may cost. Each variable has
// the schemas that its items may have; a path is warned of when none of them knows it.

#include <algorithm>
#include <array>

#include "complaints.hpp"
#include "laws.hpp"
#include "ties.hpp"
#include "vocabulary.hpp"
#include "walk.hpp"

namespace paycheck::language {

namespace {

using terraform::Argument;
using terraform::Schema;

// Terraform's own arguments, which no schema lists.
constexpr std::array<std::string_view, 7> meta_arguments = {
    "provider", "depends_on", "lifecycle", "count", "for_each", "provisioner", "connection"};

bool is_fan(Tie::Kind kind) {
  return kind == Tie::Kind::OwnRefersToOther || kind == Tie::Kind::Equal;
}

// What a variable may be. No schemas: nobody knows.
struct Shape {
  std::vector<const Schema*> schemas;
  std::string name;  // of the type or block, for messages
  bool element = false;
};

class Warnings {
 public:
  Warnings(const CheckTree& tree, Complaints& complaints, aws::Types& types)
      : tree_(tree),
        complaints_(complaints),
        types_(types),
        shapes_(tree.slots),
        ties_(tree.slots) {}

  void subject() {
    std::vector<const Schema*> schemas;
    std::string names;
    bool known = !tree_.any_resource;
    for (std::size_t i = 0; i < tree_.subjects.size(); ++i) {
      const Schema* schema = schema_of(tree_.subjects[i], tree_.subject_ranges[i].begin);
      known = known && schema;
      schemas.push_back(schema);
      names += (i ? " or " : "") + std::string(tree_.subjects[i]);
    }
    if (known) shapes_[0] = {std::move(schemas), std::move(names), true};
  }

  void each(const Each& each) {
    bind(each.slot, each.source);
    ties_[each.slot] = each.tie.kind;
    siblings(each.name, each.source, each.tie, tree_.slot_names[each.slot].begin);
  }

  void visit(const Expr& expr) {
    if (expr.op == Expr::Op::Bare) bare(*expr.left);
    if (expr.op != Expr::Op::Quantified) return;
    bind(expr.slot, expr.source);
    ties_[expr.slot] = expr.tie.kind;
    if (expr.source.type.empty()) return;
    scan(expr);
    siblings(expr.name, expr.source, expr.tie, expr.range.begin);
    product(expr);
    around_.push_back(&expr);
  }
  void leave(const Expr& expr) {
    if (expr.op == Expr::Op::Quantified && !expr.source.type.empty()) around_.pop_back();
  }
  void visit(const Term& term) {
    if (term.kind == Term::Kind::Variable && !term.steps.empty()) resolve(term, true);
  }

 private:
  void warn(std::uint32_t offset, std::string message, std::string hint = {}) {
    complaints_.add(ProblemKind::Structure, offset, std::move(message), std::move(hint));
  }

  const Schema* schema_of(std::string_view type, std::uint32_t offset) {
    if (const aws::Type* row = types_.find(type)) return row->schema;
    if (type.starts_with("aws_") || type.starts_with("data.aws_"))
      warn(offset, "the schema knows no type '" + std::string(type) + "'",
           did_you_mean(type, types_.names()));
    return nullptr;
  }

  void bind(std::uint32_t slot, const Source& source) {
    shapes_[slot] = {};
    if (!source.type.empty()) {
      if (const Schema* schema = schema_of(source.type, source.range.begin))
        shapes_[slot] = {{schema}, std::string(source.type), true};
    } else if (source.term->kind == Term::Kind::Variable && !source.term->steps.empty()) {
      shapes_[slot] = resolve(*source.term, false);
    }
  }

  // The shape of what a path leads to, where it is a block.
  Shape resolve(const Term& path, bool tell) {
    Shape at = shapes_[path.slot];
    for (std::size_t i = 0; i < path.steps.size() && !at.schemas.empty(); ++i) {
      std::string_view step = path.steps[i];
      if (at.element && std::ranges::find(meta_arguments, step) != meta_arguments.end()) return {};
      std::vector<const Argument*> found;
      for (const Schema* schema : at.schemas)
        if (const Argument* argument = schema->find(step)) found.push_back(argument);
      if (found.empty()) {
        if (tell) unknown_attribute(path, at, step);
        return {};
      }
      bool last = i + 1 == path.steps.size();
      if (!last && tell) through(path, i, found);
      at = {};
      for (const Argument* argument : found)
        if (argument->block) at.schemas.push_back(argument->block);
      at.name = "'" + std::string(step) + "'";
    }
    return at;
  }

  void unknown_attribute(const Term& path, const Shape& shape, std::string_view step) {
    std::vector<std::string_view> known;
    for (const Schema* schema : shape.schemas)
      for (const Argument& argument : schema->arguments) known.push_back(argument.name);
    warn(path.range.begin, shape.name + " has no attribute '" + std::string(step) + "'",
         did_you_mean(step, known));
  }

  // `found` is what the step means; a path goes on behind it.
  void through(const Term& path, std::size_t step, const std::vector<const Argument*>& found) {
    std::string name(path.steps[step]);
    auto scalar = [](const Argument* argument) {
      return argument->form == Argument::Form::Number || argument->form == Argument::Form::Bool ||
             argument->form == Argument::Form::Text || argument->form == Argument::Form::List;
    };
    if (std::ranges::all_of(found, &Argument::repeats))
      warn(path.range.begin, "the path steps through '" + name + "', of which there may be several",
           "say 'any x in " + prefix(path, step) + "'");
    else if (std::ranges::all_of(found, scalar))
      warn(path.range.begin, "'" + name + "' has no attributes",
           found[0]->form == Argument::Form::Text ? "'json()' opens a text" : "");
  }

  static std::string prefix(const Term& path, std::size_t last) {
    std::string text(path.text);
    for (std::size_t i = 0; i <= last; ++i) text.append(".").append(path.steps[i]);
    return text;
  }

  // Only a yes/no value decides a condition.
  void bare(const Term& term) {
    bool literal = term.kind == Term::Kind::Text || term.kind == Term::Kind::Number ||
                   term.kind == Term::Kind::List;
    bool call = term.kind == Term::Kind::Call && term.steps.empty() &&
                term.function->gives != Gives::Truth && term.function->gives != Gives::Value;
    bool element =
        term.kind == Term::Kind::Variable && term.steps.empty() && shapes_[term.slot].element;
    if (literal || call || element)
      warn(term.range.begin, "this is no yes/no, so the condition is never decided",
           "compare it, or say 'exists'");
  }

  void scan(const Expr& expr) {
    if (!expr.mentions_outer || expr.tie.kind != Tie::Kind::None || is_free(tree_)) return;
    warn(expr.range.begin, "every " + std::string(expr.source.type) + " is tried for every subject",
         "put a tie into the 'where' of '" + std::string(expr.name) + "'");
  }

  // A fan inside a fan that does not lead on from it: every pair is tried.
  void product(const Expr& expr) {
    if (around_.empty() || !is_fan(expr.tie.kind)) return;
    const Expr& outer = *around_.back();
    if (!is_fan(outer.tie.kind) || (expr.tie.other->mentions >> outer.slot & 1) != 0) return;
    warn(expr.range.begin,
         "'" + std::string(expr.name) + "' is not tied to '" + std::string(outer.name) +
             "': every pair of them is tried",
         "fine where both are few; else a function should find the pairs");
  }

  // From the subject to its hub and back to all that share it.
  void siblings(std::string_view name, const Source& source, const Tie& tie, std::uint32_t offset) {
    if (tie.kind != Tie::Kind::OwnRefersToOther || tie.other->kind != Term::Kind::Variable) return;
    bool like_subject = std::ranges::find(tree_.subjects, source.type) != tree_.subjects.end();
    if (!like_subject || ties_[tie.other->slot] != Tie::Kind::OtherRefersToOwn) return;
    warn(offset,
         "'" + std::string(name) + "' are all that share '" + std::string(tie.other->text) +
             "' with the subject: every pair of them is tried",
         "fine where few share it; else a function should find the pairs");
  }

  const CheckTree& tree_;
  Complaints& complaints_;
  aws::Types& types_;
  std::vector<Shape> shapes_;        // per slot
  std::vector<Tie::Kind> ties_;      // per slot: how its items are found
  std::vector<const Expr*> around_;  // quantifiers over types, outermost first
};

}  // namespace

std::vector<Problem> warnings(const Check& check, const Origin& origin, aws::Types& types) {
  const CheckTree& tree = check.tree();
  Complaints complaints(tree.text, origin);
  Warnings found(tree, complaints, types);
  Walk walk(found);
  found.subject();
  for (const Each& each : tree.each) {
    found.each(each);
    walk.term(each.source.term);
    walk.expr(each.where);
  }
  walk.expr(tree.when);
  walk.expr(tree.claim);
  walk.term(tree.report);
  walk.term(tree.suggest);
  return std::move(complaints).problems();
}

}  // namespace paycheck::language
