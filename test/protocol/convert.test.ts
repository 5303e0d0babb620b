import assert from "node:assert";
import { snapshot, toOffset, toPosition, toRange, toSpan } from "../../server/lsp/convert";
import { documentPath, toPath, toUri } from "../../server/lsp/uris";

describe("convert", () => {
  it("counts UTF-16 units and knows LF, CRLF and CR", () => {
    const document = snapshot("file:///a.ts", 1, "a😀b\r\nc\rd\ne");
    const at = (offset: number): string => {
      const { line, character } = toPosition(document, offset);
      return `${line}:${character}`;
    };
    assert.deepEqual([0, 1, 3, 4, 6, 7, 8, 9, 10, 11].map(at), ["0:0", "0:1", "0:3", "0:4", "1:0", "1:1", "2:0", "2:1", "3:0", "3:1"]);
    for (const offset of [0, 1, 3, 4, 6, 7, 8, 9, 10, 11]) assert.equal(toOffset(document, toPosition(document, offset)), offset);
  });

  it("puts an offset between CR and LF at the end of its line", () => {
    const document = snapshot("file:///a.ts", 1, "ab\r\ncd");
    assert.deepEqual(toPosition(document, 3), { line: 0, character: 2 });
  });

  it("clamps what lies outside", () => {
    const document = snapshot("file:///a.ts", 1, "ab\r\ncd");
    assert.deepEqual(
      [
        { line: 0, character: 99 },
        { line: 9, character: 0 },
        { line: -1, character: 1 },
        { line: 1, character: -5 },
      ].map((position) => toOffset(document, position)),
      [2, 6, 0, 4],
    );
    assert.deepEqual(toRange(document, { start: -3, end: 99 }), { start: { line: 0, character: 0 }, end: { line: 1, character: 2 } });
    assert.deepEqual(toSpan(document, { start: { line: 0, character: 1 }, end: { line: 1, character: 1 } }), { start: 1, end: 5 });
  });
});

describe("paths of documents", () => {
  const pairs: readonly (readonly [uri: string, path: string])[] = [
    ["file:///home/me/a%20b.ts", "/home/me/a b.ts"],
    ["file:///c%3A/me/a.ts", "C:/me/a.ts"],
    ["vscode-vfs://github/me/repo/a%20b%23.ts", "vscode-vfs://github/me/repo/a b#.ts"],
    ["vscode-vfs://github%2B7b7d/me/repo/a.ts", "vscode-vfs://github+7b7d/me/repo/a.ts"],
    ["untitled:Untitled-1", "untitled:Untitled-1"],
  ];
  for (const [uri, path] of pairs) {
    it(`${uri} is ${path}`, () => {
      assert.equal(toPath(uri), path);
      assert.equal(toPath(toUri(path)), path);
    });
  }

  it("get the extension of their language where the name has none", () => {
    assert.equal(documentPath("untitled:Untitled-1", "typescriptreact"), "untitled:Untitled-1.tsx");
    assert.equal(documentPath("file:///a/b.mts", "typescript"), "/a/b.mts");
    assert.equal(documentPath("file:///a/script", "javascript"), "/a/script.js");
  });
});
