import { strict as assert } from "node:assert";
import { parse } from "../../../server/core/syntax";
import { flow } from "./print";

const cases: readonly (readonly [string, string, string])[] = [
  ["a global", "fetch(u)", "$fetch($u)"],
  ["an import is not a global", "import { fetch } from 'undici'; fetch(u)", "fetch($u)"],
  ["a parameter hides a global", "function f(fetch) { fetch(u) } fetch(u)", "$fetch($u); fn f(fetch) { fetch($u) }"],
  ["a function below hides a global", "fetch(u); function fetch() {}", "fetch($u); fn fetch() {}"],
  ["a const of a block holds for the block alone", "{ const fetch = 1; fetch } fetch", "{ fetch := 1; fetch }; $fetch"],
  ["a var of a block holds for the function", "function f() { { var fetch = 1 } fetch }", "fn f() { { fetch := 1 }; fetch }"],
  ["a var does not leave its function", "function f() { var fetch } fetch", "$fetch; fn f() { let fetch }"],
  ["a let in a loop's head", "for (let x of xs) { x } x", "of $xs { x := item($xs); x }; $x"],
  ["a let in a closure of the same name", "let x = 1; { let x = 2; f(() => x) } x", "x := 1; { x' := 2; $f(arrow () { return x' }) }; x"],
  ["a catch binding", "try {} catch (e) { e } e", "try {} catch e { e }; $e"],
  ["a catch binding hides an outer one", "const e = 1; try {} catch (e) { e } e", "e := 1; try {} catch e' { e' }; e"],
  ["a function expression's own name", "const a = function f() { f() }; f()", "a := fn f() { f() }; $f()"],
  ["a class expression's own name", "const A = class B { m() { B } }; B", "A := class B { method m fn m() { B }; }; $B"],
  ["a class is known above", "f(C); class C {}", "$f(C); C := class C { }"],
  ["a default reads other parameters", "function f(a, b = a) {}", "fn f(a, b = a) {}"],
  ["a default does not see the body", "function f(a = x) { var x = 1; x }", "fn f(a = $x) { x := 1; x }"],
  ["a var of a parameter's name is the parameter", "function f(a = 1) { var a; a }", "fn f(a = 1) { a }"],
  ["a var of a parameter's name with a value", "function f(a) { var a = 2; a }", "fn f(a) { a = 2; a }"],
  ["an interface hides no value", "interface fetch {} fetch(u)", "$fetch($u)"],
  ["a type's import hides no value", "import type { fetch } from 'm'; import { type URL } from 'n'; fetch(URL)", "$fetch($URL)"],
  ["a declared name is a global", "declare function fetch(): void; fetch()", "$fetch()"],
  ["arguments and this", "function f() { return arguments[this.n] }", "fn f() { return $arguments[this.n] }"],
  ["a this parameter takes no place", "function f(this: X, a) { a }", "fn f(a) { a }"],
  [
    "names of Object.prototype are names like others",
    "constructor; toString(); const hasOwnProperty = 1; hasOwnProperty",
    "$constructor; $toString(); hasOwnProperty := 1; hasOwnProperty",
  ],
  ["names with underscores", "const __a = 1; __a; __b", "__a := 1; __a; $__b"],
  ["a switch is one scope", "switch (a) { case 1: let x = 1; default: x } x", "switch $a { case 1: { x := 1 } default: { x } }; $x"],
  [
    "vars in every nesting",
    "function f() { if (a) for (;;) try { switch (b) { case 1: var x } } finally { var y } x; y }",
    "fn f() { if $a { for { try { switch $b { case 1: { let x } } } finally { let y } } }; x; y }",
  ],
];

describe("syntax: scope", () => {
  for (const [name, text, expected] of cases) it(name, () => assert.equal(flow(text), expected));

  it("says which function holds a binding, and which function is around one", () => {
    const { functions, bindings } = parse("a.ts", "const a = 1; function f(b) { const g = () => { let c } }").facts;
    assert.deepEqual(
      bindings.map((b) => `${b.name} ${b.func}`),
      ["a 0", "f 0", "b 1", "g 1", "c 2"],
    );
    assert.deepEqual(
      functions.map((f) => f.parent),
      [undefined, 0, 1],
    );
  });

  it("numbers parameters, the temp of a pattern included", () => {
    const { bindings } = parse("a.ts", "function f(a, { b }, ...c) {}").facts;
    assert.deepEqual(
      bindings.filter((b) => b.param !== undefined).map((b) => `${b.kind} ${b.name} ${b.param}`),
      ["param a 0", "param c 2", "temp  1"],
    );
  });

  it("gives a declared function to its binding", () => {
    const { bindings, functions } = parse("a.ts", "function f(a: string): void; function f(a: unknown) {}").facts;
    assert.equal(bindings[0]?.function, 1);
    assert.equal(functions[1]?.binding, 0);
    assert.equal(functions.length, 2);
  });
});
