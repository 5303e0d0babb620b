import assert from "node:assert";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import esbuild from "esbuild";
import ts from "typescript";
import { cut, typescriptCut, VERSION } from "../../scripts/typescript-cut.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const own = ["catalog", "client", "server", "scripts", "test"];
const library = path.join(root, "node_modules/typescript/lib");

const samples = path.join(import.meta.dirname, "fixtures/syntax");

type Parser = Pick<typeof ts, "createSourceFile" | "updateSourceFile">;

describe("the cut of typescript", function () {
  this.timeout(120_000);
  let readable: string;
  let parser: Parser;

  before(async () => {
    readable = await bundle(false);
    parser = load(await bundle(true));
  });

  it("is cut out of the version that is installed, exactly", () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
    assert.equal(manifest.devDependencies.typescript, VERSION);
    const other = fs.mkdtempSync(path.join(root, "node_modules/.typescript-other-"));
    try {
      fs.writeFileSync(path.join(other, "package.json"), JSON.stringify({ version: "6.1.0" }));
      assert.throws(() => cut(other), /typescript 6\.0\.3 exactly, but 6\.1\.0 is installed/);
    } finally {
      fs.rmSync(other, { recursive: true });
    }
  });

  it("refers to nothing that was cut off but where parsing of JavaScript and TypeScript never comes, nor to Node or the DOM", () => {
    const known = new Set([...Object.getOwnPropertyNames(vm.runInNewContext("globalThis")), "arguments", "exports"]);
    assert.deepEqual(
      freeNames(readable).filter((name) => !known.has(name)),
      [
        "CheckMode", // prints flags of the checker in a debugger
        "SignatureCheckMode",
        "TypeFacts",
        "convertToJson", // reads JSON files
        "getNodeId", // names of generated nodes
        "onProfilerEvent", // behind `typeof`, as the next three
        "performance",
        "process",
        "require",
        "visitNode", // prologues of emitted files
      ],
    );
  });

  it("parses where there is neither process nor require", () => {
    const file = parser.createSourceFile("a.ts", "const a = await f(b);", ts.ScriptTarget.ESNext);
    assert.equal(file.statements.length, 1);
  });

  it("refuses typescript from anywhere but the syntax folder", async () => {
    const source = {
      contents: 'import ts from "typescript"; ts.version;',
      resolveDir: root,
      sourcefile: path.join(root, "server/core/link/x.ts"),
    };
    const build = esbuild.build({ stdin: source, bundle: true, write: false, logLevel: "silent", plugins: [typescriptCut(root)] });
    await assert.rejects(build, /only server\/core\/syntax may/);
  });

  it("gives the full package's trees for the project's own sources", () => {
    const files = own.flatMap((folder) => list(path.join(root, folder), /\.(?:m|c)?[jt]sx?$/));
    assert.ok(files.length > 20, "the sources are found");
    for (const file of files) same(file, fs.readFileSync(file, "utf8"));
  });

  it("gives the full package's trees for typescript's library", () => {
    const files = list(library, /\.d\.ts$/).filter((file) => fs.statSync(file).size < 600_000);
    assert.ok(files.length > 80, "the library is found");
    for (const file of files) same(file, fs.readFileSync(file, "utf8"));
  });

  for (const name of fs.readdirSync(samples)) {
    it(`gives the full package's trees for ${name} and for every beginning of it`, () => {
      const text = fs.readFileSync(path.join(samples, name), "utf8");
      for (let end = 0; end <= text.length; end++) same(name, text.slice(0, end));
    });
  }

  it("gives the full package's trees for beginnings of larger files", () => {
    for (const file of [...list(path.join(root, "server"), /\.ts$/), path.join(library, "lib.es5.d.ts")]) {
      const text = fs.readFileSync(file, "utf8");
      for (const end of offsets(file, text.length, 6)) same(file, text.slice(0, end));
    }
  });

  it("gives the full package's trees after edits", () => {
    const text = fs.readFileSync(path.join(root, "server/core/facts.ts"), "utf8");
    let here = parser.createSourceFile("facts.ts", text, ts.ScriptTarget.ESNext);
    let there = ts.createSourceFile("facts.ts", text, ts.ScriptTarget.ESNext);
    for (const [i, start] of offsets("edits", text.length, 40).entries()) {
      const inserted = ["x", "`${", "}", '"', "\n", "/*", "if (e.code === ", "<"][i % 8] as string;
      const length = Math.min(i % 5, here.text.length - start);
      const next = here.text.slice(0, start) + inserted + here.text.slice(start + length);
      const change = { span: { start, length }, newLength: inserted.length };
      here = parser.updateSourceFile(here, next, change);
      there = ts.updateSourceFile(there, next, change);
      equal(here, there, `edit ${i}`);
    }
  });

  /** Both parsers over one text, without JSDoc and with it and an old target's messages, as the whole trees with everything that is in them. */
  function same(file: string, text: string): void {
    for (const options of [
      { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
      { languageVersion: ts.ScriptTarget.ES5, jsDocParsingMode: ts.JSDocParsingMode.ParseAll },
    ]) {
      equal(parser.createSourceFile(file, text, options), ts.createSourceFile(file, text, options), `${file}, ${text.length} characters`);
    }
  }
});

