// SPDX-License-Identifier: Apache-2.0
// From JSON to blocks: three levels at most (root key, type, name), each an object or an array of
// objects. Terraform merges what is written twice at these levels, so members are taken one by one
// in file order and never looked up.
#include <algorithm>
#include <array>

#include "lexer.hpp"
#include "wording.hpp"

namespace paycheck::terraform {
namespace {

struct RootKey {
  std::string_view name;
  BlockKind kind = BlockKind::Other;
  std::size_t labels = 0;
  std::string_view noun;  // what its last label names
};
constexpr RootKey root_keys[] = {
    {"resource", BlockKind::Resource, 2, "resource"},
    {"data", BlockKind::Data, 2, "data source"},
    {"variable", BlockKind::Variable, 1, "variable"},
    {"output", BlockKind::Output, 1, "output"},
    {"module", BlockKind::Module, 1, "module"},
    {"provider", BlockKind::Provider, 1, "provider"},
    {"locals", BlockKind::Locals, 0, "local value"},
    {"terraform", BlockKind::Terraform, 0, ""},
    {"ephemeral", BlockKind::Ephemeral, 2, "ephemeral resource"},
    {"action", BlockKind::Other, 2, "action"},
    {"check", BlockKind::Other, 1, "check"},
    {"moved", BlockKind::Other, 0, ""},
    {"removed", BlockKind::Other, 0, ""},
    {"import", BlockKind::Other, 0, ""},
    {"required_providers", BlockKind::Other, 0, ""},
};

constexpr std::string_view reserved_variables[] = {"source",   "version",   "providers",  "count",
                                                   "for_each", "lifecycle", "depends_on", "locals"};

bool is_provider_name(std::string_view name) {
  bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' ||
           static_cast<unsigned char>(c) >= 128;
  });
  return plain && !name.empty() && !name.starts_with('-') && !name.ends_with('-');
}

class Reader {
 public:
  Reader(Configuration& configuration, const json::Document& document)
      : out_(configuration), document_(document) {}
  std::vector<Problem> read();

 private:
  void read_root(const json::Value& root);
  void read_member(const json::Member& member);
  void read_labels(const RootKey& key, const json::Value& value, std::size_t level);
  void read_label(const RootKey& key, const json::Member& label, std::size_t level);
  bool check_label(const RootKey& key, const json::Member& label, std::size_t level);
  bool check_provider(const json::Member& label);
  bool check_last_label(const RootKey& key, const json::Member& label);
  void read_bodies(const RootKey& key, const json::Value& value, const json::Value* name);
  void add_block(const RootKey& key, const json::Value& body, const json::Value* name);
  void check_locals(const json::Value& body);
  void refuse(const json::Value& at, std::string message, std::string hint = {});
  void refuse_type(const json::Value& value, const std::string& address, std::string_view expected);
  std::string address(const RootKey& key, std::size_t labels) const;

  Configuration& out_;
  const json::Document& document_;
  std::vector<Problem> problems_;
  std::array<std::string_view, 2> labels_;
};

void Reader::refuse(const json::Value& at, std::string message, std::string hint) {
  if (problems_.size() < max_problems)
    problems_.push_back({ProblemKind::Structure, document_.file(), document_.position(at.begin()),
                         std::move(message), std::move(hint)});
}

void Reader::refuse_type(const json::Value& value, const std::string& address,
                         std::string_view expected) {
  refuse(value, address + ": expected " + std::string(expected) + ", found " +
                    std::string(noun(value.kind())));
}

std::string Reader::address(const RootKey& key, std::size_t labels) const {
  std::string result(key.name);
  for (std::size_t i = 0; i < labels; ++i) {
    bool is_resource = key.kind == BlockKind::Resource && labels == 2;
    result =
        is_resource && i == 0 ? std::string(labels_[0]) : result + '.' + std::string(labels_[i]);
  }
  return result;
}

std::vector<Problem> Reader::read() {
  const json::Value& root = document_.root();
  if (root.is_object()) {
    read_root(root);
  } else if (root.is_array()) {
    for (const json::Value& item : root.items())
      item.is_object() ? read_root(item) : refuse_type(item, "configuration", "an object");
  } else {
    refuse_type(root, "configuration", "an object or an array of objects");
  }
  return std::move(problems_);
}

// Types with their names: how many blocks there will be, near enough.
std::size_t count_names(const json::Value& types) {
  std::size_t count = 0;
  for (const json::Member& type : types.members()) count += type.value.members().size();
  return count;
}

void Reader::read_root(const json::Value& root) {
  std::size_t count = out_.blocks.size();
  for (const json::Member& member : root.members()) count += count_names(member.value);
  if (count > out_.blocks.capacity())
    out_.blocks.reserve(std::max(count, 2 * out_.blocks.capacity()));
  for (const json::Member& member : root.members()) read_member(member);
}

