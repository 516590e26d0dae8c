// SPDX-License-Identifier: Apache-2.0
// From a block's labels to its row: data sources have rows of their own.
#include "schemas.hpp"

namespace paycheck {

terraform::SchemaOf schemas_of(aws::Types& types) {
  return [&types](const terraform::Block& block) -> const terraform::Schema* {
    std::string type(block.type);
    if (block.kind == terraform::BlockKind::Data) type.insert(0, "data.");
    const aws::Type* row = types.find(type);
    return row ? row->schema : nullptr;
  };
}

}  // namespace paycheck
