// SPDX-License-Identifier: Apache-2.0
// Attributes that no body has: AWS makes them. Of an ARN all but the account and generated ids is
// known; what data sources of the provider tell about itself is known as far as its region is.

#include <algorithm>

#include "state.hpp"
#include "text.hpp"

namespace paycheck {

namespace {

using terraform::Hole;
using terraform::Reason;
using terraform::Value;

/// Types of other providers whose attributes are made up at apply time: never a name of ours.
bool makes_random_values(std::string_view type) {
  for (const char* front : {"null_", "random_", "tls_", "time_"})
    if (type.starts_with(front)) return true;
  return false;
}

std::string_view partition_of_region(std::string_view region) {
  if (region.starts_with("cn-")) return "aws-cn";
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  if (region.starts_with("us-isob-")) return "aws-iso-b";
  if (region.starts_with("us-iso-")) return "aws-iso";
  if (region.starts_with("eu-isoe-")) return "aws-iso-e";
  if (region.starts_with("us-isof-") || region.starts_with("eu-isof-")) return "aws-iso-f";
  return "aws";
}

}  // namespace

Value Stack::State::computed(const Element& element, std::string_view attribute,
                             std::string_view instance) {
  // One hole per element, attribute and instance; instances of an unknown index are not told apart.
  std::uint64_t key = hash_of(attribute, hash_of(element.address));
  if (!instance.empty()) key = hash_of(instance, key);
  auto known = computed_values.find(key);
  if (known != computed_values.end()) return known->second;
  bool each = instance.find("each.") != std::string_view::npos ||
              instance.find("count.") != std::string_view::npos;
  std::string expression = std::string(element.address) + "." + std::string(attribute);
  Hole made{Reason::ExpressionNotComputed,
            Hole::Carries::Nothing,
            false,
            arena.copy(std::string_view(expression)),
            element.place,
            &element,
            arena.copy(attribute),
            each ? 0 : key};
  if (element.kind == Element::Kind::Data) made.reason = Reason::DataSource;
  if (++depth > 64) {  // an ARN needs a name that needs an ARN
    --depth;
    return Value::unknown(hole(made));
  }
  Value result = made_by_aws(element, attribute, made);
  --depth;
  computed_values.emplace(key, result);
  return result;
}

Value Stack::State::made_by_aws(const Element& element, std::string_view attribute, Hole made) {
  if (element.kind == Element::Kind::Data) {
    Value known = data_attribute(element, attribute, made);
    if (!known.is_absent()) return known;
  }
  if (element.row && element.is_managed()) {
    std::string_view shape = aws::arn_shape(element.type, attribute);
    if (!shape.empty()) return filled(element, shape, made);
  }
  if (!element.row) {
    if (element.is_managed()) made.reason = Reason::NotInOurTables;
    if (!makes_random_values(element.type)) made.carries = Hole::Carries::Names;
  }
  return Value::unknown(hole(made));
}

Value Stack::State::data_attribute(const Element& element, std::string_view attribute,
                                   const Hole& made) {
  if (element.type == "data.aws_region" &&
      (attribute == "name" || attribute == "region" || attribute == "id"))
    return region(element).value;
  if (element.type == "data.aws_partition") return partition_of(element, attribute);
  if (element.type == "data.aws_caller_identity" &&
      (attribute == "account_id" || attribute == "id")) {
    Hole account = made;
    account.attribute = "account_id";
    account.identity = hash_of("account", hash_of(element.provider));
    account.expression = "data.aws_caller_identity.account_id";
    return Value::unknown(hole(account));
  }
  return Value::absent();
}

Value Stack::State::partition_of(const Element& element, std::string_view attribute) {
  Value region = provider_region(element.provider).value;
  if (!region.is_known_text()) return Value::absent();
  std::string_view partition = partition_of_region(region.text());
  if (attribute == "partition" || attribute == "id") return Value::text(partition);
  if (attribute == "dns_suffix" && partition == "aws") return Value::text("amazonaws.com");
  if (attribute == "dns_suffix" && partition == "aws-us-gov") return Value::text("amazonaws.com");
  if (attribute == "dns_suffix" && partition == "aws-cn") return Value::text("amazonaws.com.cn");
  return Value::absent();
}

Value Stack::State::filled(const Element& element, std::string_view shape, const Hole& id) {
  TextBuilder out(arena);
  Value region = element.row && element.row->global ? provider_region(element.provider).value
                                                    : this->region(element).value;
  std::uint64_t provider = hash_of(element.provider);
  auto leave_open = [&](Reason reason, std::string_view what) {
    out.add(hole({reason, Hole::Carries::Nothing, false, what, element.place, nullptr, what,
                  hash_of(what, provider)}));
  };
  while (!shape.empty()) {
    std::size_t open = std::min(shape.find('{'), shape.size());
    bool after_slash = shape.substr(0, open).ends_with('/');
    out.add(shape.substr(0, open));
    shape.remove_prefix(open);
    if (shape.empty()) break;
    std::size_t close = std::min(shape.find('}'), shape.size() - 1);
    std::string_view word = shape.substr(1, close - 1);
    shape.remove_prefix(close + 1);
    if (word == "region") {
      if (!out.add(region)) leave_open(Reason::RegionOfTheEnvironment, "region");
    } else if (word == "partition") {
      if (region.is_known_text())
        out.add(partition_of_region(region.text()));
      else
        leave_open(Reason::RegionOfTheEnvironment, "partition");
    } else if (word == "account") {
      leave_open(Reason::DataSource, "account");
    } else if (word == "name" && !element.row->identity_name.empty()) {
      Value name = step(element, element.row->identity_name, false);
      // A name that is a path has its own slash: arn:...:parameter/a/b of `/a/b`.
      if (after_slash && name.is_known_text() && name.text().starts_with('/'))
        out.add(name.text().substr(1));
      else if (!out.add(name))
        out.add(hole(id));
    } else if (word == "path") {
      Value path = step(element, "path", false);
      if (path.is_absent())
        out.add("/");
      else if (!out.add(path))
        out.add(hole(id));
    } else {
      out.add(hole(id));
    }
  }
  Value result = out.build({});
  terraform::TextPiece single;
  auto pieces = result.pieces(single);
  return pieces.size() == 1 && pieces[0].hole ? Value::unknown(pieces[0].hole) : result;
}

}  // namespace paycheck
