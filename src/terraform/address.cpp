// SPDX-License-Identifier: Apache-2.0
// Addresses, and the short way to read a reference that consists of words and dots: 93 of 100
// interpolations of generated Terraform.
#include "address.hpp"

#include "lexer.hpp"

namespace paycheck::terraform {
namespace {

struct Row {
  std::string_view word;
  Head head;
};
constexpr Row rows[] = {
    {"var", {Root::Variable, 2, false}},       {"local", {Root::Local, 2, false}},
    {"module", {Root::Module, 2, false}},      {"path", {Root::Path, 2, false}},
    {"each", {Root::Each, 2, false}},          {"count", {Root::Count, 2, false}},
    {"self", {Root::Self, 1, false}},          {"terraform", {Root::Terraform, 2, false}},
    {"data", {Root::Data, 3, true}},           {"resource", {Root::Resource, 3, true}},
    {"ephemeral", {Root::Ephemeral, 3, true}},
};

constexpr std::size_t max_words = 16;

bool is_keyword(std::string_view word) {
  return word == "true" || word == "false" || word == "null";
}

struct Word {
  std::size_t begin;
  std::size_t end;
};

// The words between dots up to `closing`; their number, 0 if anything else comes.
std::size_t read_words(std::string_view text, std::size_t at, char closing, Word* words) {
  for (std::size_t count = 0; count < max_words; ++at) {
    words[count].begin = at;
    if (at == text.size() || char_class(text[at]) != CharClass::Start) return 0;
    while (at < text.size() && char_class(text[at]) != CharClass::Other) ++at;
    words[count++].end = at;
    char next = char_at(text, at);
    if (next == closing && (closing != '\0' || at == text.size())) return count;
    if (next != '.') return 0;
  }
  return 0;
}

std::span<const Step> make_attributes(std::string_view text, const Word* words, std::size_t count,
                                      Arena& arena) {
  auto* steps = static_cast<Step*>(arena.allocate(count * sizeof(Step), alignof(Step)));
  for (std::size_t i = 0; i < count; ++i)
    new (steps + i)
        Step{Step::Kind::Attribute, text.substr(words[i].begin, words[i].end - words[i].begin)};
  return {steps, count};
}

}  // namespace

Head head_of(std::string_view word) {
  // Types of resources hold an underscore and are longer than any of the words, so few get past
  // this.
  if (word.size() > 9) return {};
  for (const Row& row : rows)
    if (row.word == word) return row.head;
  return {};
}

void set_address(Reference& reference, const Head& head,
                 const std::array<std::string_view, 3>& words) {
  reference.root = head.root;
  if (head.is_prefix) {
    reference.type = words[1];
    reference.name = words[2];
  } else if (head.root == Root::Resource) {
    reference.type = words[0];
    reference.name = words[1];
  } else if (head.words == 2) {
    reference.name = words[1];
  }
}

std::optional<Reference> read_plain(std::string_view text, std::size_t at, char closing,
                                    Arena& arena) {
  Word words[max_words];  // filled as far as they are read
  std::size_t count = read_words(text, at, closing, words);
  if (count < 2) return {};
  auto word = [&](std::size_t i) {
    return text.substr(words[i].begin, words[i].end - words[i].begin);
  };
  Head head = head_of(word(0));
  if (count < head.words || is_keyword(word(0))) return {};
  std::optional<Reference> result(std::in_place);
  set_address(*result, head, {word(0), word(1), count > 2 ? word(2) : std::string_view()});
  if (count > head.words)
    result->steps = make_attributes(text, words + head.words, count - head.words, arena);
  result->begin = static_cast<std::uint32_t>(at);
  result->end = static_cast<std::uint32_t>(words[count - 1].end);
  result->whole = true;
  return result;
}

}  // namespace paycheck::terraform
