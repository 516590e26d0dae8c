// SPDX-License-Identifier: Apache-2.0
// How tests write templates and references. A template is written as its parts:
//   lit(text)        a literal
//   ref(r)           an interpolation that is one reference
//   expr(text: r r)  any other, with what it mentions; dir(...) a directive
//   error(words @n)
// and a reference as its address and steps, then `!` if it stands free and `?` if it is not sure.
#pragma once

#include <string>

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {

inline std::string dump(const Reference& reference) {
  constexpr std::string_view roots[] = {"",       "data.",   "ephemeral.", "var.",
                                        "local.", "module.", "path.",      "terraform.",
                                        "count.", "each.",   "self"};
  std::string out(roots[static_cast<std::size_t>(reference.root)]);
  out += reference.type;
  if (!reference.type.empty() && !reference.name.empty()) out += '.';
  out += reference.name;
  for (const Step& step : reference.steps) switch (step.kind) {
      case Step::Kind::Attribute:
        out += '.' + std::string(step.text);
        break;
      case Step::Kind::Index:
        out += '[' + std::string(step.text) + ']';
        break;
      case Step::Kind::Key:
        out += "[\"" + std::string(step.text) + "\"]";
        break;
      case Step::Kind::Splat:
        out += "[*]";
        break;
      case Step::Kind::Expression:
        out += "[?" + std::string(step.text) + ']';
        break;
    }
  if (reference.stands_free) out += '!';
  if (!reference.sure) out += '?';
  return out;
}

inline std::string dump(const Template& parts) {
  std::string out;
  for (const Part& part : parts.parts) {
    if (!out.empty()) out += ' ';
    if (part.kind == Part::Kind::Literal) {
      out += "lit(" + std::string(part.text) + ')';
    } else if (const Reference* whole = part.whole()) {
      out += "ref(" + dump(*whole) + ')';
    } else {
      out += (part.kind == Part::Kind::Directive ? "dir(" : "expr(") + std::string(part.text);
      for (std::size_t i = 0; i < part.references.size(); ++i)
        out += (i == 0 ? ": " : " ") + dump(part.references[i]);
      out += ')';
    }
  }
  if (!parts.error.empty())
    out += (out.empty() ? "error(" : " error(") + std::string(parts.error) + " @" +
           std::to_string(parts.error_at) + ')';
  return out;
}

}  // namespace paycheck::terraform
