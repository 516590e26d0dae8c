// SPDX-License-Identifier: Apache-2.0
// What AWS takes as a tag. Lengths hold everywhere; characters are judged only for services whose
// API reference states the pattern, since EC2, Lambda and others take any.
// Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
// ("Tag naming limits and requirements").

#include <algorithm>

#include "rows.hpp"

namespace paycheck::aws {
namespace {

constexpr std::size_t longest_key = 128, longest_value = 256;

// Sources: "Tag" in the API references of ACM, CloudWatch Logs, ECS, EFS, IAM, RDS and Systems
// Manager; S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-managing.html.
constexpr std::string_view strict[] = {
    "aws_acm_certificate",
    "aws_cloudwatch_log_group",
    "aws_db_",
    "aws_ecs_",
    "aws_efs_",
    "aws_iam_",
    "aws_rds_",
    "aws_s3_b",
    "aws_ssm_",
};

/// Code points of UTF-8: all bytes but those that continue one.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & '\xc0') != '\x80'; }));
}

/// Letters beyond ASCII count as allowed.
bool is_allowed(char c) {
  bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return word || (c & '\x80') != 0 ||
         std::string_view(" _.:/=+-@").find(c) != std::string_view::npos;
}

std::string fault(std::string_view what, std::string_view text, std::size_t longest,
                  std::string_view type) {
  std::size_t length = characters(text);
  if (length > longest)
    return std::string(what) + " has " + std::to_string(length) + " characters, AWS takes " +
           std::to_string(longest);
  bool is_strict =
      std::ranges::any_of(strict, [&](std::string_view front) { return type.starts_with(front); });
  auto wrong = std::ranges::find_if_not(text, is_allowed);
  if (!is_strict || wrong == text.end()) return {};
  auto code = static_cast<unsigned char>(*wrong);
  if (code < ' ' || code == 0x7f) return std::string(what) + " holds a control character";
  return std::string(what) + " holds '" + *wrong +
         "', AWS takes letters, digits, spaces and _.:/=+-@";
}

}  // namespace

std::size_t tag_limit(std::string_view type) {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
  bool object =
      type == "aws_s3_object" || type == "aws_s3_bucket_object" || type == "aws_s3_object_copy";
  return object ? 10 : 50;
}

std::string tag_key_fault(std::string_view type, std::string_view key) {
  return key.empty() ? "its key is empty" : fault("its key", key, longest_key, type);
}

std::string tag_value_fault(std::string_view type, std::string_view value) {
  return fault("its value", value, longest_value, type);
}

}  // namespace paycheck::aws
