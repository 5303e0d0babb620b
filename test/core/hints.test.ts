import { strict as assert } from "node:assert";
import { hints } from "../../server/core/analysis";
import { analyzeText, type Options } from "./markers";

const head = `const res = await fetch("https://api.acme.dev/v1/pay");\nconst { error } = await res.json();\n`;

/** `"NOT_FOUND"404`: what stands before each hint, and its label. */
function shown(source: string, options: Options = {}, head_ = head): readonly string[] {
  const text = head_ + source;
  return hints(analyzeText(text, options), { start: 0, end: text.length }).map(
    ({ offset, label }) => `${/[\w"]+$/.exec(text.slice(0, offset))?.[0]} ${label}`,
  );
}

describe("status hints", () => {
  it("stand behind codes in comparisons, cases and lists", () => {
    assert.deepEqual(shown(`if (error.code === "NOT_FOUND" || "KEY_LOCKED" !== error.code) x();`), ['"NOT_FOUND" 404', '"KEY_LOCKED" 403']);
    assert.deepEqual(shown(`switch (error.code) { case "RATE_LIMIT": x(); }`), ['"RATE_LIMIT" 429']);
    assert.deepEqual(shown(`if (["NOT_FOUND", "INTERNAL"].includes(error.code)) x();`), ['"NOT_FOUND" 404', '"INTERNAL" 500, 502']);
  });
  it("stand behind a code once, however often its list is used", () =>
    assert.deepEqual(shown(`const L = ["NOT_FOUND"];\nif (L.includes(error.code)) x();\nif (!L.includes(error.code)) y();`), [
      '"NOT_FOUND" 404',
    ]));
  it("come with the card of the code", () => {
    const text = `${head}if (error.code === "NOT_FOUND") x();`;
    const [hint] = hints(analyzeText(text), { start: 0, end: text.length });
    assert.match(hint?.markdown ?? "", /No such thing/);
  });
  it("are those of the part that is asked for", () => {
    const text = `${head}if (error.code === "NOT_FOUND") x();\nif (error.code === "KEY_LOCKED") y();`;
    const start = text.lastIndexOf("if");
    assert.deepEqual(
      hints(analyzeText(text), { start, end: text.length }).map((h) => h.label),
      ["403"],
    );
  });
  it("do not stand behind other texts: unknown codes, statuses, names, codes of nobody, codes without a status", () => {
    for (const source of [
      `if (error.code === "NOPE") x();`,
      "if (res.status === 404) x();",
      `const C = "NOT_FOUND";\nuse(C);`,
      `if (other.code === "NOT_FOUND") x();`,
      `try { go(); } catch (e) { if (e.code === "ENOENT") x(); }`,
      `if (error.code.startsWith("NOT_FOUND")) x();`,
    ])
      assert.deepEqual(shown(source), [], source);
  });
  it("do not stand where other errors can be too", () => {
    const source = `import axios from "axios";\nasync function f() { try { await axios.get("https://api.acme.dev/x"); await other(); } catch (e) { if (e.response.data.error.code === "NOT_FOUND" || e.code === "NOT_FOUND") x(); } }`;
    assert.deepEqual(shown(source, {}, ""), []);
  });
  it("are silent in a file that is bound to nobody", () =>
    assert.deepEqual(shown(`if (error.code === "NOT_FOUND") x();`, { binds: [{ kind: "files", provider: "none" }] }), []));
});
