// SPDX-License-Identifier: Apache-2.0
// Offsets become lines and columns in the file: through every host document first, then by an
// index.
#include <algorithm>
#include <cstring>

#include "bytes.hpp"
#include "lazy.hpp"
#include "utf8.hpp"

namespace paycheck::json {
namespace {

constexpr std::size_t stride = 256;

/// Just past the last line feed; npos if there is none.
std::size_t after_last_line(std::string_view text) {
  const void* last = memrchr(text.data(), '\n', text.size());
  if (last == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(last) - text.data()) + 1;
}

/// Line feeds, eight bytes at a time.
std::uint32_t count_lines(std::string_view text) {
  std::uint32_t count = 0;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t bytes = load_eight(text.data() + at) ^ ('\n' * each_byte);
    std::uint64_t low = ~high_bits;
    std::uint64_t marks = ~(((bytes & low) + low) | bytes | low);  // exact, unlike `zero_bytes`
    count += static_cast<std::uint32_t>(((marks >> 7) * each_byte) >> 56);
  }
  for (; at < text.size(); ++at) count += text[at] == '\n';
  return count;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) {
  stretches_.reserve(text.size() / stride + 1);
  std::uint32_t lines = 0, line_begin = 0;
  for (std::size_t at = 0; at < text.size() || at == 0; at += stride) {
    stretches_.push_back({lines, line_begin});
    std::string_view stretch = text.substr(at, stride);
    std::size_t next = after_last_line(stretch);
    if (next == std::string_view::npos) continue;
    lines += count_lines(stretch);
    line_begin = static_cast<std::uint32_t>(at + next);
  }
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
  std::size_t known = std::min(offset / stride, stretches_.size() - 1);
  std::string_view before = text.substr(known * stride, offset - known * stride);
  std::size_t last = before.rfind('\n');
  std::size_t line_begin =
      last == std::string_view::npos ? stretches_[known].line_begin : known * stride + last + 1;
  std::size_t column = units_before(text, offset) - units_before(text, line_begin);
  return {stretches_[known].lines + count_lines(before) + 1,
          static_cast<std::uint32_t>(column + 1)};
}

Position Document::position_in_source(std::uint32_t offset) const {
  if (derived_from_) return derived_from_->position_in_source(offset);
  std::lock_guard lock(guard_);
  std::optional<LineIndex>& lines = lazy().lines;
  if (!lines) lines.emplace(source_text());
  return lines->position(source_text(), offset);
}

Position Document::position(std::uint32_t offset) const {
  return outermost().position_in_source(outer_offset(offset));
}

std::uint32_t Document::offset_in_source(std::uint32_t offset) const {
  if (!is_translated()) return std::min(offset, static_cast<std::uint32_t>(text_.size()));
  auto next =
      std::upper_bound(stretches_.begin(), stretches_.end(), offset,
                       [](std::uint32_t at, const Stretch& stretch) { return at < stretch.text; });
  if (next == stretches_.begin()) return 0;
  const Stretch& stretch = *(next - 1);
  std::uint32_t found = stretch.source + (stretch.exact ? offset - stretch.text : 0);
  return std::min(found, static_cast<std::uint32_t>(source_text().size()));
}

std::uint32_t Document::outer_offset(std::uint32_t offset) const {
  std::unique_lock lock(outermost().guard_, std::defer_lock);
  if (host_ != nullptr) lock.lock();
  const Document* document = this;
  for (; document->host_ != nullptr; document = document->host_)
    offset = document->offset_in_host(offset);
  return document->offset_in_source(offset);
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
