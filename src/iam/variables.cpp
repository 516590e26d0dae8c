// SPDX-License-Identifier: Apache-2.0
// Policy variables (`${aws:username}`) meet Terraform's templates: in JSON text they must be
// written
// `$${aws:username}`, and a policy of 2008 takes them for text.
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html

#include <algorithm>
#include <array>

#include "reader.hpp"

namespace paycheck::iam {

using terraform::Value;

namespace {

// What a policy variable can begin with.
constexpr std::array<std::string_view, 12> prefixes = {"aws:",
                                                       "ec2:",
                                                       "iam:",
                                                       "iot:",
                                                       "kms:",
                                                       "s3:",
                                                       "saml:",
                                                       "sts:",
                                                       "redshift:",
                                                       "rds:",
                                                       "cognito-identity.amazonaws.com:",
                                                       "accounts.google.com:"};

bool begins_variable(std::string_view text) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) {
    return text.size() > prefix.size() && lower_case(text.substr(0, prefix.size())) == prefix &&
           text[prefix.size()] != ' ' && text[prefix.size()] != ':';
  });
}

// Whether `open` (`${`, `&{`) begins a policy variable somewhere in the text; how many `$` stand
// before it goes to `dollars`.
bool holds_variable(std::string_view text, std::string_view open, std::size_t* dollars = nullptr) {
  for (std::size_t at = text.find(open); at != std::string_view::npos;
       at = text.find(open, at + 1)) {
    if (!begins_variable(text.substr(at + open.size()))) continue;
    std::size_t before = at;
    while (before > 0 && text[before - 1] == '$') --before;
    if (dollars) *dollars = at - before;
    return true;
  }
  return false;
}

// The place of the first policy variable in a value; nowhere if there is none.
bool uses_variable(const Stack& stack, const Value& value, json::Place& place) {
  if (value.kind() == Value::Kind::Text) {
    terraform::TextPiece single;
    for (const terraform::TextPiece& piece : value.pieces(single))
      if (!piece.hole && (holds_variable(piece.text, "${") || holds_variable(piece.text, "&{"))) {
        place = value.place();
        return true;
      }
    return false;
  }
  if (value.kind() != Value::Kind::List) return false;
  Arena scratch;
  for (const Item& item : stack.items(value, scratch).items)
    if (item.value.kind() == Value::Kind::Text && uses_variable(stack, item.value, place))
      return true;
  return false;
}

}  // namespace

void check_escapes(const json::Value& text, json::Place place, bool document, Policy& out) {
  if (document) return;
  std::string_view written = text.text();
  std::size_t dollars = 0;
  auto slip = [&](std::string_view says) {
    out.slips.push_back({Slip::Kind::Variable, place, says});
  };
  if (holds_variable(written, "${", &dollars)) {
    // `$${` is how a template says `${`; three are a dollar and an escape.
    if (dollars == 0) slip("writes a policy variable as ${...}, which Terraform reads as its own");
    if (dollars > 1) slip("escapes a policy variable twice, so that it stays text");
  }
  if (holds_variable(written, "&{"))
    slip("writes a policy variable as &{...}, which only aws_iam_policy_document understands");
}

void check_version(const Stack& stack, const Value& version, std::span<const Statement> statements,
                   Policy& out) {
  bool old = version.is_absent() || (version.is_known_text() && version.text() == "2008-10-17");
  if (!old) return;
  for (const Statement& s : statements) {
    json::Place place;
    bool used =
        uses_variable(stack, s.resources, place) || uses_variable(stack, s.not_resources, place);
    for (const Value& condition : s.conditions.items())
      if (const Value* values = condition.field("values"))
        used = used || uses_variable(stack, *values, place);
    if (!used) continue;
    out.slips.push_back(
        {Slip::Kind::Version, place,
         "uses a policy variable without Version 2012-10-17, so that it stays text"});
    return;
  }
}

}  // namespace paycheck::iam
