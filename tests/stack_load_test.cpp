// SPDX-License-Identifier: Apache-2.0
// Folders: each case lays files out, loads paths from a working directory, and expects everything
// that was found as one text.

#include "load_tree.hpp"

using namespace load_tree;

TEST_CASE("an output folder is loaded through its manifest") {
  check({
      {"from the project, from cdktf.out, from the manifest",
       {{"work/cdktf.out/manifest.json", manifest(entry("b") + "," + entry("a"))},
        {"work/cdktf.out/stacks/a/cdk.tf.json", kStack},
        {"work/cdktf.out/stacks/b/cdk.tf.json", kStack}},
       {".", "cdktf.out", "cdktf.out/manifest.json", "cdktf.out/stacks/a",
        "cdktf.out/stacks/b/cdk.tf.json"},
       R"(
stack . a: cdktf.out/stacks/a/cdk.tf.json in cdktf.out/stacks/a, cdktf 0.21.0
stack . b: cdktf.out/stacks/b/cdk.tf.json in cdktf.out/stacks/b, cdktf 0.21.0
)"},
      {"what lies about is ignored, orphans are told",
       {{"work/x/cdktf.out/manifest.json", manifest(entry("a"))},
        {"work/x/cdktf.out/stacks/a/cdk.tf.json", kStack},
        {"work/x/cdktf.out/stacks/a/.terraform/modules/modules.json", "{"},
        {"work/x/cdktf.out/stacks/a/.terraform.lock.hcl", "provider"},
        {"work/x/cdktf.out/stacks/a/plan", "PK\x03\x04"},
        {"work/x/cdktf.out/stacks/a/errored.tfstate", "{"},
        {"work/x/cdktf.out/stacks/a/outputs.json", "{"},
        {"work/x/cdktf.out/stacks/a/assets/code/main.tf.json", "{"},
        {"work/x/cdktf.out/stacks/a/.hidden.tf.json", "{"},
        {"work/x/cdktf.out/stacks/a/cdk.tf.json~", "{"},
        {"work/x/cdktf.out/stacks/a/#cdk.tf.json#", "{"},
        {"work/x/cdktf.out/stacks/a/folder.tf.json/", ""},
        {"work/x/cdktf.out/stacks/old/cdk.tf.json", kStack},
        {"work/x/cdktf.out/stacks/older/", ""},
        {"work/x/cdktf.out/terraform.a.tfstate", "{"}},
       {"x/cdktf.out"},
       R"(
stack x a: x/cdktf.out/stacks/a/cdk.tf.json in x/cdktf.out/stacks/a, cdktf 0.21.0
  orphan x/cdktf.out/stacks/old:0: the folder is not in the manifest, so it was not scanned
  orphan x/cdktf.out/stacks/older:0: the folder is not in the manifest, so it was not scanned
)"},
      {"annotations, dependencies, nested constructs, back-slashes",
       {{"work/cdktf.out/manifest.json", R"J({
  "stacks": {
    "inner": {
      "annotations": [
        {"constructPath": "outer/inner/q", "level": "@cdktf/warn", "message": "careful", "stacktrace": ["f (/home/me/a.py:1:1)"]},
        {"message": "bare"},
        7
      ],
      "constructPath": "outer/inner",
      "dependencies": ["outer", "outer", "unknown", 3],
      "synthesizedStackPath": "stacks\\inner\\cdk.tf.json",
      "workingDirectory": "stacks\\inner"
    },
    "outer": {"constructPath": "outer", "dependencies": ["outer/inner"], "synthesizedStackPath": "./stacks//x/../outer/cdk.tf.json"}
  }
})J"},
        {"work/cdktf.out/stacks/inner/cdk.tf.json", kStack},
        {"work/cdktf.out/stacks/outer/cdk.tf.json", "{}"}},
       {"cdktf.out"},
       R"(
stack . inner: cdktf.out/stacks/inner/cdk.tf.json in cdktf.out/stacks/inner, cdktf 0.20.7, needs outer
  annotation cdktf.out/manifest.json:5: warn at outer/inner/q: careful
  annotation cdktf.out/manifest.json:6: annotation: bare
stack . outer: cdktf.out/stacks/outer/cdk.tf.json in cdktf.out/stacks/outer, cdktf, needs inner
)"},
      {"one unreadable stack hides no other",
       {{"work/cdktf.out/manifest.json",
         manifest("\n" + entry("a") + ",\n" + entry("b") + ",\n" + entry("c") + ",\n" + entry("d") +
                  ",\n" + entry("e"))},
        {"work/cdktf.out/stacks/a/cdk.tf.json", "{"},
        {"work/cdktf.out/stacks/b/cdk.tf.json", kStack},
        {"work/cdktf.out/stacks/d/cdk.tf.json/", ""},
        {"work/cdktf.out/stacks/e/cdk.tf.json", "->cdk.tf.json"}},
       {"cdktf.out"},
       R"(
stack . a: cdktf.out/stacks/a/cdk.tf.json in cdktf.out/stacks/a, cdktf 0.21.0, unreadable
stack . b: cdktf.out/stacks/b/cdk.tf.json in cdktf.out/stacks/b, cdktf 0.21.0
stack . c: cdktf.out/stacks/c/cdk.tf.json in cdktf.out/stacks/c, cdktf 0.21.0, unreadable
stack . d: cdktf.out/stacks/d/cdk.tf.json in cdktf.out/stacks/d, cdktf 0.21.0, unreadable
stack . e: cdktf.out/stacks/e/cdk.tf.json in cdktf.out/stacks/e, cdktf 0.21.0, unreadable
problem syntax [. a] cdktf.out/stacks/a/cdk.tf.json:1:2: unexpected end of text: expected a key in double quotes or '}' (the '{' at line 1, column 1 is not closed)
problem missing [. c] cdktf.out/manifest.json:4:66: "stacks/c/cdk.tf.json" does not exist (run 'cdktf synth' again)
problem unreadable [. d] cdktf.out/stacks/d/cdk.tf.json: is a folder, not a file
problem unreadable [. e] cdktf.out/stacks/e/cdk.tf.json: cannot be read: Too many levels of symbolic links
)"},
      {"a folder of another name counts if its manifest is one",
       {{"work/build/manifest.json", manifest(entry("a"))},
        {"work/build/stacks/a/cdk.tf.json", kStack}},
       {"build"},
       "stack . a: build/stacks/a/cdk.tf.json in build/stacks/a, cdktf 0.21.0\n"},
      {"another program's manifest.json does not count",
       {{"work/web/manifest.json", "{\"icons\": []}"}, {"work/web/main.tf.json", kPlain}},
       {"web"},
       "stack web web: web/main.tf.json in web, terraform\n"},
      {"other files of the stack's folder belong to it, as for Terraform",
       {{"work/cdktf.out/manifest.json", manifest(entry("a"))},
        {"work/cdktf.out/stacks/a/cdk.tf.json", kStack},
        {"work/cdktf.out/stacks/a/extra.tf.json", kPlain}},
       {"."},
       "stack . a: cdktf.out/stacks/a/cdk.tf.json in cdktf.out/stacks/a, cdktf 0.21.0"
       " + cdktf.out/stacks/a/cdk.tf.json + cdktf.out/stacks/a/extra.tf.json\n"},
      {"stacks that share a folder have a file each",
       {{"work/cdktf.out/manifest.json",
         R"({"stacks": {"a": {"synthesizedStackPath": "a.tf.json", "workingDirectory": "."}, "b": {"synthesizedStackPath": "b.tf.json"}}})"},
        {"work/cdktf.out/a.tf.json", "{}"},
        {"work/cdktf.out/b.tf.json", "{}"}},
       {"."},
       R"(
stack . a: cdktf.out/a.tf.json in cdktf.out, cdktf
stack . b: cdktf.out/b.tf.json in cdktf.out, cdktf
)"},
  });
}

