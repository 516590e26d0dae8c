// SPDX-License-Identifier: Apache-2.0
// Who uses an element: resources, data sources and module calls whose bodies refer to it or name it
// by text. Outputs, locals and variables are no users, nor is waiting for it. The list is open
// while a value that is not known could be it.

#include <algorithm>

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::Value;

constexpr std::size_t shortest_text = 6;

bool may_use(const Element& element) {
  return element.kind == Element::Kind::Resource || element.kind == Element::Kind::Data ||
         element.kind == Element::Kind::Module;
}

/// Positions that never name another resource.
bool is_label(std::string_view name) {
  static constexpr std::string_view labels[] = {
      "//",       "connection", "count",       "depends_on", "description", "for_each", "lifecycle",
      "provider", "providers",  "provisioner", "source",     "tags",        "tags_all", "version"};
  static constexpr std::string_view first_letters = "/cdflpstv";
  return !name.empty() && first_letters.find(name[0]) != std::string_view::npos &&
         std::binary_search(std::begin(labels), std::end(labels), name);
}

/// In JSON text a reference between quotes stands as free as in a string of its own.
bool stands_free(const json::Value& string, const terraform::Reference& reference,
                 const terraform::Template& text) {
  if (!reference.whole) return false;
  if (reference.stands_free) return true;
  auto is_edge = [](char c) {
    return c == '"' || c == '\'' || c == '\\' || c == '=' || c == '[' || c == ']' || is_boundary(c);
  };
  std::string_view all = string.text();
  for (const terraform::Part& part : text.parts)
    if (part.whole() == &reference)
      return (part.begin == 0 || is_edge(all[part.begin - 1])) &&
             (part.end >= all.size() || is_edge(all[part.end]));
  return false;
}

}  // namespace

/// Whether it is one reference to a resource, which `referrers` knows: nine of ten templates are.
bool Stack::State::is_resource_reference(const json::Value& string) {
  const terraform::Template& read = parsed(string);
  const terraform::Reference* whole = read.is_expression() ? read.parts[0].whole() : nullptr;
  if (!whole || whole->root != terraform::Root::Resource) return false;
  std::uint32_t node = target_of(*whole);
  return node != HashIndex::none && is_element(node) && elements[node].row;
}

/// Whether a string of an element's body may name another resource: no label, no name of its own.
bool Stack::State::names_others(const Element& element, const json::Value& string) const {
  if (!may_use(element)) return false;
  std::string_view own_name = element.row ? element.row->identity_name : std::string_view();
  for (const json::Member& member : element.place.value->members())
    if (member.value.begin() <= string.begin() && string.end() <= member.value.end())
      return !is_label(member.name()) && member.name() != own_name;
  return true;
}

/// What could be anything or any name, in file order.
void Stack::State::gather_loose() {
  if (loose_gathered) return;
  loose_gathered = true;
  for (const WrittenText& built : built_strings) {
    const Element& element = elements[built.element];
    if (!names_others(element, *built.value)) continue;
    Value value = templated({element.place.document, built.value, nullptr});
    if (value.is_known_text()) continue;
    bool could = false;
    terraform::TextPiece single;
    if (value.kind() == Value::Kind::Text || value.is_unknown())
      for (const terraform::TextPiece& piece : value.pieces(single))
        could |= piece.hole && piece.hole->carries != Hole::Carries::Nothing;
    if (could) loose.push_back({value, built.element});
  }
}

/// Notes a text, or the end of an ARN, that means an element of the type.
void Stack::State::find_text(TextUses& uses, std::uint32_t element, const json::Value& string) {
  std::string_view text = string.text();
  auto note = [&](std::string_view part) {
    if (!uses.may_want(part)) return;
    bool wanted = false;
    std::uint64_t hash = hash_of(part);
    uses.wanted.each(hash, [&](std::uint32_t) { return wanted = true; });
    if (!wanted) return;
    uses.found.add(hash, static_cast<std::uint32_t>(uses.texts.size()));
    uses.texts.push_back({&string, element});
  };
  if (string.has_template()) {
    if (is_resource_reference(string)) return;
    Value value = templated({elements[element].place.document, &string, nullptr});
    if (!value.is_known_text()) return;
    text = value.text();
  }
  note(text);
  if (text.starts_with("arn:"))
    if (std::size_t cut = text.find_last_of("/:"); cut + 1 < text.size())
      note(text.substr(cut + 1));
}

void Stack::State::find_texts(TextUses& uses) {
  struct Frame {
    const json::Value* value;
    bool at_top;
  };
  std::vector<Frame> open;
  for (const Element& element : elements) {
    if (!may_use(element)) continue;
    std::string_view own_name = element.row ? element.row->identity_name : std::string_view();
    open.push_back({element.place.value, true});
    while (!open.empty()) {
      auto [value, at_top] = open.back();
      open.pop_back();
      if (value->is_string()) find_text(uses, element.index, *value);
      for (const json::Member& member : value->members())
        if (!(at_top && (is_label(member.name()) || member.name() == own_name)))
          open.push_back({&member.value, false});
      for (const json::Value& item : value->items()) open.push_back({&item, false});
    }
  }
}

/// All texts are read once for each type whose elements have names that a text could mean.
Stack::State::TextUses& Stack::State::text_uses_of(std::string_view type) {
  auto [slot, is_new] = text_uses.try_emplace(type);
  TextUses& uses = slot->second;
  if (!is_new) return uses;
  auto [begin, end] = type_range(type);
  for (std::uint32_t i = begin; i < end; ++i)
    for (const Value& own : telling_texts(elements[i])) {
      std::string_view text = own.text();
      if (uses.sizes.size() <= text.size()) uses.sizes.resize(text.size() + 1);
      uses.sizes[text.size()] = true;
      uses.first_letters[static_cast<unsigned char>(text[0])] = true;
      uses.wanted.add(hash_of(text), i);
    }
  if (uses.wanted.size() > 0) find_texts(uses);
  return uses;
}

