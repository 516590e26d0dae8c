// SPDX-License-Identifier: Apache-2.0
// Constructors are taken apart, everything else goes as written into `${...}`. What stands inside
// an expression is judged where it is evaluated; here only what keeps its end from being found, and
// what no expression can be.
#include <algorithm>

#include "emitter.hpp"

namespace paycheck::hcl {
namespace {

using Kind = TokenKind;

// A value that nothing can know, of any type.
constexpr std::string_view unknowable = "\"${jsondecode(timestamp())}\"";

constexpr std::size_t few = 32;  // keys are compared with each other rather than hashed

bool is_operand(Kind kind) {
  return kind == Kind::Identifier || kind == Kind::Number || kind == Kind::Quoted ||
         kind == Kind::Heredoc;
}

}  // namespace

std::uint32_t Emitter::past(std::uint32_t at) const {
  const Token& token = tokens_.all[at];
  return token.kind == Kind::Open ? token.partner + !token.cut : at + 1;
}

Emitter::Range Emitter::trimmed(Range range) const {
  while (range.begin < range.end && kind(range.begin) == Kind::Newline) ++range.begin;
  while (range.end > range.begin && kind(range.end - 1) == Kind::Newline) --range.end;
  return range;
}

void Emitter::complain(std::uint32_t at, std::string message, std::string hint) {
  const Token& token = tokens_.all[at];
  if (token.kind == Kind::Bad) return complaints_.add(tokens_.faults[token.partner]);
  if (token.kind == Kind::End) return;  // what is cut off has been told
  complaints_.add(ProblemKind::Syntax, token.begin, std::move(message), std::move(hint));
}

void Emitter::unknown(std::uint32_t at) {
  out_.mark(at);
  out_.raw(unknowable);
  out_.mark(at);
}

/// A tuple or object constructor and nothing else.
bool Emitter::is_container(Range range) const {
  const Token& open = tokens_.all[range.begin];
  if (open.kind != Kind::Open || open.cut || first(range.begin) == '(') return false;
  if (open.partner + 1 != range.end) return false;
  std::uint32_t next = range.begin + 1;
  while (kind(next) == Kind::Newline) ++next;
  return kind(next) != Kind::Identifier || tokens_.text_of(tokens_.all[next]) != "for" ||
         kind(next + 1) == Kind::Equal;
}

void Emitter::value(Range range, Mode mode) {
  range = trimmed(range);
  if (range.begin == range.end) {
    complain(range.end, "expected a value");
    return unknown(tokens_.all[range.end].begin);
  }
  if (is_container(range)) {
    out_.mark(tokens_.all[range.begin].begin);
    Range inside{range.begin + 1, range.end - 1};
    first(range.begin) == '[' ? tuple(inside, mode) : object(inside, mode);
    return mark(tokens_.all[range.end - 1].end);
  }
  if (refuse(range)) return unknown(tokens_.all[range.begin].begin);
  if (range.end - range.begin == 1) return single(tokens_.all[range.begin], mode);
  leaf(range, mode);
}

// What no expression can hold: tokens that are none, two operands in a row, a loose end.
bool Emitter::refuse(Range range) {
  auto bad = std::lower_bound(tokens_.bad.begin(), tokens_.bad.end(), range.begin);
  if (bad != tokens_.bad.end() && *bad < range.end) {
    if (!tokens_.all[*bad].cut) complain(*bad, {});
    return true;
  }
  bool operand = false;
  for (std::uint32_t at = range.begin; at < range.end; at = past(at)) {
    bool is_next = is_operand(kind(at));
    bool loose = kind(at) == Kind::Equal || kind(at) == Kind::Comma || (operand && is_next);
    if (loose) {
      complain(at,
               "unexpected '" + std::string(tokens_.text_of(tokens_.all[at]).substr(0, 40)) +
                   "' after a value",
               "an operator or a separator is missing before it");
      return true;
    }
    operand = is_next || kind(at) == Kind::Open;
  }
  std::uint32_t last = range.end - 1;
  bool splat = first(last) == '*' && last > range.begin && first(last - 1) == '.';
  bool ends = kind(last) != Kind::Operator && kind(last) != Kind::Colon;
  if (ends || splat) return false;
  complain(range.end,
           "expected a value after '" + std::string(tokens_.text_of(tokens_.all[last])) + "'");
  return true;
}

void Emitter::tuple(Range inside, Mode mode) {
  text("[");
  bool any = false;
  for (std::uint32_t at = inside.begin; at < inside.end;) {
    std::uint32_t begin = at;
    while (at < inside.end && kind(at) != Kind::Comma) at = past(at);
    Range item{begin, at};
    bool last = at >= inside.end;
    ++at;
    Range own = trimmed(item);
    if (own.begin == own.end && last) break;  // a comma may follow the last item
    if (any) text(",");
    any = true;
    later({.kind = Task::Kind::Value, .mode = mode, .begin = item.begin, .end = item.end});
  }
  text("]");
}

// Items end with a comma or their line; a faulty one is left at its line.
std::vector<Emitter::ObjectMember> Emitter::members(Range inside) {
  std::vector<ObjectMember> result;
  std::uint32_t at = inside.begin;
  auto until = [&](auto... stops) {
    while (at < inside.end && kind(at) != Kind::Newline && ((kind(at) != stops) && ...))
      at = past(at);
    return at = std::min(at, inside.end);
  };
  while (at < inside.end) {
    if (kind(at) == Kind::Newline) {
      ++at;
      continue;
    }
    Range key{at, until(Kind::Equal, Kind::Colon, Kind::Comma)};
    bool assigned = at < inside.end && (kind(at) == Kind::Equal || kind(at) == Kind::Colon);
    if (!assigned || key.begin == key.end) {
      complain(key.begin == key.end || kind(key.begin) == Kind::Bad ? key.begin : at,
               key.begin == key.end ? "expected a key" : "expected '=' and a value after the key");
      until(Kind::Newline);
      continue;
    }
    Range value{++at, until(Kind::Comma)};
    if (at < inside.end && kind(at) == Kind::Comma) ++at;
    result.push_back({key, value});
  }
  return result;
}

// Of equal keys the last one counts.
void Emitter::drop_overridden(std::vector<ObjectMember>& members) const {
  auto name = [&](const ObjectMember& member) {
    std::string_view text = tokens_.text_of(tokens_.all[member.key.begin]);
    if (member.key.end - member.key.begin != 1) return std::string_view();
    return kind(member.key.begin) == Kind::Quoted ? text.substr(1, text.size() - 2) : text;
  };
  std::unordered_map<std::string_view, std::size_t> last;
  std::vector<char> overridden(members.size(), 0);
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (name(members[i]).empty()) continue;
    if (members.size() <= few) {
      for (std::size_t j = i + 1; j < members.size() && !overridden[i]; ++j)
        overridden[i] = name(members[j]) == name(members[i]);
    } else {
      auto [found, is_new] = last.try_emplace(name(members[i]), i);
      if (!is_new) overridden[found->second] = 1;
      found->second = i;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (!overridden[i]) members[kept++] = members[i];
  members.resize(kept);
}

void Emitter::object(Range inside, Mode mode) {
  std::vector<ObjectMember> all = members(inside);
  if (all.size() > 1) drop_overridden(all);
  text("{");
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& [key, value] = all[i];
    bool aliases =
        mode == Mode::Literal && tokens_.text_of(tokens_.all[key.begin]) == "configuration_aliases";
    if (i > 0) text(",");
    later({.kind = Task::Kind::Key, .mode = mode, .begin = key.begin, .end = key.end});
    later({.kind = Task::Kind::Value,
           .mode = aliases ? Mode::Reference : mode,
           .begin = value.begin,
           .end = value.end});
  }
  text("}");
}

void Emitter::key(Range range, Mode mode) {
  const Token& token = tokens_.all[range.begin];
  bool one = range.end - range.begin == 1;
  bool name = one && (token.kind == Kind::Identifier || token.kind == Kind::Number);
  if (refuse(range)) {
    unknown(token.begin);
  } else if (one && token.kind == Kind::Quoted) {
    quoted(token, mode);
  } else if (name || mode == Mode::Reference) {
    const Token& last = tokens_.all[range.end - 1];
    out_.mark(token.begin);
    out_.raw("\"");
    out_.copy_escaped(token.begin, last.end);
    out_.raw("\"");
    out_.mark(last.end);
  } else {
    bool round =
        token.kind == Kind::Open && first(range.begin) == '(' && past(range.begin) == range.end;
    if (round && range.end - range.begin > 2) range = trimmed({range.begin + 1, range.end - 1});
    leaf(range, Mode::Expression);
  }
  out_.raw(":");
}

void Emitter::single(const Token& token, Mode mode) {
  std::string_view word = tokens_.text_of(token);
  bool constant =
      mode != Mode::Reference &&
      (token.kind == Kind::Number ? word.size() == 1 || word[0] != '0' || word[1] == '.'
                                  : word == "true" || word == "false" || word == "null");
  if (token.kind == Kind::Quoted) return quoted(token, mode);
  if (token.kind == Kind::Heredoc) return heredoc(token, mode);
  auto at = static_cast<std::uint32_t>(&token - tokens_.all.data());
  if (!constant) return leaf({at, at + 1}, mode);
  out_.copy(token.begin, token.end);
  out_.mark(token.end);
}

// An expression as written; as plain text where it is not evaluated.
void Emitter::leaf(Range range, Mode mode) {
  const Token &begin = tokens_.all[range.begin], &last = tokens_.all[range.end - 1];
  bool negative = range.end - range.begin == 2 && first(range.begin) == '-' &&
                  last.kind == Kind::Number && begin.end == last.begin &&
                  (tokens_.text[last.begin] != '0' || last.end - last.begin == 1);
  if (negative && mode != Mode::Reference) {
    out_.copy(begin.begin, last.end);
    return out_.mark(last.end);
  }
  out_.mark(begin.begin);
  out_.raw(mode == Mode::Reference ? "\"" : "\"${");
  out_.copy_escaped(begin.begin, last.end);
  if (last.kind == Kind::Heredoc) out_.raw("\\n");
  out_.raw(mode == Mode::Reference ? "\"" : "}\"");
  out_.mark(last.end);
}

}  // namespace paycheck::hcl
