import assert from "node:assert/strict";
import { namedValues } from "../../../server/core/syntax/named-values";

const read = (text: string, name = "Code") => namedValues("a.ts", text, name);
const values = (text: string, name?: string): readonly unknown[] => (read(text, name).found?.values ?? []).map(({ value }) => value);

describe("the values that a name stands for", () => {
  const cases: readonly (readonly [what: string, text: string, values: readonly unknown[]])[] = [
    ["a union", 'export type Code = "a" | "b" | 3 | -4 | `c`;', ["a", "b", 3, -4, "c"]],
    ["one literal", 'type Code = "a";', ["a"]],
    ["unions of unions", 'type A = "a" | B; type B = ("b"); type Code = A | "c";', ["a", "b", "c"]],
    ["types that name each other", 'type A = B | "x"; type B = A | Code; type Code = A | B;', ["x"]],
    ["an enum of strings", 'export enum Code { A = "a", B = "b" }', ["a", "b"]],
    ["an enum of numbers", "declare const enum Code { A, B = 5, C, D = 1 << 3 }", [0, 5, 6, 8]],
    ["a constant object", 'const Code = { A: "a", "b-c": "b", C: 7 } as const;', ["a", "b", 7]],
    ["a frozen one", 'const Code = Object.freeze({ A: "a" } as const);', ["a"]],
    ["a list", 'const Code = ["a", "b"] as const;', ["a", "b"]],
    ["the values of an object", 'const codes = { A: "a", B: "b" } as const; type Code = (typeof codes)[keyof typeof codes];', ["a", "b"]],
    ["the items of a list", 'const codes = ["a", "b"] as const; type Code = (typeof codes)[number];', ["a", "b"]],
    ["the keys of an object", 'const codes = { a: "x", b: "y" }; type Code = keyof typeof codes;', ["a", "b"]],
    ["objects with a code", 'const Code = { A: { code: "a", status: 400 }, b: { status: 404 } } as const;', ["a", "b"]],
    ["a declaration in a module", 'declare module "x" { export type Code = "a" | "b" }', ["a", "b"]],
    ["what stands twice, once", 'type Code = "a" | "a";', ["a"]],
    ["nothing of a name that is not there", 'type Other = "a";', []],
    ["nothing of an interface", 'interface Code { code: "a" }', []],
    ["nothing of what is half typed", "type Code = ", []],
    ["what can be read of what is half typed", 'type Code = "a" | "b" |', ["a", "b"]],
  ];
  for (const [what, text, expected] of cases) it(`is read: ${what}`, () => assert.deepEqual(values(text), expected));

  it("is open where other values fit", () => {
    assert.equal(read('type Code = "a" | (string & {});').found?.open, true);
    assert.equal(read('type Code = "a" | string;').found?.open, true);
    assert.equal(read('type Code = "a" | null | undefined;').found?.open, false);
  });

  it("has the words beside each, and statuses", () => {
    const union = read('type Code =\n  /** It has\n   * left. */\n  | "a"\n  | "b" // busy\n  | "c";').found?.values;
    assert.deepEqual(union, [{ value: "a", comment: "It has left." }, { value: "b", comment: "busy" }, { value: "c" }]);
    const object = read('const Code = { /* one */ A: "a", B: { code: "b", status: 503, message: "Later." } };').found?.values;
    assert.deepEqual(object, [
      { value: "a", comment: "one" },
      { value: "b", comment: "Later.", status: 503 },
    ]);
    assert.deepEqual(read("const Code = { gone: 410, busy: 503 } as const;").found?.values, [
      { value: "gone", status: 410 },
      { value: "busy", status: 503 },
    ]);
    assert.deepEqual(read("enum Code { Gone = 410, Busy = 503 }").found?.values, [{ value: 410 }, { value: 503 }]);
  });

  it("gives the names that there are where there is none of it", () => {
    assert.deepEqual(read('type A = "a"; enum B { X = "x" } const c = { d: "e" }; const f = 1; function g() {}', "Z").names, [
      "A",
      "B",
      "c",
    ]);
  });
});
