// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// JSON (RFC 8259) read into an arena: values point into the source text and know where they stand.
///
/// A `Document` owns one text and everything read from it; `Value`s are small, immutable and live
/// as long as their document. Nothing is lost: duplicate keys and their order are kept, because
/// Terraform merges some of them and refuses others. Positions are byte offsets;
/// `Document::position` turns an offset into line and column when somebody asks.
///
///     auto read = json::read("cdk.tf.json", text);
///     if (!read) return read.problems();
///     const json::Document& document = **read;
///     if (const json::Value* name = document.root().find("name"))
///       document.position(name->begin());               // {12, 9}
///
/// This header also holds the words that all modules share: `Position`, `Problem`, `Result`,
/// `Arena`.

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace paycheck {

/// Where a character stands: line and column from 1, the column in UTF-16 code units
/// (SARIF 2.1.0 section 3.30.6, `columnKind: utf16CodeUnits`; LSP counts alike).
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

/// What is wrong with an input. The names are those of `problems[].kind` in the JSON report.
enum class ProblemKind : std::uint8_t {
  Missing,      ///< the path, or what a manifest names, does not exist
  Empty,        ///< nothing to scan at the path, or an empty file
  Unreadable,   ///< the system refuses to open or read it
  Encoding,     ///< a byte order mark, UTF-16, invalid UTF-8 where it matters
  Syntax,       ///< the text does not parse
  Duplicate,    ///< a resource, output, local or argument is written twice
  Structure,    ///< it parses, but is no configuration, manifest, rule or config file
  TooDeep,      ///< nested deeper than the reader's bound
  TooLarge,     ///< larger than the reader's bound
  Unsupported,  ///< a kind of input that this version does not read
};

/// The kind as the JSON report spells it: `too-deep`.
std::string_view to_string(ProblemKind kind);

/// An input that cannot be used: not the user's configuration being unsafe, but our not being able
/// to read it. `message` is one lower-case sentence without a period; `hint` says what to do, or is
/// empty. `file` is the name under which the text was read; `at` is empty where there is no place.
struct Problem {
  ProblemKind kind = ProblemKind::Syntax;
  std::string file;
  std::optional<Position> at;
  std::string message;
  std::string hint;
  friend bool operator==(const Problem&, const Problem&) = default;
};

/// `file:line:column: message (hint)`, for standard error and tests.
std::string to_string(const Problem& problem);

/// A value, or the problems that prevented it; never both, never neither.
/// The part of `std::expected` (C++23) that is needed here.
template <class T>
class Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Problem problem) : state_(std::vector<Problem>{std::move(problem)}) {}
  Result(std::vector<Problem> problems) : state_(std::move(problems)) {
    assert(!this->problems().empty());
  }

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() { return std::get<0>(state_); }
  const T& operator*() const { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const std::vector<Problem>& problems() const { return std::get<1>(state_); }

 private:
  std::variant<T, std::vector<Problem>> state_;
};

/// Memory that is given out piece by piece and given back all at once. For trivially destructible
/// things only; addresses are stable. Move-only.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) noexcept;
  Arena& operator=(Arena&&) noexcept;
  ~Arena();

  void* allocate(std::size_t bytes, std::size_t alignment) {
    std::size_t padding = (0 - reinterpret_cast<std::uintptr_t>(next_)) & (alignment - 1);
    if (padding + bytes > static_cast<std::size_t>(end_ - next_))
      return allocate_in_new_chunk(bytes, alignment);
    void* result = next_ + padding;
    next_ += padding + bytes;
    return result;
  }
  template <class T, class... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }
  /// A copy of `items` that lives as long as the arena.
  template <class T>
  std::span<T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (items.empty()) return {};
    void* memory = allocate(items.size_bytes(), alignof(T));
    std::memcpy(memory, items.data(), items.size_bytes());
    return {static_cast<T*>(memory), items.size()};
  }
  std::string_view copy(std::string_view text) {
    auto bytes = copy(std::span<const char>(text.data(), text.size()));
    return {bytes.data(), bytes.size()};
  }
  /// Gives everything back but its first chunk, for use from the beginning: cheap between small
  /// tasks.
  void reset();
  /// How many bytes the arena holds from the system.
  std::size_t footprint() const { return footprint_; }

 private:
  struct Chunk;
  void* allocate_in_new_chunk(std::size_t bytes, std::size_t alignment);
  void release();

  Chunk* chunks_ = nullptr;
  char* next_ = nullptr;
  char* end_ = nullptr;
  std::size_t footprint_ = 0;
};

