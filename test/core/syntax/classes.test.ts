import { strict as assert } from "node:assert";
import { parse } from "../../../server/core/syntax";
import { flow, printType } from "./print";

const cases: readonly (readonly [string, string, string])[] = [
  [
    "members",
    "class A extends B { x = 1; static y; #z = f(); m() { return this.#z } get g() { return 1 } set g(v) {} static s() {} }",
    "A := class A extends $B { property x = 1; static property y; property #z = $f(); method m fn m() { return this.#z }; getter g fn g() { return 1 }; setter g fn g(v) {}; static method s fn s() {}; }",
  ],
  [
    "constructor and parameter properties",
    "class A { constructor(private readonly key: string, b) { super() } }",
    "A := class A { constructor constructor fn constructor(key, b) { $super() }; property key = key; }",
  ],
  ["an arrow as a property", "class A { on = (e) => e.code }", "A := class A { property on = arrow on(e) { return e.code }; }"],
  [
    "keys",
    "class A { 'a-b'() {} 404 = 1; ['c'] = 2; [Symbol.iterator]() {} }",
    "A := class A { method a-b fn a-b() {}; property 404 = 1; property c = 2; method [Symbol.iterator] fn [Symbol.iterator]() {}; }",
  ],
  ["a computed key is evaluated", "class A { [f()] = 1 }", "?[$f()]; A := class A { property [f()] = 1; }"],
  [
    "overloads and abstract members",
    "abstract class A { m(a: 1): void; m(a) {} abstract n(): void; abstract p: string; [k: string]: unknown }",
    "A := class A { method m fn m(a) {}; method n; property p; }",
  ],
  ["a class expression", "const A = class extends f() {}", "A := class  extends $f() { }"],
  ["declare class", "declare class A {} A", "$A"],
];

describe("syntax: classes", () => {
  for (const [name, text, expected] of cases) it(name, () => assert.equal(flow(text), expected));

  it("make a static block a function of the class", () => {
    const { functions } = parse("a.ts", "class A { static { init() } }").facts;
    assert.equal(functions[1]?.owner, 0);
    assert.equal(functions[1]?.body.length, 1);
  });

  it("tie binding, class and methods together", () => {
    const { bindings, classes, functions } = parse("a.ts", "class A { m() {} f = () => {} }").facts;
    assert.equal(bindings[0]?.class, 0);
    assert.equal(bindings[0]?.initial?.kind, "class");
    assert.equal(classes[0]?.binding, 0);
    assert.deepEqual(
      functions.map((f) => f.owner),
      [undefined, 0, undefined],
    );
  });

  it("spans leave out decorators, export and default; async belongs to it", () => {
    const text = "@d() export class A {} export default async function f() {}";
    const { classes, functions } = parse("a.ts", text).facts;
    const at = (span: { start: number; end: number } | undefined): string => text.slice(span?.start, span?.end);
    assert.equal(at(classes[0]?.span), "class A {}");
    assert.equal(at(functions[1]?.span), "async function f() {}");
  });
});

describe("syntax: types", () => {
  const typeOf = (text: string): string => {
    const binding = parse("a.ts", text).facts.bindings.find((b) => b.name === "x");
    return binding?.type === undefined ? "none" : printType(binding.type);
  };
  const types: readonly (readonly [string, string, string])[] = [
    ["names", "let x: Stripe.errors.StripeError", "Stripe.errors.StripeError"],
    ["names with a binding", 'import Stripe from "stripe"; let x: Stripe.errors.StripeError', "Stripe.errors.StripeError!"],
    ["names of types' imports", 'import type { E } from "stripe"; let x: E', "E!"],
    ["classes", "class E {} let x: E", "E!"],
    ["arguments", "let x: Promise<AxiosResponse<Body>>", "Promise<AxiosResponse<Body>>"],
    ["literals and unions", "let x: 'a' | 404 | -1 | true | null | undefined", '("a" | 404 | -1 | true | null | undefined)'],
    ["objects", "let x: { error?: { code: 'a' }; m(): void; [k: string]: unknown }", '{error: {code: "a"}, m: _}'],
    ["arrays", "let x: readonly Err[]", "Array<Err>"],
    ["intersections", "let x: Error & { code?: string }; ", "Error"],
    ["intersections of a primitive", "let x: 'a' | (string & {})", '("a" | string)'],
    ["intersections of objects", "let x: { a: 1 } & { b: 2 }", "{a: 1, b: 2}"],
    ["keywords and the rest", "let x: unknown", "_"],
    ["functions", "let x: (a: string) => void", "_"],
    ["what an alias means", "type Code = 'a' | 'b'; let x: Code", 'Code=("a" | "b")'],
    [
      "what an interface means",
      "let x: Body; interface Body { error: Inner } type Inner = { code: 'a' }",
      'Body={error: Inner={code: "a"}}',
    ],
    ["an interface of one's own hides the platform's", "interface Response { code: 1 } let x: Response", "Response={code: 1}"],
    ["a type parameter", "function f<T extends Err>(x: T) {}", "T=Err"],
    ["a type parameter without a bound", "function f<Response>(x: Response) {}", "Response=_"],
    ["a type parameter of an alias", "type R<Response> = { data: Response }; let x: R<Body>", "R<Body>={data: Response=_}"],
    ["an alias of itself ends", "type A = { a: A }; let x: A", "A={a: A={a: A={a: A=_}}}"],
    ["parameters", "f((x: Err) => 1)", "Err"],
    ["catch bindings", "try {} catch (x: any) {}", "_"],
  ];
  for (const [name, text, expected] of types) it(name, () => assert.equal(typeOf(text), expected));

  it("guards name their parameter; return types stand beside", () => {
    const { functions } = parse(
      "a.ts",
      "function isE(this: X, a, e: unknown): e is E { } const f = (): Err => g(); function as(e): asserts e is E {}",
    ).facts;
    const guard = functions[1]?.guard;
    assert.ok(guard);
    assert.equal(`${guard.param} ${printType(guard.type)}`, "1 E");
    assert.equal(functions[1]?.returns, undefined);
    assert.ok(functions[2]?.returns);
    assert.equal(printType(functions[2].returns), "Err");
    assert.equal(functions[3]?.guard, undefined);
  });
});
