// SPDX-License-Identifier: Apache-2.0
// Which actions AWS can restrict to resources, as far as a short list knows: of a few services that
// hold data, every action that is not named here can. Other services are not judged.
// Source: Service Authorization Reference, column "Resource types" of each service's actions
// (https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html).

#include <algorithm>
#include <array>

#include "reader.hpp"

namespace paycheck::iam {

using terraform::Value;

namespace {

// Actions of these services that surely have resource types.
constexpr std::string_view with_resources[] = {
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:CreateTable",
    "dynamodb:DeleteItem",
    "dynamodb:DeleteTable",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
    "dynamodb:UpdateTable",
    "dynamodb:UpdateTimeToLive",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:DescribeStream",
    "dynamodb:PutResourcePolicy",
    "dynamodb:DeleteResourcePolicy",
    "events:PutEvents",
    "events:PutRule",
    "events:PutTargets",
    "events:DeleteRule",
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
    "kinesis:PutRecord",
    "kinesis:PutRecords",
    "kinesis:DescribeStream",
    "kinesis:DeleteStream",
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:Sign",
    "kms:PutKeyPolicy",
    "kms:ScheduleKeyDeletion",
    "kms:DisableKey",
    "kms:CreateGrant",
    "kms:DescribeKey",
    "lambda:InvokeFunction",
    "lambda:UpdateFunctionCode",
    "lambda:UpdateFunctionConfiguration",
    "lambda:DeleteFunction",
    "lambda:AddPermission",
    "lambda:GetFunction",
    "lambda:CreateFunction",
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:DeleteLogGroup",
    "logs:DeleteLogStream",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "logs:PutLogEvents",
    "logs:PutRetentionPolicy",
    "logs:PutSubscriptionFilter",
    "logs:DescribeLogStreams",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:PutBucketPolicy",
    "s3:PutBucketAcl",
    "s3:DeleteBucket",
    "s3:DeleteBucketPolicy",
    "s3:PutObjectAcl",
    "s3:CreateBucket",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutLifecycleConfiguration",
    "secretsmanager:GetSecretValue",
    "secretsmanager:PutSecretValue",
    "secretsmanager:DeleteSecret",
    "secretsmanager:UpdateSecret",
    "secretsmanager:DescribeSecret",
    "secretsmanager:PutResourcePolicy",
    "sns:Publish",
    "sns:Subscribe",
    "sns:SetTopicAttributes",
    "sns:AddPermission",
    "sns:DeleteTopic",
    "sqs:SendMessage",
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:PurgeQueue",
    "sqs:SetQueueAttributes",
    "sqs:AddPermission",
    "sqs:DeleteQueue",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ChangeMessageVisibility",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
    "ssm:GetParameterHistory",
    "ssm:PutParameter",
    "ssm:DeleteParameter",
    "ssm:SendCommand",
    "ssm:StartSession",
    "states:StartExecution",
    "states:StartSyncExecution",
    "states:UpdateStateMachine",
    "states:DeleteStateMachine",
};

// Of those, the ones that give data, secrets or plain text away.
constexpr std::string_view reading[] = {
    "dynamodb:BatchGetItem",
    "dynamodb:GetItem",
    "dynamodb:GetRecords",
    "dynamodb:Query",
    "dynamodb:Scan",
    "kinesis:GetRecords",
    "kms:Decrypt",
    "kms:ReEncryptFrom",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "secretsmanager:GetSecretValue",
    "sqs:ReceiveMessage",
    "ssm:GetParameter",
    "ssm:GetParameterHistory",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
};

// Actions with which a wildcard does more than its author had in mind: they open a resource to
// others, or destroy it with what it holds.
constexpr std::string_view dangerous[] = {
    "dynamodb:DeleteTable",
    "dynamodb:DeleteTableReplica",
    "dynamodb:PutResourcePolicy",
    "dynamodb:DeleteBackup",
    "ecr:DeleteRepository",
    "ecr:SetRepositoryPolicy",
    "kms:PutKeyPolicy",
    "kms:ScheduleKeyDeletion",
    "lambda:AddPermission",
    "lambda:DeleteFunction",
    "lambda:UpdateFunctionCode",
    "logs:DeleteLogGroup",
    "logs:PutResourcePolicy",
    "logs:PutSubscriptionFilter",
    "s3:DeleteBucket",
    "s3:DeleteBucketPolicy",
    "s3:DeleteObjectVersion",
    "s3:PutBucketAcl",
    "s3:PutBucketPolicy",
    "s3:PutBucketPublicAccessBlock",
    "secretsmanager:DeleteSecret",
    "secretsmanager:PutResourcePolicy",
    "sns:AddPermission",
    "sns:DeleteTopic",
    "sns:SetTopicAttributes",
    "sqs:AddPermission",
    "sqs:DeleteQueue",
    "sqs:SetQueueAttributes",
    "ssm:DeleteParameter",
    "ssm:DeleteParameters",
    "states:DeleteStateMachine",
};

// `s3:*` and `*` are another rule's matter.
bool is_whole_service(std::string_view pattern) {
  return pattern.find_first_not_of("*") == std::string_view::npos || pattern.ends_with(":*");
}

template <std::size_t N>
Truth names_one(const Value& pattern, const std::string_view (&actions)[N]) {
  if (pattern.is_known_text() && is_whole_service(pattern.text())) return Truth::False;
  if (!pattern.is_known_text() && pattern.first_hole() && is_fixed(*pattern.first_hole()))
    return Truth::False;
  Truth found = Truth::False;
  for (std::string_view action : actions) found = found | includes(pattern, action);
  return found;
}

template <std::size_t N>
Items chosen(const Stack& stack, const Statement& s, Arena& arena,
             const std::string_view (&actions)[N]) {
  bool allows = !s.effect.is_known_text() || s.effect.text() == "Allow";
  if (s.kind != PolicyKind::Identity || s.effect.is_absent() || !allows) return {};
  Items written = stack.items(s.actions, arena);
  Narrowing narrowed = narrowing(stack, s);
  Truth free = !narrowed.in({Dimension::Via, Dimension::Tag});
  if (free == Truth::False) return {};
  bool open = written.open;
  const terraform::Hole* why = written.why;
  std::vector<Item> out;
  for (const Item& item : written.items) {
    Truth one = names_one(item.value, actions) & free;
    if (s.effect.first_hole()) one = one & Truth::Unknown;
    if (one == Truth::True) out.push_back(item);
    if (one != Truth::Unknown) continue;
    open = true;
    if (!why) why = item.value.first_hole() ? item.value.first_hole() : narrowed.why;
  }
  return {arena.copy(std::span<const Item>(out)), open, why};
}

}  // namespace

Items scopable(const Stack& stack, const Statement& statement, Arena& arena) {
  return chosen(stack, statement, arena, with_resources);
}

Items reads(const Stack& stack, const Statement& statement, Arena& arena) {
  return chosen(stack, statement, arena, reading);
}

Items captures(const Value& action, Arena& arena) {
  std::vector<Item> out;
  if (!action.is_known_text()) {
    // A reference names an action; it is not suspected of being a wildcard.
    return {};
  }
  std::string_view pattern = action.text();
  std::size_t colon = pattern.find(':');
  bool wildcard = colon != std::string_view::npos &&
                  pattern.find_first_of("*?", colon) != std::string_view::npos;
  if (!wildcard || is_whole_service(pattern)) return {};
  for (std::string_view one : dangerous)
    if (includes(action, one) == Truth::True)
      out.push_back({Value::text(one, action.place()), one, Truth::True});
  return {arena.copy(std::span<const Item>(out)), false, nullptr};
}

}  // namespace paycheck::iam
