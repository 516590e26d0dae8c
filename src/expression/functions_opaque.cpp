// SPDX-License-Identifier: Apache-2.0
// Functions whose value cannot be told beforehand: it depends on time, on chance, on a secret or on
// how the other side compresses. And those that Terraform removed, which always fail.
#include "functions.hpp"

namespace paycheck::expression {
namespace {

Outcome by_chance(Arguments, Context& context) {
  return context.unknown(Type::string(), Reason::Function, "differs with each run");
}

Outcome by_time(Arguments, Context& context) {
  return context.unknown(Type::string(), Reason::Function, "depends on the time of the run");
}

Outcome compressed(Arguments, Context& context) {
  return context.unknown(Type::string(), Reason::Function,
                         "depends on how Terraform's version compresses");
}

Outcome decrypted(Arguments, Context& context) {
  return context.unknown(Type::string(), Reason::Function, "a secret, which is not computed");
}

Outcome removed_list(Arguments, Context&) {
  return failed("the function \"list\" was removed in Terraform 0.15; write tolist([...])");
}

Outcome removed_map(Arguments, Context&) {
  return failed("the function \"map\" was removed in Terraform 0.15; write tomap({...})");
}

}  // namespace

std::vector<Function> opaque_functions() {
  Type text = Type::string(), any = Type::any();
  Parameter vals = or_null(partly(any_of("vals")));
  return {
      {"base64gzip", {text_of("str")}, {}, text, compressed},
      {"bcrypt", {text_of("str")}, number_of("cost"), text, by_chance},
      {"list", {}, vals, any, removed_list},
      {"map", {}, vals, any, removed_map},
      {"plantimestamp", {}, {}, text, by_time},
      {"rsadecrypt", {text_of("ciphertext"), text_of("privatekey")}, {}, text, decrypted},
      {"timestamp", {}, {}, text, by_time},
      {"uuid", {}, {}, text, by_chance},
  };
}

}  // namespace paycheck::expression
