// SPDX-License-Identifier: Apache-2.0
// Which arguments of which types hold a policy, and what that policy is for.

#include <algorithm>
#include <array>

#include "reader.hpp"

namespace paycheck::iam {

namespace {

using enum PolicyKind;

// Sorted by type, then path. Sources: the provider's documentation page of each type.
constexpr PolicyPlace places[] = {
    {"aws_api_gateway_rest_api", "policy", Resource},
    {"aws_api_gateway_rest_api_policy", "policy", Resource},
    {"aws_backup_vault_policy", "policy", Resource},
    {"aws_cloudwatch_event_bus_policy", "policy", Resource},
    {"aws_cloudwatch_log_destination_policy", "access_policy", Resource},
    {"aws_cloudwatch_log_resource_policy", "policy_document", Resource},
    {"aws_codeartifact_domain_permissions_policy", "policy_document", Resource},
    {"aws_codeartifact_repository_permissions_policy", "policy_document", Resource},
    {"aws_dynamodb_resource_policy", "policy", Resource},
    {"aws_ecr_registry_policy", "policy", Resource},
    {"aws_ecr_repository_policy", "policy", Resource},
    {"aws_ecrpublic_repository_policy", "policy", Resource},
    {"aws_efs_file_system_policy", "policy", Resource},
    {"aws_elasticsearch_domain", "access_policies", Resource},
    {"aws_elasticsearch_domain_policy", "access_policies", Resource},
    {"aws_glacier_vault", "access_policy", Resource},
    {"aws_glacier_vault_lock", "policy", Resource},
    {"aws_glue_resource_policy", "policy", Resource},
    {"aws_iam_group_policy", "policy", Identity},
    {"aws_iam_policy", "policy", Identity},
    {"aws_iam_role", "assume_role_policy", Trust},
    {"aws_iam_role", "inline_policy.policy", Identity},
    {"aws_iam_role_policy", "policy", Identity},
    {"aws_iam_user_policy", "policy", Identity},
    {"aws_iot_policy", "policy", Identity},
    {"aws_kinesis_resource_policy", "policy", Resource},
    {"aws_kms_external_key", "policy", Resource},
    {"aws_kms_key", "policy", Resource},
    {"aws_kms_key_policy", "policy", Resource},
    {"aws_kms_replica_external_key", "policy", Resource},
    {"aws_kms_replica_key", "policy", Resource},
    {"aws_media_store_container_policy", "policy", Resource},
    {"aws_opensearch_domain", "access_policies", Resource},
    {"aws_opensearch_domain_policy", "access_policies", Resource},
    {"aws_organizations_policy", "content", Ceiling},
    {"aws_s3_access_point", "policy", Resource},
    {"aws_s3_bucket", "policy", Resource},
    {"aws_s3_bucket_policy", "policy", Resource},
    {"aws_s3control_access_point_policy", "policy", Resource},
    {"aws_s3control_bucket_policy", "policy", Resource},
    {"aws_s3tables_table_bucket_policy", "resource_policy", Resource},
    {"aws_s3tables_table_policy", "resource_policy", Resource},
    {"aws_secretsmanager_secret", "policy", Resource},
    {"aws_secretsmanager_secret_policy", "policy", Resource},
    {"aws_ses_identity_policy", "policy", Resource},
    {"aws_sesv2_email_identity_policy", "policy", Resource},
    {"aws_sns_topic", "policy", Resource},
    {"aws_sns_topic_policy", "policy", Resource},
    {"aws_sqs_queue", "policy", Resource},
    {"aws_sqs_queue_policy", "policy", Resource},
    {"aws_ssoadmin_permission_set_inline_policy", "inline_policy", Identity},
    {"aws_vpc_endpoint", "policy", Ceiling},
    {"aws_vpc_endpoint_policy", "policy", Ceiling},
    {"aws_vpclattice_auth_policy", "policy", Resource},
    {"aws_vpclattice_resource_policy", "policy", Resource},
};

struct ByType {
  bool operator()(const PolicyPlace& place, std::string_view type) const {
    return place.type < type;
  }
  bool operator()(std::string_view type, const PolicyPlace& place) const {
    return type < place.type;
  }
};

}  // namespace

std::span<const PolicyPlace> policy_places(std::string_view type) {
  auto [first, last] = std::equal_range(std::begin(places), std::end(places), type, ByType());
  return {first, last};
}

bool holds_policy(std::string_view type) {
  return !policy_places(type).empty() || is_permission(type);
}

std::string_view to_string(PolicyKind kind) {
  constexpr std::array<std::string_view, 4> words = {"identity", "trust", "resource", "ceiling"};
  return words[static_cast<std::size_t>(kind)];
}

}  // namespace paycheck::iam
