// SPDX-License-Identifier: Apache-2.0
// Paths, by their text alone.
#include "functions.hpp"

namespace paycheck::expression {
namespace {

std::string base_of(std::string_view path) {
  if (path.empty()) return ".";
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  if (path == "/") return "/";
  return std::string(path.substr(path.rfind('/') + 1));
}

Outcome base_name(Arguments arguments, Context&) {
  return Value::string(base_of(arguments[0].text()));
}

Outcome folder(Arguments arguments, Context&) {
  std::string_view path = arguments[0].text();
  return Value::string(clean_path(path.substr(0, path.rfind('/') + 1)));
}

Outcome absolute(Arguments arguments, Context& context) {
  const std::string& path = arguments[0].text();
  if (path.starts_with('/')) return Value::string(clean_path(path));
  return context.unknown(Type::string(), Reason::File, "depends on where Terraform runs");
}

Outcome expanded(Arguments arguments, Context& context) {
  const std::string& path = arguments[0].text();
  if (!path.starts_with('~')) return arguments[0];
  if (path.size() > 1 && path[1] != '/')
    return failed("the home folder of a named user is not supported", 0);
  return context.unknown(Type::string(), Reason::File, "depends on who runs Terraform");
}

}  // namespace

std::string clean_path(std::string_view path) {
  bool rooted = path.starts_with('/');
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(part.size() + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part != "..")
      parts.push_back(part);
    else if (!parts.empty() && parts.back() != "..")
      parts.pop_back();
    else if (!rooted)
      parts.push_back(part);
  }
  std::string out = rooted ? "/" : "";
  for (std::string_view part : parts) {
    if (!out.empty() && !out.ends_with('/')) out += '/';
    out += part;
  }
  return out.empty() ? "." : out;
}

std::vector<Function> path_functions() {
  Type text = Type::string();
  Parameter path = text_of("path");
  return {
      {"abspath", {path}, {}, text, absolute},
      {"basename", {path}, {}, text, base_name},
      {"dirname", {path}, {}, text, folder},
      {"pathexpand", {path}, {}, text, expanded},
  };
}

}  // namespace paycheck::expression
