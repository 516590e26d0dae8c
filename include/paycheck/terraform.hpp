// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// Terraform's reading of JSON: templates and references, the blocks of a configuration, and values
/// that are known, partly known or unknown.
///
/// Nothing here knows AWS or the relations between resources; module `stack` brings both in.
/// Sources: Terraform's "JSON configuration syntax" and "Expressions" pages
/// (https://developer.hashicorp.com/terraform/language/syntax/json).

#include <array>
#include <functional>
#include <map>
#include <unordered_map>

#include "paycheck/expression.hpp"

namespace paycheck {

/// Kleene's three truth values. `and` is the smaller, `or` the greater, `not` mirrors.
enum class Truth : std::uint8_t { False, Unknown, True };
constexpr Truth operator!(Truth a) {
  return static_cast<Truth>(2 - static_cast<int>(a));
}
constexpr Truth operator&(Truth a, Truth b) {
  return a < b ? a : b;
}
constexpr Truth operator|(Truth a, Truth b) {
  return a < b ? b : a;
}
constexpr Truth truth(bool known) {
  return known ? Truth::True : Truth::False;
}

/// Something with an address that rules speak about; defined by module `stack`.
class Element;

}  // namespace paycheck

namespace paycheck::terraform {

// ---------------------------------------------------------------------------------------------
// Templates and references

/// What the first word of a reference selects.
enum class Root : std::uint8_t {
  Resource,
  Data,
  Ephemeral,
  Variable,
  Local,
  Module,
  Path,
  Terraform,
  Count,
  Each,
  Self
};

/// One step of a traversal after the address.
struct Step {
  enum class Kind : std::uint8_t {
    Attribute,   ///< `.name`; also a legacy index `.0` (text is the number)
    Index,       ///< `[0]`; text is the number
    Key,         ///< `["k"]`, a plain string without template; text is the key
    Splat,       ///< `[*]` or `.*`
    Expression,  ///< `[var.i]`: which member is not known; text is the expression, trimmed
  };
  Kind kind = Kind::Attribute;
  std::string_view text;
  friend bool operator==(const Step&, const Step&) = default;
};

/// A reference: `aws_kms_key.a-b.arn`, `data.aws_region.r.name`, `var.x`, `module.m.out`,
/// `local.l`, `each.value`. `resource.aws_x.y` is the same as `aws_x.y`. Names may hold dashes and
/// any Unicode letter, so `a-b` is one name.
struct Reference {
  Root root = Root::Resource;
  std::string_view type;  ///< Resource, Data, Ephemeral: the type without `data.`; else empty
  std::string_view name;  ///< resource, variable, local or module; Path, Terraform, Count, Each:
                          ///< the word after the dot
  std::span<const Step> steps;  ///< what follows the address
  std::uint32_t begin = 0;      ///< byte range in the template's text, without `${` and `}`
  std::uint32_t end = 0;
  bool whole = false;        ///< it is all that its interpolation holds
  bool stands_free = false;  ///< whole, and before and after the interpolation is the end of the
                             ///< text or one of `/ : , | ( )` or space (language.md 1.5)
  bool sure = true;  ///< false inside a conditional, a `for`, a call or an index: it may not matter
};

/// One piece of a template, in text order.
struct Part {
  enum class Kind : std::uint8_t { Literal, Interpolation, Directive };
  Kind kind = Kind::Literal;
  std::string_view text;    ///< Literal: as it comes out (`$${` is `${`); else the expression,
                            ///< trimmed, strip marks left out
  std::uint32_t begin = 0;  ///< byte range in the template's text
  std::uint32_t end = 0;
  std::span<const Reference> references;  ///< Interpolation, Directive: what it mentions
  const Reference* whole() const {
    return kind == Kind::Interpolation && references.size() == 1 && references[0].whole
               ? &references[0]
               : nullptr;
  }
};

/// A string as Terraform's template language reads it. Linear in its length, no recursion.
struct Template {
  std::string_view text;
  std::span<const Part> parts;
  std::string_view error;  ///< empty, or why it is no template: `unclosed '${'`
  std::uint32_t error_at = 0;
  /// Exactly one interpolation and nothing around it: the value keeps its type.
  bool is_expression() const {
    return parts.size() == 1 && parts[0].kind == Part::Kind::Interpolation;
  }
};

/// Splits a string into its parts. Parts and references live in `arena` and point into `text`,
/// which must live as long. Identifiers bound by `for` are no references, nor are object keys,
/// function names or text inside quotes; references inside templates inside quotes are found.
Template split(std::string_view text, Arena& arena);

/// A reference written without `${}`: `depends_on`, `provider`, `replace_triggered_by`. Also
/// accepts the wrapped form of Terraform 0.11. Empty if it is none.
std::optional<Reference> read_reference(std::string_view text, Arena& arena);

/// Whether `name` may name a block: a Unicode letter or `_`, then letters, digits, `_`, `-`.
bool is_identifier(std::string_view name);

// ---------------------------------------------------------------------------------------------
// Configuration

enum class BlockKind : std::uint8_t {
  Resource,
  Data,
  Ephemeral,
  Provider,
  Variable,
  Output,
  Module,
  Terraform,
  Locals,
  Other
};

/// One block of the root module with its labels: `resource "aws_s3_bucket" "b" {...}`.
struct Block {
  BlockKind kind = BlockKind::Other;
  std::string_view type;  ///< Resource, Data, Ephemeral: first label. Provider: its name. Other:
                          ///< the root key (`moved`)
  std::string_view name;  ///< last label; empty where there is none
  std::string_view instance;  ///< `[0]`, `["k"]`: which instance of `count` or `for_each` it is
  json::Place place;  ///< body object (null for an array's `null`: a body without arguments); the
                      ///< key is the last label, without labels the root key, and null for the
                      ///< bodies of an array of several
};

/// The blocks of one module, from one or several files, in file order.
struct Configuration {
  std::vector<Block> blocks;
  std::vector<const json::Value*> metadata;  ///< the root objects' `//` values
};

/// Adds the blocks of a file. Every legal shape is read: an object or an array of objects at the
/// root and at every label level, blocks spread over duplicate keys. Returns what Terraform would
/// refuse (kinds Structure and Duplicate), all of it; blocks that are right are added all the same.
/// Call `duplicates` after the last file.
std::vector<Problem> add_document(Configuration& configuration, const json::Document& document);

struct Schema;

/// What the provider knows of a block of kind Resource, Data, Ephemeral or Provider; null if
/// nothing.
using SchemaOf = std::function<const Schema*(const Block&)>;

/// Resources, data sources, outputs, variables, locals and modules that are declared twice, and
/// arguments and object keys that are written twice in one body, block or expression.
///
/// A nested block may be written twice: Terraform merges its instances. `schema_of`, asked only
/// about blocks in which a key repeats, tells blocks from arguments; without it a repeated key
/// whose values are all objects or arrays of objects passes for a block. At most 1,000 problems are
/// told, here and in one call of `add_document`.
std::vector<Problem> duplicates(const Configuration& configuration, const SchemaOf& schema_of = {});

/// A plan or state of `terraform show -json` as configuration, told in src/terraform/plan_body.hpp.
/// `schema_of` tells arguments from attributes. Problems: Structure, TooDeep, TooLarge.
Result<json::Translation> translate_plan(const json::Document& plan, const SchemaOf& schema_of);

// ---------------------------------------------------------------------------------------------
// Expansion

/// What is known beside the configuration's own text.
struct Inputs {
  std::map<std::string, expression::Value, std::less<>> variables;  ///< set, not defaults
  std::function<expression::FileAnswer(std::string_view path)> read_file;
  std::function<std::optional<std::vector<std::string>>(std::string_view folder)> list_files;
};

/// An expression that Terraform refuses when it evaluates it, in plain words.
struct Fault {
  json::Place place;         ///< the string that holds it, in the file
  std::uint32_t offset = 0;  ///< of the fault, in the string's text
  std::string message;
};

/// What was made of a configuration by `expand`.
struct Expansion {
  std::vector<std::shared_ptr<json::Document>> documents;  ///< where the new bodies stand
  std::vector<Fault> faults;                               ///< in order of place
};

/// Computes what can be known before apply and writes it into the configuration: blocks with a
/// known `count` or `for_each` become their instances, known `dynamic` blocks become blocks, and
/// expressions become their values. In these, a reference to what is not known yet stays a
/// reference: `${jsonencode({Resource = aws_s3_bucket.b.arn})}` becomes the text
/// `{"Resource":"${aws_s3_bucket.b.arn}"}`. What cannot be computed stays as it is. Bodies without
/// expressions stay where they are; the others are replaced by bodies in derived documents, which
/// the configuration refers to and which must live as long.
Expansion expand(Configuration& configuration, const Inputs& inputs, const SchemaOf& schema_of);

// ---------------------------------------------------------------------------------------------
// Schemas

/// What a provider's schema says of one argument of a block.
struct Argument {
  enum class Form : std::uint8_t {
    Text,
    Number,
    Bool,
    List,        ///< list or set of scalars
    Map,         ///< map of scalars
    ObjectList,  ///< attribute-style blocks: a list or set of objects, every member written
    Object,      ///< a single object
    Dynamic,     ///< any type
    Block,       ///< nested block
  };
  std::string_view name;
  Form form = Form::Text;
  std::uint16_t max_items = 0;  ///< Block: most instances; 0 = no limit
  bool required = false;
  bool computed = false;  ///< AWS may set it
  bool optional = false;  ///< the user may set it; computed and not optional = set only by AWS
  bool sensitive = false;
  const Schema* block = nullptr;  ///< Block: its own arguments

