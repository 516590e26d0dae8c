// SPDX-License-Identifier: Apache-2.0
// Which services have no region. The lists are those of the provider's guide "Enhanced Region
// Support" (version 6.0), sections "Global services" and "Global resources in regional services".

#include "rows.hpp"

namespace paycheck::aws {
namespace {

constexpr std::string_view global_services[] = {
    "aws_account_",
    "aws_bcmdataexports_",
    "aws_billing_",
    "aws_budgets_",
    "aws_ce_",
    "aws_cloudfront_",
    "aws_cloudfrontkeyvaluestore_",
    "aws_costoptimizationhub_",
    "aws_cur_",
    "aws_globalaccelerator_",
    "aws_iam_",
    "aws_networkmanager_",
    "aws_notifications_",
    "aws_notificationscontacts_",
    "aws_organizations_",
    "aws_pricing_",
    "aws_rolesanywhere_",
    "aws_route53_",
    "aws_route53domains_",
    "aws_route53recoverycontrolconfig_",
    "aws_route53recoveryreadiness_",
    "aws_shield_",
    "aws_waf_",
};

constexpr std::string_view global_types[] = {
    "aws_backup_global_settings",
    "aws_caller_identity",
    "aws_canonical_user_id",
    "aws_chimesdkvoice_global_settings",
    "aws_cloudtrail_organization_delegated_admin_account",
    "aws_default_tags",
    "aws_dx_gateway",
    "aws_ec2_image_block_public_access",
    "aws_fms_admin_account",
    "aws_partition",
    "aws_quicksight_account_settings",
    "aws_ram_sharing_with_organization",
    "aws_regions",
    "aws_s3_account_public_access_block",
    "aws_servicecatalog_organizations_access",
    "aws_vpc_ipam_organization_admin_account",
};

// The Resolver of Route 53 works in VPCs and so in regions.
constexpr std::string_view regional_in_global[] = {"aws_route53_resolver_"};

// "Resources deprecating `region`", "Meta data sources" and "Policy Document Data Sources".
constexpr std::string_view without_region_argument[] = {
    "aws_cloudformation_stack_set_instance",
    "aws_config_aggregate_authorization",
    "aws_dx_hosted_connection",
    "aws_servicequotas_template",
    "aws_ssmincidents_replication_set",
    "data.aws_arn",
    "data.aws_cloudwatch_log_data_protection_policy_document",
    "data.aws_ecr_lifecycle_policy_document",
    "data.aws_region",
    "data.aws_s3_bucket",
    "data.aws_servicequotas_templates",
    "data.aws_ssmincidents_replication_set",
    "data.aws_vpc_endpoint_service",
    "data.aws_vpc_peering_connection",
};

template <std::size_t size>
bool begins_with_one_of(std::string_view type, const std::string_view (&prefixes)[size]) {
  return std::ranges::any_of(prefixes,
                             [&](std::string_view prefix) { return type.starts_with(prefix); });
}

}  // namespace

bool is_global(std::string_view type) {
  if (type.starts_with("data.")) type.remove_prefix(5);
  if (begins_with_one_of(type, regional_in_global)) return false;
  return begins_with_one_of(type, global_services) ||
         std::ranges::binary_search(global_types, type);
}

bool lacks_region_argument(std::string_view type) {
  return std::ranges::binary_search(without_region_argument, type);
}

}  // namespace paycheck::aws
