// SPDX-License-Identifier: Apache-2.0
// One table of words, each with the class it stands for.
#include "environment.hpp"

#include <array>

#include "characters.hpp"

namespace paycheck {
namespace conventions {
namespace {

struct Row {
  std::string_view word;
  std::string_view environment;
  bool ambiguous = false;
};

constexpr std::array<std::string_view, 10> classes = {"dev",  "test",    "uat",  "int",  "staging",
                                                      "prod", "sandbox", "demo", "perf", "preview"};
constexpr std::array<Row, 25> rows = {{
    {"dev", "dev"},
    {"develop", "dev"},
    {"devel", "dev"},
    {"development", "dev"},
    {"test", "test", true},
    {"tst", "test"},
    {"testing", "test", true},
    {"qa", "test"},
    {"uat", "uat"},
    {"int", "int", true},
    {"integration", "int", true},
    {"stage", "staging", true},
    {"staging", "staging"},
    {"stg", "staging"},
    {"preprod", "staging"},
    {"preproduction", "staging"},
    {"prod", "prod"},
    {"prd", "prod"},
    {"production", "prod"},
    {"live", "prod", true},
    {"sandbox", "sandbox"},
    {"sbx", "sandbox"},
    {"demo", "demo", true},
    {"perf", "perf", true},
    {"preview", "preview", true},
}};
constexpr std::size_t longest_word = 13;

/// One bit for each letter with which a word begins: most tokens are turned away by it.
constexpr std::uint32_t first_letters = [] {
  std::uint32_t letters = 1u << ('p' - 'a');
  for (const Row& row : rows) letters |= 1u << (row.word[0] - 'a');
  return letters;
}();

}  // namespace

EnvironmentWord environment_word(std::string_view token) {
  char first = token.empty() ? '\0' : lower(token[0]);
  if (!is_lower(first) || (first_letters >> (first - 'a') & 1) == 0) return {};
  std::size_t letters = token.size();
  while (letters > 0 && is_digit(token[letters - 1])) --letters;
  if (letters < 2 || letters > longest_word) return {};
  std::string_view word = token.substr(0, letters), number = token.substr(letters);
  if (same_word(word, "pr")) return {"preview", number, false, number.empty()};
  for (const Row& row : rows) {
    if (row.word[0] == first && same_word(row.word, word)) {
      return {row.environment, number, row.ambiguous, false};
    }
  }
  return {};
}

std::optional<EnvironmentMark> find_environment(std::span<const Token> tokens, std::size_t from) {
  for (std::size_t i = from; i < tokens.size(); ++i) {
    if (tokens[i].kind != Token::Kind::Word) continue;
    EnvironmentWord word = environment_word(tokens[i].text);
    if (!word) continue;
    EnvironmentMark mark{word.environment, word.number, i, i + 1};
    bool number_follows = i + 1 < tokens.size() && is_number(tokens[i + 1].text);
    if (word.number.empty() && number_follows) mark.number = tokens[i + 1].text, mark.end = i + 2;
    if (!word.needs_number || !mark.number.empty()) return mark;
  }
  return {};
}

std::uint32_t class_bit(std::string_view environment) {
  auto at = std::find(classes.begin(), classes.end(), environment);
  return at == classes.end() ? 0 : 1u << (at - classes.begin());
}

}  // namespace conventions

std::string_view environment_class(std::string_view text) {
  conventions::SmallTokenReader reader;
  terraform::TextPiece piece{text, nullptr};
  auto mark = conventions::find_environment(reader->read({&piece, 1}));
  return mark ? mark->environment : std::string_view();
}

}  // namespace paycheck
