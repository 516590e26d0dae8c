// SPDX-License-Identifier: Apache-2.0
// Any text as a rule file. One that reads must survive the pack and the writing of reports.
#include <cstdint>
#include <cstdlib>

#include "paycheck/rulebook.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void try_rule(const paycheck::RuleFile& file) {
  std::string pack = paycheck::write_pack(std::span(&file, 1));
  paycheck::Rulebook book = paycheck::open_pack(pack);
  require(book.rules().size() == 1 && book.rules()[0].prose() == file.prose);
  if (file.status != paycheck::RuleStatus::Retired) book.rules()[0].check();
  std::vector<std::string> reports(file.examples.size(), "1:1 a\n```\n2:2 b");
  std::string once = paycheck::with_expected(file, reports);
  auto again = paycheck::read_rule(file.path, once);
  // Reports may make a file too large, never wrong.
  if (!again) return require(again.problems().front().kind == paycheck::ProblemKind::TooLarge);
  require(paycheck::with_expected(*again, reports) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  auto file = paycheck::read_rule("encryption/queue-without-key.md", text);
  if (file)
    try_rule(*file);
  else
    require(!file.problems().empty());
  return 0;
}
