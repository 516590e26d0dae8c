// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// Terraform's expression language: values, the functions' contract, parsing and evaluation.
///
/// Values follow the type system of Terraform
/// (https://developer.hashicorp.com/terraform/language/expressions/types): text, numbers of 512
/// bits, booleans, lists, sets, maps, tuples and objects, null of each type. Beyond Terraform, what
/// is unknown says why, and does not hide what is known around it: a text keeps its literal pieces,
/// a collection the members that are seen.
///
/// Values and types are immutable and cheap to copy; copies share their contents, also between
/// threads. Nothing here throws; all input is bounded (`Limits`; a value is nested at most 1,000
/// deep, a number has at most some 80,000 digits), and what goes beyond a bound is an unknown value
/// with `Reason::TooLarge`.

#include <functional>

#include "paycheck/json.hpp"

namespace paycheck::expression {

// ---------------------------------------------------------------------------------------------
// Numbers

/// A number as Terraform holds it: a binary fraction with a precision of its own (512 bits when it
/// was written in the text, 64 when a function counted something), or an infinity. Operations round
/// to nearest even, in the greater precision of their operands; so 1/3 prints 154 digits and
/// `length([1])/length([1,2,3])` twenty.
class Number {
 public:
  static constexpr long written_bits = 512;  ///< precision of a number in the text

  Number() : Number(std::int64_t{0}) {}
  /// 64 bits.
  explicit Number(std::int64_t integer);
  /// 53 bits; `value` is no NaN.
  static Number of(double value);
  static Number infinity(bool negative);
  /// The number that stands in `text`, as Terraform converts text to numbers: decimal, optional
  /// sign, fraction and exponent. Empty if there is none, or one beyond the bounds.
  static std::optional<Number> parse(std::string_view text);
  /// An integer in digits of `base` (2 to 62, as Terraform's `parseint` reads them), optional sign.
  static std::optional<Number> parse_integer(std::string_view text, int base);

  bool is_infinite() const;
  bool is_negative() const;  ///< below zero
  bool is_zero() const;
  bool is_integer() const;
  /// The exact integer, if it is one and fits.
  std::optional<std::int64_t> to_integer() const;
  /// The nearest double.
  double to_double() const;
  /// In full, without exponent: the fewest digits that mean this number in its precision. An
  /// infinity is `+Inf` or `-Inf`, and a zero keeps its sign.
  std::string text() const;
  /// Ten significant digits, exponent where it is short (`%.10g`): the key by which sets order
  /// numbers inside of other values.
  std::string short_text() const;

  int compare(const Number& other) const;
  friend bool operator==(const Number& a, const Number& b) { return a.compare(b) == 0; }
  friend bool operator<(const Number& a, const Number& b) { return a.compare(b) < 0; }

  Number negated() const;
  Number absolute() const;
  Number floor() const;
  Number ceiling() const;
  /// Whether the number is within the bounds that `Value::number` accepts.
  bool is_bounded() const;

  /// Precision, sign, exponent and digits; defined in src/expression/number_cell.hpp.
  struct Cell;
  explicit Number(std::shared_ptr<const Cell> cell) : cell_(std::move(cell)) {}
  const Cell& cell() const { return *cell_; }

 private:
  std::shared_ptr<const Cell> cell_;
};

/// Empty where the result is no number: inf - inf, 0 * inf, 0 / 0, inf / inf.
std::optional<Number> add(const Number& a, const Number& b);
std::optional<Number> subtract(const Number& a, const Number& b);
std::optional<Number> multiply(const Number& a, const Number& b);
/// x / 0 is an infinity.
std::optional<Number> divide(const Number& a, const Number& b);
/// The rest has the sign of `a`; `a % 0` is `a`.
std::optional<Number> modulo(const Number& a, const Number& b);

// ---------------------------------------------------------------------------------------------
// Types

struct Attribute;

/// A type of values. `Any` is the type of what has no type yet: an unknown value of which nothing
/// is known, `null`, and in a constraint "whatever it is".
class Type {
 public:
  enum class Kind : std::uint8_t { Any, String, Number, Bool, List, Set, Map, Tuple, Object };

