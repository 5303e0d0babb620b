import { strict as assert } from "node:assert";
import ts from "typescript";
import { parse } from "../../server/core/syntax/index";
import { analyzeText } from "./markers";

/** The text after the fix of its only `unhandled-code`, and the fix's title. */
function fixed(text: string): { readonly text: string; readonly title: string | undefined } {
  const [finding, ...more] = analyzeText(text).findings.filter((f) => f.rule === "unhandled-code");
  assert.ok(finding, `no finding in\n${text}`);
  assert.equal(more.length, 0);
  const fix = finding.fixes.find((f) => /^Add /.test(f.title));
  assert.ok(!fix?.safe, "never applied unasked");
  const after = (fix?.edits ?? []).reduceRight((t, e) => t.slice(0, e.span.start) + e.newText + t.slice(e.span.end), text);
  return { text: after, title: fix?.title };
}

const around = (body: string): string => `async function pay(): Promise<number> {
  const res = await fetch("https://api.acme.dev/v1/pay");
  const { error } = await res.json();
  if (res.status !== 403 && res.status !== 429 && res.status !== 404 && res.status !== 402) throw new Error("failed");
${body}
}
`;

/** What the fix makes of the body, which is read again, without a finding, and compiled. */
function check(body: string, expected: string): void {
  const before = around(body);
  const { text } = fixed(before);
  assert.equal(text, around(expected));
  assert.deepEqual(parse("a.ts", text).facts.errors, []);
  assert.deepEqual(analyzeText(text).findings, []);
  assert.deepEqual(problems(text), []);
}

describe("adding cases", () => {
  it("puts labels before default, so that they fall into it", () =>
    check(
      `  switch (error.code) {
    case "KEY_REVOKED":
      return 1;
    case "NOT_FOUND":
      return 2;
    default:
      throw new Error(error.code);
  }`,
      `  switch (error.code) {
    case "KEY_REVOKED":
      return 1;
    case "NOT_FOUND":
      return 2;
    case "CARD_DECLINED":
    case "KEY_LOCKED":
    case "RATE_LIMIT":
    default:
      throw new Error(error.code);
  }`,
    ));
  it("keeps a default that stands first", () =>
    check(
      `  switch (error.code) {
    default: return 0;
    case 'KEY_REVOKED': return 1;
    case 'NOT_FOUND': return 2;
  }`,
      `  switch (error.code) {
    case 'CARD_DECLINED':
    case 'KEY_LOCKED':
    case 'RATE_LIMIT':
    default: return 0;
    case 'KEY_REVOKED': return 1;
    case 'NOT_FOUND': return 2;
  }`,
    ));
  it("adds cases that do nothing where there is no default", () =>
    check(
      `  switch (error.code) {
    case "KEY_REVOKED":
    case "KEY_LOCKED":
      return 1;
    case "NOT_FOUND": {
      return 2;
    } // not there
  }
  return 3;`,
      `  switch (error.code) {
    case "KEY_REVOKED":
    case "KEY_LOCKED":
      return 1;
    case "NOT_FOUND": {
      return 2;
    } // not there
    case "CARD_DECLINED":
    case "RATE_LIMIT":
      break;
  }
  return 3;`,
    ));
  it("lets the last case not fall into them", () =>
    check(
      `  switch (error.code) {
  case "KEY_REVOKED":
  case "KEY_LOCKED":
    console.log("key")
    break
  case "NOT_FOUND":
    console.log("gone")
  }
  return 3`,
      `  switch (error.code) {
  case "KEY_REVOKED":
  case "KEY_LOCKED":
    console.log("key")
    break
  case "NOT_FOUND":
    console.log("gone")
    break;
  case "CARD_DECLINED":
  case "RATE_LIMIT":
    break;
  }
  return 3`,
    ));
  it("finds its place in one line", () =>
    check(
      `  switch (error.code) { case "KEY_REVOKED": return 1; case "KEY_LOCKED": return 2; default: return 3 }`,
      `  switch (error.code) { case "KEY_REVOKED": return 1; case "KEY_LOCKED": return 2; case "CARD_DECLINED": case "NOT_FOUND": case "RATE_LIMIT": default: return 3 }`,
    ));
  it("makes lines where one line has no default", () =>
    check(
      `  switch (error.code) { case "KEY_REVOKED": return 1; case "KEY_LOCKED": return 2 }
  return 3;`,
      `  switch (error.code) { case "KEY_REVOKED": return 1; case "KEY_LOCKED": return 2
    case "CARD_DECLINED":
    case "NOT_FOUND":
    case "RATE_LIMIT":
      break;
  }
  return 3;`,
    ));
  it("keeps tabs and line ends", () => {
    const windows = around(`  switch (error.code) {
\tcase "KEY_REVOKED":
\t\treturn 1;
\tcase "KEY_LOCKED":
\t\treturn 2;
  }
  return 3;`).replaceAll("\n", "\r\n");
    const { text } = fixed(windows);
    assert.ok(
      text.includes('return 2;\r\n\tcase "CARD_DECLINED":\r\n\tcase "NOT_FOUND":\r\n\tcase "RATE_LIMIT":\r\n\t\tbreak;\r\n  }'),
      text,
    );
  });
  it("adds a branch to a chain without else", () =>
    check(
      `  if (error.code === "KEY_REVOKED") {
    return 1;
  } else if (error.code === "KEY_LOCKED") {
    return 2;
  }
  return 3;`,
      `  if (error.code === "KEY_REVOKED") {
    return 1;
  } else if (error.code === "KEY_LOCKED") {
    return 2;
  } else if (
    error.code === "CARD_DECLINED" ||
    error.code === "NOT_FOUND" ||
    error.code === "RATE_LIMIT"
  ) {
    // Not handled yet
  }
  return 3;`,
    ));
  it("says how many it adds", () => {
    const chain = (codes: string) => around(`  switch (error.code) {\n    case ${codes}: return 1;\n  }\n  return 2;`);
    assert.equal(fixed(chain('"KEY_LOCKED": case "NOT_FOUND"')).title, "Add the 3 missing cases");
    assert.equal(fixed(chain('"KEY_LOCKED": case "NOT_FOUND": case "KEY_REVOKED": case "RATE_LIMIT"')).title, "Add the missing case");
  });
  it("leaves to the author what an else takes, and what constants of the author's name", () => {
    const last = `  if (error.code === "KEY_REVOKED") return 1;\n  else if (error.code === "KEY_LOCKED") return 2;\n  else return 3;`;
    assert.equal(fixed(around(last)).title, undefined);
    const names = `  switch (error.code) {\n    case REVOKED: return 1;\n    case LOCKED: return 2;\n  }\n  return 3;`;
    assert.equal(fixed(`const REVOKED = "KEY_REVOKED", LOCKED = "KEY_LOCKED";\n${around(names)}`).title, undefined);
  });
});

