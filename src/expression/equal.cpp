// SPDX-License-Identifier: Apache-2.0
// Equality member by member. A difference anywhere decides; otherwise anything unknown leaves it
// open.
#include <algorithm>

#include "paycheck/expression.hpp"

namespace paycheck::expression {
namespace {

using Kind = Type::Kind;

// The verdict on a part: yes, no, or why it is not known.
struct Verdict {
  bool equal = true;
  WhyPointer why;
};

Verdict compare(const Value& a, const Value& b);

Verdict both(const Verdict& a, const Verdict& b) {
  if (!a.equal || !b.equal) return {false, nullptr};
  return {true, a.why ? a.why : b.why};
}

// What is surely at the start (or end) of a text.
std::string known_end(const Value& text, bool start) {
  std::vector<Piece> pieces = text.pieces();
  if (pieces.empty()) return {};
  const Piece& piece = start ? pieces.front() : pieces.back();
  return piece.hole ? std::string() : piece.text;
}

bool texts_may_agree(const Value& a, const Value& b) {
  std::string x = known_end(a, true), y = known_end(b, true);
  if (!x.starts_with(y) && !y.starts_with(x)) return false;
  x = known_end(a, false), y = known_end(b, false);
  if (!x.ends_with(y) && !y.ends_with(x)) return false;
  std::size_t least = 0;  // the literals of the one with holes must fit into a known other
  const Value& holed = a.is_known() ? b : a;
  const Value& other = a.is_known() ? a : b;
  for (const Piece& piece : holed.pieces()) least += piece.text.size();
  return !other.is_known() || least <= other.text().size();
}

// Whether a value whose type holds `Any` can still turn out to have the other type.
bool may_conform(const Type& a, const Type& b) {
  if (a.is_any() || b.is_any()) return true;
  if (a.kind() != b.kind()) return false;
  if (a.is_collection()) return may_conform(a.element(), b.element());
  if (a.items().size() != b.items().size()) return false;
  for (std::size_t i = 0; i < a.items().size(); ++i)
    if (!may_conform(a.items()[i], b.items()[i])) return false;
  if (a.attributes().size() != b.attributes().size()) return false;
  for (std::size_t i = 0; i < a.attributes().size(); ++i) {
    const Attribute &x = a.attributes()[i], &y = b.attributes()[i];
    if (x.name != y.name || !may_conform(x.type, y.type)) return false;
  }
  return true;
}

Verdict compare_unknown(const Value& a, const Value& b) {
  Verdict open{true, a.is_known() ? b.why() : a.why()};
  if (!may_conform(a.type(), b.type())) return {false, nullptr};
  if (a.is(Kind::String) && b.is(Kind::String) && !a.is_null() && !b.is_null())
    open.equal = texts_may_agree(a, b);
  return open;
}

Verdict compare_items(std::span<const Value> a, std::span<const Value> b) {
  Verdict verdict;
  if (a.size() != b.size()) return {false, nullptr};
  for (std::size_t i = 0; i < a.size() && verdict.equal; ++i)
    verdict = both(verdict, compare(a[i], b[i]));
  return verdict;
}

Verdict compare_entries(std::span<const Entry> a, std::span<const Entry> b) {
  Verdict verdict;
  if (a.size() != b.size()) return {false, nullptr};
  for (std::size_t i = 0; i < a.size() && verdict.equal; ++i) {
    if (a[i].name != b[i].name) return {false, nullptr};
    verdict = both(verdict, compare(a[i].value, b[i].value));
  }
  return verdict;
}

Verdict compare(const Value& a, const Value& b) {
  if (!a.is_known() || !b.is_known()) return compare_unknown(a, b);
  if (a.is_null() || b.is_null()) return {a.is_null() && b.is_null(), nullptr};
  if (a.kind() != b.kind()) return {false, nullptr};
  switch (a.kind()) {
    case Kind::Any:
      return {true, nullptr};
    case Kind::String:
      return {a.text() == b.text(), nullptr};
    case Kind::Number:
      return {a.number() == b.number(), nullptr};
    case Kind::Bool:
      return {a.boolean() == b.boolean(), nullptr};
    case Kind::List:
    case Kind::Set:
    case Kind::Tuple:
      return compare_items(a.items(), b.items());
    case Kind::Map:
    case Kind::Object:
      return compare_entries(a.entries(), b.entries());
  }
  return {};
}

bool identical_unknown(const Value& a, const Value& b) {
  std::vector<Piece> x = a.pieces(), y = b.pieces();
  auto same = [](const Piece& p, const Piece& q) { return p.text == q.text && p.hole == q.hole; };
  if (a.type() != b.type() || !std::equal(x.begin(), x.end(), y.begin(), y.end(), same))
    return false;
  if (a.seen() && b.seen()) return identical(*a.seen(), *b.seen()) && a.why() == b.why();
  return !a.seen() && !b.seen() && a.why() == b.why();
}

bool identical_parts(const Value& a, const Value& b) {
  auto same = [](const Entry& x, const Entry& y) {
    return x.name == y.name && identical(x.value, y.value);
  };
  return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(),
                    identical) &&
         std::equal(a.entries().begin(), a.entries().end(), b.entries().begin(), b.entries().end(),
                    same);
}

}  // namespace

Value equal(const Value& a, const Value& b) {
  bool sensitive = a.holds_sensitive() || b.holds_sensitive();
  Verdict verdict = compare(a, b);
  bool typed = a.is_known() && b.is_known() && !a.is_null() && !b.is_null();
  if (verdict.equal && typed && !may_conform(a.type(), b.type())) verdict = {false, nullptr};
  if (verdict.equal && typed && !verdict.why && a.type() != b.type()) verdict.equal = false;
  Value result = verdict.equal && verdict.why ? Value::unknown(Type::boolean(), verdict.why)
                                              : Value::boolean(verdict.equal);
  return result.with_sensitive(sensitive);
}

bool identical(const Value& a, const Value& b) {
  if (a.kind() != b.kind() || a.sensitive() != b.sensitive() || a.is_null() != b.is_null() ||
      a.is_known() != b.is_known())
    return false;
  if (!a.is_known()) return identical_unknown(a, b);
  if (a.is_null()) return a.type() == b.type();
  switch (a.kind()) {
    case Kind::Any:
      return true;
    case Kind::String:
      return a.text() == b.text();
    case Kind::Number:
      return a.number() == b.number();
    case Kind::Bool:
      return a.boolean() == b.boolean();
    default:
      break;
  }
  bool is_collection = a.is(Kind::List) || a.is(Kind::Set) || a.is(Kind::Map);
  return identical_parts(a, b) && (!is_collection || a.type() == b.type());
}

}  // namespace paycheck::expression