  Type() = default;
  static Type any() { return {}; }
  static Type string() { return Type(Kind::String); }
  static Type number() { return Type(Kind::Number); }
  static Type boolean() { return Type(Kind::Bool); }
  static Type list(Type element) { return collection(Kind::List, std::move(element)); }
  static Type set(Type element) { return collection(Kind::Set, std::move(element)); }
  static Type map(Type element) { return collection(Kind::Map, std::move(element)); }
  static Type collection(Kind kind, Type element);
  static Type tuple(std::vector<Type> items);
  /// Sorted by name here; names are distinct.
  static Type object(std::vector<Attribute> attributes);

  Kind kind() const { return kind_; }
  bool is(Kind kind) const { return kind_ == kind; }
  bool is_any() const { return kind_ == Kind::Any; }
  bool is_primitive() const { return kind_ >= Kind::String && kind_ <= Kind::Bool; }
  bool is_collection() const { return kind_ >= Kind::List && kind_ <= Kind::Map; }
  /// It is `Any`, or has a part that is.
  bool has_any() const;
  /// List, Set, Map: of their elements.
  const Type& element() const;
  /// Tuple.
  std::span<const Type> items() const;
  /// Object, sorted by name.
  std::span<const Attribute> attributes() const;
  const Attribute* attribute(std::string_view name) const;

  /// As messages name it: `list of string`, `object`, `bool`, `dynamic`.
  std::string name() const;
  friend bool operator==(const Type& a, const Type& b);

 private:
  struct Node;
  explicit Type(Kind kind) : kind_(kind) {}
  Kind kind_ = Kind::Any;
  std::shared_ptr<const Node> node_;
};

/// `optional`: in a constraint; an object that lacks it has null.
struct Attribute {
  std::string name;
  Type type;
  bool optional = false;
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// The type to which all of `types` convert, as a conditional, a `for` or `concat` unifies: text
/// wins over numbers and booleans, tuples of one length become tuples, others lists, objects maps.
/// Empty if there is none.
std::optional<Type> unify(std::span<const Type> types);

// ---------------------------------------------------------------------------------------------
// Values

/// Why something is unknown.
enum class Reason : std::uint8_t {
  Reference,  ///< what it refers to has no value here
  Function,   ///< a function that is not computed: not deterministic, or not known
  File,       ///< a file that is outside of what is scanned, or is not shown
  TooLarge,   ///< beyond a bound
};

struct Why {
  Reason reason = Reason::Reference;
  std::string expression;        ///< the text that blocked: `var.x`, `timestamp()`
  std::string note;              ///< in plain words: `variable "x" has no default`; may be empty
  const void* origin = nullptr;  ///< whatever the scope that made it wants back, while a text or a
                                 ///< value of no type with this reason is the reference itself:
                                 ///< what is computed of it has lost the origin
};
using WhyPointer = std::shared_ptr<const Why>;
/// The same reason for something that was computed of what is unknown.
WhyPointer derived(const WhyPointer& why);

/// A piece of a text: literal characters, or (where `hole` is set) an unknown part.
struct Piece {
  std::string text;
  WhyPointer hole;
};

struct Entry;

/// A value. It is known, null or unknown; all three have a type and may be sensitive. A known
/// collection may hold null, unknown and sensitive members. An unknown value may be known in part:
/// a text has `pieces`, a collection what is `seen` of it.
class Value {
 public:
  using Kind = Type::Kind;

