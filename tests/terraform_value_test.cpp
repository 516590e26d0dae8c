// SPDX-License-Identifier: Apache-2.0
// Values, and the rows of the language's `==`. Texts with holes are written with `<n>`: the hole of
// identity n; `<?>` is a hole that equals nothing.
#include <doctest/doctest.h>

#include <cmath>
#include <deque>

#include "paycheck/terraform.hpp"

namespace paycheck {
class Element {};
}  // namespace paycheck

namespace paycheck::terraform {
namespace {

std::string_view name(Truth truth) {
  return truth == Truth::True ? "True" : truth == Truth::False ? "False" : "Unknown";
}

// Makes values that live as long as the maker.
struct Maker {
  std::deque<Hole> holes;
  std::deque<std::vector<TextPiece>> pieces;
  std::deque<std::vector<Value>> items;
  std::deque<std::vector<Entry>> entries;
  std::deque<Value> values;

  const Hole* hole(std::uint64_t identity) {
    Hole hole;
    hole.identity = identity;
    hole.expression = "var.x";
    return &holes.emplace_back(hole);
  }
  std::span<const TextPiece> text_pieces(std::string_view pattern) {
    std::vector<TextPiece>& out = pieces.emplace_back();
    while (!pattern.empty()) {
      std::size_t open = pattern.find('<');
      if (open > 0) out.push_back({pattern.substr(0, open), nullptr});
      if (open == std::string_view::npos) break;
      char digit = pattern[open + 1];
      out.push_back({{}, hole(digit == '?' ? 0 : static_cast<std::uint64_t>(digit - '0'))});
      pattern.remove_prefix(open + 3);
    }
    return out;
  }
  Value text(std::string_view pattern) { return Value::text(text_pieces(pattern)); }
  Value list(std::vector<Value> members, bool open = false) {
    return Value::list(items.emplace_back(std::move(members)), open);
  }
  Value map(std::vector<std::pair<std::string_view, Value>> members, bool open = false) {
    std::vector<Entry>& out = entries.emplace_back();
    for (auto& [key, value] : members) out.push_back({key, &values.emplace_back(value)});
    return Value::map(out, open);
  }
};

TEST_CASE("texts with holes") {
  struct Case {
    std::string_view a, b, expected;
  };
  constexpr Case cases[] = {
      {"", "", "True"},
      {"a", "a", "True"},
      {"a", "b", "False"},
      {"", "a", "False"},
      {"<1>", "<1>", "True"},
      {"<1>", "<2>", "Unknown"},
      {"<?>", "<?>", "Unknown"},
      {"<1>", "", "Unknown"},
      {"<1>", "a", "Unknown"},
      {"a<1>", "", "False"},
      {"payments-<1>-dev", "payments-<1>-dev", "True"},
      {"<1>-a", "<1>-b", "False"},
      {"<1>-a", "<1>-a-b", "False"},
      {"<1>-a", "<2>-b", "False"},
      {"<1>-a", "<2>-a", "Unknown"},
      {"a-<1>", "b-<2>", "False"},
      {"a-<1>", "a-<2>", "Unknown"},
      {"a-<1>", "a-b", "Unknown"},
      {"a-<1>", "a", "False"},
      {"a-<1>-b", "a-b", "False"},
      {"a-<1>-b", "a--b", "Unknown"},
      {"<1>x<2>y<3>", "axby", "Unknown"},
      {"<1>x<2>y<3>", "aybx", "False"},
      {"<1>x<1>", "axb", "Unknown"},
      {"a<1>", "<2>b", "Unknown"},
      {"<1>m<2>", "x<3>y", "Unknown"},
      {"<1><2>", "<1><3>", "Unknown"},
      {"<1><2>a", "<1><2>b", "False"},
      {"<1>-<2>", "<1>-<2>", "True"},
      {"<1>-<2>", "<2>-<1>", "Unknown"},
      {"arn:<1>:dynamodb:us-east-1:<2>:table/a", "arn:aws:dynamodb:us-east-1:1:table/b", "False"},
      {"arn:<1>:dynamodb:us-east-1:<2>:table/a", "arn:aws:dynamodb:us-east-1:1:table/a", "Unknown"},
      {"arn:<1>:dynamodb:us-east-1:<2>:table/a", "arn:aws:s3:::a", "False"},
      {"aa<1>aa", "aaa", "False"},
      {"aa<1>aa", "aaaa", "Unknown"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.a);
    CAPTURE(c.b);
    Maker maker;
    auto a = maker.text_pieces(c.a), b = maker.text_pieces(c.b);
    CHECK(name(same_text(a, b)) == c.expected);
    CHECK(name(same_text(b, a)) == c.expected);
  }
}

TEST_CASE("texts in pieces") {
  Maker maker;
  TextPiece split[] = {{"a", nullptr}, {"", nullptr}, {"bc", nullptr}, {"", nullptr}};
  TextPiece holes[] = {
      {"", nullptr}, {"", maker.hole(1)}, {"c", nullptr}, {"", nullptr}, {"d", nullptr}};
  TextPiece whole[] = {{"abc", nullptr}};
  TextPiece longer[] = {{"abc", nullptr}, {"d", nullptr}};
  CHECK(same_text(split, whole) == Truth::True);
  CHECK(same_text(holes, whole) == Truth::False);
  CHECK(same_text(holes, longer) == Truth::Unknown);
  CHECK(same_text(holes, holes) == Truth::True);
  CHECK(to_string(holes) == "${var.x}cd");
}

// Whether texts with holes can be equal, by trying all short fillings.
bool can_be_equal(std::string_view a, std::string_view b, std::string_view fillings) {
  std::size_t hole = a.find('<');
  bool left = hole != std::string_view::npos;
  if (!left) hole = b.find('<');
  if (hole == std::string_view::npos) return a == b;
  for (std::size_t begin = 0; begin <= fillings.size();) {
    std::size_t end = std::min(fillings.find(',', begin), fillings.size());
    std::string filled(left ? a : b);
    std::string mark = filled.substr(hole, 3);
    for (std::size_t at; (at = filled.find(mark)) != std::string::npos;)
      filled.replace(at, 3, fillings.substr(begin, end - begin));
    std::string other(left ? b : a);
    for (std::size_t at; (at = other.find(mark)) != std::string::npos;)
      other.replace(at, 3, fillings.substr(begin, end - begin));
    if (left ? can_be_equal(filled, other, fillings) : can_be_equal(other, filled, fillings))
      return true;
    begin = end + 1;
  }
  return false;
}

TEST_CASE("no equality that is possible is denied") {
  constexpr std::string_view parts[] = {"",     "a",     "b",       "<1>",   "<2>",
                                        "a<1>", "<1>b",  "<1>a<2>", "a<1>b", "<2>b<1>",
                                        "ab",   "ba<2>", "<1><2>"};
  constexpr std::string_view fillings = ",a,b,aa,ab,ba,bb,aab,aba,bab,bba";
  for (std::string_view a : parts)
    for (std::string_view b : parts) {
      CAPTURE(a);
      CAPTURE(b);
      Maker maker;
      Truth result = same_text(maker.text_pieces(a), maker.text_pieces(b));
      if (can_be_equal(a, b, fillings)) CHECK(result != Truth::False);
      if (a == b) CHECK(result == Truth::True);
    }
}

TEST_CASE("equality of scalars") {
  Maker m;
  paycheck::Element one, other;
  Value known = m.text("a"), hole = m.text("<1>"), unknown = Value::unknown(m.hole(1)),
        blank = Value::unknown(m.hole(0));
  struct Case {
    Value a, b;
    std::string_view expected;
  };
  const Case cases[] = {
      {{}, {}, "False"},
      {{}, known, "False"},
      {{}, unknown, "False"},
      {unknown, unknown, "True"},
      {unknown, hole, "True"},
      {unknown, Value::unknown(m.hole(2)), "Unknown"},
      {blank, blank, "Unknown"},
      {unknown, known, "Unknown"},
      {unknown, Value::number(1), "Unknown"},
      {unknown, m.list({}), "Unknown"},
      {Value::unknown(nullptr), Value::unknown(nullptr), "Unknown"},
      {Value::number(7), Value::number(7), "True"},
      {Value::number(7), Value::number(8), "False"},
      {Value::number(7), m.text("7"), "True"},
      {Value::number(7), m.text("7.0"), "True"},
      {Value::number(7), m.text("seven"), "False"},
      {Value::number(7), m.text(""), "False"},
      {Value::number(7), m.text("<1>7"), "Unknown"},
      {Value::number(7), m.text("x<1>"), "False"},
      {m.text("7"), m.text("7.0"), "False"},
      {Value::boolean(true), Value::boolean(true), "True"},
      {Value::boolean(true), Value::boolean(false), "False"},
      {Value::boolean(true), m.text("true"), "True"},
      {Value::boolean(true), m.text("false"), "False"},
      {Value::boolean(true), m.text("1"), "True"},
      {Value::boolean(false), m.text("0"), "True"},
      {Value::boolean(true), m.text("t<1>"), "Unknown"},
      {Value::boolean(true), m.text("x<1>"), "False"},
      {Value::boolean(true), Value::number(1), "False"},
      {Value::element(&one), Value::element(&one), "True"},
      {Value::element(&one), Value::element(&other), "False"},
      {Value::element(&one), known, "False"},
      {m.list({known}), known, "False"},
  };
  for (const Case& c : cases) {
    CAPTURE(&c - cases);
    CHECK(name(equal(c.a, c.b)) == c.expected);
    CHECK(name(equal(c.b, c.a)) == c.expected);
  }
}

TEST_CASE("equality of lists and maps") {
  Maker m;
  Value a = m.text("a"), b = m.text("b"), unknown = Value::unknown(m.hole(0));
  Value written = Value::written(Value::Kind::List, {}, nullptr);
  struct Case {
    Value a, b;
    std::string_view expected;
  };
  const Case cases[] = {
      {m.list({}), m.list({}), "True"},
      {m.list({a, b}), m.list({a, b}), "True"},
      {m.list({a, b}), m.list({b, a}), "False"},
      {m.list({a}), m.list({a, b}), "False"},
      {m.list({a, unknown}), m.list({a, b}), "Unknown"},
      {m.list({a, unknown}), m.list({b, b}), "False"},
      {m.list({Value()}), m.list({Value()}), "True"},
      {m.list({a}, true), m.list({a, b}), "Unknown"},
      {m.list({a, b}, true), m.list({a}), "False"},
      {m.list({a}, true), m.list({a}, true), "Unknown"},
      {written, m.list({a}), "Unknown"},
      {written, a, "False"},
      {written, m.map({}), "False"},
      {m.map({}), m.map({}), "True"},
      {m.map({{"x", a}, {"y", b}}), m.map({{"y", b}, {"x", a}}), "True"},
      {m.map({{"x", a}}), m.map({{"x", b}}), "False"},
      {m.map({{"x", a}}), m.map({{"y", a}}), "False"},
      {m.map({{"x", a}, {"n", Value()}}), m.map({{"x", a}}), "True"},
      {m.map({{"x", a}, {"n", unknown}}), m.map({{"x", a}}), "Unknown"},
      {m.map({{"x", a}}, true), m.map({{"x", a}, {"y", b}}), "Unknown"},
      {m.map({{"x", a}, {"y", b}}, true), m.map({{"x", a}}), "False"},
      {m.map({{"x", a}}, true), m.map({{"x", b}}, true), "False"},
      {m.map({{"x", m.list({a})}}), m.map({{"x", m.list({b})}}), "False"},
      {m.list({}), m.map({}), "False"},
      {Value::record(m.map({{"x", a}}).entries()), Value::record(m.map({{"x", a}}).entries()),
       "True"},
  };
  for (const Case& c : cases) {
    CAPTURE(&c - cases);
    CHECK(name(equal(c.a, c.b)) == c.expected);
    CHECK(name(equal(c.b, c.a)) == c.expected);
  }

  Value deep_a = a, deep_b = b;
  for (int i = 0; i < 100'000; ++i) {
    deep_a = m.list({deep_a});
    deep_b = m.list({deep_b});
  }
  CHECK(equal(deep_a, deep_b) == Truth::Unknown);
}

TEST_CASE("what values hold") {
  Maker m;
  TextPiece single;
  Value known = Value::text(std::string_view("a"));
  CHECK(known.is_known_text());
  CHECK(known.text() == "a");
  CHECK(known.pieces(single).size() == 1);
  CHECK(single.text == "a");
  CHECK_FALSE(known.first_hole());

  Value pieced = m.text("a<1>b");
  CHECK_FALSE(pieced.is_known_text());
  CHECK(pieced.text() == "");
  CHECK(pieced.pieces(single).size() == 3);
  CHECK(pieced.first_hole()->identity == 1);
  CHECK(to_string(pieced.pieces(single)) == "a${var.x}b");
  CHECK(m.text("a").is_known_text());
  CHECK(m.text("").is_known_text());

  Value unknown = Value::unknown(m.hole(3));
  CHECK(unknown.first_hole() == unknown.hole());
  CHECK(unknown.pieces(single).size() == 1);
  CHECK(Value().pieces(single).empty());
  CHECK(Value().is_absent());
  CHECK_FALSE(Value().first_hole());

  Value map = m.map({{"x", known}}, true);
  CHECK(map.open());
  CHECK(map.field("x")->text() == "a");
  CHECK_FALSE(map.field("y"));
  CHECK(map.items().empty());
  CHECK(m.list({known}).items().size() == 1);
  CHECK(m.list({known}).entries().empty());

  Schema schema;
  Value block = Value::written(Value::Kind::Block, {}, &schema);
  CHECK(block.is_written());
  CHECK(block.schema() == &schema);
  CHECK(block.entries().empty());
  CHECK(known.with_sensitive(true).sensitive());
  CHECK(known.with_sensitive(true).text() == "a");
  json::Value number = json::Value::scalar(json::Kind::Null, 3, 7);
  CHECK(known.with_place({nullptr, &number, nullptr}).place().value == &number);
}

TEST_CASE("numbers in texts") {
  struct Case {
    std::string_view text;
    std::optional<double> expected;
  };
  const Case cases[] = {
      {"7", 7},    {"-7", -7},     {"+7", 7},           {"1e3", 1000},         {"1E-3", 0.001},
      {".5", 0.5}, {"-.5", -0.5},  {"5.", 5},           {"1.e5", 1e5},         {"007", 7},
      {"-0", 0},   {"0.25", 0.25}, {"1e400", INFINITY}, {"-1e400", -INFINITY}, {"1e-400", 0},
      {"", {}},    {"-", {}},      {"+-1", {}},         {"--1", {}},           {" 1", {}},
      {"1 ", {}},  {"1e", {}},     {"0x10", {}},        {"1_000", {}},         {"Inf", {}},
      {"NaN", {}}, {".", {}},      {"1,5", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(to_number(c.text) == c.expected);
  }
}

TEST_CASE("truth") {
  CHECK((Truth::True & Truth::Unknown) == Truth::Unknown);
  CHECK((Truth::False & Truth::Unknown) == Truth::False);
  CHECK((Truth::True | Truth::Unknown) == Truth::True);
  CHECK((Truth::False | Truth::Unknown) == Truth::Unknown);
  CHECK(!Truth::Unknown == Truth::Unknown);
  CHECK(!Truth::True == Truth::False);
}

TEST_CASE("reasons are spelled as reports group them") {
  constexpr std::string_view words[] = {"variable without value",
                                        "module not read",
                                        "data source",
                                        "expression not computed",
                                        "function unsupported",
                                        "count unknown",
                                        "dynamic block",
                                        "several blocks",
                                        "suffix or tags open",
                                        "alias not declared",
                                        "region of the environment",
                                        "text is not JSON",
                                        "outside the scanned folder",
                                        "not shown by this input",
                                        "type or metric not in our tables",
                                        "provider newer than our table",
                                        "table out of date",
                                        "too large to compute",
                                        "too many combinations",
                                        "hidden companion"};
  for (std::size_t i = 0; i < std::size(words); ++i)
    CHECK(to_string(static_cast<Reason>(i)) == words[i]);
}

}  // namespace
}  // namespace paycheck::terraform
