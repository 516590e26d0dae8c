// SPDX-License-Identifier: Apache-2.0
// Finding elements: by type (a range), by address (a hash), by place (the ranges of bodies, which
// do not overlap, so the last one that begins before the place is the only candidate).

#include <algorithm>

#include "instance_step.hpp"
#include "state.hpp"

namespace paycheck {

namespace {

/// `data.aws_region.r` without building it.
struct AddressParts {
  std::string_view front, type, name;
  bool equals(std::string_view address) const {
    std::size_t begin = front.size() + type.size();
    if (!type.empty()) ++begin;
    return address.size() == begin + name.size() && address.starts_with(front) &&
           address.substr(front.size()).starts_with(type) &&
           (type.empty() || address[begin - 1] == '.') && address.ends_with(name);
  }
};

std::string_view front_of(Element::Kind kind) {
  switch (kind) {
    case Element::Kind::Data:
      return "data.";
    case Element::Kind::Variable:
      return "variable.";
    case Element::Kind::Output:
      return "output.";
    case Element::Kind::Module:
      return "module.";
    case Element::Kind::Provider:
      return "provider.";
    default:
      return "";
  }
}

}  // namespace

const Element* Stack::State::find(Element::Kind kind, std::string_view type, std::string_view name,
                                  std::string_view instance) const {
  AddressParts parts{front_of(kind), type, name};
  char buffer[256];
  std::size_t size = parts.front.size() + type.size() + (type.empty() ? 0 : 1) + name.size();
  std::string large;
  char* text = buffer;
  if (size > sizeof buffer) {
    large.resize(size);
    text = large.data();
  }
  char* at = std::copy(parts.front.begin(), parts.front.end(), text);
  at = std::copy(type.begin(), type.end(), at);
  if (!type.empty()) *at++ = '.';
  std::copy(name.begin(), name.end(), at);
  const Element* found = nullptr;
  element_names.each(hash_of(std::string_view(text, size)), [&](std::uint32_t index) {
    const Element& element = elements[index];
    std::string_view labels =
        element.instance.empty() ? label_address(index) : base_address(element);
    bool is_it = element.kind == kind && parts.equals(labels);
    if (is_it && (instance.empty() || instance == element.instance)) found = &element;
    return found != nullptr;
  });
  return found;
}

const Local* Stack::State::find_local(std::string_view name) const {
  const Local* found = nullptr;
  local_names.each(hash_of(name), [&](std::uint32_t index) {
    if (locals[index].name == name) found = &locals[index];
    return found != nullptr;
  });
  return found;
}

std::uint32_t Stack::State::target_of(const terraform::Reference& reference) {
  std::uint32_t& known = targets[&reference];
  if (known == 0) known = look_up(reference) + 1;  // none is the greatest number: asked again
  return known - 1;
}

std::uint32_t Stack::State::look_up(const terraform::Reference& reference) const {
  const Element* element = nullptr;
  switch (reference.root) {
    case terraform::Root::Resource:
      element = find(Element::Kind::Resource, reference.type, reference.name);
      break;
    case terraform::Root::Data:
      element = find(Element::Kind::Data, reference.type, reference.name);
      break;
    case terraform::Root::Variable:
      element = find(Element::Kind::Variable, {}, reference.name);
      break;
    case terraform::Root::Module:
      element = find(Element::Kind::Module, {}, reference.name);
      break;
    case terraform::Root::Local: {
      const Local* local = find_local(reference.name);
      if (!local) return HashIndex::none;
      return static_cast<std::uint32_t>(elements.size() +
                                        static_cast<std::size_t>(local - locals.data()));
    }
    default:
      break;
  }
  if (element && !element->instance.empty()) element = picked(*element, reference);
  return element ? element->index : HashIndex::none;
}

const Element* Stack::State::picked(const Element& first,
                                    const terraform::Reference& reference) const {
  using Kind = terraform::Step::Kind;
  if (reference.steps.empty()) return &first;
  const terraform::Step& step = reference.steps.front();
  if (!picks_known_instance(step)) return &first;
  std::string end =
      "[" + (step.kind == Kind::Key ? json::quoted(step.text) : std::string(step.text)) + "]";
  return find(first.kind, reference.type, reference.name, end);
}

std::span<const Element> Stack::State::reached_by(const terraform::Reference& reference,
                                                  std::uint32_t target) {
  if (target == HashIndex::none || !is_element(target)) return {};
  const Element& first = elements[target];
  bool picks = !reference.steps.empty() && picks_known_instance(reference.steps.front());
  std::size_t count = 1;
  if (!first.instance.empty() && !picks)  // instances follow each other
    while (target + count < elements.size() &&
           base_address(elements[target + count]) == base_address(first))
      ++count;
  return {&first, count};
}

std::pair<std::uint32_t, std::uint32_t> Stack::State::type_range(std::string_view type) const {
  auto found = type_numbers.find(type);
  if (found == type_numbers.end()) found = type_numbers.find(aws::canonical_type(type));
  if (found == type_numbers.end()) return {0, 0};
  return {type_begins[found->second], type_begins[found->second + 1]};
}

std::uint32_t Stack::State::node_of(const json::Place& place) const {
  if (!place) return HashIndex::none;
  const json::Document* document = place.document;
  std::uint32_t offset = place.begin();
  for (; document->host(); document = document->host()) offset = document->host_string()->begin();
  for (std::size_t i = 0; i < files.documents.size(); ++i) {
    if (files.documents[i].get() != document) continue;
    const auto& list = ranges[i];
    auto after =
        std::upper_bound(list.begin(), list.end(), offset,
                         [](std::uint32_t at, const Range& range) { return at < range.begin; });
    if (after == list.begin()) return HashIndex::none;
    const Range& range = *std::prev(after);
    return offset < range.end ? range.node : HashIndex::none;
  }
  return HashIndex::none;
}

const Element* Stack::State::owner(const json::Place& place) const {
  std::uint32_t node = node_of(place);
  if (node < elements.size()) return &elements[node];
  // The root's own members, and what stands between elements, belong to nobody but the stack.
  if (node == HashIndex::none && place && place.value == elements[self_index].place.value)
    return &elements[self_index];
  return nullptr;
}

const StackFiles& Stack::files() const {
  return state_->files;
}
std::span<const Element> Stack::elements() const {
  return state_->elements;
}
std::span<const Element> Stack::elements(std::string_view type) const {
  auto [begin, end] = state_->type_range(type);
  return std::span<const Element>(state_->elements).subspan(begin, end - begin);
}
std::span<const std::string_view> Stack::types() const {
  return state_->types;
}
const Element& Stack::self() const {
  return state_->elements[state_->self_index];
}
const Element* Stack::find(std::string_view address) const {
  if (address == "stack") return &self();
  const Element* found = nullptr;
  state_->element_names.each(hash_of(address), [&](std::uint32_t index) {
    if (state_->elements[index].address == address) found = &state_->elements[index];
    return found != nullptr;
  });
  return found;
}
aws::Types& Stack::tables() const {
  return state_->tables;
}
Arena& Stack::arena() const {
  return state_->arena;
}

const Element* Stack::provider(std::string_view name) const {
  auto found = state_->providers.find(name);
  return found == state_->providers.end() ? nullptr : &state_->elements[found->second];
}

const Element* Stack::owner(const json::Place& place) const {
  return state_->owner(place);
}

}  // namespace paycheck
