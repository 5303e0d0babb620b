import { strict as assert } from "node:assert";
import { parse } from "../../../server/core/syntax";
import { flow } from "./print";

const cases: readonly (readonly [string, string, string])[] = [
  ["a name needs no temp", "const { code, status: s } = err", "code := $err.code; s := $err.status"],
  ["nor does a path or a cast of one", "const { code } = (err as E).response?.data", "code := <E>$err.response?.data.code"],
  ["a call is evaluated once", "const { a, b } = f()", "%0 := $f(); a := %0.a; b := %0.b"],
  ["defaults", "const { a = 1 } = e", "a := ($e.a ?? 1)"],
  ["nested", "const { a: { b: { c } } } = e", "c := $e.a.b.c"],
  ["nested with a default", "const { a: { b, c } = {} } = e", "%0 := ($e.a ?? {}); b := %0.b; c := %0.c"],
  ["keys", "const { 'x-y': a, [k]: b, ['z']: c, 0: d } = e", "a := $e.x-y; b := $e[$k]; c := $e.z; d := $e[0]"],
  ["rest of an object", "const { a, ...more } = e", "a := $e.a; more := ?[$e]"],
  ["arrays", "const [a, , b = 2, ...c] = xs", "a := item($xs, 0); b := (item($xs, 2) ?? 2); c := rest($xs, 3)"],
  ["objects in arrays", "const [{ code }] = e.errors", "%0 := item($e.errors, 0); code := %0.code"],
  ["an awaited body", "const { error } = await res.json()", "%0 := await $res.json(); error := %0.error"],
  ["a typed pattern", "const { code }: Body = e", "%0 := $e; code := %0.code"],
  [
    "parameters",
    "function f({ code }, [a] = [], ...{ length }) {}",
    "fn f(%0, %1 = [], ...%2) { code := %0.code; a := item(%1, 0); length := %2.length }",
  ],
  ["an arrow's parameter", "f(({ a: b }) => b)", "$f(arrow (%0) { b := %0.a; return b })"],
  ["assignment", "let a, b; ({ a, x: b, y: o.p } = e)", "let a; let b; a = $e.a; b = $e.x; $o.p = $e.y"],
  ["assignment with defaults and nesting", "let a, b; ({ a = 1, x: { b } } = e)", "let a; let b; a = ($e.a ?? 1); b = $e.x.b"],
  ["assignment of a call", "let a, b; [a, b] = f()", "let a; let b; %0 := $f(); a = item(%0, 0); b = item(%0, 1)"],
  ["swap", "let a, b; [a, b] = [b, a]", "let a; let b; %0 := [b, a]; a = item(%0, 0); b = item(%0, 1)"],
  ["assignment to the source itself", "let r, s; ({ r, s } = r)", "let r; let s; %0 := r; r = %0.r; s = %0.s"],
  ["assignment rest", "let a; ({ ...a } = e); [...a] = e", "let a; a = ?[$e]; a = rest($e, 0)"],
  ["assignment as a value", "let a; f({ a } = g())", "let a; $f(?[%0 = $g(), a = %0.a])"],
  ["a var declared again", "var a = 1; var a = 2; var { a } = e", "a := 1; a = 2; a = $e.a"],
];

describe("syntax: patterns", () => {
  for (const [name, text, expected] of cases) it(name, () => assert.equal(flow(text), expected));

  it("keeps the spans of the name and of the property", () => {
    const text = 'const { status: s, "code": c } = e';
    const { bindings } = parse("a.ts", text).facts;
    const at = (span: { start: number; end: number }): string => text.slice(span.start, span.end);
    assert.deepEqual(
      bindings.map((b) => at(b.span)),
      ["s", "c"],
    );
    const reads = bindings.map((b) => (b.initial?.kind === "member" ? at(b.initial.nameSpan) : ""));
    assert.deepEqual(reads, ["status", "code"]);
  });
});

describe("syntax: writes", () => {
  const writes = (text: string, name: string): readonly string[] => {
    const { facts } = parse("a.ts", text);
    const binding = facts.bindings.find((b) => b.name === name);
    return (binding?.writes ?? []).map((w) => `${w.kind} ${text.slice(w.span.start, w.span.end)}`);
  };

  it("hold plain values, also from closures", () =>
    assert.deepEqual(writes("let a = 1; a = 'x'; function f() { a = e.code }", "a"), ["literal 'x'", "member e.code"]));
  it("hold the value of ??=, ||= and &&=", () =>
    assert.deepEqual(writes("let a; a ??= 1; a ||= 2; a &&= 3", "a"), ["literal 1", "literal 2", "literal 3"]));
  it("are unknown for arithmetic and items", () =>
    assert.deepEqual(writes("let a; a += 1; a++; for (a of xs) {}", "a"), ["unknown a += 1", "unknown a++", "unknown a"]));
  it("come from destructuring", () => assert.deepEqual(writes("let a; ({ a } = e); [a] = xs", "a"), ["member a", "item a"]));
  it("leave members alone", () => assert.deepEqual(writes("const a = {}; a.code = 'x'", "a"), []));
});
