// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// A stack is a graph: resources are nodes, references are edges. This module loads synthesized
/// apps and answers what things are: what a value evaluates to, who refers to whom, in which region
/// and with which tags and name a resource is made, and which conventions the stack follows.
///
///     Input input = load({"cdktf.out"}, {});
///     for (StackFiles& files : input.stacks) {
///       auto stack = Stack::build(std::move(files), options, input_app);
///       for (const Element& bucket : stack->elements("aws_s3_bucket"))
///         stack->region(bucket);                                  // text "us-east-1"
///     }
///
/// A `Stack` keeps what it has once computed; it is not for concurrent use. Two stacks may be built
/// from the same files and used side by side.

#include <functional>
#include <map>

#include "paycheck/aws.hpp"

namespace paycheck {

// ---------------------------------------------------------------------------------------------
// Loading

/// Something worth telling about an input that is no fault: report's `stacks[].notes`.
struct Note {
  std::string kind;  ///< annotation, orphan, ignored, module, convention
  std::string message;
  std::string file;        ///< relative to the root; may be empty
  std::uint32_t line = 0;  ///< 0: none
};

/// A problem and the stack that it belongs to (empty where it belongs to none).
struct InputProblem {
  Problem problem;
  std::string app;
  std::string stack;
};

/// The files of one stack, read but not yet understood.
struct StackFiles {
  std::string app;     ///< folder that holds cdktf.out, relative to the root; `.` if it is the root
  std::string name;    ///< manifest's id, else `//.metadata.stackName`, else folder, else file
                       ///< without `.tf.json`; `stdin`
  std::string file;    ///< the stack's first file, relative to the root, `/` as separator
  std::string source;  ///< `cdktf 0.21.0`, `cdktn 0.24.0`, `terraform`
  std::string folder;  ///< where Terraform runs, relative to the root: assets are looked up there
  std::string folder_path;  ///< the same as a path that can be opened; empty for standard input
  std::string scan_path;    ///< nothing outside this folder is ever read (canonical path; empty for
                            ///< standard input)
  std::vector<std::shared_ptr<json::Document>>
      documents;  ///< sorted by name; at least one if `readable`; shared by stacks that are judged
                  ///< side by side
  std::vector<std::string> dependencies;  ///< names of stacks of the same app
  std::vector<Note> notes;
  bool readable = true;  ///< false: a problem says why; listed so that others may know of it
};

/// What was found at the paths of one command line.
struct Input {
  std::string root;  ///< `.`, or `input` where the input lies outside the working directory
  std::vector<StackFiles>
      stacks;  ///< in order of app and name; those that are not `readable` have no documents
  std::vector<InputProblem> problems;  ///< sorted by app, stack, file, place
};

/// How `load` reads.
struct LoadOptions {
  std::string root;               ///< `--root`; empty: see the design of `root` above
  std::string working_directory;  ///< empty: the process's own
  std::function<Result<std::string>()>
      standard_input;  ///< reads `-`; empty: the process's own standard input
};

/// Loads every path: a `cdktf.out` (through its manifest, or without one for CDKTF 0.0-0.2), a
/// folder that holds one, a stack folder, a folder of `*.tf.json`, one file, or `-`. One unreadable
/// stack is one problem; the others are still loaded. Nothing at a path is a problem of kind Empty.
/// Never follows a path out of the scanned folder; symbolic links are followed inside it only.
Input load(const std::vector<std::string>& paths, const LoadOptions& options);

/// One stack as a manifest.json names it.
struct ManifestStack {
  std::string name;    ///< its key below `stacks`
  std::string file;    ///< `synthesizedStackPath`, from the manifest's folder, `/` as separator,
                       ///< normal (`a/b`, no `.` or `..`); empty: a problem says why
  std::string folder;  ///< `workingDirectory`, likewise; empty: the file's folder
  std::vector<std::string> dependencies;  ///< names of stacks of the same manifest, sorted
  std::vector<Note> notes;                ///< annotations; their `file` is the manifest
  std::optional<Position> at;             ///< where `file` is written
};

/// What a manifest.json says.
struct Manifest {
  std::string
      version;  ///< of the library that wrote it: `0.21.0`, `stubbed`; empty if none is given
  std::vector<ManifestStack> stacks;   ///< by name, no name twice
  std::vector<InputProblem> problems;  ///< `app` is left empty
};

/// Understands a manifest. Never fails as a whole: what cannot be used is a problem (Structure;
/// Empty for a manifest without stacks; Duplicate). No path in it leads out of the manifest's
/// folder by its text; symbolic links are for `load` to judge. Windows' back-slashes are read as
/// separators.
Manifest read_manifest(const json::Document& document);

// ---------------------------------------------------------------------------------------------
// Elements

class Stack;

/// A resource, data source, output, provider configuration, variable, module call, or the stack or
/// app itself: what a rule can take as its subject. Lives as long as its stack.
class Element {
 public:
  enum class Kind : std::uint8_t { Resource, Data, Output, Provider, Variable, Module, Stack, App };
  Kind kind = Kind::Resource;
  Truth exists = Truth::True;  ///< Unknown where `count` or `for_each` may give no instance; False
                               ///< for `count: 0`
  std::uint32_t index = 0;     ///< in `Stack::elements()`
  std::string_view type;  ///< canonical: `aws_lb`; data sources `data.aws_region`; else `output`,
                          ///< `provider`, `variable`, `module`, `stack`, `app`
  std::string_view name;  ///< last label; provider: its alias or empty
  std::string_view address;    ///< `aws_s3_bucket.b`, `data.aws_region.r`, `output.x`,
                               ///< `provider.aws.west`, `variable.x`, `module.m`, `stack`, `app`
  std::string_view instance;   ///< the address's end `[0]`, `["k"]`, where `count` or `for_each`
                               ///< are known; else empty
  std::string_view construct;  ///< `//.metadata.path`; empty where there is none
  std::string_view provider;   ///< Resource, Data: the configuration that makes it: `aws`,
                               ///< `aws.west`; Provider: its own
  json::Place place;           ///< body object, and the key that names it
  const aws::Type* row = nullptr;  ///< null: not in our tables
  const Stack* stack = nullptr;

