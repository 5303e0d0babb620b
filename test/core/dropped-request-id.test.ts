import { strict as assert } from "node:assert";
import ts from "typescript";
import { parse } from "../../server/core/syntax/index";
import { analyzeText } from "./markers";

const options = { rules: { "dropped-request-id": "warning", "unchecked-response": "off" } } as const;

/** The text after the fix, which must be clean; undefined where there is none. */
function fixed(text: string): string | undefined {
  const [finding, ...more] = analyzeText(text, options).findings;
  assert.equal(finding?.rule, "dropped-request-id");
  assert.equal(more.length, 0);
  const fix = finding?.fixes.find((f) => f.title === "Include the request id");
  const [edit] = fix?.edits ?? [];
  if (!fix || !edit) return undefined;
  assert.ok(fix.preferred && !fix.safe);
  const after = text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
  assert.deepEqual(parse("a.ts", after).facts.errors, []);
  assert.deepEqual(analyzeText(after, options).findings, []);
  return after;
}

const inside = (body: string): string =>
  `export async function f(): Promise<unknown> {\n  const res = await fetch("https://api.acme.dev/v1/pay");\n${body}\n}\n`;

describe("including the request id", () => {
  const samples = [
    [`  const body = await res.json();\n  if (!res.ok) throw new Error(HERE);\n  return body;`, "body.error?.request_id"],
    [`  if (res.ok) return res.json();\n  const { error } = await res.json();\n  throw new Error(HERE);`, "error?.request_id"],
    [
      `  if (res.ok) return res.json();\n  const { error: { request_id: id }, error } = await res.json();\n  console.log(error.code);\n  throw new Error(HERE);`,
      undefined,
    ],
  ] as const;
  it("reads it by the names in scope, and is clean and right in types", () => {
    const texts = samples.flatMap(([sample, reading]) => {
      if (reading === undefined) return [];
      const before = inside(sample.replace("HERE", '"Paying failed"'));
      const after = fixed(before);
      assert.equal(after, inside(sample.replace("HERE", `\`Paying failed (request \${${reading}})\``)));
      return after ?? [];
    });
    assert.deepEqual(typeErrors(texts), []);
  });
  it("says nothing where the id is taken out already", () =>
    assert.deepEqual(analyzeText(inside(samples[2][0].replace("HERE", '"Paying failed"')), options).findings, []));
  it("is not offered where no name in scope has it, where a type may not, and for other classes", () => {
    const none = [
      `  const body = await res.json();\n  if (!res.ok) throw new Error(texts[res.status] + body.error.code);\n  return body;`,
      `  if (!res.ok) throw new Error("Paying failed");\n  return res.json();`,
      `  const body: Pay = await res.json();\n  if (!res.ok) throw new Error("Paying failed");\n  return body;`,
      `  const body = (await res.json()) as Pay;\n  if (!res.ok) throw new Error("Paying failed");\n  return body;`,
      `  const body = await res.json();\n  if (!res.ok) throw new PayError("Paying failed", res.status);\n  return body;`,
      `  if (res.ok) { const body = await res.json(); return body.items; }\n  throw new Error("Paying failed");`,
    ];
    for (const body of none) assert.equal(fixed(inside(body)), undefined, body);
  });
  it("leaves texts alone that would read otherwise in backticks", () => {
    const body = '  const body = await res.json();\n  if (!res.ok) throw new Error("not `paid`");\n  return body;';
    assert.equal(fixed(inside(body)), undefined);
  });
});

describe("dropped-request-id", () => {
  it("is off unless it is asked for", () => {
    const text = inside(`  if (!res.ok) throw new Error("Paying failed");\n  return res.json();`);
    assert.deepEqual(analyzeText(text).findings, []);
    assert.deepEqual(
      analyzeText(text, { rules: { "dropped-request-id": "error" } }).findings.map((f) => f.severity),
      ["error"],
    );
  });
  it("is silent in tests", () => {
    const text = inside(`  if (!res.ok) throw new Error("Paying failed");\n  return res.json();`);
    assert.deepEqual(analyzeText(text, { ...options, path: "src/pay.test.ts" }).findings, []);
  });
});

/** What the compiler says of the texts, each a module of its own. */
function typeErrors(texts: readonly string[]): readonly string[] {
  const files = new Map(texts.map((text, i) => [`/${i}.ts`, text]));
  const settings: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
  };
  const host = ts.createCompilerHost(settings);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], settings, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
