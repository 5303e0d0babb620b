import assert from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parse } from "../../server/core/syntax";
import { snapshot, toOffset, toPosition } from "../../server/lsp/convert";
import { edit, type Gap } from "../../server/lsp/gap";
import { seeded } from "../core/syntax/invariants";
import { SAMPLE } from "../core/syntax/sample";

const uri = "file:///w/a.ts";
const typed = ["x", "\n", "  ", "const a = 1;\n", "}", "{", "`", "", "", "y".repeat(300), "\r\n"];

describe("the gap behind what is edited", () => {
  for (const [name, start] of [
    ["LF", SAMPLE],
    ["CRLF", SAMPLE.replaceAll("\n", "\r\n")],
  ] as const) {
    it(`is at the end of a line, and all else as the editor has it, ${name}`, () => {
      const random = seeded(5);
      const plain = TextDocument.create(uri, "typescript", 1, start);
      const document = TextDocument.create(uri, "typescript", 1, start);
      let gap: Gap | undefined;
      let [at, kept] = [0, 0];
      for (let i = 0; i < 150; i++) {
        // Mostly beside the edit before, as a person types.
        at = random(6) === 0 ? random(plain.getText().length) : Math.min(plain.getText().length, at + random(3));
        const range = { start: plain.positionAt(at), end: plain.positionAt(at + (random(3) === 0 ? random(12) : 0)) };
        const change = { range, text: typed[random(typed.length)] as string };
        const before = gap;
        const behind = before && document.getText().slice(before.at + before.length);
        gap = edit(document, gap, change, random(4) === 0 ? undefined : parse("a.ts", document.getText()).facts.ends);
        TextDocument.update(plain, [change], i);
        const text = document.getText();
        const real = gap ? text.slice(0, gap.at) + text.slice(gap.at + gap.length) : text;
        assert.equal(real, plain.getText());
        if (gap) assert.match(text.slice(gap.at), /^ *(?:[\r\n]|$)/);
        if (gap && before && gap.at + gap.length === before.at + before.length && gap.at > at) {
          kept++;
          assert.equal(text.slice(gap.at + gap.length), behind);
        }
        const shown = snapshot(uri, 1, text, gap);
        for (let j = 0; j < 20; j++) {
          const offset = random(real.length + 1);
          const position = plain.positionAt(offset);
          const own = toOffset(shown, position);
          assert.deepEqual(toPosition(shown, own), position);
          assert.equal(own, toOffset(snapshot(uri, 1, real), position) + (gap && own > gap.at ? gap.length : 0));
        }
        if (gap) assert.deepEqual(toPosition(shown, gap.at + gap.length), plain.positionAt(gap.at));
      }
      assert.ok(kept > 20, `${kept} edits moved nothing behind the gap`);
    });
  }
});
