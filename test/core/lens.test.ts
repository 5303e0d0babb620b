import { strict as assert } from "node:assert";
import { lenses } from "../../server/core/analysis";
import { analyzeText, type Options } from "./markers";

const head = `const res = await fetch("https://api.acme.dev/v1/pay");\nconst { error } = await res.json();\n`;
const two = `switch (error.code) {\n  case "KEY_REVOKED":\n  case "KEY_LOCKED":\n    renew();\n}\n`;

const titles = (source: string, options?: Options): readonly string[] =>
  lenses(analyzeText(head + source, options)).map((l) => `${(head + source).slice(l.span.start, l.span.end)}: ${l.title}`);

describe("lenses", () => {
  it("stand over a switch, with the codes that it leaves out and what adds them", () => {
    const [lens, ...more] = lenses(analyzeText(head + two));
    assert.equal(lens?.title, "handles 2 of 7 codes of Acme");
    assert.equal((head + two).slice(lens.span.start, lens.span.end), "switch");
    const missing = ["BAD_REQUEST", "CARD_DECLINED", "NOT_FOUND", "RATE_LIMIT", "INTERNAL"];
    assert.deepEqual(
      lens.missing.map(({ code }) => code),
      missing,
    );
    assert.ok(missing.every((code) => lens.edits[0]?.newText.includes(`case "${code}":`)));
    assert.equal(more.length, 0);
  });
  it("stand over a chain", () =>
    assert.deepEqual(titles(`if (error.code === "KEY_REVOKED") renew();\nelse if (error.code === "NOT_FOUND") add();\n`), [
      "if: handles 2 of 7 codes of Acme",
    ]));
  it("count what can be there", () =>
    assert.deepEqual(titles(`if (res.status === 403 || res.status === 404) {\n${two}}\n`), [
      "switch: handles 2 of 3 possible codes of Acme",
    ]));
  it("say so where nothing is left out", () => {
    const [lens] = lenses(analyzeText(`${head}if (res.status === 403) {\n${two}}\n`));
    assert.equal(lens?.title, "handles all 2 possible codes of Acme");
    assert.deepEqual([lens.missing, lens.edits], [[], []]);
  });
  it("do not depend on the rule", () =>
    assert.deepEqual(titles(two, { rules: { "unhandled-code": "off" } }), ["switch: handles 2 of 7 codes of Acme"]));
  it("come in the order of the text", () =>
    assert.deepEqual(titles(`if (error.code === "INTERNAL") {\n} else if (error.code === "NOT_FOUND") {\n}\nelse {\n${two}}\n`), [
      "if: handles 4 of 7 codes of Acme",
      "switch: handles 2 of 5 possible codes of Acme",
    ]));
  it("are silent where the configuration says that a file is no API's", () =>
    assert.deepEqual(titles(two, { binds: [{ kind: "files", provider: "none" }] }), []));
});
