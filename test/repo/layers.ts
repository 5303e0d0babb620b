/** Who may import whom, as design and compiler settings alone cannot say it. `layers.test.ts` holds it against every file. */
export interface Layer {
  /** The folder, or a file without its extension. A file belongs to the longest path that fits. */
  readonly path: string;
  /** Layers it may import, besides itself. */
  readonly may: readonly string[];
  /** Layers of which it may import types alone. */
  readonly types?: readonly string[];
  /** Packages. `node:` stands for all of Node's built-ins. */
  readonly packages?: readonly string[];
}

const text: Layer = { path: "server/core/text", may: [] };
const facts: Layer = { path: "server/core/facts", may: ["server/core/text"] };
const walk: Layer = { path: "server/core/walk", may: ["server/core/facts", "server/core/text"] };
const model: Layer = { path: "catalog/model", may: [] };
/** What goes into an analysis and what comes out of it: link, flow, rules and features share it, the facade hands it on. */
const contract: Layer = { path: "server/core/contract", may: [facts.path, text.path, model.path] };
/** What is to know of a file as a whole. */
const source: Layer = { path: "server/core/source", may: [contract.path, text.path] };
const facade = "server/core/analysis";

/** Numbers of its own for each file that others import. */
const relocate: Layer = { path: "server/core/relocate", may: [facts.path] };
const link: Layer = { path: "server/core/link", may: [facts.path, walk.path, text.path, model.path, contract.path, relocate.path] };
const flow: Layer = { path: "server/core/flow", may: [...link.may, link.path], packages: ["@eslint-community/regexpp"] };
/** How a text is written. */
const style: Layer = { path: "server/core/style", may: [] };
/** The text that adds cases: a rule's fix and the lens's. */
const cases: Layer = { path: "server/core/cases", may: [...flow.may, flow.path, style.path] };
/** The text that puts another value in the place of a literal: fixes and new names. */
const rewrite: Layer = { path: "server/core/rewrite", may: [contract.path, facts.path, model.path] };
const rules: Layer = {
  path: "server/core/rules",
  may: [...flow.may, flow.path, cases.path, rewrite.path, source.path, style.path],
  packages: ["fastest-levenshtein"],
};
/** What of an earlier analysis still holds. */
const parts: Layer = { path: "server/core/parts", may: [...link.may, link.path, style.path], types: [rules.path] };
const suppressions: Layer = { path: "server/core/suppressions", may: [contract.path, facts.path, text.path, walk.path, source.path] };
/** Runs the rules. */
const check: Layer = {
  path: "server/core/check",
  may: [...rules.may, rules.path, "server/core/rules/index", parts.path, suppressions.path],
};
/** Whether anything can be found in a file, before it is linked. */
const prefilter: Layer = { path: "server/core/prefilter", may: [...link.may, link.path, rules.path] };
const syntax: Layer = { path: "server/core/syntax", may: [text.path, facts.path], packages: ["typescript"] };
/** Loaded with the first file that holds scripts. */
const embedded: Layer = { path: "server/core/embedded", may: [text.path, contract.path], packages: ["htmlparser2", "@vue/compiler-core"] };
/** What is there at once or has to be waited for. */
const soon: Layer = { path: "server/project/soon", may: [] };
/** What project takes from the core, loaded with the first file: the parser's trees are kept for open files. */
const engine: Layer = { path: "server/project/engine", may: [soon.path, facade, text.path, source.path, syntax.path, embedded.path] };

export const layers: readonly Layer[] = [
  model,
  { path: "catalog/validate", may: [model.path], packages: ["@cfworker/json-schema", "jsonc-parser", "fastest-levenshtein"] },
  { path: "catalog/import", may: [model.path, "catalog/validate"], packages: ["htmlparser2", "js-yaml", "jsonc-parser", "markdown-it"] },
  { path: "catalog/export", may: [model.path] },
  { path: "catalog/generate", may: [model.path, "catalog/validate"], packages: ["node:", "typescript", "jsonc-parser"] },
  text,
  facts,
  walk,
  contract,
  source,
  syntax,
  embedded,
  relocate,
  link,
  flow,
  style,
  cases,
  rewrite,
  rules,
  parts,
  suppressions,
  check,
  prefilter,
  // The index is the one list of rules.
  {
    path: "server/core/features",
    may: [...rules.may, "server/core/rules/index"],
    // Features answer about an analysis.
    types: [rules.path, facade],
    packages: ["fastest-levenshtein"],
  },
  { path: "server/core/rules/index", may: [...rules.may, rules.path] },
  { path: "server/core/analysis", may: ["server/core", model.path] },
  {
    path: "server/project",
    may: [facade, facts.path, text.path, source.path, model.path, "catalog/validate", engine.path, soon.path],
    packages: ["enhanced-resolve", "ignore", "js-yaml", "jsonc-parser", "picomatch", "vscode-uri"],
  },
  soon,
  engine,
  // The one place where project meets a file system.
  { path: "server/project/node-host", may: ["server/project", text.path], packages: ["node:"] },
  {
    path: "server/lsp",
    may: [facade, text.path, source.path, "server/lsp/protocol", "server/project", "server/project/engine", model.path],
    packages: ["vscode-languageserver", "vscode-languageserver-textdocument", "vscode-uri"],
  },
  {
    path: "server/lsp/node",
    may: ["server/lsp", "server/lsp/protocol", "server/project", "server/project/node-host"],
    packages: ["node:", "vscode-languageserver"],
  },
  // The program that starts by itself; the command line imports `node` and starts when it is told to.
  { path: "server/lsp/main", may: ["server/lsp/node"] },
  {
    path: "server/cli",
    may: [
      ...[facade, text.path, "server/project", engine.path, "server/project/node-host", model.path, "server/lsp/node"],
      // What is imported and exported; the values of a type are read out of its syntax.
      ...["catalog/import", "catalog/export", syntax.path],
      // The nearest name, for "did you mean".
      "catalog/validate",
      // Its own version.
      "package.json",
    ],
    packages: ["node:", "commander", "picocolors", "sarif"],
  },
  { path: "package.json", may: [] },
  { path: "client", may: ["server/lsp/protocol"], packages: ["vscode", "vscode-languageclient"] },
  // Names and shapes of requests: what both sides of the wire share.
  { path: "server/lsp/protocol", may: [], types: ["server/project"], packages: ["vscode-languageserver"] },
];
