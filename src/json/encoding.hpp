// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace paycheck::json {

/// Why a file's bytes are not the UTF-8 that Terraform reads; both empty if nothing speaks against
/// it.
struct WrongEncoding {
  std::string_view message;
  std::string_view hint;
};

WrongEncoding wrong_encoding(std::string_view text);

}  // namespace paycheck::json