/// The name in `known` that `word` was probably meant to be: the nearest by edit distance (insert,
/// delete, replace, swap neighbours), at most a third of the word's length away; the first of
/// equals; empty if none is near. The case of ASCII letters costs nothing: `failon` is near
/// `failOn`.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

}  // namespace paycheck

namespace paycheck::json {

enum class Kind : std::uint8_t { Null, False, True, Number, String, Array, Object };

struct Member;

/// One JSON value. 24 bytes; copies are shallow and refer to the same document.
class Value {
 public:
  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::Null; }
  bool is_bool() const { return kind_ == Kind::False || kind_ == Kind::True; }
  bool is_number() const { return kind_ == Kind::Number; }
  bool is_string() const { return kind_ == Kind::String; }
  bool is_array() const { return kind_ == Kind::Array; }
  bool is_object() const { return kind_ == Kind::Object; }

  /// Byte offsets of the value in its document's text, quotes and brackets included; end exclusive.
  std::uint32_t begin() const { return begin_; }
  std::uint32_t end() const { return end_; }

  /// String: its text, escapes undone, in Unicode normalisation form C as Terraform reads it
  /// (a lone surrogate or an invalid byte is U+FFFD). Number: as written. Others: empty.
  std::string_view text() const {
    return is_string() || is_number() ? std::string_view(text_, size_) : std::string_view();
  }
  /// String: it holds `${` or `%{`, so Terraform reads it as a template where expressions may
  /// stand.
  bool has_template() const { return (flags_ & HasTemplate) != 0; }
  /// String: the text is not a piece of the source (escapes, normalisation).
  bool is_decoded() const { return (flags_ & Decoded) != 0; }

  /// Array: its items. Others: empty.
  std::span<const Value> items() const {
    return is_array() ? std::span(items_, size_) : std::span<const Value>();
  }
  /// Object: its members in file order, duplicates kept. Others: empty.
  inline std::span<const Member> members() const;
  /// Object: the value of the first member of that name; null if there is none, or for other kinds.
  inline const Value* find(std::string_view key) const;
  /// The same, with the key's own place.
  inline const Member* find_member(std::string_view key) const;

  /// Builders for the reader and for tests that need a value without a text. `string` makes strings
  /// and numbers. What they refer to must live as long as the value.
  static Value scalar(Kind kind, std::uint32_t begin, std::uint32_t end) {
    return Value(kind, 0, 0, begin, end);
  }
  static Value string(Kind kind, std::string_view text, std::uint32_t begin, std::uint32_t end,
                      bool decoded, bool has_template) {
    Value value(kind, (has_template ? HasTemplate : 0) | (decoded ? Decoded : 0), text.size(),
                begin, end);
    value.text_ = text.data();
    return value;
  }
  static Value array(std::span<const Value> items, std::uint32_t begin, std::uint32_t end) {
    Value value(Kind::Array, 0, items.size(), begin, end);
    value.items_ = items.data();
    return value;
  }
  static inline Value object(std::span<const Member> members, std::uint32_t begin,
                             std::uint32_t end);

  /// The null value at the start of a text.
  Value() = default;

 private:
  Value(Kind kind, int flags, std::size_t size, std::uint32_t begin, std::uint32_t end)
      : kind_(kind),
        flags_(static_cast<std::uint8_t>(flags)),
        size_(static_cast<std::uint32_t>(size)),
        begin_(begin),
        end_(end) {}

  enum Flag : std::uint8_t { HasTemplate = 1, Decoded = 2 };
  Kind kind_ = Kind::Null;
  std::uint8_t flags_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  union {
    const char* text_ = nullptr;
    const Value* items_;
    const Member* members_;
  };
};

/// A member of an object. The key is a string value, so it has a place of its own.
struct Member {
  Value key;
  Value value;
  std::string_view name() const { return key.text(); }
};

inline Value Value::object(std::span<const Member> members, std::uint32_t begin,
                           std::uint32_t end) {
  Value value(Kind::Object, 0, members.size(), begin, end);
  value.members_ = members.data();
  return value;
}
inline std::span<const Member> Value::members() const {
  return is_object() ? std::span(members_, size_) : std::span<const Member>();
}
inline const Member* Value::find_member(std::string_view key) const {
  for (const Member& member : members())
    if (member.name() == key) return &member;
  return nullptr;
}
inline const Value* Value::find(std::string_view key) const {
  const Member* member = find_member(key);
  return member ? &member->value : nullptr;
}

