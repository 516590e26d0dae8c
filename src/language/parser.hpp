// SPDX-License-Identifier: Apache-2.0
#pragma once

// Recursive descent over the tokens of a check. A slip in the grammar unwinds to the next sentence;
// a wrong name is complained about where it stands, and reading goes on.

#include "complaints.hpp"
#include "lexer.hpp"
#include "vocabulary.hpp"

namespace paycheck::language {

// `mentions` of what is not understood: it might mention anything, so no law is applied to it.
inline constexpr std::uint64_t anything = ~0ull;

class Parser {
 public:
  Parser(CheckTree& tree, Complaints& complaints);
  void read();
  // Every sentence was understood, so what is not there is missing.
  bool complete() const { return !lost_; }

 private:
  using Kind = Token::Kind;
  struct Unwind {};  // thrown where the grammar is broken, caught by `read`

  // A variable in scope; its slot is its index.
  struct Bound {
    std::string_view name;
    bool element;  // it ranges over a type
  };
  // `a.b."c"` before it is known what `a` is.
  struct Path {
    std::string_view first;
    std::vector<std::string_view> steps;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool quoted = false;  // a step is quoted
  };
  // One level of nesting, for as long as it lives.
  class Nested;

  // Sentences (parser.cpp)
  void sentence();
  void keep_order();
  void forget_the_rest();
  void match();
  void each();
  void when();
  void claim(bool forbid);
  void report();
  [[noreturn]] void no_sentence();
  void demand_sentences();
  void demand_parameters();
  void subject_type();

  // Expressions (parse_expr.cpp)
  Expr* expr();
  Expr* both();
  Expr* unary();
  Expr* quantified();
  Expr* comparison();
  Expr* parenthesised();
  Expr* compare(const Term* left);
  void compare_with(Expr* made, const Token& op);
  void matches(Expr* made);
  Expr* joined(Expr::Op op, const std::vector<const Expr*>& parts);
  std::uint32_t count();

  // Terms (parse_term.cpp)
  const Term* term();
  Source source();
  Term* atom();
  Term* with_steps(Term* term);
  Term* of_kind(Term::Kind kind, std::uint32_t begin);
  Term* list();
  Term* truth();
  Term* number();
  Term* named(const Path& path);
  Term* variable(const Path& path);
  Term* parameter(const Path& path);
  Path path();
  std::string_view step();

  // Texts (parse_text.cpp)
  Term* text();
  std::string_view plain(const Token& string);
  void split(Term* text, const Token& string, std::string_view content);
  const Term* placeholder(const Token& string, std::string_view content, std::size_t& at);

  // Calls (parse_call.cpp)
  Term* call(const Path& path);
  std::string_view name_of(const Path& path);
  void check_arguments(const Term& call);

  // Names (parse_names.cpp)
  const Bound* find(std::string_view name) const;
  std::string_view bind_name(Kind after);
  std::uint32_t bind(std::string_view name, std::uint32_t offset, bool element);
  void unbind();
  bool is_near_variable(std::string_view name) const;
  void unknown_name(std::string_view name, std::uint32_t offset);

  // Tokens
  void advance();
  Token ahead() const { return Lexer(*lexer_).next(); }
  bool at(Kind kind) const { return token_.kind == kind; }
  bool take(Kind kind);
  void expect(Kind kind, std::string_view what);
  std::uint32_t here() const { return lexer_->offset(token_.begin); }
  Range since(std::uint32_t begin) const { return {begin, last_end_}; }
  [[noreturn]] void unexpected(std::string_view wanted, std::string hint = {});
  std::string found() const;

  void complain(std::uint32_t offset, std::string message, std::string hint = {}) {
    complaints_.add(ProblemKind::Structure, offset, std::move(message), std::move(hint));
  }
  template <class T>
  std::span<const T> keep(const std::vector<T>& items) {
    return tree_.arena.copy(std::span<const T>(items));
  }

  CheckTree& tree_;
  Complaints& complaints_;
  Lexer text_lexer_;
  Lexer* lexer_;
  Token token_;
  std::uint32_t last_end_ = 0;
  std::uint32_t depth_ = 0;
  std::vector<Bound> scope_;
  std::vector<std::string_view> left_scope_;  // variables of quantifiers that were read
  std::vector<bool> parameters_used_;
  std::size_t bound_ = 0;         // how many of scope_ outlive their sentence
  unsigned stage_ = 0;            // how far the order of sentences has come
  unsigned seen_ = 0;             // sentences that were met, one bit per stage
  bool after_condition_ = false;  // a sentence that ends with one was read last
  bool in_report_ = false;
  bool blind_ =
      false;  // a sentence that binds a name was not understood: unknown names mean nothing
  bool lost_ = false;
};

class Parser::Nested {
 public:
  explicit Nested(Parser& parser);
  ~Nested() { --parser_.depth_; }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;

 private:
  Parser& parser_;
};

// A type if it is one of the six kinds, `data.x`, or a provider's prefix and a name: `aws_x`.
bool is_type(std::string_view text);
// What is told of a name that is no type.
std::string type_hint(std::string_view text);

}  // namespace paycheck::language
