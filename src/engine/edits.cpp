// SPDX-License-Identifier: Apache-2.0
// Changes of JSON by byte ranges: what is not changed stays as it was written.

#include "edits.hpp"

#include <algorithm>

namespace paycheck {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

// A range of a document as an edit of its file.
Edit edit(const json::Document& document, std::uint32_t begin, std::uint32_t end,
          std::string text) {
  for (const json::Document* at = &document; at->host(); at = at->host()) text = escaped(text);
  return {document.file(), document.outer_offset(begin), document.outer_offset(end),
          std::move(text)};
}

}  // namespace

std::optional<Edit> remove_value(const json::Place& place) {
  std::string_view text = place.document->text();
  std::size_t begin = place.begin(), end = place.value->end();
  if (begin == 0) return std::nullopt;  // a root
  std::size_t next = end;
  while (next < text.size() && is_space(text[next])) ++next;
  if (next < text.size() && text[next] == ',') {
    end = next + 1;
  } else {
    std::size_t before = begin;
    while (before > 0 && is_space(text[before - 1])) --before;
    if (before > 0 && text[before - 1] == ',') begin = before - 1;
  }
  return edit(*place.document, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
              "");
}

std::optional<Edit> replace_value(const json::Place& place, std::string_view json) {
  if (place.document->text().substr(place.value->begin(),
                                    place.value->end() - place.value->begin()) == json)
    return std::nullopt;
  return edit(*place.document, place.value->begin(), place.value->end(), std::string(json));
}

std::optional<Edit> rename_key(const json::Place& place, std::string_view key) {
  if (!place.key || place.key->text() == key) return std::nullopt;
  return edit(*place.document, place.key->begin(), place.key->end(), json::quoted(key));
}

std::optional<Edit> insert_value(const json::Place& place, std::span<const std::string_view> steps,
                                 std::string_view json) {
  if (!place.value->is_object() || steps.empty()) return std::nullopt;
  std::string text(json);
  for (std::size_t i = steps.size(); i-- > 0;) {
    text = json::quoted(steps[i]) + ": " + text;
    if (i > 0) text = "{" + text + "}";
  }
  if (!place.value->members().empty()) text += ", ";
  std::uint32_t inside = place.value->begin() + 1;
  return edit(*place.document, inside, inside, std::move(text));
}

std::optional<std::vector<ExampleFile>> edited(std::vector<ExampleFile> files,
                                               std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.begin > b.begin; });
  for (ExampleFile& file : files) {
    std::size_t last = file.text.size() + 1;
    for (const Edit& edit : edits) {
      if (edit.file != file.path) continue;
      if (edit.end > last || edit.end < edit.begin || edit.end > file.text.size())
        return std::nullopt;
      file.text.replace(edit.begin, edit.end - edit.begin, edit.text);
      last = edit.begin;
    }
  }
  return files;
}

}  // namespace paycheck
