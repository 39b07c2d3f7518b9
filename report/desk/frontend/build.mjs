// Bundles the desk's frontend into report/desk/static/ (or the folder given): desk.js, desk.css and
// the licences of what is in them. Checked in, so that who uses the desk needs no Node;
// tests/desk/test_bundle.py says when it is out of step.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../static");

const made = await build({
  entryPoints: { desk: join(here, "shell.js"), "desk-style": join(here, "desk.css") },
  outdir: out,
  bundle: true,
  minify: true,
  charset: "utf8",
  target: "es2023",
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "error",
});
for (const file of made.outputFiles)
  await writeFile(join(out, file.path.endsWith(".css") ? "desk.css" : "desk.js"), file.contents);
await writeFile(join(out, "LICENSES.txt"), await licences(Object.keys(made.metafile.inputs)));

// The licence of each package that gave a file, under its name and version.
async function licences(inputs) {
  const folders = new Map();
  for (const input of inputs) {
    const [, folder, name] = input.match(/^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//) ?? [];
    if (folder) folders.set(name, folder);
  }
  const texts = [];
  for (const [name, folder] of [...folders].sort()) {
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
    const text = file ? await readFile(join(folder, file), "utf8") : "";
    texts.push(`${name} ${version} (${license})\n\n${text.replaceAll("\r\n", "\n").trim()}\n`);
  }
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}
