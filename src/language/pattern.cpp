// SPDX-License-Identifier: Apache-2.0
// A pattern costs more to compile than a check to parse, so it is compiled when first asked for.

#include "pattern.hpp"

#include "complaints.hpp"

namespace paycheck::language {

std::unique_ptr<re2::RE2> compile(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_dot_nl(true);
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  return std::make_unique<re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
}

const re2::RE2& compiled(const Pattern& pattern) {
  if (!pattern.compiled) pattern.compiled = compile(pattern.text);
  return *pattern.compiled;
}

std::vector<Problem> compile_patterns(const Check& check, const Origin& origin) {
  const CheckTree& tree = check.tree();
  Complaints complaints(tree.text, origin);
  for (const Pattern& pattern : tree.patterns)
    if (const re2::RE2& re = compiled(pattern); !re.ok())
      complaints.add(ProblemKind::Structure, pattern.range.begin,
                     "the pattern does not compile: " + re.error(),
                     "patterns are RE2: https://github.com/google/re2/wiki/Syntax");
  return std::move(complaints).problems();
}

}  // namespace paycheck::language
