// SPDX-License-Identifier: Apache-2.0
// Who is attached to what: the arguments that name a policy by its ARN, and the resources that
// belong to a role, key, bucket, ... as companions.

#include <algorithm>
#include <array>

#include "attachments.hpp"
#include "reader.hpp"

namespace paycheck::iam {

using terraform::Hole;
using terraform::Value;

namespace {

// Sorted by type. Sources: the provider's documentation page of each type.
constexpr Attachment attachments[] = {
    {"aws_iam_group_policy_attachment", "policy_arn", "group", "aws_iam_group"},
    {"aws_iam_group_policy_attachments_exclusive", "policy_arns", "group_name", "aws_iam_group"},
    {"aws_iam_policy_attachment", "policy_arn", "groups", "aws_iam_group"},
    {"aws_iam_policy_attachment", "policy_arn", "roles", "aws_iam_role"},
    {"aws_iam_policy_attachment", "policy_arn", "users", "aws_iam_user"},
    {"aws_iam_role", "managed_policy_arns", "", "aws_iam_role"},
    {"aws_iam_role_policy_attachment", "policy_arn", "role", "aws_iam_role"},
    {"aws_iam_role_policy_attachments_exclusive", "policy_arns", "role_name", "aws_iam_role"},
    {"aws_iam_user_policy_attachment", "policy_arn", "user", "aws_iam_user"},
    {"aws_iam_user_policy_attachments_exclusive", "policy_arns", "user_name", "aws_iam_user"},
    {"aws_ssoadmin_managed_policy_attachment", "managed_policy_arn", "", ""},
};

// Sorted by owner.
constexpr Companion companions[] = {
    {"aws_iam_group", "aws_iam_group_policy", "group"},
    {"aws_iam_role", "aws_iam_role_policy", "role"},
    {"aws_iam_user", "aws_iam_user_policy", "user"},
    {"aws_kms_external_key", "aws_kms_key_policy", "key_id"},
    {"aws_kms_key", "aws_kms_key_policy", "key_id"},
    {"aws_kms_replica_external_key", "aws_kms_key_policy", "key_id"},
    {"aws_kms_replica_key", "aws_kms_key_policy", "key_id"},
    {"aws_lambda_function", "aws_lambda_permission", "function_name"},
    {"aws_s3_bucket", "aws_s3_bucket_policy", "bucket"},
    {"aws_secretsmanager_secret", "aws_secretsmanager_secret_policy", "secret_arn"},
    {"aws_sns_topic", "aws_sns_topic_policy", "arn"},
    {"aws_sqs_queue", "aws_sqs_queue_policy", "queue_url"},
};

struct ByOwner {
  bool operator()(const Companion& row, std::string_view owner) const { return row.owner < owner; }
  bool operator()(std::string_view owner, const Companion& row) const { return owner < row.owner; }
};

// The name in `arn:aws:iam::aws:policy/service-role/NAME`; absent for policies of one's own,
// unknown where a hole may be one.
Value name_of(const Stack& stack, const Value& arn) {
  constexpr std::string_view mark = ":iam::aws:policy/";
  if (arn.is_unknown() || arn.kind() == Value::Kind::Text) {
    const Hole* hole = arn.first_hole();
    if (hole && hole->source && hole->source->type == "data.aws_iam_policy") {
      Value name = stack.step(*hole->source, "name");
      if (!name.is_absent()) return name;
      return name_of(stack, stack.step(*hole->source, "arn"));
    }
  }
  if (arn.is_unknown()) return is_fixed(*arn.hole()) ? Value::absent() : arn;
  if (arn.kind() != Value::Kind::Text) return Value::absent();
  terraform::TextPiece single;
  auto pieces = arn.pieces(single);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::size_t at = pieces[i].hole ? std::string_view::npos : pieces[i].text.find(mark);
    if (at == std::string_view::npos) continue;
    if (i + 1 < pieces.size()) return Value::unknown(pieces[i + 1].hole, arn.place());
    std::string_view name = pieces[i].text.substr(at + mark.size());
    return Value::text(name.substr(name.rfind('/') + 1), arn.place());
  }
  const Hole* hole = arn.first_hole();
  bool may_be = hole && !is_fixed(*hole) && pieces.size() == 1;
  return may_be ? Value::unknown(hole, arn.place()) : Value::absent();
}

}  // namespace

std::span<const Attachment> all_attachments() {
  return attachments;
}

std::span<const Companion> companions_of(std::string_view owner) {
  auto [first, last] =
      std::equal_range(std::begin(companions), std::end(companions), owner, ByOwner());
  return {first, last};
}

bool attaches_policy(std::string_view type) {
  return std::any_of(std::begin(attachments), std::end(attachments),
                     [&](const Attachment& row) { return row.type == type; });
}

Items managed_policies(const Stack& stack, const Element& element, Arena& arena) {
  auto row = std::find_if(std::begin(attachments), std::end(attachments),
                          [&](const Attachment& one) { return one.type == element.type; });
  if (row == std::end(attachments)) return {};
  Arena scratch;
  Items arns = stack.items(stack.step(element, row->policy), scratch);
  Items result{{}, arns.open, arns.why};
  std::vector<Item> out;
  for (const Item& arn : arns.items) {
    Value name = name_of(stack, arn.value);
    if (name.is_absent()) continue;
    if (name.is_known_text()) {
      out.push_back({name.with_place(arn.value.place()), name.text(), Truth::True});
      continue;
    }
    result.open = true;
    if (!result.why) result.why = name.first_hole();
  }
  result.items = arena.copy(std::span<const Item>(out));
  return result;
}

}  // namespace paycheck::iam
