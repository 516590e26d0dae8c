// SPDX-License-Identifier: Apache-2.0
// A tree as text: what is printed parses to the same tree again, unless the parentheses nest too
// deep.

#include <charconv>

#include "lexer.hpp"
#include "vocabulary.hpp"

namespace paycheck::language {

namespace {

class Printer {
 public:
  explicit Printer(const CheckTree& tree, bool ties) : tree_(tree), ties_(ties) {}

  std::string check() {
    out_ = "match ";
    if (tree_.any_resource) out_ += "any resource";
    for (std::size_t i = 0; i < tree_.subjects.size(); ++i) add(i ? ", " : "", tree_.subjects[i]);
    add(" as ", tree_.subject_name);
    for (const Each& each : tree_.each) this->each(each);
    if (tree_.when) out_ += " when ";
    expr(tree_.when);
    out_ += tree_.forbid ? " forbid " : " require ";
    expr(tree_.claim);
    out_ += " report ";
    term(tree_.report);
    if (tree_.suggest) out_ += " suggest ";
    term(tree_.suggest);
    return std::move(out_);
  }

 private:
  void add(std::string_view a, std::string_view b = {}) { out_.append(a).append(b); }

  void each(const Each& each) {
    add(" each ", each.name);
    source(each.source);
    if (each.where) out_ += " where ";
    expr(each.where);
    if (ties_ && !each.source.type.empty()) tied(each.tie, true);
  }

  void source(const Source& source) {
    add(" in ", source.type);
    term(source.term);
  }

  void expr(const Expr* expr) {
    if (!expr) return;
    switch (expr->op) {
      case Expr::Op::And:
        return joined(*expr, " and ");
      case Expr::Op::Or:
        return joined(*expr, " or ");
      case Expr::Op::Not:
        out_ += "(not ";
        this->expr(expr->parts[0]);
        out_ += ")";
        return;
      case Expr::Op::Quantified:
        return quantified(*expr);
      default:
        return comparison(*expr);
    }
  }

  void joined(const Expr& expr, std::string_view word) {
    for (std::size_t i = 0; i < expr.parts.size(); ++i) {
      add(i ? word : "(");
      this->expr(expr.parts[i]);
    }
    out_ += ")";
  }

  void quantified(const Expr& expr) {
    constexpr std::string_view quantities[] = {"any", "all", "at least ", "at most ", "exactly "};
    add("(", quantities[static_cast<std::size_t>(expr.quantity)]);
    if (expr.quantity >= Expr::Quantity::AtLeast) out_ += std::to_string(expr.count);
    add(" ", expr.name);
    source(expr.source);
    if (expr.where) out_ += " where ";
    this->expr(expr.where);
    if (ties_ && !expr.source.type.empty()) tied(expr.tie, expr.mentions_outer);
    if (expr.body) out_ += ": ";
    this->expr(expr.body);
    out_ += ")";
  }

  void comparison(const Expr& expr) {
    constexpr std::string_view signs[] = {" == ", " != ", " < ", " <= ", " > ", " >= "};
    term(expr.left);
    switch (expr.op) {
      case Expr::Op::Compare:
        out_ += signs[static_cast<std::size_t>(expr.comparison)];
        break;
      case Expr::Op::In:
        out_ += " in ";
        break;
      case Expr::Op::RefersTo:
        out_ += " refers to ";
        break;
      case Expr::Op::Exists:
        out_ += " exists";
        break;
      case Expr::Op::Matches:
        out_ += " matches ";
        quoted(tree_.patterns[expr.pattern].text);
        break;
      default:
        break;
    }
    term(expr.right);
  }

  void term(const Term* term) {
    if (!term) return;
    switch (term->kind) {
      case Term::Kind::Variable:
        add(term->text);
        break;
      case Term::Kind::Parameter:
        add("param.", term->text);
        break;
      case Term::Kind::Text:
        quoted(text_of(*term));
        break;
      case Term::Kind::Number:
        number(term->number);
        break;
      case Term::Kind::Bool:
        add(term->truth ? "true" : "false");
        break;
      case Term::Kind::List:
        items("[", *term, "]");
        break;
      case Term::Kind::Truth:
        truth(*term->expr);
        break;
      case Term::Kind::Call:
        add(term->text);
        items("(", *term, ")");
        break;
    }
    for (std::string_view step : term->steps) {
      out_ += ".";
      if (is_name(step))
        add(step);
      else
        quoted(step);
    }
  }

  void items(std::string_view open, const Term& term, std::string_view close) {
    out_ += open;
    for (std::size_t i = 0; i < term.items.size(); ++i) {
      add(i ? ", " : "");
      this->term(term.items[i]);
    }
    out_ += close;
  }

  // A condition used as a value; most print their own parentheses.
  void truth(const Expr& inner) {
    bool bare = inner.op >= Expr::Op::Compare;
    if (bare) out_ += "(";
    expr(&inner);
    if (bare) out_ += ")";
  }

  void number(double value) {
    char digits[400];
    auto [end, error] =
        std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed);
    out_.append(digits, end);
  }

  // A text as it is between its quotes before escapes: braces doubled, placeholders printed.
  std::string text_of(const Term& text) const {
    std::string content;
    auto literal = [&](std::string_view characters) {
      for (char c : characters) content.append(c == '{' || c == '}' ? 2 : 1, c);
    };
    literal(text.text);
    for (const TextPart& part : text.parts) {
      literal(part.text);
      if (part.term) content += "{" + printed(*part.term) + "}";
    }
    return content;
  }

  std::string printed(const Term& part) const {
    Printer inner(tree_, ties_);
    inner.term(&part);
    return std::move(inner.out_);
  }

  void quoted(std::string_view content) {
    out_ += '"';
    for (char c : content) {
      if (c == '"' || c == '\\') out_ += '\\';
      out_ += c;
    }
    out_ += '"';
  }

  // ` [tie v.bucket refers to bucket]`; a type that is not tied is read once per stack or for every
  // subject.
  void tied(const Tie& tie, bool outer) {
    if (tie.kind == Tie::Kind::None) {
      add(outer ? " [scan]" : " [once]");
      return;
    }
    out_ += " [tie ";
    this->tie(tie);
    out_ += "]";
  }

  void tie(const Tie& tie) {
    switch (tie.kind) {
      case Tie::Kind::OwnRefersToOther:
        return pair(tie.own, " refers to ", tie.other);
      case Tie::Kind::OtherRefersToOwn:
        return pair(tie.other, " refers to ", tie.own);
      case Tie::Kind::Equal:
        return pair(tie.own, " == ", tie.other);
      case Tie::Kind::AnyOf:
        add("any ", tie.quantifier->name);
        source(tie.quantifier->source);
        out_ += ": ";
        return this->tie(tie.ties[0]);
      case Tie::Kind::Either:
        for (std::size_t i = 0; i < tie.ties.size(); ++i) {
          add(i ? " or " : "");
          this->tie(tie.ties[i]);
        }
        return;
      case Tie::Kind::None:
        return;
    }
  }

  void pair(const Term* left, std::string_view word, const Term* right) {
    term(left);
    out_ += word;
    term(right);
  }

  const CheckTree& tree_;
  bool ties_;
  std::string out_;
};

}  // namespace

std::string to_string(const Check& check, bool ties) {
  return Printer(check.tree(), ties).check();
}

}  // namespace paycheck::language
