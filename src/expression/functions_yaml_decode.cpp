// SPDX-License-Identifier: Apache-2.0
// `yamldecode`: one document, read by libyaml's parser. Aliases share the value that they name, so
// that a small text cannot become large; what it would weigh written out is bounded.
#include <yaml.h>

#include <map>

#include "yaml.hpp"
#include "yaml_scalar.hpp"

namespace paycheck::expression {
namespace {

constexpr int most_depth = 900;

class Event {
 public:
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() { yaml_event_delete(&event); }
  yaml_event_type_t type() const { return event.type; }
  yaml_event_t event{};
};

std::string_view text_of(const yaml_char_t* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

class Reader {
 public:
  Reader(std::string_view text, Context& context) : context_(context) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { yaml_parser_delete(&parser_); }

  Outcome document() {
    Event start, first;
    if (!next(start) || !next(first)) return *stop_;
    if (first.type() == YAML_STREAM_END_EVENT) return failed("there is no YAML document", 0);
    if (const auto* version = first.event.data.document_start.version_directive)
      if (version->major != 1 || version->minor != 1)
        return failed("only YAML 1.1 may be declared", 0);
    Outcome value = read();
    if (!value) return value;
    Event end, last;
    if (!next(end) || !next(last)) return *stop_;
    if (last.type() != YAML_STREAM_END_EVENT) return failed("there is a second YAML document", 0);
    return value;
  }

 private:
  // The next event; false where the text is wrong, or reading has stopped.
  bool next(Event& to) {
    if (stop_) return false;
    if (!context_.spend(4)) return too_large();
    if (yaml_parser_parse(&parser_, &to.event)) return true;
    stop_ = failed("YAML line " + std::to_string(parser_.problem_mark.line + 1) + ": " +
                       (parser_.problem ? parser_.problem : "not readable"),
                   0);
    return false;
  }
  bool too_large() {
    stop_ = context_.too_large();
    return false;
  }

  Outcome read() {
    Event event;
    if (!next(event)) return *stop_;
    return read(event);
  }
  Outcome read(const Event& event);
  Outcome alias(const Event& event);
  Outcome scalar(const Event& event);
  Outcome sequence(const Event& event);
  Outcome mapping(const Event& event);
  std::optional<Failure> entry(const Event& key, std::map<std::string, Value>& entries);
  Outcome key_of(const Event& event);
  Outcome anchored(std::string_view anchor, Outcome value);

  Context& context_;
  yaml_parser_t parser_{};
  std::optional<Outcome> stop_;  // why reading has ended early
  std::map<std::string, std::optional<Value>, std::less<>> anchors_;
  int depth_ = 0;
};

Outcome Reader::read(const Event& event) {
  if (depth_ >= most_depth) {
    too_large();
    return *stop_;
  }
  ++depth_;
  Outcome value = failed("the YAML text is not readable", 0);
  switch (event.type()) {
    case YAML_ALIAS_EVENT:
      value = alias(event);
      break;
    case YAML_SCALAR_EVENT:
      value = scalar(event);
      break;
    case YAML_SEQUENCE_START_EVENT:
      value = sequence(event);
      break;
    case YAML_MAPPING_START_EVENT:
      value = mapping(event);
      break;
    default:
      break;
  }
  --depth_;
  return value;
}

Outcome Reader::alias(const Event& event) {
  std::string_view name = text_of(event.event.data.alias.anchor);
  auto found = anchors_.find(name);
  if (found == anchors_.end()) return failed("the YAML alias " + named(name) + " has no anchor", 0);
  if (!found->second)
    return failed("the YAML alias " + named(name) + " stands within its own anchor", 0);
  if (!context_.spend(found->second->weight() / 16)) {
    too_large();
    return *stop_;
  }
  return *found->second;
}

Outcome Reader::anchored(std::string_view anchor, Outcome value) {
  if (value && !anchor.empty()) anchors_[std::string(anchor)] = *value;
  return value;
}

Outcome value_of(const Event& event) {
  auto& data = event.event.data.scalar;
  std::string_view text(reinterpret_cast<const char*>(data.value), data.length);
  std::string_view tag = text_of(data.tag);
  bool plain = data.style == YAML_PLAIN_SCALAR_STYLE;
  if (!tag.empty()) return tagged_scalar(tag, text, plain);
  return plain ? plain_scalar(text) : Outcome(Value::string(std::string(text)));
}

Outcome Reader::scalar(const Event& event) {
  return anchored(text_of(event.event.data.scalar.anchor), value_of(event));
}

Failure unsuited(std::string_view tag, std::string_view what) {
  return failed("the YAML tag " + named(tag) + " does not fit a " + std::string(what), 0);
}

Outcome Reader::sequence(const Event& event) {
  auto& data = event.event.data.sequence_start;
  std::string_view tag = text_of(data.tag), anchor = text_of(data.anchor);
  if (!tag.empty() && tag != YAML_SEQ_TAG) return unsuited(tag, "sequence");
  if (!anchor.empty()) anchors_[std::string(anchor)] = std::nullopt;
  std::vector<Value> items;
  for (;;) {
    Event item;
    if (!next(item)) return *stop_;
    if (item.type() == YAML_SEQUENCE_END_EVENT) break;
    Outcome value = read(item);
    if (!value) return value;
    items.push_back(std::move(*value));
  }
  return anchored(anchor, Value::tuple(std::move(items)));
}

Outcome Reader::key_of(const Event& event) {
  if (event.type() != YAML_SCALAR_EVENT)
    return failed("the keys of a YAML mapping must be text", 0);
  Outcome value = value_of(event);
  if (!value) return value;
  if (value->is_null()) return failed("a key of a YAML mapping is null", 0);
  return convert(*value, Type::string());
}

// A key with its value. The key `<<` adds the entries of a mapping where it stands.
std::optional<Failure> Reader::entry(const Event& event, std::map<std::string, Value>& entries) {
  Outcome key = key_of(event);
  if (!key) return key.failure();
  Outcome value = read();
  if (!value) return value.failure();
  if (key->text() != "<<") {
    entries[key->text()] = std::move(*value);
    return {};
  }
  if (!value->is(Type::Kind::Object) || value->is_null())
    return failed("only a mapping can be merged into a YAML mapping", 0);
  for (const Entry& entry : value->entries()) entries[entry.name] = entry.value;
  return {};
}

Outcome Reader::mapping(const Event& event) {
  auto& data = event.event.data.mapping_start;
  std::string_view tag = text_of(data.tag), anchor = text_of(data.anchor);
  if (!tag.empty() && tag != YAML_MAP_TAG) return unsuited(tag, "mapping");
  if (!anchor.empty()) anchors_[std::string(anchor)] = std::nullopt;
  std::map<std::string, Value> entries;
  for (;;) {
    Event key;
    if (!next(key)) return *stop_;
    if (key.type() == YAML_MAPPING_END_EVENT) break;
    if (auto failure = entry(key, entries)) return *failure;
  }
  std::vector<Entry> members;
  for (auto& [name, value] : entries) members.push_back({name, std::move(value)});
  return anchored(anchor, Value::object(std::move(members)));
}

}  // namespace

Outcome from_yaml(std::string_view text, Context& context) {
  return Reader(text, context).document();
}

}  // namespace paycheck::expression
