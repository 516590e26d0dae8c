// SPDX-License-Identifier: Apache-2.0
// Texts whose form alone says that they are a secret: keys and tokens with the marks that their
// issuers gave them so that they can be found, and addresses with a password inside. Sources: AWS
// "Unique identifiers" (IAM User Guide), GitHub, GitLab, Slack and Stripe token formats, RFC 7468,
// RFC 7519, RFC 3986 section 3.2.1.

#include "secrets.hpp"

namespace paycheck::aws {
namespace {

bool is_upper_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_alphanumeric(char c) {
  return is_upper_or_digit(c) || (c >= 'a' && c <= 'z');
}
bool is_token(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-';
}

/// How many characters from `at` on are of a class.
template <class Class>
std::size_t run(std::string_view text, std::size_t at, Class is) {
  std::size_t end = at;
  while (end < text.size() && is(text[end])) ++end;
  return end - at;
}

/// Whether a token with this mark and at least `least` more characters stands in the text by
/// itself.
bool has_marked_token(std::string_view text, std::string_view mark, std::size_t least) {
  for (std::size_t at = text.find(mark); at != std::string_view::npos;
       at = text.find(mark, at + 1)) {
    bool begins = at == 0 || !is_token(text[at - 1]);
    if (begins && run(text, at + mark.size(), is_token) >= least) return true;
  }
  return false;
}

/// `AKIA` and 16 capitals or digits, no more.
bool has_access_key_id(std::string_view text) {
  for (std::string_view mark : {"AKIA", "ASIA"}) {
    for (std::size_t at = text.find(mark); at != std::string_view::npos;
         at = text.find(mark, at + 1)) {
      bool begins = at == 0 || !is_alphanumeric(text[at - 1]);
      bool upper = run(text, at, is_upper_or_digit) == 20 && run(text, at, is_alphanumeric) == 20;
      if (begins && upper) return true;
    }
  }
  return false;
}

bool has_private_key(std::string_view text) {
  std::size_t begin = text.find("-----BEGIN ");
  if (begin == std::string_view::npos) return false;
  std::string_view label = text.substr(begin, 64);
  return label.find("PRIVATE KEY-----") != std::string_view::npos;
}

/// Three base64url parts, of which the first two are JSON objects (`{"` is `eyJ`).
bool is_json_web_token(std::string_view text) {
  if (!text.starts_with("eyJ")) return false;
  std::size_t header = run(text, 0, is_token);
  if (header < 10 || !text.substr(header).starts_with(".eyJ")) return false;
  std::size_t payload = run(text, header + 1, is_token);
  std::size_t end = header + 1 + payload;
  return payload >= 10 && end < text.size() && text[end] == '.' &&
         run(text, end + 1, is_token) >= 10;
}

/// `scheme://user:password@host`, the password not a placeholder.
bool has_password_in_address(std::string_view text) {
  std::size_t at = text.find("://");
  if (at == std::string_view::npos || at == 0) return false;
  std::string_view rest = text.substr(at + 3);
  std::string_view authority = rest.substr(0, rest.find_first_of("/?# \t\r\n"));
  std::size_t end = authority.rfind('@');
  if (end == std::string_view::npos) return false;
  std::string_view user = authority.substr(0, end);
  std::size_t colon = user.find(':');
  return colon != std::string_view::npos && !is_placeholder(user.substr(colon + 1));
}

struct Mark {
  std::string_view text;
  std::size_t least;
};
constexpr Mark marks[] = {
    {"ghp_", 36},        {"gho_", 36},   {"ghu_", 36},     {"ghs_", 36},     {"ghr_", 36},
    {"github_pat_", 22}, {"glpat-", 20}, {"xoxb-", 20},    {"xoxp-", 20},    {"xoxa-", 20},
    {"xoxr-", 20},       {"xoxs-", 20},  {"sk_live_", 16}, {"rk_live_", 16}, {"whsec_", 24},
    {"npm_", 36},        {"AIza", 35},   {"hvs.", 24},     {"dop_v1_", 64},
};

}  // namespace

bool has_secret_form(std::string_view value) {
  if (value.size() < 11) return false;
  if (has_access_key_id(value) || has_private_key(value) || has_password_in_address(value))
    return true;
  for (const Mark& mark : marks)
    if (has_marked_token(value, mark.text, mark.least)) return true;
  return is_json_web_token(value);
}

}  // namespace paycheck::aws