  bool set_only_by_provider() const { return computed && !optional && !required; }
  /// Whether instances of the block can be told apart by position only.
  bool repeats() const {
    return form == Form::ObjectList || (form == Form::Block && max_items != 1);
  }
};

/// The arguments of a resource type or block, sorted by name.
struct Schema {
  std::span<const Argument> arguments;
  const Argument* find(std::string_view name) const;
};

// ---------------------------------------------------------------------------------------------
// Values

/// Why something cannot be decided: the closed list of the design's language page, 4.5.
enum class Reason : std::uint8_t {
  VariableWithoutValue,
  ModuleNotRead,
  DataSource,
  ExpressionNotComputed,
  FunctionUnsupported,
  CountUnknown,
  DynamicBlock,
  SeveralBlocks,
  SuffixOrTagsOpen,
  AliasNotDeclared,
  RegionOfTheEnvironment,
  TextIsNotJson,
  OutsideTheFolder,
  NotShownByThisInput,
  NotInOurTables,
  ProviderTooNew,
  TableOutOfDate,
  TooLarge,
  TooManyCombinations,
  HiddenCompanion,
};
/// As reports spell it: `variable without value`.
std::string_view to_string(Reason reason);

/// An unknown part of a value.
struct Hole {
  /// What could stand there (language.md 1.5, `refers to`).
  enum class Carries : std::uint8_t {
    Nothing,    ///< an attribute that AWS makes for a known resource: never another resource's
                ///< identity
    Names,      ///< a root variable: names known before apply, never identities that AWS makes
    Given,      ///< an output of an opaque module: what the module was given
    Mentioned,  ///< an expression not computed: what its text mentions, and names
    Anything,   ///< nothing at all is known
  };
  Reason reason = Reason::ExpressionNotComputed;
  Carries carries = Carries::Anything;
  bool environment =
      false;  ///< a reference to an environment variable: one token of a name (conventions.md 2)
  std::string_view expression;      ///< as written, without `${}`
  json::Place place;                ///< the string that holds the expression
  const Element* source = nullptr;  ///< whose attribute it is, where that is known
  std::string_view attribute;       ///< and which: `arn`, `outputs.x`
  std::uint64_t identity = 0;       ///< equal numbers are the same value; 0 equals nothing
};

/// A piece of a text: literal characters, or a hole.
struct TextPiece {
  std::string_view text;
  const Hole* hole = nullptr;
};

class Value;

/// A named member of a map or record.
struct Entry {
  std::string_view name;
  const Value* value = nullptr;
};

/// An evaluated value. Small (copy it), immutable; what it points to lives in its stack's arena.
///
/// Lists, maps and blocks that stand in the text are not copied: they refer to the JSON and are
/// evaluated member by member by module `stack`.
class Value {
 public:
  enum class Kind : std::uint8_t {
    Absent,   ///< missing or null; `""` is a text
    Unknown,  ///< nothing is known but `hole()`
    Bool,
    Number,
    Text,     ///< known, or pieces with holes
    List,     ///< of values, or of blocks
    Map,      ///< text to value
    Block,    ///< the body of one block, or an object inside JSON text
    Element,  ///< a resource, output, provider, ...
    Record,   ///< what a vocabulary function returns
  };

