// SPDX-License-Identifier: Apache-2.0
// Splits a string at its `${` and `%{`. Plain references are read at once; only real expressions
// wake the scanner. Literals are views into the text unless they hold an escape.
#include <array>

#include "address.hpp"
#include "lexer.hpp"
#include "scanner.hpp"

namespace paycheck::terraform {
namespace {

class Splitter {
 public:
  Splitter(std::string_view text, Arena& arena) : text_(text), arena_(arena) {}
  Template split();

 private:
  std::size_t next_sequence(std::size_t from);
  void add_literal(std::size_t begin, std::size_t end, bool strip_end);
  bool add_sequence(std::size_t open);
  std::size_t add_plain(std::size_t open);
  void add(const Part& part);
  bool is_free_before() const;
  void judge_neighbour(const Part* after);
  std::string_view undo_escapes(std::string_view literal);
  Scanner& scanner();

  static constexpr std::size_t few = 4;
  std::string_view text_;
  Arena& arena_;
  std::optional<Scanner> scanner_;
  std::size_t at_ = 0;
  bool escapes_ = false;          // the literal at hand holds `$${` or `%%{`
  bool strip_begin_ = false;      // the sequence before it ends with `~}`
  Reference* waiting_ = nullptr;  // whole, free before; what stands behind is to be seen
  std::array<Part, few> first_parts_;
  std::vector<Part> more_parts_;  // all, once there are more than a few
  std::size_t count_ = 0;
};

bool is_free_beside(char c) {
  return std::string_view("/:,|() \t\r\n").find(c) != std::string_view::npos;
}

// The next `${` or `%{` that is no escape; the text's end if there is none.
std::size_t Splitter::next_sequence(std::size_t from) {
  escapes_ = false;
  for (std::size_t brace = text_.find('{', from); brace != std::string_view::npos;
       brace = text_.find('{', brace + 1)) {
    if (brace == from) continue;
    char marker = text_[brace - 1];
    if (marker != '$' && marker != '%') continue;
    bool escaped = brace >= from + 2 && text_[brace - 2] == marker;
    if (!escaped) return brace - 1;
    escapes_ = true;
  }
  return text_.size();
}

std::string_view Splitter::undo_escapes(std::string_view literal) {
  auto* out = static_cast<char*>(arena_.allocate(literal.size(), 1));
  std::size_t size = 0;
  for (std::size_t at = 0; at < literal.size(); ++at) {
    char c = literal[at];
    bool escape =
        (c == '$' || c == '%') && char_at(literal, at + 1) == c && char_at(literal, at + 2) == '{';
    if (!escape) out[size++] = c;
  }
  return {out, size};
}

// A strip mark takes the blanks of the line that it touches and that line's end, as Terraform does.
void Splitter::add_literal(std::size_t begin, std::size_t end, bool strip_end) {
  std::string_view literal = text_.substr(begin, end - begin);
  if (strip_begin_) {
    std::size_t line = std::min(literal.find('\n'), literal.size() - 1) + 1;
    begin += leading_space(literal.substr(0, line));
  }
  literal = text_.substr(begin, end - begin);
  if (strip_end && !literal.empty()) {
    std::size_t line =
        literal.rfind('\n', literal.size() > 1 ? literal.size() - 2 : std::string_view::npos);
    std::size_t from = line == std::string_view::npos || literal.size() == 1 ? 0 : line + 1;
    end = begin + from + trailing_space(literal.substr(from));
  }
  if (begin == end) return;
  Part part;
  part.text = text_.substr(begin, end - begin);
  if (escapes_) part.text = undo_escapes(part.text);
  part.begin = static_cast<std::uint32_t>(begin);
  part.end = static_cast<std::uint32_t>(end);
  add(part);
}

bool Splitter::is_free_before() const {
  if (count_ == 0) return true;
  const Part& before = count_ > few ? more_parts_.back() : first_parts_[count_ - 1];
  return before.kind == Part::Kind::Literal && is_free_beside(before.text.back());
}

void Splitter::judge_neighbour(const Part* after) {
  if (!waiting_) return;
  waiting_->stands_free =
      !after || (after->kind == Part::Kind::Literal && is_free_beside(after->text.front()));
  waiting_ = nullptr;
}

void Splitter::add(const Part& part) {
  judge_neighbour(&part);
  if (count_ < few) {
    first_parts_[count_] = part;
  } else {
    if (count_ == few) more_parts_.assign(first_parts_.begin(), first_parts_.end());
    more_parts_.push_back(part);
  }
  ++count_;
}

Scanner& Splitter::scanner() {
  if (!scanner_) scanner_.emplace(text_, arena_);
  return *scanner_;
}

// Where the interpolation at `open` ends if it is a plain reference; else 0.
std::size_t Splitter::add_plain(std::size_t open) {
  if (text_[open] != '$' || (scanner_ && scanner_->inside_directive())) return 0;
  std::optional<Reference> reference = read_plain(text_, open + 2, '}', arena_);
  if (!reference) return 0;
  bool free = is_free_before();
  Reference* kept = arena_.make<Reference>(*reference);
  std::size_t end = kept->end + std::size_t{1};
  add({Part::Kind::Interpolation, text_.substr(open + 2, end - open - 3),
       static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(end),
       std::span<const Reference>(kept, 1)});
  waiting_ = free ? kept : nullptr;
  return end;
}

bool Splitter::add_sequence(std::size_t open) {
  bool strip_end = char_at(text_, open + 2) == '~';
  add_literal(at_, open, strip_end);
  strip_begin_ = false;
  if (std::size_t end = add_plain(open)) {
    at_ = end;
    return true;
  }
  std::optional<Sequence> sequence = scanner().read_sequence(open);
  if (!sequence) return false;
  bool free = is_free_before();
  add({text_[open] == '%' ? Part::Kind::Directive : Part::Kind::Interpolation, sequence->expression,
       static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(sequence->end),
       sequence->references});
  for (Reference& reference : sequence->references)
    if (reference.whole && free) waiting_ = &reference;
  strip_begin_ = sequence->strips_after;
  at_ = sequence->end;
  return true;
}

Template Splitter::split() {
  Template result;
  result.text = text_;
  bool good = true;
  while (good && at_ < text_.size()) {
    std::size_t open = next_sequence(at_);
    if (open == text_.size()) {
      add_literal(at_, open, false);
      break;
    }
    good = add_sequence(open);
  }
  if (good) judge_neighbour(nullptr);
  if (good && scanner_) good = scanner_->finish();
  if (!good) {
    result.error = scanner_->error();
    result.error_at = static_cast<std::uint32_t>(scanner_->error_at());
  }
  std::span<const Part> parts(first_parts_.data(), std::min(count_, few));
  result.parts = arena_.copy(count_ > few ? std::span<const Part>(more_parts_) : parts);
  return result;
}

// `${a.b.c}` and nothing else.
std::optional<Template> split_plain(std::string_view text, Arena& arena) {
  if (text.size() < 6 || text[0] != '$' || text[1] != '{' || text.back() != '}') return {};
  std::optional<Reference> reference = read_plain(text, 2, '}', arena);
  if (!reference || reference->end + std::size_t{1} != text.size()) return {};
  struct Whole {
    Reference reference;
    Part part;
  };
  Whole* whole = arena.make<Whole>(*reference);
  whole->reference.stands_free = true;
  whole->part = {Part::Kind::Interpolation, text.substr(2, text.size() - 3), 0,
                 static_cast<std::uint32_t>(text.size()),
                 std::span<const Reference>(&whole->reference, 1)};
  return Template{text, std::span<const Part>(&whole->part, 1), {}, 0};
}

}  // namespace

Template split(std::string_view text, Arena& arena) {
  if (std::optional<Template> plain = split_plain(text, arena)) return *plain;
  return Splitter(text, arena).split();
}

}  // namespace paycheck::terraform
