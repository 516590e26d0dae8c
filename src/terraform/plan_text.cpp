// SPDX-License-Identifier: Apache-2.0
// Every token begins a stretch at its first byte and one just past its last, so that both its ends
// are known. Commas are put where the text shows that one is due.

#include "plan_text.hpp"

#include <algorithm>

namespace paycheck::terraform {
namespace {

constexpr std::size_t least_bound = 64u << 20;
constexpr std::size_t most_bound = 1u << 30;

/// The next `${` or `%{`.
std::size_t mark_after(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('{', from); at != std::string_view::npos;
       at = text.find('{', at + 1))
    if (at > from && (text[at - 1] == '$' || text[at - 1] == '%')) return at - 1;
  return std::string_view::npos;
}

std::string with_marks_doubled(std::string_view text) {
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = mark_after(text, 0); at != std::string_view::npos;
       at = mark_after(text, from)) {
    result.append(text.substr(from, at - from)).append(2, text[at]) += '{';
    from = at + 2;
  }
  return result.append(text.substr(from));
}

/// JSON's escapes may hide a template's mark from the eye: `\u0024{`.
bool hides_marks(std::string_view raw) {
  for (std::size_t at = raw.find("\\u00"); at != std::string_view::npos;
       at = raw.find("\\u00", at + 1)) {
    std::string_view code = raw.substr(at + 4, 2);
    if (code == "24" || code == "25" || code == "7b" || code == "7B") return true;
  }
  return false;
}

}  // namespace

PlanText::PlanText(const json::Document& plan)
    : source_(plan.text()), bound_(std::clamp(8 * source_.size(), least_bound, most_bound)) {
  text_.reserve(source_.size() / 2);
  stretches_.push_back({});
}

void PlanText::separate() {
  if (text_.empty() || text_.back() == '{' || text_.back() == '[' || text_.back() == ':') return;
  text_ += ',';
}

void PlanText::at(std::uint32_t source, bool exact) {
  json::Stretch next{size(), source, exact};
  if (stretches_.back().text == next.text)
    stretches_.back() = next;
  else
    stretches_.push_back(next);
}

void PlanText::open(char bracket, const json::Value* place) {
  separate();
  if (place) at(place->begin(), false);
  text_ += bracket;
}

void PlanText::close(char bracket, const json::Value* place) {
  text_ += bracket;
  if (place) at(place->end(), false);
}

void PlanText::key(std::string_view name, const json::Value& place) {
  text(name, place);
  text_ += ':';
}

void PlanText::key_of(const json::Value& key) {
  literal(key);
  text_ += ':';
}

void PlanText::key_as_written(const json::Value& key) {
  copy(key);
  text_ += ':';
}

void PlanText::text(std::string_view text, const json::Value& place) {
  separate();
  at(place.begin(), false);
  json::append_quoted(text_, text);
  at(place.end(), false);
}

void PlanText::copy(const json::Value& value) {
  separate();
  at(value.begin(), true);
  text_.append(source_.substr(value.begin(), value.end() - value.begin()));
  at(value.end(), false);
}

void PlanText::literal(const json::Value& scalar) {
  if (scalar.is_string() && scalar.has_template()) return escaped(scalar);
  copy(scalar);
}

void PlanText::escaped(const json::Value& string) {
  std::string_view raw = source_.substr(string.begin(), string.end() - string.begin());
  if (hides_marks(raw)) return text(with_marks_doubled(string.text()), string);
  separate();
  std::size_t from = 0;
  for (std::size_t mark = mark_after(raw, 0);; mark = mark_after(raw, mark + 2)) {
    at(static_cast<std::uint32_t>(string.begin() + from), true);
    text_.append(raw.substr(from, mark == std::string_view::npos ? mark : mark - from));
    if (mark == std::string_view::npos) break;
    at(static_cast<std::uint32_t>(string.begin() + mark), false);
    text_ += raw[mark];
    from = mark;
  }
  at(string.end(), false);
}

void PlanText::hide_since(std::uint32_t begin) {
  // What lies inside is hidden with it.
  while (!hidden_.empty() && hidden_.back().begin >= begin) hidden_.pop_back();
  hidden_.push_back({begin, size()});
}

json::Translation PlanText::take() {
  json::Translation result;
  result.source = std::string(source_);
  result.text = std::move(text_);
  result.stretches = std::move(stretches_);
  result.hidden = std::move(hidden_);
  result.outcome = true;
  return result;
}

}  // namespace paycheck::terraform
