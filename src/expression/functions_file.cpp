// SPDX-License-Identifier: Apache-2.0
// Files, as far as the context shows them: what lies outside of the scanned folder is unknown.
#include <re2/re2.h>

#include "functions.hpp"

namespace paycheck::expression {
namespace {

// A file's bytes, or the outcome of a call that cannot have them.
using Bytes = std::variant<std::string, Outcome>;

FileAnswer ask(const std::string& path, Context& context) {
  if (!context.read_file) return {};
  return context.read_file(clean_path(path));
}

Value not_shown(const std::string& path, const Type& type, Context& context) {
  return context.unknown(type, Reason::File, named(path) + " lies outside of what is scanned");
}

Bytes read(const Value& path, Context& context) {
  FileAnswer answer = ask(path.text(), context);
  switch (answer.state) {
    case FileAnswer::State::Found:
      if (!fits(answer.text.size(), context) || !context.spend(answer.text.size() / 16))
        return Outcome(context.too_large(Type::string()));
      return std::move(answer.text);
    case FileAnswer::State::Missing:
      return Outcome(
          failed("there is no file " + named(path.text()) + " in the folder of the module", 0));
    case FileAnswer::State::NotShown:
      break;
  }
  return Outcome(not_shown(path.text(), Type::string(), context));
}

template <class Use>
Outcome with_file(Arguments arguments, Context& context, Use use) {
  Bytes bytes = read(arguments[0], context);
  if (auto* outcome = std::get_if<Outcome>(&bytes)) return *outcome;
  return use(std::get<std::string>(std::move(bytes)));
}

Failure not_utf8(const Value& path) {
  return failed("the file " + named(path.text()) + " is no UTF-8 text", 0);
}

Outcome file(Arguments arguments, Context& context) {
  return with_file(arguments, context, [&](std::string bytes) -> Outcome {
    if (!is_utf8(bytes)) return not_utf8(arguments[0]);
    return Value::string(std::move(bytes));
  });
}

Outcome file_base64(Arguments arguments, Context& context) {
  return with_file(arguments, context, [&](const std::string& bytes) {
    return bounded_text(to_base64(bytes), context);
  });
}

template <Digest kind>
Outcome hexadecimal(Arguments arguments, Context& context) {
  return with_file(arguments, context, [](const std::string& bytes) -> Outcome {
    return Value::string(in_hex(digest(kind, bytes)));
  });
}

template <Digest kind>
Outcome base64(Arguments arguments, Context& context) {
  return with_file(arguments, context, [](const std::string& bytes) -> Outcome {
    return Value::string(to_base64(digest(kind, bytes)));
  });
}

bool is_folder(const std::string& path, Context& context) {
  if (!context.list_files) return false;
  auto files = context.list_files(clean_path(path));
  return files && !files->empty();
}

Outcome exists(Arguments arguments, Context& context) {
  const std::string& path = arguments[0].text();
  FileAnswer::State state = ask(path, context).state;
  if (state == FileAnswer::State::NotShown) return not_shown(path, Type::boolean(), context);
  if (state == FileAnswer::State::Missing && is_folder(path, context))
    return failed(named(path) + " is a folder, no file", 0);
  return Value::boolean(state == FileAnswer::State::Found);
}

Outcome template_file(Arguments arguments, Context& context) {
  const Value& variables = arguments[1];
  if (!variables.is_known()) return unknown_text(variables);
  if (!is_mapping(variables)) return failed("a map or object of variables is required", 1);
  return with_file(arguments, context, [&](const std::string& bytes) -> Outcome {
    if (!is_utf8(bytes)) return not_utf8(arguments[0]);
    return render(bytes, variables, context);
  });
}

Outcome template_string(Arguments arguments, Context& context) {
  if (!arguments[1].is_known()) return unknown_text(arguments[1]);
  if (!is_mapping(arguments[1])) return failed("a map or object of variables is required", 1);
  return render(arguments[0].text(), arguments[1], context);
}

// A glob as a regular expression: `*` and `?` within a folder, `**` across folders, `[a-z]`,
// `{a,b}`. https://developer.hashicorp.com/terraform/language/functions/fileset
class Glob {
 public:
  explicit Glob(std::string_view text) : text_(text) {}

