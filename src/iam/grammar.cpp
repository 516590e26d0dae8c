// SPDX-License-Identifier: Apache-2.0
// What AWS refuses in one statement, as far as no table of actions is needed. Only what is surely
// so is a slip; an element that a reference hides makes nothing one.
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html

#include <algorithm>
#include <array>

#include "reader.hpp"

namespace paycheck::iam {

using terraform::Value;

namespace {

class Grammar {
 public:
  Grammar(const Stack& stack, const Statement& statement, const Written& written, Policy& out)
      : stack_(stack), s_(statement), w_(written), out_(out) {}

  void check() {
    effect();
    either(w_.action, w_.not_action, "has no Action", "has both Action and NotAction");
    if (!w_.resource.is_absent() && !w_.not_resource.is_absent())
      slip(w_.not_resource, "has both Resource and NotResource");
    if (!w_.principal.is_absent() && !w_.not_principal.is_absent())
      slip(w_.not_principal, "has both Principal and NotPrincipal");
    empty(w_.action, "has an empty Action");
    empty(w_.not_action, "has an empty NotAction");
    empty(w_.resource, "has an empty Resource");
    empty(w_.not_resource, "has an empty NotResource");
    by_kind();
    principal_form(w_.principal);
    principal_form(w_.not_principal);
    operators();
  }

 private:
  void slip(const Value& at, std::string_view says) {
    json::Place place = at.place() ? at.place() : s_.place;
    out_.slips.push_back({Slip::Kind::Grammar, place, says});
  }

  void effect() {
    if (w_.effect.is_absent()) return slip({}, "has no Effect");
    if (w_.effect.is_known_text() && w_.effect.text() != "Allow" && w_.effect.text() != "Deny")
      slip(w_.effect, "has an Effect that is neither Allow nor Deny");
  }

  void either(const Value& a, const Value& b, std::string_view none, std::string_view both) {
    if (a.is_absent() && b.is_absent()) slip({}, none);
    if (!a.is_absent() && !b.is_absent()) slip(b, both);
  }

  void empty(const Value& list, std::string_view says) {
    if (list.kind() != Value::Kind::List) return;
    Arena scratch;
    Items items = stack_.items(list, scratch);
    if (items.items.empty() && !items.open) slip(list, says);
  }

  void by_kind() {
    bool names_principal = !w_.principal.is_absent() || !w_.not_principal.is_absent();
    bool names_resource = !w_.resource.is_absent() || !w_.not_resource.is_absent();
    const Value& who = w_.principal.is_absent() ? w_.not_principal : w_.principal;
    const Value& what = w_.resource.is_absent() ? w_.not_resource : w_.resource;
    switch (s_.kind) {
      case PolicyKind::Identity:
        if (names_principal) slip(who, "names a Principal, which an identity policy cannot");
        if (!names_resource) slip({}, "has no Resource");
        break;
      case PolicyKind::Trust:
        if (names_resource) slip(what, "names a Resource, which a trust policy cannot");
        [[fallthrough]];
      case PolicyKind::Resource:
        if (!names_principal) slip({}, "has no Principal");
        break;
      case PolicyKind::Ceiling:
        break;
    }
  }

  // In JSON: `"*"` or an object of known types. Blocks have a type of their own.
  void principal_form(const Value& written) {
    if (written.kind() == Value::Kind::Text && written.is_known_text() && written.text() != "*")
      slip(written, "has a Principal that is neither \"*\" nor an object");
    if (written.kind() == Value::Kind::List && written.is_written() && !written.schema() &&
        !from_blocks(written))
      slip(written, "has a list as Principal");
    const Value& all = &written == &w_.principal ? s_.principals : s_.not_principals;
    for (const Value& p : all.items()) one_principal(*p.field("type"), *p.field("id"));
  }

  static bool from_blocks(const Value& written) {
    const auto& items = written.place().value->items();
    return std::any_of(items.begin(), items.end(),
                       [](const json::Value& item) { return item.is_object(); });
  }

  void one_principal(const Value& type, const Value& id) {
    constexpr std::array<std::string_view, 5> types = {"*", "AWS", "CanonicalUser", "Federated",
                                                       "Service"};
    if (type.is_known_text() && std::find(types.begin(), types.end(), type.text()) == types.end())
      return slip(type.place() ? type : id, "has a Principal of an unknown type");
    if (!type.is_known_text() || !id.is_known_text()) return;
    std::string_view text = id.text();
    bool star = text.find('*') != std::string_view::npos && text != "*";
    if (type.text() == "AWS" && star)
      slip(id, "has a wildcard inside a Principal, which AWS never matches");
    bool account = text.size() == 12 && text.find_first_not_of("0123456789") == text.npos;
    // `AIDA...`, `AROA...`: what AWS puts in the place of a principal that was deleted.
    bool unique = text.starts_with("AIDA") || text.starts_with("AROA") || text.starts_with("AKIA");
    if (type.text() == "AWS" && !star && text != "*" && !account && !unique &&
        !text.starts_with("arn:") && s_.holder && !is_permission(s_.holder->type))
      slip(id, "has an AWS Principal that is no account, ARN or \"*\"");
    if (type.text() == "Service" && text.find('.') == text.npos)
      slip(id, "has a Service Principal that is no service's name");
  }

  void operators() {
    for (const Value& c : s_.conditions.items()) {
      const Value& operation = *c.field("operator");
      if (operation.is_known_text() && guard_of(operation.text()).empty())
        slip(c.field("values")->place() ? *c.field("values") : operation,
             "has a condition operator that IAM does not know");
    }
  }

  const Stack& stack_;
  const Statement& s_;
  const Written& w_;
  Policy& out_;
};

}  // namespace

std::string_view to_string(Slip::Kind kind) {
  constexpr std::array<std::string_view, 4> words = {"unreadable", "variable", "version",
                                                     "grammar"};
  return words[static_cast<std::size_t>(kind)];
}

void check_grammar(const Stack& stack, const Statement& statement, const Written& written,
                   Policy& out) {
  Grammar(stack, statement, written, out).check();
}

}  // namespace paycheck::iam
