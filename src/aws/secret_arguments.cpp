// SPDX-License-Identifier: Apache-2.0
// Which arguments mean a secret: the schema's sensitive flag, without the flags that only hide
// noise or public texts, and with names that the schema forgot to flag.

#include "rows.hpp"

namespace paycheck::aws {

using terraform::Argument;

namespace {

struct Row {
  std::string_view type;
  std::string_view paths;  // separated by spaces
};

// Flagged in the schema, but a public key, a certificate, a user's name, an id, a banner.
constexpr Row not_secret[] = {
    {"aws_appconfig_configuration_profile", "validator.content"},
    {"aws_appconfig_hosted_configuration_version", "content"},
    {"aws_cloudcontrolapi_resource", "schema"},
    {"aws_directory_service_shared_directory", "notes"},
    {"aws_dms_certificate", "certificate_pem"},
    {"aws_elasticsearch_domain_saml_options", "saml_options.master_user_name"},
    {"aws_iot_authorizer", "token_signing_public_keys"},
    {"aws_iot_ca_certificate", "ca_certificate_pem verification_certificate_pem"},
    {"aws_iot_certificate", "ca_pem certificate_pem public_key"},
    {"aws_opensearch_domain_saml_options", "saml_options.master_user_name"},
    {"aws_pinpoint_adm_channel", "client_id"},
    {"aws_pinpoint_apns_channel", "bundle_id certificate team_id token_key_id"},
    {"aws_pinpoint_apns_sandbox_channel", "bundle_id certificate team_id token_key_id"},
    {"aws_pinpoint_apns_voip_channel", "bundle_id certificate team_id token_key_id"},
    {"aws_pinpoint_apns_voip_sandbox_channel", "bundle_id certificate team_id token_key_id"},
    {"aws_quicksight_data_source", "credentials.credential_pair.username"},
    {"aws_redshiftserverless_namespace", "admin_username"},
    {"aws_s3_object_copy", "kms_encryption_context kms_key_id"},
    {"aws_ssm_maintenance_window_task",
     "task_invocation_parameters.lambda_parameters.payload "
     "task_invocation_parameters.step_functions_parameters.input"},
    {"aws_transfer_certificate", "certificate certificate_chain"},
    {"aws_transfer_server", "post_authentication_login_banner pre_authentication_login_banner"},
    {"aws_vpn_connection", "customer_gateway_configuration"},
};
static_assert(sorted_by_type(not_secret));

// Not flagged in the schema, or without a schema (providers, types that the table lacks).
constexpr std::string_view secret_names[] = {
    "api_key",           "api_secret", "auth_token",    "client_secret",
    "secret_access_key", "secret_key", "secret_string", "shared_secret",
};
// The same words name other things in resources: a key's file, a token's lifetime.
constexpr std::string_view secret_names_of_providers[] = {
    "access_key", "access_token", "credentials", "passphrase", "private_key", "secret", "token",
};
static_assert(std::ranges::is_sorted(secret_names));
static_assert(std::ranges::is_sorted(secret_names_of_providers));

/// The argument at a dotted path; null if the schema has none there.
const Argument* argument_at(const terraform::Schema* schema, std::string_view path) {
  while (schema) {
    std::size_t dot = std::min(path.find('.'), path.size());
    const Argument* argument = schema->find(path.substr(0, dot));
    if (!argument || dot == path.size()) return argument;
    // Below a map or a value of any type, the container's flag counts.
    if (!argument->block) return argument;
    schema = argument->block;
    path.remove_prefix(dot + 1);
  }
  return nullptr;
}

bool named_like_a_secret(std::string_view path, bool of_provider) {
  std::string_view name = path.substr(path.rfind('.') + 1);
  return name.ends_with("password") || std::ranges::binary_search(secret_names, name) ||
         (of_provider && std::ranges::binary_search(secret_names_of_providers, name));
}

}  // namespace

bool is_secret_argument(const Type* type, std::string_view path) {
  if (!type) return named_like_a_secret(path, true);
  auto exceptions = rows_of(not_secret, type->name);
  if (!exceptions.empty() && has_word(exceptions.front().paths, path)) return false;
  const Argument* argument = argument_at(type->schema, path);
  if (!argument) return false;
  if (argument->sensitive) return true;
  return argument->form == Argument::Form::Text && named_like_a_secret(path, false);
}

}  // namespace paycheck::aws
