// SPDX-License-Identifier: Apache-2.0
// A text that means a resource: equal to one of its identities, or an ARN whose last part is its
// name and whose other known parts do not contradict. Identities that AWS makes are never written
// down.

#include <array>

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::TextPiece;
using terraform::Value;
using Pieces = std::vector<TextPiece>;

/// The six parts of an ARN, each in pieces; empty if the text is none.
std::vector<Pieces> arn_parts(std::span<const TextPiece> pieces) {
  if (pieces.empty() || pieces.front().hole || !pieces.front().text.starts_with("arn:")) return {};
  std::vector<Pieces> parts(1);
  for (const TextPiece& piece : pieces) {
    std::string_view text = piece.text;
    while (!piece.hole && parts.size() < 6) {
      std::size_t colon = text.find(':');
      if (colon == std::string_view::npos) break;
      if (colon > 0) parts.back().push_back({text.substr(0, colon), nullptr});
      parts.emplace_back();
      text.remove_prefix(colon + 1);
    }
    if (piece.hole)
      parts.back().push_back(piece);
    else if (!text.empty())
      parts.back().push_back({text, nullptr});
  }
  return parts.size() == 6 ? parts : std::vector<Pieces>{};
}

bool is_star(const Pieces& part) {
  return part.size() == 1 && part[0].text == "*";
}

/// Whether the texts may be told apart by what they surely show.
bool contradict(const Pieces& a, const Pieces& b) {
  if (a.empty() || b.empty() || is_star(a)) return false;
  return terraform::same_text(a, b) == Truth::False;
}

/// `table/t` begins `table/t/index/i`.
bool begins_at_boundary(const Pieces& text, const Pieces& front) {
  if (front.size() != 1 || front[0].hole || text.empty() || text[0].hole) return false;
  std::string_view whole = text[0].text, begin = front[0].text;
  if (!whole.starts_with(begin) || whole.size() == begin.size()) return false;
  return whole[begin.size()] == '/' || whole[begin.size()] == ':';
}

bool could_be_any_name(std::span<const TextPiece> pieces) {
  for (const TextPiece& piece : pieces)
    if (piece.hole && piece.hole->carries != Hole::Carries::Nothing &&
        piece.hole->carries != Hole::Carries::Given)
      return true;
  return false;
}

Truth possible(Truth same, std::span<const TextPiece> a, std::span<const TextPiece> b) {
  if (same != Truth::Unknown) return same;
  return could_be_any_name(a) || could_be_any_name(b) ? Truth::Unknown : Truth::False;
}

Truth arn_means(std::span<const TextPiece> a, std::span<const TextPiece> own) {
  std::vector<Pieces> left = arn_parts(a), right = arn_parts(own);
  if (left.empty() || right.empty()) return Truth::False;
  for (std::size_t i = 1; i < 5; ++i)
    if (contradict(left[i], right[i])) return Truth::False;
  if (begins_at_boundary(left[5], right[5])) return Truth::True;
  return possible(terraform::same_text(left[5], right[5]), left[5], right[5]);
}

}  // namespace

Truth Stack::State::refers_by_text(const Value& a, const Element& y) {
  if (!y.row || !y.is_managed()) return Truth::False;
  TextPiece single, other;
  auto pieces = a.pieces(single);
  bool is_arn = !pieces.empty() && pieces[0].text.starts_with("arn:");
  Truth result = Truth::False;
  for (const aws::Identity& identity : aws::identities(*y.row)) {
    if (!identity.known_before_apply || result == Truth::True) continue;
    Value own = step(y, identity.attribute, true);
    const Hole* made = own.hole();
    if (own.kind() != Value::Kind::Text && !made) continue;
    auto known = own.pieces(other);
    if (made && made->carries == Hole::Carries::Nothing) {  // a name that AWS or Terraform chooses
      bool same = pieces.size() == 1 && pieces[0].hole && made->identity != 0 &&
                  pieces[0].hole->identity == made->identity;
      result = result | truth(same);
      continue;
    }
    result = result | possible(terraform::same_text(pieces, known), pieces, known);
    if (is_arn && identity.attribute == "arn" && result != Truth::True)
      result = result | arn_means(pieces, known);
  }
  return result;
}

}  // namespace paycheck