  std::string expression() {
    while (at_ < text_.size()) next();
    return out_;
  }

 private:
  bool take(std::string_view what) {
    if (!text_.substr(at_).starts_with(what)) return false;
    at_ += what.size();
    return true;
  }
  void next() {
    if (take("**/")) return add("(?:.*/)?");
    if (take("**")) return add(".*");
    if (take("*")) return add("[^/]*");
    if (take("?")) return add("[^/]");
    if (take("[!") || take("[^")) return members("[^");
    if (take("[")) return members("[");
    if (take("{")) return ++open_, add("(?:");
    if (open_ > 0 && take("}")) return --open_, add(")");
    if (open_ > 0 && take(",")) return add("|");
    if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
    literal();
  }
  void add(std::string_view expression) { out_ += expression; }
  void members(std::string_view begin) {
    add(begin);
    while (at_ < text_.size() && text_[at_] != ']') {
      if (text_[at_] == '[') out_ += '\\';
      out_ += text_[at_++];
    }
    if (take("]")) out_ += ']';
  }
  void literal() {
    std::size_t size = 1;
    while (at_ + size < text_.size() && (text_[at_ + size] & 0xC0) == 0x80) ++size;
    out_ += re2::RE2::QuoteMeta(re2::StringPiece(text_.data() + at_, size));
    at_ += size;
  }

  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
  int open_ = 0;
};

bool leaves_folder(std::string_view pattern) {
  return pattern.starts_with("../") || pattern.starts_with('/') || pattern == ".." ||
         pattern.find("/../") != pattern.npos || pattern.ends_with("/..");
}

Outcome file_set(Arguments arguments, Context& context) {
  Type type = Type::set(Type::string());
  const std::string& folder = arguments[0].text();
  std::string_view pattern = arguments[1].text();
  while (pattern.starts_with("./")) pattern.remove_prefix(2);
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_dot_nl(true);
  re2::RE2 expression(Glob(pattern).expression(), options);
  if (!expression.ok()) return failed("the pattern is no pattern of files", 1);
  std::optional<std::vector<std::string>> files;
  if (context.list_files && !leaves_folder(pattern)) files = context.list_files(clean_path(folder));
  if (!files) return not_shown(folder, type, context);
  std::vector<Value> items;
  for (const std::string& path : *files) {
    if (!context.spend(4)) return context.too_large(type);
    if (re2::RE2::FullMatch(path, expression)) items.push_back(Value::string(path));
  }
  return Value::set(Type::string(), std::move(items));
}

}  // namespace

std::vector<Function> file_functions() {
  Type text = Type::string();
  Parameter path = text_of("path"), variables = partly(any_of("vars"));
  return {
      {"file", {path}, {}, text, file},
      {"filebase64", {path}, {}, text, file_base64},
      {"filebase64sha256", {path}, {}, text, base64<Digest::Sha256>},
      {"filebase64sha512", {path}, {}, text, base64<Digest::Sha512>},
      {"fileexists", {path}, {}, Type::boolean(), exists},
      {"filemd5", {path}, {}, text, hexadecimal<Digest::Md5>},
      {"fileset", {path, text_of("pattern")}, {}, Type::set(text), file_set},
      {"filesha1", {path}, {}, text, hexadecimal<Digest::Sha1>},
      {"filesha256", {path}, {}, text, hexadecimal<Digest::Sha256>},
      {"filesha512", {path}, {}, text, hexadecimal<Digest::Sha512>},
      {"templatefile", {path, variables}, {}, text, template_file},
      {"templatestring", {text_of("template"), variables}, {}, text, template_string},
  };
}

}  // namespace paycheck::expression
