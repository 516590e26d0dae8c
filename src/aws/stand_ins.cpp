// SPDX-License-Identifier: Apache-2.0
// Resources that mean another one. Only computed attributes need a row: an argument is evaluated,
// so `aws_s3_bucket_versioning.v.bucket` is the bucket without any table. Source: the "Attribute
// Reference" of each type in the provider's documentation.

#include "rows.hpp"

namespace paycheck::aws {
namespace {

// Left out because their `id` is not the other resource's: aws_s3_bucket_acl (`bucket,acl`),
// aws_s3_bucket_{analytics_configuration,inventory,metric} (`bucket:name`), aws_sfn_alias (names
// versions in a block), aws_kms_replica_key (a key of its own in its own region).
constexpr StandIn table[] = {
    {"aws_api_gateway_rest_api_policy", "rest_api_id", "id"},
    {"aws_backup_vault_lock_configuration", "backup_vault_name", "id backup_vault_arn"},
    {"aws_backup_vault_notifications", "backup_vault_name", "id backup_vault_arn"},
    {"aws_backup_vault_policy", "backup_vault_name", "id backup_vault_arn"},
    {"aws_cloudwatch_log_data_protection_policy", "log_group_name", "id"},
    {"aws_dynamodb_resource_policy", "resource_arn", "id"},
    {"aws_ecr_lifecycle_policy", "repository", "id"},
    {"aws_ecr_repository_policy", "repository", "id"},
    {"aws_ecs_cluster_capacity_providers", "cluster_name", "id"},
    {"aws_efs_backup_policy", "file_system_id", "id"},
    {"aws_efs_file_system_policy", "file_system_id", "id"},
    // Encryption arguments take an alias in place of its key.
    {"aws_kms_alias", "target_key_id", ""},
    {"aws_kms_key_policy", "key_id", "id"},
    {"aws_lambda_alias", "function_name", "id arn invoke_arn"},
    {"aws_lambda_function_url", "function_name", "function_arn"},
    {"aws_s3_bucket_accelerate_configuration", "bucket", "id"},
    {"aws_s3_bucket_cors_configuration", "bucket", "id"},
    {"aws_s3_bucket_lifecycle_configuration", "bucket", "id"},
    {"aws_s3_bucket_logging", "bucket", "id"},
    {"aws_s3_bucket_notification", "bucket", "id"},
    {"aws_s3_bucket_object_lock_configuration", "bucket", "id"},
    {"aws_s3_bucket_ownership_controls", "bucket", "id"},
    {"aws_s3_bucket_policy", "bucket", "id"},
    {"aws_s3_bucket_public_access_block", "bucket", "id"},
    {"aws_s3_bucket_replication_configuration", "bucket", "id"},
    {"aws_s3_bucket_request_payment_configuration", "bucket", "id"},
    {"aws_s3_bucket_server_side_encryption_configuration", "bucket", "id"},
    {"aws_s3_bucket_versioning", "bucket", "id"},
    {"aws_s3_bucket_website_configuration", "bucket", "id"},
    {"aws_secretsmanager_secret_policy", "secret_arn", "id"},
    {"aws_secretsmanager_secret_rotation", "secret_id", "id"},
    {"aws_secretsmanager_secret_version", "secret_id", "arn"},
    {"aws_sns_topic_data_protection_policy", "arn", "id"},
    {"aws_sns_topic_policy", "arn", "id"},
    {"aws_sqs_queue_policy", "queue_url", "id"},
    {"aws_sqs_queue_redrive_allow_policy", "queue_url", "id"},
    {"aws_sqs_queue_redrive_policy", "queue_url", "id"},
};
static_assert(sorted_by_type(table));

}  // namespace

const StandIn* stand_in(std::string_view type) {
  auto rows = rows_of(table, type);
  return rows.empty() ? nullptr : rows.data();
}

}  // namespace paycheck::aws
