// SPDX-License-Identifier: Apache-2.0
// From blocks to elements: every block of the configuration becomes an element, grouped by type in
// file order, so that a type is a range of indexes. References and regions are found afterwards.

#include <algorithm>

#include "indexes.hpp"
#include "schemas.hpp"

namespace paycheck {

Stack::State::State() = default;
Stack::State::~State() = default;
Stack::Stack(std::unique_ptr<State> state) : state_(std::move(state)) {}
Stack::~Stack() = default;

namespace {

using terraform::BlockKind;

bool is_text(const json::Value* value) {
  return value && value->is_string();
}

/// `aws` for `aws_s3_bucket`.
std::string_view prefix(std::string_view type) {
  return type.substr(0, type.find('_'));
}

/// `aws.west` for `aws.west`, also where Terraform 0.11's `${}` is around it.
std::string_view provider_name(std::string_view text) {
  if (text.starts_with("${") && text.ends_with('}')) text = text.substr(2, text.size() - 3);
  std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string_view construct_of(const json::Value& body) {
  const json::Value* comment = body.find("//");
  const json::Value* metadata = comment ? comment->find("metadata") : nullptr;
  const json::Value* path = metadata ? metadata->find("path") : nullptr;
  return path ? path->text() : std::string_view();
}

/// The address of an instance that a plan shows: `module.m.aws_sqs_queue.q[0]`.
std::string_view instance_address(const json::Value& body) {
  const json::Value* comment = body.find("//");
  const json::Value* address = comment ? comment->find("address") : nullptr;
  return address ? address->text() : std::string_view();
}

/// Whether a literal `count` or `for_each` gives instances.
Truth gives_instances(const json::Value& count, bool for_each) {
  if (for_each) return count.is_object() ? truth(!count.members().empty()) : Truth::Unknown;
  if (count.has_template()) return Truth::Unknown;
  auto number = terraform::to_number(count.text());
  return number ? truth(*number >= 1) : Truth::Unknown;
}

Truth existence(const json::Value& body, bool& multiple) {
  for (const char* name : {"count", "for_each"}) {
    const json::Value* value = body.find(name);
    if (!value || value->is_null()) continue;
    multiple = true;
    return gives_instances(*value, *name == 'f');
  }
  return Truth::True;
}

/// Elements in the making: blocks with the number of their type.
struct Maker {
  Arena& arena;
  std::vector<Element> elements;
  std::vector<std::string_view> types;
  std::vector<std::uint32_t> type_of;
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  std::string_view last_written;  // blocks of one type follow each other: one lookup for all
  BlockKind last_kind = BlockKind::Other;
  std::uint32_t last_type = 0;

  std::string_view joined(std::initializer_list<std::string_view> parts) {
    std::size_t size = 0;
    for (std::string_view part : parts) size += part.size();
    char* memory = static_cast<char*>(arena.allocate(size, 1));
    char* at = memory;
    for (std::string_view part : parts) at = std::copy(part.begin(), part.end(), at);
    return {memory, size};
  }
  std::uint32_t number_of(std::string_view type) {
    auto [found, is_new] = numbers.try_emplace(type, static_cast<std::uint32_t>(types.size()));
    if (is_new) types.push_back(type);
    return found->second;
  }
  std::uint32_t labelled_type(const terraform::Block& block) {
    if (block.kind == last_kind && block.type == last_written) return last_type;
    std::string_view type = aws::canonical_type(block.type);
    if (block.kind == BlockKind::Data) {
      std::string name = "data." + std::string(block.type);
      auto known = numbers.find(name);
      type = known != numbers.end() ? known->first : arena.copy(std::string_view(name));
    }
    last_kind = block.kind;
    last_written = block.type;
    return last_type = number_of(type);
  }
  void put(Element element, std::uint32_t type) {
    element.type = types[type];
    elements.push_back(element);
    type_of.push_back(type);
  }
  void add_labelled(const terraform::Block& block);
  void add_provider(const terraform::Block& block);
  void add_plain(const terraform::Block& block, Element::Kind kind, std::string_view type);
  void add(const terraform::Block& block);
};

void Maker::add_labelled(const terraform::Block& block) {
  Element element;
  bool data = block.kind == BlockKind::Data;
  element.kind = data ? Element::Kind::Data : Element::Kind::Resource;
  element.name = block.name;
  element.address = joined({data ? "data." : "", block.type, ".", block.name, block.instance});
  element.instance = element.address.substr(element.address.size() - block.instance.size());
  element.place = block.place;
  element.construct = construct_of(*block.place.value);
  const json::Value* provider = block.place.value->find("provider");
  element.provider = is_text(provider) ? provider_name(provider->text()) : std::string_view();
  if (element.provider.empty()) element.provider = prefix(block.type);
  put(element, labelled_type(block));
}

void Maker::add_provider(const terraform::Block& block) {
  Element element;
  element.kind = Element::Kind::Provider;
  const json::Value* alias = block.place.value->find("alias");
  if (is_text(alias)) element.name = alias->text();
  std::string_view name = block.type.empty() ? block.name : block.type;
  element.provider = element.name.empty() ? name : joined({name, ".", element.name});
  element.address = joined({"provider.", element.provider});
  element.place = block.place;
  put(element, number_of("provider"));
}

void Maker::add_plain(const terraform::Block& block, Element::Kind kind, std::string_view type) {
  Element element;
  element.kind = kind;
  element.name = block.name;
  element.address = joined({type, ".", block.name});
  element.place = block.place;
  element.construct = construct_of(*block.place.value);
  put(element, number_of(type));
}

void Maker::add(const terraform::Block& block) {
  switch (block.kind) {
    case BlockKind::Resource:
    case BlockKind::Data:
      return add_labelled(block);
    case BlockKind::Provider:
      return add_provider(block);
    case BlockKind::Variable:
      return add_plain(block, Element::Kind::Variable, "variable");
    case BlockKind::Output:
      return add_plain(block, Element::Kind::Output, "output");
    case BlockKind::Module:
      return add_plain(block, Element::Kind::Module, "module");
    default:
      return;
  }
}

}  // namespace

void Stack::State::add_elements() {
  Maker maker{arena, {}, {}, {}, {}, {}, BlockKind::Other, 0};
  maker.elements.reserve(configuration.blocks.size() + 1);
  maker.type_of.reserve(configuration.blocks.size() + 1);
  for (const terraform::Block& block : configuration.blocks) maker.add(block);
  Element self;
  self.kind = Element::Kind::Stack;
  self.address = "stack";
  self.name = files.name;
  const json::Document& document = *files.documents.front();
  self.place = {&document, &document.root(), nullptr};
  maker.put(self, maker.number_of("stack"));

  types = std::move(maker.types);
  type_numbers = std::move(maker.numbers);
  type_begins.assign(types.size() + 1, 0);
  for (std::uint32_t type : maker.type_of) ++type_begins[type + 1];
  for (std::size_t i = 1; i < type_begins.size(); ++i) type_begins[i] += type_begins[i - 1];
  std::vector<std::uint32_t> next(type_begins.begin(), type_begins.end() - 1);
  elements.resize(maker.elements.size());
  for (std::size_t i = 0; i < maker.elements.size(); ++i)
    elements[next[maker.type_of[i]]++] = maker.elements[i];
}

void Stack::State::add_locals() {
  for (const terraform::Block& block : configuration.blocks) {
    if (block.kind != BlockKind::Locals) continue;
    if (!block.name.empty()) {
      locals.push_back({block.name, block.place});
      continue;
    }
    for (const json::Member& member : block.place.value->members())
      if (member.name() != "//")
        locals.push_back({member.name(), paycheck::place_of(block.place.document, member)});
  }
}

/// References name an instance by its block's labels, rules by its address.
void Stack::State::take_instance_address(Element& element) {
  std::string_view address = instance_address(*element.place.value);
  if (address.empty() || address == element.address) return;
  label_addresses.emplace(element.index, element.address);
  element_names.add(hash_of(element.address), element.index);
  element.address = address;
}

void Stack::State::index_elements() {
  multiple.assign(elements.size(), false);
  element_names.reserve(elements.size());
  std::string_view last;
  const aws::Type* row = nullptr;
  for (std::uint32_t i = 0; i < elements.size(); ++i) {
    Element& element = elements[i];
    element.index = i;
    element.stack = stack;
    bool labelled = element.kind == Element::Kind::Resource || element.kind == Element::Kind::Data;
    if (labelled) {
      if (element.type.data() != last.data()) row = tables.find(element.type);
      last = element.type;
      element.row = row;
    }
    if (labelled || element.kind == Element::Kind::Module) {
      bool several = false;
      element.exists = existence(*element.place.value, several);
      multiple[i] = several;
    }
    if (labelled && element.place.document->is_outcome()) take_instance_address(element);
    if (element.kind == Element::Kind::Provider) providers.try_emplace(element.provider, i);
    if (element.kind == Element::Kind::Stack)
      self_index = i;
    else
      element_names.add(hash_of(element.address), i);
    if (!element.instance.empty()) element_names.add(hash_of(base_address(element)), i);
  }
  for (std::uint32_t i = 0; i < locals.size(); ++i) local_names.add(hash_of(locals[i].name), i);
}

void Stack::State::index_ranges() {
  ranges.resize(files.documents.size());
  auto add = [this](const json::Place& place, std::uint32_t node) {
    std::size_t document = 0;
    while (document < files.documents.size() && files.documents[document].get() != place.document)
      ++document;
    if (document == files.documents.size()) return;
    std::uint32_t begin =
        place.key ? std::min(place.key->begin(), place.value->begin()) : place.value->begin();
    ranges[document].push_back({begin, place.value->end(), node});
  };
  for (const Element& element : elements) {
    if (element.kind == Element::Kind::Stack) continue;
    add(element.place, element.index);
    if (element.kind == Element::Kind::Variable && element.place.value)
      literal_ranges.push_back(
          {element.place.value->begin(), element.place.value->end(), element.index});
  }
  for (std::uint32_t i = 0; i < locals.size(); ++i)
    add(locals[i].place, static_cast<std::uint32_t>(elements.size()) + i);
  for (auto& list : ranges) {
    std::sort(list.begin(), list.end(),
              [](const Range& a, const Range& b) { return a.end < b.end; });
    // Blocks of a list share their label's key: each begins where the one before ends.
    for (std::size_t i = 1; i < list.size(); ++i)
      list[i].begin = std::max(list[i].begin, list[i - 1].end);
  }
}

std::vector<Problem> Stack::State::read_blocks() {
  std::vector<Problem> problems;
  for (const auto& document : files.documents) {
    auto more = terraform::add_document(configuration, *document);
    problems.insert(problems.end(), more.begin(), more.end());
  }
  return problems;
}

std::vector<Problem> Stack::State::find_duplicates() {
  return terraform::duplicates(configuration, schemas_of(tables));
}

void Stack::State::expand() {
  terraform::Inputs inputs;
  inputs.read_file = [this](std::string_view path) { return read_beside(path); };
  terraform::Expansion expansion = terraform::expand(configuration, inputs, schemas_of(tables));
  for (auto& document : expansion.documents) files.documents.push_back(std::move(document));
  faults = std::move(expansion.faults);
}

std::unique_ptr<Stack> Stack::understand(std::unique_ptr<State> state) {
  State& s = *state;
  std::unique_ptr<Stack> stack(new Stack(std::move(state)));
  s.stack = stack.get();
  s.add_elements();
  s.add_locals();
  s.index_elements();
  s.index_ranges();
  s.add_edges();
  return stack;
}

Result<std::unique_ptr<Stack>> Stack::build(StackFiles files, const StackOptions& options) {
  auto state = std::make_unique<State>();
  state->files = std::move(files);
  state->options = options;
  if (state->files.documents.empty())
    return Problem{ProblemKind::Empty, state->files.file, std::nullopt, "the stack has no file",
                   ""};
  std::vector<Problem> problems = state->read_blocks();
  auto more = state->find_duplicates();
  problems.insert(problems.end(), more.begin(), more.end());
  if (!problems.empty()) return problems;
  state->expand();
  return understand(std::move(state));
}

std::unique_ptr<Stack> Stack::build_twin(StackFiles files, const StackOptions& options) {
  auto state = std::make_unique<State>();
  state->files = std::move(files);
  state->options = options;
  if (state->files.documents.empty() || !state->read_blocks().empty()) return nullptr;
  state->expand();
  return understand(std::move(state));
}

}  // namespace paycheck