  /// Null of no type.
  Value() = default;
  static Value null(Type type = Type::any());
  static Value boolean(bool value);
  static Value integer(std::int64_t value) { return number(Number(value)); }
  static Value number(Number value);
  /// Brought into Unicode normalisation form C.
  static Value string(std::string text);
  /// Text with holes: neighbouring literals are joined; without holes it is known.
  static Value string(std::vector<Piece> pieces);
  /// `items` are of type `element`.
  static Value list(Type element, std::vector<Value> items);
  /// Sorted as Terraform does and without duplicates. With an unknown inside, the set is unknown
  /// (its members are `seen`), because unknown members may be equal to others.
  static Value set(Type element, std::vector<Value> items);
  /// Sorted by name; of equal names the last stays.
  static Value map(Type element, std::vector<Entry> entries);
  static Value tuple(std::vector<Value> items);
  static Value object(std::vector<Entry> entries);
  static Value unknown(Type type, WhyPointer why);
  /// Unknown, but these members are surely there: a list, set, tuple, map or object of which more
  /// may exist. `seen` is a known collection.
  static Value open(Value seen, WhyPointer why);

  Kind kind() const { return kind_; }
  /// Made anew for tuples and objects.
  Type type() const;
  bool is(Kind kind) const { return kind_ == kind; }
  bool is_null() const { return state_ == State::Null; }
  /// Not unknown itself; members may be. Null is known.
  bool is_known() const { return state_ != State::Unknown; }
  bool is_wholly_known() const;
  /// Why it is unknown: its own reason, or that of the first unknown part; null if wholly known.
  WhyPointer why() const;

  bool sensitive() const { return sensitive_; }
  /// It, or a part of it.
  bool holds_sensitive() const;
  Value with_sensitive(bool sensitive = true) const;
  /// Without the mark on it and on all of its parts.
  Value revealed() const;

  /// Known and not null, of that kind; otherwise false, 0, empty.
  bool boolean() const { return bool_; }
  const Number& number() const;
  const std::string& text() const;
  /// List, Set, Tuple.
  std::span<const Value> items() const;
  /// Map, Object; sorted by name.
  std::span<const Entry> entries() const;
  /// Map, Object; null if there is none of that name.
  const Value* find(std::string_view name) const;
  /// How many items or entries.
  std::size_t size() const;

  /// String: its literal pieces and holes. A known text is one piece, an unknown one of which
  /// nothing is known one hole, a null none.
  std::vector<Piece> pieces() const;
  /// Unknown collection made by `open`: what is seen of it; otherwise null.
  const Value* seen() const;

  /// A measure of its size, shared parts counted each time: about its bytes.
  std::size_t weight() const;
  std::size_t depth() const;

 private:
  enum class State : std::uint8_t { Known, Null, Unknown };
  struct Node;
  struct TextNode;
  struct NumberNode;
  struct ItemsNode;
  struct EntriesNode;
  struct NullNode;
  struct UnknownNode;
  Value(Kind kind, State state, std::shared_ptr<const Node> node)
      : kind_(kind), state_(state), node_(std::move(node)) {}
  static Value of_items(Kind kind, Type element, std::vector<Value> items);
  static Value of_entries(Kind kind, Type element, std::vector<Entry> entries);
  template <class T>
  const T* node() const;

  Kind kind_ = Kind::Any;
  State state_ = State::Null;
  bool sensitive_ = false;
  bool bool_ = false;
  std::shared_ptr<const Node> node_;
};

struct Entry {
  std::string name;
  Value value;
};

/// Why an operation has no value. `argument`: of a function, from 0; -1: none in particular.
struct Failure {
  std::string message;  ///< one lower-case sentence without a period
  int argument = -1;
};

/// A value, or why there is none.
class Outcome {
 public:
  Outcome(Value value) : state_(std::move(value)) {}
  Outcome(Failure failure) : state_(std::move(failure)) {}
  explicit operator bool() const { return state_.index() == 0; }
  Value& operator*() { return std::get<0>(state_); }
  const Value& operator*() const { return std::get<0>(state_); }
  const Value* operator->() const { return &std::get<0>(state_); }
  const Failure& failure() const { return std::get<1>(state_); }

