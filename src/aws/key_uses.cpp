// SPDX-License-Identifier: Apache-2.0
// Where AWS uses a key in the region of the resource that names it (or, for replicas, in the region
// that a sibling argument names). Source: the encryption page of each service's guide, "the KMS key
// must be in the same Region as the ...".
//
// Left out because the region is that of another resource: S3 replication (the destination
// bucket's), CloudTrail, GuardDuty and Macie exports, Athena, CodeBuild and Canary results,
// Firehose to S3 (the bucket's), CodePipeline artifact stores (the store's), DLM copies (the
// target's), RDS snapshot copies (`destination_region`).

#include <array>

#include "rows.hpp"

namespace paycheck::aws {
namespace {

struct Row {
  std::string_view type;
  std::array<KeyUse, 3> uses;
};

constexpr Row table[] = {
    {"aws_ami_copy", {{{"kms_key_id"}}}},
    {"aws_apprunner_service", {{{"encryption_configuration.kms_key"}}}},
    {"aws_backup_vault", {{{"kms_key_arn"}}}},
    {"aws_bedrock_guardrail", {{{"kms_key_arn"}}}},
    {"aws_cloudwatch_event_bus", {{{"kms_key_identifier"}}}},
    {"aws_cloudwatch_event_connection", {{{"kms_key_identifier"}}}},
    {"aws_cloudwatch_log_group", {{{"kms_key_id"}}}},
    {"aws_codeartifact_domain", {{{"encryption_key"}}}},
    {"aws_codecommit_repository", {{{"kms_key_id"}}}},
    {"aws_cognito_user_pool", {{{"lambda_config.kms_key_id"}}}},
    {"aws_db_instance",
     {{{"kms_key_id"}, {"performance_insights_kms_key_id"}, {"master_user_secret_kms_key_id"}}}},
    {"aws_db_instance_automated_backups_replication", {{{"kms_key_id"}}}},
    {"aws_dms_endpoint", {{{"kms_key_arn"}}}},
    {"aws_dms_replication_config", {{{"compute_config.kms_key_id"}}}},
    {"aws_dms_replication_instance", {{{"kms_key_arn"}}}},
    {"aws_docdb_cluster", {{{"kms_key_id"}}}},
    {"aws_docdb_cluster_instance", {{{"performance_insights_kms_key_id"}}}},
    {"aws_docdbelastic_cluster", {{{"kms_key_id"}}}},
    {"aws_dsql_cluster", {{{"kms_encryption_key"}}}},
    {"aws_dynamodb_table",
     {{{"server_side_encryption.kms_key_arn"}, {"replica.kms_key_arn", true, "region_name"}}}},
    {"aws_dynamodb_table_replica", {{{"kms_key_arn", true, ""}}}},
    {"aws_ebs_default_kms_key", {{{"key_arn"}}}},
    {"aws_ebs_snapshot_copy", {{{"kms_key_id"}}}},
    {"aws_ebs_snapshot_import", {{{"kms_key_id"}}}},
    {"aws_ebs_volume", {{{"kms_key_id"}}}},
    {"aws_ecr_repository", {{{"encryption_configuration.kms_key"}}}},
    {"aws_ecr_repository_creation_template", {{{"encryption_configuration.kms_key"}}}},
    {"aws_ecs_cluster",
     {{{"configuration.execute_command_configuration.kms_key_id"},
       {"configuration.managed_storage_configuration.fargate_ephemeral_storage_kms_key_id"},
       {"configuration.managed_storage_configuration.kms_key_id"}}}},
    {"aws_ecs_service",
     {{{"service_connect_configuration.service.tls.kms_key"},
       {"volume_configuration.managed_ebs_volume.kms_key_id"}}}},
    {"aws_efs_file_system", {{{"kms_key_id"}}}},
    {"aws_efs_replication_configuration", {{{"destination.kms_key_id", true, "region"}}}},
    {"aws_eks_cluster", {{{"encryption_config.provider.key_arn"}}}},
    {"aws_elasticache_replication_group", {{{"kms_key_id"}}}},
    {"aws_elasticache_serverless_cache", {{{"kms_key_id"}}}},
    {"aws_elasticsearch_domain", {{{"encrypt_at_rest.kms_key_id"}}}},
    {"aws_fsx_lustre_file_system", {{{"kms_key_id"}}}},
    {"aws_fsx_ontap_file_system", {{{"kms_key_id"}}}},
    {"aws_fsx_openzfs_file_system", {{{"kms_key_id"}}}},
    {"aws_fsx_windows_file_system", {{{"kms_key_id"}}}},
    {"aws_glue_data_catalog_encryption_settings",
     {{{"data_catalog_encryption_settings.connection_password_encryption.aws_kms_key_id"},
       {"data_catalog_encryption_settings.encryption_at_rest.sse_aws_kms_key_id"}}}},
    {"aws_glue_security_configuration",
     {{{"encryption_configuration.cloudwatch_encryption.kms_key_arn"},
       {"encryption_configuration.job_bookmarks_encryption.kms_key_arn"}}}},
    {"aws_instance", {{{"root_block_device.kms_key_id"}, {"ebs_block_device.kms_key_id"}}}},
    {"aws_keyspaces_table", {{{"encryption_specification.kms_key_identifier"}}}},
    {"aws_kinesis_firehose_delivery_stream", {{{"server_side_encryption.key_arn"}}}},
    {"aws_kinesis_stream", {{{"kms_key_id"}}}},
    {"aws_kinesis_video_stream", {{{"kms_key_id"}}}},
    {"aws_lambda_event_source_mapping", {{{"kms_key_arn"}}}},
    {"aws_lambda_function", {{{"kms_key_arn"}}}},
    {"aws_launch_template", {{{"block_device_mappings.ebs.kms_key_id"}}}},
    {"aws_memorydb_cluster", {{{"kms_key_arn"}}}},
    {"aws_mq_broker", {{{"encryption_options.kms_key_id"}}}},
    {"aws_msk_cluster", {{{"encryption_info.encryption_at_rest_kms_key_arn"}}}},
    {"aws_mwaa_environment", {{{"kms_key"}}}},
    {"aws_neptune_cluster", {{{"kms_key_arn"}}}},
    {"aws_networkfirewall_firewall", {{{"encryption_configuration.key_id"}}}},
    {"aws_networkfirewall_firewall_policy", {{{"encryption_configuration.key_id"}}}},
    {"aws_networkfirewall_rule_group", {{{"encryption_configuration.key_id"}}}},
    {"aws_opensearch_domain", {{{"encrypt_at_rest.kms_key_id"}}}},
    {"aws_pipes_pipe", {{{"kms_key_identifier"}}}},
    {"aws_prometheus_workspace", {{{"kms_key_arn"}}}},
    {"aws_qldb_ledger", {{{"kms_key"}}}},
    {"aws_rds_cluster",
     {{{"kms_key_id"}, {"performance_insights_kms_key_id"}, {"master_user_secret_kms_key_id"}}}},
    {"aws_rds_cluster_activity_stream", {{{"kms_key_id"}}}},
    {"aws_rds_cluster_instance", {{{"performance_insights_kms_key_id"}}}},
    {"aws_redshift_cluster", {{{"kms_key_id"}, {"master_password_secret_kms_key_id"}}}},
    // The grant is made in the region that the snapshots are copied to, and so is its key.
    {"aws_redshift_snapshot_copy_grant", {{{"kms_key_id"}}}},
    {"aws_redshiftserverless_namespace", {{{"kms_key_id"}, {"admin_password_secret_kms_key_id"}}}},
    {"aws_s3_bucket",
     {{{"server_side_encryption_configuration.rule.apply_server_side_encryption_by_default."
        "kms_master_key_id"}}}},
    {"aws_s3_bucket_server_side_encryption_configuration",
     {{{"rule.apply_server_side_encryption_by_default.kms_master_key_id"}}}},
    {"aws_s3_object", {{{"kms_key_id"}}}},
    {"aws_sagemaker_domain", {{{"kms_key_id"}}}},
    {"aws_sagemaker_endpoint_configuration", {{{"kms_key_arn"}}}},
    {"aws_sagemaker_notebook_instance", {{{"kms_key_id"}}}},
    {"aws_scheduler_schedule", {{{"kms_key_arn"}}}},
    {"aws_secretsmanager_secret", {{{"kms_key_id"}, {"replica.kms_key_id", true, "region"}}}},
    {"aws_sfn_activity", {{{"encryption_configuration.kms_key_id"}}}},
    {"aws_sfn_state_machine", {{{"encryption_configuration.kms_key_id"}}}},
    {"aws_sns_topic", {{{"kms_master_key_id"}}}},
    {"aws_sqs_queue", {{{"kms_master_key_id"}}}},
    {"aws_ssm_parameter", {{{"key_id"}}}},
    {"aws_ssmincidents_replication_set", {{{"region.kms_key_arn", true, "name"}}}},
    {"aws_timestreamwrite_database", {{{"kms_key_id"}}}},
    {"aws_workspaces_workspace", {{{"volume_encryption_key"}}}},
    {"aws_xray_encryption_config", {{{"key_id"}}}},
};
static_assert(sorted_by_type(table));

}  // namespace

std::span<const KeyUse> key_uses(std::string_view type) {
  auto rows = rows_of(table, type);
  if (rows.empty()) return {};
  const auto& uses = rows.front().uses;
  auto count = std::ranges::find(uses, std::string_view(), &KeyUse::path) - uses.begin();
  return {uses.data(), static_cast<std::size_t>(count)};
}

}  // namespace paycheck::aws
