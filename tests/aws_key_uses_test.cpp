// SPDX-License-Identifier: Apache-2.0
// Every argument of the provider that is called like a key is either in the table of key uses or in
// the list of those whose region the files do not tell.

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "paycheck/aws.hpp"

namespace paycheck::aws {
namespace {

using terraform::Argument;
using terraform::Schema;

bool called_like_a_key(std::string_view name) {
  for (std::string_view part : {"kms", "cmk", "encryption_key", "customer_managed_key"})
    if (name.find(part) != std::string_view::npos) return true;
  return false;
}

void collect(const Schema& schema, const std::string& path, int depth, std::set<std::string>& out) {
  for (const Argument& argument : schema.arguments) {
    std::string here = path + std::string(argument.name);
    bool text = argument.form == Argument::Form::Text && !argument.set_only_by_provider();
    if (text && called_like_a_key(argument.name)) out.insert(here);
    if (argument.block && depth > 0) collect(*argument.block, here + ".", depth - 1, out);
  }
}

// No key of KMS, or looked up where an `s3://` address or another service decides.
const std::set<std::string> elsewhere = {
    "aws_athena_workgroup configuration.result_configuration.encryption_configuration.kms_key_arn",
    "aws_chimesdkmediapipelines_media_insights_pipeline_configuration elements.amazon_transcribe_"
    "call_analytics_processor_configuration.post_call_analytics_settings.output_encryption_kms_key_"
    "id",
    "aws_codebuild_project encryption_key",
    "aws_comprehend_document_classifier output_data_config.kms_key_id",
    "aws_dataexchange_event_action action.export_revision_to_s3.encryption.kms_key_arn",
    "aws_dataexchange_revision_assets asset.create_s3_data_access_from_s3_bucket.asset_source.kms_"
    "keys_to_grant.kms_key_arn",
    "aws_datasync_location_hdfs kms_key_provider_uri",
    "aws_emr_cluster log_encryption_kms_key_id",
    "aws_emrcontainers_job_template kms_key_arn",
    "aws_glue_security_configuration encryption_configuration.s3_encryption.kms_key_arn",
    "aws_glue_security_configuration "
    "encryption_configuration.cloudwatch_encryption.cloudwatch_encryption_mode",
    "aws_lex_bot_alias conversation_logs.log_settings.kms_key_arn",
    "aws_lexv2models_slot_type "
    "external_source_setting.grammar_slot_type_setting.source.kms_key_arn",
    "aws_s3_object_copy kms_encryption_context",
    "aws_s3_object_copy kms_key_id",
    "aws_sagemaker_data_quality_job_definition data_quality_job_output_config.kms_key_id",
    "aws_sagemaker_device_fleet output_config.kms_key_id",
    "aws_sagemaker_domain "
    "default_user_settings.canvas_app_settings.workspace_settings.s3_kms_key_id",
    "aws_sagemaker_domain default_user_settings.sharing_settings.s3_kms_key_id",
    "aws_sagemaker_endpoint_configuration async_inference_config.output_config.kms_key_id",
    "aws_sagemaker_endpoint_configuration data_capture_config.kms_key_id",
    "aws_sagemaker_endpoint_configuration production_variants.core_dump_config.kms_key_id",
    "aws_sagemaker_endpoint_configuration shadow_production_variants.core_dump_config.kms_key_id",
    "aws_sagemaker_feature_group offline_store_config.s3_storage_config.kms_key_id",
    "aws_sagemaker_flow_definition output_config.kms_key_id",
    "aws_sagemaker_user_profile "
    "user_settings.canvas_app_settings.workspace_settings.s3_kms_key_id",
    "aws_sagemaker_user_profile user_settings.sharing_settings.s3_kms_key_id",
    "aws_ses_receipt_rule s3_action.kms_key_arn",
    "aws_synthetics_canary artifact_config.s3_encryption.kms_key_arn",
};

}  // namespace

TEST_CASE("no key argument of the provider is forgotten") {
  Types types;
  std::size_t found = 0;
  for (std::string_view name : types.names()) {
    if (!name.starts_with("aws_")) continue;
    std::set<std::string> paths;
    collect(*types.find(name)->schema, "", 9, paths);
    for (const std::string& path : paths) {
      ++found;
      CAPTURE(name);
      CAPTURE(path);
      auto uses = key_uses(name);
      bool listed = std::ranges::any_of(uses, [&](const KeyUse& use) { return use.path == path; });
      CHECK(listed != elsewhere.contains(std::string(name) + " " + path));
    }
  }
  CHECK(found > 200);
}

}  // namespace paycheck::aws
