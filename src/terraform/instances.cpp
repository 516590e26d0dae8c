// SPDX-License-Identifier: Apache-2.0
// How many instances a block has, and what `count` and `each` mean in each of them.
// https://developer.hashicorp.com/terraform/language/meta-arguments/for_each
#include "known.hpp"

namespace paycheck::terraform {

using expression::Outcome;
using expression::Type;
using Computed = expression::Value;

namespace {

constexpr std::int64_t most_instances = 10'000;

Instance numbered(std::int64_t i) {
  std::vector<expression::Entry> entries;
  entries.push_back({"index", Computed::integer(i)});
  return {"[" + std::to_string(i) + "]",
          Bindings().with("count", Computed::object(std::move(entries)))};
}

Instance keyed(const std::string& key, const Computed& value) {
  std::vector<expression::Entry> entries;
  entries.push_back({"key", Computed::string(key)});
  entries.push_back({"value", value});
  return {"[" + json::quoted(key) + "]",
          Bindings().with("each", Computed::object(std::move(entries)))};
}

json::Place member(const Block& block, std::string_view name) {
  const json::Member* found = block.place.value->find_member(name);
  if (!found || found->value.is_null()) return {};
  return {block.place.document, &found->value, &found->key};
}

}  // namespace

const Instances& Known::instances_of(const Block& block) {
  auto [slot, is_new] = instances_.try_emplace(&block);
  if (!is_new) return slot->second;
  slot->second.state = Instances::State::Unknown;  // while it is asked for by itself
  Instances found = read_instances(block);
  return instances_[&block] = std::move(found);
}

std::optional<Computed> Known::iterated(const json::Place& for_each, const Bindings& bindings) {
  if (depth_ == 0) {
    context_.limits = {};
    default_of_.clear();
  }
  bool before = concrete_;
  std::optional<Computed> result;
  for (bool concrete : {false, true}) {
    concrete_ = concrete;
    Outcome value = written(for_each, bindings, false);
    if (!value && concrete) fault(for_each, value.failure().message, 0);
    if (value && value->is_known()) result = *value;
    if (result) break;
  }
  concrete_ = before;
  return result;
}

Instances Known::read_instances(const Block& block) {
  json::Place count = member(block, "count"), for_each = member(block, "for_each");
  if (!count && !for_each) return {};
  if (auto value = iterated(count ? count : for_each, {}))
    if (auto found = count ? count_of(count, *value) : each_of(for_each, *value))
      return std::move(*found);
  Instances unknown;
  unknown.state = Instances::State::Unknown;
  return unknown;
}

/// Empty where it is not known.
std::optional<Instances> Known::count_of(const json::Place& count, const Computed& value) {
  if (value.sensitive()) {
    fault(count, "count must not be sensitive", 0);
    return std::nullopt;
  }
  Outcome number = value.is_null() ? Outcome(expression::Failure{"count must not be null"})
                                   : expression::convert(value, Type::number());
  auto whole = number && number->is_known() && !number->is_null() ? number->number().to_integer()
                                                                  : std::optional<std::int64_t>();
  if (!whole || *whole < 0) {
    fault(count,
          number ? "count must be a whole number that is not negative" : number.failure().message,
          0);
    return std::nullopt;
  }
  if (*whole > most_instances) return std::nullopt;
  Instances result;
  result.state = Instances::State::Several;
  result.by_number = true;
  for (std::int64_t i = 0; i < *whole; ++i) result.several.push_back(numbered(i));
  return result;
}

std::optional<Instances> Known::each_of(const json::Place& for_each, const Computed& value) {
  if (value.sensitive()) {
    fault(for_each, "for_each must not be sensitive: the keys are part of addresses", 0);
    return std::nullopt;
  }
  Instances result;
  result.state = Instances::State::Several;
  if (value.is(Type::Kind::Map) || value.is(Type::Kind::Object)) {
    for (const expression::Entry& entry : value.entries())
      result.several.push_back(keyed(entry.name, entry.value));
  } else if (value.is(Type::Kind::Set)) {
    for (const Computed& item : value.items()) {
      Outcome text = expression::convert(item, Type::string());
      if (!text || text->is_null() || !text->is_known()) return std::nullopt;
      result.several.push_back(keyed(text->text(), *text));
    }
  } else {
    fault(for_each,
          value.is_null() ? "for_each must not be null"
                          : "for_each takes a map or a set of texts, not a " + value.type().name() +
                                "; toset() makes a set of a list",
          0);
    return std::nullopt;
  }
  if (static_cast<std::int64_t>(result.several.size()) > most_instances) return std::nullopt;
  return result;
}

}  // namespace paycheck::terraform
