// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a stack holds behind its public face. One struct, whose functions are spread over the files
// that are named beside them; everything that is computed once lives in `arena`.
//
// Nodes are what references lead from and to: elements first, then locals.

#include <array>
#include <map>
#include <unordered_map>

#include "paycheck/stack.hpp"
#include "table.hpp"

namespace paycheck {

/// One `locals` member.
struct Local {
  std::string_view name;
  json::Place place;
};

/// A reference that stands in the body of a node.
struct Edge {
  const json::Value* value = nullptr;  ///< the string, in the file
  const terraform::Reference* reference = nullptr;
  std::uint32_t source = 0;                ///< node
  std::uint32_t target = HashIndex::none;  ///< node; none: nothing declares it
  bool order_only = false;                 ///< `depends_on`, `replace_triggered_by`
};

/// The stretch of a document that belongs to a node.
struct Range {
  std::uint32_t begin = 0, end = 0, node = 0;
};

/// The values of one path through all elements of a type, found by what they may equal.
struct PathIndex;
/// The texts that mean the elements of one type, found by text.
struct IdentityIndex;
/// Usual tag keys and spellings.
struct LearnedTags;

/// Counts evaluation into each other: nothing recurses further than `max_depth`.
class Deeper {
 public:
  static constexpr int max_depth = 64;
  explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
  bool too_deep() const { return depth_ > max_depth; }

 private:
  int& depth_;
};

struct Stack::State {
  using Value = terraform::Value;
  using Hole = terraform::Hole;
  using Reason = terraform::Reason;

  State();
  ~State();

  StackFiles files;
  StackOptions options;
  const Stack* stack = nullptr;
  aws::Types tables;
  Arena arena;
  terraform::Configuration configuration;

  // --- elements (build.cpp, lookup.cpp)
  std::vector<Element> elements;
  std::vector<bool> multiple;  ///< by element: has `count` or `for_each`
  std::vector<std::string_view> types;
  std::vector<std::uint32_t> type_begins;  ///< one more than types
  std::unordered_map<std::string_view, std::uint32_t> type_numbers;
  HashIndex element_names;
  std::unordered_map<std::uint32_t, std::string_view>
      label_addresses;  ///< by element whose address is not made of its labels
  std::vector<Local> locals;
  HashIndex local_names;
  std::vector<std::vector<Range>> ranges;  ///< by document of `files`
  std::vector<Range> literal_ranges;       ///< variables: Terraform reads no templates there
  std::uint32_t self_index = 0;
  std::map<std::string_view, std::uint32_t> providers;

  std::vector<Problem> read_blocks();
  std::vector<Problem> find_duplicates();
  std::vector<terraform::Fault> faults;  ///< expressions that Terraform refuses
  void expand();
  expression::FileAnswer read_beside(std::string_view path) const;  ///< asset.cpp
  void add_elements();
  void add_locals();
  void index_elements();
  void take_instance_address(Element& element);
  /// What a reference to the element is written with.
  std::string_view label_address(std::uint32_t element) const {
    auto found = label_addresses.find(element);
    return found == label_addresses.end() ? elements[element].address : found->second;
  }
  void index_ranges();
  /// The element, or of several instances the first, or the one asked for.
  const Element* find(Element::Kind kind, std::string_view type, std::string_view name,
                      std::string_view instance = {}) const;
  static std::string_view base_address(const Element& element) {
    return element.address.substr(0, element.address.size() - element.instance.size());
  }
  /// The instance that a reference to one of several picks; null if none is of that name.
  const Element* picked(const Element& first, const terraform::Reference& reference) const;
  /// The elements that a reference leads to: one, or all instances where it picks none.
  std::span<const Element> reached_by(const terraform::Reference& reference, std::uint32_t target);
  const Local* find_local(std::string_view name) const;
  /// The node that a reference leads to; none if nothing declares it.
  /// For references that live as long as the stack: found once.
  std::uint32_t target_of(const terraform::Reference& reference);
  std::uint32_t look_up(const terraform::Reference& reference) const;
  PointerTable<std::uint32_t> targets;  ///< by reference; one more than the node, 0: not asked yet
  std::pair<std::uint32_t, std::uint32_t> type_range(std::string_view type) const;
  /// The node in whose body (or key) the place lies; none for places outside of any.
  std::uint32_t node_of(const json::Place& place) const;
  const Element* owner(const json::Place& place) const;
  bool is_element(std::uint32_t node) const { return node < elements.size(); }
  const Local& local_of(std::uint32_t node) const { return locals[node - elements.size()]; }
  const json::Place& place_of(std::uint32_t node) const {
    return is_element(node) ? elements[node].place : local_of(node).place;
  }

