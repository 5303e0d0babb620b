import { strict as assert } from "node:assert";
import { type Bind, codesAt, codeUses, hover, renameCode } from "../../server/core/analysis";
import { analyzeText } from "./markers";

const head = `const res = await fetch("https://api.acme.dev/v1/pay");\nconst body = await res.json();\n`;
const name = { provider: "acme", vocabulary: "code", code: "NOT_FOUND" };

function renamed(source: string, to: string): string {
  const text = head + source;
  const edits = renameCode(analyzeText(text), name, to).map(({ edit }) => edit);
  return edits.reduceRight((all, { span, newText }) => all.slice(0, span.start) + newText + all.slice(span.end), text).slice(head.length);
}

/** The texts that name a code of Acme; one with "?" may be another's. */
function uses(text: string): readonly string[] {
  return codeUses(analyzeText(text)).map(({ span, firm }) => text.slice(span.start, span.end) + (firm ? "" : "?"));
}

describe("uses of codes", () => {
  it("are comparisons with a known provider's code, and the constants in them", () => {
    assert.deepEqual(uses(`${head}if (body.error.code === "NOT_FOUND" || body.error.code === "NOT_FUND") wait("NOT_FOUND");`), [
      "NOT_FOUND",
    ]);
    assert.deepEqual(uses(`${head}const X = "NOT_FOUND";\nif (body.error.code === X) wait();`), ["NOT_FOUND", "X"]);
    assert.deepEqual(uses(`${head}if (body.error.message === "NOT_FOUND") wait();`), []);
    assert.deepEqual(uses(`export const f = (e) => e.code === "NOT_FOUND";`), []);
  });

  it("are uncertain where other errors can be", () => {
    const text = `try { await pay(); other(); } catch (e) { if (e.error.code === "NOT_FOUND") wait(); }`;
    const analysis = analyzeText(text, { binds: [{ kind: "call", call: "pay", provider: "acme" }] });
    assert.deepEqual(
      codeUses(analysis).map(({ firm }) => firm),
      [false],
    );
  });

  it("are none where the configuration says that it is no API's error", () => {
    const silences: readonly Bind[] = [
      { kind: "files", provider: "none" },
      { kind: "host", host: "api.acme.dev", provider: "none" },
    ];
    const text = `${head}if (body.error.code === "NOT_FOUND") wait();`;
    for (const bind of silences) {
      const analysis = analyzeText(text, { binds: [bind] });
      assert.deepEqual(codeUses(analysis), []);
      assert.deepEqual(codesAt(analysis, text.indexOf("NOT_FOUND") + 1), []);
      assert.equal(hover(analysis, text.indexOf("NOT_FOUND") + 1), undefined);
    }
  });

  it("take a new name in the author's quotes", () => {
    assert.equal(renamed(`if (body.error.code === 'NOT_FOUND') go();`, "GONE"), `if (body.error.code === 'GONE') go();`);
    assert.equal(renamed("if (body.error.code === `NOT_FOUND`) go();", "it's"), `if (body.error.code === "it's") go();`);
    assert.equal(renamed(`if (body.error.code === "NOT\\x5fFOUND") go();`, "GONE"), `if (body.error.code === "GONE") go();`);
    assert.equal(
      renamed(`const T = { NOT_FOUND: 1, 'KEY_LOCKED': 2 };\nT[body.error.code];`, "a-b").includes(`{ "a-b": 1, 'KEY_LOCKED'`),
      true,
    );
    assert.equal(renamed(`const T = { 'NOT_FOUND': 1 };\nT[body.error.code];`, "GONE").includes("{ 'GONE': 1 }"), true);
  });
});