  Value() = default;
  static Value absent(json::Place place = {});
  static Value unknown(const Hole* hole, json::Place place = {});
  static Value boolean(bool value, json::Place place = {});
  static Value number(double value, json::Place place = {});
  static Value text(std::string_view value, json::Place place = {});
  static Value text(std::span<const TextPiece> pieces, json::Place place = {});
  static Value list(std::span<const Value> items, bool open, json::Place place = {});
  static Value map(std::span<const Entry> entries, bool open, json::Place place = {});
  static Value record(std::span<const Entry> fields, json::Place place = {});
  static Value element(const paycheck::Element* element, json::Place place = {});
  /// A list, map or block that stands in the text at `place`. `schema` describes a block's (or the
  /// list's blocks') arguments; null where unknown.
  static Value written(Kind kind, json::Place place, const Schema* schema);

  Kind kind() const { return kind_; }
  bool is_absent() const { return kind_ == Kind::Absent; }
  bool is_unknown() const { return kind_ == Kind::Unknown; }
  /// List, Map: there may be more members than are seen.
  bool open() const { return open_; }
  /// Not to be printed.
  bool sensitive() const { return sensitive_; }
  Value with_sensitive(bool sensitive) const;
  Value with_place(json::Place place) const;
  /// Where it stands; nowhere for literals of rules and for what functions make up.
  const json::Place& place() const { return place_; }

