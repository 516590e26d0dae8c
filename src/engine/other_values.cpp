// SPDX-License-Identifier: Apache-2.0
// What else a value could be. The other value is of the same kind where the text shows one: a text
// that AWS or Terraform would refuse says nothing about a rule.

#include "other_values.hpp"

namespace paycheck {

namespace {

// `${aws_kms_key.east.arn}` with each other resource of the type that the file has.
std::vector<std::string> other_references(const json::Place& place) {
  std::string_view text = source_of(place);
  std::size_t begin = text.find("${");
  if (begin == std::string_view::npos) return {};
  begin += 2;
  std::size_t dot = text.find('.', begin);
  if (dot == std::string_view::npos) return {};
  std::size_t end = std::min(text.find_first_of(".[}", dot + 1), text.size());
  std::string_view type = text.substr(begin, dot - begin),
                   name = text.substr(dot + 1, end - dot - 1);
  const json::Value* resources = place.document->outermost().root().find("resource");
  const json::Value* same = resources ? resources->find(type) : nullptr;
  if (!same) return {};
  std::vector<std::string> others;
  for (const json::Member& other : same->members())
    if (other.name() != name)
      others.push_back(std::string(text).replace(dot + 1, end - dot - 1, other.name()));
  return others;
}

std::string other_region(std::string_view region) {
  return region == "eu-west-1" ? "us-east-1" : "eu-west-1";
}

// An ARN of another resource, and the same one in another region.
std::vector<std::string> other_arns(std::string_view arn) {
  std::vector<std::size_t> colons;
  for (std::size_t i = 0; i < arn.size() && colons.size() < 5; ++i)
    if (arn[i] == ':') colons.push_back(i);
  if (!arn.starts_with("arn:") || colons.size() < 5) return {};
  std::vector<std::string> others = {std::string(arn.substr(0, colons[4] + 1)) + "other"};
  std::string_view region = arn.substr(colons[2] + 1, colons[3] - colons[2] - 1);
  if (aws::is_region(region))
    others.push_back(std::string(arn).replace(colons[2] + 1, region.size(), other_region(region)));
  return others;
}

// Other texts of the same kind.
std::vector<std::string> other_texts(std::string_view text) {
  if (text == "true" || text == "false") return {text == "true" ? "false" : "true"};
  if (aws::is_region(text)) return {other_region(text)};
  if (aws::is_zone(text)) return {other_region(text.substr(0, text.size() - 1)) + "a"};
  if (auto others = other_arns(text); !others.empty()) return others;
  std::vector<std::string> others = {"x" + std::string(text) + "x"};
  auto environment = environment_class(text);
  if (!environment.empty() && text.find_first_of("-_./ ") == std::string_view::npos)
    others.push_back(environment == "prod" ? "dev" : "prod");
  return others;
}

}  // namespace

std::string_view source_of(const json::Place& place) {
  return place.document->text().substr(place.value->begin(),
                                       place.value->end() - place.value->begin());
}

std::vector<std::string> other_values(const json::Place& place) {
  const json::Value& value = *place.value;
  switch (value.kind()) {
    case json::Kind::True:
      return {"false"};
    case json::Kind::False:
      return {"true"};
    case json::Kind::Number:
      return {"-" + std::string(source_of(place)) + "1"};
    case json::Kind::Array:
      return {"[]"};
    case json::Kind::Object:
      return {"{}"};
    default:
      break;
  }
  if (auto others = other_references(place); !others.empty()) return others;
  if (value.has_template()) return {"\"other\""};
  std::vector<std::string> others = other_texts(value.text());
  for (std::string& other : others) other = json::quoted(other);
  return others;
}

}  // namespace paycheck
