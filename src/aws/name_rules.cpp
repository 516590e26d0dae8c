// SPDX-License-Identifier: Apache-2.0
// What AWS takes as a name: bounds and characters of the "CreateX" pages of the API references,
// as the provider checks them too
// (https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html and its likes). S3:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html. RDS and its
// relatives: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html. Types whose
// names AWS takes as they come are left out.

#include "rows.hpp"

namespace paycheck::aws {
namespace {

using terraform::TextPiece;

// Bits of `NameRule::form`.
constexpr std::uint16_t lower = 1;            // no capital letters
constexpr std::uint16_t letter_first = 2;     // begins with a letter
constexpr std::uint16_t word_first = 4;       // begins with a letter or digit
constexpr std::uint16_t word_last = 8;        // ends with a letter or digit
constexpr std::uint16_t no_double = 16;       // no `--`
constexpr std::uint16_t anything = 32;        // any characters
constexpr std::uint16_t fifo = 64;            // a dot only in `.fifo` at the end
constexpr std::uint16_t alias = 128;          // `alias/` before it, not `alias/aws/`
constexpr std::uint16_t bucket = 256;         // what else S3 forbids
constexpr std::uint16_t path = 512;           // a name with a slash begins with one
constexpr std::uint16_t short_prefix = 1024;  // a prefix has at most six characters

constexpr std::uint16_t identifier = lower | letter_first | word_last | no_double;
constexpr std::uint16_t load_balancer = word_first | word_last | short_prefix;

constexpr NameRule table[] = {
    {"aws_apigatewayv2_api", 1, 128, "", anything, Unique::No},
    {"aws_athena_workgroup", 1, 128, "._-"},
    {"aws_autoscaling_group", 1, 255, "", anything},
    {"aws_backup_vault", 2, 50, "-_"},
    {"aws_batch_job_queue", 1, 128, "-_", word_first},
    {"aws_cloudfront_function", 1, 64, "-_", 0, Unique::Account},
    {"aws_cloudtrail", 3, 128, "._-", word_first | word_last},
    {"aws_cloudwatch_dashboard", 1, 255, "-_", 0, Unique::Account},
    {"aws_cloudwatch_event_bus", 1, 256, "/.-_"},
    {"aws_cloudwatch_event_rule", 1, 64, ".-_", 0, Unique::Region, "event_bus_name"},
    {"aws_cloudwatch_log_group", 1, 512, "_-/.#"},
    {"aws_cloudwatch_metric_alarm", 1, 255, "", anything},
    {"aws_codebuild_project", 2, 255, "-_", word_first},
    {"aws_codepipeline", 1, 100, ".@-_"},
    {"aws_cognito_user_pool", 1, 128, " +=,.@-_", 0, Unique::No},
    {"aws_dax_cluster", 1, 20, "-", letter_first | word_last | no_double},
    {"aws_db_instance", 1, 63, "-", identifier},
    {"aws_db_parameter_group", 1, 255, "-", identifier},
    {"aws_db_subnet_group", 1, 255, "-_. ", lower},
    {"aws_docdb_cluster", 1, 63, "-", identifier},
    {"aws_docdb_cluster_instance", 1, 63, "-", identifier},
    {"aws_dynamodb_table", 3, 255, "_-."},
    {"aws_ecr_repository", 2, 256, "._-/", lower | word_first | word_last},
    {"aws_ecs_cluster", 1, 255, "-_"},
    {"aws_ecs_task_definition", 1, 255, "-_", 0, Unique::No},
    {"aws_eks_cluster", 1, 100, "-_", word_first},
    {"aws_elasticache_cluster", 1, 50, "-", letter_first | word_last | no_double},
    {"aws_elasticache_replication_group", 1, 40, "-", letter_first | word_last | no_double},
    {"aws_elasticsearch_domain", 3, 28, "-", lower | letter_first},
    {"aws_elb", 1, 32, "-", load_balancer},
    {"aws_iam_group", 1, 128, "+=,.@-_", 0, Unique::Account},
    {"aws_iam_instance_profile", 1, 128, "+=,.@-_", 0, Unique::Account},
    {"aws_iam_policy", 1, 128, "+=,.@-_", 0, Unique::Account},
    {"aws_iam_role", 1, 64, "+=,.@-_", 0, Unique::Account},
    {"aws_iam_role_policy", 1, 128, "+=,.@-_", 0, Unique::No},
    {"aws_iam_user", 1, 64, "+=,.@-_", 0, Unique::Account},
    {"aws_key_pair", 1, 255, "", anything},
    {"aws_kinesis_firehose_delivery_stream", 1, 64, "_.-"},
    {"aws_kinesis_stream", 1, 128, "_.-"},
    {"aws_kms_alias", 1, 256, "/_-", alias},
    {"aws_lambda_function", 1, 64, "-_"},
    {"aws_lambda_layer_version", 1, 140, "-_", 0, Unique::No},
    {"aws_launch_template", 3, 128, "()./-_"},
    {"aws_lb", 1, 32, "-", load_balancer},
    {"aws_lb_target_group", 1, 32, "-", load_balancer},
    {"aws_memorydb_cluster", 1, 40, "-", identifier},
    {"aws_mq_broker", 1, 50, "-_"},
    {"aws_msk_cluster", 1, 64, "-", word_first},
    {"aws_neptune_cluster", 1, 63, "-", identifier},
    {"aws_neptune_cluster_instance", 1, 63, "-", identifier},
    {"aws_opensearch_domain", 3, 28, "-", lower | letter_first},
    {"aws_pipes_pipe", 1, 64, ".-_"},
    {"aws_rds_cluster", 1, 63, "-", identifier},
    {"aws_rds_cluster_instance", 1, 63, "-", identifier},
    {"aws_redshift_cluster", 1, 63, "-", identifier},
    {"aws_s3_bucket", 3, 63, ".-", lower | word_first | word_last | bucket, Unique::World},
    {"aws_scheduler_schedule", 1, 64, "-_.", 0, Unique::Region, "group_name"},
    {"aws_scheduler_schedule_group", 1, 64, "-_."},
    {"aws_secretsmanager_secret", 1, 512, "/_+=.@-"},
    {"aws_security_group", 1, 255, " ._-:/()#,@[]+=&;{}!$*", 0, Unique::Region, "vpc_id"},
    {"aws_sfn_activity", 1, 80, "", anything},
    {"aws_sfn_state_machine", 1, 80, "-_"},
    {"aws_sns_topic", 1, 256, "-_.", fifo},
    {"aws_sqs_queue", 1, 80, "-_.", fifo},
    {"aws_ssm_parameter", 1, 2048, "_.-/", path},
    {"aws_wafv2_ip_set", 1, 128, "-_", 0, Unique::Region, "scope"},
    {"aws_wafv2_rule_group", 1, 128, "-_", 0, Unique::Region, "scope"},
    {"aws_wafv2_web_acl", 1, 128, "-_", 0, Unique::Region, "scope"},
};
static_assert(sorted_by_type(table));

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || is_capital(c);
}
bool is_word(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

/// A name as far as it is known: its pieces joined, `\0` for each hole.
struct Known {
  std::string text;
  std::size_t size = 0;  ///< without the holes
  bool whole = true;

  explicit Known(std::span<const TextPiece> pieces) {
    for (const TextPiece& piece : pieces) {
      if (piece.hole) whole = false;
      text += piece.hole ? std::string(1, hole) : std::string(piece.text);
    }
    size = static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return c != hole && (c & '\xc0') != '\x80'; }));
  }
  static constexpr char hole = '\0';
  bool first_is(bool (*what)(char)) const {
    return text.empty() || text.front() == hole || what(text.front());
  }
  bool last_is(bool (*what)(char)) const {
    return text.empty() || text.back() == hole || what(text.back());
  }
};

