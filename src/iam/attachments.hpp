// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/iam.hpp"

namespace paycheck::iam {

// An argument that names policies by ARN, and the one that names who gets them (empty: itself).
struct Attachment {
  std::string_view type, policy, who, who_type;
};
std::span<const Attachment> all_attachments();

// A resource that holds the policy of another one, which its argument names.
struct Companion {
  std::string_view owner, type, argument;
};
std::span<const Companion> companions_of(std::string_view owner);

// AWS's own policies that an element attaches, by name.
Items managed_policies(const Stack& stack, const Element& element, Arena& arena);

// Ways to more rights, from everything that applies to `who`.
Items escalations_of(const Stack& stack, const Element& who, const Statements& effective,
                     Arena& arena);

}  // namespace paycheck::iam
