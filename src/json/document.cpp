// SPDX-License-Identifier: Apache-2.0
// Documents: files, and the JSON inside their strings.
#include <algorithm>

#include "encoding.hpp"
#include "lazy.hpp"
#include "reader.hpp"

namespace paycheck::json {
namespace {

constexpr std::uint32_t largest_text = 1u << 30;
constexpr std::uint32_t most_levels = 8;

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::Null:
      return "null";
    case Kind::False:
      return "false";
    case Kind::True:
      return "true";
    case Kind::Number:
      return "a number";
    case Kind::String:
      return "a string";
    case Kind::Array:
      return "an array";
    case Kind::Object:
      return "an object";
  }
  return "";
}

}  // namespace

Document::Document() = default;
Document::~Document() = default;

Document::Document(const Document& host, const Value& string)
    : text_(string.text()),
      host_(&host),
      host_string_(string),
      level_(host.level_ + 1),
      templates_(true) {}

Document::Lazy& Document::lazy() const {
  if (!lazy_) lazy_ = std::make_unique<Lazy>();
  return *lazy_;
}

std::optional<Problem> Document::read_whole(const Options& options) {
  text_ = owned_text_;
  templates_ = options.templates;
  std::uint32_t bound = std::min(options.max_bytes, largest_text);
  if (std::max(text_.size(), source_.size()) > bound)
    return Problem{
        ProblemKind::TooLarge, file_, {}, "larger than " + std::to_string(bound) + " bytes", {}};
  if (WrongEncoding wrong = wrong_encoding(text_); !wrong.message.empty())
    return Problem{ProblemKind::Encoding, file_, Position{1, 1}, std::string(wrong.message),
                   std::string(wrong.hint)};
  return Reader(*this, options).read();
}

Result<std::unique_ptr<Document>> read(std::string file, std::string text, const Options& options) {
  std::unique_ptr<Document> document(new Document);
  document->file_ = std::move(file);
  document->owned_text_ = std::move(text);
  if (auto problem = document->read_whole(options)) return *std::move(problem);
  return document;
}

Result<std::unique_ptr<Document>> read(std::string file, Translation translation,
                                       const Options& options) {
  std::unique_ptr<Document> document(new Document);
  document->file_ = std::move(file);
  document->owned_text_ = std::move(translation.text);
  document->source_ = std::move(translation.source);
  document->stretches_ = std::move(translation.stretches);
  document->marks_ = std::move(translation.marks);
  document->hidden_ = std::move(translation.hidden);
  document->outcome_ = translation.outcome;
  if (document->stretches_.empty()) document->stretches_.push_back({});
  document->keeps_order_ =
      std::is_sorted(document->stretches_.begin(), document->stretches_.end(),
                     [](const Stretch& a, const Stretch& b) { return a.source < b.source; });
  if (auto problem = document->read_whole(options)) return *std::move(problem);
  return document;
}

Result<std::unique_ptr<Document>> derive(const Document& of, Translation translation) {
  std::unique_ptr<Document> document(new Document);
  document->derived_from_ = &of.original();
  document->owned_text_ = std::move(translation.text);
  document->stretches_ = std::move(translation.stretches);
  document->marks_ = std::move(translation.marks);
  if (document->stretches_.empty()) document->stretches_.push_back({});
  document->keeps_order_ = false;
  if (auto problem = document->read_whole({})) return *std::move(problem);
  return document;
}

const Mark* Document::find_mark(const Value& value, Mark::Kind kind) const {
  auto at = std::lower_bound(
      marks_.begin(), marks_.end(), value.begin(),
      [](const Mark& mark, std::uint32_t offset) { return mark.at < offset; });
  for (; at != marks_.end() && at->at == value.begin(); ++at)
    if (at->kind == kind) return &*at;
  return nullptr;
}

bool Document::is_hidden(std::uint32_t offset) const {
  const Document* document = this;
  for (; document->host_; document = document->host_) offset = document->host_string_.begin();
  auto after = std::upper_bound(
      document->hidden_.begin(), document->hidden_.end(), offset,
      [](std::uint32_t at, const Translation::Span& span) { return at < span.begin; });
  return after != document->hidden_.begin() && offset < (after - 1)->end;
}

Result<std::unique_ptr<Document>> Document::read_nested(const Value& string) const {
  auto problem = [&](ProblemKind kind, std::string message) {
    return Problem{kind, file(), position(string.begin()), std::move(message), {}};
  };
  if (!string.is_string())
    return problem(ProblemKind::Structure, "expected a string that holds JSON, found " +
                                               std::string(to_string(string.kind())));
  if (level_ == most_levels)
    return problem(ProblemKind::TooDeep,
                   "JSON inside JSON, deeper than " + std::to_string(most_levels) + " documents");
  std::unique_ptr<Document> document(new Document(*this, string));
  if (auto failure = Reader(*document, {.templates = true}).read()) return *std::move(failure);
  return document;
}

Result<const Document*> Document::nested(const Value& string) const {
  std::lock_guard lock(outermost().guard_);
  StringKey key{std::to_address(string.text().begin()), string.begin()};
  auto& known = lazy().nested;
  auto found = known.find(key);
  if (found == known.end()) found = known.emplace(key, read_nested(string)).first;
  if (!found->second) return found->second.problems();
  return found->second->get();
}

}  // namespace paycheck::json