/// The texts that mean x and are long enough to be no accident.
std::vector<Value> Stack::State::telling_texts(const Element& x) {
  std::vector<Value> telling;
  if (!x.row || !x.is_managed()) return telling;
  for (const aws::Identity& identity : aws::identities(*x.row)) {
    if (!identity.known_before_apply) continue;
    Value own = step(x, identity.attribute, true);
    if (own.is_known_text() && own.text().size() >= shortest_text) telling.push_back(own);
  }
  return telling;
}

Items Stack::State::users(const Element& x, Arena& scratch) {
  std::vector<std::pair<std::uint32_t, Item>> found;
  auto put = [&](std::uint32_t source, const json::Value& string, Truth sure) {
    if (source == x.index) return;
    json::Place at{elements[source].place.document, &string, nullptr};
    found.push_back(
        {source, {Value::element(&elements[source], at), elements[source].address, sure}});
  };
  for (std::uint32_t source : stack->referrers(x)) {
    if (!may_use(elements[source])) continue;
    for (const Edge& edge : edges_of(source)) {
      if (edge.order_only || edge.target == HashIndex::none) continue;
      auto means = reach(edge.target, *edge.reference);
      if (!std::binary_search(means.begin(), means.end(), x.index)) continue;
      if (stands_free(*edge.value, *edge.reference, parsed(*edge.value)))
        put(source, *edge.value, Truth::True);
      else if (!edge.reference->whole)
        put(source, *edge.value, edge.reference->sure ? Truth::True : Truth::Unknown);
    }
  }
  for (const Value& own : telling_texts(x)) {
    auto look_up = [&](std::string_view text) {
      const TextUses& uses = text_uses_of(x.type);
      uses.found.each(hash_of(text), [&](std::uint32_t number) {
        const WrittenText& written = uses.texts[number];
        json::Place at{elements[written.element].place.document, written.value, nullptr};
        budget = 20'000;
        if (written.element != x.index &&
            refers(value(at, nullptr, false), x, nullptr) == Truth::True)
          put(written.element, *written.value, Truth::True);
        return false;
      });
    };
    look_up(own.text());
  }
  // Each user once, by its surest place.
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.exists > b.second.exists;
  });
  std::vector<Item> all;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (i == 0 || found[i].first != found[i - 1].first) all.push_back(found[i].second);
  const Hole* why = could_be_used_by(x);
  return {scratch.copy(std::span<const Item>(all)), why != nullptr, why};
}

/// What could be x but is not known: the first such value of another element.
const terraform::Hole* Stack::State::could_be_used_by(const Element& x) {
  constexpr int most = 1'000;  // beyond it nobody can tell
  int tried = 0;
  gather_loose();
  for (const auto& [value, element] : loose) {
    if (element == x.index) continue;
    if (++tried > most) return value.first_hole();
    budget = 20'000;
    if (refers(value, x, nullptr) == Truth::Unknown) {
      bool mentioned = false;  // then its element is listed as a user that may not be one
      if (value.place())
        for (const Edge& edge : edges_within(element, *value.place().value)) {
          auto means = edge.target == HashIndex::none ? std::span<const std::uint32_t>()
                                                      : reach(edge.target, *edge.reference);
          mentioned |= std::binary_search(means.begin(), means.end(), x.index);
        }
      if (!mentioned) return value.first_hole();
    }
  }
  return nullptr;
}

Items Stack::users(const Element& x, Arena& scratch) const {
  return state_->users(x, scratch);
}

/// Whether a module call is given y: a reference, its full name, or a value of which nothing is
/// known.
bool Stack::State::given(const Element& module, const Element& y) {
  auto calls = stack->referrers(y, "module");
  if (std::binary_search(calls.begin(), calls.end(), module.index)) return true;
  const ModuleTexts& given_texts = module_texts_of(module);
  if (given_texts.anything) return true;
  for (const Value& own : telling_texts(y))
    if (std::binary_search(given_texts.known.begin(), given_texts.known.end(), own.text()))
      return true;
  return false;
}

const Stack::State::ModuleTexts& Stack::State::module_texts_of(const Element& module) {
  auto [slot, is_new] = module_texts.try_emplace(module.index);
  ModuleTexts& all = slot->second;
  if (!is_new) return all;
  std::vector<const json::Value*> open;
  for (const json::Member& member : module.place.value->members())
    if (!is_label(member.name())) open.push_back(&member.value);
  while (!open.empty()) {
    const json::Value* value = open.back();
    open.pop_back();
    for (const json::Member& member : value->members()) open.push_back(&member.value);
    for (const json::Value& item : value->items()) open.push_back(&item);
    if (!value->is_string()) continue;
    Value own = this->value({module.place.document, value, nullptr}, nullptr, false);
    if (own.is_known_text()) all.known.push_back(own.text());
    const Hole* hole = own.hole();
    all.anything |= hole && hole->carries == Hole::Carries::Anything;
  }
  std::sort(all.known.begin(), all.known.end());
  return all;
}

const Element* Stack::opaque_call(const Element& y) const {
  State& s = *state_;
  bool always = y.kind == Element::Kind::Stack || y.kind == Element::Kind::App;
  for (const Element& module : elements("module"))
    if (always || (&module != &y && s.given(module, y))) return &module;
  return nullptr;
}

}  // namespace paycheck
