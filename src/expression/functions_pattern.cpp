// SPDX-License-Identifier: Apache-2.0
// `regex`, `regexall`, `replace`.
#include <algorithm>

#include "pattern.hpp"

namespace paycheck::expression {
namespace {

// A match is its text; with groups a tuple of theirs, with names an object.
enum class Shape : std::uint8_t { Whole, Unnamed, Named };

std::optional<Shape> shape_of(const Pattern& pattern) {
  if (pattern.groups() == 0) return Shape::Whole;
  auto named = std::ranges::count_if(pattern.names, [](auto& name) { return !name.empty(); });
  if (named == 0) return Shape::Unnamed;
  if (static_cast<std::size_t>(named) == pattern.groups()) return Shape::Named;
  return std::nullopt;
}

Type type_of(const Pattern& pattern, Shape shape) {
  if (shape == Shape::Whole) return Type::string();
  if (shape == Shape::Unnamed)
    return Type::tuple(std::vector<Type>(pattern.groups(), Type::string()));
  std::vector<Attribute> attributes;
  for (const std::string& name : pattern.names)
    if (std::ranges::find(attributes, name, &Attribute::name) == attributes.end())
      attributes.push_back({name, Type::string()});
  return Type::object(std::move(attributes));
}

Value group_value(re2::StringPiece group) {
  if (group.data() == nullptr) return Value::null(Type::string());
  return Value::string(std::string(group.data(), group.size()));
}

Value value_of(const Pattern& pattern, Shape shape, const Match& match) {
  if (shape == Shape::Whole) return group_value(match[0]);
  std::vector<Value> items;
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < pattern.groups(); ++i) {
    if (shape == Shape::Unnamed)
      items.push_back(group_value(match[i + 1]));
    else
      entries.push_back({pattern.names[i], group_value(match[i + 1])});
  }
  if (shape == Shape::Unnamed) return Value::tuple(std::move(items));
  return Value::object(std::move(entries));
}

struct Prepared {
  Pattern pattern;
  Shape shape;
};

std::variant<Prepared, Outcome> prepare(const Value& text, Context& context) {
  auto compiled = compile(text.text(), 0, context);
  if (auto* outcome = std::get_if<Outcome>(&compiled)) return *outcome;
  auto& pattern = std::get<Pattern>(compiled);
  std::optional<Shape> shape = shape_of(pattern);
  if (!shape)
    return Outcome(failed("invalid pattern: named and unnamed groups cannot be mixed", 0));
  return Prepared{std::move(pattern), *shape};
}

Outcome regex(Arguments arguments, Context& context) {
  auto prepared = prepare(arguments[0], context);
  if (auto* outcome = std::get_if<Outcome>(&prepared)) return *outcome;
  auto& [pattern, shape] = std::get<Prepared>(prepared);
  if (!arguments[1].is_known()) return Value::unknown(type_of(pattern, shape), arguments[1].why());
  std::optional<Value> result;
  for_each_match(pattern, arguments[1].text(), [&](const Match& match) {
    result = value_of(pattern, shape, match);
    return false;
  });
  if (!result) return failed("the pattern does not match any part of the text", 1);
  return *result;
}

Outcome regex_all(Arguments arguments, Context& context) {
  auto prepared = prepare(arguments[0], context);
  if (auto* outcome = std::get_if<Outcome>(&prepared)) return *outcome;
  auto& [pattern, shape] = std::get<Prepared>(prepared);
  Type type = type_of(pattern, shape);
  if (!arguments[1].is_known()) return Value::unknown(Type::list(type), arguments[1].why());
  std::vector<Value> items;
  bool enough = true;
  for_each_match(pattern, arguments[1].text(), [&](const Match& match) {
    enough = context.spend(8 * (1 + pattern.groups()));
    if (enough) items.push_back(value_of(pattern, shape, match));
    return enough;
  });
  if (!enough) return context.too_large(Type::list(type));
  return Value::list(type, std::move(items));
}

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (c & 0x80) != 0;
}

