// SPDX-License-Identifier: Apache-2.0
// What tells the instances of a repeatable block apart, whatever their order: the argument that AWS
// or the provider itself uses as key.

#include "rows.hpp"

namespace paycheck::aws {
namespace {

struct Row {
  std::string_view type;
  std::string_view block;    // dotted from the resource
  std::string_view columns;  // separated by spaces
};

// A rule of a security group has no name; these arguments together are what EC2 compares.
constexpr std::string_view rule_columns =
    "protocol from_port to_port cidr_blocks ipv6_cidr_blocks prefix_list_ids security_groups self";
constexpr std::string_view route_columns = "cidr_block ipv6_cidr_block destination_prefix_list_id";

constexpr Row table[] = {
    {"aws_api_gateway_usage_plan", "api_stages", "api_id stage"},
    {"aws_autoscaling_group", "initial_lifecycle_hook", "name"},
    {"aws_autoscaling_group", "tag", "key"},
    {"aws_backup_plan", "rule", "rule_name"},
    {"aws_budgets_budget", "cost_filter", "name"},
    {"aws_cloudfront_distribution", "custom_error_response", "error_code"},
    {"aws_cloudfront_distribution", "ordered_cache_behavior", "path_pattern"},
    {"aws_cloudfront_distribution", "origin", "origin_id"},
    {"aws_cloudfront_distribution", "origin.custom_header", "name"},
    {"aws_cloudfront_distribution", "origin_group", "origin_id"},
    {"aws_cloudtrail", "advanced_event_selector", "name"},
    {"aws_cloudwatch_metric_alarm", "metric_query", "id"},
    {"aws_codebuild_project", "environment.environment_variable", "name"},
    {"aws_codebuild_project", "secondary_sources", "source_identifier"},
    {"aws_codepipeline", "stage", "name"},
    {"aws_codepipeline", "stage.action", "name"},
    {"aws_codepipeline", "variable", "name"},
    {"aws_cognito_resource_server", "scope", "scope_name"},
    {"aws_cognito_user_pool", "account_recovery_setting.recovery_mechanism", "name"},
    {"aws_cognito_user_pool", "schema", "name"},
    {"aws_dax_parameter_group", "parameters", "name"},
    {"aws_db_option_group", "option", "option_name"},
    {"aws_db_option_group", "option.option_settings", "name"},
    {"aws_db_parameter_group", "parameter", "name"},
    {"aws_default_network_acl", "egress", "rule_no"},
    {"aws_default_network_acl", "ingress", "rule_no"},
    {"aws_default_route_table", "route", route_columns},
    {"aws_default_security_group", "egress", rule_columns},
    {"aws_default_security_group", "ingress", rule_columns},
    {"aws_docdb_cluster_parameter_group", "parameter", "name"},
    {"aws_dynamodb_global_table", "replica", "region_name"},
    {"aws_dynamodb_table", "attribute", "name"},
    {"aws_dynamodb_table", "global_secondary_index", "name"},
    {"aws_dynamodb_table", "local_secondary_index", "name"},
    {"aws_dynamodb_table", "replica", "region_name"},
    {"aws_ecs_task_definition", "volume", "name"},
    {"aws_elastic_beanstalk_environment", "setting", "namespace name"},
    {"aws_elasticache_cluster", "log_delivery_configuration", "log_type"},
    {"aws_elasticache_parameter_group", "parameter", "name"},
    {"aws_elasticache_replication_group", "log_delivery_configuration", "log_type"},
    {"aws_elasticsearch_domain", "log_publishing_options", "log_type"},
    {"aws_globalaccelerator_endpoint_group", "endpoint_configuration", "endpoint_id"},
    {"aws_globalaccelerator_endpoint_group", "port_override", "listener_port"},
    {"aws_glue_catalog_table", "partition_keys", "name"},
    {"aws_glue_catalog_table", "storage_descriptor.columns", "name"},
    {"aws_iam_role", "inline_policy", "name"},
    {"aws_instance", "ebs_block_device", "device_name"},
    {"aws_instance", "ephemeral_block_device", "device_name"},
    {"aws_launch_template", "block_device_mappings", "device_name"},
    {"aws_lb", "subnet_mapping", "subnet_id"},
    {"aws_memorydb_parameter_group", "parameter", "name"},
    {"aws_mq_broker", "user", "username"},
    {"aws_neptune_cluster_parameter_group", "parameter", "name"},
    {"aws_neptune_parameter_group", "parameter", "name"},
    {"aws_network_acl", "egress", "rule_no"},
    {"aws_network_acl", "ingress", "rule_no"},
    {"aws_networkfirewall_firewall", "subnet_mapping", "subnet_id"},
    {"aws_opensearch_domain", "log_publishing_options", "log_type"},
    {"aws_rds_cluster_parameter_group", "parameter", "name"},
    {"aws_redshift_parameter_group", "parameter", "name"},
    {"aws_route_table", "route", route_columns},
    {"aws_s3_bucket", "lifecycle_rule", "id"},
    {"aws_s3_bucket", "replication_configuration.rules", "id"},
    {"aws_s3_bucket_cors_configuration", "cors_rule", "id"},
    {"aws_s3_bucket_lifecycle_configuration", "rule", "id"},
    {"aws_s3_bucket_notification", "lambda_function", "id"},
    {"aws_s3_bucket_notification", "queue", "id"},
    {"aws_s3_bucket_notification", "topic", "id"},
    {"aws_s3_bucket_replication_configuration", "rule", "id"},
    {"aws_secretsmanager_secret", "replica", "region"},
    {"aws_security_group", "egress", rule_columns},
    {"aws_security_group", "ingress", rule_columns},
    {"aws_ssmincidents_replication_set", "region", "name"},
    {"aws_wafv2_rule_group", "custom_response_body", "key"},
    {"aws_wafv2_rule_group", "rule", "name"},
    {"aws_wafv2_web_acl", "custom_response_body", "key"},
    {"aws_wafv2_web_acl", "rule", "name"},
    {"data.aws_iam_policy_document", "statement", "sid"},
    {"data.aws_iam_policy_document", "statement.condition", "test variable"},
};
static_assert(sorted_by_type(table));

}  // namespace

std::string_view natural_key(std::string_view type, std::string_view block) {
  for (const Row& row : rows_of(table, canonical_type(type)))
    if (row.block == block) return row.columns;
  return {};
}

}  // namespace paycheck::aws
