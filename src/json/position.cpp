// SPDX-License-Identifier: Apache-2.0
// Offsets become lines and columns in the file: through every host document first, then by an
// index.
#include <algorithm>
#include <cstring>

#include "lazy.hpp"
#include "utf8.hpp"

namespace paycheck::json {
namespace {

constexpr std::size_t stride = 1024;

}  // namespace

LineIndex::LineIndex(std::string_view text) : starts_{0} {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    starts_.push_back(static_cast<std::uint32_t>(at + 1));
  if (is_ascii(text)) return;
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size(); at += stride) {
    units_.push_back(static_cast<std::uint32_t>(units));
    units += utf16_units(text.substr(at, stride));
  }
}

std::size_t LineIndex::units_before(std::string_view text, std::size_t offset) const {
  if (units_.empty()) return offset;
  std::size_t known = std::min(offset / stride, units_.size() - 1);
  return units_[known] + utf16_units(text.substr(known * stride, offset - known * stride));
}

Position LineIndex::position(std::string_view text, std::size_t offset) const {
  auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
  std::size_t column = units_before(text, offset) - units_before(text, *(next - 1));
  return {static_cast<std::uint32_t>(next - starts_.begin()),
          static_cast<std::uint32_t>(column + 1)};
}

Position Document::position(std::uint32_t offset) const {
  const Document& file = outermost();
  std::lock_guard lock(file.guard_);
  std::optional<LineIndex>& lines = file.lazy().lines;
  if (!lines) lines.emplace(file.text_);
  return lines->position(file.text_, outer_offset(offset));
}

std::uint32_t Document::outer_offset(std::uint32_t offset) const {
  std::unique_lock lock(outermost().guard_, std::defer_lock);
  if (host_ != nullptr) lock.lock();
  const Document* document = this;
  for (; document->host_ != nullptr; document = document->host_)
    offset = document->offset_in_host(offset);
  return std::min(offset, static_cast<std::uint32_t>(document->text_.size()));
}

namespace {

// Nothing if the string's source does not give its text: a value made by a builder.
std::optional<TextOrigin> origin_of(const Value& string, std::string_view host, bool templates) {
  if (string.begin() >= host.size() || host[string.begin()] != '"') return {};
  std::string text;
  TextOrigin origin;
  StringEnd end = read_text(host, string.begin() + 1, templates, text, origin);
  if (end.fault != StringFault::None || text != string.text()) return {};
  return origin;
}

bool lies_within(std::string_view part, std::string_view whole) {
  std::less_equal<const char*> not_after;
  return not_after(whole.data(), part.data()) &&
         not_after(part.data() + part.size(), whole.data() + whole.size());
}

}  // namespace

std::uint32_t Document::offset_in_host(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  if (lies_within(text_, host_->text_))
    return static_cast<std::uint32_t>(text_.data() - host_->text_.data()) + offset;
  auto& origin = lazy().origin;
  if (!origin) origin = origin_of(host_string_, host_->text_, host_->templates_);
  return *origin ? static_cast<std::uint32_t>((*origin)->source_of(offset)) : host_string_.begin();
}

}  // namespace paycheck::json
