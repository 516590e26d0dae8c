// SPDX-License-Identifier: Apache-2.0
// References that stand without `${}`. The lone word `aws` names a provider's default
// configuration.
#include "address.hpp"
#include "lexer.hpp"
#include "scanner.hpp"

namespace paycheck::terraform {
namespace {

bool is_reserved(std::string_view word) {
  Head head = head_of(word);
  return head.root != Root::Resource || head.is_prefix || word == "true" || word == "false" ||
         word == "null";
}

std::optional<Reference> read_lone_word(std::string_view word, std::size_t begin) {
  if (!is_identifier(word) || is_reserved(word)) return {};
  Reference reference;
  reference.type = word;
  reference.begin = static_cast<std::uint32_t>(begin);
  reference.end = static_cast<std::uint32_t>(begin + word.size());
  reference.whole = true;
  return reference;
}

std::optional<Reference> read_wrapped(std::string_view text, Arena& arena) {
  Template parts = split(text, arena);
  if (!parts.error.empty() || !parts.is_expression()) return {};
  const Part& part = parts.parts[0];
  if (!part.references.empty() && part.references[0].whole) return part.references[0];
  return read_lone_word(part.text, static_cast<std::size_t>(part.text.data() - text.data()));
}

std::optional<Reference> read_bare(std::string_view text, Arena& arena) {
  if (std::optional<Reference> plain = read_plain(text, 0, '\0', arena)) return plain;
  std::string_view word = trim(text);
  if (std::optional<Reference> lone =
          read_lone_word(word, static_cast<std::size_t>(word.data() - text.data())))
    return lone;
  std::optional<std::span<Reference>> references = Scanner(text, arena).read_expression();
  if (!references || references->empty() || !references->front().whole) return {};
  return references->front();
}

}  // namespace

std::optional<Reference> read_reference(std::string_view text, Arena& arena) {
  bool wrapped = trim(text).starts_with("${");
  std::optional<Reference> reference =
      wrapped ? read_wrapped(trim(text), arena) : read_bare(text, arena);
  if (!reference) return {};
  if (wrapped) {
    auto offset = static_cast<std::uint32_t>(trim(text).data() - text.data());
    reference->begin += offset;
    reference->end += offset;
  }
  reference->sure = true;
  reference->stands_free = true;
  return reference;
}

}  // namespace paycheck::terraform