  bool boolean() const { return bool_; }
  double number() const { return number_; }
  /// Text without holes.
  bool is_known_text() const { return kind_ == Kind::Text && !pieced_; }
  std::string_view text() const {
    return is_known_text() ? std::string_view(text_, size_) : std::string_view();
  }
  /// Text: its pieces; a known text is one literal piece, written to `single`.
  std::span<const TextPiece> pieces(TextPiece& single) const;
  const Hole* hole() const { return kind_ == Kind::Unknown ? hole_ : nullptr; }
  /// The first hole of an Unknown or a Text; null if it is known.
  const Hole* first_hole() const;

  /// List, Map, Block: it stands in the text (see `written`).
  bool is_written() const { return written_; }
  const Schema* schema() const { return written_ ? schema_ : nullptr; }
  /// List that does not stand in the text: its items.
  std::span<const Value> items() const {
    return kind_ == Kind::List && !written_ ? std::span(items_, size_) : std::span<const Value>();
  }
  /// Map or Record that does not stand in the text: its members.
  std::span<const Entry> entries() const {
    return (kind_ == Kind::Map || kind_ == Kind::Record) && !written_ ? std::span(entries_, size_)
                                                                      : std::span<const Entry>();
  }
  const Value* field(std::string_view name) const;
  const paycheck::Element* element() const { return kind_ == Kind::Element ? element_ : nullptr; }

 private:
  Kind kind_ = Kind::Absent;
  bool open_ = false, sensitive_ = false, written_ = false, pieced_ = false;
  std::uint32_t size_ = 0;
  union {
    bool bool_;
    double number_ = 0;
    const char* text_;
    const TextPiece* pieces_;
    const Value* items_;
    const Entry* entries_;
    const Hole* hole_;
    const Schema* schema_;
    const paycheck::Element* element_;
  };
  json::Place place_;
};

/// The number that Terraform reads in a text: decimal with optional fraction and exponent. Empty if
/// none.
std::optional<double> to_number(std::string_view text);

/// Three-valued equality (language.md 1.5, `==`): text compares piecewise; holes of one identity
/// are equal; known ends that cannot agree are False; a number equals its text. Lists and maps that
/// do not stand in the text compare member by member; written ones are Unknown here (module `stack`
/// unfolds them).
Truth equal(const Value& a, const Value& b);

/// The shape test that `==` uses: can the two texts be equal?
Truth same_text(std::span<const TextPiece> a, std::span<const TextPiece> b);

/// The text with holes as `${expression}`, for messages.
std::string to_string(std::span<const TextPiece> pieces);

}  // namespace paycheck::terraform
