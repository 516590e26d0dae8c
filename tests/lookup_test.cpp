// SPDX-License-Identifier: Apache-2.0
// Lookups may give too much, never too little: with all of them replaced by full scans every rule
// says the same of every fixture.

#include <doctest/doctest.h>

#include "paycheck/engine.hpp"

using namespace paycheck;

TEST_CASE("indexes and full scans agree") {
  Rulebook book = open_pack(embedded_pack());
  std::size_t outcomes = 0;
  for (const char* tree :
       {"payment", "payment-ideal", "three-region", "dr", "migration", "probe"}) {
    LoadOptions options;
    options.root = std::string(PAYCHECK_SOURCE_DIR) + "/fixtures/" + tree;
    Input input = load({options.root + "/cdktf.out"}, options);
    for (StackFiles& files : input.stacks) {
      auto stack = Stack::build(std::move(files), {});
      REQUIRE(stack);
      for (const Rule& rule : book.rules()) {
        std::string told[2];
        for (bool indexes : {false, true}) {
          language::Judge judge(**stack);
          judge.use_indexes(indexes);
          judge.run(rule.check(), {}, [&](const language::Outcome& outcome) {
            told[indexes] += std::string(outcome.subject->address) + " " +
                             std::to_string(static_cast<int>(outcome.kind)) + " " +
                             outcome.message + "\n";
            ++outcomes;
          });
        }
        CAPTURE(tree);
        CAPTURE(rule.id);
        CHECK(told[0] == told[1]);
      }
    }
  }
  CHECK(outcomes > 1000);
}
