// SPDX-License-Identifier: Apache-2.0
// A row is a line of the schema table plus what the hand-made tables say; it is put together when
// its type first occurs and lives in the arena of its `Types`.

#include <array>
#include <unordered_map>

#include "rows.hpp"
#include "schema_table.hpp"

namespace paycheck::aws {

using terraform::Argument;

struct Types::State {
  Arena arena;
  std::string_view table = schema_table();
  SchemaReader reader{table, arena};
  std::unordered_map<std::string_view, const Type*> rows;

  const Type* read(std::string_view type);
  std::span<const Identity> identities(const Type& type);
};

namespace {

// `region` as AWS provider 6 adds it to every regional type: optional and computed.
constexpr Argument region_argument = {
    .name = "region", .form = Argument::Form::Text, .computed = true, .optional = true};

/// Whether version 5 has a `region` of the type's own that the user sets: it means something else.
bool sets_own_region(std::string_view arguments) {
  std::size_t at = arguments.find(" region:");
  if (at == std::string_view::npos) return false;
  at += std::string_view(" region:").size();
  std::string_view flags = arguments.substr(at, arguments.find(' ', at) - at);
  return flags.find_first_of("ro") != std::string_view::npos;
}

std::string_view column(std::string_view& line) {
  std::string_view word = next_word(line);
  return word == "-" ? std::string_view() : word;
}

}  // namespace

const Type* Types::State::read(std::string_view type) {
  if (!type.starts_with("aws_") && !type.starts_with("data.aws_")) return nullptr;
  std::string_view line = find_line(table, type);
  if (line.empty()) return nullptr;
  auto* row = arena.make<Type>();
  // The caller's text may not live as long as the row; the table's does.
  row->name = std::string_view(line.data() - 1 - type.size(), type.size());
  row->name_argument = column(line);
  row->identity_name = column(line);
  row->taggable = column(line) == "t";
  row->takes_default_tags = type != "aws_autoscaling_group";
  row->global = is_global(type);
  row->has_region_argument = !row->global && !lacks_region_argument(type) && !sets_own_region(line);
  row->schema = reader.read(line, row->has_region_argument ? &region_argument : nullptr);
  row->identities = identities(*row);
  return row;
}

std::span<const Identity> Types::State::identities(const Type& type) {
  std::array<Identity, 8> found;
  std::size_t count = 0;
  std::string_view words = identity_words(type.name);
  while (!words.empty() && count < found.size()) {
    std::string_view word = next_word(words);
    bool made = word.starts_with('!');
    found[count++] = {made ? word.substr(1) : word, !made};
  }
  if (count == 0) {
    if (!type.name_argument.empty()) found[count++] = {type.name_argument, true};
    for (std::string_view attribute : {"id", "arn"})
      if (type.schema->find(attribute)) found[count++] = {attribute, false};
  }
  return arena.copy(std::span<const Identity>(found.data(), count));
}

Types::Types() : state_(std::make_unique<State>()) {}
Types::Types(Types&&) noexcept = default;
Types::~Types() = default;

const Type* Types::find(std::string_view type) {
  type = canonical_type(type);
  auto known = state_->rows.find(type);
  if (known != state_->rows.end()) return known->second;
  const Type* row = state_->read(type);
  state_->rows.emplace(row ? row->name : state_->arena.copy(type), row);
  return row;
}

std::vector<std::string_view> Types::names() const {
  std::vector<std::string_view> result;
  for (std::string_view rest = state_->table; !rest.empty();) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (!line.starts_with('#') && !line.starts_with('@')) result.push_back(next_word(line));
  }
  return result;
}

std::span<const std::string_view> schema_versions() {
  static constexpr std::string_view versions[] = {"5.100.0"};
  return versions;
}

}  // namespace paycheck::aws
