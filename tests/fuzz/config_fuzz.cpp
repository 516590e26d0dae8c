// SPDX-License-Identifier: Apache-2.0
// Any text as paycheck.json, against a small rulebook with a parameter of each type. What reads
// must bind.
#include <cstdint>
#include <cstdlib>

#include "paycheck/config.hpp"

namespace {

std::string make_pack() {
  using paycheck::language::ParameterValue;
  paycheck::RuleFile first, second;
  first.id = "ENC001";
  first.name = "TableWithoutKey";
  first.parameters = {{"yes", ParameterValue{true}, ""},
                      {"days", ParameterValue{30.0}, ""},
                      {"keys", ParameterValue{std::vector<std::string>{"a"}}, ""},
                      {"word", ParameterValue{std::string("a")}, ""}};
  second.id = "ENC002";
  second.name = "QueueWithoutKey";
  second.status = paycheck::RuleStatus::Preview;
  second.parameters = {
      {"keys", ParameterValue{std::vector<double>{1}}, ""},
      {"values", ParameterValue{std::vector<paycheck::language::PatternEntry>{}}, ""}};
  return paycheck::write_pack(std::vector<paycheck::RuleFile>{first, second});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string pack = make_pack();
  static const paycheck::Rulebook book = paycheck::open_pack(pack);
  auto config = paycheck::read_config("paycheck.json",
                                      std::string(reinterpret_cast<const char*>(data), size), book);
  if (!config) return 0;
  config->suffix_of("payments-dev-001");
  if (!paycheck::bind(book, *config, {.select = {}, .ignore = {}, .preview = true})) std::abort();
  return 0;
}