TEST_CASE("a manifest that cannot be used is told") {
  check({
      {"no stacks",
       {{"work/cdktf.out/manifest.json", manifest("")}},
       {"."},
       "problem empty [. ] cdktf.out/manifest.json:1:33: the manifest names no stack\n"},
      {"no manifest at all",
       {{"work/cdktf.out/manifest.json", "[]"}},
       {"."},
       "problem structure [. ] cdktf.out/manifest.json:1:1: the manifest has no object 'stacks'\n"},
      {"broken",
       {{"work/p/cdktf.out/manifest.json", "{\"stacks\": }"}},
       {"p"},
       "problem syntax [p ] p/cdktf.out/manifest.json:1:12: unexpected '}': expected a value\n"},
      {"empty",
       {{"work/cdktf.out/manifest.json", ""}},
       {"."},
       "problem empty [. ] cdktf.out/manifest.json:1:1: the text is empty\n"},
      {"paths that lead out, stacks that are none",
       {{"work/cdktf.out/manifest.json", R"({"stacks": {
  "abs": {"synthesizedStackPath": "/etc/cdk.tf.json"},
  "drive": {"synthesizedStackPath": "C:\\x\\cdk.tf.json"},
  "here": {"synthesizedStackPath": "."},
  "link": {"synthesizedStackPath": "stacks/link/cdk.tf.json"},
  "none": {},
  "nul": {"synthesizedStackPath": "stacks/ok/cdk.tf.json\u0000.txt"},
  "number": 7,
  "ok": {"synthesizedStackPath": "stacks/ok/cdk.tf.json", "workingDirectory": "../.."},
  "same": {"synthesizedStackPath": "stacks/ok/cdk.tf.json"},
  "up": {"synthesizedStackPath": "stacks\\..\\..\\secret.tf.json"},
  "ok": {"synthesizedStackPath": "stacks/twice/cdk.tf.json"}
}})"},
        {"work/secret.tf.json", kPlain},
        {"work/cdktf.out/stacks/link", "->../.."},
        {"work/cdk.tf.json", kPlain},
        {"work/cdktf.out/stacks/ok/cdk.tf.json", kStack}},
       {"cdktf.out"},
       R"(
stack . abs: cdktf.out/manifest.json in cdktf.out, cdktf, unreadable
stack . drive: cdktf.out/manifest.json in cdktf.out, cdktf, unreadable
stack . here: cdktf.out/manifest.json in cdktf.out, cdktf, unreadable
stack . link: cdktf.out/stacks/link/cdk.tf.json in cdktf.out/stacks/link, cdktf, unreadable
stack . none: cdktf.out/manifest.json in cdktf.out, cdktf, unreadable
stack . nul: cdktf.out/manifest.json in cdktf.out, cdktf, unreadable
stack . number: cdktf.out/manifest.json in cdktf.out, cdktf, unreadable
stack . ok: cdktf.out/stacks/ok/cdk.tf.json in cdktf.out/stacks/ok, cdktf 0.20.7
stack . same: cdktf.out/manifest.json in cdktf.out, cdktf, unreadable
stack . up: cdktf.out/manifest.json in cdktf.out, cdktf, unreadable
problem structure [. abs] cdktf.out/manifest.json:2:35: synthesizedStackPath is absolute: the paths of a manifest are relative to its folder
problem structure [. drive] cdktf.out/manifest.json:3:37: synthesizedStackPath is absolute: the paths of a manifest are relative to its folder
problem structure [. here] cdktf.out/manifest.json:4:36: synthesizedStackPath does not lead into the manifest's folder
problem structure [. link] cdktf.out/manifest.json:5:36: "stacks/link/cdk.tf.json" is a symbolic link that leads out of the manifest's folder
problem structure [. none] cdktf.out/manifest.json:6:11: the stack has no 'synthesizedStackPath'
problem structure [. nul] cdktf.out/manifest.json:7:35: synthesizedStackPath does not lead into the manifest's folder
problem structure [. number] cdktf.out/manifest.json:8:13: the stack is no object
problem structure [. ok] cdktf.out/manifest.json:9:79: workingDirectory does not lead into the manifest's folder
problem duplicate [. ok] cdktf.out/manifest.json:12:3: the stack is named twice
problem structure [. same] cdktf.out/manifest.json:10:36: another stack names the same file
problem structure [. up] cdktf.out/manifest.json:11:34: synthesizedStackPath does not lead into the manifest's folder
)"},
  });
}