  // --- values (resolve.cpp, text.cpp, reference.cpp, computed.cpp)
  PointerTable<const terraform::Template*> templates;
  PointerTable<const Value*> texts;  ///< null: being evaluated
  int depth = 0;                     ///< of evaluation; bounded

  const Hole* hole(const Hole& hole) { return arena.make<Hole>(hole); }
  Value unknown(Reason reason, Hole::Carries carries, std::string_view expression,
                const json::Place& place, std::uint64_t identity = 0);
  const terraform::Template& parsed(const json::Value& string);
  Value value(const json::Place& place, const terraform::Argument* argument, bool literal);
  Value container(const json::Place& place, const terraform::Argument* argument);
  Value templated(const json::Place& place);
  Value evaluate(const terraform::Template& text, const json::Place& place);
  Value concatenate(const terraform::Template& text, const json::Place& place);
  Value part(const terraform::Part& part, const json::Place& place);
  Value expression(const terraform::Part& part, const json::Place& place);
  std::optional<Value> not_shown(const terraform::Part& part, const json::Place& place);
  Value reference(const terraform::Reference& reference, std::string_view text,
                  const json::Place& place);
  Value variable(const terraform::Reference& reference, std::string_view text,
                 const json::Place& place);
  Value local(const terraform::Reference& reference, std::string_view text,
              const json::Place& place);
  Value attribute_of(const Element& element, const terraform::Reference& reference,
                     std::string_view text, const json::Place& place);
  Value module_output(const Element* module, std::string_view text, const json::Place& place);
  Value follow(Value value, std::span<const terraform::Step> steps, std::string_view text,
               const json::Place& place);
  /// A list or map that stands elsewhere, as one that is not written, so that it can take a place.
  Value moved(const Value& value, const json::Place& place);
  /// What AWS or a data source gives for an attribute that the body does not have.
  Value computed(const Element& element, std::string_view attribute, std::string_view instance);
  std::unordered_map<std::uint64_t, Value> computed_values;
  Value made_by_aws(const Element& element, std::string_view attribute, Hole made);
  Value data_attribute(const Element& element, std::string_view attribute, const Hole& made);
  Value filled(const Element& element, std::string_view shape, const Hole& id);
  Value partition_of(const Element& element, std::string_view attribute);
  /// The place of the string that a chain of whole references leads to; through locals and
  /// variables, and through arguments of resources if asked.
  json::Place origin(json::Place place, bool through_arguments);

  // --- steps (step.cpp, items.cpp)
  std::unordered_map<const void*, Items>
      made_items;  ///< by items of a made list, or hole of a `dynamic`
  std::unordered_map<const void*, const Hole*> open_why;
  Value step(const Value& base, std::string_view name);
  Value step(const Element& base, std::string_view name, bool as_reference,
             std::string_view instance = {});
  Value member(const json::Place& body, const terraform::Schema* schema, std::string_view name);
  Value with_dynamic(const json::Place& body, const terraform::Schema* schema,
                     std::string_view name, const json::Member* written);
  Value addresses(const json::Place& list);
  Value terraform_settings();
  Items items(const Value& value, Arena& scratch);
  Items written_items(const Value& value, Arena& scratch);
  const Hole* hidden_rest(const Value& value);
  std::string_view natural_key(const Value& block, std::string_view type, std::string_view label,
                               Arena& scratch);

