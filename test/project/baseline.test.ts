import assert from "node:assert/strict";
import type { Finding } from "../../server/core/analysis";
import { compare, entriesOf, normalised, readBaseline, writeBaseline } from "../../server/project/baseline";

const TEXT = `a("x");\nb( 'x' );\nc("y");`;

function finding(code: string, rule = "unknown-code", text = TEXT): Finding {
  const start = text.indexOf(code);
  return { rule, severity: "warning", span: { start, end: start + code.length }, message: "No", fixes: [], related: [] };
}

const entry = (file: string, rule: string, text: string, count = 1) => ({ file, rule, text, count });

describe("a baseline", () => {
  it("has one entry a line, in the same order whatever came first, and reads back", () => {
    const entries = [entry("b.ts", "r", "x"), entry("a.ts", "r", "y", 2), entry("a.ts", "q", 'say "z"'), entry("b.ts", "r", "x")];
    const text = writeBaseline(entries);
    assert.equal(
      text,
      `{
  "version": 1,
  "findings": [
    {"file":"a.ts","rule":"q","text":"say \\"z\\""},
    {"file":"a.ts","rule":"r","text":"y","count":2},
    {"file":"b.ts","rule":"r","text":"x","count":2}
  ]
}
`,
    );
    assert.equal(writeBaseline(entries.toReversed()), text);
    const { baseline, problems } = readBaseline("/w/known.json", text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [...(baseline ?? [])].map(([file, all]) => [file, all.map(({ line, count }) => [line, count])]),
      [
        [
          "a.ts",
          [
            [4, 1],
            [5, 2],
          ],
        ],
        ["b.ts", [[6, 2]]],
      ],
    );
    assert.equal(writeBaseline([]), '{\n  "version": 1,\n  "findings": []\n}\n');
  });

  it("knows code by its words, not by its place, its blanks or its quotes", () => {
    assert.equal(normalised("request(\n  'a' ,\n  b,\n)"), 'request("a",b)');
    assert.equal(normalised("return  x"), "return x");
    assert.ok(normalised("x".repeat(5000)).length < 200);
    const known = entriesOf("a.ts", "b('x')", [finding("b('x')", "r", "b('x')")]);
    const { baseline } = readBaseline("/w/k.json", writeBaseline(known));
    assert.deepEqual(compare(baseline?.get("a.ts") ?? [], TEXT, [finding("b( 'x' )", "r")]), { fresh: [], gone: [] });
  });

  it("counts: one more that is alike is new, one fewer is gone", () => {
    const { baseline } = readBaseline("/w/k.json", writeBaseline([entry("a.ts", "r", "x", 2)]));
    const known = baseline?.get("a.ts") ?? [];
    const text = "x x x";
    const at = (start: number) => ({ ...finding("x", "r", text), span: { start, end: start + 1 } });
    assert.deepEqual(compare(known, text, [at(0), at(2), at(4)]), { fresh: [at(4)], gone: [] });
    assert.deepEqual(
      compare(known, text, [at(0)]).gone.map(({ count }) => count),
      [1],
    );
    assert.deepEqual(
      compare(known, text, [{ ...at(0), rule: "other" }]).fresh.map(({ rule }) => rule),
      ["other"],
    );
  });

  const broken: readonly (readonly [what: string, text: string, line: number, message: RegExp])[] = [
    ["nothing", "", 1, /A value is expected.*--update$/],
    ["half a file", '{\n  "version": 1,\n  "findings": [\n    {"file":"a.ts","ru', 4, /--update$/],
    ["another file", '{ "catalogs": [] }', 1, /--update$/],
    ["another version", '{ "version": 2, "findings": [] }', 1, /--update$/],
    ["no count", '{ "version": 1, "findings": [\n{ "file": "a", "rule": "b", "text": "c", "count": 0 }] }', 2, /--update$/],
    ["a merge", '{\n<<<<<<< HEAD\n  "version": 1,\n=======\n>>>>>>> b\n}', 2, /merged.*keep the lines of both.*--update$/],
  ];
  for (const [what, text, line, message] of broken) {
    it(`says what is wrong with ${what}`, () => {
      const { baseline, problems } = readBaseline("/w/k.json", text);
      assert.equal(baseline, undefined);
      assert.match(problems[0]?.message ?? "", message);
      assert.deepEqual([problems[0]?.line, problems[0]?.path, problems[0]?.severity], [line, "/w/k.json", "error"]);
    });
  }

  it("takes any names and any number of entries", () => {
    const names = ["__proto__", "constructor", "../a b.ts", "\u2028", "\ud800"];
    const { baseline } = readBaseline("/w/k.json", writeBaseline(names.map((name) => entry(name, name, name))));
    assert.deepEqual([...(baseline?.keys() ?? [])].sort(), [...names].sort());
    const started = performance.now();
    const many = Array.from({ length: 20_000 }, (_, i) => entry(`src/${i}.ts`, "r", "x"));
    assert.equal(readBaseline("/w/k.json", writeBaseline(many)).baseline?.size, 20_000);
    assert.ok(performance.now() - started < 10_000);
  });
});
