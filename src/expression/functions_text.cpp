// SPDX-License-Identifier: Apache-2.0
// Texts: case, cutting, joining. Where a text is known in part, its literal pieces stay.
#include <utf8proc.h>

#include <algorithm>

#include "functions.hpp"

namespace paycheck::expression {
namespace {

using Mapping = utf8proc_int32_t (*)(utf8proc_int32_t);

// Simple mappings of single characters; U+00DF has none in capitals.
utf8proc_int32_t to_upper(utf8proc_int32_t point) {
  return point == 0xDF ? point : utf8proc_toupper(point);
}
utf8proc_int32_t to_title(utf8proc_int32_t point) {
  return point == 0xDF ? point : utf8proc_totitle(point);
}

template <class Map>
std::string mapped(std::string_view text, Map map) {
  std::string out;
  out.reserve(text.size());
  auto bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t point = 0;
    auto left = static_cast<utf8proc_ssize_t>(text.size() - at);
    utf8proc_ssize_t length =
        std::max<utf8proc_ssize_t>(1, utf8proc_iterate(bytes + at, left, &point));
    utf8proc_uint8_t encoded[4];
    utf8proc_ssize_t size = utf8proc_encode_char(map(point), encoded);
    out.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(size));
    at += static_cast<std::size_t>(length);
  }
  return out;
}

// A hole in what `function` was applied to.
WhyPointer applied(std::string_view function, const WhyPointer& hole) {
  auto why = std::make_shared<Why>(*hole);
  why->expression = std::string(function) + "(" + hole->expression + ")";
  return why;
}

Outcome each_character(const Value& text, std::string_view function, Mapping map) {
  std::vector<Piece> pieces = text.pieces();
  for (Piece& piece : pieces)
    piece =
        piece.hole ? Piece{{}, applied(function, piece.hole)} : Piece{mapped(piece.text, map), {}};
  return Value::string(std::move(pieces));
}

Outcome lower(Arguments arguments, Context&) {
  return each_character(arguments[0], "lower", utf8proc_tolower);
}

Outcome upper(Arguments arguments, Context&) {
  return each_character(arguments[0], "upper", to_upper);
}

