// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "offset_map.hpp"

namespace paycheck::json {

/// Brings valid UTF-8 into Unicode normalisation form C, in the stream-safe form that Terraform
/// uses: after 30 combining characters in a row comes a U+034F. `map`, if any, learns where the old
/// text was. https://unicode.org/reports/tr15/#Stream_Safe_Text_Format
void normalize(std::string& text, OffsetMap* map);

}  // namespace paycheck::json
