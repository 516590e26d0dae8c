// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// What stands in a name but says nothing of its environment: prefixes that AWS asks for, regions.

#include <cstddef>
#include <string_view>

namespace paycheck::conventions {

/// The leading `/aws/<service>/`, `/aws/vendedlogs/<service>/` or `alias/`.
struct Prefix {
  std::size_t length = 0;
  bool open = false;  ///< the service goes on in the hole behind the text
};
Prefix leading_prefix(std::string_view text, bool hole_after);

/// Length of the region or zone name (`us-east-1`, `eu-west-1a`) with which `text` begins, up to a
/// character that is no letter or digit; 0 if it begins with none.
std::size_t region_length(std::string_view text);

/// The words of a region name, of which a hole may hide the others.
bool is_region_area(std::string_view word);       ///< `us`
bool is_region_part(std::string_view word);       ///< `gov`
bool is_region_direction(std::string_view word);  ///< `east`
bool is_region_number(std::string_view word);     ///< `1`, `1a`

}  // namespace paycheck::conventions
