/** The TypeScript that `faultline types` prints, compiled by the whole compiler and run. */
import assert from "node:assert/strict";
import { basename } from "node:path";
import vm from "node:vm";
import ts from "typescript";
import { typesOf } from "../../catalog/export/typescript";
import { retryFor } from "../../catalog/model/lookup";
import { normalise } from "../../catalog/model/normalise";
import type { Provider } from "../../catalog/model/types";
import { bundled, bundledFiles } from "./bundled";

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2015,
  module: ts.ModuleKind.ESNext,
  noUnusedLocals: true,
  noUnusedParameters: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitReturns: true,
  types: [],
  lib: ["lib.es2015.d.ts"],
  skipLibCheck: true,
};

const library = new Map<string, ts.SourceFile>();

/** What the compiler has against these files, by name. */
function compile(files: Readonly<Record<string, string>>): readonly string[] {
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name in files || fileExists(name);
  host.getSourceFile = (name, target) => {
    if (name in files) return ts.createSourceFile(name, files[name] ?? "", target);
    const known = library.get(name) ?? getSourceFile(name, target);
    if (known) library.set(name, known);
    return known;
  };
  const program = ts.createProgram(Object.keys(files), OPTIONS, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, start, messageText }) => `${file?.fileName}:${start} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}

/** The exports of the text, as a program gets them. */
function load(text: string): Readonly<Record<string, unknown>> {
  const exports = {};
  vm.runInNewContext(
    ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2020 } }).outputText,
    { exports },
  );
  return exports;
}

const all: readonly Provider[] = bundledFiles.map(({ pathname }) => bundled(basename(pathname, ".json")));

describe("the TypeScript of a provider", function () {
  this.timeout(120_000);

  it("compiles under strict for every bundled provider", () => {
    assert.ok(all.length > 50);
    assert.deepEqual(compile(Object.fromEntries(all.map((provider) => [`/${provider.id}.ts`, typesOf(provider)]))), []);
  });

  it("has every code with its statuses and the policy in force, and guards that know them", () => {
    for (const provider of all) {
      const text = typesOf(provider);
      const values = Object.entries(load(text));
      for (const { code, vocabulary, statuses } of provider.codes) {
        const { retry } = retryFor(provider, { code, vocabulary, status: statuses[0] });
        const found = values.some(
          ([, value]) =>
            typeof value === "object" &&
            value !== null &&
            code in value &&
            JSON.stringify(sorted(at(value, code))) === JSON.stringify(sorted({ ...at(value, code), statuses, retry })),
        );
        assert.ok(found, `${provider.id} ${code}`);
        assert.ok(
          values.some(([name, value]) => name.startsWith("is") && typeof value === "function" && value(code) === true),
          `${provider.id} ${code}`,
        );
      }
      for (const [name, value] of values)
        if (name.startsWith("is") && typeof value === "function") assert.equal(value("no such code"), false);
      assert.ok(!/^import |\brequire\(/m.test(text), `${provider.id} needs a package`);
    }
  });

  it("narrows, and knows when a switch is whole", () => {
    const use = `import { type AcmeCode, acmeCodes, acmeStatuses, isAcmeCode, isAcmeType } from "./acme";
export function act(value: unknown): number {
  if (!isAcmeCode(value)) return isAcmeType(value) ? 1 : 0;
  const code: AcmeCode = value;
  switch (code) {
    case "gone": return acmeCodes[code].statuses[0] ?? acmeStatuses[404]?.initialMs ?? 0;
    case "busy": return acmeCodes[code].byStatus?.[503]?.maxRetries ?? 0;
  }
}
`;
    const acme = normalise({
      id: "acme",
      vocabularies: { code: "listed", type: "open" },
      statuses: { "404": { retry: "never" } },
      codes: [
        { code: "gone", status: 404, meaning: "It ends */ here" },
        { code: "busy", statuses: [429, 503], retry: "backoff", byStatus: { "503": { retry: { policy: "backoff", maxRetries: 2 } } } },
        { code: 7, vocabulary: "type", deprecated: 8 },
        { code: 8, vocabulary: "type" },
      ],
    });
    assert.deepEqual(compile({ "/acme.ts": typesOf(acme), "/use.ts": use }), []);
    const missing = use.replace(/\n *case "busy".*/, "");
    assert.match(compile({ "/acme.ts": typesOf(acme), "/use.ts": missing }).join(), /Not all code paths return|lacks ending return/);
  });

  it("has names whatever the id and the vocabularies are called", () => {
    for (const id of ["2fa", "a-1", "code", "class"]) {
      const provider = normalise({
        id,
        vocabularies: { code: "listed", "error-code": "listed", Code: "listed" },
        codes: ['a"b\\', { code: "x", vocabulary: "error-code" }, { code: -1, vocabulary: "Code" }, "__proto__"],
      });
      assert.deepEqual(compile({ "/a.ts": typesOf(provider) }), [], typesOf(provider));
    }
    assert.deepEqual(compile({ "/a.ts": typesOf(bundled("reputio")) }), [], "statuses alone");
  });
});

const at = (table: object, code: string | number): object => (table as Record<string | number, object>)[code] ?? {};

const sorted = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)]),
      )
    : value;