  bool is_managed() const { return kind == Kind::Resource; }
};

/// One step of how a verdict was reached; becomes the report's `trail`.
struct TrailStep {
  enum class What : std::uint8_t {
    Reference,
    Key,
    Alias,
    Provider,
    Region,
    Statement,
    Companion,
    Affected
  };
  What what = What::Reference;
  const Element* element = nullptr;
  json::Place place;
  std::string_view message;
  const TrailStep* next = nullptr;
};
std::string_view to_string(TrailStep::What what);

/// A value together with the way to it and with what was taken for granted
/// (`aws.eu_west_1 is eu-west-1`).
struct Derived {
  terraform::Value value;
  const TrailStep* trail = nullptr;
  std::string_view assumed;
};

/// One member of a list, map or list of blocks, as rules iterate it.
struct Item {
  terraform::Value value;
  std::string_view key;        ///< map: key; blocks: natural key (language.md 4.4); else empty
  Truth exists = Truth::True;  ///< Unknown: a block that a `dynamic` may make
};
struct Items {
  std::span<const Item> items;
  bool open = false;                     ///< there may be more
  const terraform::Hole* why = nullptr;  ///< open: what hides them
};

/// What a name says, judged by conventions.md 2 to 4: the tokens that it surely shows.
using NamePieces = std::span<const terraform::TextPiece>;

/// The environment suffix of a stack, where it was found, and why (or why not).
struct Suffix {
  enum class State : std::uint8_t { Known, None, Unknown };
  State state = State::None;
  std::string value;  ///< as written: `dev-001`, or a reference `${var.environment}`
  std::string from =
      "none";  ///< option, config, environment, tag, names, app, none, unknown; of a None: option,
               ///< config and tag are final, with none the app's other stacks may be asked
  std::string why;                             ///< one sentence: `19 of 19 names carry it`
  const terraform::Hole* reference = nullptr;  ///< the suffix is the value of this reference
  json::Place place;                           ///< Unknown: what stands in the way
  std::string note;  ///< something to tell beside it: an ignored ENVIRONMENT_SUFFIX
};

/// One name that lives in the account's name space (conventions.md 1).
struct Name {
  const Element* element = nullptr;
  terraform::Value value;
};

/// What `learn_suffix` knows of a stack. Everything is a view.
struct SuffixEvidence {
  std::string_view option;  ///< `--suffix` or paycheck.json; `none` = has none; empty = not given
  std::string_view option_from;  ///< `option` or `config`
  std::string_view environment;  ///< ENVIRONMENT_SUFFIX of the environment; empty = not set
  std::string_view stack_id;
  std::vector<NamePieces> names;  ///< judged names, resolved
  std::vector<NamePieces>
      suffix_tags;  ///< effective EnvironmentSuffix values, one per resource that has one
  std::vector<NamePieces> environment_tags;  ///< effective Environment / Env values
};
/// conventions.md 3, sources 1 to 4 (5, the app's other stacks, is `Stack::agree_on_suffix`).
Suffix learn_suffix(const SuffixEvidence& evidence);

/// conventions.md 4. `carries`: Unknown where a hole could. `stranger`: the other environment's
/// token as written; Absent, Unknown as language.md 2 says.
Truth carries(NamePieces name, const Suffix& suffix);
terraform::Value stranger(NamePieces name, const Suffix& suffix, Arena& arena);
/// `dev` for dev, development, Dev-2; empty for other words.
std::string_view environment_class(std::string_view text);
/// conventions.md 6: the form in which tag keys are compared (case, `-`, `_` and space dropped).
std::string folded_tag_key(std::string_view key);

/// An effective tag of a resource.
struct Tag {
  std::string_view key;
  terraform::Value value;  ///< its place is the member in the resource or in `default_tags`
};
struct Tags {
  std::span<const Tag> tags;
  bool open = false;  ///< undeclared alias, unknown `tags`: there may be more
  const terraform::Hole* why = nullptr;
};

/// What the engine or the command line knows that the files do not say.
struct StackOptions {
  std::string suffix;  ///< see SuffixEvidence::option
  std::string suffix_from;
  std::string environment_suffix;
};

// ---------------------------------------------------------------------------------------------
// The stack

class Stack {
 public:
  /// Understands the files. Problems (duplicates, structure) make a stack unreadable: then no
  /// stack.
  static Result<std::unique_ptr<Stack>> build(StackFiles files, const StackOptions& options);
  ~Stack();