TEST_CASE("a folder without a manifest is one stack") {
  check({
      {"CDKTF 0.0 to 0.2",
       {{"work/cdktf.out/cdk.tf.json", kStack}},
       {"."},
       "stack . named: cdktf.out/cdk.tf.json in cdktf.out, cdktf 0.20.7\n"},
      {"cdktf.out that lost its manifest",
       {{"work/cdktf.out/stacks/a/cdk.tf.json", "{}"},
        {"work/cdktf.out/stacks/b/x.tf.json", "{}"},
        {"work/cdktf.out/stacks/c/", ""}},
       {"cdktf.out"},
       R"(
stack . a: cdktf.out/stacks/a/cdk.tf.json in cdktf.out/stacks/a, terraform
stack . b: cdktf.out/stacks/b/x.tf.json in cdktf.out/stacks/b, terraform
)"},
      {"a stack folder",
       {{"work/p/cdktf.out/stacks/a/cdk.tf.json", "{}"}},
       {"p/cdktf.out/stacks/a"},
       "stack p a: p/cdktf.out/stacks/a/cdk.tf.json in p/cdktf.out/stacks/a, terraform\n"},
      {"several files, sorted",
       {{"work/infra/net.tf.json", kPlain},
        {"work/infra/api.tf.json", kPlain},
        {"work/infra/terraform.tfvars.json", "{"}},
       {"infra"},
       "stack infra infra: infra/api.tf.json in infra, terraform + infra/api.tf.json + "
       "infra/net.tf.json\n"},
      {"the folder and one of its files",
       {{"work/infra/a.tf.json", kPlain}},
       {"infra", "infra/a.tf.json", "infra/"},
       "stack infra infra: infra/a.tf.json in infra, terraform\n"},
      {"a file that cannot be read makes the stack unreadable",
       {{"work/infra/a.tf.json", kPlain}, {"work/infra/b.tf.json", "{"}},
       {"infra"},
       R"(
stack infra infra: infra/a.tf.json in infra, terraform, unreadable
problem syntax [infra infra] infra/b.tf.json:1:2: unexpected end of text: expected a key in double quotes or '}' (the '{' at line 1, column 1 is not closed)
)"},
      {"HCL is read, overrides and OpenTofu's files are named",
       {{"work/infra/a.tf.json", kPlain},
        {"work/infra/b.tf", ""},
        {"work/infra/c.tf", ""},
        {"work/infra/override.tf.json", "{}"},
        {"work/infra/x_override.tf", ""},
        {"work/infra/y.tofu", ""},
        {"work/infra/z.tofu.json", "{}"}},
       {"infra"},
       R"(
stack infra infra: infra/a.tf.json in infra, terraform + infra/a.tf.json + infra/b.tf + infra/c.tf
problem unsupported [infra infra] infra/override.tf.json: override files are not read by this version
problem unsupported [infra infra] infra/x_override.tf: override files are not read by this version
problem unsupported [infra infra] infra/y.tofu: OpenTofu's own files are not read by this version
problem unsupported [infra infra] infra/z.tofu.json: OpenTofu's own files are not read by this version
)"},
      {"HCL only",
       {{"work/infra/main.tf", "locals {\n  a = \n  b = 1\n}\n"}, {"work/infra/vars.tf", ""}},
       {"infra"},
       R"(
stack infra infra: infra/main.tf in infra, hcl + infra/main.tf + infra/vars.tf
problem syntax [infra infra] infra/main.tf:2:7: unexpected end of line: expected a value after '=' (a value begins on the line of its '=')
)"},
      {"a link that leads out is not followed",
       {{"secret.tf.json", kPlain},
        {"work/infra/a.tf.json", "->../../secret.tf.json"},
        {"work/infra/b.tf.json", kPlain}},
       {"infra"},
       R"(
stack infra infra: infra/a.tf.json in infra, terraform, unreadable
problem structure [infra infra] infra/a.tf.json: is a symbolic link that leads out of the scanned folder (name its target as PATH)
)"},
      {"a link that stays inside is followed",
       {{"work/infra/real/a", kPlain}, {"work/infra/a.tf.json", "->real/a"}},
       {"infra"},
       "stack infra infra: infra/a.tf.json in infra, terraform\n"},
      {"a cdktf.out that leads out is not followed",
       {{"elsewhere/cdk.tf.json", kPlain}, {"work/p/cdktf.out", "->../../elsewhere"}},
       {"p"},
       "problem structure p/cdktf.out: is a symbolic link that leads out of the scanned folder "
       "(name its target as PATH)\n"},
      {"a manifest that leads out is not followed",
       {{"elsewhere/manifest.json", manifest(entry("a"))},
        {"work/cdktf.out/manifest.json", "->../../elsewhere/manifest.json"}},
       {"."},
       "problem structure [. ] cdktf.out/manifest.json: is a symbolic link that leads out of the "
       "scanned folder (name its target as PATH)\n"},
  });
}

