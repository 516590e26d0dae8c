// SPDX-License-Identifier: Apache-2.0
// A format read once from left to right: literal text and verbs, each with its argument. A verb on
// an unknown argument leaves a hole.
#include "format.hpp"

namespace paycheck::expression {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Reads a verb's parts behind its `%`.
class VerbReader {
 public:
  VerbReader(std::string_view format, std::size_t at) : format_(format), at_(at) {}

  // False where a number is too large to be of use.
  bool read(Verb& verb) {
    flags(verb);
    if (is_digit(here())) verb.width = number();
    if (here() == '.') {
      ++at_;
      verb.precision = number();
    }
    if (here() == '[' && next() >= '1' && next() <= '9') index(verb);
    if (is_letter(here())) verb.mode = format_[at_++];
    return fits_;
  }
  std::size_t at() const { return at_; }

 private:
  char here() const { return at_ < format_.size() ? format_[at_] : '\0'; }
  char next() const { return at_ + 1 < format_.size() ? format_[at_ + 1] : '\0'; }
  void flags(Verb& verb) {
    for (;; ++at_) {
      switch (here()) {
        case '+':
          verb.plus = true;
          break;
        case '-':
          verb.minus = true;
          break;
        case '#':
          verb.sharp = true;
          break;
        case ' ':
          verb.space = true;
          break;
        case '0':
          verb.zero = true;
          break;
        default:
          return;
      }
    }
  }
  std::size_t number() {
    std::size_t value = 0;
    for (; is_digit(here()); ++at_) {
      value = value * 10 + static_cast<std::size_t>(here() - '0');
      if (value > most_width) fits_ = false, value = most_width;
    }
    return value;
  }
  void index(Verb& verb) {
    std::size_t open = at_++;
    std::size_t value = number();
    if (here() == ']')
      ++at_, verb.argument = value - 1;
    else
      at_ = open;
  }

  std::string_view format_;
  std::size_t at_;
  bool fits_ = true;
};

class Formatter {
 public:
  Formatter(std::string_view format, Arguments arguments, Context& context)
      : format_(format), arguments_(arguments), context_(context) {}

  Outcome run() {
    for (std::size_t at = 0; at < format_.size();) {
      std::size_t percent = std::min(format_.find('%', at), format_.size());
      add(format_.substr(at, percent - at));
      if (percent == format_.size()) break;
      at = percent + 1;
      if (at < format_.size() && format_[at] == '%') {
        add("%");
        ++at;
        continue;
      }
      if (auto failure = verb(at)) return *failure;
      if (too_large_) return context_.too_large(Type::string());
    }
    if (used_ < arguments_.size()) return failed(too_many(), static_cast<int>(used_));
    return Value::string(std::move(pieces_));
  }

 private:
  std::string too_many() const {
    if (used_ == 0) return "too many arguments: the format has no verbs";
    return "too many arguments: the format uses " + std::to_string(used_);
  }
  void add(std::string_view text) {
    bytes_ += text.size();
    too_large_ = too_large_ || !fits(bytes_, context_);
    if (too_large_) return;
    if (pieces_.empty() || pieces_.back().hole) pieces_.emplace_back();
    pieces_.back().text += text;
  }
  std::optional<Failure> verb(std::size_t& at);
  std::optional<Failure> apply(const Verb& verb, const Value& argument);
  std::optional<Failure> unknown(const Verb& verb, const Value& argument);
  std::optional<Failure> number(const Verb& verb, const Value& argument);
  std::optional<Failure> text(const Verb& verb, const Value& argument);
  std::optional<Failure> truth(const Verb& verb, const Value& argument);
  std::optional<Failure> as_it_is(const Verb& verb, const Value& argument);
  Failure unsuited(const Verb& verb, std::string_view why) const {
    return failed("\"" + std::string(verb.written) + "\": " + std::string(why),
                  static_cast<int>(verb.argument));
  }