/// How a text is read.
struct Options {
  std::uint32_t max_depth = 10'000;  ///< nested arrays and objects; beyond it `TooDeep`
  std::uint32_t max_bytes =
      1u << 30;           ///< beyond it `TooLarge`; at most 1 GiB, whatever is asked for
  bool comments = false;  ///< allow `//`, `/* */` and trailing commas (paycheck.json)
  bool templates =
      false;  ///< a `${...}` may hold bare quotes, and may stand for a whole value (see `nested`)
};

/// Where a translated text comes from: what stands at `text` in the translation and after it, up to
/// the next stretch, stands at `source` in the file.
struct Stretch {
  std::uint32_t text = 0, source = 0;
  bool exact = false;  ///< byte for byte; otherwise all of it stands for the one place
};

/// What a translation says of a value that JSON cannot say.
struct Mark {
  enum class Kind : std::uint8_t {
    Sensitive,  ///< not to be printed
    Open,       ///< a list or object of which there may be more
  };
  std::uint32_t at = 0;  ///< where the value begins in the translation
  Kind kind = Kind::Sensitive;
  std::string expression;  ///< Open: what hides the rest
};

/// JSON that was written for a file in another language (HCL, a plan), and the way back. To give a
/// token both its ends, begin a stretch at its first byte and one just past its last.
struct Translation {
  std::string source;              ///< the file's own text
  std::string text;                ///< JSON
  std::vector<Stretch> stretches;  ///< by `text`, ascending; the first at 0
  std::vector<Mark> marks;         ///< by `at`, ascending
  struct Span {
    std::uint32_t begin = 0, end = 0;
  };
  std::vector<Span> hidden;  ///< of `text`: what the file marks as a secret; ascending, apart
  bool outcome = false;  ///< the file shows what came of a configuration (a plan, a state), not all
                         ///< that the configuration says
};

/// One text and what was read from it. Made by `read` and `Document::nested` only.
class Document {
 public:
  /// The name that the text was read under; a nested document has its host's.
  const std::string& file() const {
    return host_ ? host_->file() : derived_from_ ? derived_from_->file() : file_;
  }
  std::string_view text() const { return text_; }
  /// The file's own text: what was translated, else `text()`. For outermost documents.
  std::string_view source_text() const {
    if (derived_from_) return derived_from_->source_text();
    return is_translated() ? source_ : text_;
  }
  /// The document that was read from the file itself: for derived documents the one that they were
  /// made of, else this one.
  const Document& original() const { return derived_from_ ? derived_from_->original() : *this; }
  bool is_derived() const { return derived_from_ != nullptr; }
  /// What the translation says of the value; null if nothing of that kind.
  const Mark* mark(const Value& value, Mark::Kind kind) const {
    return marks_.empty() ? nullptr : find_mark(value, kind);
  }
  bool is_translated() const { return !stretches_.empty(); }
  /// The file is a plan or a state: what it does not show may still be configured.
  bool is_outcome() const { return outermost().outcome_; }
  /// Whether the file marks what stands at `offset` as a secret; for nested documents, the string
  /// that holds them.
  bool is_hidden(std::uint32_t offset) const;
  /// What comes later in the text comes later in the file.
  bool keeps_order() const { return keeps_order_; }
  const Value& root() const { return root_; }

  /// Line and column of a byte offset; `\n` and `\r\n` end a line. For a nested document: in the
  /// file that holds it, at the character that the offset stands for, escapes of all levels counted
  /// (where normalisation to form C changed the text: at the nearest earlier character). An index
  /// is made on the first call; several threads may ask.
  Position position(std::uint32_t offset) const;
  /// The byte offset in the outermost document's `source_text` that `offset` stands for.
  std::uint32_t outer_offset(std::uint32_t offset) const;
  /// Line and column of an offset in `source_text`.
  Position position_in_source(std::uint32_t offset) const;
  /// The outermost document: the file.
  const Document& outermost() const { return host_ ? host_->outermost() : *this; }
  /// A copy of the string value, in `host`, that holds this document; null for a file.
  const Value* host_string() const { return host_ ? &host_string_ : nullptr; }
  const Document* host() const { return host_; }