  // --- references (references.cpp, reach.cpp)
  std::vector<Edge> edges;                 ///< by source, then by place
  std::vector<std::uint32_t> edge_begins;  ///< by node, one more than nodes
  void add_edges();
  void add_edges_of(std::uint32_t node);
  void add_string(std::uint32_t node, const json::Value& string);
  void add_bare(std::uint32_t node, const json::Value& string);
  std::span<const Edge> edges_of(std::uint32_t node) const;
  std::span<const Edge> edges_within(std::uint32_t node, const json::Value& value) const;
  /// The elements that a reference to a node's attribute may mean, ascending.
  std::span<const std::uint32_t> reach(std::uint32_t node, const terraform::Reference& reference);
  std::span<const std::uint32_t> reach(std::uint32_t node, std::string_view attribute);
  std::unordered_map<std::uint64_t, std::span<const std::uint32_t>> reached;
  using Ways = std::array<const json::Value*, 2>;
  /// The values of a node whose references an attribute of it may mean.
  Ways ways(std::uint32_t node, std::string_view attribute) const;
  std::vector<std::uint32_t> reverse_begins, reverse;  ///< by element: sources, ascending
  void index_referrers();

  // --- refers (refers.cpp, names_by_text.cpp)
  int budget = 0;  ///< steps that one question may still take
  Truth refers(const Value& a, const Element& y, const TrailStep** trail);
  Truth refers_within(const Value& a, const Element& y);
  Truth refers_by_text(const Value& a, const Element& y);
  Truth refers_by_reference(const json::Place& place, const Element& y);
  Truth means(const terraform::Reference& reference, std::uint32_t node, const Element& y);
  Truth attribute_means(const Element& element, std::string_view attribute, const Element& y);
  Truth hole_means(const Hole& hole, const Element& y, bool has_place);
  bool given(const Element& module, const Element& y);

  // --- lookups (path_index.cpp, identity_index.cpp, users.cpp)
  std::unordered_map<std::string, std::unique_ptr<PathIndex>> path_indexes;
  std::unordered_map<std::string_view, std::unique_ptr<IdentityIndex>> identity_indexes;
  PathIndex& path_index(std::string_view type, std::span<const std::string_view> path);
  IdentityIndex& identity_index(std::string_view type);
  void referents(const Value& value, std::uint32_t begin, std::uint32_t end, IdentityIndex& index,
                 std::vector<std::uint32_t>& out);
  void find_by_arn(std::span<const terraform::TextPiece> pieces, IdentityIndex& index,
                   std::vector<std::uint32_t>& out);
  void add_stand_in_values(const Value& value, std::vector<Value>& out);
  struct WrittenText {
    const json::Value* value;
    std::uint32_t element;
  };
  /// The texts that name elements of one type, by what they name.
  struct TextUses {
    HashIndex wanted;  ///< texts that mean an element of the type
    std::vector<bool> sizes;
    std::array<bool, 256> first_letters{};
    HashIndex found;
    std::vector<WrittenText> texts;
    bool may_want(std::string_view text) const {
      return text.size() < sizes.size() && sizes[text.size()] &&
             first_letters[static_cast<unsigned char>(text[0])];
    }
  };
  std::unordered_map<std::string_view, TextUses> text_uses;
  TextUses& text_uses_of(std::string_view type);
  void find_texts(TextUses& uses);
  void find_text(TextUses& uses, std::uint32_t element, const json::Value& string);
  std::vector<WrittenText> built_strings;  ///< templates that are not one reference to a resource
  std::vector<std::pair<Value, std::uint32_t>>
      loose;  ///< values that could be anything or any name
  bool loose_gathered = false;
  void gather_loose();
  bool names_others(const Element& element, const json::Value& string) const;
  bool is_resource_reference(const json::Value& string);
  std::vector<Value> telling_texts(const Element& x);
  Items users(const Element& x, Arena& scratch);
  const Hole* could_be_used_by(const Element& x);
  struct ModuleTexts {
    std::vector<std::string_view> known;  ///< sorted
    bool anything = false;
  };
  std::unordered_map<std::uint32_t, ModuleTexts> module_texts;
  const ModuleTexts& module_texts_of(const Element& module);

