// SPDX-License-Identifier: Apache-2.0
// `csvdecode`: RFC 4180, with lines as Go's reader (https://pkg.go.dev/encoding/csv) takes them.
#include <algorithm>

#include "functions.hpp"

namespace paycheck::expression {
namespace {

using Record = std::vector<std::string>;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  // False at the end or where the text is wrong: see `failure`.
  bool read(Record& record) {
    record.clear();
    std::string line;
    do {
      if (!next_line(line)) return false;
    } while (line.empty() || line == "\n");
    begin_ = line_;
    std::string_view rest = line;
    for (bool more = true; more;) {
      more = rest.starts_with('"') ? quoted(line, rest, record) : plain(rest, record);
      if (failure) return false;
    }
    return true;
  }
  std::optional<Failure> failure;
  std::size_t line() const { return begin_; }

 private:
  // A line with its end, which is one character; a CR before the end of the text is dropped.
  bool next_line(std::string& line) {
    if (at_ >= text_.size()) return false;
    std::size_t end = text_.find('\n', at_);
    line = text_.substr(at_, end == text_.npos ? end : end + 1 - at_);
    at_ = end == text_.npos ? text_.size() : end + 1;
    ++line_;
    if (line.ends_with("\r\n")) line.replace(line.size() - 2, 2, "\n");
    if (line.ends_with('\r')) line.pop_back();
    return true;
  }
  void fail(std::string_view what) {
    failure = failed("line " + std::to_string(line_) + ": " + std::string(what), 0);
  }
  // Both say whether another field follows.
  bool plain(std::string_view& rest, Record& record) {
    std::size_t comma = rest.find(',');
    std::string_view field = rest.substr(0, comma);
    if (comma == rest.npos && field.ends_with('\n')) field.remove_suffix(1);
    if (field.find('"') != field.npos) fail("a quote within a field that is not quoted");
    record.emplace_back(field);
    if (comma == rest.npos) return false;
    rest.remove_prefix(comma + 1);
    return true;
  }
  bool quoted(std::string& line, std::string_view& rest, Record& record) {
    std::string field;
    rest.remove_prefix(1);
    for (;;) {
      std::size_t quote = rest.find('"');
      field += rest.substr(0, quote);
      if (quote == rest.npos) {
        if (!next_line(line)) return fail("a quote is missing at the end of a field"), false;
        rest = line;
        continue;
      }
      rest.remove_prefix(quote + 1);
      if (rest.starts_with('"')) {
        field += '"';
        rest.remove_prefix(1);
        continue;
      }
      bool more = rest.starts_with(',');
      if (!more && !rest.empty() && rest != "\n")
        return fail("text behind the quote that ends a field"), false;
      record.push_back(std::move(field));
      if (more) rest.remove_prefix(1);
      return more;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0, line_ = 0, begin_ = 0;
};

Outcome csv_decode(Arguments arguments, Context& context) {
  Reader reader(arguments[0].text());
  Record names, record;
  if (!reader.read(names))
    return reader.failure ? *reader.failure : failed("the header line is missing", 0);
  std::vector<Attribute> columns;
  for (const std::string& name : names) {
    if (std::ranges::find(columns, name, &Attribute::name) != columns.end())
      return failed("two columns are named " + named(name), 0);
    columns.push_back({name, Type::string()});
  }
  Type row = Type::object(std::move(columns));
  std::vector<Value> rows;
  while (reader.read(record)) {
    if (record.size() != names.size())
      return failed("line " + std::to_string(reader.line()) + " has " +
                        std::to_string(record.size()) + " fields, the header " +
                        std::to_string(names.size()),
                    0);
    if (!context.spend(4 * record.size())) return context.too_large(Type::list(row));
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < names.size(); ++i)
      entries.push_back({names[i], Value::string(std::move(record[i]))});
    rows.push_back(Value::object(std::move(entries)));
  }
  if (reader.failure) return *reader.failure;
  return Value::list(row, std::move(rows));
}

}  // namespace

std::vector<Function> csv_functions() {
  return {{"csvdecode", {text_of("str")}, {}, Type::list(Type::any()), csv_decode}};
}

}  // namespace paycheck::expression