TEST_CASE("HCL mode is told by content") {
  const std::string hcl = "# synthesized\nterraform {\n}\n";
  const std::string named =
      R"("a": {"synthesizedStackPath": "stacks/a/cdk.tf", "workingDirectory": "stacks/a"})";
  const std::string stale =
      " and Terraform reads both (remove it, or run 'cdktf synth' into an empty folder)\n";
  check({
      {"cdk.tf",
       {{"work/cdktf.out/manifest.json", manifest(named)},
        {"work/cdktf.out/stacks/a/cdk.tf", hcl},
        {"work/cdktf.out/stacks/a/metadata.json", kStack}},
       {"."},
       "stack . a: cdktf.out/stacks/a/cdk.tf in cdktf.out/stacks/a, cdktf 0.21.0\n"},
      {"a stack folder is named by its metadata",
       {{"work/a/cdk.tf", hcl}, {"work/a/metadata.json", kStack}},
       {"a"},
       "stack a named: a/cdk.tf in a, cdktf 0.20.7\n"},
      {"metadata that cannot be read",
       {{"work/cdktf.out/manifest.json", manifest(named)},
        {"work/cdktf.out/stacks/a/cdk.tf", hcl},
        {"work/cdktf.out/stacks/a/metadata.json", "{"}},
       {"."},
       "stack . a: cdktf.out/stacks/a/cdk.tf in cdktf.out/stacks/a, cdktf 0.21.0\n"
       "problem syntax [. a] cdktf.out/stacks/a/metadata.json:1:2: unexpected end of text: "
       "expected "
       "a key in double quotes or '}' (the '{' at line 1, column 1 is not closed)\n"},
      {"cdk.tf that holds JSON",
       {{"work/cdktf.out/manifest.json", manifest(named)},
        {"work/cdktf.out/stacks/a/cdk.tf", kStack}},
       {"."},
       "stack . a: cdktf.out/stacks/a/cdk.tf in cdktf.out/stacks/a, cdktf 0.21.0\n"},
      {"cdk.tf.json that holds HCL",
       {{"work/cdktf.out/manifest.json", manifest(entry("a"))},
        {"work/cdktf.out/stacks/a/cdk.tf.json", hcl}},
       {"."},
       "stack . a: cdktf.out/stacks/a/cdk.tf.json in cdktf.out/stacks/a, cdktf 0.21.0\n"},
      {"the manifest is older than the HCL",
       {{"work/cdktf.out/manifest.json", manifest(entry("a"))},
        {"work/cdktf.out/stacks/a/cdk.tf", hcl}},
       {"."},
       "stack . a: cdktf.out/stacks/a/cdk.tf in cdktf.out/stacks/a, cdktf 0.21.0\n"},
      {"stale HCL beside JSON",
       {{"work/cdktf.out/manifest.json", manifest(entry("a"))},
        {"work/cdktf.out/stacks/a/cdk.tf", hcl},
        {"work/cdktf.out/stacks/a/cdk.tf.json", "{}"}},
       {"."},
       "stack . a: cdktf.out/stacks/a/cdk.tf.json in cdktf.out/stacks/a, cdktf 0.21.0\n"
       "problem structure [. a] cdktf.out/stacks/a/cdk.tf: stands beside cdk.tf.json," +
           stale},
      {"stale JSON beside HCL",
       {{"work/cdktf.out/manifest.json", manifest(named)},
        {"work/cdktf.out/stacks/a/cdk.tf", hcl},
        {"work/cdktf.out/stacks/a/cdk.tf.json", "{}"}},
       {"."},
       "stack . a: cdktf.out/stacks/a/cdk.tf in cdktf.out/stacks/a, cdktf 0.21.0\n"
       "problem structure [. a] cdktf.out/stacks/a/cdk.tf.json: stands beside cdk.tf," +
           stale},
  });
}

