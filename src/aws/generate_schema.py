#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes schema.tab, the compact table of the AWS provider's types.

    terraform providers schema -json > schema.json      # in a folder that requires hashicorp/aws
    python3 generate_schema.py schema.json 5.100.0 > schema.tab

The table is text, sorted by byte, one entry a line:

    # comment
    @001f type:tr value:to                       a nested block, shared by all types that hold it
    aws_x name_argument identity_name traits argument ...
    data.aws_x - - - argument ...

`-` stands for an empty column. Traits: t = taggable.
An argument is `name:FORM FLAGS` without the space, then for forms with members `@block`, then `*n`
for at most n instances:
    form   t text, n number, b yes/no, l list or set of scalars, m map of scalars,
           j list or set of objects (attribute style), o one object, d any type, k nested block
    flags  r required, o optional, c computed, s sensitive
"""

import json
import sys

FORMAT = 1

# ---------------------------------------------------------------------------------------------
# Names: which argument holds a name of the account's, the region's or the world's name space.

NAME_ARGUMENTS = ["name", "bucket", "identifier", "cluster_identifier"]

# Where the rules pick nothing or the wrong argument. A type that is listed is never left out.
NAME_OVERRIDES = {
    "aws_bedrock_provisioned_model_throughput": "provisioned_model_name",
    "aws_cloudwatch_composite_alarm": "alarm_name",
    "aws_cloudwatch_dashboard": "dashboard_name",
    "aws_cloudwatch_metric_alarm": "alarm_name",
    "aws_codedeploy_deployment_config": "deployment_config_name",
    "aws_cur_report_definition": "report_name",
    "aws_dms_endpoint": "endpoint_id",
    "aws_dms_replication_instance": "replication_instance_id",
    "aws_dms_replication_subnet_group": "replication_subnet_group_id",
    "aws_dms_replication_task": "replication_task_id",
    "aws_docdb_cluster_instance": "identifier",
    "aws_docdb_cluster_snapshot": "db_cluster_snapshot_identifier",
    "aws_ecs_task_definition": "family",
    "aws_elastic_beanstalk_environment": "name",  # unique in the region, not in its application
    "aws_elasticache_cluster": "cluster_id",
    "aws_elasticache_replication_group": "replication_group_id",
    "aws_elasticache_user": "user_id",
    "aws_elasticache_user_group": "user_group_id",
    "aws_elasticsearch_domain": "domain_name",
    "aws_glue_crawler": "name",  # its database_name is where it writes to
    "aws_key_pair": "key_name",
    "aws_lambda_function": "function_name",
    "aws_lambda_layer_version": "layer_name",
    "aws_neptune_cluster_instance": "identifier",
    "aws_neptune_cluster_snapshot": "db_cluster_snapshot_identifier",
    "aws_opensearch_domain": "domain_name",
    "aws_rds_cluster_instance": "identifier",
    "aws_rds_shard_group": "db_shard_group_identifier",
    "aws_redshift_cluster": "cluster_identifier",
    "aws_s3_access_point": "name",  # unique in account and region, not in its bucket
    "aws_s3_directory_bucket": "bucket",
    "aws_serverlessapplicationrepository_cloudformation_stack": "name",
    "aws_sfn_alias": "",  # a name inside its state machine
    "aws_ssoadmin_permission_set": "name",  # one instance per organization
    "aws_timestreaminfluxdb_db_instance": "name",  # its bucket is one of InfluxDB
    "aws_xray_sampling_rule": "rule_name",
}

# Named, but not in a name space where two environments would meet: DNS names, names inside a
# cluster, settings whose `name` is an enumeration, display names that AWS does not keep apart.
NAMES_LEFT_OUT = [
    "aws_account_alternate_contact",
    "aws_account_region",
    "aws_appstream_user",  # an e-mail address
    "aws_cloudformation_type",
    "aws_config_configuration_recorder_status",  # the recorder's name
    "aws_controltower_control",
    "aws_directory_service_region",
    "aws_dsql_cluster_peering",  # the cluster's identifier
    "aws_ec2_availability_zone_group",
    "aws_ecr_account_setting",
    "aws_ecs_account_setting_default",
    "aws_ecs_service",
    "aws_guardduty_detector_feature",
    "aws_guardduty_organization_configuration_feature",
    "aws_iam_policy_attachment",  # Terraform's own name, AWS does not know it
    "aws_identitystore_user",
    "aws_lightsail_domain",
    "aws_lightsail_domain_entry",
    "aws_quicksight_template_alias",
    "aws_rds_certificate",
    "aws_rds_instance_state",  # the instance's identifier
    "aws_route53_zone",
    "aws_route53domains_domain",
    "aws_route53domains_registered_domain",
    "aws_s3control_directory_bucket_access_point_scope",  # the access point's name
    "aws_s3control_object_lambda_access_point_policy",  # the access point's name
    "aws_service_discovery_http_namespace",
    "aws_service_discovery_private_dns_namespace",
    "aws_service_discovery_public_dns_namespace",
    "aws_service_discovery_service",
    "aws_ses_active_receipt_rule_set",  # the rule set's name
    "aws_ses_receipt_filter",
]

# A required argument of this name says in which parent the type's name is unique.
PARENTS = """
agent_id analyzer_name api_id app_id app_name application application_id application_name
autoscaling_group_name backup_plan_id backup_vault_name bot_id bot_name bot_version bucket
catalog_id cidr_collection_id cluster cluster_arn cluster_id cluster_identifier cluster_name
configuration_set_name contact_id control_panel_arn database database_name db_proxy_name detector_id
domain_identifier environment_id file_system_id firewall_rule_group_id function_name
glossary_identifier group hosted_zone_id index_id instance_arn key_id keyspace_name
knowledge_base_id lb_name ledger_name listener_arn load_balancer load_balancer_arn
load_balancer_name log_group_name mesh_name monitor_name multiplex_id namespace_id parent_id
parent_volume_id plan_id policy_arn product_id profile_id project project_arn project_name queue_url
registry_name repository repository_name resolver_rule_id resource_id rest_api_id
restore_testing_plan_name rule rule_set_name secret_id server_id service_arn service_identifier
space_name stack_id storage_virtual_machine_id stream_arn table_bucket_arn table_name topic_arn
usage_plan_id user user_pool_id volume_id window_id workgroup workspace_id zone_id
""".split()

# Parents for types of one service only: the same word means something else elsewhere.
PARENTS_OF_SERVICE = {
    "aws_iam_": ["role", "role_name"],
    "aws_connect_": ["instance_id"],
    "aws_ses_": ["identity"],
    "aws_sesv2_": ["email_identity"],
    "aws_quicksight_": ["namespace"],
    "aws_sagemaker_": ["domain_id", "image_name", "device_fleet_name"],
    "aws_glue_": ["data_catalog"],
    "aws_vpclattice_": ["service_network_identifier"],
}

# `tags` is not how aws_autoscaling_group is tagged: it has `tag` blocks.
TAGGABLE_WITHOUT_TAGS = ["aws_autoscaling_group"]


def settable_text(attribute):
    return bool(attribute) and attribute.get("type") == "string" and (
        attribute.get("optional", False) or attribute.get("required", False))


def required(attribute):
    return bool(attribute) and attribute.get("required", False)


def own_name(type_name, attributes):
    """`cluster_name` of aws_msk_cluster: the required argument that is named after the type."""
    words = type_name.split("_")
    for start in range(1, len(words)):
        for ending in ("name", "identifier"):
            candidate = "_".join(words[start:] + [ending])
            if settable_text(attributes.get(candidate)) and required(attributes[candidate]):
                return candidate
    return ""


def is_child(type_name, attributes, name):
    parents = list(PARENTS)
    for service, more in PARENTS_OF_SERVICE.items():
        if type_name.startswith(service):
            parents += more
    # `bucket` and `cluster_identifier` that are demanded name another resource, also where they are
    # the only name in sight.
    return any(required(attributes.get(parent)) and (parent != name or parent in NAME_ARGUMENTS)
               for parent in parents)


def names(type_name, attributes):
    """name_argument, identity_name"""
    if type_name in NAME_OVERRIDES:
        name = NAME_OVERRIDES[type_name]
        assert not name or settable_text(attributes.get(name)), type_name
        return name, name or ("name" if settable_text(attributes.get("name")) else "")
    own = own_name(type_name, attributes)
    name = next((n for n in NAME_ARGUMENTS if settable_text(attributes.get(n))), own)
    if name in ("bucket", "cluster_identifier") and required(attributes[name]):
        name = own if own != name else ""  # a reference to another resource
    if not name:
        return "", ""
    if type_name in NAMES_LEFT_OUT or is_child(type_name, attributes, name):
        return "", name
    return name, name


# ---------------------------------------------------------------------------------------------
# Arguments and blocks


class Blocks:
    """Distinct nested blocks, numbered in the order in which they are complete."""

    def __init__(self):
        self.numbers = {}

    def number(self, text):
        return self.numbers.setdefault(text, len(self.numbers))

    def reference(self, text):
        return "@%04x" % self.number(text)

    def lines(self):
        return [("@%04x %s" % (number, text)).rstrip() for text, number in self.numbers.items()]


def flags(attribute):
    return "".join(letter for letter, key in
                   (("r", "required"), ("o", "optional"), ("c", "computed"), ("s", "sensitive"))
                   if attribute.get(key))


def object_form(kind, members, attribute, blocks):
    """An object's members have no flags of their own: they inherit who sets the attribute."""
    inherited = {"optional": attribute.get("optional") or attribute.get("required"),
                 "computed": attribute.get("computed"), "sensitive": attribute.get("sensitive")}
    body = " ".join(argument(name, dict(inherited, type=members[name]), blocks)
                    for name in sorted(members))
    return kind, blocks.reference(body)


