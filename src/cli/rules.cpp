// SPDX-License-Identifier: Apache-2.0
// paycheck rules: the rulebook for those who read, write and test rules.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "commands.hpp"

namespace paycheck {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string_view status_word(RuleStatus status) {
  return status == RuleStatus::Stable    ? "stable"
         : status == RuleStatus::Preview ? "preview"
                                         : "retired";
}

Json to_json(const Rule& rule) {
  Json parameters = Json::object();
  for (const language::Parameter& parameter : rule.parameters)
    parameters[parameter.name] = language::to_string(parameter.value);
  return {{"id", rule.id},
          {"name", rule.name},
          {"title", rule.title},
          {"severity", to_string(rule.severity)},
          {"pack", rule.pack},
          {"since", rule.since},
          {"status", status_word(rule.status)},
          {"controls", std::vector<std::string>(rule.controls.begin(), rule.controls.end())},
          {"help", std::string("rules/") + std::string(rule.path)},
          {"params", parameters}};
}

int unknown_rule(const std::string& id, const Rulebook& book, const World& world) {
  std::string_view near = book.nearest(id);
  return refuse(world, "no rule is called '" + id + "'",
                near.empty() ? "'paycheck rules list' shows them all"
                             : "did you mean '" + std::string(near) + "'?");
}

// A rule file and the path under which it can be written back.
struct OpenedRule {
  RuleFile file;
  std::string path;
};

// The rule files at a path: `DIR/<pack>/<name>.md`, a pack's folder, or one file.
Result<std::vector<OpenedRule>> open_rules(const std::string& path) {
  std::error_code error;
  std::vector<fs::path> paths;
  if (fs::is_directory(path, error)) {
    for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
      bool framework = entry.path().parent_path().filename() == "frameworks";
      if (entry.is_regular_file(error) && entry.path().extension() == ".md" && !framework)
        paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
  } else {
    paths.push_back(path);
  }
  if (paths.empty())
    return Problem{
        ProblemKind::Empty, path, {}, "holds no rule files", "a rule is <pack>/<name>.md"};
  std::vector<OpenedRule> rules;
  std::vector<Problem> problems;
  for (const fs::path& file : paths) {
    auto text = read_text_file(file.string());
    std::string name =
        (fs::absolute(file, error).parent_path().filename() / file.filename()).string();
    auto rule = text ? read_rule(name, *text) : Result<RuleFile>(text.problems());
    if (rule)
      rules.push_back({std::move(*rule), file.string()});
    else
      problems.insert(problems.end(), rule.problems().begin(), rule.problems().end());
  }
  if (!problems.empty()) return problems;
  return rules;
}

std::string indented(const std::string& text) {
  std::string out = "    ";
  for (char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out;
}

std::string told(const ExampleFailure& failure) {
  std::string out = fmt::format("{}:{}: {}: {}\n", failure.path, failure.line,
                                failure.title.empty() ? "rule" : failure.title, failure.why);
  if (!failure.expected.empty()) out += "  expected\n" + indented(failure.expected) + "\n";
  if (!failure.actual.empty()) out += "  reported\n" + indented(failure.actual) + "\n";
  return out;
}

// Writes the reports of a rule's examples into its file. Returns the file as it now is.
Result<RuleFile> updated(const OpenedRule& rule, const Rulebook& book) {
  std::string text = with_expected(rule.file, run_examples(rule.file, book));
  if (text != rule.file.prose)
    if (auto problem = write_text_file(rule.path, text)) return *problem;
  return read_rule(rule.file.path, text);
}

std::vector<Problem> told_warnings(const RuleFile& file) {
  language::Origin origin{file.path, file.check_line};
  auto check = language::parse_check(file.check, origin, file.parameters);
  if (!check) return check.problems();
  aws::Types types;
  return language::warnings(*check, origin, types);
}

// The frameworks that a rule file may name: those beside it, and where it has none the program's.
Result<std::vector<Framework>> frameworks_for(const std::string& rule_path, const Rulebook& book) {
  std::error_code error;
  fs::path folder = fs::absolute(rule_path, error).parent_path().parent_path();
  auto beside = read_frameworks(folder.string());
  if (!beside) return beside;
  for (Framework& framework : book.frameworks()) {
    auto same = [&](const Framework& other) { return other.id == framework.id; };
    if (std::none_of(beside->begin(), beside->end(), same)) beside->push_back(std::move(framework));
  }
  return beside;
}

std::vector<Problem> control_problems(const std::vector<OpenedRule>& rules, const Rulebook& book) {
  std::map<fs::path, std::vector<Framework>> of_folder;
  std::vector<Problem> problems;
  for (const OpenedRule& rule : rules) {
    fs::path folder = fs::path(rule.path).parent_path();
    if (!of_folder.contains(folder)) {
      auto read = frameworks_for(rule.path, book);
      if (!read) return read.problems();
      of_folder.emplace(folder, std::move(*read));
    }
    auto unknown = unknown_controls(rule.file, of_folder[folder]);
    problems.insert(problems.end(), unknown.begin(), unknown.end());
  }
  return problems;
}

}  // namespace

int list_rules(const RulesRequest& request, const World& world) {
  auto book = rulebook_of(request.rules_folder);
  if (!book) return refuse(world, book.problems());
  if (request.format == "json") {
    Json list = Json::array();
    for (const Rule& rule : book->rules()) list.push_back(to_json(rule));
    world.out(list.dump(2) + "\n");
    return 0;
  }
  if (request.format != "text")
    return refuse(world, "unknown format '" + request.format + "'", "formats are text, json");
  std::string out;
  for (const Rule& rule : book->rules())
    out += fmt::format(
        "{}  {:<8}  {}{}\n", rule.id, to_string(rule.severity), rule.title,
        rule.status == RuleStatus::Stable ? "" : fmt::format(" ({})", status_word(rule.status)));
  world.out(out);
  return 0;
}

int show_rule(const RulesRequest& request, const World& world) {
  auto book = rulebook_of(request.rules_folder);
  if (!book) return refuse(world, book.problems());
  const Rule* rule = book->find(request.id);
  if (!rule) return unknown_rule(request.id, *book, world);
  world.out(to_json(*rule).dump(2) + "\n" +
            (rule->status == RuleStatus::Retired ? "" : language::to_string(rule->check()) + "\n"));
  return 0;
}

int explain(const std::string& id, const std::string& rules_folder, const World& world) {
  auto book = rulebook_of(rules_folder);
  if (!book) return refuse(world, book.problems());
  const Rule* rule = book->find(id);
  if (!rule) return unknown_rule(id, *book, world);
  world.out(rule->prose());
  return 0;
}

int new_rule_file(const RulesRequest& request, const World& world) {
  std::string folder = request.rules_folder.empty() ? "rules" : request.rules_folder;
  std::error_code error;
  auto book = rulebook_of(fs::is_directory(folder, error) ? folder : "");
  if (!book) return refuse(world, book.problems());
  auto file = new_rule(*book, request.name, PAYCHECK_VERSION);
  if (!file) return refuse(world, file.problems());
  fs::path path = fs::path(folder) / file->path;
  if (fs::exists(path, error)) return refuse(world, path.string() + " is there already");
  fs::create_directories(path.parent_path(), error);
  if (auto problem = write_text_file(path.string(), file->prose))
    return refuse(world, {&*problem, 1});
  world.out(path.string() + "\n");
  return 0;
}

namespace {

// What `rules test` was asked about: files, folders, or rules by id or name.
std::vector<std::string> test_paths(const RulesRequest& request, const Rulebook& book) {
  if (request.paths.empty()) return {"rules"};
  std::vector<std::string> paths = request.paths;
  std::error_code error;
  for (std::string& path : paths)
    if (const Rule* rule = book.find(path); rule && !fs::exists(path, error))
      path = "rules/" + std::string(rule->path);
  return paths;
}

std::string told(const RuleFile& file, const MutationScore& score) {
  std::string out = fmt::format(
      "{}  {:<8}  {} of {} mutants killed{}\n", file.id, to_string(file.severity), score.killed,
      score.mutants - score.equivalent,
      score.equivalent > 0 ? fmt::format(", {} listed as equivalent", score.equivalent) : "");
  for (const Survivor& survivor : score.survivors)
    out += fmt::format("  {}: {} {} {}\n", survivor.example, survivor.address, survivor.path,
                       survivor.how);
  for (const std::string& path : score.stale_listings)
    out += fmt::format("  Equivalent: {}: no such mutant stays right\n", path);
  return out;
}

// What a critical or high rule may not have.
bool is_weak(const RuleFile& file, const MutationScore& score) {
  return (file.severity >= Severity::High && !score.survivors.empty()) ||
         !score.stale_listings.empty();
}

int mutate_rules(const std::vector<std::string>& paths, const World& world) {
  std::size_t mutants = 0, killed = 0, rules = 0, weak = 0;
  for (const std::string& path : paths) {
    auto opened = open_rules(path);
    if (!opened) return refuse(world, opened.problems());
    for (const OpenedRule& rule : *opened) {
      if (rule.file.status == RuleStatus::Retired) continue;
      MutationScore score = mutate_rule(rule.file);
      world.out(told(rule.file, score));
      mutants += score.mutants - score.equivalent;
      killed += score.killed;
      weak += is_weak(rule.file, score) ? 1 : 0;
      ++rules;
    }
  }
  world.out(fmt::format("{} rules, {} of {} mutants killed ({} %), {} rules too weak\n", rules,
                        killed, mutants, mutants == 0 ? 100 : 100 * killed / mutants, weak));
  return weak > 0 ? 1 : 0;
}

}  // namespace

int test_rules(const RulesRequest& request, const World& world) {
  Rulebook book = open_pack(embedded_pack());
  std::vector<std::string> paths = test_paths(request, book);
  if (request.mutate) return mutate_rules(paths, world);
  std::size_t examples = 0, rules = 0, failed = 0;
  std::string out;
  for (const std::string& path : paths) {
    auto opened = open_rules(path);
    if (!opened) return refuse(world, opened.problems());
    if (auto problems = control_problems(*opened, book); !problems.empty())
      return refuse(world, problems);
    for (OpenedRule& rule : *opened) {
      if (rule.file.status == RuleStatus::Retired) continue;
      if (request.update) {
        auto now = updated(rule, book);
        if (!now) return refuse(world, now.problems());
        rule.file = std::move(*now);
      }
      for (const Problem& warning : told_warnings(rule.file))
        out += "warning: " + to_string(warning) + "\n";
      auto failures = test_rule(rule.file, book);
      for (const ExampleFailure& failure : failures) out += told(failure);
      failed += failures.size();
      examples += rule.file.examples.size();
      ++rules;
    }
  }
  world.out(out + fmt::format("{} rules, {} examples, {} failed\n", rules, examples, failed));
  return failed > 0 ? 1 : 0;
}

int write_docs(const RulesRequest& request, const World& world) {
  Rulebook book = open_pack(embedded_pack());
  std::error_code error;
  if (!request.check) fs::create_directories(request.docs_folder, error);
  const std::pair<const char*, std::string> pages[] = {{"rules.md", rules_page(book)},
                                                       {"controls.md", controls_page(book)},
                                                       {"rule-language.md", language::manual()},
                                                       {"paycheck.schema.json", config_schema()}};
  int stale = 0;
  for (const auto& [name, text] : pages) {
    std::string path = (fs::path(request.docs_folder) / name).string();
    if (!request.check) {
      if (auto problem = write_text_file(path, text)) return refuse(world, {&*problem, 1});
      continue;
    }
    auto there = read_text_file(path);
    if (there && *there == text) continue;
    world.out(path + " is not what 'paycheck rules docs' writes\n");
    ++stale;
  }
  return stale > 0 ? 1 : 0;
}

}  // namespace paycheck
