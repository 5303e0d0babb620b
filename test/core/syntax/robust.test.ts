import { strict as assert } from "node:assert";
import { parse } from "../../../server/core/syntax";
import { checkFacts, seeded } from "./invariants";
import { flow } from "./print";
import { JSX_SAMPLE, SAMPLE } from "./sample";

const check = (path: string, text: string): void => checkFacts(text, parse(path, text).facts);

describe("syntax: any text", () => {
  it("the sample has spans that hold what they say", () => {
    for (const path of ["a.ts", "a.js", "a.tsx"]) check(path, SAMPLE);
    check("a.tsx", JSX_SAMPLE);
  });

  it("may be cut at any offset", function () {
    this.timeout(60_000);
    for (const [path, whole] of [
      ["a.ts", SAMPLE],
      ["a.tsx", JSX_SAMPLE],
    ] as const) {
      for (let end = 0; end <= whole.length; end++) {
        const text = whole.slice(0, end);
        const { facts } = parse(path, text);
        assert.ok(facts.functions.length > 0);
        if (end % 4 === 0) checkFacts(text, facts);
      }
    }
  });

  it("may lack its beginning", () => {
    for (let start = 0; start <= SAMPLE.length; start += 7) check("a.js", SAMPLE.slice(start));
  });

  it("may lack any of its lines", () => {
    const lines = SAMPLE.split("\n");
    for (let i = 0; i < lines.length; i++) check("a.ts", lines.toSpliced(i, 1).join("\n"));
  });

  it("may be a soup of tokens or of characters", () => {
    const random = seeded(7);
    const tokens = SAMPLE.match(/\w+|\s|[^\w\s]/g) as readonly string[];
    for (let i = 0; i < 200; i++) {
      check("a.tsx", Array.from({ length: 80 }, () => tokens[random(tokens.length)]).join(""));
      check("a.ts", Array.from({ length: 80 }, () => String.fromCharCode(random(random(2) === 0 ? 128 : 65536))).join(""));
    }
  });

  it("is read whole: no statement of the sample is given up", () => {
    const { facts } = parse("a.ts", SAMPLE.replace(/^with .*$/m, ""));
    assert.deepEqual(facts.errors, []);
  });
});

describe("syntax: deep and long texts", () => {
  const bomb = (path: string, text: string): ReturnType<typeof parse>["facts"] => {
    const { facts } = parse(path, text);
    assert.ok(facts.functions.length > 0);
    JSON.stringify(facts);
    return facts;
  };

  it("a chain of 5,000 operands", () => {
    for (const op of ["+", "||", "&&", "??", ",", "==", "- a *"]) {
      const facts = bomb("a.ts", `x = (${Array.from({ length: 5000 }, (_, i) => `f(${i})`).join(` ${op} `)}); last()`);
      assert.deepEqual(facts.errors, [], op);
      assert.equal(facts.functions[0]?.body.length, 2);
    }
  });

  it("a chain of alternating operators", () => {
    const facts = bomb("a.ts", `x = ${Array.from({ length: 2500 }, (_, i) => `a${i} + b - c`).join(" * d / ")}; last()`);
    assert.equal(facts.functions[0]?.body.length, 2);
  });

  it("1,000 else-ifs; more are cut off, and the rest of the file stands", () => {
    const chain = (length: number) => bomb("a.ts", `${Array.from({ length }, (_, i) => `if (c === ${i}) f(${i});`).join(" else ")} last()`);
    assert.deepEqual(chain(1000).errors, []);
    const { errors, functions } = chain(2500);
    assert.equal(errors.length, 1);
    assert.equal(functions[0]?.body.at(-1)?.kind, "eval");
  });

  it("nesting beyond reason is cut off, and the rest of the file stands", () => {
    const deep = (open: string, close: string, n: number): string => open.repeat(n) + close.repeat(n);
    for (const text of [
      deep("[", "]", 500),
      deep("f(", ")", 500),
      deep("{", "}", 900),
      deep("if (a) {", "}", 900),
      deep("x => { y(() => [{ a: ", " }]) }", 120),
      deep("function f() {", "}", 900),
      deep("class A { m() {", "}}", 400),
      `a${".b()".repeat(3000)}`,
      `${"!".repeat(1500)}a`,
      `let x: ${"A<".repeat(500)}B${">".repeat(500)}`,
      `const ${deep("{ a: [", "] }", 300)} = e`,
      `${"a = ".repeat(1200)}b`,
      `${"a ? b : ".repeat(900)}c`,
      `${"l: ".repeat(900)}f()`,
    ]) {
      const facts = bomb("a.ts", `first();\n${text};\nlast()`);
      const [first] = facts.functions[0]?.body ?? [];
      const last = facts.functions[0]?.body.at(-1);
      assert.ok(first?.kind === "eval" && last?.kind === "eval", text.slice(0, 20));
    }
    bomb("a.tsx", deep("<a>", "</a>", 900));
  });

  it("a text that the parser itself cannot bear gives no facts, and one error", () => {
    const text = "(".repeat(200_000);
    const { facts } = parse("a.ts", text);
    assert.deepEqual(facts.errors, [{ start: 0, end: text.length }]);
    assert.equal(flow(text), "");
  });

  it("a text with thousands of errors is no code", () => {
    for (const piece of ["& ", "a ", "< ", "# "]) {
      const text = piece.repeat(20_000);
      assert.deepEqual(parse("a.ts", text).facts.errors, [{ start: 0, end: text.length }], piece);
    }
  });

  it("types that refer to each other do not multiply", () => {
    const text = Array.from({ length: 40 }, (_, i) => `type T${i} = { a: T${i + 1}; b: T${i + 1}; c: T${i + 1} }`).join("\n");
    const size = JSON.stringify(parse("a.ts", `${text}\nlet x: T0`).facts).length;
    assert.ok(size < 50_000, `${size}`);
  });

  it("facts stay in proportion to the text", () => {
    const ratio = JSON.stringify(parse("a.ts", SAMPLE.repeat(5)).facts).length / (SAMPLE.length * 5);
    assert.ok(ratio < 40, `${ratio}`);
  });
});
