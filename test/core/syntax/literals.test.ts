import { strict as assert } from "node:assert";
import type { Expr, Literal } from "../../../server/core/facts";
import { parse } from "../../../server/core/syntax";

/** The value of `x = …`. */
function assigned(text: string): Expr {
  const stmt = parse("a.ts", `x = ${text}`).facts.functions[0]?.body[0];
  assert.ok(stmt?.kind === "eval" && stmt.expr.kind === "assign");
  return stmt.expr.value;
}

function literal(text: string): Literal & { readonly whole: string; readonly inside: string } {
  const value = assigned(text);
  assert.ok(value.kind === "literal", value.kind);
  const at = (span: { start: number; end: number }): string => `x = ${text}`.slice(span.start, span.end);
  return { ...value, whole: at(value.span), inside: at(value.valueSpan) };
}

const cases: readonly (readonly [text: string, value: unknown, inside: string, escaped: boolean])[] = [
  ['"card_declined"', "card_declined", "card_declined", false],
  ["'a'", "a", "a", false],
  ["`a`", "a", "a", false],
  ['""', "", "", false],
  ['"a\\nb"', "a\nb", "a\\nb", true],
  ["'it\\'s'", "it's", "it\\'s", true],
  ['"\\u0041"', "A", "\\u0041", true],
  ["'ä😀'", "ä😀", "ä😀", false],
  ["404", 404, "404", false],
  ["0x194", 404, "0x194", true],
  ["1_000", 1000, "1_000", true],
  ["4e2", 400, "4e2", true],
  ["-1", -1, "-1", false],
  ["true", true, "true", false],
  ["null", null, "null", false],
  ["undefined", undefined, "undefined", false],
];

describe("syntax: literals", () => {
  for (const [text, value, inside, escaped] of cases) {
    it(text, () => {
      const found = literal(text);
      assert.equal(found.value, value);
      assert.equal(found.whole, text);
      assert.equal(found.inside, inside);
      assert.equal(found.escaped, escaped);
      assert.equal(found.unterminated, false);
    });
  }

  it("stand behind comments and blanks with their own span", () => assert.equal(literal('/* a */ // b\n  "c" /* d */').whole, '"c"'));

  it("a text over two lines by a backslash", () => assert.equal(literal('"a\\\nb"').value, "ab"));

  it("a text that is not closed ends with its line", () => {
    for (const [text, value, whole] of [
      ['"', "", '"'],
      ['"A', "A", '"A'],
      ['"A\nf()', "A", '"A'],
      ["'A\r\nf()", "A", "'A"],
    ] as const) {
      const found = literal(text);
      assert.deepEqual([found.value, found.whole, found.unterminated], [value, whole, true]);
      assert.equal(found.valueSpan.start, found.span.start + 1);
      assert.equal(found.valueSpan.end, found.span.end);
    }
  });

  it("regexes", () => {
    for (const [text, source, flags] of [
      ["/a/", "a", ""],
      ["/[/]\\/x/gi", "[/]\\/x", "gi"],
      ["/a", "a", ""],
    ] as const) {
      const found = assigned(text);
      assert.ok(found.kind === "regex");
      assert.deepEqual([found.source, found.flags], [source, flags]);
    }
  });

  it("member names have the span to replace, quotes left out", () => {
    const text = "x = a?.['status'].code";
    const code = assigned(text.slice(4));
    assert.ok(code.kind === "member" && code.object.kind === "member");
    assert.equal(text.slice(code.nameSpan.start, code.nameSpan.end), "code");
    assert.equal(text.slice(code.object.nameSpan.start, code.object.nameSpan.end), "status");
    assert.equal(code.object.optional, true);
  });
});
