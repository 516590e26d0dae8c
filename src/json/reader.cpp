// SPDX-License-Identifier: Apache-2.0
// RFC 8259 by a loop over a stack of open containers: each round reads one item or member.
#include "reader.hpp"

namespace paycheck::json {

Document::Reader::Reader(Document& document, const Options& options)
    : document_(document),
      options_(options),
      arena_(document.arena()),
      begin_(document.text_.data()),
      cursor_(begin_),
      end_(begin_ + document.text_.size()) {
  open_.reserve(16);
}

std::optional<Problem> Document::Reader::read() {
  if (read_all()) document_.root_ = pending_.top();
  return std::move(problem_);
}

bool Document::Reader::read_all() {
  if (!skip_space()) return false;
  if (cursor_ == end_)
    return fail(ProblemKind::Empty, 0,
                begin_ == end_ ? "the text is empty" : "the text holds nothing but white space");
  if (!read_value(Wanted::Value)) return false;
  while (!open_.empty())
    if (!(open_.back().object ? next_member() : next_item())) return false;
  if (!skip_space()) return false;
  return cursor_ == end_ || unexpected(Wanted::End);
}

// A string of plain characters is a piece of the source; the first escape or non-ASCII character
// sends it down the slow road.
bool Document::Reader::read_string() {
  const char* at = cursor_ + 1;
  bool has_template = false;
  while (true) {
    at = plain_end(at, end_);
    if (at == end_) return read_decoded_string();
    if (*at == '"') break;
    bool sign = *at == '$' || *at == '%';
    if (!sign || options_.templates) return read_decoded_string();
    ++at;
    has_template = has_template || (at < end_ && *at == '{');
  }
  std::string_view text(cursor_ + 1, static_cast<std::size_t>(at - cursor_ - 1));
  pending_.push(
      Value::string(Kind::String, text, offset(cursor_), offset(at + 1), false, has_template));
  cursor_ = at + 1;
  return true;
}

bool Document::Reader::next_item() {
  if (!skip_space()) return false;
  bool first = pending_.size() == open_.back().first;
  if (peek() == ']') return close_array();
  if (first) return read_value(Wanted::FirstItem);
  if (peek() != ',') return unexpected(Wanted::AfterItem);
  ++cursor_;
  if (!skip_space()) return false;
  if (options_.comments && peek() == ']') return close_array();
  return read_value(Wanted::Item);
}

bool Document::Reader::next_member() {
  if (!skip_space()) return false;
  bool first = pending_.size() == open_.back().first;
  if (peek() == '}') return close_object();
  if (!first) {
    if (peek() != ',') return unexpected(Wanted::AfterMember);
    ++cursor_;
    if (!skip_space()) return false;
    if (options_.comments && peek() == '}') return close_object();
  }
  if (peek() != '"') return unexpected(first ? Wanted::FirstKey : Wanted::Key);
  if (!read_string() || !skip_space()) return false;
  if (peek() != ':') return unexpected(Wanted::Colon);
  ++cursor_;
  return skip_space() && read_value(Wanted::Value);
}

bool Document::Reader::read_value(Wanted wanted) {
  switch (peek()) {
    case '"':
      return read_string();
    case '{':
      return open(true);
    case '[':
      return open(false);
    case 't':
      return read_word("true", Kind::True, wanted);
    case 'f':
      return read_word("false", Kind::False, wanted);
    case 'n':
      return read_word("null", Kind::Null, wanted);
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
      return read_number();
    case '$':
      if (options_.templates && rest().starts_with("${")) return read_interpolation();
      return unexpected(wanted);
    default:
      return unexpected(wanted);
  }
}

bool Document::Reader::open(bool object) {
  if (open_.size() >= options_.max_depth)
    return fail(ProblemKind::TooDeep, offset(cursor_),
                "nested deeper than " + std::to_string(options_.max_depth) + " levels");
  open_.push_back({offset(cursor_), pending_.size(), object});
  ++cursor_;
  return true;
}

bool Document::Reader::close_array() {
  Open array = open_.back();
  open_.pop_back();
  auto items = arena_.copy(pending_.from(array.first));
  pending_.shrink(array.first);
  pending_.push(Value::array(items, array.begin, offset(++cursor_)));
  return true;
}

bool Document::Reader::close_object() {
  static_assert(sizeof(Value) == 24 && sizeof(Member) == 2 * sizeof(Value),
                "a member is its key and its value");
  Open object = open_.back();
  open_.pop_back();
  std::span<const Value> both = pending_.from(object.first);
  std::span<const Member> members;
  if (!both.empty()) {
    void* memory = arena_.allocate(both.size_bytes(), alignof(Member));
    std::memcpy(memory, both.data(), both.size_bytes());
    members = {static_cast<const Member*>(memory), both.size() / 2};
  }
  pending_.shrink(object.first);
  pending_.push(Value::object(members, object.begin, offset(++cursor_)));
  return true;
}

bool Document::Reader::skip_comments() {
  while (peek() == '/') {
    std::string_view text = rest();
    bool block = text.starts_with("/*");
    if (!block && !text.starts_with("//")) return true;
    std::size_t last = block ? text.find("*/", 2) : text.find('\n');
    if (last == std::string_view::npos && block)
      return fail(ProblemKind::Syntax, offset(end_), "unexpected end of text: expected '*/'",
                  "the comment at " + line_and_column(offset(cursor_)) + " is not closed");
    cursor_ = last == std::string_view::npos ? end_ : cursor_ + last + (block ? 2 : 1);
    cursor_ = space_end(cursor_, end_);
  }
  return true;
}

}  // namespace paycheck::json