std::string length_fault(const NameRule& rule, const Known& name, bool is_prefix) {
  constexpr std::size_t added = 26;  // by Terraform: a time and a counter
  std::size_t longest = rule.longest;
  if (is_prefix) longest = (rule.form & short_prefix) ? 6 : longest - added;
  if (name.size > longest)
    return "it has " + std::to_string(name.size) + " characters, " +
           (is_prefix ? "a prefix may have " : "AWS takes ") + std::to_string(longest);
  if (!is_prefix && name.whole && name.size < rule.shortest)
    return "it is shorter than the " + std::to_string(rule.shortest) +
           " characters that AWS asks for";
  return {};
}

std::string character_fault(const NameRule& rule, const Known& name) {
  if (rule.form & anything) return {};
  for (char c : name.text) {
    if (c == Known::hole || rule.marks.find(c) != std::string_view::npos) continue;
    if (is_capital(c) && (rule.form & lower)) return "it holds the capital " + quoted({&c, 1});
    if (is_word(c)) continue;
    bool plain = c >= ' ' && c <= '~';
    return plain ? "it holds " + quoted({&c, 1})
                 : "it holds a character that is not of plain English";
  }
  return {};
}

std::string edge_fault(const NameRule& rule, const Known& name, bool is_prefix) {
  if ((rule.form & letter_first) && !name.first_is(is_letter))
    return "it does not begin with a letter";
  if ((rule.form & word_first) && !name.first_is(is_word))
    return "it does not begin with a letter or digit";
  if ((rule.form & word_last) && !is_prefix && !name.last_is(is_word))
    return "it does not end with a letter or digit";
  if ((rule.form & no_double) && name.text.find("--") != std::string::npos)
    return "it holds two hyphens in a row";
  return {};
}

