// SPDX-License-Identifier: Apache-2.0
// Damaged input: every fixture cut off and with one bit flipped, byte after byte, goes through the
// whole program. What is cut off is a problem; whatever is flipped ends in a report that can be
// read.
//
// Otherwise every 97th byte is tried, under PAYCHECK_FULL=1 every one.

#include <iostream>
#include <nlohmann/json.hpp>

#include "program.hpp"

namespace {

using namespace program;

std::size_t stride() {
  return is_full() ? 1 : 97;
}

EngineOptions all_options() {
  EngineOptions options = quick_options();
  options.hashes = true;
  options.frames = true;
  return options;
}

/// Scans a stack from standard input, as `paycheck scan -` does, and writes both formats.
Report scan(const std::string& text) {
  LoadOptions options;
  options.working_directory = repository().string();
  options.standard_input = [&]() -> Result<std::string> { return text; };
  Report report = judge(load({"-"}, options), all_options());
  std::string plain, json;
  write_text(report, {true}, plain);
  write_json(report, json);
  CHECK(!plain.empty());
  CHECK(nlohmann::json::accept(json));
  bool is_clean = std::all_of(plain.begin(), plain.end(), [](unsigned char c) {
    return (c >= 0x20 && c != 0x7F) || c == '\n' || c == '\x1b';
  });
  CHECK(is_clean);
  return report;
}

/// What a manifest says, or that it cannot be read.
bool has_problem(std::string text) {
  auto document = json::read("manifest.json", std::move(text));
  return !document || !read_manifest(**document).problems.empty();
}

std::string flipped(std::string text, std::size_t at) {
  text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1u << (at / stride() % 8)));
  return text;
}

std::vector<fs::path> all_stack_files() {
  std::vector<fs::path> files;
  for (std::string_view tree : json_trees)
    for (const fs::path& file : stack_files(tree)) files.push_back(file);
  for (const char* plan : {"dr.plan.json", "payment-ideal.plan.json"})
    files.push_back(repository() / "fixtures/plans" / plan);
  return files;
}

}  // namespace

TEST_CASE("a stack that is cut off is a problem") {
  std::size_t count = 0;
  for (const fs::path& file : all_stack_files()) {
    CAPTURE(file);
    std::string text = read_file(file);
    std::size_t end = text.rfind('}');
    for (std::size_t size = 0; size <= end; size += stride(), ++count) {
      CAPTURE(size);
      Report report = scan(text.substr(0, size));
      REQUIRE(report.problems.size() == 1);
      CHECK(report.exit_code() == 3);
      CHECK(report.problems[0].problem.message != "");
      CHECK((size == 0 || report.problems[0].problem.at.has_value()));
    }
  }
  std::cout << count << " stacks cut off\n";
}

TEST_CASE("a stack with a flipped bit is a problem or a report") {
  std::size_t count = 0, problems = 0;
  for (const fs::path& file : all_stack_files()) {
    CAPTURE(file);
    const std::string text = read_file(file);
    for (std::size_t at = 0; at < text.size(); at += stride(), ++count) {
      CAPTURE(at);
      Report report = scan(flipped(text, at));
      CHECK(report.stacks.size() + report.problems.size() >= 1);
      problems += report.problems.empty() ? 0 : 1;
    }
  }
  std::cout << count << " stacks with a flipped bit, " << problems << " unreadable\n";
  CHECK(problems > count / 20);
  CHECK(problems < count);
}

TEST_CASE(
    "a manifest that is cut off is a problem, one with a flipped bit a problem or a manifest") {
  for (const auto& tree : fs::directory_iterator(repository() / "fixtures")) {
    if (!fs::exists(tree.path() / "cdktf.out")) continue;
    std::string text = read_file(tree.path() / "cdktf.out/manifest.json");
    CAPTURE(tree.path());
    REQUIRE(!text.empty());
    for (std::size_t size = 0; size <= text.rfind('}'); ++size) {
      CAPTURE(size);
      CHECK(has_problem(text.substr(0, size)));
    }
    for (std::size_t at = 0; at < text.size(); ++at)
      for (unsigned bit = 0; bit < 8; ++bit) {
        std::string damaged = text;
        damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ (1u << bit));
        has_problem(damaged);
      }
  }
}

TEST_CASE(
    "a manifest in the place of a stack and a stack in the place of a manifest are problems or "
    "reports") {
  for (std::string_view tree : json_trees) {
    CAPTURE(tree);
    scan(read_file(fixture(tree) / "cdktf.out/manifest.json"));
    for (const fs::path& file : stack_files(tree)) CHECK(has_problem(read_file(file)));
  }
}