/** What the compiler says of one file, with everything strict and fall-through forbidden. */
function problems(text: string): readonly string[] {
  const options: ts.CompilerOptions = { strict: true, noFallthroughCasesInSwitch: true, noEmit: true, noLib: true, types: [] };
  const globals = `interface Array<T> { length: number } interface Boolean {} interface Function {} interface IArguments {} interface Number {}
    interface Object {} interface RegExp {} interface String {} interface CallableFunction {} interface NewableFunction {}
    interface PromiseLike<T> { then(f: (value: T) => void): void }
    interface Promise<T> { then<R>(f: (value: T) => R): Promise<R> }
    interface PromiseConstructor { new <T>(f: (resolve: (value: T) => void) => void): Promise<T> }
    declare var Promise: PromiseConstructor; declare var console: { log(text: string): void };
    interface Error { message: string } declare var Error: { new (message: string): Error };
    declare function fetch(url: string): Promise<{ status: number; json(): Promise<any> }>;`;
  const files = new Map([
    ["a.ts", text],
    ["globals.d.ts", globals],
  ]);
  const host: ts.CompilerHost = {
    getSourceFile: (name, target) => (files.has(name) ? ts.createSourceFile(name, files.get(name) ?? "", target) : undefined),
    getDefaultLibFileName: () => "lib.d.ts",
    writeFile: () => undefined,
    getCurrentDirectory: () => "",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name),
  };
  const program = ts.createProgram([...files.keys()], { ...options, target: ts.ScriptTarget.ES2022 }, host);
  return ts.getPreEmitDiagnostics(program).map((d) => ts.flattenDiagnosticMessageText(d.messageText, "\n"));
}