  const StackFiles& files() const;
  const std::string& app() const { return files().app; }
  const std::string& name() const { return files().name; }

  // --- what there is
  /// All elements, grouped by type; within a type in file order.
  std::span<const Element> elements() const;
  /// Those of one type (canonical or synonym); managed resources by their plain type name.
  std::span<const Element> elements(std::string_view type) const;
  /// The types that occur, in the order of `elements()`.
  std::span<const std::string_view> types() const;
  const Element& self() const;  ///< the stack's own element (`stack`)
  const Element* find(std::string_view address) const;
  aws::Types& tables() const;
  Arena& arena() const;

  // --- values (language.md 1.4)
  /// The value at `place`, evaluated as far as it can be known. `argument` is what the schema says
  /// of it (null where unknown); `literal`: a position where Terraform reads no template (the body
  /// of a variable is one by itself). Without an argument an array is a list, an object under a
  /// name that always means a map (`tags`, `variables`, ...) a map, any other object one block.
  /// Inside JSON text, locals and defaults every object is a map. Texts over 1 MiB or 4,096 pieces
  /// are unknown (TooLarge).
  terraform::Value value(const json::Place& place, const terraform::Argument* argument = nullptr,
                         bool literal = false) const;
  /// The step `.name` from a value or element: argument, block, map entry, record field, computed
  /// attribute. Follows language.md 1.4 "Paths": an optional argument that is not set is absent
  /// even if AWS then sets it; an absent value's place is what it is missing from. `depends_on` and
  /// `replace_triggered_by` are lists of elements; `terraform` of the stack's own element is the
  /// settings of all its files, `faults` what Terraform refuses to evaluate. A block that only a
  /// `dynamic` may make is unknown; `items` of it gives its content as an item that may not exist.
  terraform::Value step(const terraform::Value& base, std::string_view name) const;
  terraform::Value step(const Element& base, std::string_view name) const;
  /// The members of a value (absent: none; a scalar or single block: itself; unknown: none and
  /// open). Null members are left out.
  Items items(const terraform::Value& value, Arena& scratch) const;
  /// Equality that unfolds written lists and maps.
  Truth equal(const terraform::Value& a, const terraform::Value& b) const;
  /// The JSON inside a text, for `json()` and policies; a Hole with the reason where it cannot be
  /// read. Objects are maps, arrays lists; every value has its place in the nested document. A text
  /// that is one reference to a local, a default or an argument is read where it stands.
  terraform::Value read_json(const terraform::Value& text) const;

  // --- references
  /// `a refers to y` (language.md 1.5). `trail`, if given, receives the reference met.
  Truth refers(const terraform::Value& a, const Element& y,
               const TrailStep** trail = nullptr) const;
  /// Elements that may refer to `y` somewhere in their bodies, of one type or (empty) of all; a
  /// superset of those for which `refers` of one of their values is not False because of a
  /// reference. Sorted by index, without duplicates.
  std::span<const std::uint32_t> referrers(const Element& y, std::string_view type = {}) const;
  /// Elements of `type` whose value at `path` names `y` by text or is not fully known: with
  /// `referrers` all that `x.path refers to y` can hold for.
  void text_referrers(const Element& y, std::string_view type,
                      std::span<const std::string_view> path,
                      std::vector<std::uint32_t>& out) const;
  /// Elements of `type` that `value` may refer to.
  void referents(const terraform::Value& value, std::string_view type,
                 std::vector<std::uint32_t>& out) const;
  /// Elements of `type` whose value at `path` may equal `value` (the index behind `x.p == e`).
  void equals(std::string_view type, std::span<const std::string_view> path,
              const terraform::Value& value, std::vector<std::uint32_t>& out) const;
  /// Resources, data sources and module calls that refer to `x` or name it by text, as element
  /// values with the referring string as place and the address as key; `exists` is Unknown where
  /// the reference is in an expression that may not need it. Open, with the hole, while an unknown
  /// value could be x.
  Items users(const Element& x, Arena& scratch) const;
  /// Module calls whose source is not read and that are connected with `y` (language.md 1.7); null
  /// if none.
  const Element* opaque_call(const Element& y) const;

