// SPDX-License-Identifier: Apache-2.0
// Secrets are found by what their argument means and by their form, leaf by leaf: only the leaves
// that lie in the wanted stretch of the file are visited.

#include "masking.hpp"

#include <algorithm>

namespace paycheck {

namespace {

constexpr std::string_view mask = "\"***\"";
constexpr std::size_t longest_evidence = 160;

class LeavesIn {
 public:
  LeavesIn(const Stack& stack, const json::Document& file, bool in_source, MaskedText& out)
      : stack_(stack), file_(file), in_source_(in_source), out_(out) {}

  // Whether what comes later in the text comes later in the file, too: then most is passed over.
  bool in_order() const { return !in_source_ || file_.keeps_order(); }

  void visit(const json::Value& root, std::size_t begin, std::size_t end) {
    begin_ = begin;
    end_ = end;
    struct Open {
      const json::Value* value;
      const json::Value* key;
    };
    std::vector<Open> open{{&root, nullptr}};
    while (!open.empty()) {
      Open at = open.back();
      open.pop_back();
      if (at.value->is_string() || at.value->is_number()) leaf(*at.value, at.key);
      std::size_t first = open.size();
      auto members = at.value->members();
      auto member = !in_order() ? members.begin()
                                : std::partition_point(members.begin(), members.end(),
                                                       [&](const json::Member& m) {
                                                         return end_of(m.value) <= begin;
                                                       });
      for (; member != members.end() && (!in_order() || begin_of(member->key) < end); ++member)
        open.push_back({&member->value, &member->key});
      auto items = at.value->items();
      auto item = !in_order()
                      ? items.begin()
                      : std::partition_point(items.begin(), items.end(), [&](const json::Value& v) {
                          return end_of(v) <= begin;
                        });
      for (; item != items.end() && (!in_order() || begin_of(*item) < end); ++item)
        open.push_back({&*item, nullptr});
      std::reverse(open.begin() + static_cast<std::ptrdiff_t>(first), open.end());
    }
  }

 private:
  void leaf(const json::Value& value, const json::Value* key) {
    std::size_t from = begin_of(value), to = end_of(value);
    if (!in_order() && (to <= begin_ || from >= end_)) return;
    if (stack_.is_secret({&file_, &value, key})) out_.cuts.push_back({from, to, mask.size()});
  }
  std::size_t begin_of(const json::Value& value) const { return offset(value.begin()); }
  std::size_t end_of(const json::Value& value) const { return offset(value.end()); }
  std::size_t offset(std::uint32_t own) const { return in_source_ ? file_.outer_offset(own) : own; }

  const Stack& stack_;
  const json::Document& file_;
  bool in_source_;
  std::size_t begin_ = 0, end_ = 0;
  MaskedText& out_;
};

}  // namespace

std::size_t MaskedText::at(std::size_t offset) const {
  std::size_t result = offset - begin;
  for (const Cut& cut : cuts) {
    if (offset < cut.to) return offset <= cut.from ? result : result - (offset - cut.from);
    result = result - (cut.to - cut.from) + cut.length;
  }
  return result;
}

namespace {

// Instances come from one place of the file: a secret of several is one cut.
void drop_overlaps(std::vector<MaskedText::Cut>& cuts) {
  std::sort(cuts.begin(), cuts.end(), [](const auto& a, const auto& b) {
    return a.from != b.from ? a.from < b.from : a.to > b.to;
  });
  std::size_t kept = 0;
  for (const MaskedText::Cut& cut : cuts)
    if (kept == 0 || cut.from >= cuts[kept - 1].to) cuts[kept++] = cut;
  cuts.resize(kept);
}

MaskedText masked(const Stack& stack, const json::Document& document, const json::Value& root,
                  bool in_source, std::size_t begin, std::size_t end) {
  MaskedText result;
  LeavesIn(stack, document, in_source, result).visit(root, begin, end);
  drop_overlaps(result.cuts);
  for (MaskedText::Cut& cut : result.cuts) {
    begin = std::min(begin, cut.from);  // a secret is hidden whole or not at all
    end = std::max(end, cut.to);
  }
  result.begin = begin;
  std::string_view text = in_source ? document.source_text() : document.text();
  std::size_t at = begin;
  for (const MaskedText::Cut& cut : result.cuts) {
    result.text.append(text.substr(at, cut.from - at)).append(mask);
    at = cut.to;
  }
  result.text.append(text.substr(at, end - at));
  return result;
}

}  // namespace

MaskedText masked_source(const Stack& stack, const json::Document& file, const json::Value& root,
                         std::size_t begin, std::size_t end) {
  return masked(stack, file, root, file.is_translated(), begin, end);
}

std::string evidence_text(const Stack& stack, const json::Place& place) {
  if (!place || !place.value) return {};
  if (stack.is_secret(place)) return "***";
  std::string text = masked(stack, *place.document, place.document->root(), false,
                            place.value->begin(), place.value->end())
                         .text;
  std::string line;
  for (char c : text) {
    if (c == '\n' || c == '\r') c = ' ';
    if (c == ' ' && (line.empty() || line.back() == ' ')) continue;
    line += c;
    if (line.size() > longest_evidence) {
      while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0) == 0x80)
        line.pop_back();
      if (!line.empty()) line.pop_back();
      return line + "...";
    }
  }
  return line;
}

}  // namespace paycheck
