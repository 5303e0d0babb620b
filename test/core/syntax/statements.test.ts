import { strict as assert } from "node:assert";
import { flow } from "./print";

const cases: readonly (readonly [string, string, string])[] = [
  ["declarations", "const a = 1, b = a; let c; var v = b", "a := 1; b := a; let c; v := b"],
  ["using", "using f = open(); await using g = open()", "f := $open(); g := $open()"],
  ["evaluations", "a(); b, c(); ;", "$a(); $b; $c()"],
  ["if, else if, else", "if (a) b(); else if (c) { d() } else e()", "if $a { $b() } else { if $c { $d() } else { $e() } }"],
  ["an empty branch", "if (a) {} else {}", "if $a {} else {}"],
  [
    "switch with fall-through and default",
    'switch (e.code) { case "a": case "b": f(); break; default: g() }',
    'switch $e.code { case "a": {} case "b": { $f(); break } default: { $g() } }',
  ],
  ["one scope for all cases", "switch (a) { case 1: const x = 1; case 2: x }", "switch $a { case 1: { x := 1 } case 2: { x } }"],
  ["for", "for (let i = 0; i < 3; i++) f(i)", "for [i := 0] (i < 3) [i += 1] { $f(i) }"],
  ["for without parts", "for (;;) break", "for { break }"],
  ["for with evaluations", "for (a = 1, b(); ;) c()", "for [$a = 1; $b()] { $c() }"],
  ["while, do", "while (a) b(); do { c() } while (d)", "while $a { $b() }; do $d { $c() }"],
  ["for of a name", "for (const x of xs) f(x)", "of $xs { x := item($xs); $f(x) }"],
  ["for of a path", "for (const x of e.errors) f(x)", "of $e.errors { x := item($e.errors); $f(x) }"],
  ["for of a call evaluates it once", "for (const x of f()) x", "of [%0 := $f()] %0 { x := item(%0); x }"],
  ["for of with a pattern", "for (const { code } of xs) code", "of $xs { %0 := item($xs); code := %0.code; code }"],
  ["for of into an outer name", "let x; for (x of xs) {}", "let x; of $xs { x = item($xs) }"],
  ["for of into a member", "for (o.x of xs) {}", "of $xs { $o.x = item($xs) }"],
  ["for of into a pattern", "let a; for ([a] of xs) {}", "let a; of $xs { %0 := item($xs); a = item(%0, 0) }"],
  ["for await", "for await (const x of xs) {}", "await of $xs { x := item($xs) }"],
  ["for in", "for (const k in o) f(k)", "in $o { k := key($o); $f(k) }"],
  ["try, catch, finally", "try { a() } catch (e) { b(e) } finally { c() }", "try { $a() } catch e { $b(e) } finally { $c() }"],
  ["catch without a name", "try {} catch {}", "try {} catch {}"],
  ["catch with a pattern", "try {} catch ({ code }) { code }", "try {} catch %0 { code := %0.code; code }"],
  ["throw and return", "function f() { if (a) throw new E(); return; return b }", "fn f() { if $a { throw new $E() }; return; return $b }"],
  ["labels", "a: for (;;) { continue a } b: { break b } c: if (x) y", "a: for { continue a }; b: { break b }; c: { if $x { $y } }"],
  ["blocks", "{ const a = 1; { a } }", "{ a := 1; { a } }"],
  ["with", "with (o) { f() }", "$o; { $f() }"],
  ["debugger and empty statements", "debugger;;", ""],
  ["enum", 'enum E { A = "a", B = "b" } E.A', 'E := {A: "a", B: "b"}; E.A'],
  ["numbered enum", "enum E { A, B = 404, C, D = 1 << 3, F = D | 1, G = -B }", "E := {A: 0, B: 404, C: 405, D: 8, F: 9, G: -404}"],
  ["enum with a computed member", "enum E { A = f(), B }", "E := {A: $f(), B: ?[]}"],
  ["enum in two parts", "enum E { A } enum E { B = 5 }", "E := {A: 0}; E := {A: 0, B: 5}"],
  [
    "namespace",
    'namespace N { export const A = "a"; const b = 1; export function f() {} } N.A',
    '{ A := "a"; b := 1 }; N := {A: A, f: f}; N.A; fn f() {}',
  ],
  ["nested namespace", "namespace A.B { export const c = 1 }", "{ { c := 1 }; B := {c: c} }; A := {B: B}"],
  ["namespace of types", "namespace N { export interface I {} } N", "$N"],
  ["types make nothing", "interface I { a: string } type T = I; declare const d: string; declare function g(): void; d", "$d"],
  ["ambient modules make nothing", 'declare module "m" { const x: 1 } declare global { const y: 2 }', ""],
];

describe("syntax: statements", () => {
  for (const [name, text, expected] of cases) it(name, () => assert.equal(flow(text), expected));

  it("reads a var that stands in a block of its function", () =>
    assert.equal(flow("function f() { if (a) { var x = 1 } return x }"), "fn f() { if $a { x := 1 }; return x }"));

  it("gives a branch the spans of its parts", async () => {
    const { parse } = await import("../../../server/core/syntax");
    const text = "if (a) { b } else { c }";
    const branch = parse("a.ts", text).facts.functions[0]?.body[0];
    assert.ok(branch?.kind === "branch" && branch.elseSpan);
    assert.equal(text.slice(branch.thenSpan.start, branch.thenSpan.end), "{ b }");
    assert.equal(text.slice(branch.elseSpan.start, branch.elseSpan.end), "{ c }");
  });
});
