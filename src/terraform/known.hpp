// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the names in expressions mean before anything is applied: variables, locals, the arguments
// and instances of resources, and what `for_each`, `count` and `dynamic` bind.

#include <map>
#include <unordered_map>

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {

/// Names that stand for something in one body: `each`, `count`, the iterators of `dynamic`.
struct Bindings {
  std::vector<std::pair<std::string_view, expression::Value>> names;
  const expression::Value* find(std::string_view name) const;
  Bindings with(std::string_view name, expression::Value value) const;
};

/// One instance of a block: its address's end (`[0]`, `["k"]`) and what it binds.
struct Instance {
  std::string suffix;
  Bindings bindings;
};

/// The instances that `count` or `for_each` give a block.
struct Instances {
  enum class State : std::uint8_t { Single, Several, Unknown };
  State state = State::Single;
  bool by_number = false;
  std::vector<Instance> several;
};

class Known {
 public:
  Known(const Configuration& configuration, const Inputs& inputs, const SchemaOf& schema_of);

  /// The value of a string with a template, or empty where Terraform would refuse it (then it is a
  /// fault) or where it is not worth anything: unknown as a whole, and no reference.
  std::optional<expression::Value> evaluate(const json::Place& string, const Bindings& bindings);
  /// The value of what stands at a place, strings evaluated.
  expression::Outcome written(const json::Place& place, const Bindings& bindings, bool literal);
  /// The known value of a `for_each`.
  std::optional<expression::Value> iterated(const json::Place& for_each, const Bindings& bindings);
  const Instances& instances_of(const Block& block);

  std::vector<Fault>& faults() { return faults_; }
  /// A reference that stands for itself and for nothing that was computed of it.
  bool is_reference(const expression::Value& value) const;

 private:
  using Answer = std::variant<expression::Resolved, expression::Failure>;
  struct Kept {
    bool running = false;
    std::string default_of;
    std::optional<expression::Outcome> value;
  };

  expression::Checked<expression::Value> run(const json::Value& string, const Bindings& bindings);
  Answer resolve(const expression::Traversal& traversal, const Bindings& bindings);
  Answer variable(const expression::Traversal& traversal);
  Answer local(const expression::Traversal& traversal);
  Answer resource(const expression::Traversal& traversal, BlockKind kind, std::string_view type,
                  std::size_t taken);
  Answer instance(const Block& block, const std::string& address, const Bindings& bindings,
                  std::span<const expression::Value> steps, std::size_t taken);
  expression::Value attribute(const Block& block, const Schema* schema, const std::string& address,
                              const Bindings& bindings, std::string_view name);
  expression::Value all_attributes(const Block& block, const std::string& address,
                                   const Bindings& bindings);
  expression::Value opaque(std::string expression, expression::Type type,
                           std::string note = {}) const;
  Instances read_instances(const Block& block);
  std::optional<Instances> count_of(const json::Place& count, const expression::Value& value);
  std::optional<Instances> each_of(const json::Place& for_each, const expression::Value& value);
  void fault(const json::Place& place, std::string message, std::uint32_t offset);
  const Block* find(BlockKind kind, std::string_view type, std::string_view name) const;

  const Inputs& inputs_;
  const SchemaOf& schema_of_;
  std::unordered_map<std::string, const Block*> blocks_;
  std::unordered_map<std::string_view, json::Place> locals_;
  std::array<std::unordered_map<std::string_view, Kept>, 2> kept_locals_;
  std::unordered_map<const Block*, Instances> instances_;
  std::unordered_map<const json::Value*, expression::Checked<expression::Expression>> parsed_;
  std::vector<Fault> faults_;
  std::unordered_map<const json::Value*, bool> faulty_;
  expression::Context context_;
  std::string default_of_;  ///< a variable whose default the evaluation took
  int depth_ = 0;
  bool concrete_ = false;  ///< arguments of resources are looked up, so that functions can work
};

/// Whether a template is more than references and literals: then it is worth an evaluation.
bool needs_evaluation(std::string_view text);

}  // namespace paycheck::terraform
