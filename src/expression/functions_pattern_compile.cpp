// SPDX-License-Identifier: Apache-2.0
// Patterns are read once before RE2 does, for the names of their groups: RE2 refuses `(?<name>` and
// a name used twice, which Terraform takes. RE2 gets them without names.
#include "pattern.hpp"

namespace paycheck::expression {
namespace {

bool is_name(std::string_view name) {
  for (char c : name)
    if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '_')
      return false;
  return !name.empty();
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<Failure> read() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\\') {
        if (auto failure = escape()) return failure;
      } else if (text_[at_] == '[') {
        bracket();
      } else if (text_[at_] == '(') {
        if (auto failure = group()) return failure;
      } else {
        copy(1);
      }
    }
    return {};
  }
  std::string plain;
  std::vector<std::string> names;

 private:
  std::string_view rest() const { return text_.substr(at_); }
  void copy(std::size_t count) {
    count = std::min(count, text_.size() - at_);
    plain += text_.substr(at_, count);
    at_ += count;
  }
  std::optional<Failure> escape() {
    if (rest().starts_with("\\Q")) {
      std::size_t end = text_.find("\\E", at_);
      copy(end == text_.npos ? text_.size() : end + 2 - at_);
      return {};
    }
    if (rest().starts_with("\\C"))  // a byte of a character, which is no text
      return failed("invalid escape sequence: \\C");
    copy(2);
    return {};
  }
  // A `]` that comes first is a member, as is a class `[:alpha:]`.
  void bracket() {
    copy(1);
    if (rest().starts_with('^')) copy(1);
    if (rest().starts_with(']')) copy(1);
    while (at_ < text_.size() && text_[at_] != ']') {
      std::size_t end = rest().starts_with("[:") ? text_.find(":]", at_ + 2) : text_.npos;
      copy(end != text_.npos ? end + 2 - at_ : text_[at_] == '\\' ? 2 : 1);
    }
    copy(1);
  }
  std::optional<Failure> group() {
    bool named = rest().starts_with("(?P<") || rest().starts_with("(?<");
    if (!named) {
      if (!rest().starts_with("(?")) names.emplace_back();
      copy(1);
      return {};
    }
    std::size_t begin = text_.find('<', at_) + 1;
    std::size_t end = std::min(text_.find('>', begin), text_.size());
    std::string_view name = text_.substr(begin, end - begin);
    if (end == text_.size() || !is_name(name))
      return failed("invalid named capture group: " +
                    std::string(text_.substr(at_, end + 1 - at_)));
    names.emplace_back(name);
    plain += '(';
    at_ = end + 1;
    return {};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::variant<Pattern, Outcome> compile(std::string_view text, int argument, Context& context) {
  Reader reader(text);
  auto invalid = [&](const std::string& why) -> Outcome {
    return failed("invalid pattern: " + why, argument);
  };
  if (auto failure = reader.read()) return invalid(failure->message);
  re2::RE2::Options options;
  options.set_log_errors(false);
  Pattern pattern{std::make_unique<re2::RE2>(reader.plain, options), std::move(reader.names)};
  if (pattern.program->error_code() == re2::RE2::ErrorPatternTooLarge)
    return Outcome(context.too_large());
  if (!pattern.program->ok()) return invalid(pattern.program->error());
  // Never so for a pattern that both read alike.
  if (static_cast<std::size_t>(pattern.program->NumberOfCapturingGroups()) != pattern.groups())
    return invalid("its groups cannot be told");
  return pattern;
}

}  // namespace paycheck::expression