def form(attribute, blocks):
    """form letter, reference to members"""
    scalars = {"string": "t", "number": "n", "bool": "b", "dynamic": "d"}
    if "nested_type" in attribute:
        nested = attribute["nested_type"]
        body = " ".join(argument(name, nested["attributes"][name], blocks)
                        for name in sorted(nested["attributes"]))
        kind = {"single": "o", "list": "j", "set": "j", "map": "m"}[nested["nesting_mode"]]
        return kind, blocks.reference(body)
    kind = attribute["type"]
    if isinstance(kind, str):
        return scalars[kind], ""
    if kind[0] == "object":
        return object_form("o", kind[1], attribute, blocks)
    if kind[0] == "map":
        return "m", ""
    if isinstance(kind[1], list) and kind[1][0] == "object":
        return object_form("j", kind[1][1], attribute, blocks)
    return "l", ""


def argument(name, attribute, blocks):
    letter, reference = form(attribute, blocks)
    return name + ":" + letter + flags(attribute) + reference


def block_argument(name, block, blocks):
    body = body_of(block["block"], blocks)
    need = "r" if block.get("min_items", 0) > 0 else "o"
    limit = 1 if block["nesting_mode"] in ("single", "group") else block.get("max_items", 0)
    return name + ":k" + need + blocks.reference(body) + ("*%d" % limit if limit else "")


