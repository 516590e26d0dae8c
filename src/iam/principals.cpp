// SPDX-License-Identifier: Apache-2.0
// Who a principal is: everybody, a service that acts for others, somebody of the own account, or
// anybody who has an account with the same identity provider.

#include <algorithm>
#include <array>

#include "reader.hpp"

namespace paycheck::iam {

using terraform::Hole;
using terraform::Value;

namespace {

// Services that send aws:SourceArn or aws:SourceAccount when they assume a role, each by its page
// "Cross-service confused deputy prevention". Lambda and EC2 are not among them.
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
constexpr std::array<std::string_view, 16> deputies = {
    "bedrock",  "codebuild", "config",   "datasync",     "ecs-tasks", "events",
    "firehose", "glue",      "pipes",    "s3",           "sagemaker", "scheduler",
    "ssm",      "states",    "transfer", "vpc-flow-logs"};

bool is_account(std::string_view text) {
  return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The account that a text names: itself, or the fifth part of an ARN. Unknown where a hole may be
// the account; absent for `*` and other texts.
Value account_of(const Value& id) {
  if (id.is_unknown()) return id;
  if (id.is_known_text() && is_account(id.text())) return id;
  terraform::TextPiece single;
  int colons = 0;
  Value account = Value::absent(id.place());
  for (const terraform::TextPiece& piece : id.pieces(single)) {
    if (piece.hole) {
      if (colons == 4 || (colons == 0 && id.pieces(single).size() == 1))
        account = Value::unknown(piece.hole, id.place());
      continue;
    }
    std::string_view rest = piece.text;
    while (!rest.empty()) {
      std::size_t end = std::min(rest.find(':'), rest.size());
      if (colons == 4 && end > 0 && account.is_absent())
        account = Value::text(rest.substr(0, end), id.place());
      if (end < rest.size()) ++colons;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return account;
}

// What is known of the account that the stack is made in.
struct Account {
  std::vector<std::string_view> numbers;  // from the providers
  bool open = false;                      // a provider's setting is not known
  bool asked = false;                     // the stack reads its own account's number
};

void add_account(const Value& id, Account& account) {
  Value number = account_of(id);
  if (number.is_known_text())
    account.numbers.push_back(number.text());
  else if (!id.is_absent())
    account.open = true;
}

Account own_account(const Stack& stack) {
  Account account;
  account.asked = !stack.elements("data.aws_caller_identity").empty();
  for (const Element& provider : stack.elements("provider")) {
    if (!provider.provider.starts_with("aws")) continue;
    Arena scratch;
    Items allowed = stack.items(stack.step(provider, "allowed_account_ids"), scratch);
    account.open = account.open || allowed.open;
    for (const Item& id : allowed.items) add_account(id.value, account);
    Items roles = stack.items(stack.step(provider, "assume_role"), scratch);
    account.open = account.open || roles.open;
    for (const Item& role : roles.items) add_account(stack.step(role.value, "role_arn"), account);
  }
  return account;
}

// Identity providers that many customers share, and the claim that tells them apart.
// Source:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
struct Issuer {
  std::string_view host, claim;
};
constexpr Issuer issuers[] = {
    {"accounts.google.com", "aud"},
    {"agent.buildkite.com", "sub"},
    {"api.bitbucket.org", "sub"},
    {"app.terraform.io", "sub"},
    {"cognito-identity.amazonaws.com", "aud"},
    {"gitlab.com", "sub"},
    {"graph.facebook.com", "app_id"},
    {"token.actions.githubusercontent.com", "sub"},
    {"www.amazon.com", "app_id"},
};

const Issuer* issuer_in(std::string_view text) {
  for (const Issuer& issuer : issuers) {
    std::size_t at = text.find(issuer.host);
    if (at == std::string_view::npos) continue;
    bool begins = at == 0 || text[at - 1] == '/';
    std::size_t end = at + issuer.host.size();
    if (begins && (end == text.size() || text[end] == '/' || text[end] == ':')) return &issuer;
  }
  return nullptr;
}

// By its ARN or host, or by the `url` of the provider that it refers to.
const Issuer* issuer_of(const Stack& stack, const Value& id, const Hole*& unknown) {
  terraform::TextPiece single;
  if (id.is_known_text()) return issuer_in(id.text());
  std::vector<std::uint32_t> found;
  stack.referents(id, "aws_iam_openid_connect_provider", found);
  for (std::uint32_t index : found) {
    Value url = stack.step(stack.elements()[index], "url");
    if (url.is_known_text()) return issuer_in(url.text());
    unknown = url.first_hole();
  }
  if (id.kind() == Value::Kind::Text)
    for (const terraform::TextPiece& piece : id.pieces(single))
      if (const Issuer* issuer = piece.hole ? nullptr : issuer_in(piece.text)) return issuer;
  if (found.empty() && id.is_unknown() && !is_fixed(*id.hole())) unknown = id.hole();
  return nullptr;
}

// `*`, `repo:*`, `repo:*/*`: nothing before the first star tells one customer from another.
bool is_loose(std::string_view subject) {
  std::size_t star = subject.find_first_of("*?");
  if (star == std::string_view::npos) return false;
  std::string_view fixed = subject.substr(0, star);
  return fixed.find('/') == std::string_view::npos &&
         std::count(fixed.begin(), fixed.end(), ':') <= 1 &&
         (fixed.empty() || fixed.back() == ':' || fixed.find(':') == std::string_view::npos);
}

// Whether a condition holds the claim to something; the loose value goes to `loose`.
Truth binds(const Stack& stack, const Statement& s, std::string_view key, Value& loose,
            const Hole*& unknown) {
  Arena scratch;
  Items items = stack.items(s.conditions, scratch);
  Truth bound = items.open ? Truth::Unknown : Truth::False;
  if (items.open) unknown = items.why;
  for (const Item& item : items.items) {
    const Value &name = *item.value.field("key"), &guard = *item.value.field("guard"),
                &values = *item.value.field("values");
    if (!name.is_known_text() || guard.is_unknown()) {
      bound = bound | Truth::Unknown;
      unknown = name.first_hole() ? name.first_hole() : guard.first_hole();
    }
    if (name.text() != key || guard.text() != "holds") continue;
    Truth all = Truth::True;
    Items list = stack.items(values, scratch);
    if (list.open) {
      all = Truth::Unknown;
      unknown = list.why;
    }
    for (const Item& value : list.items) {
      // A reference is not suspected of being a star; the text around it is judged.
      terraform::TextPiece single;
      std::string text;
      if (value.value.kind() == Value::Kind::Text)
        for (const terraform::TextPiece& piece : value.value.pieces(single))
          text += piece.hole ? std::string_view("x/") : piece.text;
      if (!text.empty() && is_loose(text)) {
        all = Truth::False;
        loose = value.value;
      }
    }
    bound = bound | all;
  }
  return bound;
}

}  // namespace

Truth is_everybody(const Value& p) {
  const Value *type = p.field("type"), *id = p.field("id");
  if (!type || !id) return Truth::Unknown;
  if (type->is_known_text() && type->text() != "AWS" && type->text() != "*") return Truth::False;
  Truth star = Truth::Unknown;
  if (id->is_unknown())
    star = is_fixed(*id->hole()) ? Truth::False : Truth::Unknown;
  else
    star = terraform::equal(*id, Value::text("*"));
  return type->is_known_text() ? star : star & Truth::Unknown;
}

Truth anybody(const Stack& stack, const Statement& s, Value* who, const Hole** why) {
  Truth allow = s.effect.is_known_text() ? truth(s.effect.text() == "Allow")
                : s.effect.is_absent()   ? Truth::False
                                         : Truth::Unknown;
  Arena scratch;
  Items principals = stack.items(s.principals, scratch);
  Truth star = principals.open ? Truth::Unknown : Truth::False;
  const Hole* open = principals.open ? principals.why : nullptr;
  for (const Item& item : principals.items) {
    Truth one = is_everybody(item.value);
    if (one == Truth::Unknown && !open) open = item.value.field("id")->first_hole();
    if (who && one > star) *who = *item.value.field("id");
    star = star | one;
  }
  Truth result = allow & star;
  if (result != Truth::False) {
    Narrowing narrowed = narrowing(stack, s);
    result = result & !narrowed.in({Dimension::Caller, Dimension::Source, Dimension::Network,
                                    Dimension::Proof});
    if (star == Truth::True && narrowed.why) open = narrowed.why;
  }
  if (why) *why = open ? open : s.effect.first_hole();
  return result;
}

Truth deputy(const Value& p) {
  const Value *type = p.field("type"), *id = p.field("id");
  if (!type || !id) return Truth::Unknown;
  if (type->is_known_text() && type->text() != "Service") return Truth::False;
  if (!type->is_known_text()) return Truth::Unknown;
  if (id->is_unknown()) return is_fixed(*id->hole()) ? Truth::False : Truth::Unknown;
  // The service stands before the first dot; the region behind it may be a reference.
  terraform::TextPiece single;
  auto pieces = id->pieces(single);
  std::string_view name = pieces.empty() || pieces[0].hole ? std::string_view() : pieces[0].text;
  std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return pieces.size() > 1 ? Truth::Unknown : Truth::False;
  if (id->is_known_text() && name.find("amazonaws.com") == std::string_view::npos)
    return Truth::False;
  return truth(std::binary_search(deputies.begin(), deputies.end(), name.substr(0, dot)));
}

Truth own(const Stack& stack, const Value& p) {
  const Value *type = p.field("type"), *id = p.field("id");
  if (!type || !id) return Truth::Unknown;
  Value account = account_of(*id);
  if (account.is_absent()) return Truth::False;
  if (!account.is_known_text()) {
    const Hole& hole = *account.hole();
    if (hole.source && hole.source->type == "data.aws_caller_identity") return Truth::True;
    return hole.carries == Hole::Carries::Nothing ? Truth::True : Truth::Unknown;
  }
  Account known = own_account(stack);
  if (std::find(known.numbers.begin(), known.numbers.end(), account.text()) != known.numbers.end())
    return Truth::True;
  if (known.open) return Truth::Unknown;
  // A program that asks for its own account's number does not write it down as well.
  return !known.numbers.empty() || known.asked ? Truth::False : Truth::Unknown;
}

Value stranger(const Stack& stack, const Statement& s) {
  if (s.kind != PolicyKind::Trust) return Value::absent();
  if (s.effect.is_known_text() && s.effect.text() != "Allow") return Value::absent();
  Arena scratch;
  Items principals = stack.items(s.principals, scratch);
  const Hole* open = principals.open ? principals.why : nullptr;
  for (const Item& item : principals.items) {
    const Value &type = *item.value.field("type"), &id = *item.value.field("id");
    if (type.is_known_text() && type.text() != "Federated") continue;
    const Issuer* issuer = issuer_of(stack, id, open);
    if (!issuer || !type.is_known_text()) {
      if (!type.is_known_text()) open = type.first_hole();
      continue;
    }
    std::string key = std::string(issuer->host) + ":" + std::string(issuer->claim);
    Value loose;
    const Hole* unknown = nullptr;
    Truth bound = binds(stack, s, key, loose, unknown);
    if (bound == Truth::Unknown) open = unknown;
    if (bound != Truth::False || !s.effect.is_known_text()) continue;
    terraform::TextPiece single;
    std::string says = "no condition on " + key;
    if (!loose.is_absent()) says = key + " may be " + terraform::to_string(loose.pieces(single));
    return Value::text(stack.arena().copy(says), loose.is_absent() ? id.place() : loose.place());
  }
  return open ? Value::unknown(open, s.place) : Value::absent(s.place);
}

}  // namespace paycheck::iam
