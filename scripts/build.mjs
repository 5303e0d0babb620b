// @ts-check
/**
 * Builds everything that is shipped into dist/: `node scripts/build.mjs [--production]`.
 *
 * Without `--production` bundles are readable and have source maps, and an entry that is not there is left out with a word about it.
 */
import fs from "node:fs";
import path from "node:path";
import esbuild from "esbuild";
import { buildCatalog } from "./build-catalog.mjs";
import { licences } from "./licences.mjs";
import { typescriptCut } from "./typescript-cut.mjs";

const root = path.resolve(import.meta.dirname, "..");
const production = process.argv.includes("--production");

/** @type {import("esbuild").BuildOptions} */
const node = { platform: "node", format: "cjs", target: "node20", mainFields: ["module", "main"] };
/** @type {import("esbuild").BuildOptions} */
const browser = { platform: "browser", format: "cjs", target: "es2022", mainFields: ["browser", "module", "main"] };

/** A worker of the extension host comes from a blob, whose URL is no base for others: the JSON Schema library would end on it. */
const NO_LOCATION = { "self.location": "undefined" };

/** Another bundle is required when it is needed; `import()` would look for names that a CommonJS file does not tell. */
const REQUIRE = { supported: { "dynamic-import": false } };

/** @type {readonly (import("esbuild").BuildOptions & { readonly from: string, readonly to: string })[]} */
const bundles = [
  { from: "client/extension.ts", to: "client.js", ...node, external: ["vscode", "./library.js"], ...REQUIRE },
  { from: "client/library.ts", to: "library.js", ...node, external: ["vscode"] },
  { from: "client/browser.ts", to: "client.browser.js", ...browser, external: ["vscode"] },
  { from: "server/lsp/main.ts", to: "server.js", ...node },
  { from: "server/lsp/browser.ts", to: "server.browser.js", ...browser, format: "iife", define: NO_LOCATION },
  // The parsers of what is imported are no part of what every command reads.
  { from: "server/cli/main.ts", to: "cli.js", ...node, banner: { js: "#!/usr/bin/env node" }, external: ["./import.js"], ...REQUIRE },
  { from: "server/cli/import.ts", to: "import.js", ...node },
];

const present = bundles.filter(({ from }) => fs.existsSync(path.join(root, from)));
const missing = bundles.filter((bundle) => !present.includes(bundle)).map(({ from }) => from);
if (missing.length > 0) {
  const text = `No such entry: ${missing.join(", ")}`;
  if (production) throw new Error(text);
  console.warn(text);
}

fs.mkdirSync(path.join(root, "dist"), { recursive: true });
// A bundle that does not build fails the whole, but the others are written all the same. esbuild has printed why.
const results = await Promise.all(present.map((options) => bundle(options).catch(() => undefined)));
if (results.includes(undefined)) process.exitCode = 1;
const inputs = results.flatMap((result) => Object.keys(result?.metafile.inputs ?? {}));
fs.writeFileSync(path.join(root, "dist/THIRD-PARTY-LICENSES.txt"), licences(root, inputs));
if (fs.existsSync(path.join(root, "dist/cli.js"))) fs.chmodSync(path.join(root, "dist/cli.js"), 0o755);
replaceFolder("dist/rules", texts("server/core/rules", ".md"));
replaceFolder("dist/schemas", new Map([...texts("server/project", ".schema.json"), ...texts("catalog/model", ".schema.json")]));
const catalog = await buildCatalog(root);
replaceFolder("dist/catalog/providers", catalog.providers);
replaceFolder("dist/catalog/retriers", catalog.retriers);
fs.writeFileSync(path.join(root, "dist/catalog/index.json"), catalog.index);
fs.writeFileSync(path.join(root, "dist/catalog/codes.json"), catalog.codes);
report();

/** @param {(typeof bundles)[number]} options */
async function bundle({ from, to, ...options }) {
  const result = await esbuild.build({
    ...options,
    absWorkingDir: root,
    entryPoints: [from],
    outfile: path.join("dist", to),
    bundle: true,
    metafile: true,
    minify: production,
    // Node prints the line of an uncaught error: let it not be the whole bundle.
    lineLimit: 200,
    sourcemap: production ? false : "linked",
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"', ...options.define },
    // A name that the cut of typescript does not have would be undefined at run time: `ts.createProgram`.
    // As for bundlers of web pages: Node would be given one that cannot be taken apart.
    alias: { "@vue/shared": "@vue/shared/dist/shared.esm-bundler.js" },
    logOverride: { "import-is-undefined": "error" },
    logLevel: "warning",
    plugins: [typescriptCut(root)],
  });
  if (production) fs.rmSync(path.join(root, "dist", `${to}.map`), { force: true });
  return result;
}

/**
 * What a folder's files of one kind hold, by name: `texts("server/core/rules", ".md")` has `unknown-code.md`.
 *
 * @param {string} folder
 * @param {string} ending
 */
function texts(folder, ending) {
  const names = fs.readdirSync(path.join(root, folder)).filter((name) => name.endsWith(ending));
  return new Map(names.map((name) => [name, fs.readFileSync(path.join(root, folder, name), "utf8")]));
}

/**
 * Writes the files and removes others, so that a renamed rule or provider leaves nothing behind.
 *
 * @param {string} folder
 * @param {ReadonlyMap<string, string>} files
 */
function replaceFolder(folder, files) {
  const directory = path.join(root, folder);
  fs.mkdirSync(directory, { recursive: true });
  for (const [name, text] of files) fs.writeFileSync(path.join(directory, name), text);
  for (const name of fs.readdirSync(directory)) if (!files.has(name)) fs.rmSync(path.join(directory, name));
}

function report() {
  for (const { to } of present.filter((_, i) => results[i] !== undefined)) {
    const kilobytes = fs.statSync(path.join(root, "dist", to)).size / 1024;
    console.log(`dist/${to.padEnd(20)}${kilobytes.toFixed(0).padStart(6)} kB`);
  }
  console.log(
    `dist/catalog  ${catalog.providers.size} providers, ${catalog.retriers.size} retry libraries, dist/rules  ${fs.readdirSync(path.join(root, "dist/rules")).length} pages`,
  );
}
