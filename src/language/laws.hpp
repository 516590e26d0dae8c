// SPDX-License-Identifier: Apache-2.0
#pragma once

// The laws that a parsed check keeps (language page, 1.3) beyond those the parser sees by itself.

#include "complaints.hpp"

namespace paycheck::language {

// `complete`: every sentence was understood, so that what is not mentioned is not used.
void apply_laws(const CheckTree& tree, Complaints& complaints, bool complete);

// Subjects of which there is one: a quantifier needs no tie to them.
bool is_free(const CheckTree& tree);

}  // namespace paycheck::language
