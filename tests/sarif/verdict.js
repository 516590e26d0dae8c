// SPDX-License-Identifier: Apache-2.0
// verdict.js SCHEMA LOGS: checks each *.sarif by the schema, and reads what the Multitool said of it
// in *.validation (its exit code tells nothing). Prints the first fifty complaints; fails on errors and warnings.
"use strict";
const fs = require("fs");
const path = require("path");
const Ajv = require("ajv/dist/2020");
const addFormats = require("ajv-formats");

const read = (file) => JSON.parse(fs.readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
const [schemaFile, folder] = process.argv.slice(2);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(read(schemaFile));

let logs = 0;
const count = { error: 0, warning: 0, note: 0 };
const tell = (level, file, text) => {
  count[level] += 1;
  if (level !== "note" && count.error + count.warning <= 50) console.log(`${level}: ${file}: ${text}`);
};

for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".sarif")).sort()) {
  logs += 1;
  if (!validate(read(path.join(folder, file))))
    for (const error of validate.errors) tell("error", file, `schema: ${error.instancePath} ${error.message}`);
  for (const run of read(path.join(folder, file.replace(/sarif$/, "validation"))).runs) {
    for (const result of run.results ?? []) {
      const level = result.level ?? "warning";
      const text = result.message.arguments?.join(" | ") ?? result.message.text;
      if (level in count) tell(level, file, `${result.ruleId} ${text}`);
    }
    for (const invocation of run.invocations ?? [])
      for (const notice of invocation.toolConfigurationNotifications ?? [])
        if (notice.level === "error") tell("error", file, notice.message.text);
  }
}
if (logs === 0) tell("error", folder, "no log was written");
console.log(`${logs} logs, ${count.error} errors, ${count.warning} warnings, ${count.note} notes`);
process.exit(count.error + count.warning > 0 ? 1 : 0);
