import { strict as assert } from "node:assert";
import { changeBetween, lineStarts, positionAt } from "../../server/core/text";

describe("text", () => {
  it("splits lines at LF, CRLF and CR", () => assert.deepEqual(lineStarts("a\nb\r\nc\rd"), [0, 2, 5, 7]));
  it("counts lines and columns from 1", () => assert.deepEqual(positionAt(lineStarts("ab\ncd"), 4), { line: 2, column: 2 }));
});

describe("the change between two texts", () => {
  const cases: readonly (readonly [old: string, text: string])[] = [
    ["", "abc"],
    ["abc", ""],
    ["abc", "abc"],
    ["a.b", "a.cb"],
    ["aaaa", "aa"],
    ["aa", "aaaa"],
    ["one two three", "one 2 three"],
  ];
  for (const [old, text] of cases) {
    it(`makes ${JSON.stringify(text)} of ${JSON.stringify(old)}`, () => {
      const { start, end, length } = changeBetween(old, text);
      assert.equal(old.slice(0, start) + text.slice(start, start + length) + old.slice(end), text);
    });
  }
});
