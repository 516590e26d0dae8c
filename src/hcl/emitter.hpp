// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <unordered_map>

#include "body.hpp"
#include "writer.hpp"

namespace paycheck::hcl {

/// How Terraform reads what stands at a place.
enum class Mode : std::uint8_t {
  Expression,
  Literal,    ///< without templates
  Reference,  ///< as a reference, keyword or type: never evaluated
};

/// How the argument `node` is read.
Mode mode_of(const Tokens& tokens, std::span<const Node> nodes, const Node& node);

/// Writes a file's bodies as JSON.
class Emitter {
 public:
  Emitter(const Tokens& tokens, std::span<const Node> nodes, Complaints& complaints,
          const json::Document* metadata);

  void write();
  Writer& out() { return out_; }

 private:
  /// A piece of work that is left: text, or what becomes text.
  struct Task {
    enum class Kind : std::uint8_t { Text, Mark, Key, Value, Body } kind;
    Mode mode = Mode::Expression;
    std::string_view text = {};  // Text
    std::uint32_t begin = 0;     // Mark: offset; Key, Value: first token; Body: node
    std::uint32_t end = 0;       // Key, Value
  };
  struct Range {
    std::uint32_t begin, end;
  };
  struct ObjectMember {
    Range key, value;
  };
  using Nodes = std::span<const std::uint32_t>;
  /// Nodes in groups.
  struct Groups {
    std::vector<std::uint32_t> nodes;
    std::vector<std::uint32_t> begins;  ///< and the end
    std::size_t size() const { return begins.size() - 1; }
    Nodes operator[](std::size_t i) const {
      return Nodes(nodes).subspan(begins[i], begins[i + 1] - begins[i]);
    }
  };

  void run();
  void run(const Task& task);
  // Bodies.
  void root_block(std::uint32_t node);
  void body(std::uint32_t node);
  void argument(const Node& node);
  void refuse_repeated(const Node& node, std::uint32_t first_node);
  void blocks(Nodes group);
  void dynamic_blocks(Nodes all);
  void bodies(Nodes same, std::uint32_t first_label);
  void labelled_body(std::uint32_t node, std::uint32_t first_label);
  Groups grouped(std::vector<std::uint32_t> nodes, std::uint32_t label) const;
  std::string_view comment_of(const Node& block) const;
  // Expressions.
  void value(Range range, Mode mode);
  void key(Range range, Mode mode);
  void tuple(Range inside, Mode mode);
  void object(Range inside, Mode mode);
  std::vector<ObjectMember> members(Range inside);
  void drop_overridden(std::vector<ObjectMember>& members) const;
  void single(const Token& token, Mode mode);
  void leaf(Range range, Mode mode);
  bool refuse(Range range);
  void complain(std::uint32_t at, std::string message, std::string hint = {});
  void unknown(std::uint32_t at);
  Range trimmed(Range range) const;
  bool is_container(Range range) const;
  std::uint32_t past(std::uint32_t at) const;
  // Strings.
  void quoted(const Token& token, Mode mode);
  void heredoc(const Token& token, Mode mode);
  void template_text(std::size_t begin, std::size_t end, Mode mode, bool escapes);
  std::size_t escape(std::size_t at, std::size_t end);
  std::size_t template_at(std::size_t at, std::size_t end) const;

  // Work is done last in, first out; what is added in a row is turned round before.
  void later(Task task) { added_.push_back(task); }
  void text(std::string_view text) { later({.kind = Task::Kind::Text, .text = text}); }
  void mark(std::uint32_t offset) { later({.kind = Task::Kind::Mark, .begin = offset}); }

  char first(std::uint32_t at) const { return tokens_.first_of(tokens_.all[at]); }
  TokenKind kind(std::uint32_t at) const { return tokens_.all[at].kind; }
  std::string_view name_of(const Node& node) const {
    return tokens_.text_of(tokens_.all[node.name]);
  }
  std::string_view label_of(const Node& node, std::uint32_t label) const;
  std::uint32_t end_of(const Node& block) const;

  const Tokens& tokens_;
  std::span<const Node> nodes_;
  Complaints& complaints_;
  Writer out_;
  std::vector<Task> tasks_, added_;
  const json::Document* metadata_;
  std::unordered_map<std::string, const json::Value*> comments_;
};

}  // namespace paycheck::hcl