void Reader::read_member(const json::Member& member) {
  std::string_view name = member.name();
  if (name == "//") {
    out_.metadata.push_back(&member.value);
    return;
  }
  const RootKey* key = std::find_if(std::begin(root_keys), std::end(root_keys),
                                    [&](const RootKey& row) { return row.name == name; });
  if (key != std::end(root_keys)) {
    key->labels > 0 ? read_labels(*key, member.value, 0)
                    : read_bodies(*key, member.value, &member.key);
    return;
  }
  std::array<std::string_view, std::size(root_keys)> names;
  std::transform(std::begin(root_keys), std::end(root_keys), names.begin(),
                 [](const RootKey& row) { return row.name; });
  std::string_view meant = nearest(name, names);
  std::string hint = "no argument or block of that name stands at the root";
  if (!meant.empty()) hint = "did you mean '" + std::string(meant) + "'?";
  refuse(member.key, "unknown root key '" + std::string(name) + "'", std::move(hint));
}

void Reader::read_labels(const RootKey& key, const json::Value& value, std::size_t level) {
  bool any = !value.members().empty();
  for (const json::Member& label : value.members()) read_label(key, label, level);
  for (const json::Value& item : value.items()) {
    if (!item.is_object()) refuse_type(item, address(key, level), "an object");
    any = any || !item.members().empty() || !item.is_object();
    for (const json::Member& label : item.members()) read_label(key, label, level);
  }
  if (any) return;
  if (!value.is_object() && !value.is_array() && !value.is_null()) {
    refuse_type(value, address(key, level), "an object or an array of objects");
    return;
  }
  std::string_view label = level + 1 == key.labels ? "name" : "type";
  refuse(value, address(key, level) + ": missing block label",
         "write {\"" + std::string(label) + "\": {...}} or leave it out");
}

void Reader::read_label(const RootKey& key, const json::Member& label, std::size_t level) {
  labels_[level] = label.name();
  if (!check_label(key, label, level)) return;
  if (level + 1 < key.labels)
    read_labels(key, label.value, level + 1);
  else
    read_bodies(key, label.value, &label.key);
}

bool Reader::check_label(const RootKey& key, const json::Member& label, std::size_t level) {
  bool last = level + 1 == key.labels;
  std::string noun = std::string(key.noun) + (last ? "" : " type");
  if (label.name() == "//") {
    refuse(label.key, address(key, level) + ": '//' is no comment here, but the name of a " + noun,
           "comments stand at the root and in bodies");
    return false;
  }
  if (key.kind == BlockKind::Provider) return check_provider(label);
  if (!is_identifier(label.name())) {
    refuse(label.key,
           address(key, level + 1) + ": invalid " + noun + (last ? " name '" : " '") +
               std::string(label.name()) + "'",
           std::string(naming_rule));
    return false;
  }
  return check_last_label(key, label);
}

bool Reader::check_provider(const json::Member& label) {
  std::string name(label.name());
  if (is_provider_name(name)) return true;
  std::size_t dot = name.find('.');
  std::string hint = "a provider's name holds small letters, digits and inner dashes";
  if (dot != std::string::npos)
    hint = "write \"" + name.substr(0, dot) + "\": [{\"alias\": \"" + name.substr(dot + 1) + "\"}]";
  refuse(label.key, "provider." + name + ": invalid provider name '" + name + "'", std::move(hint));
  return false;
}

bool Reader::check_last_label(const RootKey& key, const json::Member& label) {
  if (key.kind != BlockKind::Variable) return true;
  bool reserved = std::find(std::begin(reserved_variables), std::end(reserved_variables),
                            label.name()) != std::end(reserved_variables);
  if (reserved)
    refuse(label.key, address(key, 1) + ": the variable name is reserved",
           "modules have an argument of that name");
  return !reserved;
}

void Reader::read_bodies(const RootKey& key, const json::Value& value, const json::Value* name) {
  if (value.is_object()) return add_block(key, value, name);
  if (value.is_null()) return;
  if (!value.is_array())
    return refuse_type(value, address(key, key.labels),
                       "a body, which is an object or an array of objects");
  bool alone = value.items().size() == 1;
  for (const json::Value& item : value.items()) {
    if (item.is_object() || item.is_null())
      add_block(key, item, alone ? name : nullptr);
    else
      refuse_type(item, address(key, key.labels), "a body, which is an object");
  }
}

void Reader::add_block(const RootKey& key, const json::Value& body, const json::Value* name) {
  Block block{key.kind, {}, {}, {}, {&document_, &body, name}};
  if (key.kind == BlockKind::Other) block.type = key.name;
  if (key.labels == 2 && key.kind != BlockKind::Other) block.type = labels_[0];
  if (key.labels > 0) block.name = labels_[key.labels - 1];
  if (key.kind == BlockKind::Provider) {
    const json::Value* alias = body.find("alias");
    block.type = labels_[0];
    block.name = alias && alias->is_string() ? alias->text() : std::string_view();
  }
  if (key.kind == BlockKind::Locals) check_locals(body);
  out_.blocks.push_back(block);
}

void Reader::check_locals(const json::Value& body) {
  for (const json::Member& local : body.members())
    if (local.name() != "//" && !is_identifier(local.name()))
      refuse(local.key,
             "local." + std::string(local.name()) + ": invalid local value name '" +
                 std::string(local.name()) + "'",
             std::string(naming_rule));
}

}  // namespace

std::vector<Problem> add_document(Configuration& configuration, const json::Document& document) {
  return Reader(configuration, document).read();
}

}  // namespace paycheck::terraform
