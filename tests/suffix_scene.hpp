// SPDX-License-Identifier: Apache-2.0
#pragma once

// Names written as text, `${...}` for what is not known and `{a,b}` for several, learned from and
// judged.

#include <doctest/doctest.h>

#include <deque>

#include "paycheck/stack.hpp"

namespace paycheck {

using Strings = std::vector<std::string>;
using terraform::Hole;
using terraform::TextPiece;

inline std::string joined(const Strings& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "; ") + word;
  return text;
}

// `pay-{a,b}` is pay-a and pay-b; braces after a dollar sign are left alone.
inline Strings unfolded(const std::string& text) {
  std::size_t open = text.find('{');
  while (open != std::string::npos && open > 0 && text[open - 1] == '$')
    open = text.find('{', open + 1);
  if (open == std::string::npos) return {text};
  std::size_t close = text.find('}', open);
  Strings all;
  for (std::size_t at = open + 1; at <= close;) {
    std::size_t end = std::min(text.find(',', at), close);
    for (const std::string& rest : unfolded(text.substr(close + 1)))
      all.push_back(text.substr(0, open) + text.substr(at, end - at) + rest);
    at = end + 1;
  }
  return all;
}

// conventions: a reference whose last name says that it is an environment.
inline bool names_environment(std::string_view expression) {
  bool reference = expression.starts_with("var.") || expression.starts_with("local.") ||
                   expression == "terraform.workspace";
  std::string last;
  for (char c : expression.substr(expression.rfind('.') + 1))
    if (std::isalnum(static_cast<unsigned char>(c))) last += c;
  bool says = last.starts_with("env");
  for (std::string_view end : {"env", "environment", "stage", "suffix", "workspace"})
    says = says || last.ends_with(end);
  return reference && says;
}

struct Scene {
  SuffixEvidence evidence;
  Strings texts;

  NamePieces pieces(const std::string& text) {
    kept_.push_back(text);
    std::string_view rest = kept_.back();
    std::vector<TextPiece>& out = pieces_.emplace_back();
    while (!rest.empty()) {
      std::size_t open = std::min(rest.find("${"), rest.size());
      if (open > 0) out.push_back({rest.substr(0, open), nullptr});
      rest.remove_prefix(open);
      if (rest.empty()) break;
      std::size_t close = rest.find('}');
      terraform::Hole& hole = holes_.emplace_back();
      hole.expression = rest.substr(2, close - 2);
      hole.environment = names_environment(hole.expression);
      hole.identity = std::hash<std::string_view>()(hole.expression) | 1;
      out.push_back({{}, &hole});
      rest.remove_prefix(close + 1);
    }
    return out;
  }

  void names(const Strings& all) {
    for (const std::string& folded : all)
      for (const std::string& name : unfolded(folded)) {
        texts.push_back(name);
        evidence.names.push_back(pieces(name));
      }
  }

  Suffix learn() const { return learn_suffix(evidence); }

  // What the naming rules say: `NAM001 name`, `NAM002 name (stranger)`, `? name` where it is
  // undetermined.
  Strings judged(const Suffix& suffix) const {
    Strings all;
    Arena arena;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      terraform::Value other = stranger(evidence.names[i], suffix, arena);
      Truth carried = carries(evidence.names[i], suffix);
      if (other.is_known_text())
        all.push_back("NAM002 " + texts[i] + " (" + std::string(other.text()) + ")");
      else if (other.is_absent() && carried == Truth::False)
        all.push_back("NAM001 " + texts[i]);
      else if (other.is_unknown() || carried == Truth::Unknown)
        all.push_back("? " + texts[i]);
    }
    return all;
  }

 private:
  std::deque<std::string> kept_;
  std::deque<std::vector<TextPiece>> pieces_;
  std::deque<terraform::Hole> holes_;
};

}  // namespace paycheck
