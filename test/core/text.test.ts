import { strict as assert } from "node:assert";
import { lineStarts, positionAt } from "../../server/core/text";

describe("text", () => {
  it("splits lines at LF, CRLF and CR", () => assert.deepEqual(lineStarts("a\nb\r\nc\rd"), [0, 2, 5, 7]));
  it("counts lines and columns from 1", () => assert.deepEqual(positionAt(lineStarts("ab\ncd"), 4), { line: 2, column: 2 }));
});