  /// Reads the JSON inside a string of this document (a policy, a state machine).
  /// `Options::templates` is on: inside the text `${...}` and `%{...}` are skipped as a whole,
  /// quotes, braces and comments included, and an interpolation in place of a value (`{"a":
  /// ${jsonencode(x)}}`) is read as a string value whose text is that interpolation and whose
  /// `has_template()` is true. A string of a nested document keeps JSON's escapes in its literal
  /// parts undone and its interpolations as they are; text read so is split by `terraform::split`
  /// like any other. A directive outside of a string (`%{ if x }{...}%{ endif }`) is a Syntax
  /// problem: what it leaves is known after evaluation only. A literal `${` that JSON's escapes hid
  /// from Terraform (`\u0024{`) is read as its template escape `$${`. A value that is no string is
  /// a Structure problem. The result is made once and kept, failures too. At most 8 documents
  /// inside one another (TooDeep). May be called from several threads.
  Result<const Document*> nested(const Value& string) const;

  /// Memory for what is derived from this document and lives as long; nested documents share the
  /// outermost document's.
  Arena& arena() const { return outermost().arena_; }

  ~Document();

 private:
  friend Result<std::unique_ptr<Document>> read(std::string file, std::string text,
                                                const Options& options);
  friend Result<std::unique_ptr<Document>> read(std::string file, Translation translation,
                                                const Options& options);
  friend Result<std::unique_ptr<Document>> derive(const Document& of, Translation translation);
  struct Reader;
  struct Lazy;
  Document();
  Document(const Document& host, const Value& string);
  Result<std::unique_ptr<Document>> read_nested(const Value& string) const;
  std::uint32_t offset_in_host(std::uint32_t offset) const;
  std::uint32_t offset_in_source(std::uint32_t offset) const;
  const Mark* find_mark(const Value& value, Mark::Kind kind) const;
  std::optional<Problem> read_whole(const Options& options);
  Lazy& lazy() const;

  std::string file_;
  std::string owned_text_;
  std::string_view text_;
  std::string source_;
  std::vector<Stretch> stretches_;
  std::vector<Mark> marks_;
  const Document* derived_from_ = nullptr;
  std::vector<Translation::Span> hidden_;
  bool outcome_ = false;
  bool keeps_order_ = true;
  Value root_;
  const Document* host_ = nullptr;
  Value host_string_;
  std::uint32_t level_ = 0;
  bool templates_ = false;
  mutable Arena arena_;
  mutable std::unique_ptr<Lazy> lazy_;
  mutable std::recursive_mutex guard_;  // the outermost document's: what is made on demand
};

/// Reads one JSON text (UTF-8, no byte order mark; raw control characters, trailing commas,
/// comments and anything after the document are errors, as for Terraform). `file` is the name for
/// messages. Without recursion: depth costs no stack. Problems: Empty, Encoding, Syntax, TooDeep,
/// TooLarge.
Result<std::unique_ptr<Document>> read(std::string file, std::string text,
                                       const Options& options = {});

/// Reads a translation. Positions, of problems too, are those of its source.
Result<std::unique_ptr<Document>> read(std::string file, Translation translation,
                                       const Options& options = {});

/// What became of parts of a document: JSON whose stretches lead into the document's
/// `source_text()`; the translation's own `source` is not used. `of` must live as long.
Result<std::unique_ptr<Document>> derive(const Document& of, Translation translation);

/// Where the template sequence at `text[open]` (`${` or `%{`) ends: the offset just past its `}`,
/// npos if none matches. Knows nested braces, quoted strings with `\"` and templates inside them
/// (`$${` and
/// `%%{` are text), comments (`#`, `//`, `/* */`) and heredocs (`<<EOT`, `<<-EOT`; the line that
/// ends one must itself end with a newline). `\"` in place of a bare quote opens a string too, so
/// that an interpolation that was escaped once too often is found whole. Linear, without recursion;
/// nested deeper than 1,000 strings and templates counts as unclosed.
/// https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions
std::size_t template_end(std::string_view text, std::size_t open);

/// Where a value stands: its document, the value, and the key that names it (null for list items
/// and roots). A default-made place is nowhere.
struct Place {
  const Document* document = nullptr;
  const Value* value = nullptr;
  const Value* key = nullptr;

  explicit operator bool() const { return document != nullptr; }
  /// First byte of the key, or of the value where there is no key: where a finding points.
  std::uint32_t begin() const { return key ? key->begin() : value->begin(); }
  friend bool operator==(const Place&, const Place&) = default;
};

/// `text` in Unicode normalisation form C as Terraform keeps all text; each invalid byte is U+FFFD.
std::string normalized(std::string text);

/// `text` as a JSON string with its quotes; for messages and report writers. Invalid UTF-8 becomes
/// U+FFFD.
std::string quoted(std::string_view text);
/// The same, appended.
void append_quoted(std::string& out, std::string_view text);

}  // namespace paycheck::json
