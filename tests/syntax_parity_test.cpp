// SPDX-License-Identifier: Apache-2.0
// The reference systems written as HCL give the findings that they give as JSON: the same
// addresses, attributes and fingerprints. And damaged HCL ends in problems and reports that can be
// read.

#include <nlohmann/json.hpp>

#include "paycheck/aws.hpp"
#include "paycheck/hcl.hpp"
#include "program.hpp"

namespace {

using namespace program;
using Json = nlohmann::ordered_json;
using terraform::Argument;
using terraform::Schema;

/// Writes a stack as its author would have written it in HCL.
class HclWriter {
 public:
  explicit HclWriter(bool bare) : bare_(bare) {}
  std::string stack(const Json& root);

 private:
  void block(std::string head, const Json& body, const Schema* schema, bool plain = false);
  void blocks(const std::string& name, const Json& value, const Schema* schema, bool plain);
  void expression(const Json& value);
  void string(const std::string& text);
  static bool is_block(const std::string& name, const Json& value, const Schema* schema);

  bool bare_;  ///< `aws_x.y.arn` instead of `"${aws_x.y.arn}"`
  aws::Types types_;
  std::string out_;
};

bool HclWriter::is_block(const std::string& name, const Json& value, const Schema* schema) {
  for (const char* known : {"lifecycle", "backend", "default_tags", "assume_role", "validation",
                            "required_providers", "cloud"})
    if (name == known) return value.is_object() || value.is_array();
  const Argument* argument = schema ? schema->find(name) : nullptr;
  return argument && argument->form == Argument::Form::Block && value.is_structured();
}

void HclWriter::string(const std::string& text) {
  bool whole = text.starts_with("${") && json::template_end(text, 0) == text.size();
  if (bare_ && whole) {
    out_ += text.substr(2, text.size() - 3);
    return;
  }
  out_ += '"';
  for (std::size_t at = 0; at < text.size();) {
    bool opens = text.compare(at, 2, "${") == 0 && (at == 0 || text[at - 1] != '$');
    std::size_t end = opens ? json::template_end(text, at) : at + 1;
    if (opens && end != std::string::npos) {
      out_ += text.substr(at, end - at);
    } else {
      end = at + 1;
      char c = text[at];
      if (c == '\n')
        out_ += "\\n";
      else
        (out_ += c == '"' || c == '\\' ? "\\" : "") += c;
    }
    at = end;
  }
  out_ += '"';
}

void HclWriter::expression(const Json& value) {
  if (value.is_string()) return string(value.get<std::string>());
  if (value.is_object()) {
    out_ += "{\n";
    for (const auto& [key, member] : value.items()) {
      string(key);
      out_ += " = ";
      expression(member);
      out_ += '\n';
    }
    out_ += '}';
  } else if (value.is_array()) {
    out_ += '[';
    for (const Json& item : value) {
      expression(item);
      out_ += ",\n";
    }
    out_ += ']';
  } else {
    out_ += value.dump();
  }
}

void HclWriter::blocks(const std::string& name, const Json& value, const Schema* schema,
                       bool plain) {
  if (!value.is_array()) return block(name, value, schema, plain);
  for (const Json& item : value) block(name, item, schema, plain);
}

void HclWriter::block(std::string head, const Json& body, const Schema* schema, bool plain) {
  out_ += head + " {\n";
  for (const auto& [name, value] : body.items()) {
    if (name == "//") continue;
    const Argument* argument = schema ? schema->find(name) : nullptr;
    if (!plain && name == "backend") {
      for (const auto& [type, inner] : value.items()) block("backend \"" + type + "\"", inner, {});
    } else if (!plain && name == "dynamic") {
      for (const auto& [label, inner] : value.items())
        blocks("dynamic \"" + label + "\"", inner, nullptr, false);
    } else if (!plain && is_block(name, value, schema)) {
      blocks(name, value, argument ? argument->block : nullptr, name == "required_providers");
    } else {
      out_ += name + " = ";
      if (name == "type" && head.starts_with("variable "))
        out_ += value.get<std::string>();
      else
        expression(value);
      out_ += '\n';
    }
  }
  out_ += "}\n";
}

std::string HclWriter::stack(const Json& root) {
  for (const auto& [kind, value] : root.items()) {
    if (kind == "//") continue;
    bool typed = kind == "resource" || kind == "data";
    if (kind == "terraform" || kind == "locals") {
      block(kind, value, nullptr, kind == "locals");
      continue;
    }
    for (const auto& [label, inner] : value.items()) {
      std::string head = kind + " \"" + label + "\"";
      if (!typed) {
        blocks(head, inner, nullptr, kind == "output");
        continue;
      }
      const aws::Type* type = types_.find((kind == "data" ? "data." : "") + label);
      for (const auto& [name, body] : inner.items())
        block(head + " \"" + name + "\"", body, type ? type->schema : nullptr);
    }
  }
  return out_;
}

Report judge_hcl(const std::string& text, const json::Document* metadata, const fs::path& folder) {
  Input input;
  input.root = ".";
  StackFiles files;
  files.app = ".";
  files.name = folder.filename().string();
  files.file = "cdk.tf";
  files.source = "terraform";
  files.folder = ".";
  files.folder_path = files.scan_path = folder.string();
  auto [translation, problems] = hcl::translate("cdk.tf", text, metadata);
  for (Problem& problem : problems) input.problems.push_back({problem, ".", files.name});
  auto document = json::read("cdk.tf", std::move(translation));
  if (document) {
    files.documents.push_back(std::move(*document));
    input.stacks.push_back(std::move(files));
  } else {
    input.problems.push_back({document.problems().front(), ".", files.name});
  }
  EngineOptions options = quick_options();
  options.frames = true;
  Report report = judge(std::move(input), options);
  std::string plain, json;
  write_text(report, {true}, plain);
  write_json(report, json);
  CHECK(nlohmann::json::accept(json));
  return report;
}

std::vector<std::string> told(const Report& report) {
  std::vector<std::string> lines;
  for (const InputProblem& problem : report.problems)
    lines.push_back("problem " + to_string(problem.problem));
  for (const Finding& finding : report.findings) {
    CHECK(finding.location);
    lines.push_back(identity(finding) + " " + finding.attribute + " " + finding.path + " " +
                    finding.construct + ": " + finding.message + " " + finding.fingerprint +
                    " of " + finding.group);
  }
  for (const Undetermined& entry : report.undetermined) {
    lines.push_back("undetermined " + std::string(entry.rule) + " " + std::string(entry.reason) +
                    " " + entry.expression + " " + entry.fingerprint);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

TEST_CASE("a stack in HCL gives the findings that it gives in JSON") {
  for (std::string_view tree : reference_trees)
    for (const fs::path& file : stack_files(tree)) {
      CAPTURE(file);
      std::string text = read_file(file);
      auto metadata = json::read("metadata.json", text);
      REQUIRE(metadata);
      std::vector<std::string> expected = told(judge(file));
      for (bool bare : {false, true}) {
        CAPTURE(bare);
        std::string hcl = HclWriter(bare).stack(Json::parse(text));
        std::vector<std::string> found = told(judge_hcl(hcl, metadata->get(), file.parent_path()));
        for (const std::string& line : expected) {
          CAPTURE(line);
          CHECK(std::binary_search(found.begin(), found.end(), line));
        }
        CHECK(found.size() == expected.size());
      }
    }
}

TEST_CASE("HCL that is cut off is one problem, HCL with a flipped bit a problem or a report") {
  std::size_t stride = is_full() ? 1 : 97, cut = 0;
  for (const char* stack : {"base", "probe"}) {
    fs::path folder = fixture("probe-hcl") / "cdktf.out/stacks" / stack;
    const std::string text = read_file(folder / "cdk.tf");
    std::size_t own = judge_hcl(text, nullptr, folder).problems.size();
    for (std::size_t at = 0; at < text.size(); at += stride) {
      CAPTURE(at);
      Report report = judge_hcl(text.substr(0, at), nullptr, folder);
      CHECK(report.problems.size() <= own + 1);
      cut += report.problems.size() > 0;
      std::string flipped = text;
      flipped[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1u << (at % 8)));
      judge_hcl(flipped, nullptr, folder);
    }
  }
  CHECK(cut > 0);
}
