// SPDX-License-Identifier: Apache-2.0
// Tag keys of resources in; usual keys and spellings out.
#include <doctest/doctest.h>

#include "../src/stack/usual_tags.hpp"

using namespace paycheck;

namespace {

using conventions::CarriedKeys;
using Keys = std::vector<std::string_view>;

std::vector<CarriedKeys> resources(std::size_t count, const Keys& keys, bool open = false) {
  return std::vector<CarriedKeys>(count, CarriedKeys{keys, open});
}
std::vector<CarriedKeys> operator+(std::vector<CarriedKeys> a, const std::vector<CarriedKeys>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace

TEST_CASE("usual tags") {
  const Keys owned = {"Project", "environment", "CostCenter", "Name", "aws:x", "CostCenter"};
  const Keys two = {"Project", "environment"};
  struct {
    std::vector<CarriedKeys> stack;
    std::string keys;
  } cases[] = {
      {resources(7, owned), "too few"},
      {resources(8, owned), "CostCenter, environment, Project"},
      {resources(11, owned) + resources(1, two), "CostCenter, environment, Project"},
      {resources(9, owned) + resources(1, two), "CostCenter, environment, Project"},
      {resources(8, owned) + resources(1, two), "environment, Project"},
      {resources(8, owned) + resources(1, two, true), "environment, Project"},
      {resources(8, {}), ""},
  };
  for (auto& c : cases) {
    auto keys = conventions::usual_keys(c.stack);
    std::string text = keys ? "" : "too few";
    for (std::size_t i = 0; keys && i < keys->size(); ++i)
      text += (i ? ", " : "") + std::string((*keys)[i]);
    CHECK(text == c.keys);
  }
}

TEST_CASE("usual spellings") {
  const Keys a = {"CostCenter"}, b = {"costcenter"}, both = {"CostCenter", "costcenter"},
             nothing = {};
  struct {
    std::vector<CarriedKeys> stack;
    Keys defaults;
    std::string spelling;
  } cases[] = {
      {resources(2, a) + resources(1, b), {}, "CostCenter"},
      {resources(2, b) + resources(1, a), {}, "costcenter"},
      {resources(1, a) + resources(1, b), {}, "?"},
      {resources(1, a) + resources(1, b), {"costcenter"}, "costcenter"},
      {resources(1, a) + resources(1, b), {"costcenter", "CostCenter"}, "?"},
      {resources(2, a) + resources(1, b), {"costcenter"}, "CostCenter"},
      {resources(2, a) + resources(1, b) + resources(1, nothing, true), {}, "?"},
      {resources(3, a) + resources(1, b) + resources(1, nothing, true), {}, "CostCenter"},
      {resources(2, a) + resources(1, b) + resources(1, nothing, true),
       {"CostCenter"},
       "CostCenter"},
      {resources(3, a) + resources(1, b, true), {}, "CostCenter"},
      {resources(2, both) + resources(1, a), {}, "CostCenter"},
      {resources(3, a, true), {}, "CostCenter"},
      {resources(3, {"Other"}), {}, "unseen"},
      {{}, {}, "unseen"},
  };
  for (auto& c : cases) {
    using State = conventions::UsualSpellings::Spelling::State;
    auto spelling = conventions::UsualSpellings(c.stack, c.defaults).of("COST-CENTER");
    std::string text = spelling.state == State::Known    ? std::string(spelling.text)
                       : spelling.state == State::Unseen ? "unseen"
                                                         : "?";
    CHECK(text == c.spelling);
  }
}