 private:
  std::variant<Value, Failure> state_;
};

/// The value as a value of `type`, converted as Terraform does where it may: `"7"` to 7, tuples to
/// lists, objects to maps; marks stay, unknown stays unknown, null becomes null of the type. `Any`
/// in `type` takes what it finds.
Outcome convert(const Value& value, const Type& type);

/// `a == b` as Terraform judges it: a boolean, unknown where it depends on what is unknown (but
/// False where what is known differs). Values of different types are different.
Value equal(const Value& a, const Value& b);

/// The same in every way: type, marks and unknowns included.
bool identical(const Value& a, const Value& b);

/// The text of the key by which sets order members that are not primitive.
std::string set_key(const Value& value);

/// `jsonencode`: compact, keys sorted, `<`, `>`, `&`, U+2028 and U+2029 escaped. Where the value is
/// unknown in part, the text has holes. Fails for an infinity. The mark of sensitivity is the
/// caller's matter.
Outcome to_json(const Value& value);

/// `jsondecode`: objects and tuples; of equal keys the last counts.
Outcome from_json(std::string_view text);

// ---------------------------------------------------------------------------------------------
// Functions

/// Bounds on one evaluation.
struct Limits {
  std::size_t work = 5'000'000;   ///< steps and elements
  std::size_t bytes = 32u << 20;  ///< of one text
};

/// A file that an expression asks for.
struct FileAnswer {
  enum class State : std::uint8_t {
    Found,
    Missing,
    NotShown,  ///< outside of the scanned folder, or nothing is known of files
  };
  State state = State::NotShown;
  std::string text;
};

/// The world in which an expression is evaluated, and what is left of its bounds. One evaluation at
/// a time.
class Context {
 public:
  Limits limits;
  /// A file by its path as the expression gives it (relative to the module's folder). Absent: no
  /// file is known.
  std::function<FileAnswer(std::string_view path)> read_file;
  /// All files in and below a folder, relative to it, sorted. Empty: not known.
  std::function<std::optional<std::vector<std::string>>(std::string_view folder)> list_files;

  /// Takes `work` from what is left; false if that is too little: return `too_large()` then.
  bool spend(std::size_t work) {
    if (work > limits.work) return exhausted();
    limits.work -= work;
    return true;
  }
  /// Reasons with the text of the expression being computed.
  WhyPointer why(Reason reason, std::string note = {}) const;
  Value unknown(Type type, Reason reason, std::string note = {}) const {
    return Value::unknown(std::move(type), why(reason, std::move(note)));
  }
  Value too_large(Type type = Type::any()) const;

  /// The text of the call being computed; kept by the evaluator.
  std::string_view expression;
  /// Templates within templates (`templatefile`); kept by `render`.
  int level = 0;
  /// How deep evaluations are nested, also those that a scope starts; kept by the evaluator.
  int depth = 0;

 private:
  bool exhausted() {
    limits.work = 0;
    return false;
  }
};

/// What happens to a call when an argument is unknown.
enum class Unknowns : std::uint8_t {
  Spread,        ///< an unknown argument makes the result unknown; its members may be unknown
  SpreadDeeply,  ///< so does an unknown part
  Allow,         ///< the body deals with it
};

struct Parameter {
  std::string_view name;
  Type type;
  bool allow_null = false;
  Unknowns unknowns = Unknowns::Spread;
  /// The body sees marks and makes the result's; otherwise it gets `revealed()` arguments, and its
  /// result is sensitive if one of them held a mark.
  bool allow_sensitive = false;
};

/// Computes a call whose arguments were converted and checked by their parameters.
using FunctionBody = Outcome (*)(std::span<const Value> arguments, Context& context);

/// The parameter of any further arguments, or none.
class Variadic {
 public:
  Variadic() = default;
  Variadic(Parameter parameter) : parameter_{std::move(parameter)} {}
  explicit operator bool() const { return !parameter_.empty(); }
  const Parameter& operator*() const { return parameter_.front(); }

