// SPDX-License-Identifier: Apache-2.0
// Templates: one interpolation alone keeps the type of its value, anything else becomes a text
// whose unknown parts are holes. Expressions other than references and literals are not computed.

#include "text.hpp"

#include <cctype>

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::Part;
using terraform::Reason;
using terraform::Value;

bool is_word_end(std::string_view text, std::size_t at) {
  return at >= text.size() || !(std::isalnum(static_cast<unsigned char>(text[at])) ||
                                text[at] == '_' || text[at] == '-');
}

/// Whether the expression differs from instance to instance or from run to run.
bool never_twice_the_same(std::string_view expression) {
  static constexpr std::string_view words[] = {"each.",      "count.",  "self.",         "uuid(",
                                               "timestamp(", "bcrypt(", "plantimestamp("};
  for (std::string_view word : words)
    for (std::size_t at = expression.find(word); at != std::string_view::npos;
         at = expression.find(word, at + 1))
      if (at == 0 || is_word_end(expression.substr(at - 1), 0)) return true;
  return false;
}

std::uint64_t identity_of(std::string_view expression) {
  return never_twice_the_same(expression) ? 0 : hash_of(expression);
}

/// One call of a function that gives a digest, a number or a time: no name or identity of anything.
/// Source: Terraform's "Hash and Crypto Functions" page.
bool gives_no_name(std::string_view expression) {
  static constexpr std::string_view functions[] = {
      "filebase64sha256(", "filebase64sha512(", "filemd5(",      "filesha1(", "filesha256(",
      "filesha512(",       "base64sha256(",     "base64sha512(", "md5(",      "sha1(",
      "sha256(",           "sha512(",           "bcrypt(",       "uuid(",     "timestamp(",
      "plantimestamp(",    "length(",           "fileexists("};
  std::size_t depth = 0;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    if (expression[i] == '(') ++depth;
    if (expression[i] != ')') continue;
    if (depth == 0 || (--depth == 0 && i + 1 < expression.size())) return false;
  }
  for (std::string_view function : functions)
    if (expression.starts_with(function)) return true;
  return false;
}

/// `true`, `1`, `"x"` written as an expression; nothing for all others.
std::optional<Value> literal_expression(std::string_view text) {
  if (text == "true" || text == "false") return Value::boolean(text == "true");
  if (text == "null") return Value::absent();
  if (text.empty()) return std::nullopt;
  if (text.front() == '"' && text.size() >= 2 && text.back() == '"') {
    std::string_view inner = text.substr(1, text.size() - 2);
    if (inner.find_first_of("\"\\$%") == std::string_view::npos) return Value::text(inner);
    return std::nullopt;
  }
  if (text.find_first_not_of("0123456789.eE+-") != std::string_view::npos) return std::nullopt;
  if (auto number = terraform::to_number(text)) return Value::number(*number);
  return std::nullopt;
}

}  // namespace

/// What the translation of a plan writes for a value that is known after apply, or not shown.
std::optional<Value> Stack::State::not_shown(const Part& part, const json::Place& place) {
  static constexpr std::string_view after_apply = "paycheck::after_apply(";
  static constexpr std::string_view anything = "paycheck::not_shown(";
  bool is_mentioned = part.text.starts_with(after_apply);
  if (!is_mentioned && !part.text.starts_with(anything)) return std::nullopt;
  if (!place.document->is_outcome()) return std::nullopt;
  return unknown(Reason::NotShownByThisInput,
                 is_mentioned ? Hole::Carries::Mentioned : Hole::Carries::Anything,
                 "known after apply", place);
}

Value Stack::State::expression(const Part& part, const json::Place& place) {
  if (auto hidden = not_shown(part, place)) return *hidden;
  if (auto literal = literal_expression(part.text)) return literal->with_place(place);
  Hole::Carries carries =
      gives_no_name(part.text) ? Hole::Carries::Nothing : Hole::Carries::Mentioned;
  return unknown(Reason::ExpressionNotComputed, carries, part.text, place, identity_of(part.text));
}

Value Stack::State::part(const Part& part, const json::Place& place) {
  const terraform::Reference* whole = part.whole();
  return whole ? reference(*whole, part.text, place) : expression(part, place);
}

Value Stack::State::evaluate(const terraform::Template& text, const json::Place& place) {
  if (!text.error.empty())
    return unknown(Reason::ExpressionNotComputed, Hole::Carries::Mentioned, text.text, place,
                   hash_of(text.text));
  if (!text.is_expression()) return concatenate(text, place);
  Value result = part(text.parts[0], place);
  return result.is_written() ? moved(result, place) : result.with_place(place);
}

Value Stack::State::concatenate(const terraform::Template& text, const json::Place& place) {
  TextBuilder out(arena);
  auto leave_open = [&](std::string_view what) {
    out.add(hole({Reason::ExpressionNotComputed,
                  Hole::Carries::Mentioned,
                  false,
                  what,
                  place,
                  nullptr,
                  {},
                  identity_of(what)}));
  };
  std::span<const Part> parts = text.parts;
  std::size_t first = parts.size(),
              last = 0;  // directives, and what stands between them, are one hole
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i].kind == Part::Kind::Directive) {
      first = std::min(first, i);
      last = i;
    }
  for (std::size_t i = 0; i < parts.size() && !out.too_large(); ++i) {
    if (i == first) {
      leave_open(text.text.substr(parts[first].begin, parts[last].end - parts[first].begin));
      i = last;
    } else if (parts[i].kind == Part::Kind::Literal) {
      out.add(parts[i].text);
    } else if (!out.add(part(parts[i], place))) {
      leave_open(
          parts[i].text);  // null, a list, a whole resource: Terraform refuses these in a text
    }
  }
  if (out.too_large())
    return unknown(Reason::TooLarge, Hole::Carries::Mentioned, text.text, place,
                   hash_of(text.text));
  return out.build(place);
}

Value Stack::State::moved(const Value& value, const json::Place& place) {
  if (value.kind() != Value::Kind::List && value.kind() != Value::Kind::Map) return value;
  Items all = items(value, arena);
  if (value.kind() == Value::Kind::List) {
    std::vector<Value> values;
    for (const Item& item : all.items) values.push_back(item.value);
    return Value::list(arena.copy(std::span<const Value>(values)), all.open, place);
  }
  std::vector<terraform::Entry> entries;
  for (const Item& item : all.items) entries.push_back({item.key, arena.make<Value>(item.value)});
  return Value::map(arena.copy(std::span<const terraform::Entry>(entries)), all.open, place);
}

}  // namespace paycheck