// A reference in a replacement: `$name`, `${name}`, by name or number.
class Reference {
 public:
  // Of the text behind a `$`; false if there is none.
  bool read(std::string_view text) {
    bool braces = text.starts_with('{');
    std::size_t end = braces ? 1 : 0;
    while (end < text.size() && is_word(text[end])) ++end;
    name_ = text.substr(braces ? 1 : 0, end - (braces ? 1 : 0));
    if (name_.empty() || (braces && (end == text.size() || text[end] != '}'))) return false;
    size_ = end + (braces ? 1 : 0);
    return true;
  }
  std::size_t size() const { return size_; }
  // What it stands for; nothing where there is no such group.
  re2::StringPiece in(const Pattern& pattern, const Match& match) const {
    bool number = std::ranges::all_of(name_, [](char c) { return c >= '0' && c <= '9'; });
    if (number && (name_.size() == 1 || (name_[0] != '0' && name_.size() < 9))) {
      auto group = static_cast<std::size_t>(std::stoul(std::string(name_)));
      return group < match.size() ? match[group] : re2::StringPiece();
    }
    for (std::size_t i = 0; i < pattern.groups(); ++i)
      if (pattern.names[i] == name_ && match[i + 1].data() != nullptr) return match[i + 1];
    return {};
  }

 private:
  std::string_view name_;
  std::size_t size_ = 0;
};

void expand(std::string& out, std::string_view replacement, const Pattern& pattern,
            const Match& match) {
  for (std::size_t at = 0; at < replacement.size();) {
    std::size_t dollar = std::min(replacement.find('$', at), replacement.size());
    out += replacement.substr(at, dollar - at);
    if (dollar == replacement.size()) return;
    at = dollar + 1;
    Reference reference;
    if (replacement.substr(at).starts_with('$')) {
      out += '$';
      ++at;
    } else if (reference.read(replacement.substr(at))) {
      re2::StringPiece text = reference.in(pattern, match);
      out.append(text.data() == nullptr ? "" : text.data(), text.size());
      at += reference.size();
    } else {
      out += '$';
    }
  }
}

Outcome replace_matches(std::string_view text, const Pattern& pattern, std::string_view replacement,
                        Context& context) {
  std::string out;
  std::size_t copied = 0;
  bool enough = true;
  for_each_match(pattern, text, [&](const Match& match) {
    auto begin = static_cast<std::size_t>(match[0].data() - text.data());
    out += text.substr(copied, begin - copied);
    expand(out, replacement, pattern, match);
    copied = begin + match[0].size();
    enough = fits(out.size(), context) && context.spend(1 + replacement.size() / 16);
    return enough;
  });
  if (!enough) return context.too_large(Type::string());
  out += text.substr(copied);
  return bounded_text(std::move(out), context);
}

Outcome replace_parts(std::string_view text, std::string_view part, std::string_view replacement,
                      Context& context) {
  std::string out;
  std::size_t at = 0;
  while (fits(out.size(), context)) {
    std::size_t found = part.empty() ? at : text.find(part, at);
    if (found == text.npos) break;
    if (!part.empty()) out += text.substr(at, found - at);
    out += replacement;
    at = found + part.size();
    if (!part.empty()) continue;
    if (at == text.size()) break;
    // Between any two characters.
    std::size_t end = at + 1;
    while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
    out += text.substr(at, end - at);
    at = end;
  }
  if (!fits(out.size(), context)) return context.too_large(Type::string());
  out += text.substr(at);
  return bounded_text(std::move(out), context);
}

Outcome replace(Arguments arguments, Context& context) {
  std::string_view text = arguments[0].text(), part = arguments[1].text();
  std::string_view replacement = arguments[2].text();
  if (part.size() < 2 || !part.starts_with('/') || !part.ends_with('/'))
    return replace_parts(text, part, replacement, context);
  auto compiled = compile(part.substr(1, part.size() - 2), 1, context);
  if (auto* outcome = std::get_if<Outcome>(&compiled)) return *outcome;
  return replace_matches(text, std::get<Pattern>(compiled), replacement, context);
}

}  // namespace

std::vector<Function> pattern_functions() {
  Type text = Type::string();
  Parameter pattern = text_of("pattern"), string = partly(text_of("string"));
  return {
      {"regex", {pattern, string}, {}, Type::any(), regex},
      {"regexall", {pattern, string}, {}, Type::list(Type::any()), regex_all},
      {"replace", {text_of("str"), text_of("substr"), text_of("replace")}, {}, text, replace},
  };
}

}  // namespace paycheck::expression
