// SPDX-License-Identifier: Apache-2.0
// Whether AWS takes the names that a stack chooses, and the `Name` tags of what has no name.

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::TextPiece;
using terraform::Value;

/// Account ids are the only holes whose length is known.
constexpr std::string_view some_account = "000000000000";

/// What stands for a hole when a name is measured: nothing, an account, or the hole itself.
TextPiece measured(const TextPiece& piece) {
  bool account =
      piece.hole && (piece.hole->attribute == "account_id" || piece.hole->attribute == "account");
  return account ? TextPiece{some_account, nullptr} : piece;
}

bool has_no_name(const Element& element) {
  return element.is_managed() && element.row && element.row->taggable &&
         element.row->name_argument.empty() && element.row->identity_name.empty();
}

const Tag* name_tag(const Tags& tags) {
  for (const Tag& tag : tags.tags)
    if (tag.key == "Name") return &tag;
  return nullptr;
}

}  // namespace

Items Stack::chosen_names(const Element& element, Arena& scratch) const {
  if (!element.is_managed() || !element.row || !aws::name_rule(element.type)) return {};
  std::vector<Item> chosen;
  std::string_view name =
      element.row->name_argument.empty() ? element.row->identity_name : element.row->name_argument;
  for (std::string_view argument : {name, aws::prefix_argument(*element.row)}) {
    Value value = argument.empty() ? Value::absent() : state_->step(element, argument, false);
    if (!value.is_absent()) chosen.push_back({value, argument});
  }
  return {scratch.copy(std::span<const Item>(chosen))};
}

Value Stack::name_fault(const Element& element, const Value& name,
                        std::string_view argument) const {
  const aws::NameRule* rule = aws::name_rule(element.type);
  if (!rule || (name.kind() != Value::Kind::Text && !name.is_unknown())) return Value::absent();
  TextPiece single{{}, name.hole()};
  std::vector<TextPiece> pieces;
  const Hole* open = nullptr;
  auto add = [&](const TextPiece& piece) {
    pieces.push_back(measured(piece));
    // What AWS or a provider of random values makes is made to fit.
    const Hole* hole = pieces.back().hole;
    if (!open && hole && hole->carries != Hole::Carries::Nothing) open = hole;
  };
  if (name.is_unknown())
    add(single);
  else
    for (const TextPiece& piece : name.pieces(single)) add(piece);
  std::string fault = aws::name_fault(*rule, pieces, argument.ends_with("_prefix"));
  if (!fault.empty()) return Value::text(state_->arena.copy(std::string_view(fault)));
  return open ? Value::unknown(open) : Value::absent();
}

/// conventions.md 5: at least three and two thirds of such tags surely carry the suffix. What an
/// open map does not show counts against it.
bool Stack::State::tags_names_with_suffix() {
  if (named_by_tag) return *named_by_tag;
  const Suffix& learned = stack->suffix();
  std::size_t all = 0, carrying = 0;
  for (const Element& element : elements) {
    if (!has_no_name(element)) continue;
    const Tags& found = tags(element);
    const Tag* name = name_tag(found);
    all += name != nullptr || found.open;
    TextPiece single{{}, name ? name->value.hole() : nullptr};
    if (name && name->value.kind() == Value::Kind::Text)
      carrying += carries(name->value.pieces(single), learned) == Truth::True;
  }
  named_by_tag = learned.state == Suffix::State::Known && carrying >= 3 && 3 * carrying >= 2 * all;
  return *named_by_tag;
}

Items Stack::tagged_names(const Element& element, Arena& scratch) const {
  if (!has_no_name(element) || !state_->tags_names_with_suffix()) return {};
  const Tag* tag = name_tag(state_->tags(element));
  if (!tag) return {};
  Item item{tag->value, tag->key};
  return {scratch.copy(std::span<const Item>(&item, 1))};
}

}  // namespace paycheck
