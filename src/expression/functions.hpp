// SPDX-License-Identifier: Apache-2.0
// What the families of functions share: how a row is written, and the usual ways in and out of a
// body. Behaviour is that of https://developer.hashicorp.com/terraform/language/functions, where
// the page is silent that of Terraform 1.11.
#pragma once

#include "paycheck/expression.hpp"

namespace paycheck::expression {

// The families; `functions()` joins and sorts them.
std::vector<Function> numeric_functions();
std::vector<Function> text_functions();
std::vector<Function> trimming_functions();
std::vector<Function> format_functions();
std::vector<Function> pattern_functions();
std::vector<Function> list_functions();
std::vector<Function> map_functions();
std::vector<Function> set_functions();
std::vector<Function> choice_functions();
std::vector<Function> conversion_functions();
std::vector<Function> encoding_functions();
std::vector<Function> charset_functions();
std::vector<Function> csv_functions();
std::vector<Function> yaml_functions();
std::vector<Function> file_functions();
std::vector<Function> path_functions();
std::vector<Function> date_functions();
std::vector<Function> digest_functions();
std::vector<Function> address_functions();
std::vector<Function> opaque_functions();

using Arguments = std::span<const Value>;

inline Parameter any_of(std::string_view name) {
  return {name, Type::any()};
}
inline Parameter text_of(std::string_view name) {
  return {name, Type::string()};
}
inline Parameter number_of(std::string_view name) {
  return {name, Type::number()};
}
inline Parameter list_of(std::string_view name, Type element) {
  return {name, Type::list(std::move(element))};
}
/// The body deals with what is unknown in it.
inline Parameter partly(Parameter parameter) {
  parameter.unknowns = Unknowns::Allow;
  return parameter;
}
/// An unknown part makes the call's value unknown.
inline Parameter wholly(Parameter parameter) {
  parameter.unknowns = Unknowns::SpreadDeeply;
  return parameter;
}
inline Parameter or_null(Parameter parameter) {
  parameter.allow_null = true;
  return parameter;
}
/// The body sees marks of sensitivity, and marks the result.
inline Parameter marked(Parameter parameter) {
  parameter.allow_sensitive = true;
  return parameter;
}

inline Failure failed(std::string message, int argument = -1) {
  return {std::move(message), argument};
}

/// A text in quotes for a message, cut where it is long.
inline std::string named(std::string_view text) {
  constexpr std::size_t most = 100;
  return json::quoted(text.substr(0, most)) + (text.size() > most ? "..." : "");
}

/// The argument as a whole number of 64 bits.
inline std::optional<std::int64_t> whole(const Value& value) {
  return value.number().to_integer();
}
inline Failure not_whole(int argument) {
  return failed("a whole number of 64 bits is required", argument);
}

/// A text that was built, or "too large".
inline Outcome bounded_text(std::string text, Context& context) {
  if (text.size() > context.limits.bytes) return context.too_large(Type::string());
  return Value::string(std::move(text));
}
inline bool fits(std::size_t bytes, const Context& context) {
  return bytes <= context.limits.bytes;
}

/// An unknown text, for a part that is not known.
inline Value unknown_text(const Value& because) {
  return Value::unknown(Type::string(), because.why());
}

inline bool is_sequence(const Value& value) {
  return value.is(Type::Kind::List) || value.is(Type::Kind::Tuple);
}
inline bool is_iterable(const Value& value) {
  return is_sequence(value) || value.is(Type::Kind::Set);
}
inline bool is_mapping(const Value& value) {
  return value.is(Type::Kind::Map) || value.is(Type::Kind::Object);
}

/// Where the user-perceived character (grapheme cluster) that begins at `at` ends.
std::size_t cluster_end(std::string_view text, std::size_t at);
std::size_t count_clusters(std::string_view text);

/// RFC 4648, with padding. Decoding skips line ends; empty if it is none.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

bool is_utf8(std::string_view bytes);

/// A point in time: seconds since 1970 in UTC, with the offset in which it was written.
struct Moment {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;
  int offset = 0;  ///< seconds east of UTC
};
/// RFC 3339. Failure: why it is none.
std::variant<Moment, Failure> read_moment(std::string_view text);
std::string to_rfc3339(const Moment& moment);

/// Digests in bytes.
enum class Digest : std::uint8_t { Md5, Sha1, Sha256, Sha512 };
std::string digest(Digest kind, std::string_view bytes);
std::string in_hex(std::string_view bytes);

/// A path with `.`, `..` and doubled slashes resolved by its text; "." if nothing is left.
std::string clean_path(std::string_view path);

}  // namespace paycheck::expression
