// SPDX-License-Identifier: Apache-2.0
// Encryption keys: whose key a value names, where a resource uses one and in which region, and the
// replicas of a table however they are written.

#include "state.hpp"

namespace paycheck {

namespace {

using terraform::Entry;
using terraform::Hole;
using terraform::Part;
using terraform::Reason;
using terraform::Value;

bool is_key_type(std::string_view type) {
  for (const char* key : {"aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key",
                          "aws_kms_replica_external_key"})
    if (type == key) return true;
  return false;
}

constexpr std::string_view aws_alias = "alias/aws/";

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF-") == std::string_view::npos;
}

constexpr std::string_view multi_region_id = "mrk-";

/// `1234abcd-12ab-34cd-56ef-1234567890ab`, `mrk-…`.
bool is_key_id(std::string_view text) {
  if (text.starts_with(multi_region_id)) return text.size() > 4 && is_hex(text.substr(4));
  return text.size() == 36 && text[8] == '-' && text[13] == '-' && is_hex(text);
}

/// What a known text, or the known beginning of one, says of the key.
Truth customer_text(std::string_view text, bool whole) {
  std::string_view name = text;
  if (text.starts_with("arn:")) {
    auto arn = aws::read_arn(text);
    if (!arn) return whole ? Truth::False : Truth::Unknown;
    if (arn->service != "kms") return Truth::False;
    name = arn->resource;
    if (name.starts_with("key/")) return Truth::True;
  }
  if (name.starts_with(aws_alias)) return Truth::False;
  if (whole) return truth((name.starts_with("alias/") && name.size() > 6) || is_key_id(name));
  // More text follows: it may still become `alias/aws/`.
  if (name.starts_with("alias/")) return aws_alias.starts_with(name) ? Truth::Unknown : Truth::True;
  return Truth::Unknown;
}

}  // namespace

Truth Stack::State::customer_key_of(const Element& element, int levels) {
  if (element.is_managed()) {
    if (is_key_type(element.type)) return Truth::True;
    // An alias of one's own; the names of AWS's aliases cannot be taken.
    return element.type == "aws_kms_alias" ? Truth::True : Truth::Unknown;
  }
  if (element.type == "data.aws_kms_alias")
    return customer_key(step(element, "name", true), levels - 1);
  if (element.type == "data.aws_kms_key")
    return customer_key(step(element, "key_id", true), levels - 1);
  return Truth::Unknown;
}

/// The element that a value is, or whose attribute it is as a whole.
const Element* Stack::State::named(const Value& value) {
  if (const Element* element = value.element()) return element;
  json::Place at = origin(value.place(), true);
  if (!at || !at.value->is_string() || !at.value->has_template()) return nullptr;
  const terraform::Template& text = parsed(*at.value);
  const terraform::Reference* whole = text.is_expression() ? text.parts[0].whole() : nullptr;
  std::uint32_t node = whole ? target_of(*whole) : HashIndex::none;
  return node != HashIndex::none && is_element(node) ? &elements[node] : nullptr;
}

Truth Stack::State::customer_key(const Value& value, int levels) {
  if (value.is_absent()) return Truth::False;
  if (levels <= 0) return Truth::Unknown;
  if (const Element* element = named(value)) {
    bool key = value.element() || is_key_type(element->type) || element->type == "aws_kms_alias" ||
               element->type.starts_with("data.aws_kms_");
    if (key) return customer_key_of(*element, levels);
  }
  if (value.kind() != Value::Kind::Text && !value.is_unknown()) return Truth::False;
  terraform::TextPiece single;
  auto pieces = value.pieces(single);
  if (pieces[0].hole) {
    const Element* source = pieces[0].hole->source;
    bool key = source && pieces.size() == 1 &&
               (source->is_managed() || source->kind == Element::Kind::Data);
    return key ? customer_key_of(*source, levels) : Truth::Unknown;
  }
  if (value.is_known_text()) return customer_text(value.text(), true);
  if (!pieces[0].text.starts_with("arn:")) return customer_text(pieces[0].text, false);
  // An ARN with holes: its account or region may be unknown, the end may still tell.
  std::string_view last = pieces.back().text;
  if (last.find(":key/") != std::string_view::npos) return Truth::True;
  if (std::size_t alias = last.find(":alias/"); alias != std::string_view::npos)
    return truth(!last.substr(alias + 1).starts_with(aws_alias));
  for (const terraform::TextPiece& piece : pieces)
    if (piece.text.ends_with(":key/")) return Truth::True;
  return Truth::Unknown;
}

Value Stack::customer_key(const Value& value) const {
  Truth truth = state_->customer_key(value, 8);
  if (truth != Truth::Unknown) return Value::boolean(truth == Truth::True, value.place());
  const Hole* hole = value.first_hole();
  if (hole) return Value::unknown(hole, value.place());
  return state_->unknown(terraform::Reason::ExpressionNotComputed, Hole::Carries::Mentioned, "key",
                         value.place());
}

Truth Stack::State::multi_region(const Element& key) {
  if (key.type == "aws_kms_replica_key" || key.type == "aws_kms_replica_external_key")
    return Truth::True;
  if (key.type != "aws_kms_key" && key.type != "aws_kms_external_key") return Truth::Unknown;
  Value written = step(key, "multi_region", false);
  if (written.is_absent()) return Truth::False;
  return equal(written, Value::boolean(true));
}