bool is_ascii_word(utf8proc_int32_t point) {
  return (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z') ||
         (point >= 'A' && point <= 'Z') || point == '_';
}

// Words end at ASCII punctuation, and at spaces beyond ASCII.
bool separates(utf8proc_int32_t point) {
  if (point < 0x80) return !is_ascii_word(point);
  utf8proc_category_t category = utf8proc_category(point);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP || point == 0x85;
}

Outcome title(Arguments arguments, Context&) {
  utf8proc_int32_t previous = ' ';
  return Value::string(mapped(arguments[0].text(), [&](utf8proc_int32_t point) {
    utf8proc_int32_t result = separates(previous) ? to_title(point) : point;
    previous = point;
    return result;
  }));
}

Outcome reversed(Arguments arguments, Context&) {
  std::string_view text = arguments[0].text();
  std::string out(text.size(), '\0');
  for (std::size_t at = 0, end = 0; at < text.size(); at = end) {
    end = cluster_end(text, at);
    text.copy(out.data() + (text.size() - end), end - at, at);
  }
  return Value::string(std::move(out));
}

std::size_t after_clusters(std::string_view text, std::size_t at, std::int64_t count) {
  for (; count > 0 && at < text.size(); --count) at = cluster_end(text, at);
  return at;
}

std::string part(std::string_view text, std::int64_t offset, std::int64_t length) {
  if (offset < 0) {
    // A start before the text's is its start.
    auto size = static_cast<std::int64_t>(count_clusters(text));
    offset = offset < -size ? 0 : size + offset;
  }
  std::size_t begin = after_clusters(text, 0, offset);
  std::size_t end = length < 0 ? text.size() : after_clusters(text, begin, length);
  return std::string(text.substr(begin, end - begin));
}

Outcome substring(Arguments arguments, Context&) {
  const Value& text = arguments[0];
  std::optional<std::int64_t> offset = whole(arguments[1]), length = whole(arguments[2]);
  if (!offset) return not_whole(1);
  if (!length) return not_whole(2);
  if (text.is_known()) return Value::string(part(text.text(), *offset, *length));
  // Known still if the part lies before the first hole.
  std::vector<Piece> pieces = text.pieces();
  std::string_view start = pieces.front().text;
  if (*offset < 0 || *length < 0) return unknown_text(text);
  std::size_t end = after_clusters(start, after_clusters(start, 0, *offset), *length);
  if (end >= start.size()) return unknown_text(text);
  return Value::string(part(start, *offset, *length));
}

Outcome indent(Arguments arguments, Context& context) {
  std::optional<std::int64_t> spaces = whole(arguments[0]);
  if (!spaces) return not_whole(0);
  if (*spaces < 0) return failed("the number of spaces must not be negative", 0);
  std::string_view text = arguments[1].text();
  auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
  auto width = static_cast<std::size_t>(*spaces);
  if (lines > 0 && (width > context.limits.bytes || !fits(text.size() + lines * width, context)))
    return context.too_large(Type::string());
  std::string out;
  for (char c : text) {
    out += c;
    if (c == '\n') out.append(width, ' ');
  }
  return Value::string(std::move(out));
}

// What `join` has put together. A list that is not known may be empty, so that the separators
// around it are part of its hole.
class Joined {
 public:
  explicit Joined(std::string_view separator) : separator_(separator) {}

  std::optional<Failure> add(const Value& list, int argument) {
    if (!list.is_known()) {
      pieces_.push_back({{}, applied("join", list.why())});
      after_member_ = false;
      return {};
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      const Value& item = list.items()[i];
      if (item.is_null()) return failed("member " + std::to_string(i) + " is null", argument);
      add_text(item);
    }
    return {};
  }
  std::size_t bytes() const { return bytes_; }
  Value value() && { return Value::string(std::move(pieces_)); }

 private:
  void add_text(const Value& text) {
    if (after_member_) append({separator_, {}});
    after_member_ = true;
    if (text.is_known()) return append({text.text(), {}});
    for (Piece& piece : text.pieces()) append(std::move(piece));
  }
  void append(Piece piece) {
    bytes_ += piece.text.size();
    if (!piece.hole && !pieces_.empty() && !pieces_.back().hole)
      pieces_.back().text += piece.text;
    else
      pieces_.push_back(std::move(piece));
  }

  std::string separator_;
  std::vector<Piece> pieces_;
  std::size_t bytes_ = 0;
  bool after_member_ = false;
};

Outcome join(Arguments arguments, Context& context) {
  if (arguments.size() < 2) return failed("at least one list is required");
  std::size_t members = 0;
  for (const Value& list : arguments.subspan(1)) members += list.size();
  std::size_t bytes = members * arguments[0].text().size();
  for (const Value& list : arguments.subspan(1)) bytes += list.weight();
  if (!fits(bytes / 8, context)) return context.too_large(Type::string());
  Joined joined(arguments[0].text());
  for (std::size_t i = 1; i < arguments.size(); ++i)
    if (auto failure = joined.add(arguments[i], static_cast<int>(i))) return *failure;
  if (!fits(joined.bytes(), context)) return context.too_large(Type::string());
  return std::move(joined).value();
}

std::size_t character_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && (text[at] & 0xC0) == 0x80;) ++at;
  return at;
}

Outcome split(Arguments arguments, Context& context) {
  std::string_view separator = arguments[0].text(), text = arguments[1].text();
  std::vector<Value> items;
  std::size_t at = 0;
  if (separator.empty()) {
    if (!context.spend(text.size() * 4)) return context.too_large(Type::list(Type::string()));
    for (std::size_t end = 0; at < text.size(); at = end) {
      end = character_end(text, at);
      items.push_back(Value::string(std::string(text.substr(at, end - at))));
    }
    return Value::list(Type::string(), std::move(items));
  }
  for (std::size_t end = 0; end != text.npos; at = end + separator.size()) {
    if (!context.spend(4)) return context.too_large(Type::list(Type::string()));
    end = text.find(separator, at);
    items.push_back(Value::string(std::string(text.substr(at, end == text.npos ? end : end - at))));
  }
  return Value::list(Type::string(), std::move(items));
}

}  // namespace

std::vector<Function> text_functions() {
  Type text = Type::string();
  Parameter offset = number_of("offset"), length = number_of("length");
  return {
      {"indent", {number_of("spaces"), text_of("str")}, {}, text, indent},
      {"join", {text_of("separator")}, partly(list_of("lists", text)), text, join},
      {"lower", {partly(text_of("str"))}, {}, text, lower},
      {"split", {text_of("separator"), text_of("str")}, {}, Type::list(text), split},
      {"strrev", {text_of("str")}, {}, text, reversed},
      {"substr", {partly(text_of("str")), offset, length}, {}, text, substring},
      {"title", {text_of("str")}, {}, text, title},
      {"upper", {partly(text_of("str"))}, {}, text, upper},
  };
}

}  // namespace paycheck::expression
