// SPDX-License-Identifier: Apache-2.0
// Rules by their names. A book is a sorted list of small records that point into its packs; a check
// is parsed once, when it is first asked for.
#include <algorithm>
#include <cstdlib>

#include "shelf.hpp"

namespace paycheck {

const language::Check& Rule::check() const {
  std::call_once(lazy_->once, [this] {
    auto parsed = language::parse_check(lazy_->text, {std::string(lazy_->path), lazy_->line},
                                        lazy_->parameters);
    // Only a retired rule's check, or one that was never proven, does not parse.
    if (!parsed) std::abort();
    lazy_->check.emplace(std::move(*parsed));
  });
  return *lazy_->check;
}

std::string_view Rule::prose() const {
  return lazy_->prose;
}

Rulebook::Rulebook() : state_(std::make_unique<State>()) {}
Rulebook::Rulebook(Rulebook&&) noexcept = default;
Rulebook& Rulebook::operator=(Rulebook&&) noexcept = default;
Rulebook::~Rulebook() = default;

std::span<const Rule> Rulebook::rules() const {
  return state_ ? std::span<const Rule>(state_->rules) : std::span<const Rule>();
}

const Rule* Rulebook::find(std::string_view id_or_name) const {
  auto all = rules();
  auto by_id = std::ranges::lower_bound(all, id_or_name, {}, &Rule::id);
  if (by_id != all.end() && by_id->id == id_or_name) return &*by_id;
  auto by_name = std::ranges::find(all, id_or_name, &Rule::name);
  return by_name != all.end() ? &*by_name : nullptr;
}

std::string_view Rulebook::nearest(std::string_view word) const {
  std::vector<std::string_view> known;
  for (const Pack& pack : packs()) known.push_back(pack.letters);
  for (const Rule& rule : rules()) known.insert(known.end(), {rule.id, rule.name});
  return paycheck::nearest(word, known);
}

std::vector<Framework> Rulebook::frameworks() const {
  std::vector<Framework> all;
  if (!state_) return all;
  for (const auto& shelf : state_->shelves)
    for (std::string_view text : shelf->frameworks)
      if (auto framework = read_framework("frameworks", std::string(text)))
        all.push_back(std::move(*framework));
  return all;
}

Rulebook RulebookBuilder::merge(Rulebook book, Rulebook other) {
  auto& rules = book.state_->rules;
  std::erase_if(rules, [&](const Rule& rule) {
    return std::ranges::binary_search(other.state_->rules, rule.id, {}, &Rule::id);
  });
  for (Rule& rule : other.state_->rules) rule.added = true;
  rules.insert(rules.end(), other.state_->rules.begin(), other.state_->rules.end());
  std::ranges::sort(rules, {}, &Rule::id);
  for (auto& shelf : other.state_->shelves) book.state_->shelves.push_back(std::move(shelf));
  return book;
}

}  // namespace paycheck
