// @ts-check
/**
 * Cuts TypeScript's scanner and parser out of the pinned package, so that the shipped bundles hold a quarter of it.
 *
 * The package is a concatenation of its own sources, each under a comment that names it (`// src/compiler/parser.ts`), and the
 * parser is the last one that parsing needs. What stands before the end of that section becomes an ES module, which esbuild can
 * shake further. The layout of the file is nothing that TypeScript promises: hence the exact version and the test that the trees
 * equal the full package's.
 */
import fs from "node:fs";
import path from "node:path";

export const VERSION = "6.0.3";

const OPEN = "var ts = {}; ((module) => {\n";
const LAST_SECTION = "src/compiler/parser.ts";
/** Files, processes and traces: the parser knows that these may be undefined, and in the cut they always are. */
const ABSENT = new Map([
  ["src/compiler/sys.ts", "var sys;\n"],
  ["src/compiler/tracing.ts", "var tracing;\n"],
]);
/** The one thing behind the parser that the scanner reads: the names of targets, for messages about flags of regular expressions. */
const BORROWED = /^var targetOptionDeclaration = \{\n[\s\S]*?^\};\n/m;
/** A table of every message, made at start; a fraction of it belongs to the scanner and parser. */
const MESSAGES_SECTION = "src/compiler/diagnosticInformationMap.generated.ts";

/**
 * The cut as the text of an ES module: `cut("node_modules/typescript").source` exports createSourceFile, forEachChild, isIdentifier
 * and every other public name that is declared before the end of the parser. `dropped` are the top-level names behind it.
 *
 * @param {string} packageDirectory
 * @returns {{ source: string, exported: readonly string[], dropped: readonly string[] }}
 */
export function cut(packageDirectory) {
  const { version } = JSON.parse(fs.readFileSync(path.join(packageDirectory, "package.json"), "utf8"));
  if (version !== VERSION) {
    throw new Error(
      `The parser is cut out of typescript ${VERSION} exactly, but ${version} is installed: run "npm ci", or prove the new version with test/repo/typescript-cut.test.ts and change VERSION in scripts/typescript-cut.mjs`,
    );
  }
  const whole = fs.readFileSync(path.join(packageDirectory, "lib/typescript.js"), "utf8");
  const open = whole.indexOf(OPEN);
  const [exportsTable, ...sections] = splitSections(whole);
  const last = sections.findIndex((section) => section.name === LAST_SECTION);
  const names = sections.slice(0, last + 1).map((section) => section.name);
  const borrowed = BORROWED.exec(whole)?.[0];
  if (
    open < 0 ||
    exportsTable === undefined ||
    borrowed === undefined ||
    ![MESSAGES_SECTION, ...ABSENT.keys()].every((name) => names.includes(name))
  ) {
    throw new Error("typescript/lib/typescript.js is not laid out as the cut expects");
  }

  const sources = sections.slice(0, last + 1).map(({ name, text }) => ({ name, text: ABSENT.get(name) ?? text }));
  sources.push({ name: "borrowed", text: borrowed });
  const used = new Set(sources.flatMap((section) => [...section.text.matchAll(/\bDiagnostics\.(\w+)/g)].map((match) => String(match[1]))));
  const kept = sources.map((section) => (section.name === MESSAGES_SECTION ? onlyMessages(section.text, used) : section.text)).join("");

  // The table of exports has a line for each public name: `  forEachChild: () => forEachChild,`.
  const declared = topLevelNames(kept);
  const exported = [...exportsTable.text.matchAll(/^ {2}(\w+): \(\) => (\w+),?$/gm)].filter((row) => declared.has(String(row[2])));
  const prelude = whole.slice(open + OPEN.length, exportsTable.index);
  return {
    source: `${prelude}${kept}\nexport {\n${exported.map((row) => `  ${row[2]} as ${row[1]},\n`).join("")}};\n`,
    exported: exported.map((row) => String(row[1])),
    dropped: [...topLevelNames(whole.slice(open))].filter((name) => !declared.has(name)),
  };
}

/**
 * The parts of the package, each from its comment `// src/compiler/core.ts` to the next one's; the first is the table of exports.
 *
 * @param {string} whole
 */
function splitSections(whole) {
  const heads = [...whole.matchAll(/^\/\/ (src\/.*\.ts)$/gm)];
  return heads.map((head, i) => ({ name: String(head[1]), index: head.index, text: whole.slice(head.index, heads[i + 1]?.index) }));
}

/**
 * The table of messages with the used ones alone; each has a line of its own: `  Invalid_character: diag(1127, 1, "…", "…"),`.
 *
 * @param {string} table
 * @param {ReadonlySet<string>} used
 */
function onlyMessages(table, used) {
  return table.replace(/^ {2}(\w+): diag\(.*\),?\n/gm, (line, name) => (used.has(name) ? line : ""));
}

/**
 * `var a = 1;\nfunction b() {` gives `a` and `b`: what a declaration at the start of a line declares.
 *
 * @param {string} text
 */
function topLevelNames(text) {
  return new Set([...text.matchAll(/^(?:var|let|const|function\*?|async function\*?|class) ([\w$]+)/gm)].map((match) => String(match[1])));
}

/**
 * esbuild plugin: `typescript`, imported from `server/core/syntax`, is the cut. From anywhere else it is an error, as the full
 * package must never slip into a bundle.
 *
 * @param {string} root
 * @returns {import("esbuild").Plugin}
 */
export function typescriptCut(root) {
  const directory = path.join(root, "node_modules/typescript");
  const syntax = path.join(root, "server/core/syntax") + path.sep;
  return {
    name: "typescript-cut",
    setup(build) {
      build.onResolve({ filter: /^typescript$/ }, ({ importer }) => {
        if (importer.startsWith(syntax))
          return { path: path.relative(root, path.join(directory, "lib/typescript.js")), namespace: "typescript-cut", sideEffects: false };
        return {
          errors: [
            { text: `${path.relative(root, importer)} imports typescript: only server/core/syntax may, as only the parser is shipped` },
          ],
        };
      });
      build.onLoad({ filter: /.*/, namespace: "typescript-cut" }, () => ({
        contents: cut(directory).source,
        loader: "js",
        resolveDir: directory,
      }));
    },
  };
}
