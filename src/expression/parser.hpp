// SPDX-License-Identifier: Apache-2.0
// Recursive descent over tokens, with one token of foresight. The first error stops it.
#pragma once

#include <initializer_list>

#include "lexer.hpp"
#include "node.hpp"

namespace paycheck::expression {

/// A piece of a template before it becomes a tree.
struct TemplateItem {
  enum class Kind : std::uint8_t { Literal, Value, If, Else, EndIf, For, EndFor };
  Kind kind = Kind::Literal;
  std::string text;            // Literal
  const Node* node = nullptr;  // Value, If: the expression; For: its collection
  std::string_view key_name, value_name;
  std::uint32_t begin = 0, end = 0;
};

class Parser {
 public:
  Parser(std::string_view text, std::uint32_t begin) : text_(text), at_(begin) {}

  /// Null where there is an error.
  const Node* expression();
  const Node* whole_expression();
  const Node* whole_template();
  /// `newlines`: whether line ends count at the top.
  void set_newlines(bool newlines) { newlines_ = newlines; }

  std::shared_ptr<Tree> tree() const { return tree_; }
  const Error& error() const { return error_; }
  std::uint32_t at() const { return at_; }

 private:
  /// Counts levels of nesting for as long as it lives.
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser) { ++parser_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --parser_.depth_; }

   private:
    Parser& parser_;
  };
  /// Whether line ends count, for as long as it lives.
  class Lines {
   public:
    Lines(Parser& parser, bool newlines) : parser_(parser), before_(parser.newlines_) {
      parser_.newlines_ = newlines;
    }
    Lines(const Lines&) = delete;
    Lines& operator=(const Lines&) = delete;
    ~Lines() { parser_.newlines_ = before_; }

   private:
    Parser& parser_;
    bool before_;
  };

  // Tokens
  const Token& peek() {
    if (peeked_at_ != at_ || peeked_with_ != newlines_) {
      peeked_ = next_token(text_, at_, newlines_);
      peeked_at_ = at_;
      peeked_with_ = newlines_;
    }
    return peeked_;
  }
  Token read() {
    Token token = peek();
    at_ = token.end;
    return token;
  }
  bool accept(std::string_view sign);
  bool expect(std::string_view sign, const std::string& where);
  std::nullptr_t fail(std::string message, std::uint32_t begin, std::uint32_t end);
  std::nullptr_t fail(std::string message, const Token& at) {
    return fail(std::move(message), at.begin, at.end);
  }
  bool too_deep();

  // Nodes
  Node* make(Node::Kind kind, std::uint32_t begin);
  const Node* finish(Node* node);
  const Node* literal(Value value, std::uint32_t begin);

  // Operators
  const Node* operation(int level);
  const Node* term_with_steps();
  const Node* term();
  const Node* prefixed(Node::Kind kind);
  const Node* number();
  const Node* name();
  const Node* call(const Token& first);
  bool arguments(Node* node);
  const Node* group();

  // Steps
  const Node* steps(const Node* source);
  bool dot_step(Node* chain);
  bool number_step(Node* chain, const Token& token);
  bool attribute_splat(Node* chain, std::uint32_t begin);
  bool bracket_step(Node* chain);
  void note_constants(Node* chain);

  // Collections
  const Node* tuple();
  const Node* object();
  bool object_item(Node* node);
  const Node* object_key();
  bool is_for();
  const Node* for_expression(Node::Kind kind, std::string_view close);
  bool for_names(std::string_view& key, std::string_view& value);

  // Templates
  const Node* quoted();
  const Node* heredoc();
  enum class Style : std::uint8_t { Quoted, Heredoc, Bare };
  bool template_items(Style style, std::string_view marker, std::vector<TemplateItem>& items);
  bool sequence(std::vector<TemplateItem>& items);
  bool directive(TemplateItem& item);
  bool escape(std::string& out);
  bool hex_escape(std::string& out, std::size_t digits);
  bool heredoc_ends(std::string_view marker);
  const Node* template_tree(std::vector<TemplateItem>& items, std::uint32_t begin);
  const Node* template_body(std::vector<TemplateItem>& items, std::size_t& next,
                            std::uint32_t begin);
  const Node* template_if(std::vector<TemplateItem>& items, std::size_t& next);
  const Node* template_for(std::vector<TemplateItem>& items, std::size_t& next);

  static constexpr std::uint32_t nowhere = ~std::uint32_t{0};

  std::string_view text_;
  std::uint32_t at_ = 0;
  Token peeked_;
  std::uint32_t peeked_at_ = nowhere;
  bool peeked_with_ = false;
  bool newlines_ = false;
  bool failed_ = false;
  bool trim_next_ = false;  // the last sequence ended with `~}`
  int depth_ = 0;
  Error error_;
  std::shared_ptr<Tree> tree_ = std::make_shared<Tree>();
};

}  // namespace paycheck::expression