  // --- equality.cpp
  Truth equal(const Value& a, const Value& b);
  Truth equal_lists(const Value& a, const Value& b);
  Truth equal_maps(const Value& a, const Value& b);
  std::vector<std::string_view> names_of(const Value& value);

  // --- keys.cpp
  Truth customer_key(const Value& value, int levels);
  Truth customer_key_of(const Element& element, int levels);
  Truth multi_region(const Element& key);
  const Element* named(const Value& value);
  Value record(std::initializer_list<terraform::Entry> fields, const json::Place& place);
  struct Found {
    Value value;
    std::array<Value, 2> blocks;  ///< the one that holds it, and the one around that
    Truth exists;
  };
  void walk(const std::array<Value, 2>& blocks, std::string_view path, Truth exists,
            std::vector<Found>& out, Items& open);
  Value used_in(const Element& user, const aws::KeyUse& use, const Found& found);
  Value region_named(const Value& value);

  // --- regions, tags, names (region.cpp, tags.cpp, names.cpp)
  std::unordered_map<std::string_view, Derived> provider_regions;
  Derived provider_region(std::string_view provider);
  std::string_view told(const Value& region);
  Derived region(const Element& element);
  Derived region(const Value& value);
  Derived region_of_reference(const Value& from, const terraform::Reference& reference);
  Value region_of_arn(std::span<const terraform::TextPiece> pieces, const json::Place& place);
  std::vector<const Tags*> tags_of;
  std::vector<const Value*> tag_maps;
  Value tag_map(const Element& element);
  const Tags& tags(const Element& element);
  static bool is_taggable(const Element& element);
  /// The `default_tags` that a resource takes; none if it takes none.
  const Tags& shared_tags(const Element& element);
  /// The `tags` object of a body whose keys are as they stand there (null: none is written); null
  /// where `tags` has to be asked.
  static const json::Value* plain_tags(const Element& element);
  std::unordered_map<std::string_view, Tags> provider_tags;
  const Tags& default_tags(std::string_view provider);
  std::vector<Name> names;
  std::vector<std::uint32_t> name_begins;  ///< by element, one more; empty until asked
  void gather_names();
  std::vector<std::vector<std::uint32_t>> twins;  ///< by element: later ones of the same name
  void index_twins();                             ///< twins.cpp
  std::string account_of(std::string_view configuration);
  std::string name_space(const Name& name, const aws::NameRule& rule);
  std::optional<bool> named_by_tag;
  bool tags_names_with_suffix();  ///< name_faults.cpp
  std::optional<Suffix> suffix;
  Suffix learn();
  class StageTags;
  std::shared_ptr<LearnedTags> learned_tags;  ///< may be a twin's
  LearnedTags& learned();                     ///< usual.cpp
  bool carried_keys(const Element& element, std::vector<std::string_view>& keys);
  class PathWriter;
  std::string path_of(const json::Place& place, bool natural);  ///< path.cpp
  std::unordered_map<std::string_view, Value> spellings;        ///< by tag key
  Value spelling_of(std::string_view key);
};

/// Whether an attribute of a stand-in means the other resource.
bool stands_in(const aws::StandIn& row, std::string_view attribute);
/// The attribute that a reference selects, without the index of an instance; may be empty.
std::string_view selected_attribute(const terraform::Reference& reference);

/// Whether the character beside an interpolation lets it stand free (language.md 1.5).
bool is_boundary(char c);
/// Whether the hole at `i` stands free.
bool free_in(std::span<const terraform::TextPiece> pieces, std::size_t i);

/// The place of a member of an object.
inline json::Place place_of(const json::Document* document, const json::Member& member) {
  return {document, &member.value, &member.key};
}
inline json::Place member_place(const json::Place& object, std::string_view name) {
  const json::Member* member = object.value ? object.value->find_member(name) : nullptr;
  return member ? place_of(object.document, *member) : json::Place{};
}

}  // namespace paycheck