terraform::Value Stack::multi_region_key(const Value& value) const {
  State& s = *state_;
  if (value.is_absent()) return Value::boolean(false);
  const Element* key = s.named(value);
  if (key) {
    Truth known = s.multi_region(*key);
    if (known != Truth::Unknown) return Value::boolean(known == Truth::True, value.place());
  }
  terraform::TextPiece single;
  if (value.kind() == Value::Kind::Text) {
    std::string_view last = value.pieces(single).back().text;
    std::size_t id = last.rfind("key/");
    if (id != std::string_view::npos && is_key_id(last.substr(id + 4)))
      return Value::boolean(last.substr(id + 4).starts_with(multi_region_id), value.place());
  }
  const Hole* hole = value.first_hole();
  if (hole) return Value::unknown(hole, value.place());
  return s.unknown(Reason::ExpressionNotComputed, Hole::Carries::Mentioned, "key", value.place());
}

Value Stack::State::record(std::initializer_list<Entry> fields, const json::Place& place) {
  return Value::record(arena.copy(std::span<const Entry>(fields.begin(), fields.size())), place);
}

/// Every value at the end of a dotted path, through lists; with the blocks around it and how sure
/// it is that they exist.
void Stack::State::walk(const std::array<Value, 2>& blocks, std::string_view path, Truth exists,
                        std::vector<Found>& out, Items& open) {
  std::size_t dot = path.find('.');
  std::string_view name = path.substr(0, dot);
  if (dot == std::string_view::npos) {
    Value value = step(blocks[0], name);
    if (!value.is_absent()) out.push_back({value, blocks, exists});
    return;
  }
  Items next = items(step(blocks[0], name), arena);
  if (next.open && !open.open) open = {{}, true, next.why};
  for (const Item& item : next.items)
    walk({item.value, blocks[0]}, path.substr(dot + 1), exists & item.exists, out, open);
}

/// The region that a text names: itself, that of a zone, or that of the bucket of this name or ARN.
/// Absent for what names none; unknown where a data source finds the bucket.
Value Stack::State::region_named(const Value& value) {
  if (value.is_known_text()) {
    std::string_view text = value.text();
    if (aws::is_zone(text))
      while (!aws::is_region(text)) text.remove_suffix(1);
    if (aws::is_region(text)) return Value::text(text, value.place());
  }
  std::vector<std::uint32_t> buckets;
  stack->referents(value, "aws_s3_bucket", buckets);
  for (std::uint32_t index : buckets)
    if (refers(value, elements[index], nullptr) == Truth::True)
      return region(elements[index]).value;
  json::Place at = origin(value.place(), false);
  if (at && at.value->is_string() && at.value->has_template())
    for (const terraform::Part& part : parsed(*at.value).parts)
      for (const terraform::Reference& reference : part.references)
        if (reference.root == terraform::Root::Data && reference.type == "aws_s3_bucket")
          return unknown(Reason::DataSource, Hole::Carries::Nothing, part.text, value.place());
  return region(value).value;
}

Value Stack::State::used_in(const Element& user, const aws::KeyUse& use, const Found& found) {
  for (std::string_view words = use.region; !words.empty();) {
    std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(word.size() + 1, words.size()));
    bool outer = word.starts_with('^');
    Value named = step(found.blocks[outer ? 1 : 0], word.substr(outer ? 1 : 0));
    if (!named.is_absent()) return region_named(named);
  }
  return region(user).value;
}

Items Stack::key_uses(const Element& element, Arena& scratch) const {
  State& s = *state_;
  if (!element.is_managed()) return {};
  std::vector<Item> all;
  Items open;
  for (const aws::KeyUse& use : aws::key_uses(element.type)) {
    std::vector<State::Found> found;
    s.walk({Value::element(&element), {}}, use.path, Truth::True, found, open);
    for (const State::Found& each : found) {
      Value region = s.used_in(element, use, each);
      Value record = s.record({{"key", s.arena.make<Value>(each.value)},
                               {"region", s.arena.make<Value>(region)},
                               {"replica", s.arena.make<Value>(Value::boolean(use.replica))}},
                              each.value.place());
      std::string path = natural_path(each.value.place());
      all.push_back({record, scratch.copy(std::string_view(path)), each.exists});
    }
  }
  return {scratch.copy(std::span<const Item>(all)), open.open, open.why};
}

Items Stack::replicas(const Element& table, Arena& scratch) const {
  State& s = *state_;
  Items written = s.items(s.step(table, "replica", false), scratch);
  std::vector<Item> all(written.items.begin(), written.items.end());
  for (const Element& replica : elements("aws_dynamodb_table_replica")) {
    Truth own = refers(s.step(replica, "global_table_arn", false), table) & replica.exists;
    if (own == Truth::False) continue;
    Value region = s.region(replica).value;
    Value key = s.step(replica, "kms_key_arn", false);
    Value recovery = s.step(replica, "point_in_time_recovery", false);
    Value record = s.record({{"region_name", s.arena.make<Value>(region)},
                             {"kms_key_arn", s.arena.make<Value>(key)},
                             {"point_in_time_recovery", s.arena.make<Value>(recovery)}},
                            replica.place);
    all.push_back({record, region.is_known_text() ? region.text() : replica.address, own});
  }
  return {scratch.copy(std::span<const Item>(all)), written.open, written.why};
}

}  // namespace paycheck
