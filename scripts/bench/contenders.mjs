// @ts-check
/** What scans the same folder: Faultline, the floor, and other tools where they are installed. */
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * @typedef {import("./measure.mjs").Command} Command
 * @typedef {{ readonly id: string, readonly title: string, readonly version?: string, readonly command: Command,
 *   readonly files?: RegExp }} Contender `files`: where its output says how many files it read.
 */

/**
 * Faultline with nothing kept from before, the same again right after it, and the floor.
 *
 * @param {string} folder what is scanned
 * @param {string} cache a folder that stands for the user's cache
 * @returns {readonly Contender[]}
 */
export function own(folder, cache) {
  const faultline = {
    command: process.execPath,
    args: [path.join(root, "dist/cli.js"), "check", "--max-warnings", "1000000", folder],
    env: { XDG_CACHE_HOME: cache, LOCALAPPDATA: cache },
  };
  const files = /Checked (\d+) files/;
  return [
    { id: "first", title: "Faultline, first run", command: faultline, files },
    { id: "second", title: "Faultline, second run", command: faultline, files },
    {
      id: "floor",
      title: "list and read alone",
      command: { command: process.execPath, args: [path.join(import.meta.dirname, "floor.mjs"), folder] },
      files: /(\d+) files/,
    },
  ];
}

/**
 * The other tools that a folder has installed, each with one rule that looks at comparisons, and what is missing.
 *
 * @param {string} folder what is scanned
 * @param {string | undefined} tools a folder with `node_modules`
 * @param {string} scratch where their configurations are written
 * @returns {{ readonly contenders: readonly Contender[], readonly missing: readonly string[] }}
 */
export function others(folder, tools, scratch) {
  const made = [oxlint, biome, astGrep, eslint].map((make) => make(folder, modules(tools), scratch));
  return {
    contenders: made.filter((entry) => typeof entry !== "string"),
    missing: made.filter((entry) => typeof entry === "string"),
  };
}

/** @typedef {(folder: string, at: string, scratch: string) => Contender | string} Make the name of a tool that is not there */

/** @type {Make} */
const oxlint = (folder, at, scratch) => {
  const program = path.join(at, "oxlint/bin/oxlint");
  if (!fs.existsSync(program)) return "oxlint";
  const config = write(scratch, "oxlint.json", "{}");
  const rule = ["-A", "all", "-D", "no-compare-neg-zero"];
  return {
    ...{ id: "oxlint", title: "oxlint, one rule", version: version(at, "oxlint"), files: /on (\d+) files/ },
    command: { command: process.execPath, args: [program, "-c", config, "--disable-nested-config", ...rule, folder] },
  };
};

/** @type {Make} */
const biome = (folder, at, scratch) => {
  const program = native(at, "@biomejs", /^cli-/, "biome");
  if (program === undefined) return "Biome";
  write(scratch, "biome.json", `{ "root": true }`);
  return {
    ...{ id: "biome", title: "Biome, one rule", version: version(at, "@biomejs/biome"), files: /Checked (\d+) files/ },
    command: { command: program, args: ["lint", "--only=suspicious/noCompareNegZero", `--config-path=${scratch}`, folder] },
  };
};

/** @type {Make} */
const astGrep = (folder, at, scratch) => {
  const program = native(at, "@ast-grep", /^cli-/, "ast-grep");
  if (program === undefined) return "ast-grep";
  const patterns = ["$E.code === $V", "$E.status === $V", "$E.message.includes($V)", "fetch($$$)"];
  const any = patterns.map((pattern) => `    - pattern: ${pattern}\n`).join("");
  for (const language of ["TypeScript", "Tsx", "JavaScript"])
    write(scratch, `rules/${language}.yml`, `id: ${language}\nlanguage: ${language}\nseverity: hint\nrule:\n  any:\n${any}`);
  const config = write(scratch, "sgconfig.yml", "ruleDirs: [rules]\n");
  return {
    ...{ id: "ast-grep", title: "ast-grep, four patterns", version: version(at, "@ast-grep/cli") },
    command: { command: program, args: ["scan", "-c", config, "--json=stream", folder] },
  };
};

/** @type {Make} */
const eslint = (folder, at, scratch) => {
  const program = path.join(at, "eslint/bin/eslint.js");
  if (!fs.existsSync(program) || !fs.existsSync(path.join(at, "typescript-eslint"))) return "ESLint with typescript-eslint";
  const config = write(
    scratch,
    "eslint.config.mjs",
    `import { createRequire } from "node:module";
const { parser } = createRequire(${JSON.stringify(`${at}/`)})("typescript-eslint");
export default [{
  files: ["**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}"],
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
  rules: { "no-compare-neg-zero": "error" },
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
}];
`,
  );
  const versions = `${version(at, "eslint")}, parser ${version(at, "typescript-eslint")}`;
  return {
    ...{ id: "eslint", title: "ESLint with typescript-eslint's parser, one rule", version: versions },
    command: { command: process.execPath, args: [program, "-c", config, "--quiet", "."], cwd: folder },
  };
};

/** @param {string | undefined} tools */
const modules = (tools) => path.join(path.resolve(tools ?? "."), tools === undefined ? "nowhere" : "node_modules");

/** The program inside of the package for this platform: what the package's own script would start. @param {string} at @param {string} scope @param {RegExp} name @param {string} program */
function native(at, scope, name, program) {
  const folder = path.join(at, scope);
  if (!fs.existsSync(folder)) return undefined;
  const files = fs.readdirSync(folder).flatMap((entry) => [program, `${program}.exe`].map((file) => path.join(folder, entry, file)));
  return files.find((file) => name.test(path.basename(path.dirname(file))) && fs.existsSync(file));
}

/** @param {string} at @param {string} name */
const version = (at, name) => String(JSON.parse(fs.readFileSync(path.join(at, name, "package.json"), "utf8")).version);

/** @param {string} folder @param {string} name @param {string} text */
function write(folder, name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}
