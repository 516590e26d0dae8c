// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paycheck/aws.hpp"

namespace paycheck {

/// What the provider's tables say of blocks. `types` must live as long.
terraform::SchemaOf schemas_of(aws::Types& types);

}  // namespace paycheck
