// SPDX-License-Identifier: Apache-2.0
// The table of all functions, sorted by name: the families' rows, joined once.
#include <algorithm>

#include "functions.hpp"

namespace paycheck::expression {
namespace {

using Family = std::vector<Function> (*)();

constexpr Family families[] = {
    numeric_functions, text_functions,       trimming_functions, format_functions,
    pattern_functions, list_functions,       map_functions,      set_functions,
    choice_functions,  conversion_functions, encoding_functions, charset_functions,
    csv_functions,     yaml_functions,       file_functions,     path_functions,
    date_functions,    digest_functions,     address_functions,  opaque_functions,
};

std::vector<Function> all() {
  std::vector<Function> rows;
  for (Family family : families)
    for (Function& row : family()) rows.push_back(std::move(row));
  std::ranges::sort(rows, {}, &Function::name);
  return rows;
}

}  // namespace

std::span<const Function> functions() {
  static const std::vector<Function> rows = all();
  return rows;
}

const Function* find_function(std::string_view name) {
  if (name.starts_with("core::")) name.remove_prefix(6);
  auto found = std::ranges::lower_bound(functions(), name, {}, &Function::name);
  return found != functions().end() && found->name == name ? &*found : nullptr;
}

}  // namespace paycheck::expression