std::string bucket_fault(std::string_view name) {
  for (std::string_view front : {"xn--", "sthree-", "amzn-s3-demo-"})
    if (name.starts_with(front)) return "it begins with " + quoted(front);
  for (std::string_view end : {"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"})
    if (name.ends_with(end)) return "it ends with " + quoted(end);
  if (name.find("..") != std::string_view::npos) return "it holds two dots in a row";
  bool digits =
      std::ranges::all_of(name, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
  if (digits && std::ranges::count(name, '.') == 3) return "it looks like an IP address";
  return {};
}

std::string alias_fault(const Known& name) {
  constexpr std::string_view front = "alias/";
  std::string_view text = name.text;
  std::string_view begin =
      text.substr(0, std::min({text.find(Known::hole), text.size(), front.size()}));
  if (front.substr(0, begin.size()) != begin || (name.whole && text.size() <= front.size()))
    return "it does not begin with 'alias/'";
  return text.starts_with("alias/aws/") ? "'alias/aws/' belongs to AWS" : "";
}

std::string special_fault(const NameRule& rule, const Known& name, bool is_prefix) {
  std::string_view text = name.text;
  if (rule.form & bucket) return bucket_fault(text);
  if (rule.form & alias) return alias_fault(name);
  if ((rule.form & fifo) && !is_prefix) {
    constexpr std::string_view end = ".fifo";
    std::string_view stem = text.ends_with(end) ? text.substr(0, text.size() - end.size()) : text;
    if (stem.find('.') != std::string_view::npos && (name.whole || text.back() != Known::hole))
      return "it holds '.', which only '.fifo' at its end may";
  }
  if ((rule.form & path) && text.find('/') != std::string_view::npos && !text.empty() &&
      text.front() != '/' && text.front() != Known::hole)
    return "it holds '/', so it has to begin with one";
  return {};
}

}  // namespace

const NameRule* name_rule(std::string_view type) {
  auto rows = rows_of(table, canonical_type(type));
  return rows.empty() ? nullptr : &rows.front();
}

std::string_view prefix_argument(const Type& type) {
  for (std::string_view name : {"name_prefix", "bucket_prefix", "identifier_prefix",
                                "cluster_identifier_prefix", "key_name_prefix"})
    if (const terraform::Argument* found = type.schema->find(name)) return found->name;
  return {};
}

std::string name_fault(const NameRule& rule, std::span<const TextPiece> pieces, bool is_prefix) {
  Known name(pieces);
  // Some arguments take the ARN of what is there already.
  if (name.text.starts_with("arn:")) return {};
  std::string fault = length_fault(rule, name, is_prefix);
  if (fault.empty()) fault = special_fault(rule, name, is_prefix);
  if (fault.empty()) fault = character_fault(rule, name);
  return fault.empty() ? edge_fault(rule, name, is_prefix) : fault;
}

}  // namespace paycheck::aws
