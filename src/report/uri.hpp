// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace paycheck {

// A relative path as a URI reference (RFC 3986): every byte that is not unreserved or a slash is
// percent-encoded, so that no name can look like a scheme, a query or a fragment.
std::string uri_of_path(std::string_view path);

}  // namespace paycheck
