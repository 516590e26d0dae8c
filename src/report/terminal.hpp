// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace paycheck {

// Appends text from the input to a terminal's or log's text: control characters, line ends and
// characters that reorder the line become `\u{...}`, so that no name can forge output.
void append_shown(std::string& out, std::string_view text);
std::string shown(std::string_view text);

}  // namespace paycheck
