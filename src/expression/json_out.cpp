// SPDX-License-Identifier: Apache-2.0
// `jsonencode`, as pieces: what is unknown becomes a hole in the text.
#include "paycheck/expression.hpp"

namespace paycheck::expression {
namespace {

class Writer {
 public:
  // False where the value has no JSON.
  bool write(const Value& value);
  Outcome finish() && { return Value::string(std::move(pieces_)); }

 private:
  std::string& out() {
    if (pieces_.empty() || pieces_.back().hole) pieces_.emplace_back();
    return pieces_.back().text;
  }
  void hole(const WhyPointer& why) { pieces_.push_back({{}, why}); }
  void characters(std::string_view text);
  void quoted(std::string_view text);
  void unknown(const Value& value);
  bool items(std::span<const Value> items);
  bool entries(std::span<const Entry> entries);

  std::vector<Piece> pieces_;
};

// Characters that a browser might take for markup are escaped too, as Go's encoder does.
void Writer::characters(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::string_view named = "\b\f\n\r\t\"\\", letters = "bfnrt\"\\";
  std::string& to = out();
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    auto byte = static_cast<unsigned char>(c);
    if (std::size_t which = named.find(c); which != named.npos) {
      to += {'\\', letters[which]};
    } else if (byte < 0x20 || c == '<' || c == '>' || c == '&') {
      to += {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
    } else if (text.substr(i).starts_with("\xE2\x80\xA8") ||
               text.substr(i).starts_with("\xE2\x80\xA9")) {
      to += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      to += c;
    }
  }
}

void Writer::quoted(std::string_view text) {
  out() += '"';
  characters(text);
  out() += '"';
}

// A text known in part is no null, so its quotes are sure.
void Writer::unknown(const Value& value) {
  std::vector<Piece> pieces = value.pieces();
  bool in_part = pieces.size() > 1;
  if (!in_part) return hole(value.why());
  out() += '"';
  for (const Piece& piece : pieces) {
    if (piece.hole)
      hole(piece.hole);
    else
      characters(piece.text);
  }
  out() += '"';
}

bool Writer::items(std::span<const Value> items) {
  out() += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out() += ',';
    if (!write(items[i])) return false;
  }
  out() += ']';
  return true;
}

bool Writer::entries(std::span<const Entry> entries) {
  out() += '{';
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i > 0) out() += ',';
    quoted(entries[i].name);
    out() += ':';
    if (!write(entries[i].value)) return false;
  }
  out() += '}';
  return true;
}

// As deep as values are nested, which is bounded.
bool Writer::write(const Value& value) {
  if (!value.is_known()) {
    unknown(value);
    return true;
  }
  if (value.is_null()) {
    out() += "null";
    return true;
  }
  switch (value.kind()) {
    case Type::Kind::Any:
      return true;
    case Type::Kind::String:
      quoted(value.text());
      return true;
    case Type::Kind::Bool:
      out() += value.boolean() ? "true" : "false";
      return true;
    case Type::Kind::Number:
      out() += value.number().text();
      return !value.number().is_infinite();
    case Type::Kind::List:
    case Type::Kind::Set:
    case Type::Kind::Tuple:
      return items(value.items());
    case Type::Kind::Map:
    case Type::Kind::Object:
      return entries(value.entries());
  }
  return true;
}

}  // namespace

Outcome to_json(const Value& value) {
  Writer writer;
  if (!writer.write(value)) return Failure{"an infinity has no JSON"};
  return std::move(writer).finish();
}

}  // namespace paycheck::expression
