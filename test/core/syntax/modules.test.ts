import { strict as assert } from "node:assert";
import { exportsOf, flow, importsOf } from "./print";

describe("syntax: imports", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["default and named", 'import a, { b as c, d } from "m"', "import m: default as a, b as c, d as d"],
    ["the whole module", 'import * as ns from "m"', "import m: * as ns"],
    ["for its effects", 'import "m"', "import m: "],
    ["types", 'import type { T } from "m"; import { type U, v } from "n"', "type import m: T as T; import n: U as U, v as v"],
    ["TypeScript's require", 'import x = require("m")', "require m: * as x"],
    ["require", 'const x = require("m")', "require m: * as x"],
    ["a destructured require", 'const { a, b: c, ...r } = require("m")', "require m: a as a, b as c, * as r"],
    ["a bare require", 'require("m").f()', "require m: *"],
    ["a require of one's own", 'function require() {} require("m")', ""],
    ["a computed require", "require(m)", ""],
    ["dynamic", 'const m = await import("m"); import("n").then(f)', "dynamic m: * as m; dynamic n: *"],
    ["re-exports", 'export { a as b } from "m"; export * from "n"; export * as o from "o"', "reexport m: a; reexport n: *; reexport o: *"],
    ["text as a name", 'import { "a-b" as c } from "m"', "import m: a-b as c"],
    ["half-typed", 'import { a, } from "', "import : a as a"],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.equal(importsOf(text), expected));

  it("make no statement, and values that say where they are from", () => {
    assert.equal(flow('import axios from "axios"; axios.get(u)'), "axios.get($u)");
    assert.equal(flow('const { a } = require("m"); const b = require("n"); require("o").c()'), "a := @m.*.a; b := @n.*; @o.*.c()");
    assert.equal(flow('const { a } = await import("m"); import(x)'), "%0 := await @m.*; a := %0.a; ?[$x]");
  });

  it("an alias of a namespace is a constant", () => assert.equal(flow("import E = Stripe.errors; E.X"), "E := $Stripe.errors; E.X"));
});

describe("syntax: exports", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      "declarations",
      "export const a = 1, { b, c: [d] } = e; export function f() {} export class C {}",
      "a = a; b = b; d = d; f = f; C = C",
    ],
    ["enums and namespaces", "export enum E { A } export namespace N { export const x = 1 }", "E = E; N = N"],
    ["names", "const x = 1; export { x, x as y, x as default }", "x = x; y = x; default = x"],
    ["default of an expression", "export default f(x)", "default = $f($x)"],
    ["default of a function", "export default function () { return 1 }", "default = fn default() { return 1 }"],
    ["default of a named function", "export default async function f() {}", "default = f"],
    ["default of a class", "export default class extends E {}", "default = class  extends $E { }"],
    ["re-exports", 'export { a as b } from "m"; export * from "n"; export * as o from "o"', "b = @m.a; * = @n.*; o = @o.*"],
    [
      "types are none",
      'export type { T } from "m"; export interface I {} export type U = I; export { type V } from "n"; export declare const w: 1',
      "",
    ],
    ["a type's name is none", "interface I {} export { I }", ""],
    ["export =", "const a = 1; export = a", "* = a"],
    ["CommonJS names", "exports.a = 1; module.exports.b = f", "a = 1; b = $f"],
    ["the CommonJS module", "module.exports = { a, b: 1, ...c }", "* = {a: $a, b: 1, ...$c}; a = $a; b = 1"],
    ["chains as compilers write them", "exports.a = exports.b = void 0; module.exports = exports.c = g", "c = $g; * = $g"],
    ["exports of one's own are none", "function f(exports) { exports.a = 1 }", ""],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.equal(exportsOf(text), expected));

  it("are evaluated where they stand", () => {
    assert.equal(flow("export default f(x)"), "$f($x)");
    assert.equal(flow("export default () => 1"), "");
    assert.equal(flow("exports.a = f()"), "$exports.a = $f()");
  });
});
