// SPDX-License-Identifier: Apache-2.0
// fixtures/seed-ledger.tsv against the reports of the reference trees: what must be found is found,
// what is right is not, and nothing else is.

#include "program.hpp"

namespace {

using namespace program;

struct Row {
  std::string id, tree, rule, address, attribute, note;
  std::size_t line = 0;
  bool is_never() const { return id == "never"; }
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream text(line);
  for (std::string cell; std::getline(text, cell, '\t');) cells.push_back(cell);
  return cells;
}

const std::vector<Row>& ledger() {
  static const std::vector<Row> rows = [] {
    std::vector<Row> all;
    std::istringstream text(read_file(repository() / "fixtures/seed-ledger.tsv"));
    bool is_head = true;
    std::size_t number = 0;
    for (std::string line; std::getline(text, line);) {
      ++number;
      if (line.starts_with('#') || line.empty()) continue;
      auto cells = cells_of(line);
      CAPTURE(number);
      REQUIRE(cells.size() == 6);
      if (!is_head)
        all.push_back({cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], number});
      is_head = false;
    }
    return all;
  }();
  return rows;
}

const Report& report_of(const std::string& tree) {
  static std::map<std::string, Report> reports;
  auto known = reports.find(tree);
  if (known != reports.end()) return known->second;
  LoadOptions options;
  options.root = fixture(tree).string();
  return reports.emplace(tree, judge(load({(fixture(tree) / "cdktf.out").string()}, options)))
      .first->second;
}

bool is_there(const std::string& rule) {
  return rules().book.find(rule) != nullptr;
}

bool begins(std::string_view text, const std::string& with) {
  return with == "*" || text.starts_with(with);
}

// The severities of the seeds are not the rules': a row is met by rule and address alone.
bool meets(const Row& row, const Finding& finding) {
  return finding.rule == row.rule && finding.address == row.address;
}

std::string told(const Row& row) {
  return "seed-ledger.tsv:" + std::to_string(row.line) + " " + row.id + " " + row.tree + " " +
         row.rule + " " + row.address + " " + row.attribute + "\n";
}

}  // namespace

TEST_CASE("the ledger is well formed") {
  CHECK(ledger().size() > 400);
  std::string wrong;
  std::set<std::string> seen;
  for (const Row& row : ledger()) {
    bool tree = std::find(std::begin(reference_trees), std::end(reference_trees), row.tree) !=
                std::end(reference_trees);
    bool later = row.note.starts_with("later: ");
    bool fits = row.is_never() ? row.rule.size() >= 3 && row.rule != "-" && row.note != "-"
                               : (row.rule == "-") <= later;
    std::string key = row.id + row.tree + row.rule + row.address + row.attribute;
    if (!tree || !fits || !seen.insert(key).second) wrong += told(row);
  }
  CHECK(wrong == "");
}

TEST_CASE("every defect that a rule of the rulebook is for is found") {
  std::string missed;
  for (const Row& row : ledger()) {
    if (row.is_never() || row.rule == "-" || !is_there(row.rule)) continue;
    const auto& findings = report_of(row.tree).findings;
    bool found = std::any_of(findings.begin(), findings.end(),
                             [&](const Finding& finding) { return meets(row, finding); });
    if (!found) missed += told(row);
  }
  CHECK(missed == "");
}

TEST_CASE("what is right is not flagged") {
  std::string flagged;
  for (const Row& row : ledger()) {
    if (!row.is_never()) continue;
    for (const Finding& finding : report_of(row.tree).findings)
      if (finding.rule.starts_with(row.rule) && begins(finding.address, row.address) &&
          begins(finding.attribute, row.attribute))
        flagged += told(row) + "  " + identity(finding) + " " + finding.attribute + ": " +
                   finding.message + "\n  right, because " + row.note + "\n";
  }
  CHECK(flagged == "");
}

TEST_CASE("every finding on a reference tree is a row of the ledger") {
  std::string unexplained;
  for (std::string_view tree : reference_trees)
    for (const Finding& finding : report_of(std::string(tree)).findings) {
      bool known = std::any_of(ledger().begin(), ledger().end(), [&](const Row& row) {
        return !row.is_never() && row.tree == tree && meets(row, finding);
      });
      if (!known) unexplained += std::string(tree) + " " + identity(finding) + "\n";
    }
  CHECK(unexplained == "");
}
