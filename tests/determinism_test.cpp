// SPDX-License-Identifier: Apache-2.0
// Same input, same bytes: whatever the order of the rules, of the paths, or of what ran before.

#include <random>

#include "load_tree.hpp"
#include "program.hpp"

namespace {

using namespace program;

struct Bytes {
  std::string text, json;
  friend bool operator==(const Bytes&, const Bytes&) = default;
};

Input input_of(std::vector<std::string> paths) {
  LoadOptions options;
  options.working_directory = repository().string();
  return load(paths, options);
}

Bytes bytes_of(Input input, std::span<const BoundRule> bound) {
  EngineOptions options = quick_options();
  options.hashes = true;
  options.frames = true;
  Report report = check(std::move(input), bound, options);
  Bytes bytes;
  write_text(report, {false}, bytes.text);
  write_json(report, bytes.json);
  return bytes;
}

std::vector<std::string> all_trees() {
  std::vector<std::string> paths;
  for (std::string_view tree : json_trees)
    paths.push_back("fixtures/" + std::string(tree) + "/cdktf.out");
  return paths;
}

/// Rules and paths in another order, the same one in every run.
template <class T>
void shuffle(std::vector<T>& items, unsigned seed) {
  std::mt19937 random(seed);
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

void check_equal(const Bytes& a, const Bytes& b) {
  CHECK(first_difference(a.text, b.text) == "");
  CHECK(first_difference(a.json, b.json) == "");
}

}  // namespace

TEST_CASE("two runs give the same bytes") {
  check_equal(bytes_of(input_of(all_trees()), rules().bound),
              bytes_of(input_of(all_trees()), rules().bound));
}

TEST_CASE("a rulebook that is opened anew gives the same bytes") {
  Rules fresh;
  check_equal(bytes_of(input_of(all_trees()), rules().bound),
              bytes_of(input_of(all_trees()), fresh.bound));
}

TEST_CASE("the order of the rules changes nothing") {
  const Bytes expected = bytes_of(input_of(all_trees()), rules().bound);
  for (unsigned seed : {1u, 2u, 3u}) {
    CAPTURE(seed);
    std::vector<BoundRule> shuffled = rules().bound;
    shuffle(shuffled, seed);
    check_equal(expected, bytes_of(input_of(all_trees()), shuffled));
  }
}

TEST_CASE("the order of the paths changes nothing, nor that one is given twice") {
  const Bytes expected = bytes_of(input_of(all_trees()), rules().bound);
  for (unsigned seed : {1u, 2u, 3u}) {
    CAPTURE(seed);
    std::vector<std::string> paths = all_trees();
    paths.push_back(paths.front());
    paths.push_back("./" + paths.back());
    shuffle(paths, seed);
    check_equal(expected, bytes_of(input_of(paths), rules().bound));
  }
}

TEST_CASE("the order of words on the command line changes nothing") {
  std::vector<std::string> trees = all_trees();
  auto scan = [&](const std::vector<std::string>& paths, const char* select) {
    std::vector<std::string> arguments = {"scan", "--no-config", "-f", "json", "--select", select};
    arguments.insert(arguments.end(), paths.begin(), paths.end());
    Run result = run(arguments);
    CHECK(result.error == "");
    return result.out;
  };
  std::string expected = scan(trees, "ENC,KMS,TFM001");
  std::reverse(trees.begin(), trees.end());
  CHECK(first_difference(expected, scan(trees, "TFM001,KMS,ENC")) == "");
}

TEST_CASE("what is written beside standard output is the same") {
  load_tree::Tree tree;
  std::string tree_path = fixture("payment-ideal").string();
  for (const char* name : {"a", "b"})
    CHECK(run({"scan", tree_path + "/cdktf.out", "--root", tree_path, "--no-config", "-o",
               "json=" + tree.path(name).string()})
              .code == 1);
  Run json =
      run({"scan", tree_path + "/cdktf.out", "--root", tree_path, "--no-config", "-f", "json"});
  CHECK(first_difference(read_file(tree.path("a")), read_file(tree.path("b"))) == "");
  CHECK(first_difference(json.out, read_file(tree.path("a"))) == "");
}

TEST_CASE("where the input lies changes nothing but the root") {
  load_tree::Tree tree;
  fs::copy(fixture("three-region"), tree.path("app"), fs::copy_options::recursive);
  for (const char* format : {"text", "json"}) {
    CAPTURE(format);
    Run here = run({"scan", "cdktf.out", "--no-config", "-f", format}, fixture("three-region"));
    Run there = run({"scan", "cdktf.out", "--no-config", "-f", format}, tree.path("app"));
    CHECK(here.code == 1);
    CHECK(first_difference(here.out, there.out) == "");
  }
}