  // --- regions and providers
  Derived region(const Element& element) const;
  Derived region(const terraform::Value& value) const;
  Truth declared(const Element& element) const;
  /// The provider element of that name (`aws.west`); null if none declares it.
  const Element* provider(std::string_view name) const;

  // --- names, tags, conventions
  Tags tags(const Element& element) const;
  /// The tags as a map value, each entry with its place. Of a provider configuration: its
  /// `default_tags`.
  terraform::Value tag_map(const Element& element) const;
  /// The first tag that is more than AWS takes on one resource; empty if there is none.
  Items tags_past_limit(const Element& element, Arena& scratch) const;
  /// Keys of `default_tags` of other configurations of the same provider, in order of first sight;
  /// absent if there are none.
  terraform::Value shared_tag_keys(const Element& provider) const;
  /// Resources that a provider configuration makes, as element values with the address as key.
  Items made_by(const Element& provider, Arena& scratch) const;
  std::span<const Name> names() const;  ///< of the whole stack
  Items names(const Element& element, Arena& scratch) const;
  /// Later resources that bear the same name where AWS takes it once, as element values at the
  /// place of this one's name, with their address as key.
  Items twins(const Element& element, Arena& scratch) const;
  /// The name, and the prefix that Terraform completes to one, where AWS's bounds for them are
  /// known; the key is the argument.
  Items chosen_names(const Element& element, Arena& scratch) const;
  /// Why AWS refuses one of them: a sentence's end. Absent if it does not, unknown where a hole may
  /// bring what it refuses.
  terraform::Value name_fault(const Element& element, const terraform::Value& name,
                              std::string_view argument) const;
  /// The `Name` tag of a resource that has no name, in a stack where such tags carry the suffix
  /// (conventions.md 5).
  Items tagged_names(const Element& element, Arena& scratch) const;
  const Suffix& suffix() const;
  terraform::Value suffix_value() const;
  /// conventions.md 3.5: takes the suffix on which the app's other stacks agree. Call after all are
  /// built.
  static void agree_on_suffix(std::span<Stack* const> app);
  /// A second understanding of the same files, which are known to be right; empty if they are not.
  /// What both would learn of names and tags is asked of one: see `take_suffix`.
  static std::unique_ptr<Stack> build_twin(StackFiles files, const StackOptions& options);
  /// Takes what `other`, built from the same files, has learned: suffix, or usual tags. `other`
  /// must live as long.
  void take_suffix(const Stack& other);
  void take_usual_tags(const Stack& other);
  /// Learned keys in alphabetical order; Absent where too few resources.
  terraform::Value usual_tags() const;
  terraform::Value usual_spelling(std::string_view key) const;

  // --- keys
  terraform::Value customer_key(const terraform::Value& value) const;      ///< `kms.customer`
  terraform::Value multi_region_key(const terraform::Value& value) const;  ///< `kms.multi_region`
  Items key_uses(const Element& element,
                 Arena& scratch) const;  ///< `kms.uses`: records key, region, replica
  Items replicas(const Element& table, Arena& scratch) const;  ///< `dynamodb.replicas`
  /// `asset(path)`: record `kind` (zip, folder, other, missing) and `folder`.
  terraform::Value asset(const terraform::Value& path) const;

  // --- places
  /// The element whose body (or key) holds the place; null for places outside of any.
  const Element* owner(const json::Place& place) const;
  /// `replica[0].kms_key_arn`, from the owner's body down to the place, into JSON text.
  std::string attribute_path(const json::Place& place) const;
  /// The same with natural keys: `replica[us-west-2].kms_key_arn`.
  std::string natural_path(const json::Place& place) const;
  /// Whether the value at the place must not be printed.
  bool is_secret(const json::Place& place) const;

 private:
  struct State;
  explicit Stack(std::unique_ptr<State> state);
  static std::unique_ptr<Stack> understand(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace paycheck