def body_of(block, blocks, implicit_id=False):
    arguments = {}
    for name, attribute in block.get("attributes", {}).items():
        if implicit_id and name == "id" and not attribute.get("required"):
            attribute = dict(attribute, optional=False)  # the SDK's own `id`: refused when written
        arguments[name] = argument(name, attribute, blocks)
    for name, nested in block.get("block_types", {}).items():
        arguments[name] = block_argument(name, nested, blocks)
    return " ".join(arguments[name] for name in sorted(arguments))


def resource_line(type_name, schema, blocks):
    attributes = schema["block"].get("attributes", {})
    name, identity = names(type_name, attributes)
    taggable = "tags" in attributes or type_name in TAGGABLE_WITHOUT_TAGS
    columns = [type_name, name or "-", identity or "-", "t" if taggable else "-",
               body_of(schema["block"], blocks, implicit_id=True)]
    return " ".join(columns)


def main():
    schema_file, version = sys.argv[1], sys.argv[2]
    with open(schema_file, encoding="utf-8") as file:
        providers = json.load(file)["provider_schemas"]
    provider = next(p for name, p in providers.items() if name.endswith("/hashicorp/aws"))
    resources, data = provider["resource_schemas"], provider["data_source_schemas"]
    blocks = Blocks()
    rows = [resource_line(name, resources[name], blocks) for name in sorted(resources)]
    rows += ["data.%s - - - %s" % (name, body_of(data[name]["block"], blocks))
             for name in sorted(data)]
    rows = sorted(blocks.lines() + rows)
    named = sum(1 for row in rows if row.startswith("aws_") and row.split(" ")[1] != "-")
    taggable = sum(1 for row in rows if row.startswith("aws_") and row.split(" ")[3] == "t")
    print("# paycheck schema %d, provider %s, %d blocks, %d resource types (%d named, "
          "%d taggable), %d data sources. Facts derived from the schema of the Terraform AWS provider "
          "(https://github.com/hashicorp/terraform-provider-aws, MPL-2.0); facts only. "
          "Written by generate_schema.py." %
          (FORMAT, version, len(blocks.numbers), len(resources), named, taggable, len(data)))
    print("\n".join(rows))


main()
