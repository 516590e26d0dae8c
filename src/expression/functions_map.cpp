// SPDX-License-Identifier: Apache-2.0
// Maps and objects. Of an unknown one the members that are seen count, unless a later argument may
// replace them.
#include <algorithm>
#include <map>

#include "sequence.hpp"

namespace paycheck::expression {
namespace {

using Kind = Type::Kind;

bool may_be_mapping(const Value& value) {
  return is_mapping(value) || (value.is(Kind::Any) && !value.is_known());
}
Failure no_mapping(const Value& value, int argument) {
  return failed("a map or object is required, not " + value.type().name(), argument);
}

// Items as `keys` and `values` give them: a map's are a list, an object's a tuple.
Value members(const Value& mapping, Type element, std::vector<Value> items) {
  bool is_map = mapping.is(Kind::Map);
  Value result =
      is_map ? Value::list(std::move(element), std::move(items)) : Value::tuple(std::move(items));
  if (!mapping.is_known()) result = Value::open(std::move(result), mapping.why());
  return result.with_sensitive(mapping.sensitive());
}

Outcome keys(Arguments arguments, Context&) {
  const Value& mapping = arguments[0];
  if (!may_be_mapping(mapping)) return no_mapping(mapping, 0);
  if (!mapping.is_known() && mapping.is(Kind::Any) && !mapping.seen())
    return Value::unknown(Type::list(Type::string()), mapping.why());
  std::vector<Value> names;
  if (!mapping.is_known() && mapping.is(Kind::Object) && !mapping.seen()) {
    for (const Attribute& attribute : mapping.type().attributes())
      names.push_back(Value::string(attribute.name));
    return Value::tuple(std::move(names)).with_sensitive(mapping.sensitive());
  }
  for (const Entry& entry : seen_entries(mapping)) names.push_back(Value::string(entry.name));
  return members(mapping, Type::string(), std::move(names));
}

Outcome values(Arguments arguments, Context&) {
  const Value& mapping = arguments[0];
  if (!may_be_mapping(mapping)) return no_mapping(mapping, 0);
  if (!mapping.is_known() && mapping.is(Kind::Any) && !mapping.seen())
    return Value::unknown(Type::any(), mapping.why());
  std::vector<Value> items;
  for (const Entry& entry : seen_entries(mapping)) items.push_back(entry.value);
  Type element = mapping.is(Kind::Map) ? mapping.type().element() : Type::any();
  return members(mapping, std::move(element), std::move(items));
}

const Value* find(const Value& mapping, std::string_view name) {
  if (mapping.is_known()) return mapping.find(name);
  return mapping.seen() ? mapping.seen()->find(name) : nullptr;
}

Outcome lookup(Arguments arguments, Context&) {
  if (arguments.size() > 3) return failed("two or three arguments are required", 3);
  const Value &mapping = arguments[0], &key = arguments[1];
  if (!may_be_mapping(mapping)) return no_mapping(mapping, 0);
  std::optional<Value> otherwise;
  if (arguments.size() == 3) otherwise = arguments[2];
  Type element = mapping.is(Kind::Map) ? mapping.type().element() : Type::any();
  if (otherwise) {
    Outcome converted = convert(*otherwise, element);
    if (!converted) return failed("the default must be of the type of the map's members", 2);
    otherwise = *converted;
  }
  if (const Value* value = find(mapping, key.text()))
    return value->with_sensitive(mapping.sensitive());
  if (!mapping.is_known())
    return Value::unknown(element, mapping.why()).with_sensitive(mapping.sensitive());
  if (otherwise) return otherwise->with_sensitive(mapping.sensitive());
  return failed("there is no member " + named(key.text()), 1);
}

// What `merge` has put together from left to right.
class Merged {
 public:
  void add(const Value& mapping) {
    sensitive_ = sensitive_ || mapping.sensitive();
    if (!mapping.is_known()) shade(mapping.why());
    for (const Entry& entry : seen_entries(mapping)) entries_[entry.name] = entry.value;
    if (!common_)
      common_ = mapping.type();
    else if (*common_ != mapping.type())
      same_ = false;
  }
  Value value() && {
    std::vector<Entry> entries;
    for (auto& [name, value] : entries_) entries.push_back({name, std::move(value)});
    bool is_map = common_ && same_ && common_->is(Kind::Map);
    Value result = is_map ? Value::map(common_->element(), std::move(entries))
                          : Value::object(std::move(entries));
    if (unknown_) result = Value::open(std::move(result), unknown_);
    return result.with_sensitive(sensitive_);
  }

 private:
  // What is not seen of a later argument may replace any earlier member.
  void shade(const WhyPointer& why) {
    unknown_ = why;
    for (auto& [name, value] : entries_) value = Value::unknown(value.type(), derived(why));
  }

  std::map<std::string, Value> entries_;
  std::optional<Type> common_;
  bool same_ = true, sensitive_ = false;
  WhyPointer unknown_;
};

Outcome merge(Arguments arguments, Context&) {
  Merged merged;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].is_null() && (arguments[i].is(Kind::Any) || is_mapping(arguments[i])))
      continue;
    if (!may_be_mapping(arguments[i])) return no_mapping(arguments[i], static_cast<int>(i));
    merged.add(arguments[i]);
  }
  return std::move(merged).value();
}

Outcome zipmap(Arguments arguments, Context&) {
  const Value &names = arguments[0], &items = arguments[1];
  if (!is_sequence(items))
    return failed("a list or tuple is required, not " + items.type().name(), 1);
  if (names.size() != items.size())
    return failed("there are " + std::to_string(names.size()) + " keys and " +
                      std::to_string(items.size()) + " values",
                  1);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Value& name = names.items()[i];
    if (name.is_null()) return failed("key " + std::to_string(i) + " is null", 0);
    entries.push_back({name.text(), items.items()[i]});
  }
  Value result = items.is(Kind::List) ? Value::map(items.type().element(), std::move(entries))
                                      : Value::object(std::move(entries));
  return result.with_sensitive(items.sensitive());
}

Outcome transpose(Arguments arguments, Context&) {
  std::map<std::string, std::vector<Value>> turned;
  for (const Entry& entry : arguments[0].entries()) {
    if (entry.value.is_null()) return failed("the list of " + named(entry.name) + " is null", 0);
    for (const Value& item : entry.value.items()) {
      if (item.is_null())
        return failed("a member of the list of " + named(entry.name) + " is null", 0);
      turned[item.text()].push_back(Value::string(entry.name));
    }
  }
  std::vector<Entry> entries;
  for (auto& [name, items] : turned)
    entries.push_back({name, Value::list(Type::string(), std::move(items))});
  return Value::map(Type::list(Type::string()), std::move(entries));
}

}  // namespace

std::vector<Function> map_functions() {
  Type any = Type::any(), texts = Type::list(Type::string());
  Parameter mapping = marked(partly(any_of("inputMap")));
  Parameter otherwise = marked(or_null(partly(any_of("default"))));
  return {
      {"keys", {mapping}, {}, any, keys},
      {"lookup", {mapping, text_of("key")}, otherwise, any, lookup},
      {"merge", {}, marked(or_null(partly(any_of("maps")))), any, merge},
      {"transpose", {wholly({"values", Type::map(texts)})}, {}, Type::map(texts), transpose},
      {"values", {marked(partly(any_of("mapping")))}, {}, any, values},
      {"zipmap",
       {wholly(list_of("keys", Type::string())), marked(any_of("values"))},
       {},
       any,
       zipmap},
  };
}

}  // namespace paycheck::expression
