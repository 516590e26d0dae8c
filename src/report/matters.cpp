// SPDX-License-Identifier: Apache-2.0
// A report's findings are sorted by stack, so a stack's are one stretch; groups are found in it by
// their name.

#include "matters.hpp"

#include <algorithm>
#include <unordered_map>

namespace paycheck {

namespace {

struct OfStack {
  static auto key(const Finding& f) { return std::tie(f.app, f.stack); }
  static auto key(const StackReport& s) { return std::tie(s.app, s.stack); }
  template <class A, class B>
  bool operator()(const A& a, const B& b) const {
    return key(a) < key(b);
  }
};

}  // namespace

std::vector<Matter> matters_of(const Report& report, const StackReport& stack) {
  std::vector<Matter> result;
  std::unordered_map<std::string_view, std::size_t> index;
  auto [first, last] =
      std::equal_range(report.findings.begin(), report.findings.end(), stack, OfStack());
  for (auto finding = first; finding != last; ++finding) {
    auto [known, fresh] = index.emplace(finding->group, result.size());
    if (fresh)
      result.push_back({&*finding, {}});
    else
      result[known->second].others.push_back(&*finding);
  }
  std::stable_sort(result.begin(), result.end(), [](const Matter& a, const Matter& b) {
    return a.first->severity > b.first->severity;
  });
  return result;
}

}  // namespace paycheck
