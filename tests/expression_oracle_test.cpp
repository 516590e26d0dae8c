// SPDX-License-Identifier: Apache-2.0
// What Terraform itself made of some two thousand expressions, recorded by
// tests/expression/record.py.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "paycheck/expression.hpp"

namespace {

using namespace paycheck::expression;
namespace fs = std::filesystem;

struct Recorded {
  std::string expression, kind, value;
};

std::vector<Recorded> read_recorded() {
  std::ifstream file(fs::path(PAYCHECK_SOURCE_DIR) / "tests/expression/recorded.tsv");
  std::vector<Recorded> all;
  for (std::string line; std::getline(file, line);) {
    std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    all.push_back({nlohmann::json::parse(line.substr(0, first)).get<std::string>(),
                   line.substr(first + 1, second - first - 1), line.substr(second + 1)});
  }
  return all;
}

std::variant<Resolved, Failure> resolve(const Traversal& traversal) {
  std::string name = traversal.steps.empty() ? "" : traversal.steps[0].text();
  if (traversal.root == "path" && (name == "module" || name == "root"))
    return Resolved{Value::string(std::string(".")), 1};
  if (traversal.root == "terraform" && name == "workspace")
    return Resolved{Value::string(std::string("default")), 1};
  return Failure{"no reference " + std::string(traversal.text)};
}

// What it is worth here: `value` and its JSON, `error`, `sensitive`, or `unknown` and the reason.
Recorded judge(const std::string& expression) {
  constexpr std::string_view mark = "template:";
  bool is_template = expression.starts_with(mark);
  std::string text = is_template ? expression.substr(mark.size()) : expression + "\n";
  Checked<Expression> read = parse(text, is_template ? Form::Template : Form::Expression);
  if (!read) return {expression, "error", ""};
  Context context;
  context.read_file = [](std::string_view) { return FileAnswer{FileAnswer::State::Missing, {}}; };
  context.list_files = [](std::string_view) { return std::vector<std::string>(); };
  Checked<Value> value = evaluate(*read, resolve, context);
  if (!value) return {expression, "error", ""};
  Outcome json = to_json(*value);
  if (!json) return {expression, "error", ""};
  if (!json->is_known()) {
    bool no_function = json->why()->note.starts_with("no function");
    if (no_function) return {expression, "error", ""};
    return {expression, "unknown", json->why()->expression};
  }
  if (value->holds_sensitive()) return {expression, "sensitive", ""};
  return {expression, "value", json->text()};
}

// What the console sees and an expression alone does not show: folders, references that are wrong
// whatever stands around them. And one answer that is no value: `<nil>`.
bool is_beyond_expressions(const std::string& expression) {
  constexpr std::string_view all[] = {"fileexists(\"\")", "fileexists(\".\")", "try(nope.x, 1)",
                                      "cidrsubnet(\"10.0.0.0/8\", -9, 0)"};
  return std::find(std::begin(all), std::end(all), expression) != std::end(all);
}

// Functions that are not computed: what they give is unknown, which is never wrong.
bool is_left_unknown(const Recorded& found) {
  constexpr std::string_view functions[] = {
      "base64gzip(", "textencodebase64(", "textdecodebase64(", "uuid(",      "timestamp(",
      "bcrypt(",     "plantimestamp(",    "rsadecrypt(",       "pathexpand("};
  if (found.kind != "unknown") return false;
  for (std::string_view function : functions)
    if (found.value.starts_with(function)) return true;
  // A width or precision of a thousand million.
  return found.value.starts_with("format(\"%") &&
         found.value.find("1000000000") != std::string::npos;
}

std::string shown(const Recorded& one) {
  return one.expression + "\n    " + one.kind + " " + one.value + "\n";
}

// What `terraform console` says to one expression; empty where it cannot be asked.
std::string ask(const std::string& expression) {
  fs::path folder = fs::temp_directory_path() / "paycheck-oracle";
  fs::create_directories(folder);
  std::ofstream(folder / "in") << "try(jsonencode(jsonencode(" << expression << ")), \"!error\")\n";
  std::string command =
      "cd '" + folder.string() + "' && terraform console -no-color <in 2>/dev/null";
  std::string out;
  std::FILE* pipe = popen(command.c_str(), "r");
  char buffer[4096];
  while (std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, got);
  bool fine = pclose(pipe) == 0;
  fs::remove_all(folder);
  auto begin = out.find('"');
  if (!fine || begin == out.npos) return "error";
  std::string text = nlohmann::json::parse(out.substr(begin)).get<std::string>();
  return text == "!error" ? "error" : nlohmann::json::parse(text).get<std::string>();
}

}  // namespace

TEST_CASE("expressions are worth what Terraform says") {
  std::vector<Recorded> all = read_recorded();
  CHECK(all.size() >= 2000);
  std::string different;
  for (const Recorded& expected : all) {
    Recorded found = judge(expected.expression);
    if (is_left_unknown(found) || is_beyond_expressions(expected.expression)) continue;
    if (found.kind == "unknown" && expected.kind == "unknown") continue;
    if (found.kind != expected.kind || found.value != expected.value)
      different += shown(found) + "    recorded: " + expected.kind + " " + expected.value + "\n";
  }
  CHECK(different == "");
}

TEST_CASE("the record is what the Terraform of this machine says") {
  if (std::system("command -v terraform >/dev/null") != 0) {
    MESSAGE("skipped: no terraform on PATH");
    return;
  }
  std::vector<Recorded> all = read_recorded();
  std::size_t step = std::getenv("PAYCHECK_FULL") ? 1 : 200;
  std::string different;
  for (std::size_t i = 0; i < all.size(); i += step) {
    const Recorded& one = all[i];
    bool plain = one.expression.find_first_of("\n#/\\\"$%{") == std::string::npos &&
                 !one.expression.starts_with("template:");
    if (!plain) continue;
    if (one.kind == "sensitive" || one.kind == "unknown") continue;
    std::string expected = one.kind == "value" ? one.value : "error";
    if (std::string found = ask(one.expression); found != expected)
      different += one.expression + "\n    " + found + "\n    recorded: " + expected + "\n";
  }
  CHECK(different == "");
}
