// SPDX-License-Identifier: Apache-2.0
// A check owns its tree, and the tree its text: views stay valid when the check moves.

#include "check.hpp"

namespace paycheck::language {

Check::Check(std::unique_ptr<CheckTree> tree) : tree_(std::move(tree)) {}
Check::Check(Check&&) noexcept = default;
Check& Check::operator=(Check&&) noexcept = default;
Check::~Check() = default;

std::span<const std::string_view> Check::subjects() const {
  return tree_->subjects;
}

}  // namespace paycheck::language
