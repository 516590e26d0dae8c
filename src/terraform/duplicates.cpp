// SPDX-License-Identifier: Apache-2.0
// What is written twice. Declarations: one hash pass over all names. Arguments: bodies are searched
// for any repeated key at all; only where there is one, what stands there is looked at closely,
// because repeated keys of nested blocks are right: Terraform merges them.
#include <algorithm>
#include <bit>

#include "repeated_keys.hpp"
#include "wording.hpp"

namespace paycheck::terraform {
namespace {

// Finds equal things among those already seen, by number. Open addressing, never more than half
// full.
class Seen {
 public:
  explicit Seen(std::size_t count) : slots_(std::bit_ceil(2 * count + 1), 0) {}
  /// The number of the thing that equals this one; its own, if it is the first.
  template <class Equal>
  std::size_t add(std::size_t number, std::size_t hash, Equal equal) {
    std::size_t mask = slots_.size() - 1;
    for (std::size_t at = (hash * 0x9E3779B97F4A7C15ull >> 20) & mask;; at = (at + 1) & mask) {
      if (slots_[at] == 0) slots_[at] = static_cast<std::uint32_t>(number + 1);
      std::size_t other = slots_[at] - 1;
      if (other == number || equal(other)) return other;
    }
  }

 private:
  std::vector<std::uint32_t> slots_;
};

struct Finder {
  const Configuration& configuration;
  const SchemaOf& schema_of;
  std::vector<Problem> problems;

