// SPDX-License-Identifier: Apache-2.0
// Reads one `${...}` or `%{...}` by tokens: where it ends, and what it refers to.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {

/// A template sequence, read to its end.
struct Sequence {
  std::size_t end = 0;          ///< just past the `}`
  std::string_view expression;  ///< trimmed, strip marks left out
  bool strips_before = false;   ///< `${~`
  bool strips_after = false;    ///< `~}`
  std::span<Reference> references;
};

/// The scanner of one template. It remembers between sequences which directives are open, since
/// `%{for x in l}` binds `x` up to `%{endfor}`.
///
/// It keeps a stack of frames: one per open bracket, quoted string, heredoc, sequence or directive
/// block. References are found where their first word stands; whether they are sure or whole is
/// known when the element of the innermost frame that holds them ends.
class Scanner {
 public:
  Scanner(std::string_view text, Arena& arena);

  /// Reads the sequence that opens at `text[open]`. Empty after an error.
  std::optional<Sequence> read_sequence(std::size_t open);
  /// Reads the whole text as an expression without `${}`. Empty after an error.
  std::optional<std::span<Reference>> read_expression();
  /// Whether a directive's block is open.
  bool inside_directive() const { return frames_.size() > 1; }
  /// Reports a directive without its end; to be called after the last sequence.
  bool finish();

  std::string_view error() const { return error_; }
  std::size_t error_at() const { return error_at_; }

 private:
  enum class Kind : std::uint8_t {
    Text,
    Quoted,
    Heredoc,
    IfBlock,
    ForBlock,  // templates: literal characters and sequences
    Interpolation,
    Directive,  // sequences
    Parentheses,
    Call,
    Tuple,
    Index,
    Object,
    ForTuple,
    ForObject,
  };
  enum class Keyword : std::uint8_t { None, If, Else, EndIf, For, EndFor };

  struct Frame {
    Kind kind = Kind::Text;
    Kind host = Kind::Text;           // IfBlock, ForBlock: the template that they stand in
    Keyword keyword = Keyword::None;  // Directive
    bool unsure = false;              // nothing inside is sure
    bool operators = false;           // the element holds more than one operand
    bool in_key = false;              // Object: before `=`
    bool in_collection = false;       // ForTuple, ForObject: before the `:`
    bool line_start = false;          // Heredoc: at the start of a line
    bool resumes = false;             // Index: a traversal goes on behind it
    bool strips_before = false;
    std::uint32_t open = 0;             // where it opens
    std::uint32_t first_reference = 0;  // of the element
    std::uint32_t operands = 0;         // of the element
    std::int32_t sole = -1;             // the reference that is its only operand
    std::uint32_t questions = 0;        // `?` without their `:`
    std::uint32_t bound = 0;            // how many names were bound outside
    std::string_view names[2];          // of `for`; Heredoc: the marker
  };
  struct Traversal {
    std::int32_t reference = -1;  // -1: no reference (a bound name, a lone word)
    std::uint32_t first_step = 0;
  };

  // scanner.cpp: tokens and brackets
  Frame& top() { return frames_.back(); }
  bool fail(std::string_view error, std::size_t at);
  bool push(Kind kind, std::size_t open);
  void pop();
  bool step();
  bool read_token();
  bool read_operator();
  bool read_colon();
  bool read_equals();
  void read_newline();
  bool open_bracket(char bracket);
  bool close_bracket(char bracket);
  bool close_sequence(const Frame& frame);
  void operand(std::int32_t sole = -1);
  void operators(std::size_t size);
  void end_element();
  void doubt(std::uint32_t first);
  bool read_for_header(Frame& frame);
  void bind(const Frame& frame);
  static bool is_template(Kind kind) { return kind <= Kind::ForBlock; }

  // traversal.cpp: references
  bool read_name();
  bool read_call(std::size_t end);
  bool is_bound(std::string_view name) const;
  std::optional<std::string_view> read_word();
  void begin_traversal(std::string_view first, std::size_t begin);
  bool go_on();
  bool read_attribute();
  bool read_plain_index();
  void add_step(Step::Kind kind, std::string_view text);
  bool read_postfix();

  // nested_template.cpp: strings and directives
  bool read_quoted();
  bool read_heredoc();
  bool open_heredoc();
  bool read_marker();
  bool open_sequence(std::size_t open);
  bool open_directive(Frame& frame);
  bool close_directive(const Frame& frame);
  void close_string();

  std::string_view text_;
  Arena& arena_;
  std::size_t at_ = 0;
  std::size_t base_ = 0;  // index of the frame that read_sequence opened
  bool after_operand_ = false;
  bool done_ = false;
  std::string_view error_;
  std::size_t error_at_ = 0;
  Sequence sequence_;
  std::vector<Frame> frames_;
  std::vector<Traversal> traversals_;  // those that an index interrupts, innermost last
  std::vector<Step> steps_;            // of all of them
  std::vector<Reference> references_;  // of the sequence
  std::vector<std::uint32_t> sure_;    // references that nothing has made doubtful yet
  std::vector<std::string_view> bound_;
};

/// A quoted string's text: escapes undone. Views into `inside` where it has none.
std::string_view unescape(std::string_view inside, Arena& arena);

}  // namespace paycheck::terraform