/** The cut as the language server ships it, with the parser's functions as `parser` of the global object. */
async function bundle(minify: boolean): Promise<string> {
  const contents =
    'import * as ts from "typescript"; globalThis.parser = { createSourceFile: ts.createSourceFile, updateSourceFile: ts.updateSourceFile };';
  const result = await esbuild.build({
    stdin: { contents, resolveDir: root, sourcefile: path.join(root, "server/core/syntax/cut.ts") },
    bundle: true,
    write: false,
    minify,
    platform: "browser",
    format: "iife",
    target: "es2022",
    plugins: [typescriptCut(root)],
  });
  return result.outputFiles[0]?.text ?? "";
}

/** Runs in a context that has the language's own globals and nothing else. */
function load(code: string): Parser {
  const context = vm.createContext({});
  vm.runInContext(code, context);
  return context.parser as Parser;
}

/** Names that the code reads and nowhere declares: `f(x)` beside `function f() {}` gives `x`. */
function freeNames(code: string): string[] {
  const file = ts.createSourceFile("cut.js", code, ts.ScriptTarget.ESNext, true);
  const declared = new Set(["arguments", "undefined"]);
  const read = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const declares =
        (ts.isVariableDeclaration(parent) ||
          ts.isParameter(parent) ||
          ts.isBindingElement(parent) ||
          ts.isFunctionLike(parent) ||
          ts.isClassLike(parent)) &&
        parent.name === node;
      const isKey =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node) ||
        (ts.isBindingElement(parent) && parent.propertyName === node) ||
        ts.isMethodDeclaration(parent) ||
        ts.isPropertyDeclaration(parent) ||
        ts.isLabeledStatement(parent) ||
        ts.isBreakOrContinueStatement(parent);
      if (declares) declared.add(node.text);
      else if (!isKey) read.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...read].filter((name) => !declared.has(name)).sort();
}

/** `count` offsets into a text of that length, scattered, and the same at every run. */
function offsets(seed: string, length: number, count: number): number[] {
  return Array.from(
    { length: count },
    (_, i) =>
      createHash("sha256")
        .update(`${seed.split(path.sep).pop()}${i}`)
        .digest()
        .readUInt32BE() %
      (length + 1),
  );
}

function list(folder: string, pattern: RegExp): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => pattern.test(name) && !name.split(path.sep).includes("node_modules"))
    .map((name) => path.join(folder, name))
    .sort();
}

/**
 * Everything that the trees hold: kinds, positions, flags, texts, modifiers, comments, diagnostics, names. Left out are links back
 * (`parent`, a diagnostic's `file`) and functions, as the full package gives its nodes the methods of the language service.
 */
function equal(here: unknown, there: unknown, at: string): void {
  if (typeof here !== "object" || here === null || typeof there !== "object" || there === null) {
    if (here !== there) assert.fail(`${at}: ${String(here)}, and ${String(there)} in the full package`);
    return;
  }
  if (here instanceof Map || there instanceof Map || isMap(here)) {
    equal([...(here as Map<unknown, unknown>)], [...(there as Map<unknown, unknown>)], at);
    return;
  }
  const left = here as Record<string, unknown>;
  const right = there as Record<string, unknown>;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    if (key === "parent" || key === "file" || typeof left[key] === "function" || typeof right[key] === "function") continue;
    // A cache of flags: 0 says "nothing known yet", as absence does.
    if (key === "modifierFlagsCache" && !left[key] && !right[key]) continue;
    equal(left[key], right[key], `${at}.${key}`);
  }
}

/** A Map of another context is no instance of this one's. */
const isMap = (value: object): boolean => Object.prototype.toString.call(value) === "[object Map]";