  void find_declarations();
  void find_locals();
  void find_arguments();
  void find_arguments(const Block& block);
  void report(const json::Document& document, const json::Value& at,
              const json::Document& first_document, const json::Value& first, std::string message);
};

void Finder::report(const json::Document& document, const json::Value& at,
                    const json::Document& first_document, const json::Value& first,
                    std::string message) {
  if (problems.size() >= max_problems) return;
  std::string hint = "first at ";
  if (&document != &first_document) hint += first_document.file() + ", ";
  hint += "line " + std::to_string(first_document.position(first.begin()).line);
  problems.push_back({ProblemKind::Duplicate, document.file(), document.position(at.begin()),
                      std::move(message), std::move(hint)});
}

bool is_named_once(BlockKind kind) {
  return kind <= BlockKind::Ephemeral || kind == BlockKind::Variable || kind == BlockKind::Output ||
         kind == BlockKind::Module;
}

const json::Value& name_of(const json::Place& place) {
  return place.key ? *place.key : *place.value;
}

void Finder::find_declarations() {
  const std::vector<Block>& blocks = configuration.blocks;
  Seen seen(blocks.size());
  std::hash<std::string_view> hash;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (!is_named_once(block.kind)) continue;
    std::size_t key =
        hash(block.name) + 31 * hash(block.type) + static_cast<std::size_t>(block.kind);
    std::size_t first = seen.add(i, key, [&](std::size_t other) {
      return blocks[other].kind == block.kind && blocks[other].name == block.name &&
             blocks[other].type == block.type;
    });
    if (first == i) continue;
    const json::Place& place = blocks[first].place;
    report(*block.place.document, name_of(block.place), *place.document, name_of(place),
           address(block) + " is declared twice");
  }
}

void Finder::find_locals() {
  struct Local {
    const json::Document* document;
    const json::Member* member;
  };
  std::vector<Local> locals;
  for (const Block& block : configuration.blocks)
    if (block.kind == BlockKind::Locals)
      for (const json::Member& member : block.place.value->members())
        if (member.name() != "//") locals.push_back({block.place.document, &member});
  Seen seen(locals.size());
  for (std::size_t i = 0; i < locals.size(); ++i) {
    std::string_view name = locals[i].member->name();
    std::size_t first = seen.add(i, std::hash<std::string_view>()(name), [&](std::size_t other) {
      return locals[other].member->name() == name;
    });
    if (first == i) continue;
    report(*locals[i].document, locals[i].member->key, *locals[first].document,
           locals[first].member->key, "local." + std::string(name) + " is declared twice");
  }
}

// How an object is read: as a block's body, whose nested blocks may repeat, or as an expression.
struct Reading {
  bool expression = false;
  const Schema* schema = nullptr;  // of a body, where it is known
  bool shared = false;             // its keys are labels, or are compared elsewhere
};

struct Item {
  const json::Value* value;
  Reading reading;
};

bool has_block_shape(const json::Value& value) {
  if (value.is_object() || value.is_null()) return true;
  auto items = value.items();
  return value.is_array() && std::all_of(items.begin(), items.end(),
                                         [](const json::Value& item) { return item.is_object(); });
}

bool is_labelled(std::string_view name) {
  return name == "dynamic" || name == "provisioner" || name == "backend";
}

// Whether two members of one name are no fault: instances of one nested block.
bool may_repeat(const Reading& reading, const json::Member& one, const json::Member& other) {
  std::string_view name = one.name();
  if (reading.expression) return false;
  if (name == "//" || is_labelled(name)) return true;
  if (name == "lifecycle" || name == "connection") return false;
  const Argument* argument = reading.schema ? reading.schema->find(name) : nullptr;
  if (argument) return argument->form == Argument::Form::Block;
  return has_block_shape(one.value) && has_block_shape(other.value);
}

Reading reading_of(const Reading& outer, const json::Member& member) {
  if (outer.expression) return outer;
  if (is_labelled(member.name())) return {false, nullptr, true};
  if (outer.shared) return {};
  if (member.name() == "_") return outer;
  const Argument* argument = outer.schema ? outer.schema->find(member.name()) : nullptr;
  if (!argument) return {};
  return {argument->form != Argument::Form::Block, argument->block, false};
}

Reading body_reading(const Block& block, const json::Member& member) {
  bool expression = block.kind == BlockKind::Module || block.kind == BlockKind::Locals ||
                    (block.kind == BlockKind::Variable && member.name() == "default") ||
                    (block.kind == BlockKind::Output && member.name() == "value");
  return {expression, nullptr, false};
}

void Finder::find_arguments(const Block& block) {
  const json::Document& document = *block.place.document;
  bool of_provider = block.kind <= BlockKind::Provider;
  Reading reading{block.kind == BlockKind::Module,
                  of_provider && schema_of ? schema_of(block) : nullptr,
                  block.kind == BlockKind::Locals};
  std::vector<Item> stack{{block.place.value, reading}};
  while (!stack.empty()) {
    Item item = stack.back();
    stack.pop_back();
    bool is_body = item.value == block.place.value;
    if (!item.reading.shared)
      for (auto [member, first] : repeated_members(*item.value))
        if (!may_repeat(item.reading, *member, *first) && !(is_body && member->name() == "//"))
          report(document, member->key, document, first->key,
                 address(block) + ": '" + std::string(member->name()) + "' is written twice");
    std::size_t begin = stack.size();
    for (const json::Value& child : item.value->items()) stack.push_back({&child, item.reading});
    for (const json::Member& member : item.value->members()) {
      if (member.name() == "//" && (is_body || !item.reading.expression)) continue;
      bool root_reading = is_body && !of_provider;
      stack.push_back({&member.value, root_reading ? body_reading(block, member)
                                                   : reading_of(item.reading, member)});
    }
    std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(begin), stack.end());
  }
}

void Finder::find_arguments() {
  std::vector<const json::Value*> stack;
  for (const Block& block : configuration.blocks)
    if (has_repeated_key(*block.place.value, stack)) find_arguments(block);
}

}  // namespace

std::vector<Problem> duplicates(const Configuration& configuration, const SchemaOf& schema_of) {
  Finder finder{configuration, schema_of, {}};
  finder.find_declarations();
  finder.find_locals();
  finder.find_arguments();
  return std::move(finder.problems);
}

}  // namespace paycheck::terraform
