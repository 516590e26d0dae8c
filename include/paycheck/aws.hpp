// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// What AWS and its Terraform provider mean: tables and facts that know no stack.
///
/// The tables are generated from the provider's schema (`src/aws/schema.tab`, written by
/// `src/aws/generate_schema.py` from `terraform providers schema -json`), corrected by short lists
/// in `src/aws/*.cpp` whose rows name their source. They are embedded; a type's row is read when
/// the type first occurs.

#include "paycheck/terraform.hpp"

namespace paycheck::aws {

/// An attribute whose value means the resource (language.md 1.5).
struct Identity {
  std::string_view attribute;       ///< `id`, `arn`, `name`, `bucket`, ...
  bool known_before_apply = false;  ///< false: AWS makes it (key ids, VPC ids, API ids)
};

/// What is known of one resource or data source type.
struct Type {
  std::string_view name;  ///< `aws_s3_bucket`, `data.aws_region`
  const terraform::Schema* schema = nullptr;
  /// The argument whose value lives in a name space of the account, region or world
  /// (conventions.md 1); empty if the type has none or is left out.
  std::string_view name_argument;
  /// The argument that names the resource at all, also where `name_argument` leaves it out.
  std::string_view identity_name;
  bool taggable = false;           ///< the schema has `tags`, or it is aws_autoscaling_group
  bool takes_default_tags = true;  ///< false for aws_autoscaling_group
  bool global = false;             ///< its service has no region (IAM, Route 53, CloudFront, ...)
  /// The type takes `region` in AWS provider 6: every regional type, but for those whose `region`
  /// of version 5 means something else. Its schema then has `region` as an optional text, also
  /// where version 5 computes it.
  bool has_region_argument = false;
  std::span<const Identity> identities;  ///< see `identities`
};

/// Rows by type name. One table per run: rows are read on first use and kept. Not for concurrent
/// use.
class Types {
 public:
  Types();
  Types(Types&&) noexcept;
  ~Types();
  /// The type's row, synonyms resolved (`aws_alb` is `aws_lb`); null if it is not in the table.
  /// `data.` in front of the name asks for a data source.
  const Type* find(std::string_view type);
  /// Every type name of the table, sorted; for did-you-mean in `rules test`.
  std::vector<std::string_view> names() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The first name of a type's synonyms: `aws_lb` for `aws_alb`; others are themselves.
std::string_view canonical_type(std::string_view type);
/// The other names of a canonical type; empty for most.
std::span<const std::string_view> synonyms(std::string_view canonical);

/// The provider versions that the schema table was made from: `5.100.0`.
std::span<const std::string_view> schema_versions();

// ---------------------------------------------------------------------------------------------
// Identity: by what a text can mean a resource (language.md 1.5)

/// The identity attributes of a type; `id` and `arn` last. For types outside the hand-made table:
/// the name argument (known before apply), `id` and `arn` (made by AWS).
std::span<const Identity> identities(const Type& type);

/// Types that stand for another resource: an alias for its key, a Lambda alias for its function, an
/// S3 sub-resource's id for its bucket. `argument` is the one that names the other resource;
/// `attribute` the attributes for which the stand-in counts, separated by spaces (empty: all).
struct StandIn {
  std::string_view type;
  std::string_view argument;
  std::string_view attribute;
};
const StandIn* stand_in(std::string_view type);

/// The name column of a repeatable block, by which its instances are told apart (language.md 4.4):
/// (`aws_dynamodb_table`, `replica`) is `region_name`. `block` is dotted from the resource:
/// `stage.action`. Several arguments that are the name together are separated by spaces:
/// (`aws_route_table`, `route`) is `cidr_block ipv6_cidr_block destination_prefix_list_id`. Empty
/// if there is none.
std::string_view natural_key(std::string_view type, std::string_view block);

// ---------------------------------------------------------------------------------------------
// Regions and ARNs

/// `us-east-1`, also of aws-us-gov, aws-cn, iso partitions: a name of a region by its form.
bool is_region(std::string_view text);
/// `us-east-1a`.
bool is_zone(std::string_view text);
/// The region that an alias spells: `eu_west_1`, `eu-west-1`, `euwest1`, `EU_WEST_1`; empty if
/// none.
std::string region_of_alias(std::string_view alias);

/// An ARN taken apart; views into the text. Parts may be empty or hold wildcards.
struct Arn {
  std::string_view partition, service, region, account, resource;
};
/// `arn:partition:service:region:account:resource`; the resource keeps its colons. Empty if no ARN.
std::optional<Arn> read_arn(std::string_view text);

/// How AWS builds the `arn` (and ARN-valued `id`) of a type: text with `{region}`, `{account}`,
/// `{partition}`, `{name}` (the identity_name's value) and `{id}` (made by AWS) to fill in:
/// `arn:{partition}:dynamodb:{region}:{account}:table/{name}`. Also `{path}`: the argument `path`
/// of IAM, `/` where it is not set. A name that begins with `/` after a `/` of the shape loses its
/// own
/// (`aws_ssm_parameter`). Empty if not in the table.
std::string_view arn_shape(std::string_view type, std::string_view attribute);

// ---------------------------------------------------------------------------------------------
// Keys

/// A place where a type names a KMS key that AWS uses in one region (KMS004, KMS007).
struct KeyUse {
  std::string_view type;
  /// `server_side_encryption.kms_key_arn`; steps through lists name every instance:
  /// `rule.apply_server_side_encryption_by_default.kms_master_key_id`
  std::string_view path;
  /// What says in which region AWS uses the key: arguments beside it, `^` before one that stands a
  /// block further out, of which the first that is set counts. Each names a region, a zone or a
  /// bucket: `region availability_zone_name`, `^bucket`. None set, or empty: the resource's own.
  std::string_view region;
  /// Used for a copy that lives in another region than the resource.
  bool replica = false;
};
/// The key arguments of a type; empty for most.
std::span<const KeyUse> key_uses(std::string_view type);

// ---------------------------------------------------------------------------------------------
// Names

/// Where a second resource of a type may not have the same name.
enum class Unique : std::uint8_t { No, Region, Account, World };

/// What AWS takes as the name of a resource.
struct NameRule {
  std::string_view type;
  std::uint16_t shortest = 1, longest = 255;  ///< in characters
  std::string_view marks;                     ///< allowed beside letters and digits
  std::uint16_t form = 0;                     ///< bits, see `name_rules.cpp`
  Unique unique = Unique::Region;
  /// The argument that parts the name space further: `event_bus_name`. Empty for most.
  std::string_view within;
};
/// Null where no rule is known.
const NameRule* name_rule(std::string_view type);
/// The argument of a type that holds the beginning of a name which Terraform completes:
/// `name_prefix`, `bucket_prefix`, ...; empty if it has none.
std::string_view prefix_argument(const Type& type);
/// Why AWS refuses the name, as a sentence's end: `it has 70 characters, AWS takes 64`; empty if
/// nothing that is known is wrong. Of a name with holes only what is wrong whatever they hold.
/// `is_prefix`: Terraform adds 26 characters.
std::string name_fault(const NameRule& rule, std::span<const terraform::TextPiece> name,
                       bool is_prefix);

// ---------------------------------------------------------------------------------------------
// Tags

/// How many tags a resource of the type may carry, `aws:` ones aside: 50, S3 objects 10.
std::size_t tag_limit(std::string_view type);
/// Why AWS refuses a tag's key or value, as a sentence's end: `its key has 140 characters, AWS
/// takes 128`. Empty if it does not. Characters are judged only where the service's API reference
/// states them.
std::string tag_key_fault(std::string_view type, std::string_view key);
std::string tag_value_fault(std::string_view type, std::string_view value);

// ---------------------------------------------------------------------------------------------
// Secrets

/// Whether an argument means a secret: the schema's sensitive flag, or our own table (`password`,
/// `secret_key`, ... of providers and resources). `path` is dotted, without indexes. `type` is null
/// for providers and unknown types. `value` of `aws_ssm_parameter` is one whatever the parameter's
/// `type`, which the caller knows.
bool is_secret_argument(const Type* type, std::string_view path);
/// Whether a value looks like a secret by its name or its form (AWS key ids, private keys, tokens
/// of known form, high entropy under a telling name). References and empty texts do not.
bool resembles_secret(std::string_view name, std::string_view value);

}  // namespace paycheck::aws
