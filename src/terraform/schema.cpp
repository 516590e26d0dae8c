// SPDX-License-Identifier: Apache-2.0
// A schema is a sorted array of arguments; looking one up is a binary search by name.

#include <algorithm>

#include "paycheck/terraform.hpp"

namespace paycheck::terraform {

const Argument* Schema::find(std::string_view name) const {
  auto place = std::ranges::lower_bound(arguments, name, {}, &Argument::name);
  return place != arguments.end() && place->name == name ? &*place : nullptr;
}

}  // namespace paycheck::terraform
