// SPDX-License-Identifier: Apache-2.0
// Random stacks, of which one name, token or tag is made unknown: no name that was in order before
// is found fault with after.
#include <random>

#include "suffix_scene.hpp"

using namespace paycheck;

namespace {

/// A random stack, from words that make every class of evidence and every rule of tokens possible.
struct Blurred {
  std::mt19937 random;
  Strings names;
  Strings environment_tags, suffix_tags;
  std::string stack_id, environment;

  explicit Blurred(unsigned seed) : random(seed) {}
  std::size_t below(std::size_t n) { return random() % n; }
  std::string pick(const Strings& from) { return from[below(from.size())]; }

  std::string word() {
    return pick({"dev",          "dev",  "dev",    "Dev",       "prod", "test", "test",
                 "live",         "qa2",  "pr",     "17",        "001",  "x7k2", "x7k2",
                 "blue",         "blue", "pay",    "api",       "q",    "dlq",  "us-east-1",
                 "123456789012", "v2",   "alias/", "${var.env}"});
  }
  std::string name(const std::string& stem) {
    std::string text = below(8) == 0 ? pick({"/aws/lambda/", "alias/", "/"}) : "";
    std::size_t words = 1 + below(3), stem_at = below(words + 1);
    for (std::size_t i = 0; i <= words; ++i) {
      if (i == stem_at && (i == words || below(5) > 0)) text += stem;
      if (i < words)
        text += (text.empty() || text.back() == '/' ? "" : pick({"-", "-", "-", "_", "/", ""})) +
                word();
      if (i < words) text += "-";
    }
    return text;
  }
  void make() {
    std::string stem =
        pick({"dev", "dev-001", "test", "x7k2", "blue", "pr-17", "${var.env}", "prod", "blue-x"});
    for (std::size_t i = 0, n = 1 + below(8); i < n; ++i) names.push_back(name(stem));
    stack_id = pick({"", "PayStackx7k2", "pay-test", "tap"});
    for (std::size_t i = below(3); i > 0; --i)
      environment_tags.push_back(pick({"blue", "test", "dev", "blue-x", "pay"}));
    if (below(4) == 0) suffix_tags = Strings(1 + below(2), pick({"dev", "x9", "blue"}));
    if (below(8) == 0) environment = pick({"dev", "x9", "x7k2"});
  }
  /// Each name's line: what `Scene::judged` says of it, `ok` if nothing.
  std::vector<std::string> verdicts() const {
    Scene scene;
    scene.names(names);
    for (const std::string& tag : environment_tags)
      scene.evidence.environment_tags.push_back(scene.pieces(tag));
    for (const std::string& tag : suffix_tags)
      scene.evidence.suffix_tags.push_back(scene.pieces(tag));
    scene.evidence.stack_id = stack_id;
    scene.evidence.environment = environment;
    Suffix suffix = scene.learn();
    Arena arena;
    std::vector<std::string> all;
    for (NamePieces piece : scene.evidence.names) {
      terraform::Value other = stranger(piece, suffix, arena);
      bool known = suffix.state == Suffix::State::Known;
      if (known && other.is_known_text())
        all.push_back("NAM002");
      else if (known && other.is_absent() && carries(piece, suffix) == Truth::False)
        all.push_back("NAM001");
      else
        all.push_back("ok");
    }
    return all;
  }
  /// Replaces the stretch of `text` from a random letter to the end of its word, or all of it.
  void blur(std::string& text) {
    std::size_t begin = below(text.size()), end = begin + 1 + below(text.size() - begin);
    auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    if (below(2) == 0) {
      while (begin > 0 && is_word(text[begin - 1])) --begin;
      for (end = begin; end < text.size() && is_word(text[end]);) ++end;
    }
    if (below(5) == 0) begin = 0, end = text.size();
    std::size_t variable = text.find("${");
    if (variable != text.npos && begin < text.find('}') + 1 && end > variable)
      begin = 0, end = text.size();
    text = text.substr(0, begin) + "${blur}" + text.substr(end);
  }
};

}  // namespace

TEST_CASE("what is not known makes no finding") {
  std::size_t new_findings = 0, findings = 0, scenes = 0;
  for (unsigned seed = 1; seed <= 6000; ++seed) {
    Blurred scene(seed);
    scene.make();
    std::vector<std::string> before = scene.verdicts();
    for (const std::string& verdict : before) findings += verdict != "ok";
    for (int round = 0; round < 4; ++round) {
      Blurred other = scene;
      other.random.seed(seed * 16 + static_cast<unsigned>(round));
      std::size_t tags = other.environment_tags.size() + other.suffix_tags.size();
      std::size_t at = other.below(other.names.size() * 2 + tags);
      if (at < other.names.size() * 2)
        other.blur(other.names[at / 2]);
      else if (at -= other.names.size() * 2; at < other.environment_tags.size())
        other.blur(other.environment_tags[at]);
      else
        other.blur(other.suffix_tags[at - other.environment_tags.size()]);
      std::vector<std::string> after = other.verdicts();
      ++scenes;
      for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] != "ok" || after[i] == "ok") continue;
        ++new_findings;
        MESSAGE(joined(scene.names)
                << " | " << joined(scene.environment_tags) << " | " << joined(scene.suffix_tags)
                << " | " << scene.stack_id << " -> " << joined(other.names) << ": " << after[i]
                << " " << scene.names[i]);
      }
    }
  }
  CHECK(scenes == 24000);
  CHECK(findings > 1000);
  CHECK(new_findings == 0);
}
