// SPDX-License-Identifier: Apache-2.0
// A pattern means everything of its kind when every part of the ARN that could name something is a
// star.

#include <algorithm>
#include <array>
#include <string>

#include "reader.hpp"

namespace paycheck::iam {

namespace {

// Services whose resource part begins with a name, not with a word for the kind of resource.
// Source: "Actions, resources, and condition keys for AWS services", resource type tables.
constexpr std::array<std::string_view, 4> services_without_kind = {"execute-api", "s3", "sns",
                                                                   "sqs"};

bool is_star(std::string_view part) {
  return !part.empty() && part.find_first_not_of("*/:") == std::string_view::npos &&
         part.find('*') != std::string_view::npos;
}

// `table/*`, `log-group:*`, `log-group:*:log-stream:*`: words for kinds, stars for names.
bool names_a_whole_kind(std::string_view resource) {
  if (resource.starts_with('/')) resource.remove_prefix(1);
  bool star = false, word = false;
  while (!resource.empty()) {
    std::size_t end = std::min(resource.find_first_of(":/"), resource.size());
    std::string_view segment = resource.substr(0, end);
    resource.remove_prefix(std::min(end + 1, resource.size()));
    if (is_star(segment)) {
      star = true;
      word = false;
    } else {
      bool kind = !segment.empty() && segment.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") ==
                                          std::string_view::npos;
      if (!kind || word) return false;
      word = true;
    }
  }
  return star && !word;
}

bool everywhere(std::string_view pattern) {
  if (pattern == "*") return true;
  if (!pattern.starts_with("arn:")) return false;
  std::array<std::string_view, 6> parts;
  std::size_t count = 0;
  for (std::string_view rest = pattern; count < parts.size(); ++count) {
    std::size_t end =
        count + 1 == parts.size() ? rest.size() : std::min(rest.find(':'), rest.size());
    parts[count] = rest.substr(0, end);
    if (end == rest.size()) {
      ++count;
      break;
    }
    rest.remove_prefix(end + 1);
  }
  // A short ARN's last star reaches over everything that follows: `arn:aws:dynamodb:*`.
  if (count < parts.size()) return is_star(parts[count - 1]);
  auto free = [](std::string_view part) { return part.empty() || part == "*"; };
  if (!free(parts[3]) || !free(parts[4])) return false;
  if (is_star(parts[5])) return true;
  bool kinds =
      !std::binary_search(services_without_kind.begin(), services_without_kind.end(), parts[2]);
  return kinds && names_a_whole_kind(parts[5]);
}

std::string filled(std::span<const terraform::TextPiece> pieces, std::string_view open_hole) {
  std::string text;
  for (const terraform::TextPiece& piece : pieces) {
    if (!piece.hole)
      text += piece.text;
    else
      text += is_fixed(*piece.hole) ? std::string_view("Reference1") : open_hole;
  }
  return text;
}

}  // namespace

// A reference to something in the stack or the account names one thing, never a star.
bool is_fixed(const terraform::Hole& hole) {
  return hole.carries == terraform::Hole::Carries::Nothing ||
         hole.reason == terraform::Reason::DataSource;
}

Truth everywhere(const terraform::Value& pattern) {
  if (pattern.is_unknown()) return is_fixed(*pattern.hole()) ? Truth::False : Truth::Unknown;
  if (pattern.kind() != terraform::Value::Kind::Text) return Truth::False;
  if (pattern.is_known_text()) return truth(everywhere(pattern.text()));
  terraform::TextPiece single;
  auto pieces = pattern.pieces(single);
  bool narrow = everywhere(filled(pieces, "Reference1")), wide = everywhere(filled(pieces, "*"));
  return narrow == wide ? truth(narrow) : Truth::Unknown;
}

}  // namespace paycheck::iam