TEST_CASE("what is opened lies where the stack says") {
  Tree tree;
  tree.add("p/cdktf.out/manifest.json", manifest(entry("a")));
  tree.add("p/cdktf.out/stacks/a/cdk.tf.json", "{}");
  Input input = load({tree.path("p").string()}, {});
  REQUIRE(input.stacks.size() == 1);
  CHECK(input.stacks[0].folder_path == tree.path("p/cdktf.out/stacks/a").string());
  CHECK(input.stacks[0].scan_path == tree.path("p/cdktf.out").string());
}

TEST_CASE("the reference trees load") {
  struct TreeCase {
    std::string tree;
    std::string expected;
  };
  const std::string id = "TapStacksynthl0s3m1";
  auto stack = [](const std::string& name, const std::string& source) {
    return "stack . " + name + ": cdktf.out/stacks/" + name + "/cdk.tf.json in cdktf.out/stacks/" +
           name + ", " + source;
  };
  auto notes = [](int first) {
    return "  annotation cdktf.out/manifest.json:" + std::to_string(first) +
           ": info at probe: an info\n  annotation cdktf.out/manifest.json:" +
           std::to_string(first + 5) + ": warn at probe/over: a warning\n";
  };
  const TreeCase cases[] = {
      {"payment", stack(id, "cdktf 0.21.0\n")},
      {"payment-ideal", stack(id, "cdktf 0.21.0\n")},
      {"payment-cdktn", stack(id, "cdktn 0.24.0\n")},
      {"three-region", stack("tap", "cdktf 0.21.0\n")},
      {"dr", stack("TapStackdev", "cdktf 0.21.0\n")},
      {"migration", stack("tap", "cdktf 0.21.0\n")},
      {"probe",
       stack("base", "cdktf 0.21.0\n") + stack("probe", "cdktf 0.21.0, needs base\n") + notes(16)},
      {"probe-cdktn",
       stack("base", "cdktn 0.24.0\n") + stack("probe", "cdktn 0.24.0, needs base\n") + notes(14)},
      {"probe-hcl",
       "stack . base: cdktf.out/stacks/base/cdk.tf in cdktf.out/stacks/base, cdktf 0.21.0\n"
       "stack . probe: cdktf.out/stacks/probe/cdk.tf in cdktf.out/stacks/probe, cdktf 0.21.0, "
       "needs base\n" +
           notes(16) +
           "problem syntax [. probe] cdktf.out/stacks/probe/cdk.tf:12:3: unexpected '0': expected "
           "the name of an argument or block (a name begins with a letter or _)\n"},
  };
  for (const TreeCase& c : cases) {
    fs::path folder = fs::path(PAYCHECK_SOURCE_DIR) / "fixtures" / c.tree;
    CAPTURE(c.tree);
    REQUIRE(fs::exists(folder / "cdktf.out"));
    LoadOptions options;
    options.working_directory = folder.string();
    CHECK(shown(load({"cdktf.out"}, options)) == c.expected);
  }
}
