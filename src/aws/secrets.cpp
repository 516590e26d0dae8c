// SPDX-License-Identifier: Apache-2.0
// Whether a text is a secret, by its form or by its name. A telling name is not enough: a variable
// called DB_SECRET mostly holds the name of a secret. So names that end in what they point at are
// no evidence, nor are values that read like names, paths or addresses.

#include "secrets.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace paycheck::aws {
namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

template <std::size_t size>
bool is_one_of(std::string_view word, const std::string_view (&words)[size]) {
  return std::ranges::find(words, word) != std::end(words);
}

/// The words of a name, lower case, each between two blanks: `dbPassword` is ` db password `.
std::string spaced_words(std::string_view name) {
  std::string result = " ";
  for (std::size_t i = 0; i < name.size(); ++i) {
    char c = name[i];
    if (!is_lower(c) && !is_upper(c) && !is_digit(c)) {
      if (result.back() != ' ') result += ' ';
      continue;
    }
    if (is_upper(c) && i > 0 && is_lower(name[i - 1])) result += ' ';
    result += to_lower(c);
  }
  if (result.back() != ' ') result += ' ';
  return result;
}

constexpr std::string_view password_words[] = {" password ", " passwd ", " passphrase ", " pwd ",
                                               " passwords "};
constexpr std::string_view key_words[] = {
    " secret ",        " token ",          " apikey ",      " api key ",        " private key ",
    " access key ",    " secret key ",     " signing key ", " credential ",     " credentials ",
    " client secret ", " webhook secret ", " auth key ",    " encryption key ",
};
// With one of these at its end, a name means something about a secret or where it lies.
constexpr std::string_view about_words[] = {
    "name",        "names",      "arn",      "arns",     "id",        "ids",      "path",
    "url",         "uri",        "endpoint", "host",     "table",     "topic",    "queue",
    "bucket",      "parameter",  "param",    "ref",      "reference", "length",   "ttl",
    "expiry",      "expiration", "expires",  "seconds",  "minutes",   "hours",    "days",
    "enabled",     "required",   "policy",   "type",     "version",   "region",   "field",
    "header",      "prefix",     "suffix",   "rotation", "file",      "manager",  "algorithm",
    "audience",    "issuer",     "lifetime", "validity", "count",     "size",     "limit",
    "mode",        "provider",   "source",   "store",    "stage",     "function", "alias",
    "description", "title",      "scope",    "scopes",   "use",       "units",    "interval",
    "hint",
};

template <std::size_t size>
bool has_one_of(std::string_view words, const std::string_view (&wanted)[size]) {
  return std::ranges::any_of(
      wanted, [&](std::string_view word) { return words.find(word) != std::string_view::npos; });
}

std::string_view last_word(std::string_view words) {
  words.remove_suffix(1);
  return words.substr(words.rfind(' ') + 1);
}

/// A name, path or address: what a variable about a secret holds instead of the secret.
bool reads_like_a_reference(std::string_view value) {
  if (value.starts_with("arn:") || value.starts_with('/') || value.starts_with("alias/") ||
      value.find("://") != std::string_view::npos || value.starts_with("{{resolve:"))
    return true;
  bool plain = std::ranges::all_of(value, [](char c) {
    return is_lower(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || c == '/';
  });
  std::string words = spaced_words(value);
  return plain && value.find_first_of("-_./") != std::string_view::npos &&
         (has_one_of(words, password_words) || has_one_of(words, key_words) ||
          value.find('/') != std::string_view::npos);
}

/// Kinds of characters: a generated secret mixes them.
bool is_mixed(std::string_view value) {
  bool lower = std::ranges::any_of(value, is_lower);
  bool upper = std::ranges::any_of(value, is_upper);
  bool digit = std::ranges::any_of(value, is_digit);
  return digit && (lower || upper);
}

/// How many different characters: words repeat few letters, random text hardly any.
std::size_t distinct(std::string_view value) {
  std::array<bool, 256> seen{};
  for (char c : value) seen[static_cast<unsigned char>(c)] = true;
  return static_cast<std::size_t>(std::ranges::count(seen, true));
}

/// Long hexadecimal, base64 or like text without the breaks that names of resources have.
bool is_random(std::string_view value) {
  if (value.size() < 16 || value.find(' ') != std::string_view::npos || !is_mixed(value))
    return false;
  std::size_t longest = 0;
  std::size_t current = 0;
  for (char c : value) {
    bool breaks = c == '-' || c == '_' || c == '.' || c == ':' || c == ',';
    current = breaks ? 0 : current + 1;
    longest = std::max(longest, current);
  }
  return longest >= 16 && distinct(value) >= 10;
}

bool is_password(std::string_view value) {
  bool boolean = value == "true" || value == "false";
  return value.size() >= 4 && !boolean && value.find(' ') == std::string_view::npos;
}

}  // namespace

bool is_placeholder(std::string_view value) {
  if (value.size() < 2) return true;
  if (value.find("${") != std::string_view::npos || value.find("{{") != std::string_view::npos)
    return true;
  if ((value.front() == '<' && value.back() == '>') ||
      (value.front() == '[' && value.back() == ']') ||
      (value.front() == '{' && value.back() == '}') ||
      (value.front() == '%' && value.back() == '%'))
    return true;
  if (distinct(value) == 1) return true;
  std::string words = spaced_words(value);
  constexpr std::string_view marks[] = {" placeholder ", " replace ", " replaceme ", " your ",
                                        " dummy ",       " todo ",    " tbd ",       " redacted ",
                                        " fixme ",       " none ",    " null ",      " undefined "};
  return has_one_of(words, marks);
}

bool resembles_secret(std::string_view name, std::string_view value) {
  if (has_secret_form(value)) return true;
  std::string words = spaced_words(name);
  if (words.size() < 3 || is_one_of(last_word(words), about_words)) return false;
  bool names_password = has_one_of(words, password_words);
  if (!names_password && !has_one_of(words, key_words)) return false;
  if (is_placeholder(value) || reads_like_a_reference(value)) return false;
  return names_password ? is_password(value) : is_random(value);
}

}  // namespace paycheck::aws
