// SPDX-License-Identifier: Apache-2.0
// From byte offsets to what reports tell: locations, attribute paths, source lines.

#include "places.hpp"

#include <algorithm>

#include "masking.hpp"

namespace paycheck {

namespace {

constexpr std::size_t widest_line = 120;
constexpr std::size_t before_cut = 40;  // characters kept before the location in a line that is cut

std::uint32_t columns_of(std::string_view text) {
  std::uint32_t columns = 0;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) columns += byte >= 0xF0 ? 2 : 1;
  }
  return columns;
}

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::size_t line_begin(std::string_view text, std::size_t offset) {
  std::size_t found = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return found == std::string_view::npos ? 0 : found + 1;
}
std::size_t line_end(std::string_view text, std::size_t offset) {
  std::size_t end = std::min(text.find('\n', offset), text.size());
  return end > offset && text[end - 1] == '\r' ? end - 1 : end;
}

struct Shown {
  std::string text;
  std::size_t cut = 0;  // bytes lost at the beginning
};

// A line in at most `widest_line` bytes that shows what stands at `focus`.
Shown shorten(std::string_view line, std::size_t focus) {
  if (line.size() <= widest_line) return {std::string(line), 0};
  std::size_t from = focus > before_cut ? focus - before_cut : 0;
  if (line.size() - from < widest_line && line.size() > widest_line)
    from = line.size() - widest_line;
  if (focus < widest_line / 2) from = 0;
  while (from > 0 && continues(line[from])) --from;
  std::size_t to = std::min(line.size(), from + widest_line);
  while (to > from && to < line.size() && continues(line[to])) --to;
  return {std::string(line.substr(from, to - from)), from};
}

struct Span {
  std::size_t begin, end;
};

// The key that names the place, else the value, in the file's own offsets.
Span span_in_file(const json::Place& place) {
  const json::Value& shown = place.key ? *place.key : *place.value;
  std::size_t begin = place.document->outer_offset(shown.begin());
  std::size_t end = place.document->outer_offset(shown.end());
  return {begin, std::max(begin, end)};
}

// What may be shown of a file: all, or the body that a place in a derived document lies in, since
// only there is known what is secret.
struct Shows {
  const json::Value* root;
  std::size_t begin, end;
};

std::optional<Shows> shows(const Stack& stack, const json::Place& place) {
  const json::Document& file = place.document->outermost();
  if (!file.is_derived() && file.keeps_order())
    return Shows{&file.root(), 0, file.source_text().size()};
  const Element* owner = file.is_derived() ? stack.owner(place) : nullptr;
  if (!owner || !owner->place.value) return std::nullopt;
  const json::Value& body = *owner->place.value;
  std::size_t begin = file.outer_offset(owner->place.begin());
  return Shows{&body, begin, std::max<std::size_t>(begin, file.outer_offset(body.end()))};
}

// One shown line of the file, out of a masked stretch.
Shown line_at(const MaskedText& masked, Shows within, std::string_view file, std::size_t begin,
              std::size_t focus, Frame* frame, Span span) {
  std::size_t end = std::min(line_end(file, begin), within.end);
  begin = std::max(begin, within.begin);
  std::size_t first = masked.at(begin);
  std::string_view shown = std::string_view(masked.text).substr(first, masked.at(end) - first);
  std::size_t at = std::min(masked.at(focus) - first, shown.size());
  Shown cut = shorten(shown, at);
  if (frame) {
    std::size_t to = std::min(masked.at(std::min(span.end, end)) - first, shown.size());
    std::size_t last = std::min(to, cut.cut + cut.text.size());
    frame->cut = columns_of(shown.substr(0, cut.cut));
    frame->line_column = columns_of(shown.substr(cut.cut, at - cut.cut)) + 1;
    frame->line_width =
        std::max<std::uint32_t>(1, columns_of(shown.substr(at, last > at ? last - at : 0)));
  }
  return cut;
}

}  // namespace

std::optional<Location> location_of(const json::Place& place) {
  if (!place || !place.value) return std::nullopt;
  const json::Value& shown = place.key ? *place.key : *place.value;
  Position begin = place.document->position(shown.begin()),
           end = place.document->position(shown.end());
  return Location{place.document->file(), begin.line, begin.column, end.line, end.column};
}

std::optional<Frame> frame_of(const Stack& stack, const json::Place& place) {
  if (!place || !place.value) return std::nullopt;
  const json::Document& file = place.document->outermost();
  auto within = shows(stack, place);
  Span span = span_in_file(place);
  if (!within || span.begin < within->begin || span.begin > within->end) return std::nullopt;
  std::string_view text = file.source_text();
  std::size_t begin = line_begin(text, span.begin);
  bool has_previous = begin > within->begin;
  std::size_t previous = has_previous ? line_begin(text, begin - 1) : begin;
  std::size_t next = std::min(text.find('\n', span.begin), text.size());
  bool has_next = next + 1 < within->end;
  std::size_t last = line_end(text, has_next ? next + 1 : begin);
  MaskedText stretch = masked_source(stack, file, *within->root, std::max(previous, within->begin),
                                     std::min(std::max(last, span.begin), within->end));
  Frame frame;
  frame.first_line = file.position_in_source(static_cast<std::uint32_t>(begin)).line;
  auto add = [&](std::size_t line, std::size_t focus, Frame* shown) {
    frame.lines.push_back(line_at(stretch, *within, text, line, focus, shown, span).text);
  };
  if (has_previous) {
    add(previous, std::max(previous, within->begin), nullptr);
    --frame.first_line;
  }
  add(begin, span.begin, &frame);
  if (has_next) add(next + 1, next + 1, nullptr);
  return frame;
}

std::string path_of(const Element& subject, const language::Evidence& evidence, bool natural) {
  const Stack& stack = *subject.stack;
  std::string path;
  if (evidence.place) {
    const Element* owner = stack.owner(evidence.place);
    path = natural ? stack.natural_path(evidence.place) : stack.attribute_path(evidence.place);
    if (owner && owner->address != subject.address)
      path = std::string(owner->address) + (path.empty() ? "" : ".") + path;
  }
  for (std::string_view step : evidence.missing) {
    if (!path.empty()) path += '.';
    path += step;
  }
  return path;
}

}  // namespace paycheck
