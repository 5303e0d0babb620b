import { strict as assert } from "node:assert";
import { type Parsed, parse, reparse } from "../../../server/core/syntax";
import { seeded } from "./invariants";
import { absorbed, roomy } from "./room";
import { assertSameFacts } from "./same-facts";
import { JSX_SAMPLE, SAMPLE } from "./sample";

const INSERTS = [
  '"',
  "'",
  "`",
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  ";",
  ",",
  ".",
  "?.",
  "=>",
  " = ",
  "//",
  "/*",
  "*/",
  "${",
  "<",
  ">",
  "/",
  "\n",
  "await ",
  "async ",
].concat([
  "const { code } = e\n",
  'if (e.code === "',
  'case "',
  "else ",
  "import ",
  "export ",
  "class A {",
  "function f(",
  " as ",
  ": ",
  "x",
  "1",
  " ",
  "...",
  "@",
]);

/** Applies `count` random edits one after the other and compares each result with that of a fresh reading. */
function editRandomly(path: string, text: string, seed: number, count: number): void {
  const random = seeded(seed);
  let parsed: Parsed = parse(path, text);
  for (let i = 0; i < count; i++) {
    const old = parsed.text;
    const start = random(old.length + 1);
    const end = Math.min(old.length, start + (random(3) === 0 ? random(30) : 0));
    const inserted =
      random(4) === 0 ? old.slice(random(old.length), random(old.length)).slice(0, 60) : (INSERTS[random(INSERTS.length)] as string);
    const next = old.slice(0, start) + inserted + old.slice(end);
    parsed = reparse(parsed, next, { start, end, length: inserted.length });
    const fresh = parse(path, next);
    assertSameFacts(parsed.facts, fresh.facts, `${path} seed ${seed} edit ${i}: ${JSON.stringify(inserted)} for ${start}–${end}`);
    // Back to the whole text now and then, so that the file does not end as one broken statement.
    if (i % 10 === 9) parsed = parse(path, text);
  }
}

/** Random edits that move nothing behind the statement that they are in. */
function editInRoom(path: string, text: string, seed: number, count: number, least: number): void {
  const random = seeded(seed);
  const whole = roomy(path, text);
  let parsed: Parsed = parse(path, whole);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const old = parsed.text;
    const start = random(old.length);
    const inserted = INSERTS[random(INSERTS.length)] as string;
    const edit = absorbed(old, { span: { start, end: Math.min(old.length, start + (random(3) === 0 ? random(6) : 0)) }, text: inserted });
    if (!edit) continue;
    const { span, text: own } = edit;
    const next = old.slice(0, span.start) + own + old.slice(span.end);
    const before = new Set(parsed.facts.bindings);
    parsed = reparse(parsed, next, { ...span, length: own.length });
    if (parsed.facts.bindings.some((binding) => before.has(binding))) kept++;
    assertSameFacts(parsed.facts, parse(path, next).facts, `${path} seed ${seed} edit ${i}: ${JSON.stringify(inserted)} at ${start}`);
    if (i % 4 === 3) parsed = parse(path, whole);
  }
  assert.ok(kept >= least, `${kept} of ${count} edits kept what they did not touch`);
}

describe("syntax: incremental", () => {
  for (const seed of [1, 2, 3]) {
    it(`equals a fresh reading where nothing moves, TypeScript, seed ${seed}`, () => editInRoom("a.ts", SAMPLE, seed, 60, 8));
    it(`equals a fresh reading where nothing moves, JSX, seed ${seed}`, () => editInRoom("a.tsx", JSX_SAMPLE, seed, 60, 0));
  }

  for (const seed of [1, 2, 3]) {
    it(`equals a fresh reading of TypeScript, seed ${seed}`, () => editRandomly("a.ts", SAMPLE, seed, 120));
    it(`equals a fresh reading of JavaScript, seed ${seed}`, () => editRandomly("a.mjs", SAMPLE, seed + 10, 60));
    it(`equals a fresh reading of JSX, seed ${seed}`, () => editRandomly("a.tsx", JSX_SAMPLE, seed + 20, 120));
  }

  it("follows a person who types a line", () => {
    const line = '\nif (e.code === "card_declined") { retry(); }\n';
    const at = SAMPLE.indexOf("function isBody");
    let parsed = parse("a.ts", SAMPLE);
    for (let i = 0; i < line.length; i++) {
      const next = SAMPLE.slice(0, at) + line.slice(0, i + 1) + SAMPLE.slice(at);
      parsed = reparse(parsed, next, { start: at + i, end: at + i, length: 1 });
      assert.deepEqual(parsed.facts, parse("a.ts", next).facts, JSON.stringify(line.slice(0, i + 1)));
    }
  });

  it("reads a text afresh when the change does not fit it, or its tree was used before", () => {
    const first = parse("a.ts", "f(1)");
    assert.deepEqual(reparse(first, "g(22)", { start: 0, end: 0, length: 0 }).facts, parse("a.ts", "g(22)").facts);
    const change = { start: 2, end: 3, length: 2 };
    const second = reparse(first, "f(22)", change);
    assert.deepEqual(second.facts, parse("a.ts", "f(22)").facts);
    assert.deepEqual(reparse(first, "f(33)", change).facts, parse("a.ts", "f(33)").facts);
  });

  it("leaves the facts of the text before as they were", () => {
    const first = parse("a.ts", SAMPLE);
    const copy = structuredClone(first.facts);
    reparse(first, `x;${SAMPLE}`, { start: 0, end: 0, length: 2 });
    assert.deepEqual(first.facts, copy);
  });
});
