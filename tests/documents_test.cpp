// SPDX-License-Identifier: Apache-2.0
// Documents say what is: CONTRIBUTING's guide is executed, README's report is what a scan prints,
// printed pages are current.

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

namespace fs = std::filesystem;

const fs::path source = PAYCHECK_SOURCE_DIR;
const fs::path binary = PAYCHECK_BINARY;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE_MESSAGE(in, path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

// What stands between two marks, the first one after `heading`.
std::string between(const std::string& text, const std::string& heading, const std::string& begin,
                    const std::string& end) {
  std::size_t at = text.find(heading);
  REQUIRE_MESSAGE(at != std::string::npos, heading);
  std::size_t from = text.find(begin, at);
  REQUIRE(from != std::string::npos);
  from += begin.size();
  std::size_t to = text.find(end, from);
  REQUIRE(to != std::string::npos);
  return text.substr(from, to - from);
}

// A folder of the test's own; gone when the test is.
class Folder {
 public:
  Folder() : path(fs::temp_directory_path() / ("paycheck-documents-" + std::to_string(getpid()))) {
    fs::create_directories(path);
  }
  ~Folder() {
    std::error_code error;
    fs::remove_all(path, error);
  }
  const fs::path path;
};

std::string output_of(const std::string& command) {
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe);
  char buffer[4096];
  for (std::size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    text.append(buffer, got);
  pclose(pipe);
  return text;
}

}  // namespace

TEST_CASE("the five-minute guide adds a rule without a compiler") {
  Folder folder;
  std::string script =
      between(read(source / "CONTRIBUTING.md"), "## A rule in five minutes", "```sh\n", "\n```");
  std::ofstream(folder.path / "guide.sh") << script << "\n";
  std::string command = "cd '" + folder.path.string() + "' && PATH='" +
                        binary.parent_path().string() + "':\"$PATH\" sh -e guide.sh 2>&1";
  std::string printed = output_of(command);
  CAPTURE(printed);
  CHECK(printed.find("0 failed") != std::string::npos);
  CHECK(printed.find("[NET001]") != std::string::npos);
}

TEST_CASE("README shows a real report") {
  std::string shown =
      between(read(source / "README.md"), "<!-- report: payment-ideal -->", "```text\n", "```");
  std::string tree = (source / "fixtures/payment-ideal").string();
  std::string printed = output_of("'" + binary.string() + "' scan '" + tree +
                                  "/cdktf.out' --no-config --root '" + tree + "'");
  std::string expected;
  std::size_t at = 0;
  for (int part = 0; part < 3; ++part) {  // the head and the first two findings
    std::size_t end = printed.find("\n\n", at);
    expected += printed.substr(at, end + 2 - at);
    at = end + 2;
  }
  expected += printed.substr(printed.rfind("\n\n") + 2);
  CHECK(shown == expected);
}

TEST_CASE("printed pages are current") {
  std::string docs = (source / "docs").string();
  CHECK(output_of("'" + binary.string() + "' rules docs --check '" + docs + "'") == "");
}