  std::string_view format_;
  Arguments arguments_;
  Context& context_;
  std::vector<Piece> pieces_;
  std::size_t next_ = 0, used_ = 0, bytes_ = 0;
  bool too_large_ = false;
};

std::optional<Failure> Formatter::verb(std::size_t& at) {
  std::size_t begin = at - 1;
  Verb verb{.argument = next_};
  VerbReader reader(format_, at);
  if (!reader.read(verb)) {
    too_large_ = true;
    return {};
  }
  at = reader.at();
  if (verb.mode == 0 && at == format_.size()) return failed("the format ends within a verb");
  verb.written = format_.substr(begin, at - begin);
  if (verb.mode == 0)
    return failed("the format has an unexpected character at offset " + std::to_string(at));
  if (std::string_view("vtbdoxXeEfgGsq").find(verb.mode) == std::string_view::npos)
    return failed("\"" + std::string(verb.written) + "\" is no verb");
  if (verb.argument >= arguments_.size())
    return failed("\"" + std::string(verb.written) + "\" needs argument " +
                  std::to_string(verb.argument + 1) + " of " + std::to_string(arguments_.size()));
  next_ = verb.argument + 1;
  used_ = std::max(used_, next_);
  if (!context_.spend(1 + verb.width.value_or(0) / 64 + verb.precision.value_or(0) / 8))
    too_large_ = true;
  if (too_large_) return {};
  return apply(verb, arguments_[verb.argument]);
}

std::optional<Failure> Formatter::apply(const Verb& verb, const Value& argument) {
  if (!argument.is_known()) return unknown(verb, argument);
  if (verb.mode == 'v') return as_it_is(verb, argument);
  if (argument.is_null()) return unsuited(verb, "null has no text");
  if (verb.mode == 't') return truth(verb, argument);
  if (verb.mode == 's' || verb.mode == 'q') return text(verb, argument);
  return number(verb, argument);
}

// The pieces of a text stay where the verb leaves them as they are.
std::optional<Failure> Formatter::unknown(const Verb& verb, const Value& argument) {
  bool plain = !verb.width && !verb.precision && !verb.sharp;
  bool is_text = argument.is(Type::Kind::String);
  if (plain && (verb.mode == 's' || (verb.mode == 'v' && is_text))) {
    if (is_text) {
      for (Piece& piece : argument.pieces())
        if (piece.hole)
          pieces_.push_back(std::move(piece));
        else
          add(piece.text);
      return {};
    }
    pieces_.push_back({{}, argument.why()});
    return {};
  }
  auto why = std::make_shared<Why>(*argument.why());
  why->expression = "format(\"" + std::string(verb.written) + "\", " + why->expression + ")";
  pieces_.push_back({{}, std::move(why)});
  return {};
}

std::optional<Failure> Formatter::number(const Verb& verb, const Value& argument) {
  Outcome number = convert(argument, Type::number());
  if (!number) return unsuited(verb, "a number is required");
  std::optional<std::string> text = format_number(verb, number->number());
  if (!text) return unsuited(verb, "a whole number is required");
  add(*text);
  return {};
}

std::string cut(std::string_view text, std::size_t clusters) {
  std::size_t end = 0;
  for (; clusters > 0 && end < text.size(); --clusters) end = cluster_end(text, end);
  return std::string(text.substr(0, end));
}

std::optional<Failure> Formatter::text(const Verb& verb, const Value& argument) {
  Outcome converted = convert(argument, Type::string());
  if (!converted) return unsuited(verb, "a text is required");
  std::string text = converted->text();
  if (verb.precision.value_or(0) > 0) text = cut(text, *verb.precision);
  if (verb.mode == 'q') text = to_json(Value::string(std::move(text)))->text();
  add(padded(verb, std::move(text)));
  return {};
}

std::optional<Failure> Formatter::truth(const Verb& verb, const Value& argument) {
  Outcome converted = convert(argument, Type::boolean());
  if (!converted) return unsuited(verb, "a bool is required");
  add(converted->boolean() ? "true" : "false");
  return {};
}

std::optional<Failure> Formatter::as_it_is(const Verb& verb, const Value& argument) {
  if (!verb.sharp && !argument.is_null()) {
    if (argument.is(Type::Kind::String)) {
      add(padded(verb, argument.text()));
      return {};
    }
    if (argument.is(Type::Kind::Number)) {
      add(padded(verb, *format_number(Verb{.mode = 'v'}, argument.number())));
      return {};
    }
  }
  Outcome encoded = to_json(argument);
  if (!encoded) return unsuited(verb, encoded.failure().message);
  if (encoded->is_known())
    add(padded(verb, encoded->text()));
  else
    for (Piece& piece : encoded->pieces())
      if (piece.hole)
        pieces_.push_back(std::move(piece));
      else
        add(piece.text);
  return {};
}

}  // namespace

std::string padded(const Verb& verb, std::string text) {
  if (!verb.width) return text;
  std::size_t size = count_clusters(text);
  if (size >= *verb.width) return text;
  std::size_t fill = *verb.width - size;
  std::string filling(fill, verb.zero ? '0' : ' ');
  return verb.minus ? text + filling : filling + text;
}

Outcome format_text(std::string_view format, Arguments arguments, Context& context) {
  return Formatter(format, arguments, context).run();
}

}  // namespace paycheck::expression