 private:
  std::vector<Parameter> parameter_;
};

struct Function {
  std::string_view name;
  std::vector<Parameter> parameters;
  Variadic variadic;
  Type returns;  ///< of unknown results; Any where it depends
  FunctionBody body = nullptr;
};

/// All functions, sorted by name.
std::span<const Function> functions();
/// Null if there is none. `core::name` is the same as `name`.
const Function* find_function(std::string_view name);

/// Calls a function by the rules above: number of arguments, conversion, null, unknown, sensitive.
Outcome call(const Function& function, std::span<const Value> arguments, Context& context);

/// A template's text (`templatefile`, `templatestring`) with the members of `variables` (an object
/// or map) as the only names.
Outcome render(std::string_view text, const Value& variables, Context& context);

// ---------------------------------------------------------------------------------------------
// Expressions

/// What is wrong with an expression, and where: byte offsets in its text, end exclusive.
struct Error {
  std::string message;  ///< one lower-case sentence without a period
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool too_large = false;  ///< nothing wrong, but beyond a bound: nested too deep
};

/// Something read or computed, or what is wrong.
template <class T>
class Checked {
 public:
  Checked(T value) : state_(std::move(value)) {}
  Checked(Error error) : state_(std::move(error)) {}
  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() { return std::get<0>(state_); }
  const T& operator*() const { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

struct Node;
struct Tree;

/// A parsed expression. It points into its text, which must live as long. Copies share the tree.
class Expression {
 public:
  std::string_view text() const { return text_; }
  const Node& root() const { return *root_; }
  /// Where it ends in the text: with `Form::Line`, before what ended it.
  std::uint32_t end() const { return end_; }

  Expression(std::string_view text, std::shared_ptr<const Tree> tree, const Node* root,
             std::uint32_t end)
      : text_(text), tree_(std::move(tree)), root_(root), end_(end) {}

 private:
  std::string_view text_;
  std::shared_ptr<const Tree> tree_;
  const Node* root_;
  std::uint32_t end_;
};

enum class Form : std::uint8_t {
  Expression,  ///< the whole text is one expression; line ends are spaces
  Template,    ///< a string of JSON: literal text, `${}`, `%{}`; back-slashes mean nothing
  Line,        ///< an expression from `begin` on, up to the end of the line: an argument in HCL
};

/// Parses in linear time; nested at most 500 deep, beyond it an error that is `too_large`.
/// https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
Checked<Expression> parse(std::string_view text, Form form = Form::Expression,
                          std::uint32_t begin = 0);

/// A type constraint: `list(string)`, `object({a = optional(number)})`; a default of `optional` is
/// passed over.
/// https://developer.hashicorp.com/terraform/language/expressions/type-constraints
Checked<Type> parse_type(std::string_view text);

/// A reference as it stands in an expression: `var.x`, `aws_s3_bucket.b["k"].arn`.
struct Traversal {
  std::string_view root;  ///< the first name
  /// The constant steps that follow at once: attribute names, and what stands in brackets (text or
  /// number). A splat or a computed index ends them.
  std::span<const Value> steps;
  std::string_view text;  ///< as written, without what follows the constant steps
  std::uint32_t begin = 0;
};

/// What a reference is: its value, and how many of the steps it has taken account of.
struct Resolved {
  Value value;
  std::size_t taken = 0;
};

/// Answers references. A reference without a value is unknown with its `Why`; a failure is one that
/// Terraform refuses. Names that `for` binds are never asked for.
using Scope = std::function<std::variant<Resolved, Failure>(const Traversal&)>;

/// The value of an expression. Everything that Terraform refuses is an error; what depends on what
/// is unknown is unknown. `try` and `can` see errors as Terraform does.
Checked<Value> evaluate(const Expression& expression, const Scope& scope, Context& context);

/// All references of an expression in text order, names that `for` binds left out. The steps and
/// texts live as long as the expression.
std::vector<Traversal> references(const Expression& expression);

}  // namespace paycheck::expression
