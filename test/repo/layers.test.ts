import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { type Layer, layers } from "./layers";

const root = path.resolve(import.meta.dirname, "../..");
const files = ["catalog", "client", "server"].flatMap((folder) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name) && !name.endsWith(".d.ts") && !name.includes("node_modules"))
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/"))),
);

interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

describe("layers", () => {
  it("allow every import that the sources have", () => {
    assert.ok(files.length > 30, "the sources are found");
    assert.deepEqual(
      files.flatMap((file) => importsOf(file, read(file)).flatMap((one) => problems(one, hasPage))),
      [],
    );
  });

  it("name folders that exist, once each", () => {
    const paths = layers.map((layer) => layer.path);
    assert.deepEqual(paths, [...new Set(paths)]);
    const named = new Set(layers.flatMap((layer) => [...layer.may, ...(layer.types ?? [])]));
    assert.deepEqual(
      [...named].filter((name) => name !== "server/core" && !paths.includes(name)),
      [],
    );
  });

  it("let nothing but the syntax folder import typescript in shipped code", () => {
    const importers = layers.filter((layer) => layer.packages?.includes("typescript")).map((layer) => layer.path);
    assert.deepEqual(importers, ["catalog/generate", "server/core/syntax"]);
  });

  it("keep Node out of the core, the catalog's model and what runs in the browser", () => {
    const node = layers.filter((layer) => layer.packages?.includes("node:")).map((layer) => layer.path);
    assert.deepEqual(node, ["catalog/generate", "server/project/node-host", "server/lsp/node", "server/cli"]);
  });

  it("see through every form of import", () => {
    const source = `import a from "a"; import type b from "b"; import { type c } from "c"; export * from "d"; export type { e } from "e";
      import f = require("f"); const g = require("g"); type H = import("h").I; await import("i"); import "./j.json"; import { type k, l } from "k";`;
    const found = importsOf("server/core/link/x.ts", source).map(({ specifier, typeOnly }) => `${specifier}${typeOnly ? " type" : ""}`);
    assert.deepEqual(found, ["a", "b type", "c type", "d", "e type", "f", "g", "h type", "i", "./j.json", "k"]);
  });

  const refused: readonly (readonly [file: string, source: string, problem: RegExp])[] = [
    ["server/core/link/x.ts", 'import "node:fs";', /may not import node:fs/],
    ["server/core/link/x.ts", 'import fs from "fs";', /may not import fs/],
    ["server/core/link/x.ts", 'import { narrow } from "../flow/rows";', /server\/core\/link may not import server\/core\/flow/],
    ["server/core/link/x.ts", 'import { analyze } from "../analysis";', /may not import server\/core\/analysis/],
    ["server/core/features/x.ts", 'import { rule } from "../rules/unknown-code";', /may import types alone of server\/core\/rules/],
    ["server/core/rules/x.ts", 'import ts from "typescript";', /may not import typescript/],
    ["server/core/rules/unknown-code.ts", 'import { rule } from "./wrong-field";', /a rule never imports another rule/],
    ["server/core/rules/unknown-code.ts", 'import { rules } from "./index";', /may not import server\/core\/rules\/index/],
    ["server/lsp/server.ts", 'import { host } from "../project/node-host";', /may not import server\/project\/node-host/],
    ["client/x.ts", 'import { start } from "../server/lsp/server";', /client may not import server\/lsp/],
    ["server/new/x.ts", 'import "./y";', /belongs to no layer/],
  ];
  for (const [file, source, problem] of refused) {
    it(`refuse ${source} in ${file}`, () => {
      const found = importsOf(file, source).flatMap((one) => problems(one, (name) => /(unknown-code|wrong-field)$/.test(name)));
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found.join(), problem);
    });
  }
});

const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

/** Every module that a source names, in the order of the text. */
function importsOf(from: string, source: string): readonly Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, typeOnly: boolean): void => {
    if (node && ts.isStringLiteralLike(node)) found.push({ from, specifier: node.text, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isExternalModuleReference(node)) add(node.expression, false);
    else if (ts.isImportTypeNode(node)) add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    else if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || isRequire(node.expression))) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(from, source, ts.ScriptTarget.ESNext));
  return found;
}

/** `import type a` and `import { type a }` leave nothing at run time, as the bundler removes both. */
function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  const { namedBindings } = clause;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
  return clause.name === undefined && named.length > 0 && named.every((element) => element.isTypeOnly);
}

const isRequire = (callee: ts.Expression): boolean => ts.isIdentifier(callee) && callee.text === "require";

/** What the table has against an import; nothing where it allows it. */
function problems({ from, specifier, typeOnly }: Import, isRule: (name: string) => boolean): readonly string[] {
  const layer = layerOf(from);
  if (layer === undefined) return [`${from} belongs to no layer of test/repo/layers.ts`];
  if (!specifier.startsWith(".")) {
    const allowed = layer.packages?.some((name) => specifier === name || specifier.startsWith(name.endsWith(":") ? name : `${name}/`));
    return allowed ? [] : [`${from}: ${layer.path} may not import ${specifier}`];
  }
  const target = path.posix.join(path.posix.dirname(from), specifier);
  if (isRule(withoutExtension(from)) && isRule(target)) return [`${from}: a rule never imports another rule (${specifier})`];
  const other = layerOf(target);
  if (other === undefined) return [`${from}: ${specifier} belongs to no layer`];
  if (other === layer || layer.may.some((name) => name === other.path || (name === "server/core" && other.path.startsWith("server/core/"))))
    return [];
  if (!layer.types?.includes(other.path)) return [`${from}: ${layer.path} may not import ${other.path} (${specifier})`];
  return typeOnly ? [] : [`${from}: ${layer.path} may import types alone of ${other.path} (${specifier})`];
}

/** The longest path that fits: `server/lsp/node.ts` is `server/lsp/node`, `server/lsp/server.ts` is `server/lsp`. */
function layerOf(file: string): Layer | undefined {
  const name = withoutExtension(file);
  const fitting = layers.filter((layer) => name === layer.path || name.startsWith(`${layer.path}/`));
  return fitting.sort((a, b) => b.path.length - a.path.length)[0];
}

const withoutExtension = (file: string): string => file.replace(/\.[cm]?[jt]sx?$/, "");

/** A rule has its page beside it: `server/core/rules/unknown-code` has `unknown-code.md`. */
const hasPage = (name: string): boolean => name.startsWith("server/core/rules/") && fs.existsSync(path.join(root, `${name}.md`));
