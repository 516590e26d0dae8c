// SPDX-License-Identifier: Apache-2.0
// `yamlencode` and its form: texts and keys in double quotes, texts of several lines as literal
// blocks, maps sorted, written by libyaml's emitter.
#include <yaml.h>

#include "yaml.hpp"

namespace paycheck::expression {
namespace {

class Writer {
 public:
  Writer() {
    yaml_emitter_initialize(&emitter_);
    yaml_emitter_set_output(&emitter_, append, &out_);
    yaml_emitter_set_unicode(&emitter_, 1);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { yaml_emitter_delete(&emitter_); }

  std::string document(const Value& value) {
    yaml_event_t event;
    yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING);
    yaml_emitter_emit(&emitter_, &event);
    yaml_document_start_event_initialize(&event, nullptr, nullptr, nullptr, 1);
    yaml_emitter_emit(&emitter_, &event);
    write(value);
    yaml_document_end_event_initialize(&event, 1);
    yaml_emitter_emit(&emitter_, &event);
    yaml_emitter_flush(&emitter_);
    return std::move(out_);
  }

 private:
  static int append(void* to, unsigned char* bytes, std::size_t size) {
    static_cast<std::string*>(to)->append(reinterpret_cast<char*>(bytes), size);
    return 1;
  }
  // Values are nested at most 1,000 deep.
  void write(const Value& value);
  void scalar(std::string_view text, yaml_scalar_style_t style) {
    yaml_event_t event;
    bool plain = style == YAML_PLAIN_SCALAR_STYLE;
    yaml_scalar_event_initialize(&event, nullptr, nullptr,
                                 reinterpret_cast<const yaml_char_t*>(text.data()),
                                 static_cast<int>(text.size()), plain, !plain, style);
    yaml_emitter_emit(&emitter_, &event);
  }
  void text(std::string_view text) {
    bool lines = text.find('\n') != text.npos;
    scalar(text, lines ? YAML_LITERAL_SCALAR_STYLE : YAML_DOUBLE_QUOTED_SCALAR_STYLE);
  }
  void sequence(std::span<const Value> items) {
    yaml_event_t event;
    yaml_sequence_start_event_initialize(&event, nullptr, nullptr, 1, YAML_BLOCK_SEQUENCE_STYLE);
    yaml_emitter_emit(&emitter_, &event);
    for (const Value& item : items) write(item);
    yaml_sequence_end_event_initialize(&event);
    yaml_emitter_emit(&emitter_, &event);
  }
  void mapping(std::span<const Entry> entries) {
    yaml_event_t event;
    yaml_mapping_start_event_initialize(&event, nullptr, nullptr, 1, YAML_BLOCK_MAPPING_STYLE);
    yaml_emitter_emit(&emitter_, &event);
    for (const Entry& entry : entries) {
      text(entry.name);
      write(entry.value);
    }
    yaml_mapping_end_event_initialize(&event);
    yaml_emitter_emit(&emitter_, &event);
  }

  yaml_emitter_t emitter_{};
  std::string out_;
};

void Writer::write(const Value& value) {
  if (value.is_null()) return scalar("null", YAML_PLAIN_SCALAR_STYLE);
  switch (value.kind()) {
    case Type::Kind::String:
      return text(value.text());
    case Type::Kind::Number:
      return scalar(convert(value, Type::string())->text(), YAML_PLAIN_SCALAR_STYLE);
    case Type::Kind::Bool:
      return scalar(value.boolean() ? "true" : "false", YAML_PLAIN_SCALAR_STYLE);
    case Type::Kind::Map:
    case Type::Kind::Object:
      return mapping(value.entries());
    default:
      return sequence(value.items());
  }
}

Outcome encode(Arguments arguments, Context& context) {
  const Value& value = arguments[0];
  // Indentation makes deep texts larger than their values.
  if (!fits(value.weight() / 8 * (value.depth() + 1), context) || value.depth() > 900 ||
      !context.spend(value.weight() / 8))
    return context.too_large(Type::string());
  return bounded_text(to_yaml(value), context);
}

Outcome decode(Arguments arguments, Context& context) {
  return from_yaml(arguments[0].text(), context);
}

}  // namespace

std::string to_yaml(const Value& value) {
  std::string text = Writer().document(value);
  // A document that is one plain scalar has a mark at its end.
  bool plain = value.is_null() || value.is(Type::Kind::Number) || value.is(Type::Kind::Bool);
  if (plain && !text.ends_with("...\n")) text += "...\n";
  return text;
}

std::vector<Function> yaml_functions() {
  return {
      {"yamldecode", {text_of("src")}, {}, Type::any(), decode},
      {"yamlencode", {or_null(wholly(any_of("value")))}, {}, Type::string(), encode},
  };
}

}  // namespace paycheck::expression
