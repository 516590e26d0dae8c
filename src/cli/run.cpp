// SPDX-License-Identifier: Apache-2.0
// The commands and their options, declared once: help, parsing and did-you-mean all come from here.

#include <CLI/CLI.hpp>

#include "commands.hpp"

namespace paycheck {

namespace {

constexpr std::string_view scan_examples =
    "\nExamples:\n"
    "  paycheck scan cdktf.out                      what is wrong, for people\n"
    "  paycheck scan cdktf.out -o json=report.json  and the same for machines\n"
    "  paycheck scan cdktf.out -o sarif=paycheck.sarif  for code review (sarif=DIR/: 20 stacks a "
    "file)\n"
    "  paycheck scan cdktf.out --fail-on critical   only critical findings fail the run\n"
    "  paycheck scan stacks/a/cdk.tf.json --select ENC,KMS002\n"
    "  terraform-json-generator | paycheck scan -\n"
    "\nExit codes: 0 fine, 1 findings at or above --fail-on, 2 usage, configuration or rule file "
    "wrong,\n"
    "3 an input is unreadable or there is nothing to scan.\n";

// An unset shell variable is no value.
std::string not_empty(const std::string& value) {
  return value.empty() ? "an empty value names nothing" : "";
}

void add_scan(CLI::App& app, ScanRequest& request) {
  CLI::App* scan = app.add_subcommand("scan", "Judge synthesized stacks and report what is wrong");
  scan->add_option("PATH", request.paths,
                   "cdktf.out, a stack folder, a *.tf.json file or folder, or - for standard input")
      ->required();
  scan->add_option("-f,--format", request.format, "Format on standard output: text, json, sarif")
      ->type_name("FORMAT");
  scan->add_option("-o,--output", request.outputs, "Write a further report to a file; repeatable")
      ->type_name("FORMAT=FILE")
      ->allow_extra_args(false);
  scan->add_option(
          "--fail-on", request.fail_on,
          "critical, high, medium, low or none, perhaps with ',undetermined' (default: high)")
      ->check(not_empty)
      ->type_name("SEVERITY");
  scan->add_option("--select", request.select, "Run only these rules: ids, names or packs")
      ->delimiter(',')
      ->type_name("RULES")
      ->allow_extra_args(false);
  scan->add_option("--ignore", request.ignore, "Leave these rules out")
      ->delimiter(',')
      ->type_name("RULES")
      ->allow_extra_args(false);
  scan->add_option("--suffix", request.suffix, "The environment suffix of every name, or 'none'")
      ->check(not_empty)
      ->type_name("SUFFIX");
  scan->add_option("--root", request.root, "Paths in the report are relative to this folder")
      ->check(not_empty)
      ->type_name("DIR");
  scan->add_option("--rules", request.rules_folder,
                   "Add or replace rules by the rule files of a folder")
      ->check(not_empty)
      ->type_name("DIR");
  CLI::Option* config = scan->add_option("--config", request.config_file, "Read this configuration")
                            ->check(not_empty)
                            ->type_name("FILE");
  scan->add_flag("--no-config", request.no_config, "Read no configuration")->excludes(config);
  scan->add_flag("--preview", request.preview, "Run preview rules too");
  scan->add_flag("--timings", request.timings, "Tell on standard error where the time went");
  scan->add_option("--color", request.color, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
  scan->footer(std::string(scan_examples));
}

void add_eval(CLI::App& app, EvalRequest& request) {
  CLI::App* eval = app.add_subcommand("eval", "The value of a Terraform expression, as JSON");
  eval->add_option("EXPRESSION", request.text, "for example 'cidrsubnet(var.cidr, 8, 1)'")
      ->required();
  eval->add_option("PATH", request.path, "The stack whose variables and locals it may name");
  eval->add_flag("--template", request.is_template,
                 "Read it as a string of JSON: text with ${} and %{}");
  eval->footer(
      "\nExit codes: 0 known, 2 the expression is wrong, 3 its value is not known before apply or "
      "is sensitive.\n");
}

void add_rules(CLI::App& app, RulesRequest& request) {
  CLI::App* rules = app.add_subcommand("rules", "List, show, scaffold, test and document rules");
  rules->require_subcommand(1);
  auto rules_option = [&](CLI::App* command) {
    command
        ->add_option("--rules", request.rules_folder,
                     "Add or replace rules by the rule files of a folder")
        ->type_name("DIR");
  };
  CLI::App* list = rules->add_subcommand("list", "All rules, one a line");
  list->add_option("-f,--format", request.format, "text or json")->type_name("FORMAT");
  rules_option(list);
  CLI::App* show = rules->add_subcommand("show", "One rule's metadata and check");
  show->add_option("ID", request.id, "id or name")->required();
  rules_option(show);
  CLI::App* fresh =
      rules->add_subcommand("new", "Write the file of a new rule with the next free id");
  fresh
      ->add_option("PACK/NAME", request.name,
                   "folder of the pack and kebab name: network/queue-open-to-anybody")
      ->required();
  fresh
      ->add_option("--rules", request.rules_folder,
                   "The folder that holds the packs' folders (default: rules)")
      ->type_name("DIR");
  CLI::App* test = rules->add_subcommand("test", "Run the examples of rule files");
  test->add_option("PATH", request.paths, "Rule files, folders or ids (default: rules)");
  CLI::Option* update = test->add_flag("--update", request.update,
                                       "Write the reports that the examples give into the files");
  test->add_flag("--mutate", request.mutate,
                 "Change what each Good example's pass hangs on; the rule must notice")
      ->excludes(update);
  CLI::App* docs =
      rules->add_subcommand("docs", "Write the pages that are printed from the program");
  docs->add_option("DIR", request.docs_folder, "Where they go (default: docs)");
  docs->add_flag("--check", request.check,
                 "Write nothing; fail if a page is not what would be written");
}

std::vector<std::string_view> option_names(const CLI::App& app) {
  std::vector<std::string_view> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back(name);
  return names;
}

const CLI::App& deepest(const CLI::App& app) {
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return *at;
}

// The commands that lead to the deepest one: `paycheck rules`.
std::string names_of_parents(const CLI::App& app) {
  std::string names;
  for (const CLI::App* at = &app; !at->get_subcommands().empty();
       at = at->get_subcommands().front())
    names += (names.empty() ? "" : " ") + at->get_name();
  return names;
}

// A command's help, its usage line beginning with the program's name.
std::string help_of(const CLI::App& app) {
  std::string parents = names_of_parents(app);
  return deepest(app).help(parents);
}

// What was meant by a word, or where to read on.
std::string did_you_mean(const CLI::App& app, std::string_view word, bool is_option) {
  const CLI::App& command = deepest(app);
  std::vector<std::string_view> known =
      is_option ? option_names(command) : std::vector<std::string_view>();
  if (!is_option)
    for (const CLI::App* subcommand : command.get_subcommands([](const CLI::App*) { return true; }))
      known.push_back(subcommand->get_name());
  std::string_view near = nearest(is_option ? word.substr(2) : word, known);
  if (!near.empty())
    return "did you mean '" + std::string(is_option ? "--" : "") + std::string(near) + "'?";
  std::string parents = names_of_parents(app);
  return "see '" + parents + (parents.empty() ? "" : " ") + command.get_name() + " --help'";
}

int refuse_arguments(const World& world, const CLI::App& app, const CLI::ParseError& error) {
  bool wants_command = !deepest(app).get_subcommands([](const CLI::App*) { return true; }).empty();
  std::vector<std::string> rest = app.remaining(true);
  if (rest.empty())
    return refuse(world, wants_command ? "no command is given" : error.what(),
                  did_you_mean(app, "", false));
  std::string word = rest.front().substr(0, rest.front().find('='));
  bool is_option = word.starts_with("--") && word.size() > 2;
  const char* kind = word.starts_with('-') ? "unknown option"
                     : wants_command       ? "unknown command"
                                           : "unexpected argument";
  return refuse(world, std::string(kind) + " '" + word + "'", did_you_mean(app, word, is_option));
}

struct CommandLine {
  CLI::App app{
      "paycheck tells a team whether its synthesized Terraform is safe, named and tagged as "
      "agreed, and deploys.",
      "paycheck"};
  ScanRequest scan;
  RulesRequest rules;
  EvalRequest eval;
  std::string explain_id, explain_rules;

  CommandLine() {
    app.set_version_flag("--version", std::string("paycheck ") + PAYCHECK_VERSION);
    app.require_subcommand(1);
    app.footer(
        "\n'paycheck scan cdktf.out' is the command that you want. 'paycheck COMMAND --help' tells "
        "more.\n");
    add_scan(app, scan);
    CLI::App* explain = app.add_subcommand("explain", "A rule's page: what, why, fix, examples");
    explain->add_option("ID", explain_id, "id or name: KMS002")->required();
    explain
        ->add_option("--rules", explain_rules, "Add or replace rules by the rule files of a folder")
        ->type_name("DIR");
    add_rules(app, rules);
    add_eval(app, eval);
  }
};

int dispatch(const CommandLine& line, const World& world) {
  if (line.app.got_subcommand("scan")) return scan(line.scan, world);
  if (line.app.got_subcommand("explain"))
    return explain(line.explain_id, line.explain_rules, world);
  if (line.app.got_subcommand("eval")) return eval(line.eval, world);
  const CLI::App* rules = line.app.get_subcommand("rules");
  if (rules->got_subcommand("list")) return list_rules(line.rules, world);
  if (rules->got_subcommand("show")) return show_rule(line.rules, world);
  if (rules->got_subcommand("new")) return new_rule_file(line.rules, world);
  if (rules->got_subcommand("test")) return test_rules(line.rules, world);
  return write_docs(line.rules, world);
}

}  // namespace

int run(const std::vector<std::string>& arguments, const World& world) {
  CommandLine line;
  try {
    line.app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    world.out(help_of(line.app));
    return 0;
  } catch (const CLI::CallForVersion& version) {
    world.out(std::string(version.what()) + "\n");
    return 0;
  } catch (const CLI::ParseError& error) {
    return refuse_arguments(world, line.app, error);
  }
  return dispatch(line, world);
}

}  // namespace paycheck
